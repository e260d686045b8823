"""Knows how staff give over the API what came free after a draw: one opens a batch, another person publishes it."""

import graphene

from harbors.allocations.batching import ask_for_batch, publish_batch, reset_batch
from harbors.idempotency.records import Answer
from harbors.rounds.commands import lock_round_by_id
from harbors.sql import Connection
from schema.mutations.draws import hand_of
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input, idempotency_key
from schema.mutations.rounds import MANAGES_THE_ROUND, RoundPayload, round_in, told_of_round


class OpenBatchInput(graphene.InputObjectType):
    """In which published round what came free is given."""

    round_id = graphene.ID(required=True, description="The id of a Round.")
    idempotency_key = idempotency_key()


class PublishBatchInput(graphene.InputObjectType):
    """Of which round the batch is published."""

    round_id = graphene.ID(required=True, description="The id of a Round.")
    idempotency_key = idempotency_key()


class ResetBatchInput(graphene.InputObjectType):
    """Of which round the batch is taken back."""

    round_id = graphene.ID(required=True, description="The id of a Round.")
    reason = graphene.String(required=True, description="Why; it is kept.")
    idempotency_key = idempotency_key()


async def _open(connection: Connection, doing: Doing, input: Input) -> Answer:
    a_round = await lock_round_by_id(connection, round_in(input))
    await ask_for_batch(connection, a_round, by=hand_of(doing.principal), now=doing.now)
    return told_of_round(doing, a_round)


async def _publish(connection: Connection, doing: Doing, input: Input) -> Answer:
    a_round = await lock_round_by_id(connection, round_in(input))
    hand = hand_of(doing.principal)
    draw = await publish_batch(connection, a_round.code, by=hand, now=doing.now, chance=doing.chance)
    return told_of_round(doing, a_round, after={"draw": str(draw.id), "runBy": draw.run_by})


async def _reset(connection: Connection, doing: Doing, input: Input) -> Answer:
    a_round = await lock_round_by_id(connection, round_in(input))
    batch = await reset_batch(connection, a_round.code, reason=input["reason"], now=doing.now)
    return told_of_round(doing, a_round, before={"batch": batch.number}, reason=input["reason"])


class BatchMutation:
    """The mutations of the later rounds of a season."""

    open_batch = mutation(
        RoundPayload,
        OpenBatchInput,
        _open,
        access=MANAGES_THE_ROUND,
        description="Has what was given back until now given again in a moment, by the order of the draw, and checked. "
        "Nothing changes hands before it is published. Refused at once while a claim is not decided.",
    )
    publish_batch = mutation(
        RoundPayload,
        PublishBatchInput,
        _publish,
        access=MANAGES_THE_ROUND,
        description="Has places change hands and everybody told; for another person than the one who opened the batch.",
    )
    reset_batch = mutation(
        RoundPayload,
        ResetBatchInput,
        _reset,
        access=MANAGES_THE_ROUND,
        description="Takes a batch back that is not published; what was answered counts for the next one.",
    )
