"""Knows the sources of public randomness that an operator names, and those that are known without being named."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

from ahti.gateways.oidc.addresses import require_address
from harbors.beacons.records import BeaconSource, Scheme
from harbors.beacons.rules import check_source
from harbors.errors import Invalid
from harbors.text import Language

# Relays of drand; all serve both chains.
_RELAYS = (
    "https://api.drand.sh",
    "https://api2.drand.sh",
    "https://api3.drand.sh",
    "https://drand.cloudflare.com",
)

# The two chains of the League of Entropy. Each chain hash is SHA-256 of the other facts, and a test computes it anew.
DEFAULT = BeaconSource(
    name="drand-default",
    chain_hash="8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce",
    public_key="868f005eb8e6e4ca0a47c8a77ceaa5309a47978a7c71bc5cce96366b5d7a569937c529eeda66c7293784a9402801af31",
    scheme=Scheme.CHAINED,
    genesis_time=1_595_431_050,
    period=30,
    group_hash="176f93498eac9ca337150b46d21dd58673ea4e3581185f869672e59fa4cb390a",
    beacon_id="default",
    urls=_RELAYS,
)
QUICKNET = BeaconSource(
    name="drand-quicknet",
    chain_hash="52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    public_key="83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c"
    "8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5"
    "a6e9c76a4bc09e76eae8991ef5ece45a",
    scheme=Scheme.RFC9380,
    genesis_time=1_692_803_367,
    period=3,
    group_hash="f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e",
    beacon_id="quicknet",
    urls=_RELAYS,
)


def _address(text: str) -> str:
    if "?" in text:
        raise ValueError("must have no query")
    return require_address(text, loopback=True).rstrip("/")


class NamedSource(BaseModel):
    """A source as the operator describes it (in JSON, with names in camelCase)."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, validate_by_name=True)

    name: str
    chain_hash: str
    public_key: str
    scheme: Scheme
    genesis_time: int
    period: int
    group_hash: str
    beacon_id: str = "default"
    urls: Annotated[tuple[Annotated[str, AfterValidator(_address)], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _sound(self) -> Self:
        try:
            check_source(self.source)
        except Invalid as invalid:
            faults = (f"{one.field}: {one.in_language(Language.EN)}" for one in invalid.problems)
            raise ValueError(" ".join(faults)) from None
        return self

    @property
    def source(self) -> BeaconSource:
        return BeaconSource(**self.model_dump())


KNOWN = tuple(
    NamedSource.model_validate({name: getattr(one, name) for name in NamedSource.model_fields})
    for one in (DEFAULT, QUICKNET)
)
