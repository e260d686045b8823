"""The command ``ahti draw IN OUT``."""

import os
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest

from ahti.cli import main

INSTANCE = {
    "format": "berth-match/1",
    "berths": [{"id": "b1", "harbor": "H"}],
    "applicants": [{"id": "a1", "class": 1, "ticket": 1, "choices": [{"harbor": "H"}]}],
}
RESULT = (
    b'{"assignment":{"a1":"b1"},"rank":{"a1":0},"closed":{"b1":1},'
    b'"events":[{"number":1,"head":"a1","cycles":[{"members":[["a1",0,"b1"]],"moves":[["a1","b1"]]}]}],'
    b'"cycles":[],"explanations":{}}\n'
)
LINE = orjson.dumps(INSTANCE) + b"\n"
BAD_LINE = LINE.replace(b'"class":1', b'"class":null')


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    Path("in.json").write_bytes(orjson.dumps(INSTANCE, option=orjson.OPT_INDENT_2))
    yield


def _names() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def test_result_is_written_beside_the_caller_and_nothing_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", "in.json", "out.json"]) == 0

    assert Path("out.json").read_bytes() == RESULT
    assert capfd.readouterr() == ("", "")
    assert _names() == ["in.json", "out.json"]


def test_lines_of_a_jsonl_file_get_a_result_each() -> None:
    Path("in.jsonl").write_bytes(LINE + b"\n" + LINE)

    assert main(["draw", "in.jsonl", "out"]) == 0

    assert Path("out").read_bytes() == RESULT * 2


def test_bad_line_is_named_and_what_was_there_stays(capsys: pytest.CaptureFixture[str]) -> None:
    Path("in.jsonl").write_bytes(LINE * 2 + BAD_LINE)
    Path("out").write_text("kept")

    assert main(["draw", "in.jsonl", "out"]) == 2

    assert capsys.readouterr() == ("", "ahti: in.jsonl: line 3: applicants[0].class: is missing\n")
    assert Path("out").read_text() == "kept"
    assert _names() == ["in.json", "in.jsonl", "out"]


def test_bad_field_is_named_with_its_line_and_no_result_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    indented = Path("in.json").read_bytes()
    Path("in.json").write_bytes(indented.replace(b'"class": 1', b'"class": "1"'))

    assert main(["draw", "in.json", "out.json"]) == 2

    message = 'ahti: in.json: line 12: applicants[0].class: must be a whole number of at most 64 bits, not "1"\n'
    assert capsys.readouterr() == ("", message)
    assert _names() == ["in.json"]


def test_in_is_never_overwritten_by_its_own_result(capsys: pytest.CaptureFixture[str]) -> None:
    before = Path("in.json").read_bytes()
    Path("link.json").symlink_to("in.json")

    assert main(["draw", "in.json", "link.json"]) == 2

    assert capsys.readouterr().err == "ahti: link.json: IN and OUT are the same file\n"
    assert Path("in.json").read_bytes() == before


def test_link_to_another_file_is_followed() -> None:
    Path("results").mkdir()
    Path("out.json").symlink_to("results/of-the-year.json")

    assert main(["draw", "in.json", "out.json"]) == 0

    assert Path("results/of-the-year.json").read_bytes() == RESULT
    assert Path("out.json").is_symlink()


@pytest.mark.parametrize(
    ("files", "message"),
    [
        (["nowhere.json", "out.json"], "ahti: nowhere.json: No such file or directory\n"),
        ([".", "out.json"], "ahti: round.json: No such file or directory\n"),
        (["in.json", "."], "ahti: .: Is a directory\n"),
    ],
)
def test_file_that_cannot_be_used_is_named(files: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", *files]) == 2

    assert capsys.readouterr() == ("", message)
    assert _names() == ["in.json"]


def test_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["draw", "in.json", "nowhere/out.json"]) == 2

    assert capsys.readouterr().err == f"ahti: {tmp_path}/nowhere/out.json: there is no such folder\n"


def test_standard_output_can_be_the_result(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["draw", "in.json", "/dev/stdout"]) == 0

    assert capfdbinary.readouterr() == (RESULT, b"")


def test_device_stays_a_device() -> None:
    assert main(["draw", "in.json", os.devnull]) == 0

    assert Path(os.devnull).is_char_device()


def test_explanations_are_left_out_when_not_wanted() -> None:
    assert main(["draw", "--no-explanations", "in.json", "out.json"]) == 0

    assert Path("out.json").read_bytes() == RESULT.replace(b',"explanations":{}', b"")
