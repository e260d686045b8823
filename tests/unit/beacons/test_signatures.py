"""A round is believed when its chain's key signed it, and for no other reason."""

import sys
from dataclasses import replace
from time import perf_counter

import pytest

from ahti.gateways.beacons.sources import DEFAULT, QUICKNET
from harbors.beacons.curve import NoPoint, long_point, short_point
from harbors.beacons.records import BeaconSource, Scheme
from harbors.beacons.rules import randomness_of
from harbors.beacons.signatures import is_signed
from tests.drand_rounds import (
    ALL,
    FIRST,
    LATER,
    ON_G1,
    ON_G1_LATER,
    SHORT,
    SHORT_ELSEWHERE,
    SHORT_LATER,
    UNCHAINED,
    Published,
)

# A point of the curve of G1 that lies outside of the subgroup: x = 4 gives one.
OUTSIDE = bytes.fromhex("80" + "00" * 46 + "04")
INFINITY = bytes.fromhex("c0" + "00" * 47)


def signed(
    given: Published, *, by: BeaconSource | None = None, round: int | None = None, signature: str | None = None
) -> bool:
    return is_signed(
        by or given.source,
        round or given.round,
        signature=bytes.fromhex(signature or given.signature),
        previous_signature=None if given.previous is None else bytes.fromhex(given.previous),
    )


@pytest.mark.parametrize("given", ALL, ids=lambda one: f"{one.source.scheme}-{one.round}")
def test_rounds_that_drand_published_are_signed(given: Published) -> None:
    assert signed(given)


def test_all_four_schemes_are_known() -> None:
    assert {one.source.scheme for one in ALL} == set(Scheme)


@pytest.mark.parametrize("given", [one for one in ALL if one.randomness], ids=lambda one: str(one.round))
def test_randomness_is_the_hash_of_the_signature(given: Published) -> None:
    assert randomness_of(bytes.fromhex(given.signature)).hex() == given.randomness


@pytest.mark.parametrize("given", [LATER, UNCHAINED, ON_G1, SHORT], ids=lambda one: str(one.source.scheme))
def test_a_signature_is_good_for_its_round_alone(given: Published) -> None:
    assert not signed(given, round=given.round + 1)


@pytest.mark.parametrize(
    ("given", "other"), [(LATER, FIRST), (ON_G1, ON_G1_LATER), (SHORT, SHORT_LATER)], ids=lambda one: str(one.round)
)
def test_the_signature_of_another_round_is_none(given: Published, other: Published) -> None:
    assert not signed(given, signature=other.signature)


def test_another_chains_key_signs_nothing_here() -> None:
    assert not signed(SHORT, by=SHORT_ELSEWHERE.source)


def test_a_chained_round_is_signed_after_the_round_before_it() -> None:
    assert not signed(replace(LATER, previous=FIRST.signature))
    assert not signed(replace(LATER, previous=None))


@pytest.mark.parametrize("scheme", [Scheme.ON_G1, Scheme.UNCHAINED, Scheme.CHAINED])
def test_a_signature_of_one_scheme_is_none_of_another(scheme: Scheme) -> None:
    assert not signed(SHORT, by=replace(QUICKNET, scheme=scheme))


def test_a_long_signature_does_for_no_short_one() -> None:
    assert not signed(SHORT, signature=LATER.signature)
    assert not signed(LATER, signature=SHORT.signature)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        bytes(48),
        bytes(47),
        INFINITY,
        OUTSIDE,
        bytes.fromhex(SHORT.signature)[:-1],
        b"\xff" * 48,
        b"\xff" * 96,
        bytes([bytes.fromhex(SHORT.signature)[0] & 0x7F]) + bytes.fromhex(SHORT.signature)[1:],
        bytes.fromhex("c0" + "00" * 95),
    ],
    ids=["nothing", "zeros", "short", "infinity", "outside", "cut", "ones", "long-ones", "uncompressed", "infinity-2"],
)
def test_what_is_no_point_of_the_group_is_no_signature(text: bytes) -> None:
    for point in (short_point, long_point):
        with pytest.raises(NoPoint):
            point(text)
    assert not is_signed(QUICKNET, 1, signature=text, previous_signature=None)


def test_the_point_outside_of_the_group_is_on_the_curve() -> None:
    with pytest.raises(NoPoint, match="NOT_IN_GROUP"):
        short_point(OUTSIDE)


def test_with_a_key_that_is_none_nothing_is_signed() -> None:
    assert not signed(FIRST, by=replace(DEFAULT, public_key=INFINITY.hex()))


@pytest.mark.parametrize("given", [LATER, SHORT], ids=lambda one: str(one.source.scheme))
def test_an_event_loop_need_not_leave_a_verification_to_others(given: Published) -> None:
    def milliseconds() -> float:
        began = perf_counter()
        assert signed(given)
        return 1_000 * (perf_counter() - began)

    assert min(milliseconds() for _ in range(5)) < 50


def test_whoever_reads_deep_json_is_not_endangered_by_the_library_of_the_curve() -> None:
    # Another library lifts the limit of recursion for the whole process, and the parser of JSON then ends it.
    assert sys.getrecursionlimit() < 10_000
