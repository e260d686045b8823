"""Knows the queue between rounds: one's own entries and where they stand, and whom clerks offer a free place to."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import graphene
from aiodataloader import DataLoader

from harbors.access.records import Role, Scope
from harbors.access.rules import acts_for
from harbors.applications.records import Choice as ChoiceRecord
from harbors.audit.commands import write_all
from harbors.audit.records import READ, Behalf, BehalfKind, Entry
from harbors.audit.rules import actor_of
from harbors.places.records import PlaceId
from harbors.queues import records
from harbors.queues.reads import choices_of, next_for, standings_of
from schema import ids
from schema.catalogue.common import Node
from schema.catalogue.conditions import names
from schema.context import Context
from schema.enums import described
from schema.errors import Forbidden, LimitExceeded
from schema.exchanges import exchanges_of_entry
from schema.leases import place_key
from schema.lists import some
from schema.permissions import KNOWN, guarded, in_role
from schema.reads.declare import KEY, Listing, Relation, Resolved, SortKey, ToMany
from schema.reads.fields import ListField, ReadField, by_id, computed, to_many, to_one
from schema.reads.filters import Filter, Where
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type
from schema.reads.resources import Resource
from schema.results import Choice, Ranked

MOST_CANDIDATES = 200

EntryMode = described(
    records.EntryMode,
    "What somebody in the queue wants.",
    NEW="A place.",
    EXCHANGE="Another place in exchange for the own.",
)
EntryStatus = described(
    records.EntryStatus,
    "Where a standing wish stands.",
    WAITING="It waits.",
    LEFT="It was taken back.",
    SERVED="It was met.",
)
QueueSource = described(
    records.Source,
    "How somebody came into the queue.",
    ROUND="A round left the application without a place.",
    JOINED="By joining between rounds.",
)
_JOINED = SortKey("{row}.joined_at", "timestamptz")


class Standing(graphene.ObjectType):
    """A place in the queue, from 1, of so many who wait."""

    position = graphene.Int(required=True, description="The place, from 1.")
    of = graphene.Int(required=True, description="How many wait.")


class HarborStanding(graphene.ObjectType):
    """A place among those who want a berth in the same harbor, as wide by the half metre."""

    harbor = graphene.Field(
        lambda: graphql_type("Harbor"),
        resolver=lambda one, info: load_row(info.context, read_type("Harbor"), one.harbor_id),
        description="The harbor; null once it is listed no more.",
    )
    width_mm = graphene.Int(required=True, description="The width of berth that the boat competes for.")
    position = graphene.Int(
        required=True, resolver=lambda one, _info: one.standing.position, description="The place, from 1."
    )
    of = graphene.Int(required=True, resolver=lambda one, _info: one.standing.of, description="How many wait for it.")


class Standings(graphene.ObjectType):
    """Where somebody stands in the queue: overall, and among those who compete for the same berths."""

    overall = graphene.Field(Standing, required=True, description="Among all who wait at the provider.")
    harbors = graphene.Field(some(HarborStanding), required=True, description="In each harbor that is wanted.")


async def standings(row: Row, info: Any) -> records.Standings | None:
    """Where the entry or the application of a row stands."""
    async with info.context.unit_of_work() as connection:
        return await standings_of(connection, row.values["id"])


def _lists(context: Context) -> DataLoader[UUID, tuple[ChoiceRecord, ...]]:
    async def batch(keys: Sequence[UUID]) -> list[tuple[ChoiceRecord, ...]]:
        async with context.unit_of_work() as connection:
            found = await choices_of(connection, [records.EntryId(key) for key in keys])
        return [found[records.EntryId(key)] for key in keys]

    if "queue choices" not in context.loaders:
        context.loaders["queue choices"] = DataLoader(batch)
    known: DataLoader[UUID, tuple[ChoiceRecord, ...]] = context.loaders["queue choices"]
    return known


async def _choices(row: Row, info: Any) -> list[Ranked]:
    return [Ranked(rank, choice) for rank, choice in enumerate(await _lists(info.context).load(row.values["id"]))]


class QueueEntryFilter(Filter):
    """What entries can be filtered by."""

    statuses = Where(
        some(EntryStatus), "{row}.status = ANY({0})", "text[]", parameters=names, description="Only where these stand."
    )


class QueueEntry(Resource):
    """A standing wish between rounds: for a place, or for another one in exchange."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "queue_entries",
            visible="({row}.person_id = acting_person() OR {row}.provider_id = ANY(acting_for('CLERK')))",
            order=(_JOINED, KEY),
            access=KNOWN.within(Scope.APPLICATIONS_READ),
            about="{row}.person_id",
        )

    reference = graphene.String(required=True, description="What people tell each other.")
    mode = EntryMode(required=True, description="What is wanted.")
    status = EntryStatus(required=True, description="Where it stands.")
    class_number = graphene.Int(required=True, description="The priority class, given by the provider's rules.")
    declined = graphene.Boolean(
        required=True, description="Whether an offer was declined: then it is behind its class."
    )
    provider = to_one("Provider", "provider_id", description="Whose places are wanted.")
    person = to_one("Person", "person_id", description="Who waits; to themselves.")
    lease = to_one("Lease", "lease_id", description="The lease that is given in exchange.")
    boat_type = to_one("BoatType", "boat_type_id", description="The type of the boat.")
    registration = graphene.String(description="The registration of the boat, in upper case.")
    beam_mm = graphene.Int(required=True, description="The greatest width of the boat, in millimetres.")
    length_mm = graphene.Int(required=True, description="The greatest length of the boat, in millimetres.")
    draught_mm = graphene.Int(description="The draught of the boat, in millimetres.")
    mass_kg = graphene.Int(description="The mass of the boat, in kilograms.")
    accessibility_required = graphene.Boolean(required=True, description="Whether the place should be accessible.")
    joined_at = graphene.DateTime(required=True, description="Since when it stands.")
    left_at = graphene.DateTime(description="When it ended.")
    exchanges = exchanges_of_entry()
    choices = ReadField(
        some(Choice),
        Resolved(("id",)),
        required=True,
        resolver=_choices,
        description="What is wanted, the most wanted first.",
    )
    standings = ReadField(
        Standings,
        Resolved(("id",)),
        resolver=standings,
        description="Where it stands in the queue; null for an exchange, and once it has ended.",
    )


