"""Knows how a token becomes somebody who acts: a person of an issuer, or whoever acts by a token or key of our own."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from ahti.chance import SystemChance
from ahti.db import Database
from ahti.gateways.oidc.records import VerifiedToken
from ahti.gateways.oidc.refusals import Reason, TokenRefused
from ahti.gateways.oidc.verifier import TokenVerifier
from harbors.access.commands import person_of
from harbors.access.records import Assurance, Identity, PersonId, Principal, Scope
from harbors.customers.commands import note_identification
from harbors.customers.records import Identified
from harbors.forms import MUNICIPALITY, NAME, tidy_optional, tidy_text
from harbors.programs.reads import principal_of_token
from harbors.programs.spelling import is_ours
from harbors.sql import Connection

_OURS = {scope.value: scope for scope in Scope}


class Noted:
    """What was noted of the people who came last: a process writes it down once, and not at every request."""

    def __init__(self, most: int = 10_000) -> None:
        self._last: dict[PersonId, Identified] = {}
        self._most = most

    def is_new(self, person_id: PersonId, said: Identified) -> bool:
        """Whether this was not the last that was said of the person; from now on it is."""
        known = self._last.pop(person_id, None) == said
        self._last[person_id] = said
        if len(self._last) > self._most:
            del self._last[next(iter(self._last))]
        return not known


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Recognises who shows a token. A role that is given or taken holds from the next request."""

    database: Database
    verifier: TokenVerifier
    now: Callable[[], datetime]
    noted: Noted = field(default_factory=Noted)

    async def __call__(self, token: str) -> Principal:
        """Who shows this token. Raises ``AccessRefused``."""
        return await (self._by_ours(token) if is_ours(token) else self._by_issuers(token))

    async def _by_ours(self, token: str) -> Principal:
        """A program with a person's grant, or a provider's server with a key."""
        async with self.database.unit_of_work() as connection:
            principal = await principal_of_token(connection, token, self.now())
        if principal is None:
            raise TokenRefused(Reason.NOT_OURS)
        return principal

    async def _by_issuers(self, token: str) -> Principal:
        """A person who signed in at an issuer that is trusted."""
        verified = await self.verifier.verify(token)
        return replace(await self.known(verified), scopes=scopes_of(verified))

    async def known(self, verified: VerifiedToken) -> Principal:
        """The person of a token that is good, made at the first sign-in."""
        identity = Identity(verified.issuer, verified.subject)
        async with self.database.unit_of_work() as connection:
            person = await person_of(
                connection, identity, assurance=verified.assurance, now=self.now(), chance=SystemChance()
            )
            await self._note(connection, person.person_id, identified_by(verified))
        return person

    async def _note(self, connection: Connection, person_id: PersonId | None, said: Identified | None) -> None:
        """A strong identification says who somebody is; the same is written down once."""
        if person_id is not None and said is not None and self.noted.is_new(person_id, said):
            await note_identification(connection, said, person_id=person_id, now=self.now())


def identified_by(verified: VerifiedToken) -> Identified | None:
    """What the token says of a person who was strongly identified, if both names are told."""
    first, last = tidy_text(verified.given_name or ""), tidy_text(verified.family_name or "")
    named = not any((*NAME.problems(first, field="given_name"), *NAME.problems(last, field="family_name")))
    if not (named and verified.assurance.reaches(Assurance.SUBSTANTIAL)):
        return None
    lives = tidy_optional(verified.municipality)
    known = lives and not any(MUNICIPALITY.problems(lives, field="municipality"))
    return Identified(first, last, municipality=lives if known else None)


def scopes_of(verified: VerifiedToken) -> frozenset[Scope] | None:
    """How far the token goes here: as far as its issuer wrote in our words, or without bound where it binds none."""
    if verified.scopes is None:
        return None
    return frozenset(_OURS[word] for word in verified.scopes if word in _OURS)
