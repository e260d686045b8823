"""Knows what a policy can be, and that there is one of a kind at a time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from harbors.errors import Invalid, Problem
from harbors.forms import TextField, tidy_optional, tidy_text
from harbors.policies.records import Policy
from harbors.policies.refusals import policy_fault, too_many_policies
from harbors.text import Translated

POLICIES_AT_MOST = 60

TITLE = TextField(longest=200)
URL = TextField(
    longest=500, required=True, shape=re.compile(r"https://[^\s/?#]+\S*"), fault="HTTPS_REQUIRED", words=policy_fault
)


def tidy_policy(policy: Policy) -> Policy:
    """The policy without stray spaces."""
    title = Translated(
        fi=tidy_optional(policy.title.fi), sv=tidy_optional(policy.title.sv), en=tidy_optional(policy.title.en)
    )
    return replace(policy, title=title, url=tidy_text(policy.url))


def check_policies(policies: Sequence[Policy]) -> None:
    """Raise ``Invalid`` with all that is wrong with tidy policies."""
    if len(policies) > POLICIES_AT_MOST:
        raise too_many_policies(most=POLICIES_AT_MOST)
    if problems := [problem for index in range(len(policies)) for problem in _problems(policies, index)]:
        raise Invalid(*problems)


def _problems(policies: Sequence[Policy], index: int) -> Iterator[Problem]:
    policy, field = policies[index], f"policies[{index}]"
    if policy.title == Translated():
        yield policy_fault("TITLE_REQUIRED", field=f"{field}.title")
    for language in ("fi", "sv", "en"):
        yield from TITLE.problems(getattr(policy.title, language), field=f"{field}.title.{language}")
    yield from URL.problems(policy.url, field=f"{field}.url")
    if any((policy.kind, policy.valid_from) == (other.kind, other.valid_from) for other in policies[:index]):
        yield policy_fault("POLICY_REPEATED", field=field)
