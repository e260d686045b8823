"""Knows how payers begin to pay over the API: the attempt is committed before the gateway hears of it."""

from typing import Any
from uuid import UUID

import graphene

from harbors.access.commands import act_as_system
from harbors.access.records import Scope
from harbors.applications.reads import present_capability
from harbors.errors import NotFound
from harbors.idempotency.records import Answer
from harbors.orders.commands import hold_order
from harbors.orders.reads import order_with
from harbors.orders.refusals import unknown_order
from harbors.payments.commands import Attempt, start_payment
from harbors.payments.reads import STATEMENTS
from harbors.payments.records import Method, PaymentId
from harbors.sql import Connection
from harbors.sql import Row as Record
from schema.context import Context
from schema.ledger import Payment
from schema.mutations.access import allowed
from schema.mutations.effects import Doing, Done, mutation
from schema.mutations.inputs import Input, member
from schema.mutations.order_inputs import StartPaymentInput, order_id
from schema.mutations.payloads import problems
from schema.permissions import ANYBODY


async def _seen(done: Done, info: Any) -> Record | None:
    """The payment as it stands now, for whoever may pay its order."""
    if "id" not in done.answer.facts:
        return None
    async with info.context.unit_of_work() as connection:
        await present_capability(connection, done.input.get("token"))
        return await STATEMENTS.payment_to_show.row(connection, id=UUID(done.answer.facts["id"]))


class StartPaymentPayload(graphene.ObjectType):
    """The payment, or why it was refused."""

    payment = graphene.Field(
        Payment,
        resolver=_seen,
        description="The payment: send the payer to its `href`. Without one the gateway has not answered: ask again "
        "with the same key. Null when it was refused.",
    )
    errors = problems()


async def _start(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = order_id(input)
    await _present(connection, input.get("token"))
    # Who does not see the order does not pay it.
    await order_with(connection, id)
    await act_as_system(connection)
    attempt = Attempt(
        method=member(Method, input["method"]),
        return_url=input["return_url"],
        own_url=doing.public_url,
        client_id=doing.principal.client_id,
    )
    payment = await start_payment(
        connection, await hold_order(connection, id), attempt, offered=doing.methods, now=doing.now, chance=doing.chance
    )
    doing.changed("Payment", payment.id, after={"order": str(id), "method": payment.method.value})
    return Answer(facts={"id": str(payment.id)})


async def _present(connection: Connection, token: str | None) -> None:
    try:
        await present_capability(connection, token)
    except NotFound:
        raise unknown_order() from None


async def _hand_over(context: Context, answer: Answer) -> None:
    """Outside of every transaction; asked with the same key again, it is done again where it was not done whole."""
    if "id" in answer.facts and context.cashier is not None:
        await context.cashier.begin(PaymentId(UUID(answer.facts["id"])))


class PaymentMutation:
    """The mutations of payers."""

    start_payment = mutation(
        StartPaymentPayload,
        StartPaymentInput,
        _start,
        access=allowed(ANYBODY.within(Scope.APPLICATIONS_WRITE)),
        afterwards=_hand_over,
        description="Begins to pay what is due of an order, for whoever sees it. This obliges to pay once the payer "
        "confirms at the gateway.",
    )
