"""What is published of how far the queue got: by harbor and beam."""

from dataclasses import replace

from harbors.allocations.beams import CutOff, cut_offs_of
from harbors.draws.records import Boat, Choice, Instance, Place, Rules
from harbors.draws.rules import draw
from harbors.places.fit import FitRules, Margins
from tests.unit.draws.entrants import exchange, instance, new, renew

H, J = Choice(harbor="H"), Choice(harbor="J")
BOARD = (
    Place(id="small", harbor="H", width_mm=2000, length_mm=1),
    Place(id="large", harbor="H", width_mm=3100, length_mm=1),
    Place(id="other", harbor="J", width_mm=2000, length_mm=1),
    Place(id="kept", harbor="J", width_mm=9000, length_mm=1, reserve="ACCESSIBLE"),
)
ROUND = instance(BOARD, new(1, H, boat=Boat(beam_mm=2500)), new(2, H), renew(3, "other"))


def told(one: Instance) -> list[tuple[str, int, int | None]]:
    return [(cut.site, cut.beam_mm, cut.last_position) for cut in cut_offs_of(one, draw(one))]


def test_each_harbor_is_told_for_beams_half_a_metre_apart_where_a_place_is_wide_enough() -> None:
    # J has a tenant who stays, and a wide place that is kept: no line tells of that one.
    assert told(ROUND) == [
        ("H", 1500, 2),
        ("H", 2000, 2),
        ("H", 2500, 1),
        ("H", 3000, 1),
        ("J", 1500, 0),
        ("J", 2000, 0),
    ]


def test_a_place_that_was_left_has_no_last_position() -> None:
    alone = instance(BOARD, *ROUND.applicants[:1])

    assert CutOff(site="H", beam_mm=2000, last_position=None) in cut_offs_of(alone, draw(alone))
    assert CutOff(site="H", beam_mm=2500, last_position=1) in cut_offs_of(alone, draw(alone))


def test_beams_do_not_depend_on_who_takes_part() -> None:
    beams = [(site, beam) for site, beam, _ in told(ROUND)]
    rare = instance(BOARD, new(1, H, boat=Boat(beam_mm=3017, length_mm=1)))

    assert [(site, beam) for site, beam, _ in told(rare)] == beams
    assert [(site, beam) for site, beam, _ in told(instance(BOARD))] == beams


def test_margins_of_the_round_count() -> None:
    wider = replace(ROUND, rules=Rules(fit=FitRules(margins=Margins(beam_mm=200))))

    assert [one for one in told(wider) if one[0] == "H"] == [("H", 1500, 2), ("H", 2000, 1), ("H", 2500, 1)]


def test_boats_of_any_type_may_lie_at_any_mooring() -> None:
    board = [replace(place, mooring="BUOY") for place in BOARD]
    strict = replace(instance(board), rules=Rules(moorings={"sail": frozenset({"SLIP"})}))

    assert ("H", 3000, None) in told(strict)


def test_where_no_width_is_known_the_narrowest_boat_is_told() -> None:
    assert told(instance([Place(id="open", harbor="H")])) == [("H", 1500, None)]


def test_places_narrower_than_any_beam_are_not_told() -> None:
    assert told(instance([Place(id="thin", harbor="H", width_mm=1400, length_mm=1)])) == []


def test_nothing_is_told_where_tenants_exchange() -> None:
    traded = instance(BOARD, new(1, H), exchange(2, "other", H))

    assert told(traded) == []
