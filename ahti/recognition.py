"""Knows how a verified token becomes somebody who acts: the person of its identity, with the roles of this moment."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from ahti.chance import SystemChance
from ahti.db import Database
from ahti.gateways.oidc.records import VerifiedToken
from ahti.gateways.oidc.verifier import TokenVerifier
from harbors.access.commands import person_of
from harbors.access.records import Identity, Principal, Scope

_OURS = {scope.value: scope for scope in Scope}


@dataclass(frozen=True, slots=True)
class Recogniser:
    """Recognises people by tokens of trusted issuers. A role that is given or taken holds from the next request."""

    database: Database
    verifier: TokenVerifier
    now: Callable[[], datetime]

    async def __call__(self, token: str) -> Principal:
        """Who shows this token. Raises ``AccessRefused``."""
        verified = await self.verifier.verify(token)
        identity = Identity(verified.issuer, verified.subject)
        async with self.database.unit_of_work() as connection:
            person = await person_of(
                connection, identity, assurance=verified.assurance, now=self.now(), chance=SystemChance()
            )
        return replace(person, scopes=scopes_of(verified))


def scopes_of(verified: VerifiedToken) -> frozenset[Scope] | None:
    """How far the token goes here: as far as its issuer wrote in our words, or without bound where it binds none."""
    if verified.scopes is None:
        return None
    return frozenset(_OURS[word] for word in verified.scopes if word in _OURS)
