"""Knows what a bundle is made of: everything that the draw of a round began with, and everything that came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from harbors.draws.records import Explanation, Outcome
from harbors.proofs.records import FrozenInput, PrivateRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class Beacon:
    """Public randomness as its source gave it: 32 bytes of ``randomness`` and the signature that proves them."""

    source: str
    round: int
    randomness: bytes
    signature: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """An application that was withdrawn after the freeze and before the draw; ``at`` has a time zone.

    Who wanted a place is not in the queue of the draw then; a tenant keeps the own place as if it were renewed.
    """

    id: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnRound:
    """One draw of a frozen round.

    ``round_name`` is what the seed was made with. ``frozen`` is what the root was published of, and comes from
    ``harbors.proofs.freezing``. ``order_salt`` is the secret of which the order keys of the places were made.
    ``privates`` has a record for each application, ``None`` where the person was erased since. ``outcome`` and
    ``explanations`` (of everybody who has any) go by public ids and the ids of ``frozen.places``.
    """

    round_name: str
    frozen: FrozenInput
    order_salt: bytes
    privates: Mapping[str, PrivateRecord | None]
    beacon: Beacon
    withdrawals: tuple[Withdrawal, ...]
    outcome: Outcome
    explanations: Mapping[str, tuple[Explanation, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What a later draw of a season began with, as it was frozen: ``standing.json`` and ``answers.json``."""

    standing: bytes
    answers: bytes
