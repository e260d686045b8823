"""Real parts for tests: one PostgreSQL a session, a migrated template, a town, a database for whoever asks."""

import asyncio
import itertools
import logging
import os
import signal
from collections.abc import AsyncIterator, Generator, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from ahti.migrations import migrate
from ahti.settings import load_settings
from harbors.sql import Connection
from tests import harbor_town

# What the City of Helsinki published, where it lies beside the project.
SHARED = Path(__file__).parents[2] / "shared"
HARBORS = ("helsinki-harbor-resources.json", "helsinki-harbor-resources-fixes-2021-06-11.json")
WINTER = "helsinki-ws-resources.json"
# A skip whose reason begins so is one that this machine cannot do anything about.
UNAVOIDABLE = "not here"

_numbers = itertools.count(1)

# A shell has what it runs in the background ignore SIGINT, and so would every program that tests start and interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def process_as_it_was() -> Iterator[None]:
    """A test may run a command line in this process: logging and signals are put back after it."""
    root, stopping = logging.getLogger(), signal.getsignal(signal.SIGTERM)
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    signal.signal(signal.SIGTERM, stopping)


@pytest.fixture(scope="session")
def city_files() -> Sequence[Path]:
    """The harbors, what corrects them, and the winter storage: in the order in which they are read."""
    files = [SHARED / "data" / "helsinki" / name for name in (*HARBORS, WINTER)]
    missing = [file.name for file in files if not file.is_file()]
    if missing:
        unavoidable = "" if SHARED.is_dir() else "not here: "
        pytest.skip(f"{unavoidable}needs the city's files in ../shared/data/helsinki: {', '.join(missing)}")
    return files


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedPostgres]:
    """PostgreSQL for the whole session, not durable; ``AHTI_PG_BIN`` chooses which."""
    with EmbeddedPostgres.temporary(pg_bin=load_settings().pg_bin) as running:
        yield running


@pytest.fixture(scope="session")
def template_database(server: EmbeddedPostgres) -> str:
    """The name of a migrated database that nobody connects to, so that it can be cloned."""
    migrate(server.url(role="ahti_owner"))
    return "ahti"


@pytest.fixture
def database_name(server: EmbeddedPostgres, template_database: str) -> Iterator[str]:
    """The name of a migrated database of the test's own, empty but for what the migrations bring."""
    with _clone(server, template_database) as name:
        yield name


@pytest.fixture
def bare_database_name(server: EmbeddedPostgres) -> Iterator[str]:
    """The name of a database of the owner's that was never migrated."""
    with _clone(server, "template0") as name:
        yield name


@pytest.fixture
def database_url(server: EmbeddedPostgres, database_name: str) -> str:
    """Where the service connects to the test's database."""
    return server.url(role="ahti_app", database=database_name)


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The service's pools to the test's database."""
    async with Database.open(database_url) as pools:
        yield pools


@pytest.fixture
async def connection(database: Database) -> AsyncIterator[Connection]:
    """A transaction of the service in the test's database, committed at the end."""
    async with database.unit_of_work() as one:
        yield one


@pytest.fixture(scope="session")
def town_template(server: EmbeddedPostgres, template_database: str) -> str:
    """The name of a database with the town that nobody connects to."""
    asyncio.run(
        _execute(
            server.url(role="postgres", database="postgres"),
            f"CREATE DATABASE town TEMPLATE {template_database} OWNER ahti_owner",
        )
    )
    asyncio.run(_build_town(server.url(role="ahti_app", database="town")))
    return "town"


@pytest.fixture
def town_name(server: EmbeddedPostgres, town_template: str) -> Iterator[str]:
    """The name of a database of the test's own with the town."""
    with _clone(server, town_template) as name:
        yield name


@pytest.fixture
def town_url(server: EmbeddedPostgres, town_name: str) -> str:
    """Where the service connects to the town."""
    return server.url(role="ahti_app", database=town_name)


@pytest.fixture
async def town(town_url: str) -> AsyncIterator[Database]:
    """The service's pools to the town."""
    async with Database.open(town_url, refusals=REFUSALS) as pools:
        yield pools


async def _build_town(url: str) -> None:
    async with Database.open(url, size=1) as pools, pools.unit_of_work() as connection:
        await harbor_town.build(connection)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where ``AHTI_CI`` is set, whatever a test lacks has to be brought: a skip is a failure.

    What CI found that it cannot have stands in ``AHTI_WITHOUT``; a reason names its thing as ``needs chromium: ...``.
    """
    report = yield
    if os.environ.get("AHTI_CI") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        without = tuple(f"needs {thing}:" for thing in os.environ.get("AHTI_WITHOUT", "").split())
        if not reason.removeprefix("Skipped: ").startswith((UNAVOIDABLE, *without)):
            report.outcome, report.longrepr = "failed", f"{item.nodeid} lacks what can be had: {reason}"
    return report


@contextmanager
def _clone(server: EmbeddedPostgres, template: str) -> Iterator[str]:
    name = f"test_{next(_numbers)}"
    superuser = server.url(role="postgres", database="postgres")
    asyncio.run(_execute(superuser, f"CREATE DATABASE {name} TEMPLATE {template} OWNER ahti_owner"))
    yield name
    asyncio.run(_execute(superuser, f"DROP DATABASE {name} WITH (FORCE)"))


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()
