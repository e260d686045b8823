"""How piers, berths and winter places are laid out, told on small harbors whose shore runs along an easy axis."""

from itertools import pairwise
from uuid import UUID

import pytest
from shapely import Point, Polygon

from geo import Geometry
from geo.errors import GeometryError
from geo.layout import Area, Berth, Berthing, Harbor, Pier, PierLayout, Section, Spot, lay_out_areas, lay_out_harbors
from geo.projection import to_degrees, to_metres

EAST, NORTH = 385_000, 6_672_000
SOUTHWARD, NORTHWARD = 180.0, 0.0


def at(x: float = 0, y: float = 0) -> Point:
    """A point in degrees, given in metres east and north of the harbor."""
    return to_degrees(Point(EAST + x, NORTH + y))


def berth(
    number: int | str, width: int = 3000, length: int = 8000, berthing: Berthing = Berthing.PERPENDICULAR
) -> Berth:
    index = int("".join(filter(str.isdigit, str(number))))
    return Berth(id=UUID(int=index), number=str(number), width_mm=width, length_mm=length, berthing=berthing)


def pier(identifier: str, *berths: Berth, point: Point | None = None) -> Pier:
    return Pier(id=UUID(int=ord(identifier)), identifier=identifier, point=point or at(), berths=berths)


def laid_out(*piers: Pier, seaward: float = NORTHWARD) -> dict[str, PierLayout]:
    harbor = Harbor(id=UUID(int=1), point=at(), seaward_deg=seaward, piers=piers)
    found = lay_out_harbors([harbor])
    return {pier.identifier: found[pier.id] for pier in piers}


def extent(geometry: Geometry) -> tuple[float, ...]:
    """West, south, east, north in metres from the harbor, to the millimetre."""
    west, south, east, north = to_metres(geometry).bounds
    return tuple(round(value, 3) + 0.0 for value in (west - EAST, south - NORTH, east - EAST, north - NORTH))


def outlines(layout: PierLayout) -> list[Polygon]:
    return [layout.berths[key] for key in sorted(layout.berths)]


def test_berths_stand_square_to_the_pier_by_turns_to_the_left_and_to_the_right() -> None:
    layout = laid_out(pier("A", berth(1), berth(2), berth(3), berth(4)))["A"]
    assert [extent(outline) for outline in outlines(layout)] == [
        (-9.2, 3.0, -1.2, 6.0),
        (1.2, 3.0, 9.2, 6.0),
        (-9.2, 6.1, -1.2, 9.1),
        (1.2, 6.1, 9.2, 9.1),
    ]


def test_numbers_are_counted_as_people_count() -> None:
    layout = laid_out(pier("A", berth("10"), berth("9"), berth("17A"), berth("1")))["A"]
    by_number = {key.int: extent(outline)[1] for key, outline in layout.berths.items()}
    assert by_number == {1: 3.0, 9: 3.0, 10: 6.1, 17: 6.1}


def test_the_pier_is_as_long_as_its_berths_need() -> None:
    layout = laid_out(pier("A", *(berth(number) for number in range(1, 11))))["A"]
    assert extent(layout.line) == (0, 0, 0, 3 + 5 * 3.0 + 4 * 0.1)


def test_a_pier_without_berths_is_ten_metres_long() -> None:
    assert extent(laid_out(pier("A"))["A"].line) == (0, 0, 0, 10)


def test_boats_lie_alongside_at_a_quay() -> None:
    layout = laid_out(pier("A", berth(1, berthing=Berthing.ALONGSIDE)))["A"]
    assert extent(outlines(layout)[0]) == (-4.2, 3.0, -1.2, 11.0)


def test_swing_moorings_lie_in_a_row_off_the_pier_head() -> None:
    swinging = (berth(1, berthing=Berthing.SWINGING), berth(2, berthing=Berthing.SWINGING))
    layout = laid_out(pier("A", *swinging))["A"]
    assert extent(layout.line) == (0, 0, 0, 10)
    assert [extent(outline) for outline in outlines(layout)] == [(-1.5, 15, 1.5, 23), (-1.5, 28, 1.5, 36)]


def test_dinghies_and_trailers_stay_ashore() -> None:
    layout = laid_out(pier("A", berth(1, berthing=Berthing.ASHORE), berth(2)))["A"]
    assert [extent(outline) for outline in outlines(layout)] == [(-9.2, -6.0, -1.2, -3.0), (-9.2, 3.0, -1.2, 6.0)]


