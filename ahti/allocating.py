"""Knows how a round is frozen, its randomness fetched, and its draw and later batches run.

Each reads in one transaction, computes outside of any, and writes in another. Whoever is killed anywhere begins again,
and comes to the same bytes.
"""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta

from ahti.checking import check_apart
from ahti.clock import Clock
from ahti.gateways.beacons.fetching import fetch_planned, open_client
from ahti.gateways.beacons.refusals import BeaconMissing
from harbors.allocations.answers import FrozenBatch
from harbors.allocations.batching import save_batch
from harbors.allocations.commands import save_beacon, save_draw, save_rehearsal
from harbors.allocations.freezing import load_rows, save_freeze
from harbors.allocations.later_draws import begin_batch
from harbors.allocations.opening import batch_at_hand, batch_by_number, frozen_batch, load_batch_rows, save_opened
from harbors.allocations.reads import freeze_of_round, open_freeze
from harbors.allocations.records import Beacon, Freeze, KeptDraw
from harbors.allocations.refusals import beacon_awaited, beacon_required, not_at_stage
from harbors.allocations.running import BegunDraw, RunDraw, begin, check, conclude, full_bundle_of, rehearse
from harbors.allocations.sealing import OpenedRound, seal
from harbors.applications.reads import act_as_staff
from harbors.beacons.records import BeaconPlan, BeaconSource
from harbors.beacons.rules import plan_of
from harbors.bundles.records import Withdrawal
from harbors.chance import Chance
from harbors.rounds.reads import round_by_code
from harbors.rounds.records import Round
from harbors.sql import Connection

