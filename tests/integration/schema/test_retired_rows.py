"""What is gone is nowhere: in no list, count, figure, link, filter or order, and nothing that is left leads to it."""

import asyncio
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest

from harbors.errors import Invalid
from harbors.places.commands import load_catalogue
from harbors.places.records import Catalogue
from schema import ids
from tests.integration.schema import bay
from tests.integration.schema import bay_sites as sites
from tests.integration.schema.bay import BAY, BEFORE, GONE_PLACES, gone, listed
from tests.integration.schema.listing import ELSEWHERE, listings, roots
from tests.integration.schema.oracle_records import TO_ONE, TYPES_OF_KINDS, id_of
from tests.integration.schema.reader import Reader

GONE = [record for record in listed(BEFORE) if record.id in gone()]


def strings(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from strings(part)
        case list():
            for part in value:
                yield from strings(part)


def everything() -> str:
    """Every root; from each object every list and every link; from each of those every link again."""
    return f"{{ {' '.join(_list(root.field, root.of, depth=2) for root in roots())} }}"


def _list(field: str, type_name: str, *, depth: int) -> str:
    return f"{field}(first: 1000) {{ nodes {{ {_object(type_name, depth=depth)} }} }}"


def _object(type_name: str, *, depth: int) -> str:
    if type_name == "Place":
        return "id " + " ".join(f"... on {name} {{ {_object(name, depth=depth)} }}" for name in TYPES_OF_KINDS.values())
    links = [
        f"{path.split('.')[1]}_{type_name}: {path.split('.')[1]} {{ id }}"
        for path in TO_ONE
        if path.startswith(f"{type_name}.")
    ]
    lists = [
        f"{one.field}_{type_name}: {_list(one.field, one.of, depth=depth - 1)}"
        for one in listings()
        if depth and one.owner == type_name and one.of not in ELSEWHERE
    ]
    return " ".join(["id", *links, *lists])


def test_something_of_every_kind_is_gone() -> None:
    assert {type(record) for record in GONE} == {type(record) for record in listed(BEFORE)}
    assert {place.kind for place in GONE_PLACES} == set(TYPES_OF_KINDS)


def test_no_way_leads_to_what_is_gone(reader: Reader) -> None:
    seen = set(strings(reader.data(everything())))
    assert {id_of(record) for record in GONE} & seen == set()
    assert {id_of(record) for record in listed(BAY)} <= seen


def test_what_is_gone_is_not_found_by_its_id(reader: Reader) -> None:
    asked = [id_of(record) for record in GONE]
    found = reader.data("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", {"ids": asked})["nodes"]
    assert found == [None] * len(asked)
    for root in roots():
        one = next((id for id in asked if ids.decode(id)[0] == root.of), None)
        singular = root.field.removesuffix("s")
        if one:
            assert reader.data(f'{{ one: {singular}(id: "{one}") {{ id }} }}') == {"one": None}


def test_no_count_of_a_list_counts_what_is_gone(reader: Reader) -> None:
    for root in roots():
        of_type = [record for record in listed(BAY) if root.of in ("Place", ids.decode(id_of(record))[0])]
        places = [record for record in of_type if root.of != "Place" or record in BAY.places]
        assert reader.data(f"{{ all: {root.field} {{ totalCount }} }}")["all"]["totalCount"] == len(places), root.field


FIGURES = """placeCount activePlaceCount maxWidthMm maxLengthMm maxDepthMm placesByMooring { mooring count }
    placesByWidth { toMm } freePlaceCount(period: { start: "2000-01-01T00:00:00Z", end: "2000-01-02T00:00:00Z" })"""


@pytest.mark.parametrize("root", ["harbors", "piers"])
def test_no_figure_is_made_of_what_is_gone(reader: Reader, root: str) -> None:
    """The berths that are gone are wider, longer and deeper than any, and moored as no other."""
    for one in reader.data(f"{{ all: {root} {{ nodes {{ {FIGURES} }} }} }}")["all"]["nodes"]:
        assert (one["maxWidthMm"] or 0) < 9000
        assert (one["maxLengthMm"] or 0) < 990_000
        assert (one["maxDepthMm"] or 0) < 9000
        assert "SEA_BUOY" not in [spread["mooring"] for spread in one["placesByMooring"]]
        assert all(spread["toMm"] < 9000 for spread in one["placesByWidth"])
        assert one["freePlaceCount"] == one["activePlaceCount"] <= one["placeCount"]


@pytest.mark.parametrize(
    ("root", "filter_"),
    [
        ("harbors", "minWidthMm: 9000"),
        ("harbors", "minDepthMm: 9000"),
        ("harbors", "mooring: [SEA_BUOY]"),
        ("harbors", "amenities: [WIFI]"),
        ("harbors", "amenities: [LAUNDRY]"),
        ("harbors", 'text: "aave"'),
        ("piers", "minLengthMm: 19000"),
        ("piers", "mooring: [SEA_BUOY]"),
        ("piers", "amenities: [WIFI]"),
        ("piers", f'harborIds: ["{ids.encode("Harbor", sites.GONE)}"]'),
        ("piers", f'suitableFor: ["{ids.encode("BoatType", sites.GONE_BOAT_TYPE)}"]'),
        ("berths", f'pierIds: ["{ids.encode("Pier", sites.GONE_PIER)}", "{ids.encode("Pier", sites.PIER_OF_GONE)}"]'),
        ("places", "minWidthMm: 9000"),
        ("winterStorageSections", f'areaIds: ["{ids.encode("WinterStorageArea", sites.GONE_AREA)}"]'),
        ("ferryRoutes", f'stopIds: ["{ids.encode("FerryStop", sites.GONE_STOP)}"]'),
        ("ferryRoutes", 'text: "21"'),
    ],
)
def test_no_filter_sees_what_is_gone(reader: Reader, root: str, filter_: str) -> None:
    assert reader.data(f"{{ all: {root}(filter: {{ {filter_} }}) {{ totalCount }} }}") == {"all": {"totalCount": 0}}


async def load(url: str, *catalogues: Catalogue) -> None:
    """The bay, and what is published after it."""
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await bay.build(connection)
            # What somebody has stays: nobody has anything any more.
            await connection.execute("UPDATE occupancies SET state = 'ENDED'")
            for catalogue in catalogues:
                await load_catalogue(connection, catalogue, now=bay.LOADED)
    finally:
        await connection.close()


def test_what_cannot_be_without_something_goes_with_it(database_url: str) -> None:
    """A run that holds harbors only takes one away: nobody reads of a pier whose harbor nobody may read."""
    asyncio.run(load(database_url, Catalogue(harbors=BAY.harbors[1:]), Catalogue(providers=BAY.providers[:1])))
    with Reader(database_url) as reader:
        seen = {ids.decode(text)[1] for text in strings(reader.data(everything()))}
    whole = {sites.ANGSHOLM, sites.A10, sites.A9, sites.CLUB, sites.FERRIES, sites.AMINNE, sites.CLUB_AREA}
    gone_with = {place.id for place in BAY.places if whole & {place.harbor_id, place.area_id, place.provider_id}}
    assert seen & (whole | gone_with) == set()
    assert {place.id for place in BAY.places} - gone_with <= seen


def test_nothing_new_may_refer_to_what_is_gone(database_url: str) -> None:
    with pytest.raises(Invalid) as refused:
        asyncio.run(load(database_url, Catalogue(piers=BEFORE.piers)))
    (problem,) = {(problem.code, (problem.field or "").rpartition(".")[2]) for problem in refused.value.problems}
    assert problem == ("REFERENCE_UNKNOWN", "harbor_id")
