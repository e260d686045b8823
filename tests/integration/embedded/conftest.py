"""One data directory, which every test here leaves as it should be found, and processes that hold it."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from ahti.embedded import EmbeddedPostgres
from tests.integration.embedded.holders import HOLDING, Hold, Holder


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a long and odd name, in which a creation was cut short before a server ran and stopped."""
    data_dir = tmp_path_factory.mktemp("data") / 'a name\'s 100 % "odd"' / ("long" * 40)
    (half := data_dir / "cluster.new").mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    with EmbeddedPostgres(data_dir, durable=False):
        return data_dir


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
