"""Knows the first season of the demonstration: a catalogue, tenants, two rounds, ten thousand applications, a draw.

Whatever was done by an earlier run, or by one that was killed, is not done again.
"""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, islice
from zlib import crc32

from ahti.allocating import Allocating
from ahti.clock import Clock
from ahti.db import Database
from ahti.demonstration.applicants import applications
from ahti.demonstration.beacon import SOURCE, StandingClock, keep_beacon
from ahti.demonstration.catalogue import build
from ahti.demonstration.chance import RepeatableChance
from ahti.demonstration.members import settle_people, tenants_who_sign_in
from ahti.demonstration.prices import SOURCE as PRICES
from ahti.demonstration.prices import price_lists
from ahti.demonstration.progress import Step, Steps
from ahti.demonstration.renewing import Entry, entries_of
from ahti.demonstration.rounds import first_round, late_round
from ahti.demonstration.tenants import Tenancy, let_berths, season_before, tenancies
from harbors.access.commands import present
from harbors.access.records import Principal
from harbors.allocations.commands import publish_draw, release_draw
from harbors.allocations.reads import freeze_of_round
from harbors.applications.commands import submit_application
from harbors.applications.reads import act_as_staff
from harbors.places.commands import load_catalogue
from harbors.places.records import Catalogue
from harbors.prices.importing import load_price_lists
from harbors.rounds.commands import create_round
from harbors.rounds.reads import all_rounds, round_by_code
from harbors.rounds.records import Round
from harbors.sql import Connection, Statements

STATEMENTS = Statements(__package__)
APPLICATIONS = 10_000
PEOPLE = 1
_IN_ONE_TRANSACTION = 50
_CLERKS = 2
# Who signs in is known again at whatever port it is served.
_ANY_PORT = "http://127.0.0.1/issuer"
_LATER = timedelta(hours=1)

Numbered = tuple[int, Entry]


async def play_season(database: Database, *, clock: Clock, steps: Steps, crowd: int = APPLICATIONS) -> Round:
    """Bring the season to its draw; the round that was drawn. ``crowd``: how many apply."""
    with steps.step("Catalogue laid out"):
        catalogue = await asyncio.to_thread(build)
    with steps.step("Catalogue loaded"):
        async with database.unit_of_work() as connection:
            await load_catalogue(connection, catalogue, now=clock.now())
            await _price(connection, catalogue, now=clock.now())
    a_round = await _open_rounds(database, clock=clock)
    if a_round.frozen_at is None:
        with steps.step("Last season's tenants"):
            people = await asyncio.to_thread(lambda: list(tenancies(catalogue, seed=PEOPLE)))
            await let_berths(database, people, season=season_before(a_round.season), clock=clock)
            await settle_people(database, _ANY_PORT, clock=clock)
        with steps.step("Applications written"):
            few = await tenants_who_sign_in(database)
            everybody = await asyncio.to_thread(_everybody, few, people, catalogue, crowd)
        await _take_applications(database, a_round, everybody, steps=steps)
    await _draw(database, a_round, steps=steps)
    return a_round


async def _price(connection: Connection, catalogue: Catalogue, *, now: datetime) -> None:
    """Prices for the seasons that begin this year or later; those of an earlier run stand if they read the same."""
    lists = price_lists(catalogue, first=date(now.year, 1, 1))
    await load_price_lists(connection, lists, source=PRICES, now=now, chance=RepeatableChance(f"prices {now.year}"))


def _everybody(few: list[Entry], people: Sequence[Tenancy], catalogue: Catalogue, crowd: int) -> list[Entry]:
    """``crowd`` of them, tenants first; of a smaller crowd as large a part are tenants."""
    tenants = [*few, *entries_of(people, catalogue, seed=PEOPLE)]
    tenants = tenants[: len(tenants) * crowd // APPLICATIONS]
    forms = applications(catalogue, seed=PEOPLE, count=crowd - len(tenants))
    return [*tenants, *(Entry(f"applicant {number}", form) for number, form in enumerate(forms))]


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


async def _take_applications(database: Database, a_round: Round, everybody: Sequence[Entry], *, steps: Steps) -> None:
    async with database.unit_of_work() as connection:
        await act_as_staff(connection)
        known = set(await STATEMENTS.submitted.value(connection, round_id=a_round.id))
    waiting = [(number, one) for number, one in enumerate(everybody) if one.form.applicant.email not in known]
    with steps.step("Applications submitted", total=len(everybody)) as step:
        step.advance(len(everybody) - len(waiting))
        shares = [[one for one in waiting if _clerk_of(one[1]) == clerk] for clerk in range(_CLERKS)]
        await asyncio.gather(*(_submit_all(database, a_round, share, step=step) for share in shares))


def _clerk_of(entry: Entry) -> int:
    """People of one name go to one clerk: the locks against duplicates last as long as a transaction of several."""
    applicant = entry.form.applicant
    return crc32(f"{applicant.first_name} {applicant.last_name}".encode()) % _CLERKS


async def _submit_all(database: Database, a_round: Round, share: Sequence[Numbered], *, step: Step) -> None:
    """Tenants and those without an account in transactions of their own: who has signed in stays so until the end."""
    for _, several in groupby(share, lambda one: one[1].person_id is None):
        while batch := list(islice(several, _IN_ONE_TRANSACTION)):
            async with database.unit_of_work() as connection:
                for number, entry in batch:
                    await _submit(connection, a_round, entry, now=_moment(a_round, number))
            step.advance(len(batch))


async def _submit(connection: Connection, a_round: Round, entry: Entry, *, now: datetime) -> None:
    if entry.person_id is not None:
        await present(connection, Principal(person_id=entry.person_id))
    await submit_application(
        connection,
        entry.form,
        round_id=a_round.id,
        now=now,
        chance=RepeatableChance(entry.key),
        person_id=entry.person_id,
    )


def _moment(a_round: Round, number: int) -> datetime:
    """Applications arrive evenly over the window."""
    return a_round.opens_at + (a_round.closes_at - a_round.opens_at) * number / APPLICATIONS


async def _draw(database: Database, a_round: Round, *, steps: Steps) -> None:
    """As staff would do it in the hours after the close, by randomness of the demonstration's own chain."""
    clock = StandingClock(a_round.closes_at + _LATER)
    staff = Allocating(
        working=database.unit_of_work, clock=clock, chance=RepeatableChance("first draw"), sources=(SOURCE,)
    )
    if a_round.frozen_at is None:
        with steps.step("Round closed and frozen"):
            await staff.freeze(a_round.code, beacon_at=None)
    if a_round.drawn_at is None:
        with steps.step("Places drawn, checked, explained"):
            await _light_beacon(database, a_round, now=clock.time + _LATER)
            await staff.run(a_round.code, by="cli:first member of the staff")
    if a_round.published_at is None:
        with steps.step("Results released and told"):
            async with database.unit_of_work() as connection:
                await release_draw(connection, a_round.code, by="cli:second member of the staff", now=clock.time)
                await publish_draw(connection, a_round.code, now=clock.time)


async def _light_beacon(database: Database, a_round: Round, *, now: datetime) -> None:
    async with database.unit_of_work() as connection:
        await act_as_staff(connection)
        freeze = await freeze_of_round(connection, await round_by_code(connection, a_round.code))
    if freeze.beacon is None:
        await keep_beacon(database, freeze, now=now)
