"""Whatever is changed in a bundle, it is refused and the place is named, also when all hashes are right again."""

import json
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import Any

import pytest

from harbors.bundles.public import public_bundle
from harbors.proofs.records import Json
from harbors.verification.records import Judgement
from harbors.verification.verifying import verify
from tests.unit.verification.a_round import (
    a_drawn_round,
    a_full_bundle,
    a_public_bundle,
    an_open_bundle,
    another_drawn_round,
    forged,
    repacked,
    rows,
    sealed_here,
    the_root,
    unpacked,
    verdict_on,
    with_right_hashes,
)

BUNDLES: dict[str, Callable[[], bytes]] = {"public": a_public_bundle, "open": an_open_bundle, "full": a_full_bundle}
POSITIONS = 60

# What no hash and no computation binds: when somebody withdrew, and what the beacon's source is called.
UNBOUND = re.compile(rb'"at":"[^"]*"|"source":"[^"]*"')
# Sizes of real places say nothing by themselves: an auditor holds them against the catalogue.
NOT_HELD = {"berths.jsonl"}


def test_the_round_has_everything_that_can_be_forged() -> None:
    drawn = a_drawn_round()
    events = drawn.outcome.events
    modes = {one.id: one.mode for one in drawn.frozen.records}
    withdrawn = {modes[one.id] for one in drawn.withdrawals}

    assert events[0].number == 0
    assert any(event.number and event.head is None and len(event.cycles[0].members) > 1 for event in events)
    assert any(event.head is not None and len(event.cycles[0].members) > 1 for event in events)
    assert any(len(cycle.moves) > len(cycle.members) for event in events for cycle in event.cycles)
    assert withdrawn >= {"new", "exchange"}
    assert {modes[id] for id in sealed_here()} == {"new", "renew", "exchange"}
    assert None in drawn.outcome.rank.values()


@pytest.mark.parametrize("kind", BUNDLES)
def test_the_bundle_is_accepted_as_it_was_made(kind: str) -> None:
    assert verdict_on(BUNDLES[kind]()).judgement is Judgement.ACCEPTED


@pytest.mark.parametrize("kind", BUNDLES)
def test_a_changed_byte_in_any_file_is_refused_by_its_hash(kind: str) -> None:
    for name, files in with_a_changed_byte(unpacked(BUNDLES[kind]())):
        verdict = verdict_on(repacked(files))

        assert verdict.judgement is not Judgement.ACCEPTED
        if name != "manifest.json":
            assert verdict.judgement is Judgement.REFUSED
            assert verdict.where.startswith(f"{name}: SHA-256 in manifest.json: expected ")


@pytest.mark.parametrize("kind", BUNDLES)
def test_a_changed_byte_is_not_accepted_when_the_hashes_are_right_again(kind: str) -> None:
    tried = 0
    for name, files in with_a_changed_byte(unpacked(BUNDLES[kind]())):
        if name not in {"manifest.json", *NOT_HELD}:
            verdict = verdict_on(repacked(with_right_hashes(files)))
            tried += 1

            assert verdict.judgement is not Judgement.ACCEPTED, name
            assert verdict.where
    assert tried > 200


