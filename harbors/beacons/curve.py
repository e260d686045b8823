"""Knows points of the curve BLS12-381 as bytes, and how a message becomes one; the arithmetic is py_ecc's."""

from hashlib import sha256
from typing import Any

from py_ecc.bls.g2_primitives import subgroup_check
from py_ecc.bls.hash_to_curve import hash_to_G1, hash_to_G2
from py_ecc.bls.point_compression import compress_G1, compress_G2, decompress_G1, decompress_G2
from py_ecc.bls.typing import G1Compressed, G2Compressed
from py_ecc.fields import optimized_bls12_381_FQ12 as FQ12
from py_ecc.optimized_bls12_381.optimized_curve import G1, G2, is_inf, neg
from py_ecc.optimized_bls12_381.optimized_pairing import final_exponentiate, miller_loop

# A point of either group, in the coordinates of py_ecc, which has no one name for both.
Point = tuple[Any, Any, Any]

SHORT = 48
GENERATORS: tuple[Point, Point] = (G1, G2)


class NoPoint(ValueError):
    """Bytes that are no point a key or a signature can be."""


def point_of(text: bytes) -> Point:
    """The point of 48 bytes (G1) or 96 (G2), compressed. Raises ``NoPoint``.

    It is spelled in the only way, is not infinity, and lies in the subgroup of prime order: otherwise a signature
    could be altered and stay good.
    """
    try:
        point = _decompressed(text)
    except (ValueError, ZeroDivisionError) as error:
        raise NoPoint(str(error)) from None
    if is_inf(point) or not subgroup_check(point) or text_of(point, short=len(text) == SHORT) != text:
        raise NoPoint("the point is infinity, outside of the group, or spelled in another way")
    return point


def _decompressed(text: bytes) -> Point:
    if len(text) not in {SHORT, 2 * SHORT}:
        raise NoPoint("a point has 48 or 96 bytes")
    numbers = [int.from_bytes(text[at : at + SHORT]) for at in range(0, len(text), SHORT)]
    if len(numbers) == 1:
        return decompress_G1(G1Compressed(numbers[0]))
    return decompress_G2(G2Compressed((numbers[0], numbers[1])))


def text_of(point: Point, *, short: bool) -> bytes:
    """The point, compressed; ``short``: it is one of G1."""
    numbers = (compress_G1(point),) if short else compress_G2(point)
    return b"".join(number.to_bytes(SHORT) for number in numbers)


def hashed(message: bytes, *, short: bool, domain: bytes) -> Point:
    """The point of G1 (``short``) or G2 that RFC 9380 gives a message."""
    # Its annotation names the class of a digest, where it is the function that is wanted.
    function: Any = sha256
    return hash_to_G1(message, domain, function) if short else hash_to_G2(message, domain, function)


def paired_alike(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two pairs, each of a point of G1 and one of G2, have the same pairing."""
    product = _loop(one[0], one[1]) * _loop(neg(other[0]), other[1])
    return bool(final_exponentiate(product) == FQ12.one())


def _loop(of_g1: Point, of_g2: Point) -> FQ12:
    return miller_loop(of_g2, of_g1, final_exponentiate=False)
