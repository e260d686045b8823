"""Knows how who sells is told of payments and refunds: by signed calls, again and again until one is taken."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx
from pydantic import SecretStr

from ahti.checkout.desk import Desk
from ahti.checkout.records import Call, Payment
from ahti.gateways.payments.embedded import PREFIX
from ahti.gateways.payments.signatures import sign
from harbors.payments.records import GatewayStatus

_PATIENCE = 10.0
_LONGEST_PAUSE = 300.0
# Looked at this often even where nothing is known to be due: another clock may have moved.
_LONGEST_REST = 5.0


@dataclass(slots=True)
class Teller:
    """Sends the calls of a desk; ``pause`` before the second attempt, twice as long before each further one."""

    desk: Desk
    secret: SecretStr
    client: httpx.AsyncClient
    pause: float = 1.0
    _woken: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """There is something to tell."""
        self._woken.set()

    async def run(self) -> None:
        """Until cancelled; what was not taken is in the store, and goes on with the next who runs."""
        while True:
            self._woken.clear()
            await self.tell_due()
            due = self.desk.store.next_due()
            rest = _LONGEST_REST if due is None else min(max(due - self.desk.now, 0.01), _LONGEST_REST)
            try:
                async with asyncio.timeout(rest):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def tell_due(self) -> None:
        """Settle and tell what is due by now."""
        self.desk.settle()
        await asyncio.gather(*map(self._tell, self.desk.store.calls_due(self.desk.now)))

    async def _tell(self, call: Call) -> None:
        if await self._is_taken(self._address(call)):
            self.desk.store.taken(call)
        else:
            pause = min(self.pause * 2 ** min(call.attempts, 20), _LONGEST_PAUSE)
            self.desk.store.put_off(call, due=self.desk.now + pause)

    async def _is_taken(self, address: str) -> bool:
        try:
            response = await self.client.get(address, timeout=_PATIENCE)
        except (httpx.HTTPError, httpx.InvalidURL):
            return False
        return response.is_success

    def _address(self, call: Call) -> str:
        if call.kind == "refund":
            refund = self.desk.store.refund(call.subject)
            return with_query(refund.callback_url, self.signed("refund", call.status, refund=refund.stamp))
        payment = self.desk.store.payment(call.subject)
        return with_query(str(payment.asked["callbackUrl"]), self.of_payment(payment, call.status))

    def of_payment(self, payment: Payment, status: GatewayStatus) -> dict[str, str]:
        """What a call, and the browser that goes back, brings along."""
        return self.signed("payment", status, transaction=payment.id, stamp=payment.stamp, reference=payment.reference)

    def signed(self, kind: str, status: GatewayStatus, **told: str) -> dict[str, str]:
        values = {"kind": kind, "status": status.value, "timestamp": self.desk.clock.now().isoformat(), **told}
        named = {PREFIX + name: text for name, text in values.items()}
        return named | {"signature": sign(self.secret, named, prefix=PREFIX)}


def with_query(address: str, told: Mapping[str, str]) -> str:
    """The address with what is told, beside what it has."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode(told)}"
