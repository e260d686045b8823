"""Knows what the contract needs of whoever speaks with payment gateways: outside of every transaction."""

from collections.abc import Sequence
from typing import Protocol

from harbors.payments.records import Method, PaymentId


class Cashier(Protocol):
    """Speaks with the gateways that there are."""

    @property
    def methods(self) -> Sequence[Method]:
        """The ways to pay that are offered."""

    async def begin(self, id: PaymentId) -> None:
        """Ask the gateway to take a payment that was started and committed; nothing where that was done before.

        Where nobody answers a job asks again: then the payment has no ``href`` yet.
        """
