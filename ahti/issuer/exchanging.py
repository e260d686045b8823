"""Knows the token endpoint: a code or a refresh token in, tokens out (RFC 6749, 5)."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ahti.issuer.clients import Clients
from ahti.issuer.grants import NotGranted
from ahti.issuer.posted import posted_form
from ahti.issuer.provider import Provider, ScopeTooWide
from ahti.issuer.requests import Fields, fields_of
from ahti.issuer.tokens import Claims

NOT_KEPT = {"cache-control": "no-store"}


class OAuthError(Exception):
    """What a program is told in JSON."""

    def __init__(self, error: str, *, status: int = 400) -> None:
        super().__init__(error)
        self.error = error
        self.status = status

    def response(self) -> Response:
        return JSONResponse({"error": self.error}, self.status, NOT_KEPT)


class Exchanging:
    """Public clients only: they give their name, and prove by PKCE or a refresh token that they are meant."""

    def __init__(self, provider: Provider, clients: Clients) -> None:
        self._provider = provider
        self._clients = clients

    async def token(self, request: Request) -> Response:
        try:
            fields = await client_fields(request, self._clients)
            return JSONResponse(self._answer(fields), headers=NOT_KEPT)
        except OAuthError as error:
            return error.response()
        except NotGranted:
            return OAuthError("invalid_grant").response()
        except ScopeTooWide:
            return OAuthError("invalid_scope").response()

    async def revoke(self, request: Request) -> Response:
        """RFC 7009: what is not a token of this program is no good already, and that is all it wanted."""
        try:
            fields = await client_fields(request, self._clients)
            self._provider.revoke(_needed(fields, "token"), client_id=_needed(fields, "client_id"))
        except OAuthError as error:
            return error.response()
        return Response(headers=NOT_KEPT)

    def _answer(self, fields: Fields) -> Claims:
        client_id = _needed(fields, "client_id")
        match _needed(fields, "grant_type"):
            case "authorization_code":
                return self._provider.redeem(
                    _needed(fields, "code"),
                    client_id=client_id,
                    redirect_uri=_needed(fields, "redirect_uri"),
                    verifier=_needed(fields, "code_verifier"),
                )
            case "refresh_token":
                token = _needed(fields, "refresh_token")
                return self._provider.refresh(token, client_id=client_id, scope=fields.get("scope"))
            case _:
                raise OAuthError("unsupported_grant_type")


async def client_fields(request: Request, clients: Clients) -> Fields:
    """The form of a known program; raises ``OAuthError``."""
    fields = fields_of(await posted_form(request))
    if fields.doubled:
        raise OAuthError("invalid_request")
    if "authorization" in request.headers or await clients.find(_needed(fields, "client_id")) is None:
        # No program here has a password to show.
        raise OAuthError("invalid_client", status=401)
    return fields


def _needed(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if value is None:
        raise OAuthError("invalid_request")
    return value