# How far ahead randomness lies when nobody says.
SOON = timedelta(minutes=10)
Working = Callable[[], AbstractAsyncContextManager[Connection]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocating:
    """What it takes to bring a round from its close to its draw; ``sources`` are those an operator trusts."""

    working: Working
    clock: Clock
    chance: Chance
    sources: Sequence[BeaconSource] = ()

    async def freeze(self, code: str, *, beacon_at: datetime | None) -> Freeze:
        """Seal a closed round and publish its root; the randomness is that of ``beacon_at``, which lies ahead.

        Raises ``NotFound``, ``Refused``, ``Invalid`` for an unknown source, ``Conflict`` when the round changed.
        """
        now = self.clock.now()
        async with self.working() as connection:
            rows = await load_rows(connection, code, now=now)
        plan = self._plan(rows.round, beacon_at)
        sealed = await asyncio.to_thread(seal, rows, plan=plan, chance=self.chance)
        async with self.working() as connection:
            return await save_freeze(connection, sealed, plan=plan, now=now, chance=self.chance)

    async def fetch(self, code: str) -> Beacon:
        """The randomness of a frozen round: kept already, or fetched and verified now.

        Raises ``Refused`` where it has not come yet, or none is waited for.
        """
        async with self.working() as connection:
            freeze = await self._frozen(connection, code)
        if freeze.beacon is not None:
            return freeze.beacon
        if freeze.plan is None:
            raise beacon_required()
        try:
            async with open_client() as client:
                _, verified = await fetch_planned(freeze.plan, client=client, now=self.clock.now())
        except BeaconMissing as missing:
            raise missing.refusal from None
        async with self.working() as connection:
            return await save_beacon(connection, freeze, verified, now=self.clock.now(), chance=self.chance)

    async def run(self, code: str, *, by: str) -> KeptDraw:
        """Draw a frozen round whose randomness has come, check it, and keep it."""
        beacon = await self.fetch(code)
        freeze, opened, withdrawals = await self._opened(code)
        begun = await asyncio.to_thread(begin, freeze, opened, beacon=beacon, withdrawals=withdrawals)
        drawn = await _concluded(begun)
        async with self.working() as connection:
            return await save_draw(connection, freeze, drawn, by=by, now=self.clock.now(), chance=self.chance)

    async def rehearse(self, code: str, *, label: str, by: str) -> KeptDraw:
        """Draw a frozen round by a seed that is none: nothing is given by that."""
        freeze, opened, withdrawals = await self._opened(code)
        outcome = await asyncio.to_thread(rehearse, opened, label=label, withdrawals=withdrawals)
        async with self.working() as connection:
            return await save_rehearsal(
                connection, freeze, outcome, label=label, by=by, now=self.clock.now(), chance=self.chance
            )

    async def batch(self, code: str, *, by: str) -> KeptDraw:
        """Give what came free in a published round: freeze what was answered unless that is done, draw, check, keep.

        Nothing changes hands by that. Raises ``Refused`` where no batch can be opened, ``Conflict`` when it changed.
        """
        freeze, opened, withdrawals = await self._opened(code)
        if freeze.beacon is None:
            raise not_at_stage("NOT_PUBLISHED")
        batch = await self._at_hand(freeze) or await self._open(code, opened, by=by)
        begun = await asyncio.to_thread(
            begin_batch, freeze, opened, batch, beacon=freeze.beacon, withdrawals=withdrawals
        )
        await asyncio.to_thread(check, begun.bundle, root=freeze.root, beacon=freeze.beacon, answers=batch.digest)
        async with self.working() as connection:
            return await save_batch(
                connection, freeze, batch, begun.kept, by=by, now=self.clock.now(), chance=self.chance
            )

    async def batch_bundle(self, code: str, number: int) -> bytes:
        """The bundle of a batch, for auditors."""
        freeze, opened, withdrawals = await self._opened(code)
        async with self.working() as connection:
            batch = await batch_by_number(connection, freeze.round, number)
        if freeze.beacon is None:
            raise beacon_awaited()
        begun = await asyncio.to_thread(
            begin_batch, freeze, opened, batch, beacon=freeze.beacon, withdrawals=withdrawals
        )
        return begun.bundle

    async def _at_hand(self, freeze: Freeze) -> FrozenBatch | None:
        async with self.working() as connection:
            await act_as_staff(connection)
            return await batch_at_hand(connection, freeze.round)

    async def _open(self, code: str, opened: OpenedRound, *, by: str) -> FrozenBatch:
        now = self.clock.now()
        async with self.working() as connection:
            rows = await load_batch_rows(connection, code, now=now)
        batch = await asyncio.to_thread(frozen_batch, rows, opened, by=by, now=now, chance=self.chance)
        async with self.working() as connection:
            await save_opened(connection, rows, batch, now=now)
        return batch

    async def full_bundle(self, code: str) -> bytes:
        """The full bundle of a round whose randomness has come, for auditors."""
        freeze, opened, withdrawals = await self._opened(code)
        if freeze.beacon is None:
            raise beacon_awaited()
        return await asyncio.to_thread(full_bundle_of, freeze, opened, beacon=freeze.beacon, withdrawals=withdrawals)

    def _plan(self, a_round: Round, beacon_at: datetime | None) -> BeaconPlan | None:
        """What is waited for. Raises ``Invalid`` for a source that the operator does not know."""
        if not a_round.rules.beacons:
            return None
        announced_at = beacon_at or self.clock.now() + SOON
        return plan_of(a_round.rules.beacons, self.sources, announced_at=announced_at)

    async def _frozen(self, connection: Connection, code: str) -> Freeze:
        await act_as_staff(connection)
        return await freeze_of_round(connection, await round_by_code(connection, code))

    async def _opened(self, code: str) -> tuple[Freeze, OpenedRound, tuple[Withdrawal, ...]]:
        async with self.working() as connection:
            freeze = await self._frozen(connection, code)
            return freeze, *await open_freeze(connection, freeze)


async def _concluded(begun: BegunDraw) -> RunDraw:
    """Both checks at once: that of the full bundle takes another process as long as all the rest takes here."""
    checking = check_apart(begun.full, root=begun.freeze.root, beacon=begun.beacon)
    drawn, _ = await asyncio.gather(asyncio.to_thread(conclude, begun), checking)
    return drawn
