"""Knows what a principal may do: decisions on who acts, and on nothing else."""

from harbors.access.records import Principal, Role, Scope
from harbors.places.records import ProviderId


def reaches(principal: Principal, scope: Scope) -> bool:
    """Whether the program through which somebody acts, if any, may go this far."""
    return principal.scopes is None or scope in principal.scopes


def acts_for(principal: Principal, provider_id: ProviderId, *, role: Role) -> bool:
    """Whether the principal acts for the provider in at least this role."""
    held = principal.roles.get(provider_id)
    return held is not None and held.includes(role)


def acts_for_any(principal: Principal, *, role: Role) -> bool:
    """Whether there is any provider for which the principal acts in at least this role."""
    return any(held.includes(role) for held in principal.roles.values())


def sees_others(principal: Principal) -> bool:
    """Whether what is personal to others may be shown to the principal, who serves a provider or the city."""
    return bool(principal.roles) or principal.handles_city


def providers_of(principal: Principal, *, role: Role) -> list[ProviderId]:
    """The providers for which the principal acts in at least this role."""
    return [id for id, held in principal.roles.items() if held.includes(role)]
