"""Knows what the page does with a payment and a refund, and what of that is told to who sells, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ahti.checkout.mischief import Mischief
from ahti.checkout.records import Payment, Refund
from ahti.checkout.store import Store
from ahti.clock import Clock
from harbors.chance import Chance, draw_public_id
from harbors.payments.records import GatewayStatus


@dataclass(slots=True)
class Desk:
    """Takes payments and refunds; what it is asked raises ``Refused``."""

    store: Store
    clock: Clock
    chance: Chance
    mischief: Mischief

    def create(self, asked: Mapping[str, Any]) -> Payment:
        return self.store.open_payment(draw_public_id(self.chance), asked)

    def pay(self, id: str) -> Payment:
        """The payer pressed the button: the money is here, or under way."""
        payment = self.store.payment(id)
        if self.mischief.strikes("late_money", payment.stamp):
            return self._move(payment, GatewayStatus.PENDING, money_due=self.now + self.mischief.seconds)
        return self._move(payment, GatewayStatus.OK)

    def fail(self, id: str) -> Payment:
        return self._move(self.store.payment(id), GatewayStatus.FAIL)

    def refund(self, payment_id: str, *, stamp: str, amount: int, callback_url: str) -> Refund:
        late = self.mischief.strikes("late_refund", stamp)
        fails = self.mischief.strikes("failed_refund", stamp)
        status = GatewayStatus.PENDING if late else GatewayStatus.FAIL if fails else GatewayStatus.OK
        wanted = Refund(draw_public_id(self.chance), stamp, payment_id, amount, status, callback_url)
        due = self.now + self.mischief.seconds if late else None
        return self.store.open_refund(wanted, money_due=due, calls=[] if late else self._calls(stamp))

    def settle(self) -> None:
        """Let the money arrive that has been under way for long enough."""
        payments, refunds = self.store.money_due(self.now)
        for id in payments:
            self._move(self.store.payment(id), GatewayStatus.OK)
        for id in refunds:
            refund = self.store.refund(id)
            fails = self.mischief.strikes("failed_refund", refund.stamp)
            to = GatewayStatus.FAIL if fails else GatewayStatus.OK
            self.store.decide_refund(id, to, calls=self._calls(refund.stamp))

    @property
    def now(self) -> float:
        return self.clock.now().timestamp()

    def _move(self, payment: Payment, to: GatewayStatus, *, money_due: float | None = None) -> Payment:
        return self.store.move(payment.id, to, money_due=money_due, calls=self._calls(payment.stamp))

    def _calls(self, stamp: str) -> list[float]:
        """When it is told: once and now, unless mischief has it otherwise."""
        if self.mischief.strikes("lost", stamp):
            return []
        due = self.now + (self.mischief.seconds if self.mischief.strikes("late_call", stamp) else 0)
        return [due, due] if self.mischief.strikes("twice", stamp) else [due]
