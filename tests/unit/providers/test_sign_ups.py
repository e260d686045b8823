"""Sign-ups: each arrow, who is approved at once, and what a provider tells anew."""

from datetime import UTC, datetime
from itertools import product
from uuid import UUID

import pytest

from harbors.access.records import Assurance, PersonId, Principal
from harbors.errors import HarborError
from harbors.places.kinds import ProviderKind
from harbors.places.records import Contact
from harbors.providers.records import Profile, ProviderChanges, SignUp, SignUpForm, SignUpId, SignUpState
from harbors.providers.rules import changed, is_approved_at_once, require_another, require_waiting, tidy_form
from harbors.text import Language, Translated

ONE, OTHER = PersonId(UUID(int=1)), PersonId(UUID(int=2))


def form(kind: ProviderKind = ProviderKind.CLUB, **told: str) -> SignUpForm:
    return SignUpForm(kind=kind, name=Translated(fi="Seura"), contact=Contact(email="a@example.org"), **told)


def sign_up(state: SignUpState) -> SignUp:
    return SignUp(
        id=SignUpId(UUID(int=3)),
        person_id=ONE,
        form=form(),
        language=Language.FI,
        assured=False,
        state=state,
        received_at=datetime(2027, 2, 14, 12, tzinfo=UTC),
    )


def is_possible(before: SignUpState, after: SignUpState) -> bool:
    try:
        require_waiting(sign_up(before), after)
    except HarborError:
        return False
    return True


def test_each_arrow() -> None:
    arrows = {(before, after) for before, after in product(SignUpState, SignUpState) if is_possible(before, after)}
    waiting = SignUpState.RECEIVED
    assert arrows == {(waiting, after) for after in SignUpState if after is not waiting}


def test_a_private_person_is_approved_at_once_by_strong_identification_and_nobody_else_is() -> None:
    at_once = {
        (kind, assurance)
        for kind, assurance in product(ProviderKind, Assurance)
        if is_approved_at_once(form(kind), Principal(person_id=ONE, assurance=assurance))
    }
    private = ProviderKind.PRIVATE_PERSON
    assert at_once == {(private, Assurance.SUBSTANTIAL), (private, Assurance.HIGH)}


def test_nobody_decides_on_what_is_their_own() -> None:
    require_another(sign_up(SignUpState.RECEIVED), OTHER)
    with pytest.raises(HarborError, match="OWN_SIGN_UP"):
        require_another(sign_up(SignUpState.RECEIVED), ONE)


def test_an_old_business_id_is_spelled_as_it_is_kept() -> None:
    assert tidy_form(form(business_id=" 201256-6 ")).business_id == "0201256-6"
    assert tidy_form(form(business_id=" ")).business_id is None


def test_what_is_left_out_stays_and_what_is_empty_goes() -> None:
    before = Profile(name=Translated(fi="Seura"), contact=Contact(phone="+358 9 123456", email="a@example.org"))
    after = changed(before, ProviderChanges(phone=" ", www_url="https://seura.example"))
    assert after == Profile(
        name=before.name, contact=Contact(phone=None, email="a@example.org", www_url="https://seura.example")
    )
