"""Knows leases as their tenants and the clerks of their provider see them; nobody else learns who holds a place."""

from datetime import datetime
from typing import Any

import graphene

from harbors.access.records import Role, Scope
from harbors.leases import records
from harbors.places.records import PlaceId
from harbors.switching.ending import preview_termination
from harbors.switching.records import RefundKind as RefundKinds
from harbors.text import Language as LanguageCode
from schema import ids
from schema.catalogue.common import Node
from schema.catalogue.conditions import keys_of, names
from schema.enums import described
from schema.errors import BadInput
from schema.gates import entry_of_lease
from schema.languages import Language
from schema.lists import some
from schema.permissions import KNOWN, guarded, in_role
from schema.reads.declare import KEY, Expression, Relation, Resolved, SortKey, ToMany
from schema.reads.fields import ListField, ReadField, computed, to_many, to_one
from schema.reads.filters import Filter, OrderBy, Where
from schema.reads.loading import Row
from schema.reads.resources import Resource

LeaseStatus = described(
    records.LeaseStatus,
    "Where a lease stands; whether its time is over, `endsAt` says.",
    ACTIVE="It runs to the end of its time.",
    ENDED="Somebody ended it before its season was over.",
)
LeaseOrigin = described(
    records.Origin,
    "How a lease came to be.",
    IMPORTED="From the provider's own register.",
    RECORDED="Staff recorded it.",
    AWARDED="A round gave the place.",
    MOVED="Staff moved the tenant from another place.",
    EXCHANGED="Tenants exchanged their places.",
    OFFERED="Staff offered it, and the offer was accepted.",
    RENEWED="The lease of the season before was renewed.",
    SWITCHED="The tenant was offered a better place.",
    TRANSFERRED="Staff transferred it from another tenant of the same place.",
)
LeaseEnding = described(
    records.Ending,
    "How a lease ended before its season was over.",
    TERMINATED="Staff ended it.",
    GIVEN_UP="The tenant gave up the place.",
    MOVED="The tenant was moved to another place.",
    EXCHANGED="The tenant has another place in exchange.",
    SWITCHED="The tenant has a better place.",
    TRANSFERRED="Somebody else has the place.",
)
RefundKind = described(
    RefundKinds,
    "What a provider gives back to who gives up a place.",
    NONE="Nothing.",
    DAYS="What was paid for the days that are left.",
    TABLE="A share of what was paid, by how early it is.",
)

_LEASED = ("Berth", "WinterStoragePlace")
_PERIOD = "(SELECT {bound}(held.period) FROM occupancies held WHERE held.id = {{row}}.occupancy_id)"
SEEN_BY = (
    "({row}.person_id = acting_person() OR {row}.organisation_id = ANY(acting_organisations())"
    " OR {row}.provider_id = ANY(acting_for('CLERK')))"
)
_NEWEST = SortKey("{row}.season_starts", "date", descending=True)
_ADDED = SortKey("{row}.created_at", "timestamptz", descending=True)
LEASE_ORDER = OrderBy(
    "LeaseOrder",
    {"CREATED_AT_ASC": (SortKey("{row}.created_at", "timestamptz"),), "CREATED_AT_DESC": (_ADDED,)},
    {"CREATED_AT_ASC": "The oldest first.", "CREATED_AT_DESC": "The newest first."},
)


def place_key(identifier: str) -> PlaceId:
    """The key of a place of a kind that is leased. Raises BAD_USER_INPUT."""
    type_name, key = ids.decode(identifier)
    if type_name not in _LEASED:
        raise BadInput(f"This is the id of no berth and no winter storage place: {identifier[:60]!r}")
    return PlaceId(key)


class TerminationRefund(graphene.ObjectType):
    """What is given back when the lease ends at an instant, as the provider's rule stands."""

    kind = RefundKind(required=True, description="By which rule.")
    amount = graphene.String(required=True, description="What is given back: euros as a decimal, VAT included.")
    fee = graphene.String(required=True, description="The fee that is taken off already: euros as a decimal.")


async def _refund(row: Row, info: Any, at: datetime | None = None) -> dict[str, Any]:
    context = info.context
    if at is not None and at.tzinfo is None:
        raise BadInput("at: instants carry an offset, as in 2027-06-10T00:00:00+03:00.", field="at")
    async with context.unit_of_work() as connection:
        told = await preview_termination(connection, records.LeaseId(row.values["id"]), at=at or context.now)
    return {"kind": told.rule.kind, "amount": f"{told.amount:.2f}", "fee": f"{told.rule.fee:.2f}"}


