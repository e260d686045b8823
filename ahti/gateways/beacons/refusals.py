"""Knows why a beacon is not to be had: a stable reason for logs, and words for whoever waits for the draw.

BeaconMissing
├── BeaconNotThere      it is not published yet, as far as anybody says: ask again
├── BeaconRefused       something came that is not the beacon: somebody has to look
└── BeaconUnreachable   nobody gave an answer of use: ask again
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from harbors.beacons.refusals import beacon_not_there, beacon_refused, beacon_unreachable
from harbors.errors import Refused


class Reason(StrEnum):
    """What was wrong; logs and what is kept of attempts rely on it, so a reason is never renamed."""

    EARLY = "early"
    NOT_PUBLISHED = "not-published"
    MALFORMED = "malformed"
    TOO_LARGE = "too-large"
    REDIRECTED = "redirected"
    WRONG_CHAIN = "wrong-chain"
    WRONG_ROUND = "wrong-round"
    WRONG_RANDOMNESS = "wrong-randomness"
    SIGNATURE = "signature"
    STATUS = "status"
    SLOW = "slow"
    CONNECTION = "connection"


_NOT_THERE = frozenset([Reason.EARLY, Reason.NOT_PUBLISHED])
_NO_ANSWER = frozenset([Reason.STATUS, Reason.SLOW, Reason.CONNECTION])


@dataclass(frozen=True, slots=True)
class Tried:
    """What one address came to; ``url`` is empty where nobody was asked."""

    url: str
    reason: Reason

    def __str__(self) -> str:
        return f"{self.url}: {self.reason}" if self.url else self.reason.value


class BeaconMissing(Exception):
    """There is no beacon now; ``tried`` says why, address by address."""

    words: ClassVar[Callable[[], Refused]]

    def __init__(self, *tried: Tried) -> None:
        super().__init__("; ".join(map(str, tried)))
        self.tried = tried

    @property
    def refusal(self) -> Refused:
        """The same for somebody who asked for a draw."""
        return type(self).words()


class BeaconNotThere(BeaconMissing):
    """It is not published yet."""

    words = staticmethod(beacon_not_there)


class BeaconRefused(BeaconMissing):
    """Something came that is not the beacon: forged, altered, of another round or chain, or unreadable."""

    words = staticmethod(beacon_refused)


class BeaconUnreachable(BeaconMissing):
    """Nobody gave an answer of use."""

    words = staticmethod(beacon_unreachable)


def missing(*tried: Tried) -> BeaconMissing:
    """What all addresses together came to: an alarm before a delay, and a delay before silence."""
    reasons = {one.reason for one in tried}
    if reasons - _NOT_THERE - _NO_ANSWER:
        return BeaconRefused(*tried)
    return BeaconNotThere(*tried) if reasons & _NOT_THERE else BeaconUnreachable(*tried)
