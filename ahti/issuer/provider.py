"""Knows what the issuer gives and takes back: codes, tokens, and the end of a sign-in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ahti.clock import Clock
from ahti.issuer.clients import OFFLINE
from ahti.issuer.grants import Code, Codes, Grant, NotGranted, new_grant_id
from ahti.issuer.people import DemoPerson
from ahti.issuer.refreshing import RefreshTokens
from ahti.issuer.tokens import ACCESS_LASTS, ACCESS_TYPE, ID_TYPE, Claims, Minting, is_openid, personal_claims
from ahti.oauth.requests import SignInRequest
from harbors.chance import Chance
from harbors.programs.rules import answers


class ScopeTooWide(Exception):
    """More is asked than the person allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """Everything between the endpoints and what is kept."""

    minting: Minting
    codes: Codes
    refreshing: RefreshTokens
    people: Mapping[str, DemoPerson]
    clock: Clock
    chance: Chance
    _ended: dict[str, datetime] = field(default_factory=dict)

    def sign_in(self, request: SignInRequest, person: DemoPerson) -> str:
        """The code that says so to the program."""
        now = self.clock.now()
        grant = Grant(
            id=new_grant_id(self.chance),
            client_id=request.client.client_id,
            subject=person.subject,
            scopes=request.scopes,
            signed_in_at=int(now.timestamp()),
        )
        code = Code(
            grant=grant,
            redirect_uri=request.redirect_uri,
            challenge=request.challenge,
            nonce=request.nonce,
            given_at=now,
        )
        return self.codes.give(code)

    def redeem(self, word: str, *, client_id: str, redirect_uri: str, verifier: str) -> Claims:
        """Tokens for a code; raises ``NotGranted``. A code that comes twice takes back what it gave."""
        now = self.clock.now()
        code = self.codes.take(word, now=now)
        if code.used:
            self.end(code.grant.id)
            raise NotGranted
        if (client_id, redirect_uri) != (code.grant.client_id, code.redirect_uri) or not answers(
            code.challenge, verifier
        ):
            raise NotGranted
        refresh = self.refreshing.begin(code.grant, now=now) if OFFLINE in code.grant.scopes else None
        return self._tokens(code.grant, code.grant.scopes, nonce=code.nonce, refresh_token=refresh, now=now)

    def refresh(self, token: str, *, client_id: str, scope: str | None) -> Claims:
        """Tokens for a refresh token, and the next of these; raises ``NotGranted`` and ``ScopeTooWide``."""
        now = self.clock.now()
        known = self.refreshing.grant_of(token)
        wanted = tuple(scope.split(" ")) if scope else known.scopes if known else ()
        if known is not None and not set(wanted) <= set(known.scopes):
            raise ScopeTooWide
        grant, following = self.refreshing.use(token, client_id=client_id, now=now)
        return self._tokens(grant, wanted, nonce=None, refresh_token=following, now=now)

    def revoke(self, token: str, *, client_id: str) -> None:
        """End the sign-in of a refresh token or an access token of this program; whatever else is nothing to us."""
        grant = self.refreshing.grant_of(token)
        claims = None if grant else self.minting.read(token, typ=ACCESS_TYPE, now=self.clock.now())
        if grant is not None and grant.client_id == client_id:
            self.end(grant.id)
        elif claims is not None and claims["client_id"] == client_id:
            self.end(claims["sid"])

    def signed_in(self, id_token: str) -> Claims | None:
        """Whom an id token of ours speaks of, even when its time is over."""
        return self.minting.read(id_token, typ=ID_TYPE, now=self.clock.now(), expired=True)

    def end(self, grant_id: str) -> None:
        """No code or refresh token of this sign-in is good any more, and we tell its access tokens nothing.

        The service cannot know of it: what it was given is good there until its five minutes are over.
        """
        now = self.clock.now()
        for over in [id_ for id_, until in self._ended.items() if now >= until]:
            del self._ended[over]
        self._ended[grant_id] = now + ACCESS_LASTS
        self.refreshing.end(grant_id)

    def told_to(self, access_token: str) -> Claims | None:
        """What its program may know of the person; ``None`` for a token that is not good, or not for that."""
        claims = self.minting.read(access_token, typ=ACCESS_TYPE, now=self.clock.now())
        person = self.people.get(claims["sub"]) if claims else None
        if claims is None or person is None or claims["sid"] in self._ended:
            return None
        scopes = tuple(claims["scope"].split(" "))
        return {"sub": person.subject, **personal_claims(person, scopes)} if is_openid(scopes) else None

    def _tokens(
        self, grant: Grant, scopes: tuple[str, ...], *, nonce: str | None, refresh_token: str | None, now: datetime
    ) -> Claims:
        person = self.people.get(grant.subject)
        if person is None:
            raise NotGranted
        access = self.minting.access_token(grant, person, scopes=scopes, now=now)
        answer: Claims = {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": int(ACCESS_LASTS.total_seconds()),
            "scope": " ".join(scopes),
        }
        if is_openid(scopes):
            answer["id_token"] = self.minting.id_token(grant, person, access_token=access, nonce=nonce, now=now)
        return answer | ({"refresh_token": refresh_token} if refresh_token else {})
