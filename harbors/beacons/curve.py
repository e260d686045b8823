"""Knows points of the curve BLS12-381 as bytes, and how a message becomes one; the arithmetic is that of blst."""

from typing import Protocol, Self

from pyblst import BlstP1Element, BlstP2Element, final_verify, miller_loop

SHORT_BYTES, LONG_BYTES = 48, 96
ORDER = 0x73EDA753299D7D483339D80809A1D80553BDA402FFFE5BFEFFFFFFFF00000001
_INFINITE = 0x40


class Point(Protocol):
    """A point of G1, which is short as bytes, or of G2."""

    def compress(self) -> bytes: ...

    def scalar_mul(self, by: int, /) -> Self: ...


class NoPoint(ValueError):
    """Bytes that are no point a key or a signature can be."""


def short_point(text: bytes) -> Point:
    """The point of G1 that 48 bytes are, compressed. Raises ``NoPoint``.

    blst takes no point outside of the group of prime order, and one spelling of each alone: otherwise a signature
    could be altered and stay good. Infinity, which signs everything, is left to us.
    """
    try:
        point: Point = BlstP1Element().uncompress(_finite(text, SHORT_BYTES))
    except ValueError as error:
        raise NoPoint(str(error)) from None
    return point


def long_point(text: bytes) -> Point:
    """The same for 96 bytes, a point of G2."""
    try:
        point: Point = BlstP2Element().uncompress(_finite(text, LONG_BYTES))
    except ValueError as error:
        raise NoPoint(str(error)) from None
    return point


def _finite(text: bytes, length: int) -> bytes:
    if len(text) != length or text[0] & _INFINITE:
        raise NoPoint("the point is infinity, or of another length")
    return text


SHORT_GENERATOR = short_point(
    bytes.fromhex("97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb")
)
LONG_GENERATOR = long_point(
    bytes.fromhex(
        "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
        "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
    )
)


def short_hash(message: bytes, *, domain: bytes) -> Point:
    """The point of G1 that RFC 9380 gives a message."""
    point: Point = BlstP1Element.hash_to_group(message, domain)
    return point


def long_hash(message: bytes, *, domain: bytes) -> Point:
    """The same in G2."""
    point: Point = BlstP2Element.hash_to_group(message, domain)
    return point


def paired_alike(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two pairs, each of a short point and a long one, have the same pairing."""
    return bool(final_verify(miller_loop(*one), miller_loop(*other)))
