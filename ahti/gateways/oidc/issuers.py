"""Knows whose tokens are taken, on which terms, and where people sign in: the issuers that the operator names."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic.alias_generators import to_camel

from ahti.gateways.oidc.addresses import require_address

# Signatures only: with a shared secret, whoever can verify can forge.
Algorithm = Literal["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"]
# Assurance by its names: every command line reads settings, and the records of the field take long to load.
Level = Literal["NONE", "LOW", "SUBSTANTIAL", "HIGH"]
Words = Annotated[tuple[str, ...], Field(min_length=1)]

_EIDAS = "http://eidas.europa.eu/LoA/"
_LEVELS: Mapping[str, Level] = {"low": "LOW", "substantial": "SUBSTANTIAL", "high": "HIGH"}
_USUAL_LEVELS: Mapping[str, Mapping[str, Level]] = {
    "loa": _LEVELS,
    "acr": {_EIDAS + word: level for word, level in _LEVELS.items()},
}


def _one_or_several(given: object) -> object:
    return (given,) if isinstance(given, str) else given


def _sign_in_address(text: str) -> str:
    return require_address(text, loopback=True)


def _issuer_address(text: str) -> str:
    if "?" in text:
        raise ValueError("must have no query")
    return require_address(text, loopback=True)


class TrustedIssuer(BaseModel):
    """An issuer as the operator describes it (in JSON, with names in camelCase).

    ``audience``: what a token has to be meant for, one of these. ``scope_claims``: where scopes are read; an empty list
    says that tokens of this issuer are bound by none. ``resources``: the ``rsname`` of the permissions that count, the
    audiences unless said. ``assurance_claim``: by claim and value, the level that it stands for; of several the
    highest. ``authorized_parties``: the programs whose tokens are taken, all unless said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True)

    issuer: Annotated[str, AfterValidator(_issuer_address)]
    audience: Annotated[Words, BeforeValidator(_one_or_several)]
    algorithms: Annotated[tuple[Algorithm, ...], Field(min_length=1)] = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")
    scope_claims: tuple[str, ...] = ("scope", "authorization.permissions")
    resources: Words | None = None
    required_scope: Annotated[str, Field(pattern=r"^[!#-\[\]-~]+$")] | None = None
    assurance_claim: Mapping[str, Mapping[str, Level]] = _USUAL_LEVELS
    authorized_parties: Words | None = None


class SignIn(BaseModel):
    """Where people sign in before they allow a program something, as the operator describes it (in JSON)."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True)

    issuer: Annotated[str, AfterValidator(_sign_in_address)]
    client_id: Annotated[str, Field(min_length=1)]
    client_secret: SecretStr | None = None
    scopes: tuple[str, ...] = ("openid", "profile")

    @property
    def terms(self) -> TrustedIssuer:
        """On which its id tokens are taken: they are for us alone, and bind nothing by scopes."""
        return TrustedIssuer(issuer=self.issuer, audience=(self.client_id,), scope_claims=())
