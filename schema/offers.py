"""Knows offers as those whom they are for and the clerks of the provider see them; a link's capability opens one."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
from aiodataloader import DataLoader

from harbors.access.records import Role, Scope
from harbors.applications.reads import present_capability
from harbors.offers import records
from harbors.offers.reads import STATEMENTS
from schema import ids
from schema.catalogue.common import Node
from schema.catalogue.conditions import keys_of, names
from schema.context import Context
from schema.enums import described
from schema.leases import place_key
from schema.linked import TOKEN, by_link, see
from schema.lists import some
from schema.permissions import KNOWN, guarded, in_role
from schema.reads.declare import KEY, Relation, Resolved, SortKey, ToMany
from schema.reads.fields import ListField, ReadField, to_many, to_one
from schema.reads.filters import Filter, OrderBy, Where
from schema.reads.loading import Row
from schema.reads.resources import Resource

OfferKind = described(
    records.OfferKind,
    "Why a place is offered.",
    AWARD="A round gave it.",
    RENEWAL="The tenant had it in the season before.",
    DIRECT="Staff offer it.",
    SWITCH="A tenant is offered another place in the stead of the own.",
)
OfferStatus = described(
    records.OfferStatus,
    "Where an offer stands.",
    OPEN="It waits for the money, until `expiresAt`.",
    ACCEPTED="It is paid, or cost nothing: there is a lease.",
    DECLINED="The place was not wanted, and is given on.",
    EXPIRED="Nobody paid in time. Money that comes later counts where the place is still free.",
    WITHDRAWN="Staff took it back, or a better place is offered in its stead.",
)
OfferChannel = described(
    records.OfferChannel,
    "How an offer reaches people.",
    MAIL="By mail.",
    PAPER="In a letter that is printed and posted.",
)

_MADE = SortKey("{row}.created_at", "timestamptz", descending=True)
_DUE = SortKey("{row}.due_at", "timestamptz")
_SEEN_BY = (
    "({row}.person_id = acting_person() OR {row}.organisation_id = ANY(acting_organisations())"
    " OR {row}.provider_id = ANY(acting_for('CLERK')))"
)
OFFER_ORDER = OrderBy(
    "OfferOrder",
    {"CREATED_AT_DESC": (_MADE,), "DUE_AT_ASC": (_DUE,)},
    {"CREATED_AT_DESC": "The newest first.", "DUE_AT_ASC": "What is due first, first."},
)


async def see_offer(context: Context, id: UUID, token: str | None) -> Row | None:
    """The offer with this id: one's own, that of the capability, or as a clerk."""
    return await see(context, "Offer", id, token, to_show=STATEMENTS.offer_to_show)


async def offer_of_application(context: Context, application_id: UUID, edit_token: str | None) -> Row | None:
    """The newest offer to an application, for whoever sees that."""
    async with context.unit_of_work() as connection:
        await present_capability(connection, edit_token)
        id = await STATEMENTS.newest_of_application.value(connection, application_id=application_id)
    return None if id is None else await see_offer(context, id, edit_token)


async def _price(row: Row, info: Any) -> str | None:
    token = row.values.get(TOKEN)
    if token is None:
        found = await _totals(info.context).load(row.values["order_id"])
    else:
        async with info.context.unit_of_work() as connection:
            await present_capability(connection, token)
            totals = await STATEMENTS.totals.rows(connection, order_ids=[row.values["order_id"]])
        found = next((one["total"] for one in totals), None)
    return None if found is None else str(found)


def _totals(context: Context) -> DataLoader[UUID, Decimal | None]:
    async def batch(keys: Sequence[UUID]) -> list[Decimal | None]:
        found = {row["order_id"]: row["total"] for row in await context.fetch_own(STATEMENTS.totals.text, list(keys))}
        return [found.get(key) for key in keys]

    if "totals of orders" not in context.loaders:
        context.loaders["totals of orders"] = DataLoader(batch)
    known: DataLoader[UUID, Decimal | None] = context.loaders["totals of orders"]
    return known


