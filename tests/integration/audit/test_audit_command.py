"""The command line's verdict on a trail, and the head that it prints for others to keep."""

import asyncio
import json
from collections.abc import Callable

import asyncpg
import pytest

from ahti.cli import main
from ahti.db import Database
from harbors.audit.commands import write_all
from tests.integration.audit.entries import CHANCE, an_entry

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def written(database_url: str) -> str:
    """A database with three entries that wait."""

    async def write() -> None:
        async with Database.open(database_url, size=1) as database, database.unit_of_work() as connection:
            await write_all(connection, [an_entry(one) for one in range(3)], chance=CHANCE)

    asyncio.run(write())
    return database_url


@pytest.fixture
def said(written: str, capfd: pytest.CaptureFixture[str]) -> Said:
    """What ``ahti audit`` ends with and says."""

    def run(*words: str) -> tuple[int, str, str]:
        code = main(["audit", *words, "--database-url", written])
        return (code, *capfd.readouterr())

    return run


def tamper(url: str, statement: str) -> None:
    async def execute() -> None:
        connection = await asyncpg.connect(url, server_settings={"session_replication_role": "replica"})
        await connection.execute(statement)
        await connection.close()

    asyncio.run(execute())


def test_a_whole_trail_is_good_and_its_head_can_be_held_against_it(said: Said) -> None:
    code, out, _ = said("verify")
    assert (code, json.loads(out)["unsealed"]) == (0, 3)
    code, head, _ = said("head")
    assert (code, head[:2], len(head)) == (0, "3:", 2 + 64 + 1)
    code, out, progress = said("verify", "--head", head.strip())
    nothing_found = {"entries": 3, "erased": 0, "unsealed": 0, "head": head.strip(), "faults": [], "faultCount": 0}
    assert (code, json.loads(out)) == (0, nothing_found)
    assert "Entries of the trail" in progress


def test_a_changed_trail_is_a_negative_verdict_with_the_number(said: Said, superuser_url: str) -> None:
    said("head")
    tamper(superuser_url, "UPDATE audit_chain SET operation = 'forged' WHERE number = 2")
    code, out, _ = said("verify")
    assert code == 1
    assert json.loads(out)["faults"] == [
        "2: it is not as it was sealed, or not after what it was sealed after",
        "2: its record speaks of another act",
    ]


def test_a_head_of_another_trail_is_a_negative_verdict(said: Said) -> None:
    said("head")
    code, out, _ = said("verify", "--head", f"2:{'0' * 64}")
    assert (code, json.loads(out)["faults"]) == (1, ["2: its hash is not the one that was published"])


@pytest.mark.parametrize("head", ["", "3", "3:ab", f"-3:{'0' * 64}", f"3:{'0' * 64}\n", f"3:{'g' * 64}"])
def test_what_is_no_head_is_bad_use(said: Said, head: str) -> None:
    code, out, errors = said("verify", f"--head={head}")
    assert (code, out) == (2, "")
    assert "--head" in errors
