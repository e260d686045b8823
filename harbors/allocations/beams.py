"""Knows how far the queue got at each harbor, by beams that are fixed, whatever boats took part."""

from collections.abc import Iterator
from dataclasses import dataclass

from harbors.draws.cutoffs import CutOffs
from harbors.draws.records import Boat, Choice, Instance, Mode, Outcome, Place

NARROWEST_MM, STEP_MM = 1_500, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOff:
    """The last position that could have won a place of a harbor with a boat of this beam; ``None``: every one could."""

    site: str
    beam_mm: int
    last_position: int | None


def cut_offs_of(instance: Instance, outcome: Outcome) -> tuple[CutOff, ...]:
    """By harbor and beam, where a place that nobody has reserved is wide enough; nothing where tenants exchange.

    The places of ``instance`` have their real sizes, and its rules the margins of the round.
    """
    if any(one.mode is Mode.EXCHANGE for one in instance.applicants):
        return ()
    return tuple(_cut_offs(instance, CutOffs(instance, outcome)))


def _cut_offs(instance: Instance, known: CutOffs) -> Iterator[CutOff]:
    places = [place for place in instance.places if place.reserve is None]
    for site in sorted({place.harbor for place in places}):
        for beam_mm in _beams(places):
            choice, profile = Choice(harbor=site), (Boat(beam_mm=beam_mm), frozenset[str]())
            if known.is_possible(choice, profile):
                yield CutOff(site=site, beam_mm=beam_mm, last_position=known.last_position(choice, profile))


def _beams(places: list[Place]) -> range:
    """Half a metre apart, up to the widest place; where no width is known, the narrowest alone."""
    widest = max((place.width_mm for place in places if place.width_mm is not None), default=NARROWEST_MM)
    return range(NARROWEST_MM, widest + 1, STEP_MM)
