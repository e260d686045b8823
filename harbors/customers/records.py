"""Knows what a profile holds: what people tell of themselves, and what others vouch for."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from harbors.access.records import PersonId
from harbors.text import Language


class ResidenceSource(StrEnum):
    """Who told where somebody lives."""

    SELF_DECLARED = "SELF_DECLARED"
    REGISTER = "REGISTER"
    ATTESTED = "ATTESTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What people tell of themselves; an edit replaces all of it."""

    first_name: str | None = None
    last_name: str | None = None
    address: str | None = None
    zip_code: str | None = None
    municipality: str | None = None
    language: Language | None = None
    phone: str | None = None
    email: str | None = None
    birth_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person as the service knows them; ``municipality`` is in lower case.

    ``names_identified_at``, ``email_verified_at`` and ``of_age_attested_on`` say when that was found to be true.
    With an order of non-disclosure there is neither address nor municipality: ``residences`` is what is attested.
    """

    person_id: PersonId
    told: Told
    names_identified_at: datetime | None = None
    municipality_source: ResidenceSource | None = None
    municipality_on: date | None = None
    email_verified_at: datetime | None = None
    of_age_attested_on: date | None = None
    non_disclosure: bool = False
    residences: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Identified:
    """What a strong identification says of a person; ``of_age``: that the person is 18 or older."""

    first_name: str
    last_name: str
    municipality: str | None = None
    of_age: bool = False
