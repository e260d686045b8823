"""Knows how whoever begins to pay is served: each of its transactions is the system's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from ahti.cashier.paying import Till, Transaction, begin
from harbors.payments.records import Method, PaymentId


@dataclass(frozen=True, slots=True)
class Counter:
    """What the contract calls a cashier."""

    till: Till
    transaction: Transaction

    @property
    def methods(self) -> Sequence[Method]:
        return tuple(self.till.gateways)

    async def begin(self, id: PaymentId) -> None:
        await begin(self.till, id, self.transaction)
