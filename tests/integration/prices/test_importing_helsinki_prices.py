"""The price and reason files that the City of Helsinki published: with its catalogue, after it, and again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from ahti.chance import SystemChance
from ahti.db import Database
from ahti.gateways.venepaikat import SYSTEM, Priced, read_catalogue, read_prices
from harbors.errors import HarborError
from harbors.leases.rules import season_period
from harbors.places.commands import load_catalogue
from harbors.places.comparison import Counts
from harbors.places.kinds import PlaceKind
from harbors.places.records import Catalogue
from harbors.prices.importing import load_price_lists
from harbors.prices.quoting import PlaceAsked, quote_area, quote_places
from harbors.prices.records import Stored
from harbors.rounds.records import Season
from harbors.switch_reasons.commands import load_reasons
from harbors.text import Translated

NOW = datetime(2026, 11, 24, tzinfo=UTC)
FIRST = date(2026, 1, 1)
SUMMER = Season(date(2027, 6, 10), date(2027, 9, 14))
WINTER = Season(date(2027, 9, 15), date(2028, 6, 10))
FILES = ("berth_products.json", "winter_storage_products.json", "switch-reasons.json")


@pytest.fixture(scope="module")
def priced(city_files: Sequence[Path]) -> Priced:
    files = [city_files[0].parent / name for name in FILES]
    if missing := [file.name for file in files if not file.is_file()]:
        pytest.skip(f"needs the city's files in ../shared/data/helsinki: {', '.join(missing)}")
    return read_prices(files, fetched_at=NOW, first=FIRST)


@pytest.fixture(scope="module")
def helsinki(city_files: Sequence[Path]) -> Catalogue:
    return read_catalogue(city_files, fetched_at=NOW)


async def load(database: Database, priced: Priced, helsinki: Catalogue | None = None) -> dict[str, Counts]:
    async with database.unit_of_work() as connection:
        if helsinki:
            await load_catalogue(connection, helsinki, now=NOW)
        lists = await load_price_lists(connection, priced.price_lists, source=SYSTEM, now=NOW, chance=SystemChance())
        return {"lists": lists, "reasons": await load_reasons(connection, priced.reasons, source=SYSTEM, now=NOW)}


async def test_prices_are_counted_and_nothing_changes_when_they_come_again(
    database: Database, priced: Priced, helsinki: Catalogue
) -> None:
    first = await load(database, priced, helsinki)
    assert first == {"lists": Counts(created=2), "reasons": Counts(created=12)}
    assert await load(database, priced) == {"lists": Counts(unchanged=2), "reasons": Counts(unchanged=12)}
    berths, winter = priced.price_lists
    dearer = replace(winter, area_prices=tuple(replace(one, per_m2=Decimal(12)) for one in winter.area_prices))
    reworded = replace(priced.reasons[0], name=Translated(fi="aisa", sv="bom", en="boom"))
    again = Priced(price_lists=(berths, dearer), reasons=(reworded, *priced.reasons[2:]))
    assert await load(database, again) == {
        "lists": Counts(changed=1, unchanged=1),
        "reasons": Counts(changed=1, unchanged=10, gone=1),
    }


async def test_every_berth_of_helsinki_has_a_price_and_of_winter_areas_all_but_one(
    database: Database, priced: Priced, helsinki: Catalogue
) -> None:
    await load(database, priced, helsinki)
    seasons = {PlaceKind.BERTH: SUMMER, PlaceKind.WINTER_STORAGE_PLACE: WINTER}
    asked = [
        PlaceAsked(place_id=place.id, season=season, period=season_period(season, "Europe/Helsinki"))
        for place in helsinki.places
        if (season := seasons.get(place.kind))
    ]
    async with database.unit_of_work() as connection:
        quoted = await quote_places(connection, asked)
    assert [answer for answer in quoted if isinstance(answer, HarborError)] == []
    amounts = {
        one.place_id: answer[0].amount
        for one, answer in zip(asked, quoted, strict=True)
        if not isinstance(answer, HarborError)
    }
    vasikkasaari = next(one.id for one in helsinki.harbors if one.name.fi == "Vasikkasaaren venesatama")
    there = {place.width_mm: amounts[place.id] for place in helsinki.places if place.harbor_id == vasikkasaari}
    assert there == {2_500: 100, 2_700: 102, 3_000: 129, 3_500: 157}
    boxes = {(place.width_mm, place.length_mm): amounts[place.id] for place in helsinki.places if place.section_id}
    assert boxes[3_500, 10_000] == 399
    assert await _without_price(database, helsinki) == ["Lähteelä"]


async def _without_price(database: Database, helsinki: Catalogue) -> list[str | None]:
    """The winter areas where a boat of 2.5 by 7 metres has no price."""
    without = []
    for area in helsinki.winter_storage_areas:
        async with database.unit_of_work() as connection:
            try:
                await quote_area(
                    connection,
                    area_id=area.id,
                    stored=Stored.BOAT,
                    length_mm=7_000,
                    width_mm=2_500,
                    season=WINTER,
                    period=season_period(WINTER, "Europe/Helsinki"),
                )
            except HarborError as error:
                assert [problem.code for problem in error.problems] == ["NO_PRICE"]
                without.append(area.name.fi)
    return without
