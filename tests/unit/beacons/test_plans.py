"""Which round of a beacon a draw waits for, what stands in for it, and what a source has to be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ahti.gateways.beacons.sources import DEFAULT, QUICKNET
from harbors.beacons.documents import read_plan, write_plan
from harbors.beacons.records import BeaconPlan, BeaconSource, Scheme
from harbors.beacons.rules import (
    AHEAD,
    attempts,
    chain_hash_of,
    check_source,
    due,
    plan_of,
    published_at,
    require_ahead,
    round_at,
)
from harbors.errors import Invalid, Refused

HOUR = timedelta(hours=1)
A_MOMENT = timedelta(microseconds=1)
ANNOUNCED = datetime(2027, 3, 1, 10, 0, tzinfo=UTC)
PLAN = BeaconPlan(announced_at=ANNOUNCED, sources=(DEFAULT, QUICKNET))


def test_round_one_is_due_at_the_genesis() -> None:
    genesis = datetime.fromtimestamp(DEFAULT.genesis_time, UTC)
    assert published_at(DEFAULT, 1) == genesis
    assert [round_at(DEFAULT, genesis + by) for by in (-HOUR, timedelta(), A_MOMENT, timedelta(seconds=30))] == [
        1,
        1,
        2,
        2,
    ]


def test_rounds_are_counted_as_drand_counts_them() -> None:
    # A client of drand says so of its own: 2026-04-20, midnight UTC, is round 27946612 of quicknet.
    assert round_at(QUICKNET, datetime(2026, 4, 20, tzinfo=UTC)) == 27_946_612
    assert round_at(QUICKNET, datetime(2026, 4, 20, 12, 30, 45, tzinfo=UTC)) == 27_961_627


def test_the_round_is_the_first_that_nobody_can_know_before_the_announced_time() -> None:
    (first, *_) = attempts(PLAN)
    assert first.published_at >= ANNOUNCED
    assert published_at(DEFAULT, first.round - 1) < ANNOUNCED


def test_after_an_hour_the_next_round_stands_in_and_then_the_second_source() -> None:
    lines = attempts(PLAN)
    assert [(one.number, one.source.name) for one in lines] == [
        (1, "drand-default"),
        (2, "drand-default"),
        (3, "drand-quicknet"),
    ]
    assert [one.round for one in lines] == [
        round_at(DEFAULT, ANNOUNCED),
        round_at(DEFAULT, ANNOUNCED + HOUR),
        round_at(QUICKNET, ANNOUNCED + 2 * HOUR),
    ]


def test_a_line_is_due_when_its_round_is_published() -> None:
    lines = attempts(PLAN)
    assert due(PLAN, now=lines[0].published_at - A_MOMENT) == ()
    assert [due(PLAN, now=one.published_at) for one in lines] == [lines[:1], lines[:2], lines[:3]]


def test_an_earlier_line_stays_before_a_later_one_however_late_it_is() -> None:
    assert [one.number for one in due(PLAN, now=ANNOUNCED + timedelta(days=30))] == [1, 2, 3]


def test_the_beacon_lies_in_the_future_when_the_root_is_published() -> None:
    first = attempts(PLAN)[0].published_at
    require_ahead(PLAN, now=first - AHEAD)
    for now in (first - AHEAD + A_MOMENT, first, first + HOUR):
        with pytest.raises(Refused) as refused:
            require_ahead(PLAN, now=now)
        assert [one.code for one in refused.value.problems] == ["BEACON_NOT_AHEAD"]


def test_rules_name_sources_and_a_plan_has_their_facts() -> None:
    names = ["drand-default", "drand-quicknet"]
    assert plan_of(names, (QUICKNET, DEFAULT), announced_at=ANNOUNCED) == PLAN
    assert plan_of([], (QUICKNET, DEFAULT), announced_at=ANNOUNCED) is None
    with pytest.raises(Invalid) as refused:
        plan_of(["drand-default", "moon"], (QUICKNET, DEFAULT), announced_at=ANNOUNCED)
    assert [one.code for one in refused.value.problems] == ["BEACON_UNKNOWN"]
    assert "moon" in str(refused.value.problems[0].message.en)


def test_a_plan_is_read_back_from_the_rules_that_publish_it() -> None:
    written = write_plan(PLAN)
    assert read_plan(written) == PLAN
    assert [one["round"] for one in written["attempts"]] == [one.round for one in attempts(PLAN)]


@pytest.mark.parametrize("source", [DEFAULT, QUICKNET], ids=lambda one: one.name)
def test_the_chain_hash_of_the_league_of_entropy_follows_from_the_facts(source: BeaconSource) -> None:
    check_source(source)
    assert chain_hash_of(source) == source.chain_hash


@pytest.mark.parametrize(
    "change",
    [
        {"genesis_time": DEFAULT.genesis_time + 1},
        {"period": 31},
        {"beacon_id": "other"},
        {"group_hash": "0" * 64},
        {"public_key": "9" + DEFAULT.public_key[1:]},
        {"chain_hash": QUICKNET.chain_hash},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_fact_that_is_altered_gives_another_chain_hash(change: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as refused:
        check_source(replace(DEFAULT, **change))
    assert [(one.code, one.field) for one in refused.value.problems] == [("BEACON_CHAIN_HASH", "chainHash")]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"name": "Moon"}, "BEACON_NAME", "name"),
        ({"urls": ()}, "BEACON_WITHOUT_ADDRESS", "urls"),
        ({"chain_hash": DEFAULT.chain_hash.upper()}, "BEACON_HEX", "chainHash"),
        ({"chain_hash": DEFAULT.chain_hash[:-1]}, "BEACON_HEX", "chainHash"),
        ({"group_hash": "zz" * 32}, "BEACON_HEX", "groupHash"),
        ({"scheme": Scheme.ON_G1}, "BEACON_HEX", "publicKey"),
        ({"period": 0}, "BEACON_PERIOD", "period"),
        ({"genesis_time": -1}, "BEACON_GENESIS", "genesisTime"),
    ],
)
def test_what_is_wrong_with_a_source_is_named(change: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_source(replace(DEFAULT, **change))
    assert [(one.code, one.field) for one in refused.value.problems] == [(code, field)]
    assert all((one.message.fi, one.message.sv, one.message.en) for one in refused.value.problems)