def with_a_changed_byte(files: dict[str, bytes]) -> Iterator[tuple[str, dict[str, bytes]]]:
    for name, text in files.items():
        unbound = [found.span() for found in UNBOUND.finditer(text)]
        for position in range(0, len(text), max(1, len(text) // POSITIONS)):
            if not any(begin <= position < end for begin, end in unbound):
                changed = bytearray(text)
                changed[position] ^= 1 << position % 7
                yield name, {**files, name: bytes(changed)}


def raised(key: str | int, by: int = 1) -> Callable[[Any], None]:
    def change(value: Any) -> None:
        value[key] += by

    return change


def replaced(*path: str | int, with_: Any) -> Callable[[Any], None]:
    def change(value: Any) -> None:
        for step in path[:-1]:
            value = value[step]
        assert value[path[-1]] != with_
        value[path[-1]] = with_

    return change


def where_of(bundle: bytes) -> str:
    verdict = verdict_on(bundle)
    assert verdict.judgement is Judgement.REFUSED, verdict
    return verdict.where


def test_a_ticket_is_refused_by_its_line() -> None:
    order = json.loads(unpacked(an_open_bundle())["result.json"])["order"]
    changed = forged(an_open_bundle(), "result.json", replaced("order", 3, "ticket", with_="0" * 64))

    assert where_of(changed) == f"result.json: order[3].ticket: expected {order[3]['ticket']}, found {'0' * 64}"


def test_two_turns_that_were_swapped_are_refused() -> None:
    def swap(result: Any) -> None:
        order = result["order"]
        order[2], order[3] = order[3], order[2]

    assert where_of(forged(an_open_bundle(), "result.json", swap)).startswith("result.json: order[2].id: expected")


def test_an_application_that_was_left_out_of_the_queue_is_refused() -> None:
    changed = forged(an_open_bundle(), "result.json", lambda result: result["order"].pop())

    assert re.match(r"result\.json: order\[\d+\]: expected a\d+, found nothing", where_of(changed))


@pytest.mark.parametrize(("key", "value"), [("class", 7), ("key", -99), ("mode", "exchange"), ("private", "00" * 32)])
def test_anything_changed_in_a_public_record_is_refused_by_the_root(key: str, value: object) -> None:
    line, current = next(
        (line, one["current"])
        for line, one in enumerate(rows(an_open_bundle(), "instance.jsonl"), start=1)
        if one["mode"] == "renew"
    )
    changed = forged(an_open_bundle(), "instance.jsonl", replaced(key, with_=value), line=line)

    assert current is not None
    assert where_of(changed).startswith("rules.json, places.json and instance.jsonl: root: expected ")


def test_a_choice_that_was_added_is_refused_by_the_root() -> None:
    changed = forged(
        an_open_bundle(),
        "instance.jsonl",
        lambda record: record["choices"].append({"harbor": 0, "places": []}),
        line=1,
    )

    assert where_of(changed).startswith("rules.json, places.json and instance.jsonl: root: expected ")


def an_event(bundle: bytes, told: Callable[[Json], bool]) -> int:
    return next(line for line, event in enumerate(rows(bundle, "events.jsonl"), start=1) if told(event))


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("number",), 77, "number"),
        (("head",), "a1x", "head"),
        (("cycles", 0, "members", 0), ["nobody", 0, 0], "cycles[0].members[0]"),
        (("cycles", 0, "moves", 0), ["nobody", 0], "cycles[0].moves[0]"),
        (("cycles", 0, "moves"), [], "number of cycles[0].moves"),
        (("cycles",), [], "number of cycles"),
    ],
)
@pytest.mark.parametrize("bundle", [a_public_bundle, an_open_bundle, a_full_bundle])
def test_anything_changed_in_an_event_is_refused_by_its_line(
    bundle: Callable[[], bytes], path: tuple[str | int, ...], value: object, field: str
) -> None:
    line = an_event(bundle(), lambda event: event["head"] is not None)
    where = where_of(forged(bundle(), "events.jsonl", replaced(*path, with_=value), line=line))

    assert where.startswith(f"events.jsonl: line {line}: {field}: expected ")


def test_a_place_that_was_given_to_somebody_else_is_refused() -> None:
    line = an_event(an_open_bundle(), lambda event: bool(event["cycles"][0]["moves"]))
    changed = forged(
        an_open_bundle(), "events.jsonl", lambda event: raised(1)(event["cycles"][0]["moves"][0]), line=line
    )

    assert where_of(changed).startswith(f"events.jsonl: line {line}: cycles[0].moves[0]: expected ")


