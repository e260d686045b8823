"""Knows what a boat must be that an owner lists: tidied first, then judged field by field, all problems together."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from harbors.boats.measures import BOAT_NAME, REGISTRATION, measure_problems, size_problems
from harbors.boats.records import Certificate, CoOwner, Described
from harbors.boats.refusals import boat_fault
from harbors.boats.registration import must_be_registered
from harbors.errors import Invalid, Problem
from harbors.forms import TextField, tidy_optional, tidy_text

HEIGHTS_MM = range(40_001)
MOST_KW = Decimal(10_000)
MOST_OWNERS = 20
_WHOLE = Decimal(100)
_COUNTRY = re.compile(r"[A-Z]{2}")
_OWNER = TextField(longest=200, required=True)
_NUMBER = TextField(longest=60, required=True)
_ISSUER = TextField(longest=200)


def tidy_boat(boat: Described) -> Described:
    """The boat without stray spaces, registration and country in upper case."""
    return replace(
        boat,
        registration=tidy_optional(boat.registration and boat.registration.upper()),
        country=tidy_text(boat.country).upper(),
        name=tidy_optional(boat.name),
        owners=tuple(replace(owner, name=tidy_text(owner.name)) for owner in boat.owners),
    )


def check_boat(boat: Described, *, type_known: bool, today: date) -> None:
    """Raise ``Invalid`` with all that is wrong with a tidy boat."""
    if problems := list(_problems(boat, type_known=type_known, today=today)):
        raise Invalid(*problems)


def tidy_certificate(paper: Certificate) -> Certificate:
    """The paper without stray spaces."""
    return replace(paper, number=tidy_text(paper.number), issuer=tidy_optional(paper.issuer))


def check_certificate(paper: Certificate, *, today: date) -> None:
    """Raise ``Invalid`` with all that is wrong with a tidy paper; one that is no longer good proves nothing."""
    problems = [*_NUMBER.problems(paper.number, field="number"), *_ISSUER.problems(paper.issuer, field="issuer")]
    if paper.expires_on < today:
        problems.append(boat_fault("CERTIFICATE_EXPIRED", field="expiresOn"))
    if problems:
        raise Invalid(*problems)


def _problems(boat: Described, *, type_known: bool, today: date) -> Iterator[Problem]:
    if not type_known:
        yield boat_fault("BOAT_TYPE_UNKNOWN", field="boat.type")
    if not _COUNTRY.fullmatch(boat.country):
        yield boat_fault("COUNTRY_SHAPE", field="boat.country")
    yield from REGISTRATION.problems(boat.registration, field="boat.registration")
    must = must_be_registered(boat.length_mm, engine_kw=boat.engine_kw, country=boat.country)
    if boat.registration is None and must:
        yield boat_fault("REGISTRATION_REQUIRED", field="boat.registration")
    yield from BOAT_NAME.problems(boat.name, field="boat.name")
    yield from size_problems(boat)
    yield from measure_problems(boat.height_mm, HEIGHTS_MM, "HEIGHT_RANGE", field="boat.heightMm")
    if boat.engine_kw is not None and not 0 <= boat.engine_kw <= MOST_KW:
        yield boat_fault("ENGINE_RANGE", field="boat.engineKw")
    if boat.title_since is not None and boat.title_since > today:
        yield boat_fault("TITLE_IN_THE_FUTURE", field="boat.titleSince")
    yield from _owners_problems(boat.owners)


def _owners_problems(owners: tuple[CoOwner, ...]) -> Iterator[Problem]:
    for index, owner in enumerate(owners):
        yield from _OWNER.problems(owner.name, field=f"boat.owners[{index}].name")
        if not 0 < owner.share_percent <= _WHOLE:
            yield boat_fault("SHARE_RANGE", field=f"boat.owners[{index}].sharePercent")
    if len(owners) > MOST_OWNERS:
        yield boat_fault("OWNERS_TOO_MANY", field="boat.owners")
    if owners and sum(owner.answers for owner in owners) != 1:
        yield boat_fault("ONE_ANSWERS", field="boat.owners")
    if owners and sum(owner.share_percent for owner in owners) != _WHOLE:
        yield boat_fault("SHARES_ARE_A_WHOLE", field="boat.owners")
