"""Knows how many draws are simulated, from which seeds, and what their counts say with which certainty."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from hashlib import sha256
from math import sqrt

from harbors.draws.records import Applicant, Instance
from harbors.odds.records import Corner, CornerOdds, Odds, Tally

# A smaller group would tell of its members; and so would each who comes to it, were they counted one by one: whoever
# knows when a neighbour applied could read the list off the groups that grew.
FEWEST = 5
BEAM_STEP_MM = 500
# What lies outside of so many standard deviations is one case in twenty.
_CERTAIN = 1.959964
# Half a minute of work: ten thousand applicants are drawn in an eighth of a second.
_TURNS = 2_000_000
_MOST_SEEDS, _FEWEST_SEEDS = 1_000, 20


def seeds_for(code: str, *, applicants: int) -> tuple[bytes, ...]:
    """The seeds of a round, the same for anybody at any time; the more applicants, the fewer.

    None can be that of the draw, which is SHA-256 of 96 bytes: the texts that these are made of are shorter.
    """
    count = min(_MOST_SEEDS, max(_FEWEST_SEEDS, _TURNS // max(applicants, 1)))
    return tuple(sha256(f"ahti odds {code} {number}".encode()).digest() for number in range(1, count + 1))


def odds(share: float, *, seeds: int) -> Odds:
    """The odds of something that came out in this share of simulated draws; the bounds are Wilson's.

    For the mean of a group they are wider than they would have to be: its members win and lose for each other.
    """
    weight = _CERTAIN**2 / seeds
    middle = (share + weight / 2) / (1 + weight)
    reach = _CERTAIN * sqrt(share * (1 - share) / seeds + weight / (4 * seeds)) / (1 + weight)
    return Odds(share, max(0.0, min(share, middle - reach)), min(1.0, max(share, middle + reach)))


def corner_odds(instance: Instance, tallies: Mapping[str, Tally], *, seeds: int) -> dict[Corner, CornerOdds]:
    """How those who ask for each harbor come out, by beam; groups of fewer than ``FEWEST`` are left out.

    People are counted in fives, and probabilities in hundredths.
    """
    groups: defaultdict[Corner, list[tuple[int, int]]] = defaultdict(list)
    berths = {place.id: place.harbor for place in instance.places}
    for applicant in instance.applicants:
        tally = tallies[applicant.id]
        for corner, here in _corners(applicant, tally, berths):
            groups[corner].append((here, tally.nothing))
    return {corner: _group_odds(told, seeds) for corner, told in groups.items() if len(told) >= FEWEST}


def _corners(applicant: Applicant, tally: Tally, berths: Mapping[str, str]) -> Iterator[tuple[Corner, int]]:
    """The corners that somebody is in, and how often a place in that harbor was won."""
    here: defaultdict[str, int] = defaultdict(int)
    for choice, won in zip(applicant.choices, tally.won, strict=True):
        harbor = choice.harbor or berths.get(choice.berth or "")
        if harbor is not None:
            here[harbor] += won
    if applicant.boat.beam_mm is not None:
        up_to = -(-applicant.boat.beam_mm // BEAM_STEP_MM) * BEAM_STEP_MM
        for harbor, won in here.items():
            yield Corner(harbor=harbor, beam_from_mm=up_to - BEAM_STEP_MM, beam_to_mm=up_to), won


def _group_odds(told: list[tuple[int, int]], seeds: int) -> CornerOdds:
    whole = len(told) * seeds
    here, nothing = (sum(counts) for counts in zip(*told, strict=True))
    percent = round(100 * here / whole)
    lost = min(round(100 * nothing / whole), 100 - percent)
    ours, elsewhere, none = (odds(one / 100, seeds=seeds) for one in (percent, 100 - percent - lost, lost))
    return CornerOdds(applicants=len(told) // FEWEST * FEWEST, here=ours, elsewhere=elsewhere, nothing=none)
