"""Knows what is kept of simulated draws: how often each application won what, and how harbors come out by beam."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from harbors.rounds.records import RoundId


class OddsOutcome(StrEnum):
    """What an application can come to."""

    CHOICE = "CHOICE"
    OWN_PLACE = "OWN_PLACE"
    NOTHING = "NOTHING"


class Odds(NamedTuple):
    """A probability from 0 to 1, and between which bounds it lies with a certainty of 95 %."""

    probability: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How often one application came out so: with each choice of its list, with the own place, with nothing."""

    won: tuple[int, ...]
    kept: int
    nothing: int

    @property
    def seeds(self) -> int:
        """How many draws were simulated."""
        return sum(self.won) + self.kept + self.nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Corner:
    """Those who ask for a harbor with boats of a beam of more than ``beam_from_mm``, at most ``beam_to_mm``.

    In winter an area stands for the harbor.
    """

    harbor: str
    beam_from_mm: int
    beam_to_mm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CornerOdds:
    """How one of those comes out: with a place in that harbor, with one elsewhere, with nothing."""

    applicants: int
    here: Odds
    elsewhere: Odds
    nothing: Odds


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundOdds:
    """The odds of a round; applications go by their public ids."""

    round_id: RoundId
    seeds: int
    tallies: Mapping[str, Tally]
    corners: Mapping[Corner, CornerOdds]