def test_an_event_that_was_left_out_or_added_is_refused() -> None:
    files = unpacked(an_open_bundle())
    lines = files["events.jsonl"].splitlines(keepends=True)
    fewer = with_right_hashes({**files, "events.jsonl": b"".join(lines[:-1])})
    more = with_right_hashes({**files, "events.jsonl": b"".join([*lines, lines[-1]])})

    assert where_of(repacked(fewer)).startswith(f"events.jsonl: line {len(lines)}: expected event ")
    assert where_of(repacked(more)).startswith(f"events.jsonl: line {len(lines) + 1}: expected the end, found ")


def test_a_rank_is_refused_by_its_turn() -> None:
    order = json.loads(unpacked(an_open_bundle())["result.json"])["order"]
    turn = next(turn for turn, one in enumerate(order) if one["rank"] is None)
    changed = forged(an_open_bundle(), "result.json", replaced("order", turn, "rank", with_=0))

    assert where_of(changed) == f"result.json: order[{turn}].rank: expected None, found 0"


def test_true_is_not_taken_for_one() -> None:
    order = json.loads(unpacked(an_open_bundle())["result.json"])["order"]
    turn = next(turn for turn, one in enumerate(order) if one["rank"] == 0)

    def change(result: Any) -> None:
        result["order"][turn]["rank"] = False

    assert where_of(forged(an_open_bundle(), "result.json", change)).endswith(".rank: expected 0, found False")


def test_a_closed_place_is_refused() -> None:
    closed = json.loads(unpacked(an_open_bundle())["result.json"])["closed"]
    later = forged(an_open_bundle(), "result.json", lambda result: raised(1)(result["closed"][0]))
    fewer = forged(an_open_bundle(), "result.json", lambda result: result["closed"].pop())

    place, event = closed[0]
    assert where_of(later) == f"result.json: closed[0]: expected {[place, event]}, found {[place, event + 1]}"
    assert where_of(fewer) == f"result.json: number of closed: expected {len(closed)}, found {len(closed) - 1}"


def test_a_withdrawal_that_was_left_out_or_added_is_refused() -> None:
    files = unpacked(an_open_bundle())
    modes = {one["id"]: one["mode"] for one in rows(an_open_bundle(), "instance.jsonl")}
    kept = [row for row in rows(an_open_bundle(), "withdrawals.jsonl") if modes[row["id"]] != "new"]
    order = [one["id"] for one in json.loads(files["result.json"])["order"]]
    one_more = {"at": "2026-11-02", "id": next(id for id in order if modes[id] == "new")}
    added = [*rows(an_open_bundle(), "withdrawals.jsonl"), one_more]
    for withdrawals in (kept, added):
        text = "".join(
            json.dumps(row, separators=(",", ":"), sort_keys=True) + "\n"
            for row in sorted(withdrawals, key=lambda row: row["id"])
        )
        changed = with_right_hashes({**files, "withdrawals.jsonl": text.encode()})

        assert re.match(r"result\.json: order\[\d+\](\.id)?: expected ", where_of(repacked(changed)))


@pytest.mark.parametrize(
    ("mode", "key", "change"),
    [
        ("new", "event", lambda event: event + 1),
        ("new", "place", lambda place: place - 1),
        ("new", "places", lambda _: []),
        ("new", "name", lambda _: "#999"),
        ("exchange", "mode", lambda _: "renew"),
        ("exchange", "event", lambda event: event + 1),
        ("exchange", "place", lambda place: place - 1),
        ("renew", "places", lambda _: []),
    ],
)
def test_what_is_told_of_a_sealed_application_is_held_against_the_draw(
    mode: str, key: str, change: Callable[[Any], Any]
) -> None:
    told = enumerate(rows(a_public_bundle(), "sealed.jsonl"), start=1)
    line, one = next((line, one) for line, one in told if one["mode"] == mode)
    where = where_of(forged(a_public_bundle(), "sealed.jsonl", replaced(key, with_=change(one[key])), line=line))

    assert where.startswith(("sealed.jsonl: ", "events.jsonl: ", "result.json: "))


