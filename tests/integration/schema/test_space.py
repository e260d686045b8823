"""Boxes, circles and distances over the map agree with Shapely, to less than a millimetre and for every type."""

from typing import Any

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.integration.schema.bay_ground import corner
from tests.integration.schema.listing import Listing, roots
from tests.integration.schema.oracle_records import RECORDS, id_of, ids_of, metres_between, shape_of
from tests.integration.schema.reader import Reader, unhurried

Box = tuple[float, float, float, float]
ON_THE_MAP = [root for root in roots() if root.of not in ("Provider", "BoatType")]
# Corners of what is there, and what misses them by four centimetres.
near_corners = st.builds(
    lambda at, by: corner(at, at)[0] - 24.9 + by,
    st.integers(-2, 82).map(lambda n: n / 2),
    st.sampled_from((0, 4e-7, -4e-7)),
)
metres = st.one_of(st.floats(0, 8_000), st.just(0), st.just(1_000_000))


def found(reader: Reader, root: Listing, filter_: dict[str, Any], fields: str = "id") -> list[dict[str, Any]]:
    document = f"query($f: {root.filter}) {{ all: {root.field}(first: 1000, filter: $f) {{ nodes {{ {fields} }} }} }}"
    nodes: list[dict[str, Any]] = reader.data(document, {"f": filter_})["all"]["nodes"]
    return nodes


def box_of(edges: list[float]) -> Box:
    (west, east), (south, north) = sorted(edges[:2]), sorted(edges[2:])
    return round(24.9 + west, 9), round(60.1 + south, 9), round(24.9 + east, 9), round(60.1 + north, 9)


@unhurried
@given(root=st.sampled_from(ON_THE_MAP), edges=st.lists(near_corners, min_size=4, max_size=4).map(box_of))
def test_a_box_holds_what_shapely_says_it_meets(reader: Reader, root: Listing, edges: Box) -> None:
    frame = shapely.box(*edges)
    expected = [record for record in RECORDS[root.of] if shapely.intersects(shape_of(record), frame)]
    assert sorted(node["id"] for node in found(reader, root, {"bbox": edges})) == sorted(ids_of(expected))


@pytest.mark.parametrize("by", [4e-7, 0, -4e-7])
@pytest.mark.parametrize("root", ON_THE_MAP, ids=lambda root: root.field)
def test_a_box_that_misses_by_four_centimetres_misses(reader: Reader, root: Listing, by: float) -> None:
    """PostgreSQL's own boxes are not so strict: what is a point shows it."""
    for record in RECORDS[root.of][:3]:
        west, south, east, north = shape_of(record).bounds
        sides = (
            (west - 0.001, south - 0.001, west + by, north + 0.001),
            (east - by, south - 0.001, east + 0.001, north + 0.001),
            (west - 0.001, south - 0.001, east + 0.001, south + by),
            (west - 0.001, north - by, east + 0.001, north + 0.001),
        )
        for side in sides:
            seen = id_of(record) in [node["id"] for node in found(reader, root, {"bbox": side})]
            assert seen == bool(shapely.intersects(shape_of(record), shapely.box(*side))) == (by >= 0)


@unhurried
@given(root=st.sampled_from(ON_THE_MAP), at=st.tuples(near_corners, near_corners), within=metres)
def test_a_circle_holds_what_is_near_enough_and_tells_how_near(
    reader: Reader, root: Listing, at: tuple[float, float], within: float
) -> None:
    position = {"longitude": 24.9 + at[0], "latitude": 60.1 + at[1]}
    from_ = f"from: {{ longitude: {position['longitude']!r}, latitude: {position['latitude']!r} }}"
    nodes = found(reader, root, {"near": position | {"withinM": within}}, f"id distanceM({from_})")
    true = {id_of(one): metres_between(one, position["longitude"], position["latitude"]) for one in RECORDS[root.of]}
    clear = {id for id, distance in true.items() if abs(distance - within) > 1e-4}
    assert {node["id"] for node in nodes} & clear == {id for id in clear if true[id] <= within}
    assert [node["distanceM"] for node in nodes] == pytest.approx([true[node["id"]] for node in nodes], abs=1e-4)
