"""Knows how a bearer token is verified from its first character to its last claim."""

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from time import monotonic

from joserfc.errors import JoseError, UnsupportedAlgorithmError
from joserfc.jwa import JWSAlgModel
from joserfc.jwk import Key
from joserfc.jws import JWSRegistry, deserialize_compact

from ahti.clock import Clock
from ahti.gateways.oidc.claims import verified, verified_id
from ahti.gateways.oidc.compact import Unverified, parse
from ahti.gateways.oidc.fetching import fetch_json, open_client
from ahti.gateways.oidc.issuer_keys import USUAL_PACE, IssuerKeys, Pace
from ahti.gateways.oidc.issuers import TrustedIssuer
from ahti.gateways.oidc.records import VerifiedToken
from ahti.gateways.oidc.refusals import Reason, TokenRefused


@dataclass(frozen=True, slots=True)
class Trusted:
    """An issuer, on which terms its tokens are taken, and its keys."""

    terms: TrustedIssuer
    keys: IssuerKeys


class TokenVerifier:
    """Verifies tokens of the issuers that the operator trusts; a token of anybody else costs no fetch."""

    def __init__(self, trusted: Mapping[str, Trusted], *, clock: Clock) -> None:
        self._trusted = trusted
        self._clock = clock

    @classmethod
    @asynccontextmanager
    async def opened(
        cls,
        issuers: Sequence[TrustedIssuer],
        *,
        clock: Clock,
        seconds: Callable[[], float] = monotonic,
        pace: Pace = USUAL_PACE,
    ) -> AsyncIterator["TokenVerifier"]:
        """With a client of its own. Nothing is fetched before a token asks for it: an issuer may start after us."""
        async with open_client() as client:
            fetch = partial(fetch_json, client)
            trusted = {
                terms.issuer: Trusted(terms, IssuerKeys(terms.issuer, fetch, seconds=seconds, pace=pace))
                for terms in issuers
            }
            yield cls(trusted, clock=clock)

    async def verify(self, token: str) -> VerifiedToken:
        """What a good access token says. Raises ``AccessRefused``."""
        said, trusted = await self._signed(token)
        return verified(said.claims, trusted.terms, now=self._clock.now())

    async def verify_id(self, token: str, *, nonce: str) -> VerifiedToken:
        """What a good id token says that answers this nonce. Raises ``AccessRefused``."""
        said, trusted = await self._signed(token)
        return verified_id(said.claims, trusted.terms, nonce=nonce, now=self._clock.now())

    async def _signed(self, token: str) -> tuple[Unverified, Trusted]:
        said = parse(token)
        trusted = self._trusted.get(said.issuer)
        if trusted is None:
            raise TokenRefused(Reason.UNKNOWN_ISSUER)
        if said.algorithm not in trusted.terms.algorithms:
            raise TokenRefused(Reason.ALGORITHM)
        key = await trusted.keys.find(said.kid, said.algorithm)
        _require_signature(token, key, trusted.terms.algorithms)
        return said, trusted


class _Allowed(JWSRegistry):
    """These algorithms and no others. joserfc's own would warn at every token that says EdDSA, as most issuers do."""

    max_header_length = 2048

    def __init__(self, algorithms: Collection[str]) -> None:
        super().__init__(algorithms=algorithms)
        self._names = frozenset(algorithms)

    def get_alg(self, name: str) -> JWSAlgModel:
        if name not in self._names:
            raise UnsupportedAlgorithmError(f"Algorithm of '{name}' is not allowed")
        return self.algorithms[name]


def _require_signature(token: str, key: Key, algorithms: Collection[str]) -> None:
    try:
        deserialize_compact(token, key, registry=_Allowed(algorithms))
    except (JoseError, ValueError, TypeError):
        raise TokenRefused(Reason.SIGNATURE) from None
