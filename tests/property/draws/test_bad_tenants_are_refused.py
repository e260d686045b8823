"""Holds the command line to what it refuses: tenants that cannot be, named by line and field, and no result."""

import json
from pathlib import Path

import pytest

from ahti.cli import main
from tests.property.draws.reading import Json

PLACES = [{"id": "b1", "harbor": "H"}, {"id": "b2", "harbor": "H"}]
GOOD: list[Json] = [
    {"id": "a1", "class": 1, "ticket": 1, "choices": [{"harbor": "H"}], "mode": "exchange", "current": "b1"},
    {"id": "a2", "class": 1, "ticket": 2, "choices": [], "mode": "renew", "current": "b2"},
    {"id": "a3", "class": 1, "ticket": 3, "choices": [], "mode": "new", "current": "nowhere"},
]

BAD: list[tuple[int, Json, str]] = [
    (1, {"current": "b1"}, "applicants[1].current"),
    (2, {"mode": "exchange", "current": "b2"}, "applicants[2].current"),
    (2, {"mode": "exchange"}, "applicants[2].current"),
    (0, {"current": "nowhere"}, "applicants[0].current"),
    (0, {"current": None}, "applicants[0].current"),
    (1, {"current": None}, "applicants[1].current"),
    (1, {"current": 2}, "applicants[1].current"),
    (0, {"mode": "stay"}, "applicants[0].mode"),
    (2, {"key": "1"}, "applicants[2].key"),
    (2, {"reserves": "ACCESSIBLE"}, "applicants[2].reserves"),
]


@pytest.mark.parametrize(("index", "wrong", "field"), BAD, ids=str)
def test_a_tenant_that_cannot_be_is_refused(
    index: int, wrong: Json, field: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = [{**one, **wrong} if place == index else one for place, one in enumerate(GOOD)]
    asked, answered = tmp_path / "asked.jsonl", tmp_path / "answered.jsonl"
    asked.write_text(line(GOOD) + line(people))

    assert main(["draw", str(asked), str(answered)]) == 2

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"ahti: {asked}: line 2: {field}: ")
    assert not answered.exists()


def test_the_same_line_without_what_is_wrong_is_drawn(tmp_path: Path) -> None:
    asked, answered = tmp_path / "asked.jsonl", tmp_path / "answered.jsonl"
    asked.write_text(line(GOOD))
    assert main(["draw", str(asked), str(answered)]) == 0
    assert json.loads(answered.read_text())["assignment"] == {"a1": "b1", "a2": "b2", "a3": None}


def test_the_field_is_named_with_its_line_in_a_document_of_many(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = tmp_path / "asked.json"
    text = json.dumps(document([*GOOD[:1], {**GOOD[1], "current": "b1"}]), indent=1)
    asked.write_text(text)
    second = text.count("\n", 0, text.rindex('"current"')) + 1

    assert main(["draw", str(asked), str(tmp_path / "out.json")]) == 2

    assert capsys.readouterr().err.startswith(f"ahti: {asked}: line {second}: applicants[1].current: ")
    assert [path.name for path in tmp_path.iterdir()] == ["asked.json"]


def document(people: list[Json]) -> Json:
    return {"format": "berth-match/1", "berths": PLACES, "applicants": people}


def line(people: list[Json]) -> str:
    return json.dumps(document(people)) + "\n"
