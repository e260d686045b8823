"""Knows a chain of our own: its key, which a seed gives, its facts, and the signature of each of its rounds."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256, sha512

from harbors.beacons.curve import LONG_GENERATOR, ORDER, short_hash
from harbors.beacons.records import BeaconSource, Scheme, VerifiedBeacon
from harbors.beacons.rules import chain_hash_of, message_of, randomness_of
from harbors.beacons.signatures import domain_of

SCHEME = Scheme.RFC9380


@dataclass(frozen=True)
class OwnChain:
    """The chain of a seed: rounds every ``period`` seconds from ``genesis_time`` (seconds since 1970) on."""

    seed: str = field(repr=False)
    genesis_time: int
    period: int
    name: str = "demonstration"

    def source(self, *urls: str) -> BeaconSource:
        """How somebody who does not know the seed describes it, served at these addresses."""
        facts = BeaconSource(
            name=self.name,
            chain_hash="",
            public_key=self._public_key.hex(),
            scheme=SCHEME,
            genesis_time=self.genesis_time,
            period=self.period,
            group_hash=sha256(b"ahti beacon group" + self._public_key).hexdigest(),
            beacon_id=self.name,
            urls=urls,
        )
        return replace(facts, chain_hash=chain_hash_of(facts))

    def sign(self, round: int) -> bytes:
        """The signature of a round."""
        message = short_hash(message_of(SCHEME, round, None), domain=domain_of(SCHEME))
        return message.scalar_mul(self._secret).compress()

    def verified(self, round: int, source: BeaconSource) -> VerifiedBeacon:
        """A round as it is kept once it was fetched from ``source`` and verified."""
        signature = self.sign(round)
        return VerifiedBeacon(
            source=source,
            round=round,
            randomness=randomness_of(signature),
            signature=signature,
            previous_signature=None,
            url=source.urls[0],
        )

    @cached_property
    def _public_key(self) -> bytes:
        return LONG_GENERATOR.scalar_mul(self._secret).compress()

    @cached_property
    def _secret(self) -> int:
        """From 1 to the order of the group, this excluded; 512 bits make each as likely as any other."""
        return 1 + int.from_bytes(sha512(b"ahti beacon key" + self.seed.encode()).digest()) % (ORDER - 1)
