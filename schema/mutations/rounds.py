"""Knows how staff of a provider make rounds over the API, change their rules and dates, and close them."""

import graphene

from harbors.access.records import Role, Scope
from harbors.chance import draw_id
from harbors.idempotency.records import Answer
from harbors.places.records import ProviderId
from harbors.rounds import commands
from harbors.rounds.documents import write_rules
from harbors.rounds.reads import provider_of_round
from harbors.rounds.records import Round, RoundId
from harbors.sql import Connection
from schema import ids
from schema.mutations.access import provider_in, role
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input
from schema.mutations.payloads import problems, thing
from schema.mutations.round_inputs import (
    ChangeRoundRulesInput,
    CloseRoundInput,
    CreateRoundInput,
    MoveRoundInput,
    read_round,
    read_rules,
    read_windows,
)


class RoundPayload(graphene.ObjectType):
    """The round as it stands now, or why it was refused."""

    round = thing("Round", description="The round; null when it was refused.")
    errors = problems()


def round_in(input: Input) -> RoundId:
    """The round that an input names. Raises BAD_USER_INPUT."""
    return RoundId(ids.decode_as("Round", input["round_id"]))


async def provider_of_the_round(connection: Connection, input: Input) -> ProviderId | None:
    """Whose round the input names."""
    return await provider_of_round(connection, round_in(input))


async def _create(connection: Connection, doing: Doing, input: Input) -> Answer:
    a_round = read_round(input, id=RoundId(draw_id(doing.chance)))
    await commands.create_round(connection, a_round, now=doing.now)
    return told_of_round(doing, a_round, after={"code": a_round.code, "rules": write_rules(a_round.rules)})


async def _change_rules(connection: Connection, doing: Doing, input: Input) -> Answer:
    changed = await commands.change_rules(
        connection, round_in(input), read_rules(input["rules"]), reason=input["reason"], now=doing.now
    )
    after = {"rulesVersion": changed.rules_version, "rules": write_rules(changed.rules)}
    return told_of_round(doing, changed, after=after, reason=input["reason"])


async def _move(connection: Connection, doing: Doing, input: Input) -> Answer:
    moved = await commands.move_windows(connection, round_in(input), read_windows(input), now=doing.now)
    windows = {
        "opensAt": moved.opens_at,
        "closesAt": moved.closes_at,
        "publishesAt": moved.publishes_at,
        "upgradesUntil": moved.upgrades_until,
    }
    return told_of_round(doing, moved, after={name: at and at.isoformat() for name, at in windows.items()})


async def _close(connection: Connection, doing: Doing, input: Input) -> Answer:
    a_round = await commands.lock_round_by_id(connection, round_in(input))
    closed = await commands.close_round(connection, a_round.code, now=doing.now)
    return told_of_round(doing, closed, after={"closedAt": doing.now.isoformat()})


def told_of_round(doing: Doing, a_round: Round, **told: object) -> Answer:
    """The answer of a mutation that changed a round, and what the trail keeps of that."""
    doing.changed("Round", a_round.id, provider_id=a_round.provider_id, **told)
    return Answer(facts={"id": str(a_round.id)})


MANAGES_THE_ROUND = role(Role.MANAGER, at=provider_of_the_round, scope=Scope.PROVIDER_WRITE)


class RoundMutation:
    """The mutations of rounds before they are frozen."""

    create_round = mutation(
        RoundPayload,
        CreateRoundInput,
        _create,
        access=role(Role.MANAGER, at=provider_in("provider_id"), scope=Scope.PROVIDER_WRITE),
        description="Makes a round of the provider's places; answers with all that is wrong with it at once.",
    )
    change_round_rules = mutation(
        RoundPayload,
        ChangeRoundRulesInput,
        _change_rules,
        access=MANAGES_THE_ROUND,
        description="Changes the rules of a round that is not frozen; the rules before stay to be read.",
    )
    move_round = mutation(
        RoundPayload,
        MoveRoundInput,
        _move,
        access=MANAGES_THE_ROUND,
        description="Moves what is still to come of a round: its opening, its close, the day of the results.",
    )
    close_round = mutation(
        RoundPayload,
        CloseRoundInput,
        _close,
        access=MANAGES_THE_ROUND,
        description="Closes an open round before its time.",
    )
