"""A round is taken from whoever has it, and only when its chain's key signed it."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route, Router

from ahti.beacon.app import described
from ahti.gateways.beacons.fetching import fetch_beacon, fetch_planned
from ahti.gateways.beacons.refusals import (
    BeaconMissing,
    BeaconNotThere,
    BeaconRefused,
    BeaconUnreachable,
    Reason,
)
from harbors.beacons.records import BeaconPlan
from harbors.beacons.rules import attempts, published_at, round_at
from tests.beacons import OTHER, OWN, Beacon, Fault, beacon_beside
from tests.clocks import StoppedClock
from tests.drand_rounds import FIRST, LATER, SHORT, Published
from tests.integration.web.local_server import listening


def newest(clock: StoppedClock) -> int:
    return round_at(OWN.source(), clock.now()) - 1


async def test_a_round_is_fetched_and_verified(beacon: Beacon, clock: StoppedClock, client: httpx.AsyncClient) -> None:
    got = await fetch_beacon(beacon.source, newest(clock), client=client, now=clock.now())
    assert got.signature == OWN.sign(newest(clock))
    assert got.randomness == sha256(got.signature).digest()
    assert (got.source, got.round, got.previous_signature, got.url) == (beacon.source, newest(clock), None, beacon.url)


@pytest.mark.parametrize(
    ("fault", "failure", "reason"),
    [
        (Fault.LATE, BeaconNotThere, Reason.NOT_PUBLISHED),
        (Fault.WRONG_SIGNATURE, BeaconRefused, Reason.SIGNATURE),
        (Fault.ALTERED, BeaconRefused, Reason.SIGNATURE),
        (Fault.WRONG_ROUND, BeaconRefused, Reason.WRONG_ROUND),
        (Fault.OTHER_KEY, BeaconRefused, Reason.SIGNATURE),
        (Fault.OTHER_CHAIN, BeaconRefused, Reason.WRONG_CHAIN),
        (Fault.WRONG_RANDOMNESS, BeaconRefused, Reason.WRONG_RANDOMNESS),
        (Fault.GARBAGE, BeaconRefused, Reason.MALFORMED),
        (Fault.HUGE, BeaconRefused, Reason.TOO_LARGE),
        (Fault.SLOW, BeaconUnreachable, Reason.SLOW),
        (Fault.BROKEN, BeaconUnreachable, Reason.STATUS),
        (Fault.LOST, BeaconUnreachable, Reason.CONNECTION),
        (Fault.REDIRECTED, BeaconRefused, Reason.REDIRECTED),
    ],
)
async def test_each_fault_is_refused_by_name(
    beacon: Beacon,
    clock: StoppedClock,
    client: httpx.AsyncClient,
    fault: Fault,
    failure: type[BeaconMissing],
    reason: Reason,
) -> None:
    beacon.fault = fault
    with pytest.raises(BeaconMissing) as missing:
        await fetch_beacon(beacon.source, newest(clock), client=client, now=clock.now(), patience=0.5)
    assert type(missing.value) is failure
    assert [(one.url, one.reason) for one in missing.value.tried] == [(beacon.url, reason)]
    assert "hunter2" not in str(missing.value)


def test_every_fault_is_tried() -> None:
    marks: Any = test_each_fault_is_refused_by_name
    (tried,) = [mark.args[1] for mark in marks.pytestmark if mark.name == "parametrize"]
    assert [fault for fault, _, _ in tried] == list(Fault)


async def test_before_its_time_nobody_is_asked(beacon: Beacon, clock: StoppedClock, client: httpx.AsyncClient) -> None:
    following = newest(clock) + 1
    due = published_at(beacon.source, following)
    with pytest.raises(BeaconNotThere) as missing:
        await fetch_beacon(beacon.source, following, client=client, now=due - timedelta(microseconds=1))
    assert [one.reason for one in missing.value.tried] == [Reason.EARLY]
    assert not beacon.asked
    clock.time = due
    assert (await fetch_beacon(beacon.source, following, client=client, now=due)).round == following


async def test_when_nobody_listens_the_source_is_unreachable(
    beacon: Beacon, clock: StoppedClock, client: httpx.AsyncClient
) -> None:
    with listening(Router()) as gone:
        source = beacon.chain.source(gone.rstrip("/"))
    with pytest.raises(BeaconUnreachable) as missing:
        await fetch_beacon(source, newest(clock), client=client, now=clock.now())
    assert [one.reason for one in missing.value.tried] == [Reason.CONNECTION]


async def test_addresses_are_tried_in_order_until_one_is_good(
    beacon: Beacon, clock: StoppedClock, client: httpx.AsyncClient
) -> None:
    with beacon_beside(clock) as first, beacon_beside(clock) as third:
        first.fault, beacon.fault = Fault.OTHER_KEY, Fault.BROKEN
        source = OWN.source(first.url, beacon.url, third.url)
        assert (await fetch_beacon(source, newest(clock), client=client, now=clock.now())).url == third.url
        first.fault = None
        third.asked.clear()
        assert (await fetch_beacon(source, newest(clock), client=client, now=clock.now())).url == first.url
        assert not third.asked


@pytest.mark.parametrize(
    ("faults", "failure"),
    [
        ((Fault.LATE, Fault.OTHER_KEY), BeaconRefused),
        ((Fault.BROKEN, Fault.OTHER_KEY), BeaconRefused),
        ((Fault.BROKEN, Fault.LATE), BeaconNotThere),
        ((Fault.BROKEN, Fault.LOST), BeaconUnreachable),
    ],
)
async def test_of_several_failures_the_gravest_is_told(
    beacon: Beacon,
    clock: StoppedClock,
    client: httpx.AsyncClient,
    faults: tuple[Fault, Fault],
    failure: type[BeaconMissing],
) -> None:
    with beacon_beside(clock) as other:
        other.fault, beacon.fault = faults
        with pytest.raises(BeaconMissing) as missing:
            source = OWN.source(other.url, beacon.url)
            await fetch_beacon(source, newest(clock), client=client, now=clock.now())
    assert type(missing.value) is failure
    assert [one.url for one in missing.value.tried] == [other.url, beacon.url]
    assert missing.value.refusal.problems[0].message.fi


async def test_a_client_that_follows_redirects_does_not_follow_these(beacon: Beacon, clock: StoppedClock) -> None:
    beacon.fault = Fault.REDIRECTED
    async with httpx.AsyncClient(follow_redirects=True, trust_env=False) as credulous:
        with pytest.raises(BeaconRefused):
            await fetch_beacon(beacon.source, newest(clock), client=credulous, now=clock.now())
    assert sum(beacon.asked.values()) == 2


async def test_the_first_line_of_a_plan_that_can_be_had_counts(
    beacon: Beacon, clock: StoppedClock, client: httpx.AsyncClient
) -> None:
    with beacon_beside(clock, chain=OTHER) as other:
        plan = BeaconPlan(announced_at=clock.now(), sources=(beacon.source, replace(other.source, name="other")))
        lines = attempts(plan)
        with pytest.raises(BeaconNotThere):
            await fetch_planned(plan, client=client, now=clock.now() - timedelta(seconds=1))
        assert not beacon.asked
        clock.time = lines[0].published_at
        line, got = await fetch_planned(plan, client=client, now=clock.now())
        assert (line, got.round) == (lines[0], lines[0].round)
        # While the first source has nothing, an hour brings no second one yet.
        beacon.fault = Fault.BROKEN
        clock.time = lines[1].published_at
        with pytest.raises(BeaconUnreachable) as missing:
            await fetch_planned(plan, client=client, now=clock.now())
        assert [one.url for one in missing.value.tried] == [beacon.url] * 2
        assert not other.asked
        clock.time = lines[2].published_at
        line, got = await fetch_planned(plan, client=client, now=clock.now())
        assert (line, got.source) == (lines[2], plan.sources[1])
        # However late it is asked, what can be had of the first line counts.
        beacon.fault = None
        line, got = await fetch_planned(plan, client=client, now=clock.now())
        assert (line, got.signature) == (lines[0], OWN.sign(lines[0].round))


@contextmanager
def relay(given: Published, **changes: Any) -> Iterator[Published]:
    """A relay that has this round, with members of its answers added, changed, or left out (``None``)."""

    async def info(_: Request) -> Response:
        return JSONResponse(described(given.source))

    async def round(_: Request) -> Response:
        told = given.answer() | changes
        return JSONResponse({name: value for name, value in told.items() if value is not None})

    paths = f"/{given.source.chain_hash}/info", f"/{given.source.chain_hash}/public/{given.round}"
    with listening(Router(routes=[Route(paths[0], info), Route(paths[1], round)])) as address:
        yield replace(given, source=replace(given.source, urls=(address.rstrip("/"),)))


@pytest.mark.parametrize("given", [FIRST, LATER, SHORT], ids=lambda one: f"{one.source.name}-{one.round}")
async def test_what_the_league_of_entropy_published_is_taken(
    given: Published, clock: StoppedClock, client: httpx.AsyncClient
) -> None:
    with relay(given) as relayed:
        got = await fetch_beacon(relayed.source, given.round, client=client, now=clock.now())
    assert got.signature.hex() == given.signature
    assert (got.previous_signature.hex() if got.previous_signature else None) == given.previous


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"round": "1000"}, Reason.MALFORMED),
        ({"round": True}, Reason.MALFORMED),
        ({"round": None}, Reason.MALFORMED),
        ({"round": 1001}, Reason.WRONG_ROUND),
        ({"signature": None}, Reason.MALFORMED),
        ({"signature": SHORT.signature.upper()}, Reason.MALFORMED),
        ({"signature": " " + SHORT.signature[1:]}, Reason.MALFORMED),
        ({"signature": SHORT.signature[:-2]}, Reason.MALFORMED),
        ({"signature": SHORT.signature * 2}, Reason.MALFORMED),
        ({"previous_signature": SHORT.signature}, Reason.MALFORMED),
        ({"randomness": "00" * 31}, Reason.MALFORMED),
        ({"randomness": "00" * 32}, Reason.WRONG_RANDOMNESS),
    ],
    ids=str,
)
async def test_an_answer_that_is_altered_is_refused(
    changes: dict[str, Any], reason: Reason, clock: StoppedClock, client: httpx.AsyncClient
) -> None:
    with relay(SHORT, **changes) as relayed, pytest.raises(BeaconRefused) as missing:
        await fetch_beacon(relayed.source, SHORT.round, client=client, now=clock.now())
    assert [one.reason for one in missing.value.tried] == [reason]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"previous_signature": None}, Reason.MALFORMED), ({"previous_signature": FIRST.signature}, Reason.SIGNATURE)],
    ids=["without", "another"],
)
async def test_a_chained_round_comes_with_the_one_before_it(
    changes: dict[str, Any], reason: Reason, clock: StoppedClock, client: httpx.AsyncClient
) -> None:
    with relay(LATER, **changes) as relayed, pytest.raises(BeaconRefused) as missing:
        await fetch_beacon(relayed.source, LATER.round, client=client, now=clock.now())
    assert [one.reason for one in missing.value.tried] == [reason]


@pytest.mark.parametrize("text", ["[]", "7", '{"round": 1, "round": 2}', '{"round": NaN}', "[" * 8_000, "\xff"])
async def test_what_is_no_json_object_is_refused(text: str, clock: StoppedClock, client: httpx.AsyncClient) -> None:
    async def garbage(_: Request) -> Response:
        return Response(text.encode("latin-1"))

    with listening(Router(routes=[Route("/{path:path}", garbage)])) as address:
        source = OTHER.source(address.rstrip("/"))
        with pytest.raises(BeaconRefused) as missing:
            await fetch_beacon(source, 1, client=client, now=clock.now())
    assert [one.reason for one in missing.value.tried] == [Reason.MALFORMED]


async def test_who_sends_drop_by_drop_is_not_waited_for(clock: StoppedClock, client: httpx.AsyncClient) -> None:
    async def drops() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b" "
            await asyncio.sleep(0.05)  # so slow is the answer

    async def dripping(_: Request) -> Response:
        return StreamingResponse(drops())

    with (
        listening(Router(routes=[Route("/{path:path}", dripping)])) as address,
        pytest.raises(BeaconMissing) as missing,
    ):
        await fetch_beacon(OWN.source(address.rstrip("/")), 1, client=client, now=clock.now(), patience=0.3)
    assert [one.reason for one in missing.value.tried] == [Reason.SLOW]
