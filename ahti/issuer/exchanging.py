"""Knows the token endpoint: a code or a refresh token in, tokens out (RFC 6749, 5)."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ahti.issuer.grants import NotGranted
from ahti.issuer.provider import Provider, ScopeTooWide
from ahti.issuer.tokens import Claims
from ahti.oauth.answers import NOT_KEPT, OAuthError, needed
from ahti.oauth.clients import Clients
from ahti.oauth.posted import posted_form
from ahti.oauth.requests import Fields, fields_of


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
            self._provider.revoke(needed(fields, "token"), client_id=needed(fields, "client_id"))
        except OAuthError as error:
            return error.response()
        return Response(headers=NOT_KEPT)

    def _answer(self, fields: Fields) -> Claims:
        client_id = needed(fields, "client_id")
        match needed(fields, "grant_type"):
            case "authorization_code":
                return self._provider.redeem(
                    needed(fields, "code"),
                    client_id=client_id,
                    redirect_uri=needed(fields, "redirect_uri"),
                    verifier=needed(fields, "code_verifier"),
                )
            case "refresh_token":
                token = needed(fields, "refresh_token")
                return self._provider.refresh(token, client_id=client_id, scope=fields.get("scope"))
            case _:
                raise OAuthError("unsupported_grant_type")


async def client_fields(request: Request, clients: Clients) -> Fields:
    """The form of a known program; raises ``OAuthError``."""
    fields = fields_of(await posted_form(request))
    if fields.doubled:
        raise OAuthError("invalid_request")
    if "authorization" in request.headers or await clients.find(needed(fields, "client_id")) is None:
        # No program here has a password to show.
        raise OAuthError("invalid_client", status=401)
    return fields
