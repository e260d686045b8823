"""Knows what rounds of each kind give: places of which kind, and what a choice can name in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from harbors.applications.records import ChoiceKind
from harbors.places.kinds import PlaceKind
from harbors.rounds.records import RoundKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """``place`` is given to who chooses one of ``choices``; ``fault`` is the code for a choice of anything else."""

    place: PlaceKind
    choices: frozenset[ChoiceKind]
    fault: str


def kind_of(choice: ChoiceKind) -> RoundKind:
    """The kind of the rounds in which a choice can name this."""
    return next(kind for kind, given in GIVEN.items() if choice in given.choices)


GIVEN: Mapping[RoundKind, Given] = {
    RoundKind.BERTH: Given(
        place=PlaceKind.BERTH,
        choices=frozenset({ChoiceKind.HARBOR, ChoiceKind.PIER, ChoiceKind.BERTH}),
        fault="CHOICE_NOT_OF_BERTHS",
    ),
    RoundKind.WINTER_STORAGE: Given(
        place=PlaceKind.WINTER_STORAGE_PLACE,
        choices=frozenset({ChoiceKind.AREA, ChoiceKind.SECTION, ChoiceKind.STORAGE_PLACE}),
        fault="CHOICE_NOT_OF_WINTER_PLACES",
    ),
}
