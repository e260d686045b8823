"""Knows how an operator names the payment gateways."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr
from pydantic.alias_generators import to_camel

from ahti.gateways.payments.signatures import Algorithm

PAYTRAIL_URL = "https://services.paytrail.com"
_LOCAL = {"127.0.0.1", "localhost", "::1"}


def _url(text: str) -> str:
    parts = urlsplit(text)
    known = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOCAL)
    if not known or not parts.hostname or parts.query or parts.fragment:
        raise ValueError("must begin with https://, or with http:// on this machine")
    return text.rstrip("/")


GatewayAddress = Annotated[str, AfterValidator(_url)]


class _Terms(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class PaytrailTerms(_Terms):
    """An account at Paytrail; ``shop_in_shop``: other merchants sell under it."""

    account: str = Field(pattern=r"^[0-9]{1,20}$")
    secret: SecretStr = Field(min_length=1)
    shop_in_shop: bool = False
    algorithm: Algorithm = Algorithm.SHA256
    url: GatewayAddress = PAYTRAIL_URL


class CheckoutTerms(_Terms):
    """The embedded page; without ``url`` it is the one that runs beside the service."""

    secret: SecretStr = Field(min_length=1)
    url: GatewayAddress | None = None
    seller: str = Field("Ahti", min_length=1, max_length=200)
