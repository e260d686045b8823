"""``ahti round``: staff keep rounds from the command line; results are JSON, and what is wrong names its field."""

import asyncio
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ahti.chance import SystemChance
from ahti.cli import main
from ahti.clock import SystemClock
from ahti.db import Database
from harbors.applications.commands import submit_application
from harbors.rounds.reads import round_by_code
from schema import ids
from tests import harbor_town as at

NOW = SystemClock().now()
CLASSES: list[dict[str, Any]] = [
    {
        "number": 1,
        "names": {"fi": "Asukkaat", "sv": "Invånare", "en": "Residents"},
        "justification": {"fi": "Syy", "sv": "Skäl", "en": "Reason"},
        "municipalities": ["helsinki", "helsingfors"],
    },
    {
        "number": 2,
        "names": {"fi": "Muut", "sv": "Andra", "en": "Others"},
        "justification": {"fi": "Syy", "sv": "Skäl", "en": "Reason"},
        "municipalities": None,
    },
]
RULES: dict[str, Any] = {
    "choicesMax": 10,
    "margins": {"beamMm": 300, "depthMm": 200},
    "byMooring": {"SINGLE_SLIP": {"beamMm": 400, "lengthMm": -1300}},
    "moorings": {ids.encode("BoatType", at.SAIL): ["STERN_BUOY"]},
    "classes": CLASSES,
    "exchangeChoicesMax": 5,
    "reserves": [
        {
            "flag": "ACCESSIBLE",
            "justification": {"fi": "Syy", "sv": "Skäl", "en": "Reason"},
        }
    ],
    "consents": [{"key": "sms", "text": {"fi": "Saa", "sv": "Får", "en": "May"}, "required": False}],
    "beacons": ["quicknet"],
    "carryOver": True,
}
DESCRIPTION: dict[str, Any] = {
    "code": "summer",
    "provider": ids.encode("Provider", at.CITY),
    "names": {"fi": "Kesä", "sv": "Sommar", "en": "Summer"},
    "seasonStarts": "2027-06-10",
    "seasonEnds": "2027-09-14",
    "opensAt": (NOW - timedelta(days=1)).isoformat(),
    "closesAt": (NOW + timedelta(days=1)).isoformat(),
    "rules": RULES,
}

Write = Callable[[Any], Path]
Ahti = Callable[..., Any]


@pytest.fixture
def ahti(town_url: str, capsys: pytest.CaptureFixture[str]) -> Ahti:
    """Runs ``ahti round ...`` and gives what it printed: JSON, or the complaint of one that ended with 2."""

    def run(*words: str | Path) -> Any:
        code = main(["round", *map(str, words), "--database-url", town_url])
        printed = capsys.readouterr()
        if code != 0:
            return code, printed.err.splitlines()
        return json.loads(printed.out) if printed.out else None

    return run


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the description of a round to a file."""

    def to_file(description: Any) -> Path:
        file = tmp_path / "round.json"
        file.write_text(json.dumps(description), encoding="utf-8")
        return file

    return to_file


def submit(url: str, *, to: str) -> None:
    """One application to an open round."""

    async def act() -> None:
        async with Database.open(url, size=1) as database, database.unit_of_work() as connection:
            a_round = await round_by_code(connection, to)
            await submit_application(connection, at.a_form(), round_id=a_round.id, now=NOW, chance=SystemChance())

    asyncio.run(act())


def test_a_round_goes_from_its_file_to_its_results(ahti: Ahti, write: Write, town_url: str, tmp_path: Path) -> None:
    created = ahti("create", write(DESCRIPTION))
    assert (created["code"], created["status"], created["names"]["fi"]) == ("summer", "OPEN", "Kesä")
    assert [one["code"] for one in ahti("list")] == ["berths-2027", "summer"]
    submit(town_url, to="summer")
    assert ahti("close", "summer")["status"] == "CLOSED"
    outcome = ahti("draw", "summer", "--seed", at.SEED)
    assert (outcome["applicants"], outcome["places"], outcome["awards"], outcome["byRank"]) == (1, 6, 1, [1])
    shown = ahti("show", "summer")
    assert (shown["status"], shown["draw"]["digest"]) == ("DRAWN", outcome["digest"])
    results = ahti("results", "summer")
    assert [(one["position"], one["class"], one["rank"]) for one in results["results"]] == [(1, 1, 0)]
    assert results["seed"] == at.SEED


def test_the_rules_of_a_file_are_those_of_the_round(ahti: Ahti, write: Write) -> None:
    ahti("create", write(DESCRIPTION))
    assert ahti("show", "summer")["rules"] == {
        **{key: RULES[key] for key in ("exchangeChoicesMax", "consents", "beacons", "carryOver")},
        "reserves": [{**RULES["reserves"][0], "placeIds": None}],
        "upgrades": True,
        "unmarked": "NOTICE",
        "choicesMax": 10,
        "margins": {"beamMm": 300, "lengthMm": 0, "depthMm": 200},
        "byMooring": {"SINGLE_SLIP": {"beamMm": 400, "lengthMm": -1300, "depthMm": 200}},
        "moorings": {str(at.SAIL): ["STERN_BUOY"]},
        "classes": [
            CLASSES[0] | {"municipalities": ["helsingfors", "helsinki"]},
            CLASSES[1],
        ],
    }


def test_results_go_to_a_file_where_one_is_named(ahti: Ahti, write: Write, town_url: str, tmp_path: Path) -> None:
    ahti("create", write(DESCRIPTION))
    ahti("close", "summer")
    ahti("draw", "summer", "--seed", at.SEED)
    out = tmp_path / "results.json"
    assert ahti("results", "summer", "--out", out) is None
    assert json.loads(out.read_text())["results"] == []


def test_a_wrong_description_is_bad_input_and_the_field_is_named(ahti: Ahti, write: Write) -> None:
    for change, complaint in (
        ({"opensAt": "2027-02-01T09:00:00"}, "opensAt: Input should have timezone info"),
        ({"code": "Summer 2027"}, "code: A code has small letters"),
        ({"code": "berths-2027"}, "code: There is a round with this code already."),
        ({"provider": ids.encode("Provider", at.NORTH)}, "provider: There is no such provider."),
    ):
        code, (told, *_) = ahti("create", write(DESCRIPTION | change))
        assert (code, complaint in told) == (2, True), told
    assert [one["code"] for one in ahti("list")] == ["berths-2027"]


def test_what_cannot_be_done_is_bad_use(ahti: Ahti) -> None:
    for words, complaint in (
        (("show", "nowhere"), "ahti: code: There is no such round."),
        (("close", "berths-2027"), "ahti: Applications are not taken yet."),
        (("draw", "berths-2027", "--seed", at.SEED), "ahti: Places can be drawn only when the time to apply is over."),
        (("draw", "berths-2027", "--seed", "5e"), "ahti: seed: A seed is 64 lower-case hex digits."),
        (("results", "berths-2027"), "ahti: code: berths-2027 has not been drawn"),
    ):
        assert ahti(*words) == (2, [complaint])
