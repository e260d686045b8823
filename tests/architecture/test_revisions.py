"""The migrations: in order, there and back again, and where the committed snapshot says."""

import os
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from ahti.embedded import EmbeddedPostgres
from ahti.migrations import downgrade, migrate
from ahti.revisions import revisions, revisions_folder
from tests.architecture.dumping import schema_of

SNAPSHOT = Path(__file__).parents[2] / "docs" / "database.sql"


@pytest.fixture
def owner_url(server: EmbeddedPostgres, bare_database_name: str) -> str:
    return server.url(role="ahti_owner", database=bare_database_name)


def test_no_package_of_ours_hides_the_alembic_library() -> None:
    assert list(revisions_folder().rglob("__init__.py")) == []


def test_revisions_are_numbered_in_the_order_in_which_they_run() -> None:
    scripts = ScriptDirectory(str(revisions_folder())).walk_revisions()
    assert [script.revision for script in scripts][::-1] == revisions()
    assert revisions() == [f"{number:04}" for number in range(1, len(revisions()) + 1)]


def test_a_work_tree_names_its_revisions_to_alembics_own_command_line() -> None:
    config = Config(toml_file=SNAPSHOT.parents[1] / "pyproject.toml")
    assert ScriptDirectory.from_config(config).get_heads() == revisions()[-1:]


def test_every_revision_can_be_taken_back(owner_url: str) -> None:
    before = {}
    migrate(owner_url, revision=revisions()[0])
    for earlier, later in zip(revisions(), revisions()[1:], strict=False):
        before[earlier] = schema_of(owner_url)
        migrate(owner_url, revision=later)
    for revision in reversed(revisions()[:-1]):
        downgrade(owner_url, revision=revision)
        assert schema_of(owner_url) == before[revision]
    downgrade(owner_url, revision="base")
    assert "CREATE" not in schema_of(owner_url).replace("CREATE TABLE public.alembic_version", "")


def test_a_revision_taken_back_can_be_made_again(owner_url: str) -> None:
    migrate(owner_url)
    downgrade(owner_url, revision="base")
    migrate(owner_url)


def test_the_committed_snapshot_is_what_the_migrations_make(owner_url: str) -> None:
    migrate(owner_url)
    if os.environ.get("AHTI_WRITE_SNAPSHOT"):
        SNAPSHOT.write_text(schema_of(owner_url), encoding="utf-8")
    committed = SNAPSHOT.read_text(encoding="utf-8") if SNAPSHOT.exists() else ""
    assert committed == schema_of(owner_url), "AHTI_WRITE_SNAPSHOT=1 python3 dev.py test tests/architecture writes it"
