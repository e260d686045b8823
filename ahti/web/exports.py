"""Knows how clerks get the applications of a round as a file: GET /rounds/CODE/applications.csv or .xlsx."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ahti.clock import Clock
from ahti.db import Database
from ahti.spreadsheets import as_workbook
from ahti.web.authentication import Recognise, principal_of
from ahti.web.facts import facts_of
from ahti.web.refusals import Refusal, denied
from harbors.access.records import Principal, Role
from harbors.access.records import Scope as Reach
from harbors.access.rules import acts_for
from harbors.chance import Chance
from harbors.errors import NotFound
from harbors.rounds.reads import round_by_code
from harbors.worklists.records import Sheet
from harbors.worklists.sheets import as_csv
from harbors.worklists.taking import take_applications
from schema.errors import ApiError, ErrorCode
from schema.permissions import in_role

EXPORTS_PATH = "/rounds/{code}/applications.{form}"
TAKERS = in_role(Role.CLERK, scope=Reach.APPLICATIONS_READ)

_FORMS: Mapping[str, tuple[str, Callable[[Sheet], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_workbook),
}


@dataclass(frozen=True, slots=True)
class Exports:
    """Answers clerks of the round's provider."""

    database: Database
    recognise: Recognise
    clock: Clock
    chance: Chance

    @property
    def routes(self) -> list[Route]:
        """What stands at which path."""
        return [Route(EXPORTS_PATH, self.answer, methods=["GET"])]

    async def answer(self, request: Request) -> Response:
        """The file, or why not."""
        code, form = request.path_params["code"], request.path_params["form"]
        if form not in _FORMS:
            return Response(status_code=404)
        try:
            principal = await principal_of(request.scope, self.recognise)
            TAKERS.check(principal)
            sheet = await self._sheet(request, code, principal)
        except ApiError as refusal:
            return denied(refusal)
        media_type, write = _FORMS[form]
        written = await asyncio.to_thread(write, sheet)
        named = {"content-disposition": f'attachment; filename="{code}.{form}"', "cache-control": "no-store"}
        return Response(written, media_type=media_type, headers=named)

    async def _sheet(self, request: Request, code: str, principal: Principal) -> Sheet:
        """Raises ``Forbidden``, the same whether there is no such round or another's."""
        facts = facts_of(request.scope)
        async with self.database.unit_of_work(principal) as connection:
            try:
                a_round = await round_by_code(connection, code)
            except NotFound:
                raise _another_s() from None
            if not acts_for(principal, a_round.provider_id, role=Role.CLERK):
                raise _another_s()
            return await take_applications(
                connection,
                a_round,
                by=principal,
                language=facts.language,
                request_id=facts.request_id,
                now=self.clock.now(),
                chance=self.chance,
            )


def _another_s() -> Refusal:
    return Refusal(403, "This is for those who act for the provider of the round.", code=ErrorCode.FORBIDDEN)
