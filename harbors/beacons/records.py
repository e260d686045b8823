"""Knows what public randomness is: who publishes it, which of it a draw waits for, and what of it was checked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scheme(StrEnum):
    """How a chain of drand signs its rounds, by drand's own names; all on the curve BLS12-381."""

    CHAINED = "pedersen-bls-chained"
    UNCHAINED = "pedersen-bls-unchained"
    ON_G1 = "bls-unchained-on-g1"
    RFC9380 = "bls-unchained-g1-rfc9380"

    @property
    def on_g1(self) -> bool:
        """Whether signatures are the short points, and keys the long ones."""
        return self in {Scheme.ON_G1, Scheme.RFC9380}

    @property
    def key_bytes(self) -> int:
        return 96 if self.on_g1 else 48

    @property
    def signature_bytes(self) -> int:
        return 48 if self.on_g1 else 96


@dataclass(frozen=True, slots=True, kw_only=True)
class BeaconSource:
    """A chain of rounds, one every ``period`` seconds from ``genesis_time`` (seconds since 1970) on.

    ``name`` is ours, for the rules of a round; everything else is the chain's own. ``chain_hash`` is SHA-256 of the
    other facts, so that whoever knows it can be given no other key. Hex is lower case; ``urls`` are tried in order.
    """

    name: str
    chain_hash: str
    public_key: str
    scheme: Scheme
    genesis_time: int
    period: int
    group_hash: str
    beacon_id: str
    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BeaconPlan:
    """What a draw waits for, said before anybody can know it: from when on, and from whom, the first source first."""

    announced_at: datetime
    sources: tuple[BeaconSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One line of a plan, numbered from 1: this round of this source, published at ``published_at``.

    It counts only when none of the lines before it can be had at that time.
    """

    number: int
    source: BeaconSource
    round: int
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedBeacon:
    """A round whose signature is its source's: 32 bytes that nobody could choose. ``url``: where it was read."""

    source: BeaconSource
    round: int
    randomness: bytes
    signature: bytes
    previous_signature: bytes | None
    url: str
