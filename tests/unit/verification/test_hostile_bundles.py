"""What is made to hurt the reader is unreadable, at once and in little memory."""

import json
import struct
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from random import Random  # noqa: TID251 - one seed, so that it is the same round in every run
from typing import Any
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest

from harbors.bundles.full import full_bundle
from harbors.draws.records import Applicant, Rules
from harbors.proofs.records import Json, PrivateRecord
from harbors.verification.archive import files_of
from harbors.verification.parsing import lines
from harbors.verification.records import Judgement, Unreadable
from harbors.verification.verifying import verify
from tests import drawn_rounds
from tests.drawn_rounds import Shape, make_round
from tests.unit.verification.a_round import an_open_bundle, repacked, the_root, unpacked, with_right_hashes


def why_unreadable(bundle: bytes) -> str:
    verdict = verify(bundle, root=the_root())
    assert verdict.judgement is Judgement.UNREADABLE, verdict
    return verdict.where


def zipped(*members: tuple[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    target = BytesIO()
    with ZipFile(target, "w", compression) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return target.getvalue()


def with_file(name: str, text: bytes) -> bytes:
    return repacked(with_right_hashes({**unpacked(an_open_bundle()), name: text}))


def test_a_bundle_that_was_packed_again_with_compression_is_read_as_well() -> None:
    again = zipped(*unpacked(an_open_bundle()).items())

    assert len(again) < len(an_open_bundle())
    assert verify(again, root=the_root()).judgement is Judgement.ACCEPTED


@pytest.mark.parametrize("text", [b"", b"PK", b"PK\x03\x04" * 100, b"\x00" * 10_000, b"{}"])
def test_what_is_no_zip_is_unreadable(text: bytes) -> None:
    assert why_unreadable(text).startswith("is no zip file that can be read")


def test_a_bundle_that_was_cut_off_anywhere_is_unreadable() -> None:
    whole = an_open_bundle()
    for length in range(0, len(whole), len(whole) // 50):
        assert why_unreadable(whole[:length])


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/rules.json", "a/rules.json", "rules.json/", "rules.jsоn", "C:\\x"]
)
def test_a_name_that_no_bundle_has_is_unreadable(name: str) -> None:
    assert why_unreadable(zipped((name, b"{}"))).endswith("is no file of a bundle")


def test_a_file_that_is_there_twice_is_unreadable() -> None:
    files = unpacked(an_open_bundle())
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped(*files.items(), ("rules.json", files["rules.json"]))

    assert why_unreadable(twice) == "rules.json: is there twice"


def test_many_members_are_unreadable() -> None:
    assert "holds 1000 files" in why_unreadable(zipped(*((f"file{number}", b"") for number in range(1000))))


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = zipped(("instance.jsonl", bytes(20_000_000)))

    with pytest.raises(Unreadable, match="holds 20000000 bytes, more than the 10000000 that are read"):
        files_of(bomb, largest=10_000_000)


def test_a_bomb_that_lies_about_its_size_is_not_unpacked_either() -> None:
    bomb = bytearray(zipped(("instance.jsonl", bytes(20_000_000))))
    directory = bomb.rindex(b"PK\x01\x02")
    bomb[directory + 24 : directory + 28] = struct.pack("<I", 100)
    bomb[22:26] = struct.pack("<I", 100)

    assert why_unreadable(bytes(bomb))


def test_a_large_document_is_unreadable() -> None:
    large = b'"' + b"x" * 5_000_000 + b'"'

    assert why_unreadable(with_file("rules.json", large)).startswith("rules.json: has 5000002 bytes, more than ")


def test_another_compression_or_encryption_is_unreadable() -> None:
    encrypted = bytearray(zipped(("rules.json", b"{}")))
    encrypted[encrypted.rindex(b"PK\x01\x02") + 8] |= 1

    assert why_unreadable(zipped(("rules.json", b"{}"), compression=ZIP_BZIP2)).startswith("rules.json: is encrypted")
    assert why_unreadable(bytes(encrypted)).startswith("rules.json: is encrypted")


@pytest.mark.parametrize(
    "text",
    [
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000,
        b"1" * 100_000,
        b"1e999",
        b"NaN",
        b'{"a":1,"a":2}',
        b'{"b":1,"a":2}',
        b'{"a": 1}',
        b'"\\ud800"',
        b"\xff\xfe",
        b"",
        b"null ",
        b"\xef\xbb\xbf{}",
    ],
    ids=lambda text: text[:12].decode("latin-1"),
)
def test_json_that_two_readers_could_take_for_different_things_is_unreadable(text: bytes) -> None:
    assert why_unreadable(with_file("seed.json", text)).startswith("seed.json: is no")


def test_a_line_without_an_end_or_without_limit_is_unreadable() -> None:
    text = unpacked(an_open_bundle())["instance.jsonl"]
    endless = b'{"id":"' + b"x" * 5_000_000 + b'"}\n'

    assert why_unreadable(with_file("instance.jsonl", text[:-1])).endswith("has no end")
    assert why_unreadable(with_file("instance.jsonl", endless)).startswith("instance.jsonl: line 1: is longer than")


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (
            lambda one: one.update(choices=[{"harbor": 0, "places": [10**9]}]),
            "choices[0].places: names place 1",
        ),
        (lambda one: one.update(choices=[{"harbor": 0, "places": [-1]}]), "choices[0].places: is not ascending"),
        (lambda one: one.update(choices=[{"harbor": 0, "places": [2, 1]}]), "choices[0].places: is not ascending"),
        (lambda one: one.update(choices=[{"harbor": 0, "places": [True]}]), "choices[0].places: is no list of whole"),
        (lambda one: one.update(choices=[{"harbor": 0, "places": []}] * 101), "choices: has more than 100 choices"),
        (lambda one: one.update(id="#1"), "id: is the name of a sealed application"),
        (lambda one: one.update({"class": 1.5}), "class: is no whole number"),
        (lambda one: one.update({"class": 2**53}), "class: is no whole number"),
        (lambda one: one.update(mode="newer"), "mode: is none of new, renew and exchange"),
        (lambda one: one.update(berth="b1"), "berth: is not known"),
        (lambda one: one.update(mode="renew", current=None), "current: is missing, in mode renew"),
        (lambda one: one.update(mode="renew", current=10**6), "current: is the number of no place"),
        (lambda one: one.pop("private"), "private: is missing"),
    ],
)
def test_a_record_of_another_form_is_unreadable_and_the_field_is_named(
    change: Callable[[dict[str, object]], object], where: str
) -> None:
    first, *others = unpacked(an_open_bundle())["instance.jsonl"].splitlines()
    record = json.loads(first)
    change(record)
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    why = why_unreadable(with_file("instance.jsonl", b"".join(line + b"\n" for line in (text, *others))))

    assert why.startswith(f"instance.jsonl: line 1: {where}")


