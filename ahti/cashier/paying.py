"""Knows how a gateway is asked to take a payment, and how it is asked where one stands, whoever was killed meanwhile.

Looked up in one transaction, asked outside of any, noted in another: where the second is lost, a job begins again, with
the same stamp, which has no second effect at the gateway.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from ahti.cashier.asked import asked_payment
from ahti.cashier.books import Open, look_up
from ahti.clock import Clock
from ahti.gateways.payments.records import Created, Gateway, GatewayDown, GatewayRefused, Gateways, Told
from harbors.chance import Chance
from harbors.payments.commands import move_payment, note_answer, note_asked, note_event
from harbors.payments.reads import hold_payment
from harbors.payments.records import UNDECIDED, EventKind, Outcome, Payment, PaymentId, PaymentStatus, Verdict
from harbors.settlements.commands import give_up, hear_verdict, hold_for_settling
from harbors.sql import Connection

Transaction = Callable[[], AbstractAsyncContextManager[Connection]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Till:
    """What it takes to deal with gateways; ``url`` is where they find us."""

    gateways: Gateways
    clock: Clock
    chance: Chance
    url: str


async def begin(till: Till, id: PaymentId, transaction: Transaction) -> None:
    """Ask the gateway to take a payment that was started, unless that was done. What is lost a job does again."""
    async with transaction() as connection:
        open = await look_up(connection, id)
    if open.payment.status is not PaymentStatus.STARTED:
        return
    answer = await _create(till, open)
    async with transaction() as connection:
        await _note_created(till, connection, open.payment, answer)


async def ask(till: Till, id: PaymentId, look: Transaction, note: Transaction) -> None:
    """Have an undecided payment come nearer to its decision. Whatever the gateway does, it is asked again later."""
    async with look() as connection:
        open = await look_up(connection, id)
    if open.payment.status not in UNDECIDED or open.payment.method not in till.gateways:
        async with note() as connection:
            await _later(till, connection, open.payment)
        return
    if open.payment.status is PaymentStatus.STARTED:
        created = await _create(till, open)
        async with note() as connection:
            await _note_created(till, connection, open.payment, created)
            await _later(till, connection, open.payment)
        return
    told = await _fetch(till.gateways[open.payment.method], open.payment)
    async with note() as connection:
        await _later(till, connection, open.payment)
        if told is not None:
            await hear(till, connection, id, told, kind=EventKind.FETCHED)
        await give_up(connection, open.payment, now=till.clock.now())


async def hear(till: Till, connection: Connection, id: PaymentId, told: Told, *, kind: EventKind) -> Outcome:
    """Take what a gateway told when it was asked. What it told of another payment agrees with none."""
    reference = told.reference if told.stamp == id else f"{told.reference} of {told.stamp}"
    verdict = Verdict(transaction_id=told.transaction_id, status=told.status, amount=told.amount, reference=reference)
    return await hear_verdict(connection, id, verdict, kind=kind, now=till.clock.now(), chance=till.chance)


async def _later(till: Till, connection: Connection, payment: Payment) -> None:
    """Asked again after a pause, unless it is decided by then; its order is held before it."""
    await hold_for_settling(connection, payment.order_id)
    await note_asked(connection, payment, now=till.clock.now())


async def _create(till: Till, open: Open) -> Created | Exception:
    asked = asked_payment(open.payment, open.order, open.merchant, url=till.url)
    try:
        return await till.gateways[open.payment.method].create(asked)
    except (GatewayDown, GatewayRefused) as failure:
        return failure


async def _fetch(gateway: Gateway, payment: Payment) -> Told | None:
    assert payment.transaction_id is not None
    try:
        return await gateway.fetch(payment.transaction_id)
    except (GatewayDown, GatewayRefused):
        return None


async def _note_created(till: Till, connection: Connection, payment: Payment, answer: Created | Exception) -> None:
    """What the gateway answered. Where nobody answered, nothing is known, and a job asks again."""
    now = till.clock.now()
    await hold_for_settling(connection, payment.order_id)
    held = await hold_payment(connection, payment.id)
    told = {"error": str(answer)} if isinstance(answer, Exception) else {"transaction_id": answer.transaction_id}
    await note_event(connection, payment.method, EventKind.CREATED, told, Outcome.HEARD, payment_id=payment.id, now=now)
    if isinstance(answer, Created):
        await note_answer(connection, payment.id, transaction_id=answer.transaction_id, href=answer.href, now=now)
    elif isinstance(answer, GatewayRefused) and held.status is PaymentStatus.STARTED:
        await move_payment(connection, held, PaymentStatus.FAILED, failure=str(answer) or "refused", now=now)
