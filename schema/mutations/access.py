"""Knows what it takes to run a mutation: what is required of the principal, and at which provider."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from harbors.access.records import Principal, Role, Scope
from harbors.access.rules import acts_for
from harbors.places.records import ProviderId
from harbors.sql import Connection
from schema import ids
from schema.errors import Forbidden
from schema.permissions import Requirement, in_role

# The provider that an input concerns; none where there is no such thing, as far as this transaction sees.
ProviderOf = Callable[[Connection, Mapping[str, Any]], Awaitable[ProviderId | None]]


@dataclass(frozen=True, slots=True)
class Access:
    """``requirement`` is looked at before anything else; ``role`` has to be held at the provider ``at``, if any."""

    requirement: Requirement
    role: Role | None = None
    at: ProviderOf | None = None

    async def provider_for(
        self, connection: Connection, principal: Principal, input: Mapping[str, Any]
    ) -> ProviderId | None:
        """The provider for which this is done. Raises ``Forbidden``, the same whether there is none or another's."""
        if self.at is None or self.role is None:
            return None
        provider_id = await self.at(connection, input)
        if provider_id is None or not acts_for(principal, provider_id, role=self.role):
            raise Forbidden(f"This is for those who act for its provider as {self.role.lower()} or more.")
        return provider_id


def allowed(requirement: Requirement) -> Access:
    """Whoever meets this may, whatever it concerns."""
    return Access(requirement)


def role(at_least: Role, *, at: ProviderOf, scope: Scope) -> Access:
    """Whoever acts in this role for the provider that the input concerns may."""
    return Access(in_role(at_least, scope=scope), at_least, at)


def provider_in(field: str) -> ProviderOf:
    """The provider that the input names in this field, by its id."""

    async def named(_connection: Connection, input: Mapping[str, Any]) -> ProviderId:
        return ProviderId(ids.decode_as("Provider", input[field]))

    return named
