"""Knows how much callers may ask, as the operator decides it."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network

Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Policy:
    """``quota`` units in ``window`` seconds, all of them at once if need be; ``name`` is what clients read of it."""

    name: str
    quota: int
    window: int = 60


@dataclass(frozen=True, slots=True)
class Rates:
    """Requests a minute for who did not sign in, by address, for each person and for each program; 0 is no limit."""

    address: int = 3_000
    person: int = 1_500
    program: int = 6_000
    trusted_proxies: Sequence[Network] = ()


USUAL = Rates()
