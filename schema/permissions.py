"""Knows what may be required of the one who asks, and how fields say so: each requirement once, for both engines.

A requirement looks at the principal alone, so that a read can be refused before it is planned. Which rows somebody sees
stands in the visibility of the rows' relation, and behind it in row security.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from inspect import isawaitable
from typing import Any, TypeVar

from harbors.access.records import Assurance, Principal, Role, Scope
from harbors.access.rules import acts_for_any, reaches
from schema.errors import ApiError, Forbidden, Unauthenticated

F = TypeVar("F")
Holds = Callable[[Principal], bool]


@dataclass(frozen=True, slots=True)
class Requirement:
    """What it takes: ``words`` are for the manual, ``scope`` is what a program needs beside."""

    words: str
    holds: Holds = field(compare=False)
    scope: Scope | None = None

    def within(self, scope: Scope) -> "Requirement":
        """The same, for programs only within this scope."""
        return replace(self, scope=scope)

    def met_by(self, principal: Principal) -> bool:
        """Whether this principal may."""
        return self.holds(principal) and (self.scope is None or reaches(principal, self.scope))

    def check(self, principal: Principal) -> None:
        """Raise ``Unauthenticated`` or ``Forbidden`` unless this principal may."""
        if not self.met_by(principal):
            raise self._refusal(principal)

    def _refusal(self, principal: Principal) -> ApiError:
        if not principal.is_known:
            return Unauthenticated(f"Sign in first: this is for {self.words}.")
        if self.holds(principal):
            return Forbidden("This program was not given leave to do that.", needs=str(self.scope))
        return Forbidden(f"This is for {self.words}.")


ANYBODY = Requirement("anybody", lambda _principal: True)
KNOWN = Requirement("people who are signed in and programs with a key", lambda principal: principal.is_known)
SIGNED_IN = Requirement("people who are signed in", lambda principal: principal.person_id is not None)
STRONGLY_IDENTIFIED = Requirement(
    "people who are strongly identified",
    lambda principal: principal.person_id is not None and principal.assurance.reaches(Assurance.SUBSTANTIAL),
)
CITY = Requirement("those who handle for the city", lambda principal: principal.handles_city, Scope.CITY)


def in_role(role: Role, *, scope: Scope) -> Requirement:
    """Somebody who acts in at least this role for some provider; which one is told by the rows."""
    words = f"those who act for a provider as {role.lower()} or more"
    return Requirement(words, lambda principal: acts_for_any(principal, role=role), scope)


def guarded(field: F, access: Requirement) -> F:
    """A graphene field that only who meets ``access`` may ask for."""
    guarding: Any = field
    wrap = guarding.wrap_resolve

    def wrap_resolve(parent_resolver: Any) -> Any:
        resolve = wrap(parent_resolver)

        # A coroutine: graphql-core forgets to await the fields beside one that raises at once.
        async def resolve_guarded(root: Any, info: Any, **arguments: Any) -> Any:
            access.check(info.context.principal)
            value = resolve(root, info, **arguments)
            return await value if isawaitable(value) else value

        return resolve_guarded

    guarding.wrap_resolve = wrap_resolve
    guarding.access = access
    return field