def test_an_application_can_not_be_sealed_away() -> None:
    """Whoever is refused could be hidden behind the hash of the leaf; the number of sealed lines tells."""
    files = unpacked(an_open_bundle())
    leaf, *others = files["instance.jsonl"].splitlines()
    hidden = b'{"sealed":"%s"}' % sha256(b"\x00" + leaf).hexdigest().encode()
    changed = with_right_hashes({**files, "instance.jsonl": b"".join(line + b"\n" for line in (hidden, *others))})

    assert where_of(repacked(changed)) == "sealed.jsonl: lines: expected 1, found 0"


@pytest.mark.parametrize(
    "file", ["private.jsonl", "final.jsonl", "explanations.jsonl", "certificates.jsonl", "berths.jsonl"]
)
def test_a_line_that_was_left_out_of_a_file_for_auditors_is_refused(file: str) -> None:
    files = unpacked(a_full_bundle())
    lines = files[file].splitlines(keepends=True)
    for left in (lines[1:], lines[:-1]):
        verdict = verdict_on(repacked(with_right_hashes({**files, file: b"".join(left)})))

        assert verdict.judgement is Judgement.REFUSED
        assert verdict.where.startswith(f"{file}: ")


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("document", "boat", "beam"), 9999, "SHA-256 of salt and document"),
        (("document", "person", "name"), "Öle", "SHA-256 of salt and document"),
        (("salt",), "00" * 16, "SHA-256 of salt and document"),
    ],
)
def test_a_private_record_is_refused_by_its_hash(path: tuple[str, ...], value: object, field: str) -> None:
    where = where_of(forged(a_full_bundle(), "private.jsonl", replaced(*path, with_=value), line=3))

    assert where.startswith(f"private.jsonl: line 3: {field}: expected ")


def test_a_final_place_is_refused_by_its_line() -> None:
    final = rows(a_full_bundle(), "final.jsonl")
    where = where_of(forged(a_full_bundle(), "final.jsonl", raised("place"), line=2))

    assert where == f"final.jsonl: line 2: place: expected {final[1]['place']}, found {final[1]['place'] + 1}"


def test_a_place_that_grew_is_refused_by_who_would_fit_it_then() -> None:
    def grow(place: Any) -> None:
        place["mooring"] = None
        place["reserve"] = None

    files = [forged(a_full_bundle(), "berths.jsonl", grow, line=line) for line in range(1, 16)]

    assert all(where_of(bundle).startswith("instance.jsonl: line ") for bundle in files)


def test_a_refusal_and_its_certificate_are_refused_by_their_lines() -> None:
    told = rows(a_full_bundle(), "explanations.jsonl")
    line = next(line for line, one in enumerate(told, start=1) if one["refused"][0]["event"] is not None)
    earlier = forged(
        a_full_bundle(), "explanations.jsonl", lambda one: raised("event", -1)(one["refused"][0]), line=line
    )
    alone = forged(a_full_bundle(), "certificates.jsonl", lambda one: one["holders"].pop(), line=1)

    assert where_of(earlier).startswith(f"explanations.jsonl: line {line}: refused: expected ")
    assert where_of(alone).startswith("certificates.jsonl: line 1: holders: expected ")


def test_a_forger_who_rewrites_the_root_everywhere_is_refused_by_the_root_from_elsewhere() -> None:
    """A bundle that is whole in itself, of the same round with other applications."""
    other = another_drawn_round()
    bundle = public_bundle(other, sealed=frozenset())

    assert verify(bundle, root=other.frozen.root.hex()).judgement is Judgement.ACCEPTED
    assert where_of(bundle) == (
        f"rules.json, places.json and instance.jsonl: root: expected {the_root()}, found {other.frozen.root.hex()}"
    )


def test_another_beacon_round_or_beacon_than_the_announced_is_refused() -> None:
    round_later = verify(an_open_bundle(), root=the_root(), beacon_round=4712)
    other_beacon = verify(an_open_bundle(), root=the_root(), beacon="00" * 32)

    assert round_later.where == "seed.json: beacon.round: expected 4712, found 4711"
    assert other_beacon.where.startswith(f"seed.json: beacon.randomness: expected {'00' * 32}, found ")
