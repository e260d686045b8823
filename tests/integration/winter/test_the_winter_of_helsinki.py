"""The marked winter places that the City of Helsinki published, given to 1,500 invented applicants."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random  # noqa: TID251 - the same winter in every run
from uuid import UUID

import pytest

from ahti.db import Database
from ahti.gateways.venepaikat import read_catalogue
from harbors.allocations.commands import save_draw
from harbors.applications.commands import submit_application
from harbors.applications.reads import act_as_staff
from harbors.applications.records import Boat, Choice, ChoiceKind, Form
from harbors.errors import Invalid
from harbors.places.commands import load_catalogue
from harbors.places.fit import BoatDimensions, fits
from harbors.places.kinds import PlaceKind
from harbors.places.records import Catalogue, Place
from harbors.rounds.commands import create_round
from harbors.rounds.records import Round
from harbors.verification.records import Judgement
from harbors.verification.verifying import verify
from tests import harbor_town as at
from tests import winter_town as winter
from tests.drawing import RUNNER, frozen, lit, run_frozen

APPLICANTS, SEED = 1_500, 27
FETCHED = datetime(2026, 11, 24, tzinfo=UTC)
CHANCE = at.CountingChance()
AWARDS = """
    SELECT application.public_id, award.place_id, result.rank
    FROM draw_results AS result
    JOIN applications AS application ON application.public_id = result.public_id
    LEFT JOIN draw_awards AS award ON award.draw_id = result.draw_id AND award.application_id = application.id
    WHERE result.draw_id = $1
"""
IN_A_TRANSACTION = 100


def people(places: Sequence[Place]) -> Iterator[Form]:
    """Boats as long as they are in Helsinki; areas are wanted in proportion to their size, at times a part of one."""
    dice = Random(SEED)
    for number in range(APPLICANTS):
        length = round(dice.triangular(4_000, 12_000, 5_500) / 50) * 50
        boat = Boat(
            length_mm=length, beam_mm=round(length * dice.uniform(0.3, 0.4) / 50) * 50, registration=f"A{number}"
        )
        first, *others = (dice.choice(places) for _ in range(dice.randint(1, 4)))
        named = [_narrow(dice, first), *(Choice(ChoiceKind.AREA, _id(place.area_id)) for place in (first, *others))]
        applicant = replace(
            at.APPLICANT,
            first_name=f"Nro{number}",
            email=f"{number}@example.org",
            phone=None,
            municipality=dice.choice(("helsinki", "helsinki", "espoo")),
        )
        yield Form(applicant=applicant, boat=boat, choices=tuple(dict.fromkeys(named))[:4], information_confirmed=True)


def _narrow(dice: Random, place: Place) -> Choice:
    if dice.random() < 0.5:
        return Choice(ChoiceKind.AREA, _id(place.area_id))
    return Choice(ChoiceKind.SECTION, _id(place.section_id)) if dice.random() < 0.8 else winter.place_of(place.id)


def _id(id: UUID | None) -> UUID:
    assert id is not None
    return id


def wanted(choice: Choice, places: Sequence[Place], boat: Boat, a_round: Round) -> set[UUID]:
    """The places that a choice is of, told in another way than the service does."""
    size = BoatDimensions(beam_mm=boat.beam_mm, length_mm=boat.length_mm)
    return {
        place.id
        for place in places
        if choice.id in (place.id, place.section_id, place.area_id) and fits(size, place, rules=a_round.rules.fit).fits
    }


async def apply(database: Database, forms: Sequence[Form], a_round: Round) -> dict[str, Form]:
    applied: dict[str, Form] = {}
    for first in range(0, len(forms), IN_A_TRANSACTION):
        async with database.unit_of_work() as connection:
            for form in forms[first : first + IN_A_TRANSACTION]:
                kept = await submit_application(connection, form, round_id=a_round.id, now=at.DURING, chance=CHANCE)
                applied[kept.application.public_id] = form
    return applied


async def drawn(database: Database, code: str) -> Mapping[str, tuple[UUID | None, int | None]]:
    """What the draw came to, by public id, once both bundles were checked and the draw was kept."""
    freeze = await lit(database, await frozen(database, code, now=at.AFTER, chance=CHANCE), chance=CHANCE)
    kept = await run_frozen(database, code)
    assert freeze.beacon is not None
    verdict = verify(kept[1].bundle, root=freeze.root, beacon_round=freeze.beacon.round)
    assert (verdict.judgement, verdict.where) == (Judgement.ACCEPTED, "")
    async with database.unit_of_work() as connection:
        draw = await save_draw(connection, *kept, by=RUNNER, now=at.AFTER, chance=CHANCE)
        await act_as_staff(connection)
        rows = await connection.fetch(AWARDS, draw.id)
    return {row["public_id"]: (row["place_id"], row["rank"]) for row in rows}


@pytest.fixture
def helsinki(city_files: Sequence[Path]) -> Catalogue:
    return read_catalogue(city_files, fetched_at=FETCHED)


async def test_all_marked_places_of_helsinki_are_given_so_that_nobody_would_rather_have_a_free_one(
    helsinki: Catalogue, database: Database
) -> None:
    places = [place for place in helsinki.places if place.kind is PlaceKind.WINTER_STORAGE_PLACE]
    a_round = replace(winter.A_ROUND, provider_id=places[0].provider_id)
    async with database.unit_of_work() as connection:
        await load_catalogue(connection, helsinki, now=at.OPENS)
        await create_round(connection, a_round, now=at.OPENS)
    applied = await apply(database, list(people(places)), a_round)

    results = await drawn(database, a_round.code)

    given = [place for place, _ in results.values() if place is not None]
    assert (len(places), len(results), len(set(given))) == (526, APPLICANTS, len(given))
    assert len(given) > 0.85 * len(places)
    free = {place.id for place in places} - set(given)
    for public_id, (place, rank) in results.items():
        form = applied[public_id]
        lists = [wanted(choice, places, form.boat, a_round) for choice in form.choices]
        better = lists if rank is None else lists[:rank]
        assert place is None or (rank is not None and place in lists[rank])
        assert not any(free & one for one in better)
    assert Counter(rank for _, rank in results.values())[0] > len(given) / 2


async def test_areas_of_helsinki_without_a_mark_are_in_no_round(helsinki: Catalogue, database: Database) -> None:
    marked = {place.area_id for place in helsinki.places if place.kind is PlaceKind.WINTER_STORAGE_PLACE}
    unmarked = [place for place in helsinki.places if place.kind is PlaceKind.UNMARKED_WINTER_STORAGE]
    alone = [_id(place.area_id) for place in unmarked if place.area_id not in marked]
    a_round = replace(winter.A_ROUND, provider_id=unmarked[0].provider_id)
    assert alone
    async with database.unit_of_work() as connection:
        await load_catalogue(connection, helsinki, now=at.OPENS)
        await create_round(connection, a_round, now=at.OPENS)
    form = at.a_form(*(Choice(ChoiceKind.AREA, id) for id in alone[:4]), boat=replace(at.BOAT, type_id=None))
    with pytest.raises(Invalid) as refused:
        async with database.unit_of_work() as connection:
            await submit_application(connection, form, round_id=a_round.id, now=at.DURING, chance=CHANCE)
    assert {problem.code for problem in refused.value.problems} == {"CHOICE_BY_NOTICE"}
