"""Knows how policies are told anew; nothing is committed here."""

from collections.abc import Sequence

from harbors.places.records import ProviderId
from harbors.policies.records import Policy
from harbors.policies.rules import check_policies, tidy_policy
from harbors.sql import Connection, Statements
from harbors.subjects.reads import hold_subject
from harbors.subjects.records import Subject

STATEMENTS = Statements(__package__)


async def set_policies(
    connection: Connection, policies: Sequence[Policy], *, subject: Subject, provider_id: ProviderId
) -> None:
    """Have these policies stand instead of all that were told before. Raises ``Invalid`` with every problem."""
    told = [tidy_policy(policy) for policy in policies]
    check_policies(told)
    await hold_subject(connection, subject)
    await STATEMENTS.clear_policies.run(connection, subject_id=subject.id)
    await STATEMENTS.add_policies.run(
        connection,
        subject_type=subject.kind,
        subject_id=subject.id,
        provider_id=provider_id,
        kinds=[policy.kind for policy in told],
        titles_fi=[policy.title.fi for policy in told],
        titles_sv=[policy.title.sv for policy in told],
        titles_en=[policy.title.en for policy in told],
        urls=[policy.url for policy in told],
        valid_from=[policy.valid_from for policy in told],
    )
