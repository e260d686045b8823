"""Data directories that are made once and copied, and processes that hold one."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ahti.embedded import EmbeddedPostgres
from tests.integration.embedded.holders import HOLDING, Hold, Holder


@pytest.fixture(scope="session")
def made_data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory whose server has run once and stopped."""
    data_dir = tmp_path_factory.mktemp("made")
    with EmbeddedPostgres(data_dir, durable=False):
        return data_dir


@pytest.fixture
def data_dir(made_data_dir: Path, tmp_path: Path) -> Path:
    """A data directory of the test's own."""
    return shutil.copytree(made_data_dir, tmp_path / "data")


@pytest.fixture
def hold() -> Iterator[Hold]:
    """Start a process that holds a data directory; it is killed when the test is over."""
    with ExitStack() as holders:

        def start(data_dir: Path, *, within: tuple[str, ...] = ()) -> Holder:
            command = [*within, sys.executable, str(HOLDING), str(data_dir)]
            process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            holders.enter_context(process)
            holders.callback(process.kill)
            assert process.stdout is not None
            return Holder(process, data_dir, process.stdout.readline().strip())

        yield start
