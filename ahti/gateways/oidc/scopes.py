"""Knows how issuers write the scopes of a token: one string of words, a list, or permissions by resource."""

from collections.abc import Container, Iterator
from typing import Any

from ahti.gateways.oidc.compact import Claims
from ahti.gateways.oidc.issuers import TrustedIssuer


def scopes_of(claims: Claims, terms: TrustedIssuer) -> frozenset[str] | None:
    """All scopes that the claims name; ``None`` where tokens of the issuer are bound by none."""
    if not terms.scope_claims:
        return None
    resources = terms.resources or terms.audience
    return frozenset(word for path in terms.scope_claims for word in _words(_at(claims, path), resources))


def _at(claims: Claims, path: str) -> Any:
    """A claim by its name, or by its way through objects: ``authorization.permissions``."""
    if path in claims:
        return claims[path]
    found: Any = claims
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def _words(claim: object, resources: Container[str]) -> Iterator[str]:
    if isinstance(claim, str):
        yield from claim.split(" ") if claim else ()
    elif isinstance(claim, list):
        for one in claim:
            yield from (one,) if isinstance(one, str) else _permitted(one, resources)


def _permitted(permission: object, resources: Container[str]) -> Iterator[str]:
    """A permission as Keycloak writes it, ``{"rsname": resource, "scopes": [..]}``; other resources do not count."""
    if isinstance(permission, dict) and permission.get("rsname") in resources:
        scopes = permission.get("scopes")
        yield from (one for one in scopes if isinstance(one, str)) if isinstance(scopes, list) else ()
