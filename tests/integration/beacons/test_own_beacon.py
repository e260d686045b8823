"""The demonstration's beacon answers as a relay of drand does, and never before the time of a round."""

from datetime import timedelta

import httpx
import pytest

from ahti.beacon.app import create_beacon
from ahti.beacon.chain import OwnChain
from ahti.web.app import create_app
from harbors.beacons.rules import check_source, published_at, round_at
from harbors.beacons.signatures import is_signed
from tests.beacons import GENESIS, OTHER, OWN, Beacon
from tests.clocks import StoppedClock
from tests.integration.web.demo_service import demo_service
from tests.integration.web.local_server import listening


def test_its_facts_are_sound_and_come_from_the_seed() -> None:
    source = OWN.source("http://127.0.0.1:8000/beacon")
    check_source(source)
    assert OwnChain(seed="a test", genesis_time=OWN.genesis_time, period=30).source(*source.urls) == source
    assert OTHER.source().public_key != source.public_key
    assert "a test" not in repr(OWN)


def test_its_rounds_are_signed_by_its_key() -> None:
    assert is_signed(OWN.source(), 7, signature=OWN.sign(7), previous_signature=None)
    assert not is_signed(OTHER.source(), 7, signature=OWN.sign(7), previous_signature=None)


async def test_it_describes_its_chain(beacon: Beacon, client: httpx.AsyncClient) -> None:
    source = beacon.source
    with_hash, without = [
        (await client.get(f"{beacon.url}{path}/info")).json() for path in (f"/{source.chain_hash}", "")
    ]
    assert with_hash == without
    assert with_hash == {
        "public_key": source.public_key,
        "period": 30,
        "genesis_time": int(GENESIS.timestamp()),
        "hash": source.chain_hash,
        "groupHash": source.group_hash,
        "schemeID": "bls-unchained-g1-rfc9380",
        "metadata": {"beaconID": "demonstration"},
    }
    assert (await client.get(f"{beacon.url}/chains")).json() == [source.chain_hash]


async def test_a_round_is_there_from_its_time_on(
    beacon: Beacon, clock: StoppedClock, client: httpx.AsyncClient
) -> None:
    round = round_at(beacon.source, clock.now()) + 1
    address = f"{beacon.url}/{beacon.source.chain_hash}/public/{round}"
    clock.time = published_at(beacon.source, round) - timedelta(microseconds=1)
    assert (await client.get(address)).status_code == 404
    clock.time = published_at(beacon.source, round)
    assert (await client.get(address)).json()["round"] == round
    assert (await client.get(f"{beacon.url}/public/latest")).json()["round"] == round


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/public/0", 404),
        ("/public/-1", 400),
        ("/public/1x", 400),
        ("/public/" + "9" * 18, 404),
        ("/public/" + "9" * 19, 400),
        ("/public/١", 400),
        (f"/{OTHER.source().chain_hash}/public/1", 404),
        (f"/{OTHER.source().chain_hash}/info", 404),
        ("/public/1/", 404),
        ("/", 404),
    ],
)
async def test_what_there_is_not_is_not_answered(
    beacon: Beacon, client: httpx.AsyncClient, path: str, status: int
) -> None:
    assert (await client.get(beacon.url + path)).status_code == status


async def test_before_the_genesis_there_is_no_round(
    beacon: Beacon, clock: StoppedClock, client: httpx.AsyncClient
) -> None:
    clock.time = GENESIS - timedelta(seconds=1)
    assert [(await client.get(f"{beacon.url}/public/{word}")).status_code for word in ("latest", "1")] == [404, 404]
    clock.time = GENESIS
    assert (await client.get(f"{beacon.url}/public/latest")).json()["round"] == 1


async def test_pages_of_anybody_may_read_it_in_the_service(clock: StoppedClock, client: httpx.AsyncClient) -> None:
    with listening(create_app(demo_service(), routes=[create_beacon(OWN, clock=clock)])) as address:
        answer = await client.get(f"{address}beacon/public/1", headers={"origin": "https://anybody.example"})
    # A browser refuses the header when it comes twice.
    assert answer.headers.get_list("access-control-allow-origin") == ["*"]
    assert "immutable" in answer.headers["cache-control"]
    assert answer.json()["signature"] == OWN.sign(1).hex()
