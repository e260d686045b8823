"""Knows orders as who pays them and the clerks of the provider see them; a link's capability opens one."""

from typing import Any

import graphene

from harbors.access.records import Role, Scope
from harbors.payments.reads import STATEMENTS
from schema.catalogue.common import Node
from schema.catalogue.conditions import names
from schema.invoices import Invoice, invoices_of
from schema.ledger import Ledger, OrderLine, Payment, Refund, ledger_of, sum_of
from schema.linked import TOKEN, by_link
from schema.lists import some
from schema.money import Money, Sum
from schema.order_words import OrderPurpose, OrderStatus
from schema.permissions import KNOWN, guarded, in_role
from schema.reads.declare import KEY, Relation, Resolved, SortKey, ToMany
from schema.reads.fields import ListField, ReadField, to_many, to_one
from schema.reads.filters import Filter, OrderBy, Where
from schema.reads.loading import Row
from schema.reads.resources import Resource

_MADE = SortKey("{row}.created_at", "timestamptz", descending=True)
_SEEN_BY = (
    "({row}.person_id = acting_person() OR {row}.organisation_id = ANY(acting_organisations())"
    " OR {row}.provider_id = ANY(acting_for('CLERK')))"
)
ORDER_ORDER = OrderBy(
    "OrderOrder",
    {"CREATED_AT_DESC": (_MADE,), "CREATED_AT_ASC": (SortKey("{row}.created_at", "timestamptz"),)},
    {"CREATED_AT_DESC": "The newest first.", "CREATED_AT_ASC": "The oldest first."},
)


async def _ledger(row: Row, info: Any) -> Ledger:
    return await ledger_of(info.context, row.values["id"], row.values.get(TOKEN))


def _listed(type_: Any, name: str, description: str) -> ReadField:
    async def resolve(row: Row, info: Any) -> Any:
        return (await _ledger(row, info))[name]

    return ReadField(some(type_), Resolved(("id",)), required=True, resolver=resolve, description=description)


async def _invoices(row: Row, info: Any) -> Any:
    return await invoices_of(info.context, row.values["id"], row.values.get(TOKEN))


def _sum(name: str, description: str) -> ReadField:
    async def resolve(row: Row, info: Any) -> Sum:
        ledger = await _ledger(row, info)
        return sum_of(ledger["lines"]).share(ledger["balances"][0][name])

    return ReadField(Money, Resolved(("id",)), required=True, resolver=resolve, description=description)


class OrderFilter(Filter):
    """What orders can be filtered by."""

    statuses = Where(
        some(OrderStatus), "{row}.status = ANY({0})", "text[]", parameters=names, description="Only where these stand."
    )
    purposes = Where(
        some(OrderPurpose), "{row}.purpose = ANY({0})", "text[]", parameters=names, description="Only for these."
    )
    unpaid_since = Where(
        graphene.DateTime,
        "({row}.status = 'OPEN' AND {row}.created_at < {0})",
        "timestamptz",
        description="Only what was ordered before this instant and is not paid.",
    )
    reference = Where(
        graphene.String,
        "{row}.reference = {0}",
        "text",
        parameters=lambda text: (text.strip().upper(),),
        description="Only the one with this reference.",
    )


class Order(Resource):
    """What is to be paid, and what for."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "orders",
            visible=_SEEN_BY,
            order=(_MADE, KEY),
            access=KNOWN.within(Scope.APPLICATIONS_READ),
            about="{row}.person_id",
        )

    reference = graphene.String(required=True, description="What people tell each other.")
    purpose = OrderPurpose(required=True, description="What becomes true once it is paid.")
    status = OrderStatus(required=True, description="Where it stands.")
    provider = to_one("Provider", "provider_id", description="Who is paid.")
    application = to_one("Application", "application_id", description="The application that led to it.")
    payer_name = graphene.String(description="Who pays, as invoices name them.")
    lines = _listed(OrderLine, "lines", "What it comes to, line by line.")
    payments = _listed(Payment, "payments", "Attempts to pay it and money that came, the oldest first.")
    refunds = _listed(Refund, "refunds", "What goes back, the oldest first.")
    invoices = ReadField(
        some(Invoice),
        Resolved(("id",)),
        required=True,
        resolver=_invoices,
        description="Invoices and credit notes, the first first.",
    )
    total = _sum("total", "What all lines come to.")
    paid = _sum("kept", "What came and is kept, without what goes back; its VAT is its share of the total's.")
    due = _sum("due", "What is still to be paid, with its share of VAT; nothing once it is closed.")
    expires_at = graphene.DateTime(description="Until when it can be paid; null: until it is paid.")
    created_at = graphene.DateTime(required=True, description="When it was made.")
    paid_at = graphene.DateTime(description="When it was paid.")
    closed_at = graphene.DateTime(description="When it expired or was cancelled.")


def orders_of_me() -> ListField:
    """The orders of the one who asks."""
    way = ToMany("Order", "{row}.person_id = acting_person()", order=(_MADE, KEY))
    return to_many(way, filter_type=OrderFilter, description="What the one who asks ordered, the newest first.")


def orders_of_person() -> ListField:
    """The orders of a person."""
    way = ToMany("Order", "{row}.person_id = {parent}", order=(_MADE, KEY))
    return to_many(way, filter_type=OrderFilter, description="What the person ordered, the newest first.")


def orders_of_organisation() -> ListField:
    """The orders of an organisation."""
    way = ToMany("Order", "{row}.organisation_id = {parent}", order=(_MADE, KEY))
    return to_many(way, filter_type=OrderFilter, description="What it ordered, for those who act for it.")


def orders_of_provider() -> ListField:
    """The orders of a provider, for its clerks."""
    way = ToMany("Order", "{row}.provider_id = {parent}", order=(_MADE, KEY))
    field = to_many(
        way,
        filter_type=OrderFilter,
        order_by=ORDER_ORDER,
        description="Who has to pay it what, the newest first; for its clerks, and every look is noted.",
    )
    return guarded(field, in_role(Role.CLERK, scope=Scope.PROVIDER_READ))


class OrderQuery:
    """The root of orders."""

    order = by_link(
        "Order",
        STATEMENTS.order_to_show,
        description="An order, for who pays it and for clerks of the provider; null for everybody else.",
    )
