"""Knows whether the signature of a round is its chain's, by drand's four schemes; it takes a quarter of a second."""

from harbors.beacons.curve import GENERATORS, NoPoint, Point, hashed, paired_alike, point_of
from harbors.beacons.records import BeaconSource, Scheme
from harbors.beacons.rules import message_of

_SIGNED_ON_G1 = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
# The first chain with short signatures kept the name of the long ones, and kept it for good.
_SIGNED_ON_G2 = b"BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_"


def is_signed(source: BeaconSource, round: int, *, signature: bytes, previous_signature: bytes | None) -> bool:
    """Whether the key of the source signed this round, after this one before it where its rounds are chained."""
    try:
        key, signed = point_of(bytes.fromhex(source.public_key)), point_of(signature)
    except NoPoint:
        return False
    message = message_point(source.scheme, message_of(source.scheme, round, previous_signature))
    of_g1, of_g2 = GENERATORS
    if source.scheme.on_g1:
        return len(signature) == source.scheme.signature_bytes and paired_alike((message, key), (signed, of_g2))
    return len(signature) == source.scheme.signature_bytes and paired_alike((key, message), (of_g1, signed))


def message_point(scheme: Scheme, message: bytes) -> Point:
    """The point that a scheme signs for a message."""
    domain = _SIGNED_ON_G1 if scheme is Scheme.RFC9380 else _SIGNED_ON_G2
    return hashed(message, short=scheme.on_g1, domain=domain)
