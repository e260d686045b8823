"""Claims to act for an organisation: each step that is allowed, and every other that is not."""

from uuid import UUID

import pytest

from harbors.access.records import PersonId
from harbors.errors import Invalid, NotFound, Refused
from harbors.organisations.records import (
    REPRESENTATION_TRANSITIONS,
    OrganisationId,
    Representation,
    RepresentationId,
    RepresentationStatus,
)
from harbors.organisations.rules import check_organisation, check_reason, require_decidable, require_represented


@pytest.mark.parametrize("verdict", RepresentationStatus)
@pytest.mark.parametrize("status", RepresentationStatus)
def test_a_claim_goes_where_its_table_says(status: RepresentationStatus, verdict: RepresentationStatus) -> None:
    id = UUID(int=1)
    claim = Representation(
        id=RepresentationId(id), organisation_id=OrganisationId(id), person_id=PersonId(id), status=status
    )
    if verdict in REPRESENTATION_TRANSITIONS[status]:
        require_decidable(claim, verdict)
    else:
        with pytest.raises(Refused):
            require_decidable(claim, verdict)


def test_every_status_has_its_arrows_and_a_claim_is_never_put_back() -> None:
    assert set(REPRESENTATION_TRANSITIONS) == set(RepresentationStatus)
    assert all(RepresentationStatus.CLAIMED not in after for after in REPRESENTATION_TRANSITIONS.values())


def test_an_organisation_has_a_name_and_a_right_business_id() -> None:
    check_organisation(name="Helsinki", business_id="0201256-6")
    with pytest.raises(Invalid) as refusal:
        check_organisation(name="", business_id="0201256-5")
    problems = [(problem.code, problem.field) for problem in refusal.value.problems]
    assert problems == [("REQUIRED", "name"), ("BUSINESS_ID_WRONG", "businessId")]


def test_a_decision_has_a_reason() -> None:
    check_reason("Trade register extract seen")
    with pytest.raises(Invalid):
        check_reason("")


def test_who_is_not_verified_acts_for_nobody() -> None:
    require_represented(True)
    with pytest.raises(NotFound):
        require_represented(False)
