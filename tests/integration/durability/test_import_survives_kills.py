"""``ahti import`` killed at any moment has brought in everything or nothing."""

import asyncio
import json
import shutil
import subprocess
import threading
from copy import deepcopy
from pathlib import Path

import pytest

from ahti.cli import main
from ahti.demonstration.lots import Lots
from ahti.embedded import EmbeddedPostgres
from tests.integration.durability.campaign import strikes
from tests.integration.durability.counting import Rows, rows_behind
from tests.integration.durability.programs import ahti, environment
from tests.published_city import BERTH, PIER, Record, find, published_city, write

PIERS, BERTHS_OF_A_PIER = 30, 40
# About what an import takes from the moment that it has read the files; the database is written to in the second half.
SECONDS = 0.8


def test_import_that_is_killed_is_there_as_a_whole_or_not_at_all(
    migrated_dir: Path, tmp_path: Path, seed: int, capfd: pytest.CaptureFixture[str]
) -> None:
    city, empty = write(tmp_path, large_city()), rows_in(shutil.copytree(migrated_dir, tmp_path / "empty"))
    for number in range(strikes(1)):
        data_dir = shutil.copytree(migrated_dir, tmp_path / str(number))
        words = ["import", "venepaikat", str(city), "--data-dir", str(data_dir)]
        kill_within(ahti(*words), Lots(seed, number).between("moment", 0, SECONDS))
        left = rows_in(data_dir)
        assert main(words) == 0
        report, whole = json.loads(capfd.readouterr().out), rows_in(data_dir)
        assert left in (whole, empty)
        done = "unchanged" if left == whole else "created"
        assert [kind for kind, counts in report.items() if counts[done] != sum(counts.values())] == []
        assert report["berths"][done] == 2 + PIERS * BERTHS_OF_A_PIER


def large_city() -> list[Record]:
    """The small city with many more berths, at piers of their own."""
    city = published_city()
    pier, berth = find(city, "pier", PIER), find(city, "berth", BERTH)
    for number in range(PIERS):
        key = f"00000000-0000-4000-8000-0001{number:08}"
        city.append(changed(pier, key, identifier=f"P{number}"))
        city += [
            changed(berth, f"00000000-0000-4000-8000-{number:04}{berth_number:08}", pier=key, number=str(berth_number))
            for berth_number in range(100, 100 + BERTHS_OF_A_PIER)
        ]
    return city


def changed(record: Record, key: str, **fields: object) -> Record:
    other = deepcopy(record)
    other["pk"] = key
    other["fields"] |= fields
    return other


def kill_within(command: list[str], seconds: float) -> None:
    """Kill the import so long after it has read its files, unless it has ended then."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    ) as process:
        assert process.stderr is not None
        assert "INFO ahti.commandline.importing read " in process.stderr.readline()
        threading.Event().wait(seconds)
        process.kill()


def rows_in(data_dir: Path) -> Rows:
    with EmbeddedPostgres(data_dir) as server:
        return asyncio.run(rows_behind(server.url(role="postgres")))
