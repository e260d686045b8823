"""Knows how staff bring a round from its close to its results over the API: what takes long is promised as a job."""

import graphene

from harbors.access.records import Principal
from harbors.allocations.asking import ask_for_draw, ask_for_freeze, ask_for_rehearsal
from harbors.allocations.commands import publish_draw, release_draw, reset_round
from harbors.idempotency.records import Answer
from harbors.rounds.commands import lock_round_by_id
from harbors.rounds.records import Round
from harbors.sql import Connection
from schema.errors import Forbidden
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input, idempotency_key
from schema.mutations.rounds import MANAGES_THE_ROUND, RoundPayload, round_in, told_of_round


class FreezeRoundInput(graphene.InputObjectType):
    """Which closed round is sealed."""

    round_id = graphene.ID(required=True, description="The id of a Round.")
    beacon_at = graphene.DateTime(
        description="From when randomness is taken; it has to lie ahead when the root is published. In ten minutes, "
        "unless said."
    )
    idempotency_key = idempotency_key()


class RehearseDrawInput(graphene.InputObjectType):
    """Which frozen round is drawn for practice."""

    round_id = graphene.ID(required=True, description="The id of a Round.")
    label = graphene.String(required=True, description="What the seed is made of; it is kept.")
    idempotency_key = idempotency_key()


class RunDrawInput(graphene.InputObjectType):
    """Which frozen round is drawn."""

    round_id = graphene.ID(required=True, description="The id of a Round.")
    idempotency_key = idempotency_key()


class ReleaseDrawInput(graphene.InputObjectType):
    """Which drawn round is released."""

    round_id = graphene.ID(required=True, description="The id of a Round.")
    idempotency_key = idempotency_key()


class PublishDrawInput(graphene.InputObjectType):
    """Which released round is published before its time."""

    round_id = graphene.ID(required=True, description="The id of a Round.")
    idempotency_key = idempotency_key()


class ResetRoundInput(graphene.InputObjectType):
    """Which round goes one stage back."""

    round_id = graphene.ID(required=True, description="The id of a Round.")
    reason = graphene.String(required=True, description="Why; of a freeze everybody can read it.")
    idempotency_key = idempotency_key()


def hand_of(principal: Principal) -> str:
    """Who acts, whatever the program: one person through two programs is no second person.

    A key is nobody, and would be a second hand of whoever made it. Raises ``Forbidden``.
    """
    if principal.person_id is None:
        raise Forbidden("This is for people who are signed in: a key is no second person.")
    return f"person:{principal.person_id}"


async def _freeze(connection: Connection, doing: Doing, input: Input) -> Answer:
    a_round = await _held(connection, input)
    await ask_for_freeze(connection, a_round, beacon_at=input.get("beacon_at"), now=doing.now)
    return told_of_round(doing, a_round)


async def _rehearse(connection: Connection, doing: Doing, input: Input) -> Answer:
    a_round = await _held(connection, input)
    await ask_for_rehearsal(connection, a_round, label=input["label"], by=hand_of(doing.principal))
    return told_of_round(doing, a_round, after={"label": input["label"]})


async def _run(connection: Connection, doing: Doing, input: Input) -> Answer:
    a_round = await _held(connection, input)
    await ask_for_draw(connection, a_round, by=hand_of(doing.principal))
    return told_of_round(doing, a_round)


async def _release(connection: Connection, doing: Doing, input: Input) -> Answer:
    a_round = await _held(connection, input)
    draw = await release_draw(connection, a_round.code, by=hand_of(doing.principal), now=doing.now)
    return told_of_round(doing, a_round, after={"draw": str(draw.id), "runBy": draw.run_by})


async def _publish(connection: Connection, doing: Doing, input: Input) -> Answer:
    a_round = await _held(connection, input)
    draw = await publish_draw(connection, a_round.code, now=doing.now)
    return told_of_round(doing, a_round, after={"draw": str(draw.id)})


async def _reset(connection: Connection, doing: Doing, input: Input) -> Answer:
    a_round = await _held(connection, input)
    await reset_round(connection, a_round.code, reason=input["reason"], now=doing.now)
    return told_of_round(doing, a_round, reason=input["reason"])


async def _held(connection: Connection, input: Input) -> Round:
    return await lock_round_by_id(connection, round_in(input))


class DrawMutation:
    """The mutations of a round from its close on."""

    freeze_round = mutation(
        RoundPayload,
        FreezeRoundInput,
        _freeze,
        access=MANAGES_THE_ROUND,
        description="Has a closed round sealed by a root in a moment; refused at once while duplicates are open.",
    )
    rehearse_draw = mutation(
        RoundPayload,
        RehearseDrawInput,
        _rehearse,
        access=MANAGES_THE_ROUND,
        description="Has a frozen round drawn for practice in a moment; it gives nothing and can never be released.",
    )
    run_draw = mutation(
        RoundPayload,
        RunDrawInput,
        _run,
        access=MANAGES_THE_ROUND,
        description="Has a frozen round drawn and checked in a moment, once its randomness has come.",
    )
    release_draw = mutation(
        RoundPayload,
        ReleaseDrawInput,
        _release,
        access=MANAGES_THE_ROUND,
        description="Lets the results go, to be told at their time; for another person than the one who ran the draw.",
    )
    publish_draw = mutation(
        RoundPayload,
        PublishDrawInput,
        _publish,
        access=MANAGES_THE_ROUND,
        description="Tells released results at once.",
    )
    reset_round = mutation(
        RoundPayload,
        ResetRoundInput,
        _reset,
        access=MANAGES_THE_ROUND,
        description="Goes one stage back, until the results are told; the reason is kept.",
    )
