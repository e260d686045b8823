"""Where a command finds its database."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ahti.embedded import EmbeddedPostgres
from ahti.migrations import MigrationFailed, migrate
from ahti.revisions import newest_revision, revision_of, revisions
from ahti.running import DatabaseNotReady, embedded_database, migrated_database
from ahti.settings import load_settings

NOBODY_THERE = "postgresql://ahti_app@/ahti?host=/nowhere"


def ahti(*words: str, **variables: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    command = [sys.executable, "-m", "ahti", *words]
    answer = subprocess.run(command, capture_output=True, text=True, env=os.environ | variables)
    return answer.returncode, answer.stdout, answer.stderr


def test_our_own_database_is_started_and_migrated(tmp_path: Path) -> None:
    with migrated_database(load_settings({"data_dir": tmp_path})) as url:
        assert asyncio.run(revision_of(url)) == newest_revision()


def test_our_own_database_is_brought_up_from_where_it_is(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path) as server:
        migrate(server.url(role="ahti_owner"), revision=revisions()[0])
    with embedded_database(tmp_path) as url:
        assert asyncio.run(revision_of(url)) == newest_revision()


def test_the_operators_database_is_used_as_it_is(database_url: str) -> None:
    with migrated_database(load_settings({"database_url": database_url})) as url:
        assert url == database_url


def test_the_operators_database_is_not_migrated_behind_their_back(
    server: EmbeddedPostgres, bare_database_name: str
) -> None:
    url = server.url(database=bare_database_name)
    with pytest.raises(DatabaseNotReady) as refusal, migrated_database(load_settings({"database_url": url})):
        pass
    assert str(refusal.value) == (
        "the database of AHTI_DATABASE_URL is at revision none, this version of ahti needs "
        f"{newest_revision()}: run `ahti migrate` as its owner"
    )


def test_the_operators_database_is_migrated_when_they_say_so(server: EmbeddedPostgres, bare_database_name: str) -> None:
    url = server.url(role="ahti_owner", database=bare_database_name)
    assert ahti("migrate", AHTI_DATABASE_URL=url) == (0, f"the database is at revision {newest_revision()}\n", "")
    assert asyncio.run(revision_of(url)) == newest_revision()


def test_tables_are_the_owners_even_when_a_superuser_migrates(
    server: EmbeddedPostgres, bare_database_name: str
) -> None:
    migrate(server.url(role="postgres", database=bare_database_name))
    with migrated_database(load_settings({"database_url": server.url(database=bare_database_name)})) as url:
        assert asyncio.run(revision_of(url)) == newest_revision()
    migrate(server.url(role="ahti_owner", database=bare_database_name))


def test_whoever_may_not_migrate_is_told_so(server: EmbeddedPostgres, bare_database_name: str) -> None:
    with pytest.raises(MigrationFailed, match=r"^the database was not migrated: .*permission denied"):
        migrate(server.url(role="ahti_read", database=bare_database_name))


def test_a_database_that_does_not_answer_is_bad_use() -> None:
    code, said, error = ahti("serve", "--port", "0", AHTI_DATABASE_URL=NOBODY_THERE)
    assert (code, said) == (2, "")
    assert error.startswith("ahti: the database of AHTI_DATABASE_URL cannot be used: ")
    assert ahti("migrate", AHTI_DATABASE_URL=NOBODY_THERE)[:2] == (2, "")
