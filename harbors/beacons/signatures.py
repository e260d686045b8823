"""Knows whether the signature of a round is its chain's, by drand's four schemes."""

from harbors.beacons import curve
from harbors.beacons.records import BeaconSource, Scheme
from harbors.beacons.rules import message_of

_ON_G1 = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
# The first chain with short signatures kept the name of the long ones, and kept it for good.
_ON_G2 = b"BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_"


def is_signed(source: BeaconSource, round: int, *, signature: bytes, previous_signature: bytes | None) -> bool:
    """Whether the key of the source signed this round, after this one before it where its rounds are chained."""
    message = message_of(source.scheme, round, previous_signature)
    key = bytes.fromhex(source.public_key)
    signed = _signed_short if source.scheme.on_g1 else _signed_long
    try:
        return signed(message, key=key, signature=signature, domain=domain_of(source.scheme))
    except curve.NoPoint:
        return False


def domain_of(scheme: Scheme) -> bytes:
    """The name under which a scheme hashes messages to the curve."""
    return _ON_G1 if scheme is Scheme.RFC9380 else _ON_G2


def _signed_short(message: bytes, *, key: bytes, signature: bytes, domain: bytes) -> bool:
    hashed = curve.short_hash(message, domain=domain)
    pair = (curve.short_point(signature), curve.LONG_GENERATOR)
    return curve.paired_alike((hashed, curve.long_point(key)), pair)


def _signed_long(message: bytes, *, key: bytes, signature: bytes, domain: bytes) -> bool:
    hashed = curve.long_hash(message, domain=domain)
    pair = (curve.SHORT_GENERATOR, curve.long_point(signature))
    return curve.paired_alike((curve.short_point(key), hashed), pair)
