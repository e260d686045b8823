"""The file in which staff describe a round: read strictly, and every fault named by its field."""

import json
from pathlib import Path
from typing import Any

import pytest

from ahti.round_files import BadRoundFile, read_round_file
from harbors.places.fit import FitRules, Margins
from harbors.places.kinds import Mooring
from harbors.rounds.records import RoundRules, Season
from harbors.rounds.rules import check_round
from schema import ids
from tests import harbor_town as at

RULES: dict[str, Any] = {
    "choicesMax": 10,
    "margins": {"beamMm": 300, "depthMm": 200},
    "byMooring": {"SINGLE_SLIP": {"beamMm": 400, "lengthMm": -1300}},
    "moorings": {ids.encode("BoatType", at.SAIL): ["STERN_BUOY"]},
    "classes": [
        {
            "number": 1,
            "names": {"fi": "Asukkaat"},
            "justification": {"fi": "Syy"},
            "municipalities": ["helsinki", "helsingfors"],
        }
    ],
}
DESCRIPTION: dict[str, Any] = {
    "code": "summer",
    "provider": ids.encode("Provider", at.CITY),
    "names": {"fi": "Kesä"},
    "seasonStarts": "2027-06-10",
    "seasonEnds": "2027-09-14",
    "opensAt": "2027-02-01T09:00:00+02:00",
    "closesAt": "2027-03-02T00:00:00+02:00",
    "rules": RULES,
}


def read(folder: Path, text: str) -> Any:
    file = folder / "round.json"
    file.write_text(text, encoding="utf-8")
    return read_round_file(file, id=at.A_ROUND.id)


def test_a_description_becomes_a_round(tmp_path: Path) -> None:
    a_round = read(tmp_path, json.dumps(DESCRIPTION))
    assert (a_round.id, a_round.code, a_round.provider_id) == (at.A_ROUND.id, "summer", at.CITY)
    assert a_round.season == Season(at.A_ROUND.season.starts, at.A_ROUND.season.ends)
    assert (a_round.opens_at, a_round.closes_at) == (at.OPENS, at.CLOSES)
    assert a_round.rules.classes[0].municipalities == {"helsinki", "helsingfors"}


def test_the_example_in_the_documents_is_a_sound_round() -> None:
    example = Path(__file__).parents[2] / "docs" / "round.example.json"
    check_round(read_round_file(example, id=at.A_ROUND.id))


def test_a_mooring_takes_the_margins_of_the_round_where_it_has_none_of_its_own(tmp_path: Path) -> None:
    rules: RoundRules = read(tmp_path, json.dumps(DESCRIPTION)).rules
    assert rules.fit == FitRules(
        margins=Margins(beam_mm=300, depth_mm=200),
        by_mooring={Mooring.SINGLE_SLIP: Margins(beam_mm=400, length_mm=-1300, depth_mm=200)},
    )
    assert rules.moorings == {at.SAIL: {Mooring.STERN_BUOY}}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"colour": "blue"}, "colour"),
        ({"code": 7}, "code"),
        ({"seasonStarts": "10.6.2027"}, "seasonStarts"),
        ({"opensAt": "2027-02-01T09:00:00"}, "opensAt"),
        ({"provider": str(at.CITY)}, "provider"),
        ({"provider": ids.encode("Harbor", at.NORTH)}, "provider"),
        ({"policy": "RAFFLE"}, "policy"),
        ({"rules": RULES | {"choicesMax": "10"}}, "rules.choicesMax"),
        ({"rules": RULES | {"margins": {"beamMm": 0.5}}}, "rules.margins.beamMm"),
        (
            {"rules": RULES | {"classes": [RULES["classes"][0], {**RULES["classes"][0], "number": None}]}},
            "rules.classes[1].number",
        ),
    ],
)
def test_a_fault_is_named_by_file_and_field(tmp_path: Path, change: dict[str, Any], field: str) -> None:
    with pytest.raises(BadRoundFile) as refusal:
        read(tmp_path, json.dumps(DESCRIPTION | change))
    assert str(refusal.value).startswith(f"{tmp_path / 'round.json'}: {field}: ")


def test_all_faults_are_told_together(tmp_path: Path) -> None:
    with pytest.raises(BadRoundFile) as refusal:
        read(tmp_path, json.dumps(DESCRIPTION | {"code": 7, "names": None}))
    assert [line.split(": ")[1] for line in str(refusal.value).splitlines()] == ["code", "names"]


def test_what_is_no_json_or_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRoundFile):
        read(tmp_path, "{")
    with pytest.raises(BadRoundFile) as refusal:
        read_round_file(tmp_path / "nowhere.json", id=at.A_ROUND.id)
    assert str(refusal.value) == f"{tmp_path / 'nowhere.json'}: No such file or directory"