def test_piers_that_share_a_point_stand_side_by_side_with_a_fairway_for_the_longest_boat() -> None:
    found = laid_out(pier("B", berth(1, length=6000), berth(2, length=6000)), pier("A", berth(3), berth(4)))
    a, b = extent(found["A"].line)[0], extent(found["B"].line)[0]
    assert round(b - a, 3) == 9.2 + 12 + 7.2
    assert a == -b


def test_piers_run_in_the_direction_that_the_harbor_gives() -> None:
    assert extent(laid_out(pier("A"), seaward=SOUTHWARD)["A"].line) == (0, -10, 0, 0)
    assert extent(laid_out(pier("A"), seaward=90)["A"].line) == (0, 0, 10, 0)


def test_a_pier_with_a_point_of_its_own_runs_on_from_there_away_from_the_harbor() -> None:
    assert extent(laid_out(pier("A", point=at(50, 0)))["A"].line) == (50, 0, 60, 0)


def test_a_pier_hardly_apart_from_the_harbor_counts_as_being_there() -> None:
    assert extent(laid_out(pier("A", point=at(15, 0)))["A"].line) == (0, 0, 0, 10)


def test_a_pier_that_is_known_by_its_harbor_moves_aside_for_one_with_a_point_of_its_own() -> None:
    found = laid_out(pier("A", berth(1)), pier("B", berth(2, length=30_000), point=at(0, 25)))
    assert extent(found["B"].line)[:2] == (0, 25)
    assert to_metres(found["A"].berths[UUID(int=1)]).distance(to_metres(found["B"].berths[UUID(int=2)])) > 5


def test_sizes_are_true_on_the_ground_to_the_centimetre() -> None:
    outline = outlines(laid_out(pier("A", berth(1, width=3250, length=12_500)), seaward=37)["A"])[0]
    corners = list(to_metres(outline).exterior.coords)
    sides = [Point(one).distance(Point(other)) for one, other in pairwise(corners)]
    assert sorted(sides) == pytest.approx([3.25, 3.25, 12.5, 12.5], abs=1e-6)


def test_a_berth_without_a_size_is_refused() -> None:
    with pytest.raises(GeometryError) as refusal:
        berth(7, width=0)
    assert str(refusal.value) == "place 7: must have a width and a length"


def spots(count: int, first: int = 1) -> tuple[Spot, ...]:
    return tuple(
        Spot(id=UUID(int=number), number=str(number), width_mm=3500, length_mm=10_000)
        for number in range(first, first + count)
    )


def section(identifier: str, *places: Spot) -> Section:
    return Section(id=UUID(int=ord(identifier)), identifier=identifier, point=at(), places=places)


def test_winter_places_lie_in_rows_back_to_back_with_an_aisle_between_the_pairs() -> None:
    found = lay_out_areas([Area(id=UUID(int=1), sections=(section("A", *spots(16)),))])
    rows = sorted({extent(outline)[1::2] for outline in found.values()})
    assert len(rows) == 3
    gaps = [round(after[0] - before[1], 3) for before, after in pairwise(rows)]
    assert gaps == [0.1, 6.0]


def test_winter_places_surround_the_point_of_their_section() -> None:
    found = lay_out_areas([Area(id=UUID(int=1), sections=(section("A", *spots(20)),))])
    extents = [extent(outline) for outline in found.values()]
    assert min(e[0] for e in extents) == -max(e[2] for e in extents)
    assert min(e[1] for e in extents) == -max(e[3] for e in extents)


def test_sections_that_share_a_point_lie_side_by_side_with_an_aisle_between() -> None:
    found = lay_out_areas(
        [
            Area(id=UUID(int=1), sections=(section("B", *spots(4, 5)), section("A", *spots(4)))),
        ]
    )
    a = max(extent(found[UUID(int=number)])[2] for number in range(1, 5))
    b = min(extent(found[UUID(int=number)])[0] for number in range(5, 9))
    assert round(b - a, 3) == 6.0


def test_a_section_without_numbered_places_takes_nothing() -> None:
    assert lay_out_areas([Area(id=UUID(int=1), sections=(section("A"),))]) == {}


def test_nothing_is_laid_out_of_nothing() -> None:
    assert (lay_out_harbors([]), lay_out_areas([])) == ({}, {})
