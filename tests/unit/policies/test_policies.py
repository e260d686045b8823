"""Policies by reference: a title, an address that is safe to follow, one of a kind at a time."""

from dataclasses import replace
from datetime import date

import pytest

from harbors.errors import Invalid
from harbors.policies.records import Policy, PolicyKind
from harbors.policies.rules import POLICIES_AT_MOST, check_policies, tidy_policy
from harbors.text import Translated

TERMS = Policy(
    kind=PolicyKind.TERMS, title=Translated(fi="Ehdot"), url="https://seura.example/ehdot", valid_from=date(2027, 1, 1)
)


def codes(*policies: Policy) -> list[tuple[str, str | None]]:
    try:
        check_policies([tidy_policy(policy) for policy in policies])
    except Invalid as refused:
        return [(problem.code, problem.field) for problem in refused.problems]
    return []


def test_policies_that_can_be() -> None:
    later = replace(TERMS, valid_from=date(2028, 1, 1))
    assert codes() == codes(TERMS, later, replace(TERMS, kind=PolicyKind.RULES)) == []


@pytest.mark.parametrize(
    "url",
    ["http://seura.example", "javascript:alert(1)", "https://", "https:///x", "//seura.example", "https://a b"],
)
def test_an_address_that_is_not_safe_to_follow_is_refused(url: str) -> None:
    assert codes(replace(TERMS, url=url)) == [("HTTPS_REQUIRED", "policies[0].url")]


def test_what_else_cannot_be_is_named_by_its_line() -> None:
    assert codes(TERMS, replace(TERMS, title=Translated(sv=" "))) == [
        ("TITLE_REQUIRED", "policies[1].title"),
        ("POLICY_REPEATED", "policies[1]"),
    ]
    assert codes(replace(TERMS, title=Translated(en="x" * 201))) == [("TOO_LONG", "policies[0].title.en")]
    assert codes(*[TERMS] * (POLICIES_AT_MOST + 1)) == [("TOO_MANY_POLICIES", "policies")]
