"""What every command line has in common: where it says what, and with which code it ends."""

import asyncio
import signal
import subprocess
import sys

import asyncpg
import pytest

from ahti.cli import COMMANDS
from ahti.embedded import EmbeddedPostgres
from tests.integration.embedded.holders import wait_until

AHTI = (sys.executable, "-m", "ahti")


def ahti(*words: str) -> tuple[int, str, str]:
    answer = subprocess.run([*AHTI, *words], capture_output=True, text=True)
    return answer.returncode, answer.stdout, answer.stderr


def test_a_command_line_without_a_command_is_bad_use() -> None:
    code, said, error = ahti()
    assert (code, said, error.splitlines()[-1]) == (
        *(2, "", "ahti: error: the following arguments are required: COMMAND"),
    )


def test_the_overview_names_every_command_and_loads_none_of_them() -> None:
    program = "import sys, ahti.cli; sys.argv = ['ahti', '--help']; sys.exit = print; ahti.cli.main()"
    answer = subprocess.run([sys.executable, "-X", "importtime", "-c", program], capture_output=True, text=True)
    named = [line.split()[0] for line in answer.stdout.splitlines() if line.startswith("    ")]
    loaded = {line.rpartition("|")[2].strip().split(".")[0] for line in answer.stderr.splitlines()}
    assert set(named) >= COMMANDS.keys()
    assert loaded & {"alembic", "asyncpg", "graphene", "graphql", "numpy", "shapely", "sqlalchemy", "uvicorn"} == set()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    code, said, error = ahti(command, "--help")
    assert (code, error) == (0, "")
    assert said.startswith(f"usage: ahti {command} [-h] ")


def test_a_bad_option_is_named_by_its_variable() -> None:
    said = "ahti: AHTI_PORT: Input should be a valid integer, unable to parse string as an integer\n"
    assert ahti("serve", "--port", "eighty") == (2, "", said)


def test_nobody_complains_when_the_reader_of_the_output_has_gone() -> None:
    with subprocess.Popen([*AHTI, "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.stderr.read(), process.wait()) == (b"", 128 + signal.SIGPIPE)


def test_a_command_told_to_stop_leaves_in_good_order(server: EmbeddedPostgres, bare_database_name: str) -> None:
    owner = server.url(role="ahti_owner", database=bare_database_name)
    command = [*AHTI, "migrate", "--database-url", owner]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: asyncio.run(has_visitor(owner)))
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 128 + signal.SIGTERM


async def has_visitor(url: str) -> bool:
    """Whether anybody else is connected to the database."""
    connection = await asyncpg.connect(url)
    query = "SELECT count(*) > 1 FROM pg_stat_activity WHERE datname = current_database()"
    visited: bool = await connection.fetchval(query)
    await connection.close()
    return visited
