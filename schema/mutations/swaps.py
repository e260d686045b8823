"""Knows how holders propose swaps to each other over the API, answer them, take them back; and how staff approve."""

import graphene

from harbors.access.records import Role, Scope
from harbors.exchanges import commands, records, swaps
from harbors.exchanges.reads import provider_of_exchange
from harbors.idempotency.records import Answer
from harbors.leases.records import LeaseId
from harbors.places.records import ProviderId
from harbors.sql import Connection
from schema import ids
from schema.leases import place_key
from schema.mutations.access import allowed, role
from schema.mutations.effects import Doing, mutation
from schema.mutations.exchanges import ExchangePayload
from schema.mutations.inputs import Input, idempotency_key
from schema.permissions import SIGNED_IN


class ProposeSwapInput(graphene.InputObjectType):
    """Which own place would be swapped, and with which: told by the place or by the lease, one of both."""

    lease_id = graphene.ID(required=True, description="The id of the own Lease.")
    place_id = graphene.ID(description="The id of the Berth or WinterStoragePlace that is wanted.")
    other_lease_id = graphene.ID(description="The id of the Lease of its holder, as the holder told it.")
    idempotency_key = idempotency_key()


class AnswerSwapInput(graphene.InputObjectType):
    """What is said to a swap."""

    exchange_id = graphene.ID(required=True, description="The id of the own Exchange.")
    accept = graphene.Boolean(required=True, description="Yes or no.")
    idempotency_key = idempotency_key()


class WithdrawSwapInput(graphene.InputObjectType):
    """Which own proposal is taken back."""

    exchange_id = graphene.ID(required=True, description="The id of the own Exchange.")
    idempotency_key = idempotency_key()


class ApproveSwapInput(graphene.InputObjectType):
    """Which swap is approved, or refused for a reason."""

    exchange_id = graphene.ID(required=True, description="The id of either part of the swap, an Exchange.")
    refusal = graphene.String(description="Why it is refused; it is approved without one.")
    idempotency_key = idempotency_key()


def _member(input: Input) -> records.MemberId:
    return records.MemberId(ids.decode_as("Exchange", input["exchange_id"]))


async def _of_swap(connection: Connection, input: Input) -> ProviderId | None:
    return await provider_of_exchange(connection, _member(input))


def _answer(doing: Doing, id: records.MemberId, exchange: records.Exchange, *, said: str) -> Answer:
    doing.changed(
        "Exchange", id, provider_id=exchange.provider_id, after={"said": said, "status": exchange.status.value}
    )
    return Answer(facts={"id": str(id)})


async def _propose(connection: Connection, doing: Doing, input: Input) -> Answer:
    place, other = input.get("place_id"), input.get("other_lease_id")
    exchange = await swaps.propose_swap(
        connection,
        LeaseId(ids.decode_as("Lease", input["lease_id"])),
        place_id=None if place is None else place_key(place),
        other_id=None if other is None else LeaseId(ids.decode_as("Lease", other)),
        person_id=doing.person,
        now=doing.now,
        chance=doing.chance,
    )
    return _answer(doing, exchange.members[0].id, exchange, said="PROPOSED")


async def _say(connection: Connection, doing: Doing, input: Input) -> Answer:
    say = commands.accept_exchange if input["accept"] else commands.decline_exchange
    id = _member(input)
    exchange = await say(connection, id, person_id=doing.person, now=doing.now, chance=doing.chance)
    return _answer(doing, id, exchange, said="ACCEPTED" if input["accept"] else "DECLINED")


async def _withdraw(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = _member(input)
    exchange = await swaps.withdraw_swap(connection, id, person_id=doing.person, now=doing.now, chance=doing.chance)
    return _answer(doing, id, exchange, said="WITHDRAWN")


async def _approve(connection: Connection, doing: Doing, input: Input) -> Answer:
    id, refusal = _member(input), input.get("refusal")
    exchange = await swaps.approve_swap(connection, id, refusal=refusal, now=doing.now, chance=doing.chance)
    return _answer(doing, id, exchange, said="APPROVED" if refusal is None else "REFUSED")


class SwapMutation:
    """The mutations of swaps between two holders."""

    propose_swap = mutation(
        ExchangePayload,
        ProposeSwapInput,
        _propose,
        access=allowed(SIGNED_IN.within(Scope.APPLICATIONS_WRITE)),
        description="Proposes to the holder of another place to swap; who proposes accepts. Nobody learns who "
        "the other is.",
    )
    answer_swap = mutation(
        ExchangePayload,
        AnswerSwapInput,
        _say,
        access=allowed(SIGNED_IN.within(Scope.APPLICATIONS_WRITE)),
        description="Accepts or declines a swap. Once accepted, and approved where the provider wants that, both have "
        "the other place at one instant, and the difference of the prices is settled.",
    )
    withdraw_swap = mutation(
        ExchangePayload,
        WithdrawSwapInput,
        _withdraw,
        access=allowed(SIGNED_IN.within(Scope.APPLICATIONS_WRITE)),
        description="Takes an own proposal back that is not done: nothing changes.",
    )
    approve_swap = mutation(
        ExchangePayload,
        ApproveSwapInput,
        _approve,
        access=role(Role.CLERK, at=_of_swap, scope=Scope.PROVIDER_WRITE),
        description="Approves a swap on which two holders agree, and has it done; or refuses it, for a reason.",
    )