class OfferFilter(Filter):
    """What offers can be filtered by."""

    statuses = Where(
        some(OfferStatus), "{row}.status = ANY({0})", "text[]", parameters=names, description="Only where these stand."
    )
    kinds = Where(
        some(OfferKind), "{row}.kind = ANY({0})", "text[]", parameters=names, description="Only of these kinds."
    )
    due_before = Where(
        graphene.DateTime, "{row}.due_at < {0}", "timestamptz", description="Only what is due before this instant."
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


class Offer(Resource):
    """A place that is offered to somebody, at a price and until a day."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "offers",
            visible=_SEEN_BY,
            order=(_MADE, KEY),
            access=KNOWN.within(Scope.APPLICATIONS_READ),
            about="{row}.person_id",
        )

    kind = OfferKind(required=True, description="Why it is offered.")
    status = OfferStatus(required=True, description="Where it stands.")
    reference = graphene.String(required=True, description="What people tell each other.")
    channel = OfferChannel(required=True, description="How it reaches whom it is for.")
    place = to_one("Place", "place_id", description="The place; null once it is listed no more.")
    provider = to_one("Provider", "provider_id", description="Who lets the place.")
    application = to_one("Application", "application_id", description="The application to which it was given.")
    lease = to_one("Lease", "lease_id", description="The lease that came of it.")
    previous_lease = to_one("Lease", "previous_lease_id", description="The lease of the tenant that comes before it.")
    replaces = to_one("Offer", "replaces_id", description="The offer in whose stead this one is made.")
    price = ReadField(
        graphene.String,
        Resolved(("order_id",)),
        resolver=_price,
        description="What is to be paid: euros with two decimals, VAT included.",
    )
    order_id = ReadField(
        graphene.ID,
        Resolved(("order_id",)),
        required=True,
        resolver=lambda row, _info: ids.encode("Order", row.values["order_id"]),
        description="The id of the order that is to be paid.",
    )
    season_starts = graphene.Date(required=True, description="The first day of the season.")
    season_ends = graphene.Date(required=True, description="The last day of the season.")
    starts_at = graphene.DateTime(required=True, description="From when the place would be the tenant's.")
    ends_at = graphene.DateTime(required=True, description="From when it would be the tenant's no more.")
    registration = graphene.String(description="The registration of the boat, in upper case.")
    beam_mm = graphene.Int(required=True, description="The greatest width of the boat, in millimetres.")
    length_mm = graphene.Int(required=True, description="The greatest length of the boat, in millimetres.")
    by_invoice = graphene.Boolean(
        required=True, description="Whether it can be accepted by asking for an invoice (`acceptOffer`)."
    )
    due_at = graphene.DateTime(required=True, description="Until when it is to be paid.")
    expires_at = ReadField(
        graphene.DateTime,
        Resolved(("due_at", "grace_days")),
        required=True,
        resolver=lambda row, _info: row.values["due_at"] + timedelta(days=row.values["grace_days"]),
        description="From when it has expired, unless it was paid: the due date and the days of grace.",
    )
    created_at = graphene.DateTime(required=True, description="When it was made.")
    accepted_at = graphene.DateTime(description="When an invoice was asked for, which is to be paid until `dueAt`.")
    answered_at = graphene.DateTime(description="When it was paid, declined or withdrawn, or expired.")
    answer_reason = graphene.String(description="Why it was withdrawn.")


def offers_of_person() -> ListField:
    """The offers to a person."""
    way = ToMany("Offer", "{row}.person_id = {parent}", order=(_MADE, KEY))
    return to_many(way, filter_type=OfferFilter, description="What the person was offered, the newest first.")


def offers_of_me() -> ListField:
    """The offers to the one who asks."""
    way = ToMany("Offer", "{row}.person_id = acting_person()", order=(_MADE, KEY))
    return to_many(way, filter_type=OfferFilter, description="What the one who asks was offered, the newest first.")


def offers_of_organisation() -> ListField:
    """The offers to an organisation."""
    way = ToMany("Offer", "{row}.organisation_id = {parent}", order=(_MADE, KEY))
    return to_many(way, filter_type=OfferFilter, description="What it was offered, for those who act for it.")


def offers_of_provider() -> ListField:
    """The offers of a provider, for its clerks."""
    way = ToMany("Offer", "{row}.provider_id = {parent}", order=(_MADE, KEY))
    field = to_many(
        way,
        filter_type=OfferFilter,
        order_by=OFFER_ORDER,
        description="What it offers to whom, the newest first; for its clerks, and every look is noted.",
    )
    return guarded(field, in_role(Role.CLERK, scope=Scope.PROVIDER_READ))


class OfferQuery:
    """The root of offers."""

    offer = by_link(
        "Offer",
        STATEMENTS.offer_to_show,
        also=", or the edit token of the application",
        description="An offer, for whom it is for and for clerks of the provider; null for everybody else.",
    )
