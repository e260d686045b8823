"""What programs and keys may be, who may have them, and how they come to an end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from harbors.access.records import ApiKeyId, ClientId, PersonId, Principal, Role, Scope
from harbors.errors import Invalid, Refused
from harbors.places.records import ProviderId
from harbors.programs.records import ApiKey, Client, ClientForm, ClientState, KeyForm, Owner
from harbors.programs.rules import (
    check_client,
    check_key,
    check_overlap,
    ends_after_overlap,
    may_be_granted,
    owns,
    require_client_becomes,
    require_may_pass_on,
    require_rotatable,
)

NOW = datetime(2027, 2, 14, 12, tzinfo=UTC)
CLUB, COMPANY = ProviderId(UUID(int=1)), ProviderId(UUID(int=2))
ANNA, BO = PersonId(UUID(int=3)), PersonId(UUID(int=4))
FORM = ClientForm(
    name="Veneilijän apu",
    homepage="https://program.example/",
    privacy_policy="https://program.example/privacy",
    redirect_uris=("https://program.example/back",),
    scopes=frozenset({Scope.APPLICATIONS_READ}),
    test_mode=False,
)
CLIENT = Client(
    id=ClientId(UUID(int=5)),
    owner=Owner(person_id=ANNA),
    form=FORM,
    confidential=False,
    secret_hash=None,
    state=ClientState.ACTIVE,
)
KEY_FORM = KeyForm(
    provider_id=CLUB, name="Server", role=Role.CLERK, scopes=frozenset({Scope.LISTINGS_WRITE}), days=90, test_mode=False
)
KEY = ApiKey(
    id=ApiKeyId(UUID(int=6)),
    provider_id=CLUB,
    name="Server",
    role=Role.CLERK,
    scopes=KEY_FORM.scopes,
    test_mode=False,
    created_at=NOW,
    expires_at=NOW + timedelta(days=90),
    revoked_at=None,
    last_used_on=date(2027, 2, 14),
    replaced=False,
)


def codes(refused: pytest.ExceptionInfo[Invalid] | pytest.ExceptionInfo[Refused]) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.field) for problem in refused.value.problems]


def test_all_that_is_wrong_with_a_program_is_said_at_once() -> None:
    wrong = replace(
        FORM,
        name="",
        homepage="http://program.example/",
        redirect_uris=("https://program.example/back", "http://localhost/"),
        scopes=frozenset(),
    )
    with pytest.raises(Invalid) as refused:
        check_client(wrong)
    assert codes(refused) == [
        ("REQUIRED", "name"),
        ("PAGE_NOT_SECURE", "homepage"),
        ("REDIRECT_KIND", "redirectUris[1]"),
        ("SCOPES_MISSING", "scopes"),
    ]


@pytest.mark.parametrize("number", [0, 21])
def test_a_program_has_between_one_and_twenty_addresses(number: int) -> None:
    with pytest.raises(Invalid) as refused:
        check_client(replace(FORM, redirect_uris=("https://program.example/back",) * number))
    assert codes(refused) == [("REDIRECTS_NUMBER", "redirectUris")]


def test_a_program_moves_as_its_states_allow() -> None:
    moves = set()
    for before, after in product(ClientState, ClientState):
        try:
            require_client_becomes(replace(CLIENT, state=before), after)
            moves.add((before.value, after.value))
        except Refused:
            pass
    assert moves == {
        ("ACTIVE", "SUSPENDED"),
        ("SUSPENDED", "ACTIVE"),
        ("ACTIVE", "RETIRED"),
        ("SUSPENDED", "RETIRED"),
    }


def test_a_providers_program_belongs_to_those_who_manage_it() -> None:
    owner = Owner(provider_id=CLUB)
    manages = {role: owns(Principal(person_id=ANNA, roles={CLUB: role}), owner) for role in Role}
    assert manages == {Role.VIEWER: False, Role.CLERK: False, Role.MANAGER: True, Role.OWNER: True}
    assert not owns(Principal(person_id=ANNA, roles={COMPANY: Role.OWNER}), owner)
    assert not owns(Principal(), Owner(person_id=ANNA))


def test_a_program_on_trial_acts_only_for_those_whose_it_is() -> None:
    trial = replace(CLIENT, form=replace(FORM, test_mode=True))
    assert may_be_granted(trial, Principal(person_id=ANNA))
    assert not may_be_granted(trial, Principal(person_id=BO))
    assert may_be_granted(CLIENT, Principal(person_id=BO))
    assert not may_be_granted(replace(CLIENT, state=ClientState.SUSPENDED), Principal(person_id=BO))


@pytest.mark.parametrize(
    ("role", "may"), [(Role.VIEWER, True), (Role.CLERK, True), (Role.MANAGER, True), (Role.OWNER, False)]
)
def test_a_key_does_no_more_than_its_maker(role: Role, may: bool) -> None:
    manager = Principal(person_id=ANNA, roles={CLUB: Role.MANAGER})
    if may:
        require_may_pass_on(manager, replace(KEY_FORM, role=role))
    else:
        with pytest.raises(Refused) as refused:
            require_may_pass_on(manager, replace(KEY_FORM, role=role))
        assert codes(refused) == [("ROLE_ABOVE_OWN", "role")]


def test_a_program_makes_no_key_that_goes_further_than_itself() -> None:
    through = Principal(person_id=ANNA, roles={CLUB: Role.MANAGER}, scopes=frozenset({Scope.PROGRAMS_WRITE}))
    with pytest.raises(Refused) as refused:
        require_may_pass_on(through, KEY_FORM)
    assert codes(refused) == [("SCOPES_ABOVE_OWN", "scopes")]


def test_a_trial_makes_nothing_but_trials() -> None:
    trial = Principal(person_id=ANNA, roles={CLUB: Role.MANAGER}, test_mode=True)
    require_may_pass_on(trial, replace(KEY_FORM, test_mode=True))
    with pytest.raises(Refused) as refused:
        require_may_pass_on(trial, KEY_FORM)
    assert codes(refused) == [("TEST_MODE_ONLY", "testMode")]


@pytest.mark.parametrize("days", [0, 366])
def test_a_key_lasts_a_year_at_most(days: int) -> None:
    check_key(replace(KEY_FORM, days=365))
    with pytest.raises(Invalid) as refused:
        check_key(replace(KEY_FORM, days=days))
    assert codes(refused) == [("KEY_DAYS", "days")]


def test_a_replaced_key_ends_after_the_overlap_and_never_later_than_it_would_have() -> None:
    assert ends_after_overlap(KEY, now=NOW, days=7) == NOW + timedelta(days=7)
    assert ends_after_overlap(replace(KEY, expires_at=NOW + timedelta(days=1)), now=NOW, days=7) == NOW + timedelta(
        days=1
    )
    for days in (-1, 31):
        with pytest.raises(Invalid):
            check_overlap(days)


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (replace(KEY, revoked_at=NOW), "API_KEY_OVER"),
        (replace(KEY, expires_at=NOW), "API_KEY_OVER"),
        (replace(KEY, replaced=True), "API_KEY_REPLACED"),
    ],
)
def test_a_key_is_replaced_once_and_while_it_is_good(key: ApiKey, code: str) -> None:
    require_rotatable(KEY, now=NOW)
    with pytest.raises(Refused) as refused:
        require_rotatable(key, now=NOW)
    assert codes(refused) == [(code, "apiKeyId")]
