"""Knows the keys of one issuer: when they are fetched anew, and how long old ones do while the issuer is away.

fresh ──lifetime──► old ──fetched──► fresh
                     │
                     └──not fetched──► kept in use until ``usable``, tried again after a pause that doubles
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar

from joserfc.jwk import Key

from ahti.gateways.oidc.addresses import is_loopback, require_address
from ahti.gateways.oidc.fetching import CannotFetch, Document
from ahti.gateways.oidc.key_sets import KeySet, read_key_set
from ahti.gateways.oidc.refusals import IssuerAway, Reason, TokenRefused

log = logging.getLogger(__name__)

T = TypeVar("T")
Fetch = Callable[[str], Awaitable[Document]]
DISCOVERY = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: bounds for how long keys are fresh, how long they do without their issuer, pauses between fetches.

    ``curious`` is the pause before a key that nobody has heard of makes us look again.
    """

    shortest: float = 60
    usual: float = 600
    longest: float = 3600
    usable: float = 3600
    curious: float = 10
    first_pause: float = 1
    longest_pause: float = 60

    def lifetime(self, said: int | None) -> float:
        """For how long something is fresh whose sender said this, or nothing."""
        return self.usual if said is None else min(max(said, self.shortest), self.longest)


USUAL_PACE = Pace()


@dataclass(frozen=True, slots=True)
class _Kept(Generic[T]):
    """Something fetched, and until when it is fresh."""

    what: T
    fresh_until: float


class IssuerKeys:
    """Fetched when a token needs them, by one request at a time for all that wait."""

    def __init__(self, issuer: str, fetch: Fetch, *, seconds: Callable[[], float], pace: Pace) -> None:
        self._issuer = issuer
        self._fetch = fetch
        self._seconds = seconds
        self._pace = pace
        self._fetching = asyncio.Lock()
        self._address: _Kept[str] | None = None
        self._keys: _Kept[KeySet] | None = None
        self._attempts = 0
        self._attempted_at = float("-inf")
        self._failures = 0

    async def find(self, kid: str | None, algorithm: str) -> Key:
        """The key that a token means. Raises ``TokenRefused`` and ``IssuerAway``."""
        key = (await self._current()).find(kid, algorithm)
        if key is None and self._may_look_again(kid):
            await self._refresh(self._attempts)
            key = (await self._current()).find(kid, algorithm)
        if key is None:
            raise TokenRefused(Reason.UNKNOWN_KEY)
        return key

    async def _current(self) -> KeySet:
        if (self._keys is None or self._is_old(self._keys)) and self._may_fetch():
            await self._refresh(self._attempts)
        if self._keys is None or self._seconds() >= self._keys.fresh_until + self._pace.usable:
            raise IssuerAway(retry_after=max(1, ceil(self._attempted_at + self._pause() - self._seconds())))
        return self._keys.what

    async def _refresh(self, seen: int) -> None:
        """Fetch, unless another did since ``seen``: whoever waited for the lock shares what came of it."""
        async with self._fetching:
            if self._attempts != seen:
                return
            # One whose client goes away gives up here: that counts for the pauses, and the next in line fetches.
            self._attempted_at = self._seconds()
            try:
                await self._fetch_all()
                self._failures = 0
            except CannotFetch as error:
                self._failures += 1
                self._address = None
                log.warning("The keys of the issuer %s cannot be fetched: %s", self._issuer, error)
            self._attempts += 1
            self._attempted_at = self._seconds()

    async def _fetch_all(self) -> None:
        if self._address is None or self._is_old(self._address):
            found = await self._fetch(self._issuer.rstrip("/") + DISCOVERY)
            self._address = self._kept(self._address_in(found), found)
        published = await self._fetch(self._address.what)
        keys = read_key_set(published.content)
        if not keys.keys:
            raise CannotFetch("there is no key in the key set that we can use")
        self._keys = self._kept(keys, published)

    def _kept(self, what: T, fetched: Document) -> _Kept[T]:
        return _Kept(what, self._seconds() + self._pace.lifetime(fetched.lifetime))

    def _address_in(self, discovered: Document) -> str:
        if discovered.content.get("issuer") != self._issuer:
            raise CannotFetch("its discovery document speaks of another issuer")
        address = discovered.content.get("jwks_uri")
        try:
            return require_address(str(address), loopback=is_loopback(self._issuer))
        except ValueError as error:
            raise CannotFetch(f"its jwks_uri {error}") from None

    def _may_look_again(self, kid: str | None) -> bool:
        known = self._keys is not None and self._keys.what.names(kid)
        rested = self._fetching.locked() or self._seconds() >= self._attempted_at + self._pace.curious
        return not known and rested and self._may_fetch()

    def _is_old(self, kept: _Kept[str] | _Kept[KeySet]) -> bool:
        return self._seconds() >= kept.fresh_until

    def _may_fetch(self) -> bool:
        """Whether a fetch is under way that can be shared, or no pause forbids one."""
        return self._fetching.locked() or self._seconds() >= self._attempted_at + self._pause()

    def _pause(self) -> float:
        if self._failures == 0:
            return 0
        return min(self._pace.first_pause * 2.0 ** min(self._failures - 1, 30), self._pace.longest_pause)
