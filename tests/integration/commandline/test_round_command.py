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
from harbors.verification.records import Judgement
from harbors.verification.verifying import verify
from schema import ids
from tests import harbor_town as at
from tests.drawing import published

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


def publish(url: str, code: str) -> None:
    """The round from its close to its results."""

    async def act() -> None:
        async with Database.open(url, size=1) as database:
            await published(database, code, now=SystemClock().now())

    asyncio.run(act())


def roots(url: str) -> list[str]:
    """The roots that were published."""

    async def act() -> list[str]:
        async with Database.open(url, size=1) as database, database.reading() as connection:
            return [row["root"] for row in await connection.fetch("SELECT root FROM freezes")]

    return asyncio.run(act())


def test_a_round_goes_from_its_file_to_its_results(ahti: Ahti, write: Write, town_url: str, tmp_path: Path) -> None:
    created = ahti("create", write(DESCRIPTION))
    assert (created["code"], created["status"], created["names"]["fi"]) == ("summer", "OPEN", "Kesä")
    assert [one["code"] for one in ahti("list")] == ["berths-2027", "summer"]
    submit(town_url, to="summer")
    assert ahti("close", "summer")["status"] == "CLOSED"
    publish(town_url, "summer")
    assert ahti("show", "summer")["status"] == "PUBLISHED"
    results = ahti("results", "summer")
    # The only boat that has a place would tell whose list it was: that result is sealed.
    assert (results["applicants"], results["awards"], results["results"]) == (1, 1, [])
    bundle = tmp_path / "bundle.zip"
    ahti("bundle", "summer", "--to", bundle)
    root = roots(town_url)[0]
    assert verify(bundle.read_bytes(), root=root).judgement is Judgement.ACCEPTED
    ahti("bundle", "summer", "--full", "--to", bundle)
    assert verify(bundle.read_bytes(), root=root).judgement is Judgement.ACCEPTED


def test_a_round_without_a_beacon_is_frozen_and_rehearsed_and_never_drawn(ahti: Ahti, write: Write) -> None:
    ahti("create", write(DESCRIPTION | {"rules": RULES | {"beacons": []}}))
    ahti("close", "summer")
    frozen = ahti("freeze", "summer")
    assert (frozen["freeze"], len(frozen["root"]), frozen["beacon"]) == (1, 64, None)
    rehearsed = ahti("rehearse", "summer", "--label", "Dry run", "--by", "Aino")
    assert (rehearsed["kind"], rehearsed["runBy"], rehearsed["awards"]) == ("REHEARSAL", "cli:Aino", 0)
    assert ahti("run", "summer", "--by", "Aino") == (
        2,
        ["ahti: The round names no source of randomness: it can only be rehearsed."],
    )
    assert ahti("reset", "summer", "--reason", "A harbor was forgotten.")["status"] == "CLOSED"
    assert ahti("freeze", "summer")["freeze"] == 2


def test_the_rules_of_a_file_are_those_of_the_round(ahti: Ahti, write: Write) -> None:
    ahti("create", write(DESCRIPTION))
    assert ahti("show", "summer")["rules"] == {
        **{key: RULES[key] for key in ("exchangeChoicesMax", "consents", "beacons", "carryOver")},
        "reserves": [{**RULES["reserves"][0], "placeIds": None}],
        "upgrades": True,
        "correctionDays": 14,
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
    publish(town_url, "summer")
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
        (("freeze", "berths-2027"), "ahti: Applications can be frozen only when the time to apply is over."),
        (("run", "berths-2027", "--by", "Aino"), "ahti: The applications are not frozen."),
        (("release", "berths-2027", "--by", "Aino"), "ahti: The round is not drawn, or it is released already."),
        (("publish", "berths-2027"), "ahti: The round is not drawn, or it is released already."),
        (("reset", "berths-2027", "--reason", "x"), "ahti: The round cannot be taken back from this stage."),
        (("run", "berths-2027", "--by", " "), "ahti: --by: give a name of at most 100 characters"),
        (("results", "berths-2027"), "ahti: code: berths-2027 has not been drawn"),
    ):
        assert ahti(*words) == (2, [complaint])
