"""Knows how a form is read: of a bounded size, in a bounded time, and a form."""

from starlette.requests import Request

from ahti.web.bodies import BodyLimits, read_body
from ahti.web.refusals import Refusal

_LIMITS = BodyLimits(size=16 * 1024)
_FORM = "application/x-www-form-urlencoded"


async def posted_form(request: Request) -> bytes:
    """The form as it was sent; raises ``Refusal`` and ``Disconnected``."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise Refusal(415, f"A form is sent as {_FORM}.")
    return await read_body(request.scope, request.receive, _LIMITS)
