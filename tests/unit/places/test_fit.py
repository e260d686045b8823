"""Which boat fits which place, and by how much one does not."""

import pytest

from harbors.places.fit import BoatDimensions, Dimension, Fit, FitRules, Margins, Shortfall, fits
from harbors.places.kinds import Mooring
from tests.sites import a_berth

EXACT = BoatDimensions(beam_mm=3_000, length_mm=8_000, draught_mm=1_500, mass_kg=4_000)
PLACE = a_berth(width_mm=3_000, length_mm=8_000, depth_mm=1_500, max_mass_kg=4_000, mooring=Mooring.SINGLE_SLIP)


def test_a_boat_as_large_as_the_place_fits() -> None:
    assert fits(EXACT, PLACE) == Fit(())
    assert fits(EXACT, PLACE).fits is True


@pytest.mark.parametrize(
    ("boat", "shortfall"),
    [
        (BoatDimensions(beam_mm=3_001), Shortfall(Dimension.BEAM, 1)),
        (BoatDimensions(length_mm=8_250), Shortfall(Dimension.LENGTH, 250)),
        (BoatDimensions(draught_mm=1_900), Shortfall(Dimension.DRAUGHT, 400)),
        (BoatDimensions(mass_kg=4_500), Shortfall(Dimension.MASS, 500)),
    ],
)
def test_a_boat_too_large_in_one_dimension_is_told_by_how_much(boat: BoatDimensions, shortfall: Shortfall) -> None:
    assert fits(boat, PLACE) == Fit((shortfall,))
    assert fits(boat, PLACE).fits is False


def test_every_dimension_that_is_too_large_is_told() -> None:
    boat = BoatDimensions(beam_mm=3_100, length_mm=9_000, draught_mm=1_600, mass_kg=4_001)
    assert fits(boat, PLACE).shortfalls == (
        Shortfall(Dimension.BEAM, 100),
        Shortfall(Dimension.LENGTH, 1_000),
        Shortfall(Dimension.DRAUGHT, 100),
        Shortfall(Dimension.MASS, 1),
    )


def test_what_is_not_known_of_the_place_limits_nothing() -> None:
    assert fits(EXACT, a_berth()).fits is True


def test_what_is_not_known_of_the_boat_is_limited_by_nothing() -> None:
    assert fits(BoatDimensions(), PLACE).fits is True


def test_margins_are_room_beyond_the_boat() -> None:
    rules = FitRules(margins=Margins(beam_mm=300, length_mm=100, depth_mm=200))
    assert fits(EXACT, PLACE, rules=rules).shortfalls == (
        Shortfall(Dimension.BEAM, 300),
        Shortfall(Dimension.LENGTH, 100),
        Shortfall(Dimension.DRAUGHT, 200),
    )


def test_a_negative_margin_lets_the_boat_stand_out() -> None:
    rules = FitRules(margins=Margins(length_mm=-1_300))
    assert fits(BoatDimensions(length_mm=9_300), PLACE, rules=rules).fits is True
    assert fits(BoatDimensions(length_mm=9_301), PLACE, rules=rules).shortfalls == (Shortfall(Dimension.LENGTH, 1),)


def test_the_margins_of_a_mooring_stand_in_for_the_general_ones() -> None:
    rules = FitRules(margins=Margins(beam_mm=300), by_mooring={Mooring.SINGLE_SLIP: Margins(beam_mm=400)})
    boat = BoatDimensions(beam_mm=2_650)
    assert fits(boat, PLACE, rules=rules).shortfalls == (Shortfall(Dimension.BEAM, 50),)
    assert fits(boat, a_berth(width_mm=3_000, mooring=Mooring.STERN_BUOY), rules=rules).fits is True
    assert fits(boat, a_berth(width_mm=3_000), rules=rules).fits is True
