"""A cut of unmarked ground: what it must be, which lots stay, which go and which come."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from harbors.errors import Invalid, Refused
from harbors.lots.building import lots_to_publish, section_id
from harbors.lots.records import Cut, Ground, Lot, LotClass, LotSize
from harbors.lots.rules import plan
from harbors.places.records import PlaceId, ProviderId, WinterStorageAreaId
from harbors.text import Language

NOW = datetime(2027, 8, 1, tzinfo=UTC)
SMALL, LARGE = LotSize(2_500, 6_000), LotSize(3_500, 10_000)
GROUND = Ground(
    id=PlaceId(UUID(int=1)),
    provider_id=ProviderId(UUID(int=2)),
    area_id=WinterStorageAreaId(UUID(int=3)),
    measured_m2=Decimal(500),
    point=Point(24.95, 60.15),
    lots=(),
)


def lot(size: LotSize, number: int, *, held_until: datetime | None = None) -> Lot:
    (made,) = (
        place
        for place in lots_to_publish(GROUND, plan(GROUND, cut((size, number)), now=NOW)).places
        if place.number == str(number)
    )
    return Lot(id=made.id, section_id=section_id(GROUND, size), size=size, number=str(number), held_until=held_until)


def cut(*classes: tuple[LotSize, int], ground_m2: Decimal | None = None) -> Cut:
    return Cut(classes=tuple(LotClass(size, count) for size, count in classes), ground_m2=ground_m2)


def faults(ground: Ground, wanted: Cut) -> list[tuple[str, str | None]]:
    with pytest.raises(Invalid) as refused:
        plan(ground, wanted, now=NOW)
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_ground_is_cut_into_as_many_lots_of_each_size_as_are_wanted() -> None:
    planned = plan(GROUND, cut((LARGE, 2), (SMALL, 3)), now=NOW)
    assert (planned.gone, planned.coming) == ((), ((SMALL, (1, 2, 3)), (LARGE, (1, 2))))


def test_lots_may_take_the_whole_ground_and_not_a_square_metre_more() -> None:
    # 14 lots of 35 m², and one of 15: 505 m²; without the last 490.
    assert plan(GROUND, cut((LARGE, 14)), now=NOW).measured_m2 == 500
    assert faults(GROUND, cut((LARGE, 14), (SMALL, 1))) == [("LOTS_OVERFILL", "lots")]
    assert plan(GROUND, cut((LARGE, 14), (SMALL, 1), ground_m2=Decimal(505)), now=NOW).measured_m2 == 505


def test_a_refusal_says_how_much_the_lots_take() -> None:
    with pytest.raises(Invalid) as refused:
        plan(GROUND, cut((LARGE, 15)), now=NOW)
    (problem,) = refused.value.problems
    assert problem.in_language(Language.EN) == (
        "The lots do not fit the ground: they take 525.00 m², the ground has 500.00 m²."
    )


def test_all_that_is_wrong_is_told_together() -> None:
    wanted = cut((LotSize(900, 6_000), 1), (SMALL, 0), (SMALL, 1), ground_m2=Decimal(0))
    assert faults(GROUND, wanted) == [
        ("LOT_SIZE", "lots[0]"),
        ("LOT_COUNT", "lots[1].count"),
        ("LOT_SIZE_REPEATED", "lots[2]"),
        ("GROUND_SIZE", "groundM2"),
        ("LOTS_OVERFILL", "lots"),
    ]


def test_ground_that_nobody_measured_is_not_cut() -> None:
    assert faults(replace(GROUND, measured_m2=None), cut((SMALL, 1))) == [("GROUND_UNMEASURED", "groundM2")]


def test_lots_of_a_size_that_stays_stay_and_the_lowest_free_numbers_come() -> None:
    ground = replace(GROUND, lots=(lot(SMALL, 1), lot(SMALL, 3)))
    planned = plan(ground, cut((SMALL, 4)), now=NOW)
    assert (planned.gone, planned.coming) == ((), ((SMALL, (2, 4)),))


def test_of_too_many_lots_those_stay_that_somebody_had() -> None:
    first, second = lot(SMALL, 1), lot(SMALL, 2, held_until=NOW - timedelta(days=50))
    planned = plan(replace(GROUND, lots=(first, second)), cut((SMALL, 1)), now=NOW)
    assert (planned.gone, planned.coming) == ((first,), ())


def test_a_lot_that_somebody_has_does_not_go() -> None:
    ground = replace(GROUND, lots=(lot(SMALL, 1, held_until=NOW + timedelta(days=1)),))
    with pytest.raises(Refused) as refused:
        plan(ground, cut((LARGE, 1)), now=NOW)
    assert [problem.code for problem in refused.value.problems] == ["LOTS_HELD"]


def test_without_a_lot_the_ground_follows_notices_again() -> None:
    only = lot(SMALL, 1)
    assert plan(replace(GROUND, lots=(only,)), cut(), now=NOW).gone == (only,)


def test_lots_are_laid_out_in_their_true_size_and_do_not_overlap() -> None:
    made = lots_to_publish(GROUND, plan(GROUND, cut((SMALL, 5), (LARGE, 4)), now=NOW))
    shapes = [place.located.geometry for place in made.places]
    assert len({place.id for place in made.places}) == 9
    assert all(shape.geom_type == "Polygon" for shape in shapes)
    assert not any(a.overlaps(b) or a.equals(b) for i, a in enumerate(shapes) for b in shapes[:i])


@given(
    before=st.dictionaries(st.sampled_from([SMALL, LARGE]), st.integers(1, 6)),
    after=st.dictionaries(st.sampled_from([SMALL, LARGE]), st.integers(1, 6)),
)
def test_a_cut_comes_to_what_was_wanted_whatever_was_there(
    before: dict[LotSize, int], after: dict[LotSize, int]
) -> None:
    lots = tuple(lot(size, number) for size, count in before.items() for number in range(1, count + 1))
    ground = replace(GROUND, lots=lots)
    planned = plan(ground, cut(*after.items()), now=NOW)
    left = {one.id for one in lots if one not in planned.gone}
    coming = {place.id: place for place in lots_to_publish(ground, planned).places}
    assert not left & coming.keys()
    for size in (SMALL, LARGE):
        stay = sum(one.size == size and one.id in left for one in lots)
        come = sum(place.width_mm == size.width_mm for place in coming.values())
        assert stay + come == after.get(size, 0)
