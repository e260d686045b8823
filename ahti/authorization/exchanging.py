"""Knows the token endpoint and the revocation of tokens: RFC 6749, 5, and RFC 7009."""

from base64 import b64decode
from binascii import Error as NotBase64
from hmac import compare_digest
from urllib.parse import unquote_plus

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ahti.authorization.clients import RegisteredClients
from ahti.clock import Clock
from ahti.db import Database
from ahti.oauth.answers import NOT_KEPT, OAuthError, needed
from ahti.oauth.posted import posted_form
from ahti.oauth.requests import Fields, fields_of
from harbors.access.records import Scope
from harbors.chance import Chance, token_hash
from harbors.programs.granting import ScopeTooWide, give_back, redeem_code, refresh
from harbors.programs.records import ACCESS_LASTS, Client, Tokens

_CHALLENGE = {"www-authenticate": 'Basic realm="ahti"'}


class Exchanging:
    """A program shows who it is: by its name where it is public, by its secret where it has one."""

    def __init__(self, database: Database, clients: RegisteredClients, *, clock: Clock, chance: Chance) -> None:
        self._database = database
        self._clients = clients
        self._clock = clock
        self._chance = chance

    async def token(self, request: Request) -> Response:
        try:
            client, fields = await self._authenticated(request)
            given = await self._give(client, fields)
        except OAuthError as error:
            return error.response()
        except ScopeTooWide:
            return OAuthError("invalid_scope").response()
        if given is None:
            return OAuthError("invalid_grant").response()
        return JSONResponse(_said(given), headers=NOT_KEPT)

    async def revoke(self, request: Request) -> Response:
        """What is not a token of this program is no good already, and that is all it wanted."""
        try:
            client, fields = await self._authenticated(request)
            token = needed(fields, "token")
        except OAuthError as error:
            return error.response()
        async with self._database.unit_of_work() as connection:
            await give_back(connection, token, client_id=client.id, now=self._clock.now())
        return Response(headers=NOT_KEPT)

    async def _give(self, client: Client, fields: Fields) -> Tokens | None:
        now = self._clock.now()
        match needed(fields, "grant_type"):
            case "authorization_code":
                code, redirect_uri = needed(fields, "code"), needed(fields, "redirect_uri")
                verifier = needed(fields, "code_verifier")
                async with self._database.unit_of_work() as connection:
                    return await redeem_code(
                        connection,
                        code,
                        client_id=client.id,
                        redirect_uri=redirect_uri,
                        verifier=verifier,
                        now=now,
                        chance=self._chance,
                    )
            case "refresh_token":
                token, scopes = needed(fields, "refresh_token"), _scopes(fields.get("scope"))
                async with self._database.unit_of_work() as connection:
                    return await refresh(
                        connection, token, client_id=client.id, scopes=scopes, now=now, chance=self._chance
                    )
            case _:
                raise OAuthError("unsupported_grant_type")

    async def _authenticated(self, request: Request) -> tuple[Client, Fields]:
        """The program, which shows its secret in one place. Raises ``OAuthError``."""
        fields = fields_of(await posted_form(request))
        if fields.doubled:
            raise OAuthError("invalid_request")
        basic = _basic(request.headers.get("authorization"))
        if basic is not None and (fields.get("client_secret") or fields.get("client_id") not in (None, basic[0])):
            raise OAuthError("invalid_request")
        client_id, secret = basic or (needed(fields, "client_id"), fields.get("client_secret"))
        client = await self._clients.registered(client_id)
        if client is None or not _is_proved(client, secret):
            raise OAuthError("invalid_client", status=401, headers=_CHALLENGE if basic else None)
        return client, fields


def _is_proved(client: Client, secret: str | None) -> bool:
    """A public program has no secret to show; what it proves, it proves by PKCE."""
    if client.secret_hash is None:
        return not secret
    return secret is not None and compare_digest(client.secret_hash, token_hash(secret))


def _basic(header: str | None) -> tuple[str, str] | None:
    """Name and secret, each encoded as in a form (RFC 6749, 2.3.1). Raises ``OAuthError``."""
    if header is None:
        return None
    scheme, _, words = header.partition(" ")
    try:
        name, colon, secret = b64decode(words.strip(), validate=True).decode("ascii").partition(":")
    except (NotBase64, ValueError):
        raise OAuthError("invalid_client", status=401, headers=_CHALLENGE) from None
    if scheme.lower() != "basic" or not colon:
        raise OAuthError("invalid_client", status=401, headers=_CHALLENGE)
    return unquote_plus(name), unquote_plus(secret)


def _scopes(asked: str | None) -> frozenset[Scope] | None:
    """What is asked of a refresh. Raises ``OAuthError`` for what is no scope of ours."""
    if asked is None:
        return None
    try:
        return frozenset(Scope(word) for word in asked.split(" "))
    except ValueError:
        raise OAuthError("invalid_scope") from None


def _said(given: Tokens) -> dict[str, object]:
    return {
        "access_token": given.access_token,
        "token_type": "Bearer",
        "expires_in": int(ACCESS_LASTS.total_seconds()),
        "refresh_token": given.refresh_token,
        "scope": " ".join(sorted(scope.value for scope in given.scopes)),
    }
