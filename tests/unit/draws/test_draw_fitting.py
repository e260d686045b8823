"""Which of many places fit a boat."""

from collections.abc import Iterable, Sequence
from itertools import product

from harbors.draws.bits import each
from harbors.draws.fitting import Fitting
from harbors.draws.records import Boat, Place, Rules
from harbors.places.fit import FitRules, Margins, fits

MARGINS = FitRules(
    margins=Margins(beam_mm=300, depth_mm=200),
    by_mooring={"boom": Margins(beam_mm=400, length_mm=-1300, depth_mm=200)},
)


def _place(
    *,
    id: str = "b1",
    width: int | None = None,
    length: int | None = None,
    depth: int | None = None,
    mass: int | None = None,
    mooring: str | None = None,
) -> Place:
    return Place(id=id, harbor="H", width_mm=width, length_mm=length, depth_mm=depth, max_mass_kg=mass, mooring=mooring)


def _fitting(places: Sequence[Place], boat: Boat, rules: Rules | None = None) -> list[int]:
    return list(each(Fitting(places, rules or Rules(fit=MARGINS)).places(boat)))


def test_beam_and_margin_may_be_as_much_as_the_width() -> None:
    places = [_place(width=2599), _place(width=2600)]

    assert _fitting(places, Boat(beam_mm=2300)) == [1]


def test_draught_and_margin_may_be_as_much_as_the_depth() -> None:
    places = [_place(depth=899), _place(depth=900)]

    assert _fitting(places, Boat(draught_mm=700)) == [1]


def test_mass_has_no_margin() -> None:
    places = [_place(mass=1799), _place(mass=1800)]

    assert _fitting(places, Boat(mass_kg=1800)) == [1]


def test_margins_of_a_mooring_come_instead_of_the_general_ones() -> None:
    places = [_place(width=2699, length=5100, mooring="boom"), _place(width=2700, length=5100, mooring="boom")]

    assert _fitting(places, Boat(beam_mm=2300, length_mm=6400)) == [1]


def test_limit_that_is_missing_on_either_side_limits_nothing() -> None:
    places = [_place(), _place(width=1, length=1, depth=1, mass=1)]

    assert _fitting(places, Boat()) == [0, 1]
    assert _fitting(places, Boat(beam_mm=9000, length_mm=30000, draught_mm=5000, mass_kg=90000)) == [0]


def test_type_of_boat_is_kept_to_its_moorings_and_to_places_without_one() -> None:
    places = [_place(mooring="boom"), _place(mooring="pile"), _place()]
    rules = Rules(moorings={"sail": frozenset({"pile"}), "raft": frozenset()})

    assert _fitting(places, Boat(type="sail"), rules) == [1, 2]
    assert _fitting(places, Boat(type="raft"), rules) == [2]


def test_type_that_is_absent_from_boat_or_rules_may_use_any_mooring() -> None:
    places = [_place(mooring="boom"), _place(mooring="pile")]
    rules = Rules(moorings={"sail": frozenset({"pile"})})

    assert _fitting(places, Boat(), rules) == [0, 1]
    assert _fitting(places, Boat(type="motor"), rules) == [0, 1]


def test_bulk_form_agrees_with_the_rule_for_one_boat_and_one_place() -> None:
    places = list(_grid_of_places())
    fitting = Fitting(places, Rules(fit=MARGINS))

    for beam, length, draught, mass in product((None, 2000, 2300), (None, 5000, 6500), (None, 700), (None, 900)):
        boat = Boat(beam_mm=beam, length_mm=length, draught_mm=draught, mass_kg=mass)
        one_by_one = [index for index, place in enumerate(places) if fits(boat, place, rules=MARGINS).fits]
        assert list(each(fitting.places(boat))) == one_by_one


def _grid_of_places() -> Iterable[Place]:
    widths, lengths = (None, 2300, 2400, 2600, 2700), (None, 3700, 5000, 5200, 6500)
    for width, length, depth, mass, mooring in product(
        widths, lengths, (None, 899, 900), (None, 899, 900), ("boom", "")
    ):
        yield _place(width=width, length=length, depth=depth, mass=mass, mooring=mooring or None)
