"""Knows how much each caller may ask: an address, a person, a program; and how that is said in headers."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from time import monotonic

from starlette.types import Scope

from ahti.web.rates.buckets import Buckets, Exhausted, Level
from ahti.web.rates.callers import Origins
from ahti.web.rates.policies import Policy, Rates
from ahti.web.rates.tally import Tally
from ahti.web.refusals import Refusal
from harbors.access.records import Principal
from schema.errors import ErrorCode

# How much of what a request costs, in plain values of the answer, counts as one more request.
COST_OF_ONE = 5_000
_SAID = "ahti.rates"


class Limits:
    """The limits of this process. Several processes count apart: together they give as many times more."""

    def __init__(self, rates: Rates, *, tally: Tally, seconds: Callable[[], float] = monotonic) -> None:
        self._tally = tally
        self._origins = Origins(rates.trusted_proxies)
        self._address, self._person, self._program = (
            Buckets(Policy(name, quota), seconds=seconds) if quota else None
            for name, quota in (("address", rates.address), ("person", rates.person), ("program", rates.program))
        )

    def admit(self, scope: Scope, principal: Principal) -> None:
        """Count a request; what is left is said in its answer. Raises ``Refusal`` with status 429."""
        try:
            levels = [buckets.take(caller) for buckets, caller in self._emptied(scope, principal)]
        except Exhausted as exhausted:
            scope[_SAID] = _headers([exhausted.level])
            raise _refusal(exhausted.level) from None
        if levels:
            scope[_SAID] = _headers(levels)

    def charge(self, scope: Scope, principal: Principal, cost: int) -> None:
        """Count what an answer cost, too, where that was much; of a program everything, for whose it is."""
        self._tally.count(principal, cost)
        if cost >= COST_OF_ONE:
            for buckets, caller in self._emptied(scope, principal):
                buckets.charge(caller, cost / COST_OF_ONE)

    def _emptied(self, scope: Scope, principal: Principal) -> Iterator[tuple[Buckets, Hashable]]:
        program = principal.key_id or principal.client_id
        if not principal.is_known:
            origin = self._origins.of(scope)
            callers: tuple[tuple[Buckets | None, Hashable], ...] = ((self._address, origin),)
        else:
            callers = ((self._program, program), (self._person, principal.person_id))
        return ((buckets, caller) for buckets, caller in callers if buckets is not None and caller is not None)


def said_of(scope: Scope) -> Sequence[tuple[bytes, bytes]]:
    """The headers that tell a client how much it may still ask."""
    said: Sequence[tuple[bytes, bytes]] = scope.get(_SAID, ())
    return said


def _headers(levels: Sequence[Level]) -> Sequence[tuple[bytes, bytes]]:
    """As the IETF's draft on RateLimit fields has them."""
    policies = ", ".join(f'"{one.policy.name}";q={one.policy.quota};w={one.policy.window}' for one in levels)
    left = ", ".join(f'"{one.policy.name}";r={one.left};t={one.seconds}' for one in levels)
    return ((b"ratelimit-policy", policies.encode("ascii")), (b"ratelimit", left.encode("ascii")))


def _refusal(level: Level) -> Refusal:
    message = f"More than {level.policy.quota} requests in {level.policy.window} seconds: come back a little later."
    return Refusal(
        429,
        message,
        code=ErrorCode.RATE_LIMITED,
        headers=(("retry-after", str(level.seconds)),),
        limit=level.policy.quota,
        retryAfter=level.seconds,
    )
