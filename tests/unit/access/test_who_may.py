"""Who may do what: roles include the lesser ones, programs go no further than their scopes, callers have a word."""

from itertools import product
from uuid import UUID

import pytest

from harbors.access.records import (
    NOBODY,
    ApiKeyId,
    Assurance,
    ClientId,
    PersonId,
    Principal,
    Role,
    Scope,
)
from harbors.access.rules import acts_for, acts_for_any, providers_of, reaches, sees_others
from harbors.places.records import ProviderId
from schema.errors import Forbidden, Unauthenticated
from schema.permissions import ANYBODY, CITY, KNOWN, SIGNED_IN, STRONGLY_IDENTIFIED, Requirement, in_role

CLUB, COMPANY = ProviderId(UUID(int=1)), ProviderId(UUID(int=2))
ANNA = PersonId(UUID(int=3))


def test_each_role_may_what_the_lesser_ones_may() -> None:
    included = {(one, other) for one, other in product(Role, Role) if one.includes(other)}
    order = [Role.VIEWER, Role.CLERK, Role.MANAGER, Role.OWNER]
    assert included == {(order[high], order[low]) for high in range(4) for low in range(high + 1)}


def test_strong_identification_is_substantial_or_more() -> None:
    assert [one for one in Assurance if one.reaches(Assurance.SUBSTANTIAL)] == [Assurance.SUBSTANTIAL, Assurance.HIGH]


def test_a_role_at_one_provider_is_none_at_another() -> None:
    clerk = Principal(person_id=ANNA, roles={CLUB: Role.CLERK, COMPANY: Role.VIEWER})
    assert acts_for(clerk, CLUB, role=Role.CLERK)
    assert not acts_for(clerk, COMPANY, role=Role.CLERK)
    assert not acts_for(clerk, CLUB, role=Role.MANAGER)
    assert providers_of(clerk, role=Role.VIEWER) == [CLUB, COMPANY]
    assert (acts_for_any(clerk, role=Role.CLERK), acts_for_any(clerk, role=Role.OWNER)) == (True, False)


def test_only_who_serves_a_provider_or_the_city_sees_what_is_personal_to_others() -> None:
    seeing = [Principal(person_id=ANNA, roles={CLUB: Role.VIEWER}), Principal(person_id=ANNA, handles_city=True)]
    assert [sees_others(one) for one in (NOBODY, Principal(person_id=ANNA), *seeing)] == [False, False, True, True]


def test_a_program_goes_no_further_than_its_scopes_and_a_person_anywhere() -> None:
    program = Principal(person_id=ANNA, client_id=ClientId(UUID(int=4)), scopes=frozenset({Scope.PROFILE_READ}))
    assert [scope for scope in Scope if reaches(program, scope)] == [Scope.PROFILE_READ]
    assert all(reaches(Principal(person_id=ANNA), scope) for scope in Scope)


def test_callers_are_told_apart_by_person_program_and_key() -> None:
    client, key = ClientId(UUID(int=4)), ApiKeyId(UUID(int=5))
    callers = [
        NOBODY,
        Principal(person_id=ANNA),
        Principal(person_id=ANNA, client_id=client),
        Principal(key_id=key),
    ]
    assert [one.caller for one in callers] == [
        "anonymous",
        f"person:{ANNA}",
        f"person:{ANNA} via:{client}",
        f"key:{key}",
    ]


@pytest.mark.parametrize(
    ("access", "may"),
    [
        (ANYBODY, "nobody person strong clerk handler key"),
        (KNOWN, "person strong clerk handler key"),
        (SIGNED_IN, "person strong clerk handler"),
        (STRONGLY_IDENTIFIED, "strong"),
        (CITY, "handler"),
        (in_role(Role.CLERK, scope=Scope.LISTINGS_WRITE), "clerk key"),
        (in_role(Role.MANAGER, scope=Scope.LISTINGS_WRITE), ""),
    ],
)
def test_each_requirement_is_met_by_some(access: Requirement, may: str) -> None:
    principals = {
        "nobody": NOBODY,
        "person": Principal(person_id=ANNA),
        "strong": Principal(person_id=ANNA, assurance=Assurance.SUBSTANTIAL),
        "clerk": Principal(person_id=ANNA, roles={CLUB: Role.CLERK}),
        "handler": Principal(person_id=ANNA, handles_city=True),
        "key": Principal(
            key_id=ApiKeyId(UUID(int=5)), roles={CLUB: Role.CLERK}, scopes=frozenset({Scope.LISTINGS_WRITE})
        ),
    }
    assert " ".join(name for name, one in principals.items() if access.met_by(one)) == may


def test_who_has_not_signed_in_is_told_so_and_who_has_is_told_that_it_is_not_enough() -> None:
    with pytest.raises(Unauthenticated):
        CITY.check(NOBODY)
    with pytest.raises(Forbidden):
        CITY.check(Principal(person_id=ANNA))


def test_a_program_without_the_scope_is_told_which_it_needs() -> None:
    program = Principal(person_id=ANNA, handles_city=True, scopes=frozenset({Scope.PROFILE_READ}))
    with pytest.raises(Forbidden) as refused:
        CITY.check(program)
    assert refused.value.figures == {"needs": "city"}
