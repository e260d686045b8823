"""Knows the first season of the demonstration: a catalogue, two rounds, ten thousand applications and a draw.

Whatever was done by an earlier run, or by one that was killed, is not done again.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from zlib import crc32

from ahti.allocating import Allocating
from ahti.clock import Clock
from ahti.db import Database
from ahti.demonstration.applicants import applications
from ahti.demonstration.beacon import SOURCE, StandingClock, keep_beacon
from ahti.demonstration.catalogue import build
from ahti.demonstration.chance import RepeatableChance
from ahti.demonstration.progress import Step, Steps
from ahti.demonstration.rounds import first_round, late_round
from ahti.demonstration.tenants import let_berths, season_before
from harbors.allocations.commands import publish_draw, release_draw
from harbors.applications.commands import submit_application
from harbors.applications.reads import act_as_staff
from harbors.applications.records import Form
from harbors.places.commands import load_catalogue
from harbors.places.records import Catalogue
from harbors.rounds.commands import create_round
from harbors.rounds.reads import all_rounds
from harbors.rounds.records import Round
from harbors.sql import Statements

STATEMENTS = Statements(__package__)
APPLICATIONS = 10_000
PEOPLE = 1
_IN_ONE_TRANSACTION = 50
_CLERKS = 2
_LATER = timedelta(hours=1)

Numbered = tuple[int, Form]


async def play_season(database: Database, *, clock: Clock, steps: Steps, crowd: int = APPLICATIONS) -> Round:
    """Bring the season to its draw; the round that was drawn. ``crowd``: how many apply."""
    with steps.step("Catalogue laid out"):
        catalogue = await asyncio.to_thread(build)
    with steps.step("Catalogue loaded"):
        async with database.unit_of_work() as connection:
            await load_catalogue(connection, catalogue, now=clock.now())
    a_round = await _open_rounds(database, clock=clock)
    with steps.step("Last season's tenants"):
        await let_berths(database, catalogue, season=season_before(a_round.season), seed=PEOPLE, clock=clock)
    if a_round.drawn_at is None:
        await _take_applications(database, a_round, catalogue, steps=steps, crowd=crowd)
        await _draw(database, a_round, steps=steps)
    return a_round


async def _open_rounds(database: Database, *, clock: Clock) -> Round:
    """The round to be drawn, created with the late one unless it is there."""
    async with database.unit_of_work() as connection:
        rounds = await all_rounds(connection)
        if rounds:
            return min(rounds, key=lambda one: one.opens_at)
        first = first_round(clock.now().date())
        for one in (first, late_round(first)):
            await create_round(connection, one, now=clock.now())
        return first


async def _take_applications(
    database: Database, a_round: Round, catalogue: Catalogue, *, steps: Steps, crowd: int
) -> None:
    with steps.step("Applications written"):
        everybody = await asyncio.to_thread(lambda: list(applications(catalogue, seed=PEOPLE, count=crowd)))
    async with database.unit_of_work() as connection:
        await act_as_staff(connection)
        known = set(await STATEMENTS.submitted.value(connection, round_id=a_round.id))
    waiting = [(number, form) for number, form in enumerate(everybody) if form.applicant.email not in known]
    with steps.step("Applications submitted", total=crowd) as step:
        step.advance(crowd - len(waiting))
        shares = [[one for one in waiting if _clerk_of(one) == clerk] for clerk in range(_CLERKS)]
        await asyncio.gather(*(_submit_all(database, a_round, share, step=step) for share in shares))


def _clerk_of(numbered: Numbered) -> int:
    """People of one name go to one clerk: the locks against duplicates last as long as a transaction of several."""
    applicant = numbered[1].applicant
    return crc32(f"{applicant.first_name} {applicant.last_name}".encode()) % _CLERKS


async def _submit_all(database: Database, a_round: Round, share: Sequence[Numbered], *, step: Step) -> None:
    for at in range(0, len(share), _IN_ONE_TRANSACTION):
        batch = share[at : at + _IN_ONE_TRANSACTION]
        await _submit(database, a_round, batch)
        step.advance(len(batch))


async def _submit(database: Database, a_round: Round, batch: Sequence[Numbered]) -> None:
    async with database.unit_of_work() as connection:
        for number, form in batch:
            now, chance = _moment(a_round, number), RepeatableChance(f"applicant {number}")
            await submit_application(connection, form, round_id=a_round.id, now=now, chance=chance)


def _moment(a_round: Round, number: int) -> datetime:
    """Applications arrive evenly over the window."""
    return a_round.opens_at + (a_round.closes_at - a_round.opens_at) * number / APPLICATIONS


async def _draw(database: Database, a_round: Round, *, steps: Steps) -> None:
    """As staff would do it in the hours after the close, by randomness of the demonstration's own chain."""
    clock = StandingClock(a_round.closes_at + _LATER)
    staff = Allocating(
        working=database.unit_of_work, clock=clock, chance=RepeatableChance("first draw"), sources=(SOURCE,)
    )
    with steps.step("Round closed and frozen"):
        freeze = await staff.freeze(a_round.code, beacon_at=None)
    with steps.step("Places drawn, checked, explained"):
        await keep_beacon(database, freeze, now=clock.time + _LATER)
        await staff.run(a_round.code, by="cli:first member of the staff")
    with steps.step("Results released and told"):
        async with database.unit_of_work() as connection:
            await release_draw(connection, a_round.code, by="cli:second member of the staff", now=clock.time)
            await publish_draw(connection, a_round.code, now=clock.time)
