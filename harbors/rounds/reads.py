"""Knows how rounds are looked up."""

import json

from harbors.places.records import ProviderId
from harbors.rounds.documents import read_rules
from harbors.rounds.records import Policy, Round, RoundId, RoundKind, Season
from harbors.rounds.refusals import unknown_round
from harbors.sql import Connection, Row, Statements
from harbors.text import Translated

STATEMENTS = Statements(__package__)


async def all_rounds(connection: Connection) -> tuple[Round, ...]:
    """Every round, the newest first."""
    return tuple(round_from_row(row) for row in await STATEMENTS.rounds.rows(connection))


async def round_by_code(connection: Connection, code: str) -> Round:
    """The round called ``code``. Raises ``NotFound``."""
    row = await STATEMENTS.round_by_code.row(connection, code=code)
    if row is None:
        raise unknown_round(field="code")
    return round_from_row(row)


async def provider_of_round(connection: Connection, round_id: RoundId) -> ProviderId | None:
    """Whose round it is; ``None`` for one that is not there."""
    found: ProviderId | None = await STATEMENTS.provider_of_round.value(connection, id=round_id)
    return found


async def hold_round(connection: Connection, round_id: RoundId) -> Round:
    """A round that cannot be closed or drawn until the transaction ends. Raises ``NotFound``."""
    row = await STATEMENTS.hold_round.row(connection, id=round_id)
    if row is None:
        raise unknown_round(field="roundId")
    return round_from_row(row)


def round_from_row(row: Row) -> Round:
    """A round from the columns of the table; its rules as JSON text, or as a codec of the connection has read them."""
    rules = row["rules"]
    return Round(
        id=row["id"],
        provider_id=row["provider_id"],
        code=row["code"],
        name=Translated(fi=row["name_fi"], sv=row["name_sv"], en=row["name_en"]),
        kind=RoundKind(row["kind"]),
        season=Season(starts=row["season_starts"], ends=row["season_ends"]),
        opens_at=row["opens_at"],
        closes_at=row["closes_at"],
        publishes_at=row["publishes_at"],
        upgrades_until=row["upgrades_until"],
        policy=Policy(row["policy"]),
        rules=read_rules(json.loads(rules) if isinstance(rules, str) else rules),
        rules_version=row["rules_version"],
        previous_round_id=row["previous_round_id"],
        closed_at=row["closed_at"],
        frozen_at=row["frozen_at"],
        drawn_at=row["drawn_at"],
        released_at=row["released_at"],
        published_at=row["published_at"],
    )
