"""One process at a time holds a data directory."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ahti.embedded import DataDirectoryBusy, EmbeddedError, EmbeddedPostgres
from tests.integration.embedded.holders import HOLDING, Hold


def test_a_second_process_is_told_who_holds_the_data(data_dir: Path, hold: Hold) -> None:
    holder = hold(data_dir)
    answer = subprocess.run(
        [sys.executable, "-m", "ahti", "migrate", "--data-dir", str(data_dir)], capture_output=True, text=True
    )
    command = shlex.join([str(HOLDING), str(data_dir)])
    assert (answer.returncode, answer.stdout, answer.stderr) == (
        2,
        "",
        f"ahti: {data_dir} is in use by process {holder.process.pid} ({command})\n",
    )


def test_the_same_process_is_refused_as_well(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir), pytest.raises(DataDirectoryBusy) as refusal, EmbeddedPostgres(data_dir):
        pass
    assert refusal.value.holder.startswith(f"process {os.getpid()} (")


def test_a_killed_process_holds_nothing(data_dir: Path, hold: Hold) -> None:
    holder = hold(data_dir)
    holder.process.kill()
    holder.process.wait()
    with EmbeddedPostgres(data_dir):
        pass


def test_a_data_directory_that_cannot_be_one_is_named(tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.touch()
    with pytest.raises(EmbeddedError, match=f"^{taken} cannot be the data directory: "), EmbeddedPostgres(taken):
        pass
