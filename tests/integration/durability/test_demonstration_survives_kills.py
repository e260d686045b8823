"""``ahti demo`` killed in the middle of its steps, again and again, comes to what an undisturbed run comes to."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from subprocess import DEVNULL, PIPE

import asyncpg
import pytest

from ahti.commandline.demo import FOLDER, prepared
from ahti.demonstration.lots import Lots
from ahti.demonstration.progress import Steps
from ahti.embedded import EmbeddedPostgres
from ahti.settings import load_settings
from tests.integration.durability.campaign import strikes
from tests.integration.durability.counting import Rows, rows_behind
from tests.integration.durability.programs import environment
from tests.integration.durability.striking import kill, server_in

HERE = Path(__file__).parent
CROWD = 300

Process = subprocess.Popen[str]


@dataclass(frozen=True, slots=True)
class Played:
    """An undisturbed run: what it printed and left, and how many seconds each step took."""

    printed: str
    steps: dict[str, float]
    rows: Rows
    digest: str


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Played:
    data_dir, steps = tmp_path_factory.mktemp("undisturbed"), Steps()
    return Played(play(data_dir, steps), steps.seconds, *left_in(data_dir))


def test_demonstration_that_is_killed_goes_on_where_it_was(undisturbed: Played, tmp_path: Path, seed: int) -> None:
    deaths = strikes(2)
    for season in range(0, deaths, len(undisturbed.steps)):
        data_dir, lots = tmp_path / str(season), Lots(seed, season)
        for step in some(undisturbed.steps, lots, most=deaths - season):
            sys.stdout.write(f"killed while: {step}\n")
            die(data_dir, step, lots, within=undisturbed.steps[step])
        assert play(data_dir, Steps()) == undisturbed.printed
        assert left_in(data_dir) == (undisturbed.rows, undisturbed.digest)


def test_data_whose_erasure_is_cut_short_are_gone(empty_dir: Path, seed: int) -> None:
    files = int(Lots(seed, 0).between("files removed", 0, 900))
    erasure = subprocess.run([sys.executable, HERE / "erasing.py", empty_dir, str(files)], env=environment())
    assert erasure.returncode == -9
    with EmbeddedPostgres(empty_dir) as server:
        assert asyncio.run(rows_behind(server.url(role="postgres"))) == {}


def some(steps: dict[str, float], lots: Lots, *, most: int) -> list[str]:
    """Some of the steps, drawn by lot, in their own order."""
    drawn = sorted(steps, key=lambda step: lots.part(f"drawn: {step}"))[:most]
    return [step for step in steps if step in drawn]


def die(data_dir: Path, step: str, lots: Lots, *, within: float) -> None:
    """Play until ``step`` begins, wait a part of the time that it takes, and kill the process, or its server.

    A process whose server is killed says so, unless it has no more need of it or finds it again.
    """
    with playing(data_dir) as process:
        reached = step in iter(told_by(process))
        threading.Event().wait(lots.between(f"moment: {step}", 0, within))
        if reached and lots.happens(f"server: {step}", 0.4) and (server := server_in(data_dir / FOLDER)):
            kill(server)
            said = "\n".join(told_by(process))
            assert (process.wait() in (0, 2), "Traceback" in said) == (True, False), said


def play(data_dir: Path, steps: Steps) -> str:
    """Play to the end in this process; what is printed."""
    settings = load_settings({"data_dir": data_dir})
    with redirect_stdout(StringIO()) as printed, prepared(data_dir / FOLDER, settings, steps=steps, crowd=CROWD):
        return printed.getvalue()


@contextmanager
def playing(data_dir: Path) -> Iterator[Process]:
    """The demonstration on a data directory; killed at the end if it still runs."""
    command = [sys.executable, str(HERE / "playing.py"), str(data_dir), str(CROWD)]
    with subprocess.Popen(command, stdout=DEVNULL, stderr=PIPE, text=True, env=environment()) as process:
        try:
            yield process
        finally:
            process.kill()


def told_by(process: Process) -> Iterator[str]:
    """The steps that it begins, and whatever else it says on standard error."""
    assert process.stderr is not None
    return (line.rstrip("\n") for line in process.stderr)


def left_in(data_dir: Path) -> tuple[Rows, str]:
    """How many rows each table has, and what the draw came to."""
    with EmbeddedPostgres(data_dir / FOLDER) as server:
        url = server.url(role="postgres")
        return asyncio.run(rows_behind(url)), asyncio.run(_digest_behind(url))


async def _digest_behind(url: str) -> str:
    connection = await asyncpg.connect(url)
    digest: str = await connection.fetchval("SELECT result_digest FROM draws")
    await connection.close()
    return digest
