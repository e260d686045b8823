"""Knows which round of a beacon a draw waits for, what may stand in for it and when, and what a source has to be."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from harbors.beacons.records import Attempt, BeaconPlan, BeaconSource, Scheme
from harbors.beacons.refusals import beacon_not_ahead, fault, unknown_beacon
from harbors.errors import Invalid, Problem, Refused

# How long each line of a plan is waited for before the next may stand in.
PATIENCE = timedelta(hours=1)
# Our clock may be behind the beacon's: what is published sooner than this could be known already.
AHEAD = timedelta(minutes=1)
_NAME = re.compile(r"(?=.{1,60}\Z)[a-z0-9]+(-[a-z0-9]+)*")
_HEX = re.compile(r"(?:[0-9a-f]{2})*")
_PERIODS = range(1, 86_401)


def published_at(source: BeaconSource, round: int) -> datetime:
    """When a round is due; rounds count from 1, which is due at the genesis."""
    return datetime.fromtimestamp(source.genesis_time + (round - 1) * source.period, UTC)


def round_at(source: BeaconSource, time: datetime) -> int:
    """The first round that is due at ``time`` or later."""
    microseconds = (time - published_at(source, 1)) // timedelta(microseconds=1)
    return max(1, 1 - -microseconds // (source.period * 1_000_000))


def attempts(plan: BeaconPlan) -> tuple[Attempt, ...]:
    """The lines of a plan: the first source, an hour later its next round, an hour later each further source."""
    lined = (plan.sources[0], *plan.sources)
    return tuple(_attempt(plan, number, source) for number, source in enumerate(lined, start=1))


def _attempt(plan: BeaconPlan, number: int, source: BeaconSource) -> Attempt:
    round = round_at(source, plan.announced_at + (number - 1) * PATIENCE)
    return Attempt(number=number, source=source, round=round, published_at=published_at(source, round))


def due(plan: BeaconPlan, *, now: datetime) -> tuple[Attempt, ...]:
    """The lines to be tried at ``now``, in this order; none while it is too early.

    What could be had once can always be had: so that nobody gains by waiting, earlier lines stay before later ones.
    """
    return tuple(one for one in attempts(plan) if one.published_at <= now)


def require_ahead(plan: BeaconPlan, *, now: datetime) -> None:
    """Raise ``Refused`` unless all that the plan waits for lies in the future when the root is published at ``now``."""
    if min(one.published_at for one in attempts(plan)) < now + AHEAD:
        raise Refused(beacon_not_ahead())


def plan_of(names: Sequence[str], sources: Sequence[BeaconSource], *, announced_at: datetime) -> BeaconPlan | None:
    """The plan of a round whose rules name these; ``None`` where they name none.

    Raises ``Invalid`` for a name that none of the ``sources`` has.
    """
    known = {one.name: one for one in sources}
    if problems := [unknown_beacon(name) for name in names if name not in known]:
        raise Invalid(*problems)
    return BeaconPlan(announced_at=announced_at, sources=tuple(known[name] for name in names)) if names else None


def randomness_of(signature: bytes) -> bytes:
    """The 32 bytes that a round gives."""
    return sha256(signature).digest()


def message_of(scheme: Scheme, round: int, previous_signature: bytes | None) -> bytes:
    """What a round's signature signs."""
    before = (previous_signature or b"") if scheme is Scheme.CHAINED else b""
    return sha256(before + round.to_bytes(8)).digest()


def chain_hash_of(source: BeaconSource) -> str:
    """The chain hash that the facts of a source give, as drand computes it."""
    id = "" if source.beacon_id == "default" else source.beacon_id
    facts = source.period.to_bytes(4) + source.genesis_time.to_bytes(8)
    keys = bytes.fromhex(source.public_key) + bytes.fromhex(source.group_hash)
    return sha256(facts + keys + id.encode()).hexdigest()


def check_source(source: BeaconSource) -> None:
    """Raise ``Invalid`` with everything that is wrong with a source."""
    if problems := list(_problems(source)):
        raise Invalid(*problems)


def _problems(source: BeaconSource) -> Iterator[Problem]:
    if not _NAME.fullmatch(source.name):
        yield fault("BEACON_NAME", field="name")
    if not source.urls:
        yield fault("BEACON_WITHOUT_ADDRESS", field="urls")
    spelling = [*_spelling_problems(source)]
    yield from spelling
    if not spelling and chain_hash_of(source) != source.chain_hash:
        yield fault("BEACON_CHAIN_HASH", field="chainHash")


def _spelling_problems(source: BeaconSource) -> Iterator[Problem]:
    lengths = {"chainHash": 32, "publicKey": source.scheme.key_bytes, "groupHash": 32}
    given = {"chainHash": source.chain_hash, "publicKey": source.public_key, "groupHash": source.group_hash}
    for field, text in given.items():
        if len(text) != 2 * lengths[field] or not _HEX.fullmatch(text):
            yield fault("BEACON_HEX", field=field)
    if source.period not in _PERIODS:
        yield fault("BEACON_PERIOD", field="period")
    if source.genesis_time not in range(2**32):
        yield fault("BEACON_GENESIS", field="genesisTime")
