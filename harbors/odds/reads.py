"""Knows how the odds of one application are looked up."""

from harbors.applications.records import ApplicationId
from harbors.odds.records import Tally
from harbors.sql import Connection, Statements

STATEMENTS = Statements(__package__)


async def own_odds(connection: Connection, application_id: ApplicationId) -> Tally | None:
    """What simulated draws came to for an application that this transaction may see; ``None``: nothing is known."""
    row = await STATEMENTS.own_odds.row(connection, application_id=application_id)
    return None if row is None else Tally(won=tuple(row["won"]), kept=row["kept"], nothing=row["nothing"])
