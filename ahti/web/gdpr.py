"""Knows the GDPR API 1.1.0 by which a city's profile service asks for a person's data and for their erasure.

Source: the GDPR API of City-of-Helsinki/open-city-profile. 401 is a bad token, 403 a token that does not go so far, or
an erasure that something stands against, with the reasons.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ahti.chance import SystemChance
from ahti.clock import Clock
from ahti.db import Database
from ahti.gateways.oidc.bearer import bearer_token
from ahti.gateways.oidc.records import VerifiedToken
from ahti.gateways.oidc.refusals import AccessRefused
from ahti.gateways.oidc.verifier import TokenVerifier
from ahti.public import Public
from harbors.access.records import Identity
from harbors.errors import Problem, Refused
from harbors.privacy.commands import erase_person, export_person, person_with
from harbors.privacy.tree import tree
from harbors.text import Translated

GDPR_PATH = "/gdpr-api/v1/user/{user:uuid}"
_WORDS = {"true": True, "1": True, "false": False, "0": False}
_NOT_YOURS = Problem(
    "FORBIDDEN",
    None,
    Translated(
        fi="Tunniste ei oikeuta tähän.", sv="Biljetten ger inte rätt till detta.", en="The token does not go so far."
    ),
)
_NO_STORE = {"cache-control": "no-store"}


class _DryRun(Exception):
    """Everything was done as it would be, and is given up."""


@dataclass(frozen=True, slots=True)
class GdprApi:
    """Answers for the people of the trusted issuers; ``public`` says which scopes it takes."""

    database: Database
    verifier: TokenVerifier
    clock: Clock
    public: Public

    @property
    def routes(self) -> Sequence[Route]:
        return [Route(GDPR_PATH, self.answer, methods=["GET", "DELETE"])]

    async def answer(self, request: Request) -> Response:
        """The answer to one call."""
        try:
            token = bearer_token(request.scope["headers"])
            if token is None:
                return Response(status_code=401, headers={**_NO_STORE, "www-authenticate": "Bearer"})
            verified = await self.verifier.verify(token)
        except AccessRefused as refused:
            return Response(status_code=refused.status, headers={**_NO_STORE, **refused.headers})
        return await self._of(verified, request)

    async def _of(self, verified: VerifiedToken, request: Request) -> Response:
        erases = request.method == "DELETE"
        scope = self.public.gdpr_delete_scope if erases else self.public.gdpr_query_scope
        user = str(request.path_params["user"])
        if scope not in (verified.scopes or ()) or verified.subject.casefold() != user:
            return _errors(_NOT_YOURS)
        identity = Identity(verified.issuer, verified.subject)
        if not erases:
            return await self._told(identity)
        dry_run = _WORDS.get(request.query_params.get("dry_run", "false").casefold())
        if dry_run is None:
            return Response(status_code=400, headers=_NO_STORE)
        return await self._erased(identity, dry_run)

    async def _told(self, identity: Identity) -> Response:
        async with self.database.unit_of_work() as connection:
            person_id = await person_with(connection, identity)
            if person_id is None:
                return Response(status_code=204, headers=_NO_STORE)
            told = await export_person(connection, person_id)
        return JSONResponse(tree(told), headers=_NO_STORE)

    async def _erased(self, identity: Identity, dry_run: bool) -> Response:
        try:
            await self._erase(identity, dry_run)
        except Refused as refusal:
            return _errors(*refusal.problems)
        except _DryRun:
            pass
        return Response(status_code=204, headers=_NO_STORE)

    async def _erase(self, identity: Identity, dry_run: bool) -> None:
        async with self.database.unit_of_work() as connection:
            person_id = await person_with(connection, identity)
            if person_id is not None:
                await erase_person(connection, person_id, now=self.clock.now(), chance=SystemChance())
            if dry_run:
                # What the database would refuse at the end it refuses now.
                await connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
                raise _DryRun


def _errors(*problems: Problem) -> Response:
    errors = [{"code": problem.code, "message": _words(problem.message)} for problem in problems]
    return JSONResponse({"errors": errors}, status_code=403, headers=_NO_STORE)


def _words(text: Translated) -> Mapping[str, str | None]:
    return {"fi": text.fi, "sv": text.sv, "en": text.en}
