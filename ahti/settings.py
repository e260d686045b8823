"""Knows what can be set: the ``AHTI_`` variables, their defaults, and how a bad value is named."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from ahti.gateways.beacons.sources import KNOWN, NamedSource
from ahti.gateways.mail.servers import GatewayUrl, Sender, SmtpUrl
from ahti.gateways.oidc.issuers import SignIn, TrustedIssuer
from ahti.gateways.payments.terms import CheckoutTerms, PaytrailTerms
from ahti.refusal import OperatorError
from ahti.web.rates.policies import Network, Rates

PREFIX = "AHTI_"


class BadSetting(OperatorError):
    """A setting has a value that cannot be; the message names the variable."""


def _database_url(text: str) -> str:
    if urlsplit(text).scheme not in {"postgresql", "postgres"}:
        raise ValueError("must begin with postgresql://")
    return text


def _public_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must be an http or https address without a query")
    return text.rstrip("/")


def _json(text: object) -> object:
    try:
        return json.loads(text) if isinstance(text, str) else text
    except ValueError as error:
        raise ValueError(f"must be JSON: {error}") from None


def _each_once(issuers: tuple[TrustedIssuer, ...]) -> tuple[TrustedIssuer, ...]:
    names = [one.issuer for one in issuers]
    if len(set(names)) < len(names):
        raise ValueError("must name an issuer once")
    return issuers


def _beacons_once(sources: tuple[NamedSource, ...]) -> tuple[NamedSource, ...]:
    names = [one.name for one in sources]
    if len(set(names)) < len(names):
        raise ValueError("must name a source once")
    return sources


def _networks(text: object) -> object:
    return [one.strip() for one in text.split(",")] if isinstance(text, str) else text


Networks = Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_networks)]
Switch = Literal["on", "off"]
Issuers = Annotated[tuple[TrustedIssuer, ...], NoDecode, BeforeValidator(_json), AfterValidator(_each_once)]
Beacons = Annotated[tuple[NamedSource, ...], NoDecode, BeforeValidator(_json), AfterValidator(_beacons_once)]
PublicUrl = Annotated[str, AfterValidator(_public_url)]


class Settings(BaseSettings):
    """What the machine and the operator decide; an empty variable counts as absent."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True)

    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8000, ge=0, le=65535, description="port to listen on; 0 takes a free one")
    data_dir: Annotated[Path, AfterValidator(Path.absolute)] = Field(
        default_factory=lambda: user_data_path("ahti", appauthor=False), description="folder of our own database"
    )
    database_url: Annotated[str, AfterValidator(_database_url)] | None = Field(
        None, description="an external PostgreSQL instead of our own"
    )
    pg_bin: Path | None = Field(None, description="folder with the postgres program to run")
    log: Literal["text", "json"] = Field("text", description="how log lines are written")
    worker: Literal["inside", "apart"] | None = Field(
        None,
        description="where jobs are done: inside serve, the default with our own database, or apart by `ahti worker`, "
        "the default with an external one",
    )
    smtp_url: SmtpUrl | None = Field(
        None, description="where mail is given to: smtp://user:password@host:port or smtps://...; else it stays here"
    )
    mail_from: Sender = Field(
        "Ahti <ahti@localhost.localdomain>", description="who mail is from, like Ahti <ahti@example.org>"
    )
    sms_url: GatewayUrl | None = Field(None, description="where SMS are posted to, as JSON; else they are refused")
    sms_token: SecretStr | None = Field(None, description="what is shown to the SMS gateway")
    sms_from: str = Field("Ahti", description="who SMS are from")
    metrics_token: SecretStr | None = Field(None, description="what has to be shown to read /metrics")
    metrics_port: int | None = Field(
        None, ge=0, le=65535, description="port of its own for /metrics, without a token; 0 takes a free one"
    )
    public_url: PublicUrl | None = Field(
        None, description="where people find the service, for links in mail; where it listens unless said"
    )
    gdpr_query_scope: str = Field(
        "gdprquery", min_length=1, description="the scope with which a profile service asks what is known of a person"
    )
    gdpr_delete_scope: str = Field(
        "gdprdelete", min_length=1, description="the scope with which a profile service has a person erased"
    )
    issuers: Issuers = Field((), description="whose tokens are taken: a JSON list of issuers and their terms")
    sign_in: Annotated[SignIn, NoDecode, BeforeValidator(_json)] | None = Field(
        None,
        description="where people sign in before they allow a program of somebody else something: JSON with issuer, "
        "clientId and perhaps clientSecret; else no program is let in",
    )
    paytrail: Annotated[PaytrailTerms, NoDecode, BeforeValidator(_json)] | None = Field(
        None,
        description="the account at Paytrail that takes payments: JSON with account, secret and perhaps shopInShop; "
        "else nothing is paid there",
    )
    checkout: Annotated[CheckoutTerms, NoDecode, BeforeValidator(_json)] | None = Field(
        None,
        description="the embedded payment page, in which no real money moves: JSON with secret and, where it runs "
        "apart, url; else nothing is paid there",
    )
    demo_checkout: Switch | None = Field(
        None, description="whether the embedded payment page runs beside the service, where payments cost nothing"
    )
    beacons: Beacons = Field(
        KNOWN, description="where draws may take public randomness from: a JSON list of chains of drand"
    )
    demo_beacon: Switch | None = Field(
        None, description="whether a beacon of our own runs beside the service, which whoever has its seed can foretell"
    )
    demo_beacon_seed: SecretStr = Field(SecretStr("ahti"), min_length=1, description="what gives that beacon its key")
    demo_beacon_genesis: int = Field(
        1_767_225_600, ge=0, lt=2**32, description="when its first round is due, in seconds since 1970"
    )
    demo_beacon_period: int = Field(3, ge=1, le=86_400, description="seconds between its rounds")
    rate_address: int = Field(3_000, ge=0, description="requests a minute from one address, not signed in; 0: any")
    rate_person: int = Field(1_500, ge=0, description="requests a minute of one person; 0: any")
    rate_program: int = Field(6_000, ge=0, description="requests a minute of one program; 0: any")
    trusted_proxies: Networks = Field(
        (), description="networks of proxies whose X-Forwarded-For is believed, with commas between"
    )
    demo_issuer: Switch | None = Field(
        None, description="whether anybody may sign in as the people of the demonstration, without a password"
    )
    demo_issuer_exposed: Switch = Field("off", description="whether that holds where others can reach it, too")
    demo_issuer_lets_anybody_in: Switch = Field("off", description="the same, said a second time")

    @property
    def rates(self) -> Rates:
        """How much a caller may ask in a minute."""
        return Rates(self.rate_address, self.rate_person, self.rate_program, self.trusted_proxies)

    @property
    def works_inside(self) -> bool:
        """Whether who serves does the jobs, too."""
        return self.worker == "inside" or (self.worker is None and self.database_url is None)


def load_settings(options: Mapping[str, object] | None = None) -> Settings:
    """The settings of this process; ``options`` by field name win over variables, ``None`` is no option.

    Raises ``BadSetting``.
    """
    given = {name: value for name, value in (options or {}).items() if value is not None}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        raise BadSetting(_sentence(error)) from None


def _sentence(error: ValidationError) -> str:
    return "; ".join(f"{_place(one['loc'])}: {one['msg']}" for one in error.errors())


def _place(loc: tuple[int | str, ...]) -> str:
    """The variable, and in a list which one and its field: ``AHTI_ISSUERS[0].audience``."""
    variable, *inside = loc
    return PREFIX + str(variable).upper() + "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in inside)
