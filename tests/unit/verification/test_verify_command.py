"""The command ``ahti verify FILE --root HEX``."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from ahti.cli import main
from harbors.bundles.receipts import receipt
from harbors.proofs.freezing import places_document
from harbors.proofs.rules import document_hash, leaf_of, proofs_of
from harbors.verification.receipts import check_receipt
from tests.drawn_rounds import BEACON
from tests.unit.verification.a_round import a_drawn_round, a_full_bundle, a_public_bundle, the_root

MINE = "a5"
ROOT = "0" * 64


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    Path("public.zip").write_bytes(a_public_bundle())
    Path("full.zip").write_bytes(a_full_bundle())
    yield


def receipt_of(id: str) -> dict[str, object]:
    drawn = a_drawn_round()
    private = drawn.privates[id]
    assert private is not None
    leaves = [leaf_of(record) for record in drawn.frozen.records]
    index = index_of(id)
    return receipt(
        json.loads(leaves[index]),
        private=private,
        proof=proofs_of(leaves)[index],
        rules=document_hash(drawn.frozen.rules).hex(),
        places=document_hash(places_document(drawn.frozen.places, drawn.frozen.harbors)).hex(),
    )


def index_of(id: str) -> int:
    return [one.id for one in a_drawn_round().frozen.records].index(id)


def test_a_bundle_that_holds_is_accepted(capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--root", the_root().upper(), "--beacon-round", "4711", "--beacon", BEACON.randomness.hex()]

    assert main(["verify", "public.zip", *given]) == 0
    assert capsys.readouterr().out.startswith("accepted\n")
    assert main(["verify", "full.zip", *given]) == 0
    assert capsys.readouterr().out.startswith("accepted\n")


def test_what_only_the_bundle_says_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "public.zip", "--root", the_root()]) == 0

    said = capsys.readouterr().out
    assert "the randomness was taken from the bundle" in said
    assert "applications are sealed" in said


def test_a_bundle_of_another_root_is_refused_and_the_place_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "public.zip", "--root", "0" * 64]) == 1

    told = f"refused: rules.json, places.json and instance.jsonl: root: expected {'0' * 64}, found {the_root()}\n"
    assert capsys.readouterr() == (told, "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.zip", "--root", ROOT], "nowhere.zip: No such file or directory"),
        (["public.zip", "--root", "0" * 63], f"--root: '{'0' * 63}' is not 32 bytes in hex, 64 digits"),
        (["public.zip", "--root", ROOT, "--beacon", "x"], "--beacon: 'x' is not 32 bytes in hex, 64 digits"),
        (["text", "--root", ROOT], "text: unreadable: is no zip file that can be read (File is not a zip file)"),
        (["{}", "--root", ROOT], "{}: unreadable: receipt: format: is missing"),
    ],
)
def test_what_can_not_be_read_ends_with_2_and_says_why(
    arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("text").write_text("text")
    Path("{}").write_text("{}")

    assert main(["verify", *arguments]) == 2
    assert capsys.readouterr() == ("", f"ahti: {told}\n")


def test_an_applicant_checks_the_own_receipt(capsys: pytest.CaptureFixture[str]) -> None:
    Path("receipt.json").write_text(json.dumps(receipt_of(MINE), indent=2))

    assert main(["verify", "receipt.json", "--root", the_root()]) == 0
    assert capsys.readouterr().out.startswith("accepted\n  the application is under the root")


@pytest.mark.parametrize(
    ("path", "value", "told"),
    [
        (("document", "boat", "beam"), 9999, "refused: receipt: record.private: expected "),
        (("salt",), "00" * 16, "refused: receipt: record.private: expected "),
        (("record", "class"), 9, "refused: receipt: root: expected "),
        (("record", "choices"), [], "refused: receipt: root: expected "),
        (("rules",), "00" * 32, "refused: receipt: root: expected "),
        (("index",), index_of(MINE) ^ 1, "refused: receipt: root: expected "),
    ],
)
def test_a_receipt_in_which_anything_was_altered_is_refused(
    path: tuple[str, ...], value: object, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    altered = json.loads(json.dumps(receipt_of(MINE)))
    target = altered
    for step in path[:-1]:
        target = target[step]
    assert target[path[-1]] != value
    target[path[-1]] = value
    Path("receipt.json").write_text(json.dumps(altered))

    assert main(["verify", "receipt.json", "--root", the_root()]) == 1
    assert capsys.readouterr().out.startswith(told)


def test_every_application_has_a_receipt_that_holds() -> None:
    for id in a_drawn_round().privates:
        text = json.dumps(receipt_of(id)).encode()
        assert check_receipt(text, root=the_root()).judgement == "accepted"
