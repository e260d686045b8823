"""Knows from where a request comes: the peer, or what a proxy that the operator trusts says of it."""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from starlette.types import Scope

from ahti.web.facts import header
from ahti.web.rates.policies import Network

Address = IPv4Address | IPv6Address
# Who has one address of IPv6 has a whole network of them.
_IPV6_PREFIX = 64


class Origins:
    """Tells origins apart; ``trusted`` are the networks of proxies whose ``X-Forwarded-For`` is believed."""

    def __init__(self, trusted: Sequence[Network] = ()) -> None:
        self._trusted = tuple(trusted)
        self._named = lru_cache(maxsize=10_000)(self._name)

    def of(self, scope: Scope) -> str | None:
        """The address, or the network of an IPv6 address; ``None`` for this machine, which is never limited."""
        client = scope.get("client")
        forwarded = header(scope, b"x-forwarded-for") if self._trusted else None
        return self._named(client[0] if client else "", forwarded or "")

    def _name(self, peer: str, forwarded: str) -> str | None:
        address = self._nearest_stranger([*forwarded.split(","), peer] if forwarded else [peer])
        if address is None or address.is_loopback:
            return None
        if isinstance(address, IPv6Address):
            return str(ip_network((address, _IPV6_PREFIX), strict=False))
        return str(address)

    def _nearest_stranger(self, route: Sequence[str]) -> Address | None:
        """From the peer back, the first that is no trusted proxy: what stands before it anybody can have written."""
        nearest = None
        for text in reversed(route):
            address = _read(text)
            if address is None:
                return nearest
            nearest = address
            if not any(address in network for network in self._trusted if network.version == address.version):
                return address
        return nearest


def _read(text: str) -> Address | None:
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
