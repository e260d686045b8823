"""Knows what goes into a draw and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from harbors.places.fit import BoatDimensions, FitRules

Ticket = int | str


class Mode(StrEnum):
    """What an applicant wants: a place, the own place for another season, or a better one in exchange for it."""

    NEW = "new"
    RENEW = "renew"
    EXCHANGE = "exchange"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place to be given; integer millimetres and kilograms, a missing limit is no limit.

    ``order_key`` breaks ties of area instead of the id. ``reserve`` keeps the place for applicants who have that flag.
    """

    id: str
    harbor: str
    pier: str | None = None
    width_mm: int | None = None
    length_mm: int | None = None
    depth_mm: int | None = None
    max_mass_kg: int | None = None
    mooring: str | None = None
    order_key: str | None = None
    reserve: str | None = None

    @property
    def area(self) -> int | None:
        """Square millimetres; ``None`` unless width and length are both known."""
        return None if self.width_mm is None or self.length_mm is None else self.width_mm * self.length_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Boat(BoatDimensions):
    """A boat as far as a draw looks at it; two alike are one profile."""

    type: str | None = None


_WAYS_TO_CHOOSE = frozenset(
    {(True, False, False, False), (True, True, False, False), (False, False, True, False), (True, False, False, True)}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A wish inside one harbor: any of its places, any at one pier of it, or one berth. Raises ``ValueError``.

    What was sealed names a harbor and the ``places`` of it that were meant and fit.
    """

    harbor: str | None = None
    pier: str | None = None
    berth: str | None = None
    places: frozenset[str] | None = None

    def __post_init__(self) -> None:
        named = tuple(one is not None for one in (self.harbor, self.pier, self.berth, self.places))
        if named not in _WAYS_TO_CHOOSE:
            raise ValueError("must name a harbor, a harbor and a pier of it, or a berth alone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Somebody in the queue, which runs by ``(priority_class, key, ticket)``; the choices are best first.

    Tickets of one instance are of one kind: integers, or 64 lower-case hex digits. ``key`` is what a policy orders by
    before the ticket: microseconds of arrival, or years waited with a minus. ``current`` is the tenant's own place.
    """

    id: str
    priority_class: int
    ticket: Ticket
    boat: Boat
    choices: tuple[Choice, ...]
    mode: Mode = Mode.NEW
    current: str | None = None
    key: int = 0
    reserves: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The margins of a round, and the moorings that a type of boat may use; a type not named may use any."""

    fit: FitRules = field(default_factory=FitRules)
    moorings: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """Everything that a draw depends on.

    Ids are distinct, and so are the tickets within a class, and the places that tenants have.
    """

    rules: Rules
    places: tuple[Place, ...]
    applicants: tuple[Applicant, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """Applicants who each give to the next, the last to the first; a head owns the free places, and comes first.

    ``members`` are (applicant, choice, place pointed at); the choice of who falls back on the own place is the number
    of those listed. ``moves`` are (applicant, place): everybody who sits elsewhere afterwards, each member before
    those who made room, up to the one who took what the last of the chain held.
    """

    members: tuple[tuple[str, int, str], ...]
    moves: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened at once: the renewals, with number 0; the turn of ``head``; or, without one, cycles of tenants."""

    number: int
    head: str | None
    cycles: tuple[Cycle, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of a draw.

    ``order`` holds the applicants as they stand in the queue; ``assignment`` and ``rank`` have a value for each of
    them, in this order: 0 is the rank of who renews. ``closed`` tells after which event a place could no longer change
    its holders, in place order.
    """

    order: tuple[str, ...]
    assignment: Mapping[str, str | None]
    rank: Mapping[str, int | None]
    closed: Mapping[str, int]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why ``choice`` was not received, as a certificate that can be checked by counting.

    The ``fitting`` places of the choice lie in ``tight``, closed by ``event``: as many places as ``holders``, all
    of them served before, and each with a winning choice inside ``tight``, so that none can sit elsewhere.
    When nothing fits there was no event, and all three are empty.
    """

    choice: int
    event: int | None
    fitting: tuple[str, ...]
    tight: tuple[str, ...]
    holders: tuple[str, ...]
