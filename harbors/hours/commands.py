"""Knows how opening hours are told anew; nothing is committed here."""

from collections.abc import Sequence

from harbors.hours.records import Hours
from harbors.hours.rules import check_hours
from harbors.places.records import ProviderId
from harbors.sql import Connection, Statements
from harbors.subjects.reads import hold_subject
from harbors.subjects.records import Subject

STATEMENTS = Statements(__package__)


async def set_opening_hours(
    connection: Connection, hours: Sequence[Hours], *, subject: Subject, provider_id: ProviderId
) -> None:
    """Have these hours stand instead of all that were told before. Raises ``Invalid`` with every problem."""
    check_hours(hours)
    await hold_subject(connection, subject)
    await STATEMENTS.clear_hours.run(connection, subject_id=subject.id)
    await STATEMENTS.add_hours.run(
        connection,
        subject_type=subject.kind,
        subject_id=subject.id,
        provider_id=provider_id,
        weekdays=[line.weekday for line in hours],
        first_days=[line.first_day for line in hours],
        last_days=[line.last_day for line in hours],
        days=[line.day for line in hours],
        opens=[line.opens for line in hours],
        closes=[line.closes for line in hours],
    )
