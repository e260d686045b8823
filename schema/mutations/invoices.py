"""Knows how whoever pays an order asks over the API to pay it by transfer."""

from typing import Any
from uuid import UUID

import graphene

from harbors.access.records import Scope
from harbors.idempotency.records import Answer
from harbors.invoices.asking import ask_invoice
from harbors.orders.records import OrderId
from harbors.sql import Connection
from harbors.sql import Row as Record
from schema import ids
from schema.invoices import Invoice, invoices_of
from schema.mutations.access import allowed
from schema.mutations.effects import Doing, Done, mutation
from schema.mutations.inputs import Input, idempotency_key
from schema.mutations.payloads import problems
from schema.permissions import ANYBODY


class RequestInvoiceInput(graphene.InputObjectType):
    """Which order is to be paid by transfer."""

    order_id = graphene.ID(required=True, description="The id of an Order.")
    token = graphene.String(
        description="The capability in the link that was mailed; whoever is signed in needs none for their own."
    )
    idempotency_key = idempotency_key()


async def _seen(done: Done, info: Any) -> Record | None:
    facts = done.answer.facts
    if "id" not in facts:
        return None
    given = await invoices_of(info.context, UUID(facts["order"]), done.input.get("token"))
    return next((one for one in given if str(one["id"]) == facts["id"]), None)


class RequestInvoicePayload(graphene.ObjectType):
    """The invoice, or why it was refused."""

    invoice = graphene.Field(Invoice, resolver=_seen, description="The invoice; null when it was refused.")
    errors = problems()


async def _request(connection: Connection, doing: Doing, input: Input) -> Answer:
    order, invoice = await ask_invoice(
        connection,
        OrderId(ids.decode_as("Order", input["order_id"])),
        token=input.get("token"),
        now=doing.now,
        chance=doing.chance,
    )
    person_id = order.payer.person_id if order.payer else None
    told = {"order": str(order.id), "number": invoice.number, "amount": str(invoice.amount)}
    doing.changed("Invoice", invoice.id, person_id=person_id, after=told)
    return Answer(facts={"id": str(invoice.id), "order": str(order.id)})


class InvoiceMutation:
    """The mutations of invoices."""

    request_invoice = mutation(
        RequestInvoicePayload,
        RequestInvoiceInput,
        _request,
        access=allowed(ANYBODY.within(Scope.APPLICATIONS_WRITE)),
        description="Asks to pay an order by transfer, where its provider gives invoices; the due date stands. Asked "
        "again, the invoice is the same.",
    )
