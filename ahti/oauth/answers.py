"""Knows how programs are answered in JSON: with tokens, or with an error of RFC 6749."""

from collections.abc import Mapping

from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from ahti.oauth.requests import Fields
from ahti.web.bodies import Disconnected
from ahti.web.refusals import Refusal

NOT_KEPT = {"cache-control": "no-store"}


class OAuthError(Exception):
    """What a program is told in JSON."""

    def __init__(self, error: str, *, status: int = 400, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.headers = headers or {}

    def response(self) -> Response:
        return JSONResponse({"error": self.error}, self.status, {**NOT_KEPT, **self.headers})


def needed(fields: Fields, name: str) -> str:
    """A field that has to be there; raises ``OAuthError``."""
    value = fields.get(name)
    if value is None:
        raise OAuthError("invalid_request")
    return value


def see_other(address: str) -> RedirectResponse:
    """303, so that a form is not sent on to the program (RFC 9700, 4.12)."""
    return RedirectResponse(address, status_code=303, headers=NOT_KEPT)


class Answered:
    """Answers a request that is refused before it reaches an endpoint, or whose client has gone."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Refusal as refusal:
            answer = PlainTextResponse(refusal.message, refusal.status, dict(refusal.headers))
            await answer(scope, receive, send)
        except Disconnected:
            return
