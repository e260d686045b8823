"""Knows what an organisation must be, and how a claim to act for one is decided."""

from collections.abc import Iterator

from harbors.customers.business_id import is_business_id
from harbors.errors import Invalid, Problem
from harbors.forms import TextField
from harbors.organisations.records import REPRESENTATION_TRANSITIONS, Representation, RepresentationStatus
from harbors.organisations.refusals import organisation_fault, organisation_unknown, representation_decided

NAME = TextField(longest=200, required=True)
REASON = TextField(longest=2_000, required=True)


def check_organisation(*, name: str, business_id: str) -> None:
    """Raise ``Invalid`` with all that is wrong with a tidy name and business id."""
    if problems := list(_problems(name, business_id)):
        raise Invalid(*problems)


def check_reason(reason: str) -> None:
    """Raise ``Invalid`` unless there is a reason that can be kept, in one line."""
    if problems := list(REASON.problems(reason, field="reason")):
        raise Invalid(*problems)


def require_decidable(claim: Representation, verdict: RepresentationStatus) -> None:
    """Raise ``Refused`` unless the claim can be put there."""
    if verdict not in REPRESENTATION_TRANSITIONS[claim.status]:
        raise representation_decided()


def require_represented(acts: bool) -> None:
    """Raise ``NotFound`` unless it is verified that the person acts for the organisation."""
    if not acts:
        raise organisation_unknown()


def _problems(name: str, business_id: str) -> Iterator[Problem]:
    yield from NAME.problems(name, field="name")
    if not is_business_id(business_id):
        yield organisation_fault("BUSINESS_ID_WRONG", field="businessId")
