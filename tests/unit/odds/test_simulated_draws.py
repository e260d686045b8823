"""Odds are what the engine says when it draws a round many times as it stands."""

from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest

from harbors.draws.records import Applicant, Boat, Choice, Instance, Mode, Place, Rules
from harbors.draws.rules import draw
from harbors.draws.tickets import ticket
from harbors.odds.records import Corner, Tally
from harbors.odds.rules import FEWEST, corner_odds, odds, seeds_for
from harbors.odds.simulating import simulated

SEEDS = seeds_for("a-round", applicants=5_000)
A, B = Choice(harbor="A"), Choice(harbor="B")


def place(id: str, harbor: str, *, width_mm: int = 3_000) -> Place:
    return Place(id=id, harbor=harbor, width_mm=width_mm, length_mm=8_000)


def applicant(
    number: int,
    *choices: Choice,
    priority_class: int = 1,
    beam_mm: int = 2_500,
    mode: Mode = Mode.NEW,
    current: str | None = None,
) -> Applicant:
    return Applicant(
        id=f"{number:032x}",
        priority_class=priority_class,
        ticket=number,
        boat=Boat(beam_mm=beam_mm, length_mm=6_000),
        choices=choices,
        mode=mode,
        current=current,
    )


def instance(places: list[Place], applicants: list[Applicant]) -> Instance:
    return Instance(rules=Rules(), places=tuple(places), applicants=tuple(applicants))


PLACES = [place("a1", "A"), place("a2", "A"), place("b1", "B"), place("b2", "B", width_mm=2_600)]
CROWD = instance(
    PLACES,
    [
        *(applicant(number, A, B) for number in range(6)),
        *(applicant(number, B, priority_class=2) for number in range(6, 9)),
        applicant(9, Choice(berth="b1"), A, beam_mm=2_900),
        applicant(10, A, mode=Mode.EXCHANGE, current="b2"),
        applicant(11, mode=Mode.RENEW, current="a2"),
    ],
)


def test_the_counts_are_those_of_the_engine_seed_by_seed() -> None:
    seeds = SEEDS[:12]
    tallies = simulated(CROWD, seeds=seeds)
    for one in CROWD.applicants:
        ranks = []
        for seed in seeds:
            drawn = draw(replace(CROWD, applicants=tuple(_ticketed(each, seed) for each in CROWD.applicants)))
            ranks.append(drawn.rank[one.id])
        kept = len(one.choices) if one.mode is not Mode.RENEW else 0
        won = () if one.mode is Mode.RENEW else tuple(ranks.count(rank) for rank in range(len(one.choices)))
        assert tallies[one.id] == Tally(won=won, kept=ranks.count(kept), nothing=ranks.count(None)), one.id


def _ticketed(one: Applicant, seed: bytes) -> Applicant:
    return replace(one, ticket=ticket(one.id, seed=seed))


def test_four_who_want_one_place_have_a_quarter_each() -> None:
    tallies = simulated(instance([place("a1", "A")], [applicant(number, A) for number in range(4)]), seeds=SEEDS)
    for tally in tallies.values():
        told = odds(tally.won[0] / tally.seeds, seeds=tally.seeds)
        assert tally.seeds == len(SEEDS)
        assert told.low - 0.03 < 0.25 < told.high + 0.03
    assert sum(tally.won[0] for tally in tallies.values()) == len(SEEDS)


def test_who_is_certain_is_told_so_and_not_more() -> None:
    alone = simulated(instance([place("a1", "A")], [applicant(1, B, A)]), seeds=SEEDS)
    (tally,) = alone.values()
    assert tally == Tally(won=(0, len(SEEDS)), kept=0, nothing=0)
    told = odds(1.0, seeds=len(SEEDS))
    assert (told.probability, told.high) == (1.0, 1.0)
    assert 0.98 < told.low < 1.0


def test_a_round_without_applicants_has_no_odds() -> None:
    assert simulated(instance(PLACES, []), seeds=SEEDS) == {}


def test_the_bounds_are_wilsons() -> None:
    # Computed by hand: 10 of 100 gives 5.52 % to 17.44 %.
    told = odds(0.1, seeds=100)
    assert (round(told.low, 4), round(told.high, 4)) == (0.0552, 0.1744)
    assert odds(0.0, seeds=100).low == 0.0
    assert round(odds(0.0, seeds=100).high, 4) == 0.037


def test_the_seeds_are_anybodys_and_never_those_of_a_draw() -> None:
    assert seeds_for("berths-2027", applicants=10_000)[:1] == (sha256(b"ahti odds berths-2027 1").digest(),)
    assert len(set(seeds_for("berths-2027", applicants=1))) == 1_000
    assert [len(seeds_for("berths-2027", applicants=count)) for count in (0, 10_000, 1_000_000)] == [1_000, 200, 20]
    # The seed of a draw is the hash of 96 bytes.
    assert len(f"ahti odds {'r' * 60} 1000") < 96


def test_groups_are_told_by_harbor_and_beam_and_small_ones_not_at_all() -> None:
    tallies = simulated(CROWD, seeds=SEEDS)
    told = corner_odds(CROWD, tallies, seeds=len(SEEDS))
    narrow = {"beam_from_mm": 2_000, "beam_to_mm": 2_500}
    # The wide boat is alone in its group. Seven ask for A and nine for B: who comes sixth to ninth is not seen to come.
    assert {corner: one.applicants for corner, one in told.items()} == {
        Corner(harbor="A", **narrow): 5,
        Corner(harbor="B", **narrow): 5,
    }
    assert FEWEST == 5
    for one in told.values():
        assert sum(odds.probability for odds in (one.here, one.elsewhere, one.nothing)) == pytest.approx(1)
        assert all(odds.low <= odds.probability <= odds.high for odds in (one.here, one.elsewhere, one.nothing))


def test_a_group_comes_out_as_its_members_do() -> None:
    tallies = simulated(CROWD, seeds=SEEDS)
    told = corner_odds(CROWD, tallies, seeds=len(SEEDS))[Corner(harbor="B", beam_from_mm=2_000, beam_to_mm=2_500)]
    asking = [one for one in CROWD.applicants if B in one.choices]
    here = [tallies[one.id].won[one.choices.index(B)] / len(SEEDS) for one in asking]
    assert told.here.probability == round(float(np.mean(here)), 2)


@pytest.mark.parametrize(("beam_mm", "bounds"), [(2_000, (1_500, 2_000)), (2_001, (2_000, 2_500))])
def test_a_beam_belongs_to_the_step_that_it_ends(beam_mm: int, bounds: tuple[int, int]) -> None:
    crowd = instance(PLACES, [applicant(number, A, beam_mm=beam_mm) for number in range(FEWEST)])
    (corner,) = corner_odds(crowd, simulated(crowd, seeds=SEEDS[:3]), seeds=3)
    assert (corner.beam_from_mm, corner.beam_to_mm) == bounds


def test_a_berth_counts_for_its_harbor() -> None:
    crowd = instance(PLACES, [applicant(number, Choice(berth="a1"), A) for number in range(FEWEST)])
    told = corner_odds(crowd, simulated(crowd, seeds=SEEDS[:50]), seeds=50)
    (one,) = told.values()
    assert one.here.probability == pytest.approx(2 / 5)
