"""Knows what is kept of the life of a draw: how a round was frozen, which draw came of it, and who did what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType
from uuid import UUID

from harbors.beacons.records import BeaconPlan
from harbors.rounds.records import Round

FreezeId = NewType("FreezeId", UUID)
DrawId = NewType("DrawId", UUID)


class DrawKind(StrEnum):
    """``GIVEN`` is of old: by a seed of staff. A rehearsal gives nothing; a batch gives what came free later."""

    GIVEN = "GIVEN"
    REHEARSAL = "REHEARSAL"
    DRAW = "DRAW"
    BATCH = "BATCH"


class DeclineReason(StrEnum):
    """Why a place was not taken; that it was not paid for is found by the system."""

    NOT_WANTED = "NOT_WANTED"
    NOT_AS_DESCRIBED = "NOT_AS_DESCRIBED"
    NOT_PAID = "NOT_PAID"


class Verdict(StrEnum):
    """What a clerk found of the claim that a place was not as described."""

    UPHELD = "UPHELD"
    REJECTED = "REJECTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beacon:
    """Randomness that came and was verified, in hex."""

    source: str
    round: int
    randomness: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Freeze:
    """What a round was sealed by. Without a ``plan`` for the beacon it can only be rehearsed."""

    id: FreezeId
    round: Round
    number: int
    root: str
    plan: BeaconPlan | None
    created_at: datetime
    beacon: Beacon | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """The private half of an application: 16 bytes of salt, and the record as RFC 8785 JSON."""

    application_id: UUID
    salt: bytes
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraw:
    """A draw that was kept; whose hands it went through is ``run_by`` and ``released_by``."""

    id: DrawId
    round_id: UUID
    freeze_id: FreezeId | None
    kind: DrawKind
    version: int
    run_by: str
    released_by: str | None = None
    released_at: datetime | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedPlaces:
    """Which place stands behind each number; ``salt`` orders those of one size."""

    salt: bytes
    places: tuple[Mapping[str, Any], ...]
