"""Knows how many places of a choice fit a boat, how many of them come to be given, and who asked for them last year."""

from dataclasses import dataclass

from harbors.applications.records import Choice
from harbors.places.fit import BoatDimensions
from harbors.places.records import BoatTypeId
from harbors.rounds.records import RoundId

# Without a list: so many harbors of a round, and not more. The largest city here has sixty.
MOST_SITES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A boat and a list that is thought of; ``None`` asks for every harbor, or winter area, where the boat fits."""

    boat: BoatDimensions
    boat_type_id: BoatTypeId | None = None
    accessibility_required: bool = False
    choices: tuple[Choice, ...] | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """How many asked for a harbor in a published round, how many of them first of all, and how many got a place there.

    Counted is what the public bundle of the draw tells. Of records that are sealed it tells what was won alone.
    """

    round_id: RoundId
    applicants: int
    first_choices: int
    placed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """Places in use that fit the boat under the margins of the round.

    ``free`` of them are given for sure; ``kept`` have a tenant of the season before, who may stay.
    """

    choice: Choice
    fitting: int
    free: int
    kept: int
    demand: Demand | None = None