class LeaseFilter(Filter):
    """What leases can be filtered by."""

    statuses = Where(
        some(LeaseStatus), "{row}.status = ANY({0})", "text[]", parameters=names, description="Only where these stand."
    )
    place_ids = Where(
        some(graphene.ID),
        "{row}.place_id = ANY({0})",
        "uuid[]",
        parameters=lambda values: ([place_key(value) for value in values],),
        description="Only of these places: berths or numbered winter storage places.",
    )
    harbor_ids = Where(
        some(graphene.ID),
        "EXISTS (SELECT FROM places there WHERE there.id = {row}.place_id AND there.harbor_id = ANY({0})"
        " AND there.retired_at IS NULL)",
        "uuid[]",
        parameters=keys_of("Harbor"),
        description="Only of places in these harbors.",
    )
    registration = Where(
        graphene.String,
        "{row}.registration = {0}",
        "text",
        parameters=lambda text: (text.strip().upper(),),
        description="Only of the boat with this registration.",
    )
    held_at = Where(
        graphene.DateTime,
        "EXISTS (SELECT FROM occupancies held WHERE held.id = {row}.occupancy_id"
        " AND held.state = 'HOLDING' AND held.period @> {0})",
        "timestamptz",
        description="Only those that hold their place at this instant.",
    )


class Lease(Resource):
    """That a tenant holds a place for a season, or for the rest of one."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "leases",
            visible=SEEN_BY,
            order=(_NEWEST, _ADDED, KEY),
            access=KNOWN.within(Scope.APPLICATIONS_READ),
            about="{row}.person_id",
        )

    status = LeaseStatus(required=True, description="Where the lease stands.")
    origin = LeaseOrigin(required=True, description="How it came to be.")
    place = to_one("Place", "place_id", description="The place; null once it is listed no more.")
    provider = to_one("Provider", "provider_id", description="Who lets the place.")
    season_starts = graphene.Date(required=True, description="The first day of the season.")
    season_ends = graphene.Date(required=True, description="The last day of the season.")
    starts_at = computed(
        graphene.DateTime,
        Expression(_PERIOD.format(bound="lower")),
        required=True,
        description="From when the place is the tenant's.",
    )
    ends_at = computed(
        graphene.DateTime,
        Expression(_PERIOD.format(bound="upper")),
        required=True,
        description="From when it is the tenant's no more.",
    )
    person = to_one("Person", "person_id", description="The tenant, where a person with an account; to themselves.")
    organisation = to_one("Organisation", "organisation_id", description="The tenant, where an organisation.")
    tenant_name = graphene.String(description="The name under which the provider knows the tenant.")
    tenant_email = graphene.String(description="Where the provider writes to a tenant without an account.")
    tenant_language = ReadField(
        Language,
        Resolved(("tenant_language",)),
        resolver=lambda row, _info: row.values["tenant_language"] and LanguageCode(row.values["tenant_language"]),
        description="The language of a tenant without an account.",
    )
    boat_type = to_one("BoatType", "boat_type_id", description="The type of the boat.")
    registration = graphene.String(description="The registration of the boat, in upper case.")
    beam_mm = graphene.Int(required=True, description="The greatest width of the boat, in millimetres.")
    length_mm = graphene.Int(required=True, description="The greatest length of the boat, in millimetres.")
    draught_mm = graphene.Int(description="The draught of the boat, in millimetres.")
    mass_kg = graphene.Int(description="The mass of the boat, in kilograms.")
    follows = to_one("Lease", "follows_id", description="The lease that was moved or exchanged for this one.")
    entry = entry_of_lease()
    sticker_number = computed(
        graphene.Int,
        Expression("(SELECT mark.number FROM stickers mark WHERE mark.lease_id = {row}.id)"),
        description="The number that has to be seen on the boat, where the provider gives stickers.",
    )
    created_at = graphene.DateTime(required=True, description="When it was recorded.")
    ended_at = graphene.DateTime(description="From when the place is free again, where somebody ended it.")
    ending = LeaseEnding(description="How it ended before its season was over.")
    termination_refund = ReadField(
        TerminationRefund,
        Resolved(("id",)),
        args={
            "at": graphene.Argument(
                graphene.DateTime, description="From when the place would be free: now unless said."
            )
        },
        required=True,
        resolver=_refund,
        description="What would be given back if the tenant gave up the place; nothing is changed.",
    )
    end_reason = graphene.String(description="Why it ended or was moved, as the tenant was told.")


def leases_of_person() -> ListField:
    """The leases of a person."""
    way = ToMany("Lease", "{row}.person_id = {parent}", order=(_NEWEST, _ADDED, KEY))
    return to_many(way, filter_type=LeaseFilter, description="The person's own leases, the newest season first.")


def leases_of_organisation() -> ListField:
    """The leases of an organisation."""
    way = ToMany("Lease", "{row}.organisation_id = {parent}", order=(_NEWEST, _ADDED, KEY))
    return to_many(way, filter_type=LeaseFilter, description="Its leases, for those who act for it.")


def leases_of_provider() -> ListField:
    """The leases of a provider, for its clerks."""
    way = ToMany("Lease", "{row}.provider_id = {parent}", order=(_NEWEST, _ADDED, KEY))
    field = to_many(
        way,
        filter_type=LeaseFilter,
        order_by=LEASE_ORDER,
        description="Who holds its places, the newest season first; for its clerks, and every look is noted.",
    )
    return guarded(field, in_role(Role.CLERK, scope=Scope.PROVIDER_READ))
