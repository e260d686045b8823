"""Knows what a program and a key may be, who may have them, and what becomes of them: decisions, and nothing else."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest

from harbors.access.records import Principal, Role, Scope
from harbors.access.rules import acts_for
from harbors.errors import Invalid, Problem, Refused
from harbors.forms import TextField
from harbors.programs.addresses import fault_of_page, fault_of_redirect
from harbors.programs.records import (
    CLIENT_TRANSITIONS,
    KEY_LASTS_AT_MOST,
    OVERLAP_AT_MOST_DAYS,
    ApiKey,
    Client,
    ClientForm,
    ClientState,
    KeyForm,
    Owner,
)
from harbors.programs.refusals import (
    beyond_own_scopes,
    beyond_test_mode,
    client_state,
    fault,
    key_over,
    key_replaced,
    role_above_own,
)

REDIRECTS_AT_MOST = 20
_NAME = TextField(longest=100, required=True)
_VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}", re.ASCII)
_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)


def check_client(form: ClientForm) -> None:
    """Raise ``Invalid`` with all that is wrong with what is told of a program."""
    if problems := list(_client_problems(form)):
        raise Invalid(*problems)


def check_key(form: KeyForm) -> None:
    """Raise ``Invalid`` with all that is wrong with what is asked of a key."""
    problems = [*_NAME.problems(form.name, field="name"), *_scope_problems(form.scopes)]
    if not 1 <= form.days <= KEY_LASTS_AT_MOST.days:
        problems.append(fault("KEY_DAYS", "days", most=KEY_LASTS_AT_MOST.days))
    if problems:
        raise Invalid(*problems)


def check_overlap(days: int) -> None:
    """Raise ``Invalid`` unless an old key may go on for so many days beside the new one."""
    if not 0 <= days <= OVERLAP_AT_MOST_DAYS:
        raise Invalid(fault("KEY_OVERLAP", "overlapDays", most=OVERLAP_AT_MOST_DAYS))


def check_reason(reason: str) -> None:
    """Raise ``Invalid`` unless whose program is suspended learns why."""
    if problems := list(TextField(longest=2_000, required=True).problems(reason, field="reason")):
        raise Invalid(*problems)


def require_may_pass_on(principal: Principal, form: KeyForm) -> None:
    """Raise ``Refused`` where a key would do what its maker cannot, in person or through this program."""
    if not acts_for(principal, form.provider_id, role=form.role):
        raise Refused(role_above_own())
    if principal.scopes is not None and not form.scopes <= principal.scopes:
        raise Refused(beyond_own_scopes())
    if principal.test_mode and not form.test_mode:
        raise Refused(beyond_test_mode())


def require_owner_in_test_mode(principal: Principal, form: ClientForm) -> None:
    """Raise ``Refused`` where a program on trial would make, change or take over one that is not."""
    if principal.test_mode and not form.test_mode:
        raise Refused(beyond_test_mode())


def require_client_becomes(client: Client, state: ClientState) -> None:
    """Raise ``Refused`` unless the program can come to stand there."""
    if state not in CLIENT_TRANSITIONS[client.state]:
        raise Refused(client_state(client.state))


def require_changeable(client: Client) -> None:
    """Raise ``Refused`` for a program that is retired."""
    if client.state is ClientState.RETIRED:
        raise Refused(client_state(client.state))


def require_rotatable(key: ApiKey, *, now: datetime) -> None:
    """Raise ``Refused`` for a key that is over, or has been replaced already."""
    if key.revoked_at is not None or now >= key.expires_at:
        raise Refused(key_over())
    if key.replaced:
        raise Refused(key_replaced())


def owns(principal: Principal, owner: Owner) -> bool:
    """Whether it is the principal's own program, or of a provider that they manage."""
    if owner.provider_id is not None:
        return acts_for(principal, owner.provider_id, role=Role.MANAGER)
    return owner.person_id is not None and owner.person_id == principal.person_id


def may_be_granted(client: Client, principal: Principal) -> bool:
    """Whether this person may allow the program anything: one on trial acts only for those whose it is."""
    return client.state is ClientState.ACTIVE and (not client.form.test_mode or owns(principal, client.owner))


def ends_after_overlap(key: ApiKey, *, now: datetime, days: int) -> datetime:
    """When a key that was replaced ends: after the overlap, and never later than it would have."""
    return min(key.expires_at, now + timedelta(days=days))


def is_challenge(challenge: str) -> bool:
    """Whether this is a challenge of PKCE by SHA-256 (RFC 7636)."""
    return bool(_CHALLENGE.fullmatch(challenge))


def challenge_of(verifier: str) -> str:
    """The challenge that is made of a verifier."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def answers(challenge: str, verifier: str) -> bool:
    """Whether the verifier is what the challenge was made of."""
    return bool(_VERIFIER.fullmatch(verifier)) and compare_digest(challenge_of(verifier).encode(), challenge.encode())


def _client_problems(form: ClientForm) -> Iterator[Problem]:
    yield from _NAME.problems(form.name, field="name")
    for field, address in (("homepage", form.homepage), ("privacyPolicy", form.privacy_policy)):
        if code := fault_of_page(address):
            yield fault(code, field)
    if not 1 <= len(form.redirect_uris) <= REDIRECTS_AT_MOST:
        yield fault("REDIRECTS_NUMBER", "redirectUris", most=REDIRECTS_AT_MOST)
    for index, address in enumerate(form.redirect_uris[:REDIRECTS_AT_MOST]):
        if code := fault_of_redirect(address):
            yield fault(code, f"redirectUris[{index}]")
    yield from _scope_problems(form.scopes)


def _scope_problems(scopes: frozenset[Scope]) -> Iterator[Problem]:
    if not scopes:
        yield fault("SCOPES_MISSING", "scopes")
