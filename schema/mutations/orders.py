"""Knows what clerks do to orders over the API: money at the desk, refunds by hand, another price, taking back."""

import graphene

from harbors.access.records import Role, Scope
from harbors.errors import NotFound
from harbors.idempotency.records import Answer
from harbors.orders.reads import order_with
from harbors.orders.records import Order
from harbors.payments.reads import refund_with
from harbors.payments.records import Method, Received
from harbors.places.records import ProviderId
from harbors.settlements import clerking
from harbors.settlements.commands import cancel_order, receive
from harbors.sql import Connection
from schema.mutations.access import Access, ProviderOf, role
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input
from schema.mutations.order_inputs import (
    AddOrderLineInput,
    CancelOrderInput,
    NotePaymentInput,
    NoteRefundPaidInput,
    euros,
    order_id,
    refund_id,
)
from schema.mutations.payloads import problems, thing


class OrderPayload(graphene.ObjectType):
    """The order as it stands now, or why it was refused."""

    order = thing("Order", description="The order; null when it was refused.")
    errors = problems()


async def _of_order(connection: Connection, input: Input) -> ProviderId | None:
    """The provider of the order, as far as this transaction sees it."""
    try:
        return (await order_with(connection, order_id(input))).provider_id
    except NotFound:
        return None


async def _of_refund(connection: Connection, input: Input) -> ProviderId | None:
    """The provider of the refund's order, as far as this transaction sees it."""
    try:
        refund = await refund_with(connection, refund_id(input))
        return (await order_with(connection, refund.order_id)).provider_id
    except NotFound:
        return None


async def _note_payment(connection: Connection, doing: Doing, input: Input) -> Answer:
    received = Received(
        order_id=order_id(input),
        method=Method.MANUAL,
        amount=euros(input),
        transaction_id=input["receipt"],
        noted_by=doing.principal.caller,
    )
    payment = await receive(connection, received, now=doing.now, chance=doing.chance)
    doing.changed("Payment", payment.id, after={"order": str(payment.order_id), "amount": str(payment.amount)})
    return Answer(facts={"id": str(payment.order_id)})


async def _note_refund(connection: Connection, doing: Doing, input: Input) -> Answer:
    refund = await clerking.note_refund(
        connection, refund_id(input), note=input["note"], by=doing.principal.caller, now=doing.now
    )
    doing.changed("Refund", refund.id, reason=input["note"], after={"status": refund.status.value})
    return Answer(facts={"id": str(refund.order_id)})


async def _cancel(connection: Connection, doing: Doing, input: Input) -> Answer:
    order = await cancel_order(connection, order_id(input), reason=input["reason"], now=doing.now, chance=doing.chance)
    return _told(doing, order, reason=input["reason"])


async def _add_line(connection: Connection, doing: Doing, input: Input) -> Answer:
    order = await clerking.adjust_price(
        connection,
        order_id(input),
        line_number=input["line_number"],
        amount=euros(input),
        reason=input["reason"],
        by=doing.principal.caller,
        now=doing.now,
        chance=doing.chance,
    )
    return _told(doing, order, reason=input["reason"])


def _told(doing: Doing, order: Order, *, reason: str) -> Answer:
    person_id = order.payer.person_id if order.payer else None
    after = {"status": order.status.value, "total": str(order.total)}
    doing.changed("Order", order.id, person_id=person_id, reason=reason, after=after)
    return Answer(facts={"id": str(order.id)})


def _clerk(at: ProviderOf) -> Access:
    return role(Role.CLERK, at=at, scope=Scope.PROVIDER_WRITE)


class OrderMutation:
    """The mutations of orders."""

    note_payment = mutation(
        OrderPayload,
        NotePaymentInput,
        _note_payment,
        access=_clerk(_of_order),
        description="Notes money that came at the desk; what is too much is owed back.",
    )
    note_refund_paid = mutation(
        OrderPayload,
        NoteRefundPaidInput,
        _note_refund,
        access=_clerk(_of_refund),
        description="Notes that a refund was paid by hand.",
    )
    cancel_order = mutation(
        OrderPayload,
        CancelOrderInput,
        _cancel,
        access=_clerk(_of_order),
        description="Takes an order back; all that came for it is owed. One of an offer or a notice goes with that.",
    )
    add_order_line = mutation(
        OrderPayload,
        AddOrderLineInput,
        _add_line,
        access=_clerk(_of_order),
        description="Changes the price of an order by a line of its own. What is paid cannot become dearer.",
    )
