"""Knows the randomness of the first season: a chain of the demonstration's own, at hand before anything is served."""

from dataclasses import dataclass
from datetime import datetime

from ahti.beacon.chain import OwnChain
from ahti.chance import SystemChance
from ahti.db import Database
from ahti.demonstration.rounds import BEACON
from harbors.allocations.commands import save_beacon
from harbors.allocations.records import Freeze
from harbors.beacons.rules import attempts

_CHAIN = OwnChain(seed="Ahti's first season", genesis_time=1_700_000_000, period=3, name=BEACON)
SOURCE = _CHAIN.source("http://127.0.0.1/beacon")


@dataclass(frozen=True, slots=True)
class StandingClock:
    """The time at which staff did something, in the story that the demonstration tells."""

    time: datetime

    def now(self) -> datetime:
        return self.time


async def keep_beacon(database: Database, freeze: Freeze, *, now: datetime) -> None:
    """Keep the randomness that a freeze of the demonstration waited for."""
    assert freeze.plan is not None, "its rules name a beacon"
    line = attempts(freeze.plan)[0]
    verified = _CHAIN.verified(line.round, SOURCE)
    async with database.unit_of_work() as connection:
        await save_beacon(connection, freeze, verified, now=now, chance=SystemChance())
