"""Knows how what programs asked is added to the count of a day."""

from collections.abc import Mapping
from datetime import date

from harbors.access.commands import act_as_system
from harbors.sql import Connection, Statements
from harbors.usage.records import Program, Used

STATEMENTS = Statements(__package__)


async def add_usage(connection: Connection, used: Mapping[Program, Used], *, day: date) -> None:
    """Count what programs asked on that day. Acts as the system."""
    await act_as_system(connection)
    await STATEMENTS.add_usage.run(
        connection,
        day=day,
        client_ids=[program.client_id for program in used],
        key_ids=[program.key_id for program in used],
        requests=[one.requests for one in used.values()],
        costs=[one.cost for one in used.values()],
    )
