"""What the embedded server is when it runs."""

import stat
from pathlib import Path

import asyncpg
import pytest

from ahti.embedded import EmbeddedPostgres
from ahti.embedded.binaries import find_binaries

ROLES = """
    SELECT rolname::text, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole
    FROM pg_roles WHERE rolname LIKE 'ahti%' ORDER BY rolname
"""


async def ask(url: str, query: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


async def test_three_roles_can_log_in_and_nothing_more(server: EmbeddedPostgres) -> None:
    connection = await asyncpg.connect(server.url(role="ahti_read"))
    roles = [tuple(row) for row in await connection.fetch(ROLES)]
    await connection.close()
    assert roles == [(name, True, False, False, False, False) for name in ("ahti_app", "ahti_owner", "ahti_read")]


async def test_the_service_may_read_as_the_reader_but_not_become_the_owner(server: EmbeddedPostgres) -> None:
    query = "SELECT array[pg_has_role('ahti_read', 'MEMBER'), pg_has_role('ahti_owner', 'MEMBER')]"
    assert await ask(server.url(), query) == [True, False]


async def test_the_database_is_the_owners(server: EmbeddedPostgres) -> None:
    query = "SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()"
    assert await ask(server.url(), query) == "ahti_owner"


async def test_only_the_owner_creates_tables(server: EmbeddedPostgres) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await ask(server.url(), "CREATE TABLE mine (id int)")


async def test_text_is_unicode_and_sorts_by_code_point(server: EmbeddedPostgres) -> None:
    assert await ask(server.url(), "SELECT lower('ÅÄÖ') || ('B' < 'a')::text") == "åäötrue"


async def test_the_server_listens_on_no_network(server: EmbeddedPostgres) -> None:
    assert await ask(server.url(), "SHOW listen_addresses") == ""


async def test_the_socket_is_in_a_folder_of_our_own(server: EmbeddedPostgres) -> None:
    folder = Path(str(await ask(server.url(role="postgres"), "SHOW unix_socket_directories")))
    assert [stat.S_IMODE(one.stat().st_mode) for one in (folder, folder.parent)] == [0o700, 0o700]


async def test_data_are_safe_against_a_power_cut_unless_said_otherwise(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as durable:
        query = "SELECT string_agg(setting, ' ') FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit')"
        assert await ask(durable.url(), query) == "on on"


async def test_data_are_there_when_the_server_runs_again(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as first:
        await ask(first.url(role="ahti_owner"), "CREATE TABLE there AS SELECT 42 AS answer")
    with EmbeddedPostgres(data_dir) as second:
        assert await ask(second.url(role="ahti_owner"), "SELECT answer FROM there") == 42


def test_a_creation_that_was_cut_short_is_begun_anew(data_dir: Path) -> None:
    assert sorted(one.name for one in data_dir.iterdir()) == ["cluster", "lock", "postgresql.log"]


@pytest.mark.parametrize("folder", sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [None])
async def test_a_systems_postgresql_does_as_well(folder: Path | None, tmp_path: Path) -> None:
    if folder is None:
        pytest.skip("not here: this system has no PostgreSQL of its own")
    with EmbeddedPostgres(tmp_path, pg_bin=folder, durable=False) as running:
        version = str(await ask(running.url(), "SHOW server_version_num"))
        assert int(version) // 10000 == find_binaries(folder).major
        assert await ask(running.url(), "SELECT lower('ÅÄÖ')") == "åäö"
