"""The sources of randomness that an operator may name, those that are known, and how a mistake is named."""

import json
from typing import Any

import pytest

from ahti.beacon.wanted import beacons_elsewhere, known_beacons, own_chain
from ahti.gateways.beacons.sources import DEFAULT, QUICKNET
from ahti.settings import BadSetting, Settings, load_settings
from harbors.beacons.documents import write_source
from harbors.beacons.records import BeaconSource
from harbors.beacons.rules import check_source

MIRROR = write_source(QUICKNET) | {"name": "mirror", "urls": ["https://drand.example/relay/"]}


@pytest.fixture(autouse=True)
def no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"AHTI_{name.upper()}", raising=False)


def loaded(monkeypatch: pytest.MonkeyPatch, *sources: Any) -> tuple[BeaconSource, ...]:
    monkeypatch.setenv("AHTI_BEACONS", json.dumps(sources))
    return tuple(one.source for one in load_settings().beacons)


def test_without_the_setting_the_league_of_entropy_is_known() -> None:
    assert tuple(one.source for one in load_settings().beacons) == (DEFAULT, QUICKNET)


def test_a_source_is_described_as_rules_of_rounds_publish_it(monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = loaded(monkeypatch, MIRROR)
    assert write_source(one) == MIRROR | {"urls": ["https://drand.example/relay"]}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"publicKey": "00" * 96}, "chainHash: The chain hash is not that of the other facts."),
        ({"scheme": "rot13"}, "AHTI_BEACONS[0].scheme: "),
        ({"urls": []}, "AHTI_BEACONS[0].urls: "),
        ({"urls": ["http://drand.example"]}, "AHTI_BEACONS[0].urls[0]: "),
        ({"urls": ["https://drand.example/?a=b"]}, "AHTI_BEACONS[0].urls[0]: "),
        ({"name": "The Moon"}, "name: A name has small letters"),
        ({"colour": "blue"}, "AHTI_BEACONS[0].colour: "),
    ],
)
def test_a_mistake_is_named(monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], said: str) -> None:
    with pytest.raises(BadSetting) as refused:
        loaded(monkeypatch, MIRROR | change)
    assert str(refused.value).startswith("AHTI_BEACONS[0]")
    assert said in str(refused.value)


def test_a_source_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadSetting, match=r"^AHTI_BEACONS: .*must name a source once"):
        loaded(monkeypatch, MIRROR, MIRROR)


@pytest.mark.parametrize(
    ("said", "usually", "runs"), [(None, True, True), (None, False, False), ("on", False, True), ("off", True, False)]
)
def test_our_own_beacon_runs_where_it_is_wanted(said: str | None, usually: bool, runs: bool) -> None:
    assert (own_chain(load_settings({"demo_beacon": said}), usually=usually) is not None) is runs


def test_our_own_beacon_is_a_source_beside_the_others() -> None:
    settings = load_settings({"demo_beacon_seed": "sea", "demo_beacon_period": 10, "demo_beacon_genesis": 7})
    chain = own_chain(settings, usually=True)
    *others, own = known_beacons(settings, chain, "http://127.0.0.1:8000/", "http://127.0.0.1:8000")
    check_source(own)
    assert others == [DEFAULT, QUICKNET]
    assert (own.name, own.period, own.genesis_time) == ("demonstration", 10, 7)
    assert own.urls == ("http://127.0.0.1:8000/beacon",)
    assert known_beacons(settings, None, "http://127.0.0.1:8000/") == (DEFAULT, QUICKNET)


def test_a_command_apart_finds_our_own_beacon_where_it_is_served() -> None:
    settings = load_settings({"demo_beacon": "on", "port": 8123})
    assert beacons_elsewhere(settings)[-1].urls == ("http://127.0.0.1:8123/beacon",)
    public = load_settings({"demo_beacon": "on", "public_url": "https://ahti.example"})
    assert beacons_elsewhere(public)[-1].urls == ("https://ahti.example/beacon",)
