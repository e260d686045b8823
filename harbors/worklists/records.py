"""Knows what the desk of a round shows to its staff."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Work(StrEnum):
    """What somebody has to look at: before a round is frozen, and of corrections after its results."""

    DUPLICATES = "DUPLICATES"
    UNVERIFIED_RESIDENCE = "UNVERIFIED_RESIDENCE"
    MISSING_TITLE = "MISSING_TITLE"
    UNCONFIRMED_MAIL = "UNCONFIRMED_MAIL"
    UNVERIFIED_ORGANISATION = "UNVERIFIED_ORGANISATION"
    CORRECTIONS = "CORRECTIONS"


@dataclass(frozen=True, slots=True)
class WorkCount:
    """How many applications wait for a kind of work."""

    work: Work
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Demand and supply at a harbor or winter area, for widths above ``from_mm`` up to ``to_mm``.

    A place counts by its width, an application by the beam of its boat and the margin of the round. ``free`` are
    the places that no tenant has in the season; ``first_choices`` and ``choices`` are applications that stand, and
    ``placed`` those that the draw gave a place here.
    """

    harbor_id: UUID | None
    area_id: UUID | None
    from_mm: int
    to_mm: int
    places: int
    free: int
    first_choices: int
    choices: int
    placed: int


class RefusalGround(StrEnum):
    """Why a choice was not received."""

    NOTHING_FITS = "NOTHING_FITS"
    ALL_GIVEN = "ALL_GIVEN"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalCount:
    """How many choices at a harbor or winter area the last draw refused on one ground, and of how many applicants."""

    harbor_id: UUID | None
    area_id: UUID | None
    ground: RefusalGround
    choices: int
    applicants: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table to take along: headings, then rows of texts, whole numbers and nothing."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | int | None, ...], ...]
