"""Knows how people join the queue between rounds over the API, and leave it."""

from typing import Any

import graphene

from harbors.access.records import Scope
from harbors.idempotency.records import Answer
from harbors.leases.records import LeaseId
from harbors.places.records import ProviderId
from harbors.queues.commands import join_queue, leave_queue
from harbors.queues.records import EntryId, Wish
from harbors.sql import Connection
from schema import ids
from schema.lists import some
from schema.mutations.access import allowed
from schema.mutations.effects import Doing, mutation
from schema.mutations.forms import ChoiceInput, read_choices
from schema.mutations.inputs import Input, idempotency_key
from schema.mutations.lease_inputs import LeasedBoatInput, read_leased_boat
from schema.mutations.payloads import problems, thing
from schema.permissions import SIGNED_IN


class JoinQueueInput(graphene.InputObjectType):
    """A standing wish between rounds; its class and its place in the queue cannot be told."""

    provider_id = graphene.ID(required=True, description="The id of the Provider whose places are wanted.")
    lease_id = graphene.ID(description="The id of the own Lease, to get another place in exchange for it.")
    boat = graphene.InputField(
        LeasedBoatInput, description="The boat that needs a place; for an exchange it is that of the lease."
    )
    choices = graphene.InputField(
        some(ChoiceInput), required=True, description="What is wanted, the most wanted first; nothing twice."
    )
    accessibility_required = graphene.Boolean(
        default_value=False, description="Whether the place should be accessible."
    )
    information_confirmed = graphene.Boolean(
        default_value=False, description="The confirmation that all of this is right; without it: refused."
    )
    idempotency_key = idempotency_key()


class LeaveQueueInput(graphene.InputObjectType):
    """Which standing wish is taken back."""

    entry_id = graphene.ID(required=True, description="The id of the QueueEntry.")
    idempotency_key = idempotency_key()


class QueueEntryPayload(graphene.ObjectType):
    """The standing wish as it is now, or why it was refused."""

    entry = thing("QueueEntry", description="The entry; null when it was refused.")
    errors = problems()


def entry_id(given: Input) -> EntryId:
    """The entry that an input names. Raises BAD_USER_INPUT."""
    return EntryId(ids.decode_as("QueueEntry", given["entry_id"]))


def _wish(given: Input) -> Wish:
    lease, boat = given.get("lease_id"), given.get("boat")
    return Wish(
        choices=read_choices(given["choices"]),
        boat=None if boat is None else read_leased_boat(boat),
        lease_id=None if lease is None else LeaseId(ids.decode_as("Lease", lease)),
        accessibility_required=bool(given["accessibility_required"]),
        information_confirmed=bool(given["information_confirmed"]),
    )


async def _join(connection: Connection, doing: Doing, input: Input) -> Answer:
    provider_id = ProviderId(ids.decode_as("Provider", input["provider_id"]))
    entry = await join_queue(
        connection, _wish(input), provider_id=provider_id, person_id=doing.person, now=doing.now, chance=doing.chance
    )
    after: dict[str, Any] = {"mode": entry.mode.value, "choices": len(entry.choices)}
    doing.changed("QueueEntry", entry.id, provider_id=provider_id, after=after)
    return Answer(facts={"id": str(entry.id)})


async def _leave(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = entry_id(input)
    await leave_queue(connection, id, now=doing.now)
    doing.changed("QueueEntry", id, before={"status": "WAITING"}, after={"status": "LEFT"})
    return Answer(facts={"id": str(id)})


class QueueMutation:
    """The mutations of the queue."""

    join_queue = mutation(
        QueueEntryPayload,
        JoinQueueInput,
        _join,
        access=allowed(SIGNED_IN.within(Scope.APPLICATIONS_WRITE)),
        description="Joins the queue of a provider between rounds, for a place or for another one in exchange.",
    )
    leave_queue = mutation(
        QueueEntryPayload,
        LeaveQueueInput,
        _leave,
        access=allowed(SIGNED_IN.within(Scope.APPLICATIONS_WRITE)),
        description="Takes one's own standing wish back.",
    )
