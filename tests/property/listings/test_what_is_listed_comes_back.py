"""Whatever is listed comes back from the catalogue as it was told, and goes in again without changing anything."""

import asyncio
import csv
import json
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any

import asyncpg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from harbors.access.commands import present
from harbors.listings.commands import draft_file, import_listings
from harbors.listings.forms import FORMS
from harbors.listings.kinds import FileFormat, ResourceKind
from harbors.listings.records import Report
from harbors.places.kinds import Amenity, Availability, GeometrySource, Mooring, ServiceKind
from tests import harbor_town as at
from tests import listed_town
from tests.listed_town import HANDLER, LATER, NOW

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40).filter(
    lambda text: text.strip() != "" and not text.strip().startswith(("=", "+", "-", "@"))
)
COORDINATES = st.tuples(st.floats(20, 30), st.floats(59.5, 69.5))
POINTS = st.builds(lambda at: {"type": "Point", "coordinates": list(at)}, COORDINATES)
FLAGS = st.sampled_from([True, False, None])
LENGTHS = st.none() | st.integers(300, 100_000)
GIVEN: Mapping[str, st.SearchStrategy[Any]] = {
    "widthMm": LENGTHS,
    "lengthMm": LENGTHS,
    "depthMm": st.none() | st.integers(100, 50_000),
    "maxMassKg": st.none() | st.integers(10, 1_000_000),
    "mooring": st.none() | st.sampled_from([one.value for one in Mooring]),
    "amenities": st.lists(st.sampled_from([one.value for one in Amenity])),
    "availability": st.none() | st.sampled_from([one.value for one in Availability]),
    "isAccessible": FLAGS,
    "isActive": st.booleans(),
    "isInvoiceable": st.booleans(),
    "geometrySource": st.sampled_from([one.value for one in GeometrySource]),
    "units": st.integers(1, 10_000),
    "kind": st.sampled_from([one.value for one in ServiceKind]),
    "region": st.none() | WORDS,
    "municipality": st.none() | WORDS,
    "streetAddressFi": st.none() | WORDS,
    "nameSv": st.none() | WORDS,
    "phone": st.none() | st.just("+358 40 123 4567"),
    "wwwUrl": st.none() | st.just("https://example.org/?a=1"),
}
KINDS = (ResourceKind.HARBOR, ResourceKind.GUEST_MOORING, ResourceKind.QUAY, ResourceKind.SERVICE)


@st.composite
def files(draw: st.DrawFn) -> tuple[ResourceKind, list[dict[str, Any]]]:
    """Up to five features of a kind, told apart by number and name."""
    form = FORMS[draw(st.sampled_from(KINDS))]
    wires = {field.wire for field in form.fields}
    told: dict[str, st.SearchStrategy[Any]] = {name: given for name, given in GIVEN.items() if name in wires}
    features = []
    for index in range(draw(st.integers(1, 5))):
        properties = draw(st.fixed_dictionaries({}, optional=told))
        own = {"number": f"N{index}", "nameFi": f"Paikka {index}", "harborId": str(at.NORTH)}
        must = {"kind": "RAMP"} if form.kind is ResourceKind.SERVICE else {}
        properties = must | properties | {name: value for name, value in own.items() if name in wires}
        features.append(listed_town.feature(draw(POINTS), **properties))
    return form.kind, features


class Town:
    """A town in which every question leaves things as they were."""

    def __init__(self, url: str) -> None:
        self._runner = asyncio.Runner()
        self._opened = Database.open(url, size=1)
        self.database = self._runner.run(self._opened.__aenter__())
        self._runner.run(listed_town.build(self.database))
        self.chance = at.CountingChance()

    def close(self) -> None:
        self._runner.run(self._opened.__aexit__(None, None, None))
        self._runner.close()

    def thrice(
        self, kind: ResourceKind, features: list[dict[str, Any]], delimiter: str
    ) -> tuple[Report, Report, Report]:
        """What a file comes to, what its export comes to, and what that comes to as a table."""
        return self._runner.run(self._thrice(kind, features, delimiter))

    async def _thrice(
        self, kind: ResourceKind, features: list[dict[str, Any]], delimiter: str
    ) -> tuple[Report, Report, Report]:
        async with self.database.app.acquire() as connection:
            transaction = connection.transaction()
            await transaction.start()
            try:
                await present(connection, HANDLER)
                first = await self._bring(connection, kind, listed_town.collection(*features))
                export = await _exported(connection, kind)
                again = await self._bring(connection, kind, listed_town.collection(*export))
                table = _table(export, delimiter)
                return first, again, await self._bring(connection, kind, table, FileFormat.CSV)
            finally:
                await transaction.rollback()

    async def _bring(
        self, connection: Any, kind: ResourceKind, text: str, format: FileFormat = FileFormat.GEOJSON
    ) -> Report:
        return await import_listings(
            connection,
            draft_file(text, format=format, kind=kind),
            provider_id=at.CITY,
            by=HANDLER,
            now=LATER,
            chance=self.chance,
        )


async def _exported(connection: Any, kind: ResourceKind) -> list[dict[str, Any]]:
    """The rows of the catalogue as features, under the names that the API has for the columns."""
    form = FORMS[kind]
    sql = f"SELECT to_jsonb(listed) AS row FROM {form.relation} AS listed WHERE created_at > $1"  # noqa: S608 - of the registry
    rows = await connection.fetch(sql, NOW)
    wires = {field.name: field.wire for field in form.fields}
    return [
        listed_town.feature(
            json.loads(row["row"]["geojson"]),
            id=row["row"]["id"],
            **{wires[name]: value for name, value in row["row"].items() if name in wires},
        )
        for row in rows
    ]


def _table(features: list[dict[str, Any]], delimiter: str) -> str:
    """The same as a spreadsheet of this country has it: a cell for each value, a comma in every degree."""
    text = StringIO()
    names = list(features[0]["properties"])
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow([*names, "lon", "lat"])
    for one in features:
        degrees = [str(degree).replace(".", ",") for degree in one["geometry"]["coordinates"]]
        writer.writerow([*(_cell(one["properties"][name]) for name in names), *degrees])
    return "\ufeff" + text.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    return "|".join(value) if isinstance(value, list) else str(value)


@pytest.fixture(scope="module")
def town_of_lists(server: EmbeddedPostgres, template_database: str) -> Iterator[Town]:
    superuser = server.url(role="postgres", database="postgres")
    asyncio.run(_execute(superuser, f"CREATE DATABASE listed TEMPLATE {template_database} OWNER ahti_owner"))
    asyncio.run(_build(server.url(role="ahti_app", database="listed")))
    town = Town(server.url(role="ahti_app", database="listed"))
    yield town
    town.close()
    asyncio.run(_execute(superuser, "DROP DATABASE listed WITH (FORCE)"))


@settings(max_examples=60, deadline=None)
@given(file=files(), delimiter=st.sampled_from(",;\t"))
def test_a_file_comes_back_as_it_was_told_and_changes_nothing_again(
    town_of_lists: Town, file: tuple[ResourceKind, list[dict[str, Any]]], delimiter: str
) -> None:
    kind, features = file
    first, again, as_table = town_of_lists.thrice(kind, features, delimiter)
    assert (first.problems, first.created) == ((), len(features))
    assert again == Report(unchanged=len(features))
    assert as_table == Report(unchanged=len(features))


async def _build(url: str) -> None:
    async with Database.open(url, size=1) as pools, pools.unit_of_work() as connection:
        await at.build(connection)


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(statement)
    await connection.close()