@pytest.mark.parametrize("cell", ["0:0-99999999999", "0:5 4", "0:0-4 3-9", "0:x", "0:" + "9" * 5000, "x:1", "0"])
def test_runs_in_a_csv_file_can_not_be_blown_up(cell: str) -> None:
    files = unpacked(an_open_bundle())
    del files["instance.jsonl"]
    row = f"a1,1,,new,,{cell},{'0' * 64}\n"
    text = f"id,class,key,mode,current,choices,private\n{row}".encode()

    why = why_unreadable(repacked(with_right_hashes({**files, "instance.csv": text})))

    assert cell == "0" or why.startswith("instance.csv: line 2: has a cell that is no number")


def why_a_whole_round_is_unreadable() -> str:
    """Of a round that was frozen as it is now: every hash and every ticket is right."""
    drawn = make_round(Random(3), Shape(harbors=2, places=8, applicants=8))
    verdict = verify(full_bundle(drawn), root=drawn.frozen.root.hex())
    assert verdict.judgement is Judgement.UNREADABLE, verdict
    return verdict.where


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"boat": None}, "document.boat: is no object"),
        ({"boat": ["beam"]}, "document.boat: is no object"),
        ({"boat": {"type": ["sail"]}}, "document.boat.type: is no text"),
        ({"boat": {"beam": "wide"}}, "document.boat.beam: is no whole number of at most 53 bits"),
    ],
)
def test_a_private_record_that_was_sealed_in_another_form_is_unreadable(
    change: Json, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = drawn_rounds.a_private_record

    def hostile(one: Applicant) -> PrivateRecord:
        record = honest(one)
        return replace(record, document={**record.document, **change})

    monkeypatch.setattr(drawn_rounds, "a_private_record", hostile)
    assert why_a_whole_round_is_unreadable() == f"private.jsonl: line 1: {where}"


@pytest.mark.parametrize("name", ["byMooring", "moorings"])
@pytest.mark.parametrize("value", [None, [], [5], 7])
def test_rules_that_were_sealed_in_another_form_are_unreadable(
    name: str, value: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = drawn_rounds.rules_document

    def hostile(rules: Rules, round_name: str) -> Json:
        return {**honest(rules, round_name), name: value}

    monkeypatch.setattr(drawn_rounds, "rules_document", hostile)
    assert why_a_whole_round_is_unreadable() == f"rules.json: {name}: is no object"


def test_a_file_of_nothing_but_ends_of_lines_is_not_taken_apart() -> None:
    bomb = b"\n" * 5_000_000
    tracemalloc.start()
    with pytest.raises(Unreadable, match="line 1: is no JSON"):
        next(lines(bomb, file="events.jsonl"))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 1_000_000


def test_a_document_of_many_small_values_is_not_unfolded() -> None:
    bomb = with_file("result.json", b'{"closed":[' + b"[]," * 10_000_000 + b"[]]}")
    tracemalloc.start()
    assert why_unreadable(bomb) == "result.json: holds more than the 20000000 values that are read"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert most < 200_000_000
