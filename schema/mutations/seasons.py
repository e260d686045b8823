"""Knows how managers tell the seasons of their provider over the API, and move one that has leases."""

import graphene

from harbors.access.records import Role, Scope
from harbors.errors import HarborError
from harbors.idempotency.records import Answer
from harbors.places.records import ProviderId
from harbors.rounds.records import Season
from harbors.season_moves.commands import move_season
from harbors.seasons.commands import set_season
from harbors.seasons.reads import season_with
from harbors.sql import Connection
from schema.mutations.access import provider_in, role
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input
from schema.mutations.payloads import problems, thing
from schema.mutations.season_inputs import MoveSeasonInput, SetSeasonInput, read_days, read_season, season_id


class SeasonPayload(graphene.ObjectType):
    """The season as it stands now, or why it was refused."""

    season = thing("Season", description="The season; null when it was refused.")
    errors = problems()


class MoveSeasonPayload(graphene.ObjectType):
    """The season on its other days, or why it stays."""

    season = thing("Season", description="The season; null when it was not moved.")
    moved_leases = graphene.Int(
        resolver=lambda done, _info: done.answer.facts.get("leases"),
        description="How many leases followed; their tenants are told.",
    )
    errors = problems()


async def provider_of_season(connection: Connection, input: Input) -> ProviderId | None:
    """Whose season the input names."""
    try:
        return (await season_with(connection, season_id(input))).provider_id
    except HarborError:
        return None


async def _set(connection: Connection, doing: Doing, input: Input) -> Answer:
    season = await set_season(
        connection, read_season(input), provider_id=doing.provider, now=doing.now, chance=doing.chance
    )
    doing.changed("Season", season.id, after=_told(season.days))
    return Answer(facts={"id": str(season.id)})


async def _move(connection: Connection, doing: Doing, input: Input) -> Answer:
    days, reason = read_days(input), input["reason"]
    before, leases = await move_season(connection, season_id(input), days, reason=reason, now=doing.now)
    doing.changed("Season", before.id, reason=reason, before=_told(before.days), after=_told(days))
    return Answer(facts={"id": str(before.id), "leases": leases})


def _told(days: Season) -> dict[str, str]:
    return {"starts": days.starts.isoformat(), "ends": days.ends.isoformat()}


class SeasonMutation:
    """The mutations of seasons."""

    set_season = mutation(
        SeasonPayload,
        SetSeasonInput,
        _set,
        access=role(Role.MANAGER, at=provider_in("provider_id"), scope=Scope.PROVIDER_WRITE),
        description="Tells the days of a season, and when renewals for it are sent and due.",
    )
    move_season = mutation(
        MoveSeasonPayload,
        MoveSeasonInput,
        _move,
        access=role(Role.MANAGER, at=provider_of_season, scope=Scope.PROVIDER_WRITE),
        description="Moves a season with its leases to other days; every tenant is told why.",
    )
