"""Knows what a profile says of an applicant: what need not be told again, which class it makes, who may claim."""

from dataclasses import replace

from harbors.access.records import PersonId
from harbors.applications.records import Applicant, Application
from harbors.applications.refusals import names_differ
from harbors.customers.records import Profile
from harbors.customers.rules import residences_of, same_name
from harbors.rounds.records import RoundRules
from harbors.rounds.rules import class_of
from harbors.text import Language


def applicant_of(profile: Profile | None, *, language: Language) -> Applicant:
    """The applicant as far as the profile knows; ``language`` is for those who have none."""
    if profile is None:
        return Applicant(first_name="", last_name="", email="", municipality=None, language=language)
    told = profile.told
    return Applicant(
        first_name=told.first_name or "",
        last_name=told.last_name or "",
        email=told.email or "",
        municipality=told.municipality,
        phone=told.phone,
        address=told.address,
        zip_code=told.zip_code,
        language=told.language or language,
        non_disclosure=profile.non_disclosure,
    )


def known_of(applicant: Applicant, profile: Profile | None) -> Applicant:
    """The applicant with what only a profile tells: the year of birth, an order of non-disclosure."""
    if profile is None:
        return replace(applicant, non_disclosure=False)
    return replace(applicant, non_disclosure=profile.non_disclosure, birth_year=profile.told.birth_year)


def class_for(rules: RoundRules, applicant: Applicant, profile: Profile | None, *, before: int | None = None) -> int:
    """The class of an applicant: by the municipality that is told, or where that may not be, by what is attested.

    An application had its class before nothing was to be disclosed, and nothing attested since then: it keeps it.
    """
    if not applicant.non_disclosure:
        return class_of(rules, residences={applicant.municipality or ""})
    attested = residences_of(profile) if profile else frozenset()
    return before if before is not None and not attested else class_of(rules, residences=attested)


def require_claimable(application: Application, profile: Profile | None) -> PersonId:
    """Who claims an application. Raises ``Refused`` unless the application names the person of the profile."""
    named = (application.applicant.first_name, application.applicant.last_name)
    if profile is None or not same_name(named, (profile.told.first_name, profile.told.last_name)):
        raise names_differ()
    return profile.person_id
