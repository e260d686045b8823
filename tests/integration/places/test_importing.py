"""``ahti import venepaikat``: a small city's files, from the command line into the database."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from ahti.cli import main
from tests.published_city import OTHER_BERTH, Record, find, number_of, published_city, write

Import = Callable[..., dict[str, Any]]
NEW = {
    "providers": 1,
    "boatTypes": 1,
    "harbors": 1,
    "piers": 1,
    "winterStorageAreas": 2,
    "winterStorageSections": 1,
    "berths": 2,
    "winterStoragePlaces": 1,
    "unmarkedWinterStorage": 1,
}


@pytest.fixture
def imported(database_url: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> Import:
    """Import records as one file and give back what was printed."""

    def run(records: Sequence[Record]) -> dict[str, Any]:
        file = write(tmp_path, records)
        assert main(["import", "venepaikat", str(file), "--database-url", database_url]) == 0
        printed: dict[str, Any] = json.loads(capfd.readouterr().out)
        return printed

    return run


def counts(**told: int) -> dict[str, int]:
    return {"created": 0, "changed": 0, "unchanged": 0, "gone": 0} | told


def test_everything_is_created_and_counted(imported: Import) -> None:
    assert imported(published_city()) == {kind: counts(created=number) for kind, number in NEW.items()}


def test_importing_again_changes_nothing(imported: Import) -> None:
    imported(published_city())
    assert imported(published_city()) == {kind: counts(unchanged=number) for kind, number in NEW.items()}


def test_a_changed_record_is_counted(imported: Import) -> None:
    imported(published_city())
    changed = published_city()
    find(changed, "berth", OTHER_BERTH)["fields"]["is_active"] = False
    assert imported(changed)["berths"] == counts(changed=1, unchanged=1)


def test_a_record_goes_and_comes_back(imported: Import) -> None:
    imported(published_city())
    without = [record for record in published_city() if record["pk"] != OTHER_BERTH]
    assert imported(without)["berths"] == counts(unchanged=1, gone=1)
    assert imported(published_city())["berths"] == counts(changed=1, unchanged=1)


def test_an_area_that_is_no_longer_estimated_loses_its_unmarked_part(imported: Import) -> None:
    imported(published_city())
    marked = published_city()
    area = find(marked, "winterstoragearea", "00000000-0000-4000-8000-000000000007")
    area["fields"]["estimated_number_of_unmarked_spaces"] = None
    report = imported(marked)
    assert report["unmarkedWinterStorage"] == counts(gone=1)
    assert report["winterStorageAreas"] == counts(unchanged=2)


def test_the_report_is_what_is_printed(database_url: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file, report = write(tmp_path, published_city()), tmp_path / "report.json"
    words = ["import", "venepaikat", str(file), "--report", str(report), "--database-url", database_url]
    assert main(words) == 0
    assert report.read_text(encoding="utf-8") == capfd.readouterr().out


def test_a_wrong_record_stops_everything(
    imported: Import, database_url: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    wrong = published_city()
    find(wrong, "winterstorageplace")["fields"]["number"] = None
    file, report = write(tmp_path, wrong, name="wrong.json"), tmp_path / "report.json"
    words = ["import", "venepaikat", str(file), "--report", str(report), "--database-url", database_url]
    assert main(words) == 2
    number, key = number_of(wrong, "winterstorageplace"), "00000000-0000-4000-8000-000000000010"
    assert capfd.readouterr() == (
        "",
        f"ahti: wrong.json: record {number} (resources.winterstorageplace {key}): number: must be a whole number\n",
    )
    assert not report.exists()
    assert imported(published_city()) == {kind: counts(created=number) for kind, number in NEW.items()}


@pytest.mark.parametrize("place", [".", "nowhere/report.json"])
def test_a_report_that_cannot_be_written_stops_everything_first(
    imported: Import, database_url: str, tmp_path: Path, place: str
) -> None:
    file = write(tmp_path, published_city())
    words = ["import", "venepaikat", str(file), "--report", str(tmp_path / place), "--database-url", database_url]
    assert main(words) == 2
    assert imported(published_city())["harbors"] == counts(created=1)
