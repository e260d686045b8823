"""Whatever harbors and areas there are: nothing overlaps, sizes are true, and the order of what is given is nothing."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from uuid import UUID

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, STRtree

from geo import Geometry
from geo.layout import Area, Berth, Berthing, Harbor, Pier, Section, Spot, lay_out_areas, lay_out_harbors
from geo.precision import snap
from geo.projection import to_degrees, to_metres

widths = st.integers(1500, 7000)
lengths = st.integers(4000, 25_000)
numbers = st.one_of(st.integers(1, 99).map(str), st.sampled_from(["7A", "7B", "-", "P 3"]))
identifiers = st.sampled_from(["A", "B", "C", "10", "9", "-"])
sizes = st.tuples(numbers, widths, lengths, st.sampled_from(Berthing))
points = st.tuples(st.integers(-3, 3), st.integers(-3, 3)).map(
    lambda at: to_degrees(Point(385_000 + 15 * at[0], 6_672_000 + 15 * at[1]))
)


a_few = settings(max_examples=40, deadline=None)
"""Each example is a whole waterfront."""


@st.composite
def harbors(draw: st.DrawFn) -> list[Harbor]:
    """Up to three harbors within sight of each other, most piers at the very point of their harbor."""
    ids = map(UUID, (f"{index:032x}" for index in count(1)))
    found = []
    for point in draw(st.lists(points, min_size=1, max_size=3)):
        piers = tuple(
            Pier(
                id=next(ids),
                identifier=identifier,
                point=elsewhere or point,
                berths=tuple(
                    Berth(id=next(ids), number=number, width_mm=width, length_mm=length, berthing=berthing)
                    for number, width, length, berthing in berths
                ),
            )
            for identifier, elsewhere, berths in draw(
                st.lists(st.tuples(identifiers, st.none() | points, st.lists(sizes, max_size=8)), max_size=5)
            )
        )
        found.append(Harbor(id=next(ids), point=point, seaward_deg=draw(st.floats(0, 360)), piers=piers))
    return found


@st.composite
def areas(draw: st.DrawFn) -> list[Area]:
    ids = map(UUID, (f"{index:032x}" for index in count(1)))
    return [
        Area(
            id=next(ids),
            sections=tuple(
                Section(
                    id=next(ids),
                    identifier=identifier,
                    point=point,
                    places=tuple(
                        Spot(id=next(ids), number=number, width_mm=width, length_mm=length)
                        for number, width, length, _ in places
                    ),
                )
                for identifier, point, places in sections
            ),
        )
        for sections in draw(
            st.lists(
                st.lists(st.tuples(identifiers, points, st.lists(sizes, max_size=8)), max_size=4),
                min_size=1,
                max_size=2,
            )
        )
    ]


def berths(harbors: Iterable[Harbor]) -> dict[UUID, Berth]:
    return {berth.id: berth for harbor in harbors for pier in harbor.piers for berth in pier.berths}


def berth_outlines(harbors: Iterable[Harbor]) -> dict[UUID, Geometry]:
    return {key: outline for layout in lay_out_harbors(harbors).values() for key, outline in layout.berths.items()}


def greatest_overlap(outlines: Iterable[Geometry]) -> float:
    """Square metres that the two outlines have in common which have most in common."""
    metric = np.array([to_metres(outline) for outline in outlines], dtype=np.object_)
    one, other = STRtree(metric).query(metric, predicate="intersects")
    pairs = one < other
    return float(shapely.area(shapely.intersection(metric[one[pairs]], metric[other[pairs]])).max(initial=0))


def sides(outline: Geometry) -> list[float]:
    corners = shapely.get_coordinates(to_metres(outline))
    return sorted(float(side) for side in np.hypot(*np.diff(corners, axis=0).T))


def turned(harbors: list[Harbor]) -> list[Harbor]:
    """The same harbors with everything in the opposite order."""
    return [
        replace(
            harbor,
            piers=tuple(replace(pier, berths=pier.berths[::-1]) for pier in reversed(harbor.piers)),
        )
        for harbor in reversed(harbors)
    ]


@given(harbors())
@a_few
def test_no_two_berths_overlap(harbors: list[Harbor]) -> None:
    assert greatest_overlap(berth_outlines(harbors).values()) < 1e-4


@given(harbors())
@a_few
def test_no_two_berths_overlap_once_they_are_rounded_for_keeping(harbors: list[Harbor]) -> None:
    assert greatest_overlap(snap(outline) for outline in berth_outlines(harbors).values()) < 1e-4


@given(harbors())
@a_few
def test_no_berth_lies_across_a_pier(harbors: list[Harbor]) -> None:
    layouts = lay_out_harbors(harbors).values()
    outlines = [outline for layout in layouts for outline in layout.berths.values()]
    assert not [line for line in (layout.line for layout in layouts) if shapely.intersects(line, outlines).any()]


@given(harbors())
@a_few
def test_no_two_piers_cross(harbors: list[Harbor]) -> None:
    lines = [layout.line for layout in lay_out_harbors(harbors).values()]
    assert sum(int(shapely.intersects(line, lines).sum()) for line in lines) == len(lines)


@given(harbors())
@a_few
def test_every_berth_has_its_true_width_and_length(harbors: list[Harbor]) -> None:
    outlines = berth_outlines(harbors)
    for key, berth in berths(harbors).items():
        true = sorted([berth.width_mm / 1000, berth.length_mm / 1000] * 2)
        assert sides(outlines[key]) == pytest.approx(true, abs=1e-4)


@given(harbors())
@a_few
def test_every_pier_and_berth_is_laid_out_once(harbors: list[Harbor]) -> None:
    found = lay_out_harbors(harbors)
    assert {key: set(layout.berths) for key, layout in found.items()} == {
        pier.id: {berth.id for berth in pier.berths} for harbor in harbors for pier in harbor.piers
    }


@given(harbors())
@a_few
def test_the_order_of_harbors_piers_and_berths_does_not_matter(harbors: list[Harbor]) -> None:
    assert lay_out_harbors(turned(harbors)) == lay_out_harbors(harbors)


@given(areas())
@a_few
def test_no_two_winter_places_overlap(areas: list[Area]) -> None:
    assert greatest_overlap(snap(outline) for outline in lay_out_areas(areas).values()) < 1e-4


@given(areas())
@a_few
def test_every_winter_place_has_its_true_width_and_length(areas: list[Area]) -> None:
    found = lay_out_areas(areas)
    places = [place for area in areas for section in area.sections for place in section.places]
    assert len(found) == len(places)
    for place in places:
        true = sorted([place.width_mm / 1000, place.length_mm / 1000] * 2)
        assert sides(found[place.id]) == pytest.approx(true, abs=1e-4)


@given(areas())
@a_few
def test_the_order_of_areas_sections_and_places_does_not_matter(areas: list[Area]) -> None:
    turned = [
        replace(
            area, sections=tuple(replace(section, places=section.places[::-1]) for section in reversed(area.sections))
        )
        for area in reversed(areas)
    ]
    assert lay_out_areas(turned) == lay_out_areas(areas)
