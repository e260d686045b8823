"""Knows how a paper is had as a PDF: signed in, or by the capability of a link; a number in it opens nothing."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from ahti.web.authentication import Recognise, principal_of
from ahti.web.refusals import denied
from harbors.access.records import NOBODY, Principal, Scope
from harbors.errors import NotFound, Refused
from schema.errors import ApiError
from schema.permissions import KNOWN

READERS = KNOWN.within(Scope.APPLICATIONS_READ)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed, under which name; printing takes its time, and is done beside the event loop."""

    name: str
    printing: Callable[[], bytes]


# What stands at an id for somebody, by the capability of a link where there is one. Raises ``NotFound``, ``Refused``.
Look = Callable[[str, Principal, str | None], Awaitable[Sheet]]


async def had_as_pdf(request: Request, recognise: Recognise, look: Look) -> Response:
    """The paper, or why not: the same whether there is none or it is another's."""
    token = request.query_params.get("token")
    try:
        principal = NOBODY if token else await principal_of(request.scope, recognise)
        if not token:
            READERS.check(principal)
        sheet = await look(request.path_params["id"], principal, token)
    except ApiError as refusal:
        return denied(refusal)
    except (NotFound, Refused):
        return Response(status_code=404)
    named = {"content-disposition": f'inline; filename="{sheet.name}.pdf"', "cache-control": "no-store"}
    return Response(await asyncio.to_thread(sheet.printing), media_type="application/pdf", headers=named)
