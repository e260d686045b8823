"""Knows how jobs deal with gateways: asked for undecided payments, and for refunds that are owed."""

from uuid import UUID

from ahti.cashier.hearing import hear_again
from ahti.cashier.paying import Till, ask
from ahti.cashier.refunding import send_refund as send
from ahti.worker.tasks import Task
from harbors.payments.reads import payment_with
from harbors.payments.records import PaymentId, RefundId


async def ask_gateway(task: Task) -> None:
    """The job ``ASK_GATEWAY``, of the id ``payment``; of the id ``transaction``, too, where a callback told of one."""
    till, id = _till(task), PaymentId(UUID(task.ids["payment"]))
    if (transaction_id := task.ids.get("transaction")) is None:
        await ask(till, id, task.unit_of_work, task.finishing)
        return
    async with task.unit_of_work() as connection:
        payment = await payment_with(connection, id)
    await hear_again(till, id, transaction_id, payment.method, task.finishing)


async def send_refund(task: Task) -> None:
    """The job ``SEND_REFUND``, of the id ``refund``."""
    await send(_till(task), RefundId(UUID(task.ids["refund"])), task.unit_of_work, task.finishing)


def _till(task: Task) -> Till:
    tools = task.tools
    return Till(gateways=tools.gateways, clock=tools.clock, chance=tools.chance, url=tools.public_url)
