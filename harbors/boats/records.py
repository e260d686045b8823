"""Knows boats as they are kept: whose, how large, driven by what, with which papers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NewType
from uuid import UUID

from harbors.access.records import PersonId
from harbors.boats.registration import HOME
from harbors.organisations.records import OrganisationId
from harbors.places.records import BoatTypeId

BoatId = NewType("BoatId", UUID)
CertificateId = NewType("CertificateId", UUID)


class Propulsion(StrEnum):
    """What drives a boat, mostly."""

    OARS = "OARS"
    SAIL = "SAIL"
    OUTBOARD = "OUTBOARD"
    INBOARD = "INBOARD"
    STERN_DRIVE = "STERN_DRIVE"
    WATER_JET = "WATER_JET"
    ELECTRIC = "ELECTRIC"


class HullMaterial(StrEnum):
    """What the hull is made of."""

    FIBREGLASS = "FIBREGLASS"
    WOOD = "WOOD"
    ALUMINIUM = "ALUMINIUM"
    STEEL = "STEEL"
    PLASTIC = "PLASTIC"
    RUBBER = "RUBBER"
    CONCRETE = "CONCRETE"
    OTHER = "OTHER"


class Title(StrEnum):
    """By what right somebody has the boat."""

    OWNED = "OWNED"
    HELD = "HELD"


class CertificateKind(StrEnum):
    """What a paper of a boat is."""

    INSPECTION = "INSPECTION"
    INSURANCE = "INSURANCE"


@dataclass(frozen=True, slots=True)
class CoOwner:
    """One of those who own a boat together; one of them ``answers`` for it."""

    name: str
    share_percent: Decimal
    answers: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What an owner tells of a boat: millimetres, kilograms, kilowatts. ``country`` is that of the flag.

    ``height_mm`` is the air draught. ``owners`` are told when there are several, all of them.
    """

    beam_mm: int
    length_mm: int
    draught_mm: int | None = None
    height_mm: int | None = None
    mass_kg: int | None = None
    type_id: BoatTypeId | None = None
    registration: str | None = None
    country: str = HOME
    name: str | None = None
    propulsion: Propulsion | None = None
    hull_material: HullMaterial | None = None
    engine_kw: Decimal | None = None
    title: Title = Title.OWNED
    title_since: date | None = None
    owners: tuple[CoOwner, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnedBoat:
    """A boat and whose it is: a person's or an organisation's."""

    id: BoatId
    described: Described
    person_id: PersonId | None = None
    organisation_id: OrganisationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """A paper of a boat, good until the end of a day."""

    kind: CertificateKind
    number: str
    expires_on: date
    issuer: str | None = None
