"""Knows what a profile must be, what an edit makes of it, and who is of age."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from harbors.customers.records import Profile, ResidenceSource, Told
from harbors.customers.refusals import nothing_to_confirm, profile_fault
from harbors.errors import Invalid, Problem
from harbors.forms import ADDRESS, EMAIL, MUNICIPALITY, NAME, PHONE, ZIP_CODE, tidy_optional

OF_AGE = 18
_OLDEST_BORN = 1900
_DISCLOSED = ("address", "zip_code", "municipality")


def tidy_told(told: Told) -> Told:
    """What was told without stray spaces, the municipality in lower case, the postal code in upper case."""
    municipality = tidy_optional(told.municipality)
    return replace(
        told,
        first_name=tidy_optional(told.first_name),
        last_name=tidy_optional(told.last_name),
        address=tidy_optional(told.address),
        zip_code=tidy_optional(told.zip_code and told.zip_code.upper()),
        municipality=municipality and municipality.casefold(),
        phone=tidy_optional(told.phone),
        email=tidy_optional(told.email),
    )


def check_told(told: Told, *, non_disclosure: bool, today: date) -> None:
    """Raise ``Invalid`` with all that is wrong with what a person tells, tidied."""
    if problems := [*_problems(told, today=today), *(_disclosed(told) if non_disclosure else ())]:
        raise Invalid(*problems)


def edited(before: Profile, told: Told, *, today: date) -> Profile:
    """The profile after an edit: what others vouched for is vouched for no longer where it changed."""
    old = before.told
    moved = told.municipality != old.municipality
    renamed = (told.first_name, told.last_name) != (old.first_name, old.last_name)
    source = ResidenceSource.SELF_DECLARED if told.municipality else None
    return replace(
        before,
        told=told,
        municipality_source=source if moved else before.municipality_source,
        municipality_on=(today if told.municipality else None) if moved else before.municipality_on,
        names_identified_at=None if renamed else before.names_identified_at,
        email_verified_at=None if told.email != old.email else before.email_verified_at,
    )


def undisclosed(profile: Profile) -> Profile:
    """The profile under an order of non-disclosure: address and municipality are gone.

    A residence that was vouched for stays as an attested yes; what the person alone had said does not.
    """
    told = replace(profile.told, address=None, zip_code=None, municipality=None)
    vouched = profile.municipality_source not in (None, ResidenceSource.SELF_DECLARED)
    known = {profile.told.municipality} if vouched and profile.told.municipality else set()
    return replace(
        profile,
        told=told,
        municipality_source=None,
        municipality_on=None,
        non_disclosure=True,
        residences=profile.residences | known,
    )


def residences_of(profile: Profile) -> frozenset[str]:
    """The municipalities of which the person counts as a resident."""
    if profile.non_disclosure:
        return profile.residences
    return frozenset({profile.told.municipality} if profile.told.municipality else ())


def is_minor(profile: Profile, *, on: date) -> bool:
    """Whether the person is known to be under 18 on that day; in the year of the birthday only an attestation tells."""
    born = profile.told.birth_year
    return profile.of_age_attested_on is None and born is not None and on.year - born < OF_AGE


def same_name(one: tuple[str, str], other: tuple[str | None, str | None]) -> bool:
    """Whether two pairs of first and last name are the same, capitals apart."""
    return None not in other and [text.casefold() for text in one] == [str(text).casefold() for text in other]


def require_confirmable(profile: Profile) -> str:
    """The mail address that is to be confirmed. Raises ``Refused`` where there is none, or no need."""
    if profile.told.email is None:
        raise nothing_to_confirm("EMAIL_MISSING")
    if profile.email_verified_at is not None:
        raise nothing_to_confirm("EMAIL_CONFIRMED")
    return profile.told.email


def _problems(told: Told, *, today: date) -> Iterator[Problem]:
    fields = {
        "firstName": (replace(NAME, required=False), told.first_name),
        "lastName": (replace(NAME, required=False), told.last_name),
        "address": (ADDRESS, told.address),
        "zipCode": (ZIP_CODE, told.zip_code),
        "municipality": (replace(MUNICIPALITY, required=False), told.municipality),
        "phone": (PHONE, told.phone),
        "email": (replace(EMAIL, required=False), told.email),
    }
    for field, (kind, text) in fields.items():
        yield from kind.problems(text, field=field)
    if told.birth_year is not None and not _OLDEST_BORN <= told.birth_year <= today.year:
        yield profile_fault("BIRTH_YEAR_RANGE", field="birthYear")


def _disclosed(told: Told) -> Iterator[Problem]:
    for name, field in zip(_DISCLOSED, ("address", "zipCode", "municipality"), strict=True):
        if getattr(told, name) is not None:
            yield profile_fault("NOT_DISCLOSED", field=field)