class QueueLength(graphene.ObjectType):
    """How many wait in a harbor for berths of a width."""

    width_mm = graphene.Int(required=True, description="The width that they need, by the half metre.")
    waiting = graphene.Int(description="How many wait; null: fewer than five.")


def lengths_of_harbor() -> Any:
    """The public lengths of the queue in a harbor."""
    return computed(
        some(QueueLength),
        Listing(
            "FROM queue_lengths AS item WHERE item.harbor_id = {row}.id",
            columns=("width_mm", "waiting"),
            order="item.width_mm",
        ),
        required=True,
        description="How many wait here for a berth, by the width that they need; counted every hour.",
    )


def entries_of_person() -> ListField:
    """The entries of a person."""
    way = ToMany("QueueEntry", "{row}.person_id = {parent}", order=(_JOINED, KEY))
    return to_many(way, filter_type=QueueEntryFilter, description="The person's standing wishes, the oldest first.")


def entries_of_provider() -> ListField:
    """The entries at a provider, for its clerks."""
    way = ToMany("QueueEntry", "{row}.provider_id = {parent}", order=(_JOINED, KEY))
    text = "Who joined its queue between rounds, the oldest first; for its clerks, and every look is noted."
    field = to_many(way, filter_type=QueueEntryFilter, description=text)
    return guarded(field, in_role(Role.CLERK, scope=Scope.PROVIDER_READ))


class PlaceCandidate(graphene.ObjectType):
    """Somebody in the queue whose boat and wishes a free place meets."""

    position = graphene.Int(required=True, description="The place in the whole queue, from 1.")
    source = QueueSource(required=True, description="How they came into the queue.")
    reference = graphene.String(required=True, description="The reference of the application or entry.")
    rank = graphene.Int(required=True, description="Which of their choices the place is in, from 0.")
    class_number = graphene.Int(required=True, description="The priority class.")
    since = graphene.DateTime(required=True, description="Since when they wait.")
    accessibility_required = graphene.Boolean(required=True, description="Whether the place should be accessible.")
    beam_mm = graphene.Int(required=True, resolver=lambda one, _info: one.boat.beam_mm, description="The boat's beam.")
    length_mm = graphene.Int(
        required=True, resolver=lambda one, _info: one.boat.length_mm, description="The boat's length."
    )
    entry = graphene.Field(
        QueueEntry,
        resolver=lambda one, info: _entry_of(one, info),
        description="The entry of who joined between rounds.",
    )


async def _entry_of(one: records.Candidate, info: Any) -> Row | None:
    if one.source is not records.Source.JOINED:
        return None
    return await load_row(info.context, read_type("QueueEntry"), one.id)


async def _place_candidates(_root: None, info: Any, place_id: str, first: int = 20) -> list[records.Candidate]:
    if not 0 <= first <= MOST_CANDIDATES:
        raise LimitExceeded(f"first: 0 to {MOST_CANDIDATES}.", limit=MOST_CANDIDATES)
    context, key = info.context, place_key(place_id)
    place = await load_row(context, read_type("Place"), key)
    if place is None or not acts_for(context.principal, place.values["provider_id"], role=Role.CLERK):
        raise Forbidden("This is for those who act for the provider of the place as clerk or more.")
    async with context.unit_of_work() as connection:
        found = (await next_for(connection, key))[:first]
        await write_all(connection, _looked(context, key, place.values["provider_id"], found), chance=context.chance)
    return list(found)


def _looked(context: Context, key: PlaceId, provider_id: Any, found: Sequence[records.Candidate]) -> list[Entry]:
    """A look at each of the candidates, also at those without an account."""
    return [
        Entry(
            at=context.now,
            actor=actor_of(context.principal),
            operation=READ,
            request_id=context.facts.request_id,
            on_behalf=Behalf(BehalfKind.PROVIDER, provider_id),
            client_id=context.principal.client_id,
            provider_id=provider_id,
            subject_type="Application" if one.source is records.Source.ROUND else "QueueEntry",
            subject_id=one.id,
            person_id=one.person_id,
            after={"candidateFor": ids.encode("Berth", key)},
        )
        for one in found
    ]


class QueueQuery:
    """The roots of the queue."""

    place_candidates = guarded(
        graphene.Field(
            some(PlaceCandidate),
            required=True,
            args={
                "place_id": graphene.Argument(graphene.ID, required=True, description="The id of a Berth."),
                "first": graphene.Argument(graphene.Int, description=f"So many of them: {MOST_CANDIDATES} at most."),
            },
            resolver=_place_candidates,
            description="Whom a free berth is to be offered to, in the order of the queue: who wants it, with a boat "
            "that fits. For clerks of its provider, and every look is noted.",
        ),
        in_role(Role.CLERK, scope=Scope.PROVIDER_READ),
    )
    queue_entry = by_id("QueueEntry", description="A standing wish, for whose it is and for clerks of the provider.")
