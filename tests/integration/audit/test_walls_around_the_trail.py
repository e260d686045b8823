"""The trail only grows, whoever asks; and what statements without any filter see of it."""

from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from harbors.access.commands import act_as_system, present
from harbors.access.records import NOBODY, PersonId, Principal, Role
from harbors.audit.commands import erase
from harbors.audit.records import SYSTEM, Entry
from harbors.places.records import ProviderId
from tests.integration.audit.entries import AINO, AT, CHANCE, CITY, CLERK, CLUB, EERO, an_entry, write_sealed

TABLES = ("audit_entries", "audit_chain", "audit_unsealed", "audit_erasures")
CHANGES = {
    "audit_entries": "UPDATE audit_entries SET reason = 'x'",
    "audit_chain": "UPDATE audit_chain SET operation = 'x'",
    "audit_unsealed": "UPDATE audit_unsealed SET operation = 'x'",
    "audit_erasures": "UPDATE audit_erasures SET entry_id = erasure_id",
}
Seen = Callable[[Principal], Awaitable[int]]


@pytest.fixture
async def trail(database: Database) -> Database:
    """Two entries about Aino for the club, one about Eero for the city, one about nobody."""
    await write_sealed(
        database,
        an_entry(1),
        an_entry(2),
        an_entry(3, person_id=EERO, provider_id=CITY),
        Entry(at=AT, actor=SYSTEM, operation="tick"),
    )
    return database


async def seen(database: Database, principal: Principal) -> int:
    """How many entries a statement without a filter sees."""
    async with database.unit_of_work() as connection:
        await present(connection, principal)
        counted: int = await connection.fetchval("SELECT count(*) FROM audit_entries")
        chained = await connection.fetchval(
            "SELECT (SELECT count(*) FROM audit_chain) + (SELECT count(*) FROM audit_unsealed)"
        )
        assert chained == 0
    return counted


@pytest.mark.parametrize(
    ("principal", "count"),
    [
        (NOBODY, 0),
        (Principal(person_id=PersonId(AINO)), 2),
        (Principal(person_id=PersonId(EERO)), 1),
        (Principal(person_id=PersonId(CLERK)), 0),
        (Principal(person_id=PersonId(CLERK), roles={ProviderId(CLUB): Role.MANAGER}), 0),
        (Principal(person_id=PersonId(CLERK), roles={ProviderId(CLUB): Role.OWNER}), 2),
        (Principal(person_id=PersonId(CLERK), handles_city=True), 4),
    ],
)
async def test_each_sees_what_is_of_the_own_person_or_provider(
    trail: Database, principal: Principal, count: int
) -> None:
    assert await seen(trail, principal) == count


async def test_the_role_of_public_reads_has_no_right_to_the_trail(trail: Database) -> None:
    for table in TABLES:
        async with trail.reading() as connection:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.fetch(f"SELECT FROM {table}")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("act", ["change", "DELETE FROM", "TRUNCATE"])
@pytest.mark.parametrize("role", ["ahti_app", "ahti_owner", "postgres"])
async def test_nobody_changes_or_removes_what_was_written(
    server: EmbeddedPostgres, database_name: str, trail: Database, role: str, act: str, table: str
) -> None:
    connection = await asyncpg.connect(server.url(role=role, database=database_name))
    try:
        await connection.execute("SELECT set_config('ahti.act', 'staff', false)")
        statement = CHANGES[table] if act == "change" else f"{act} {table}"
        with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.FeatureNotSupportedError)):
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO audit_chain VALUES (9, gen_random_uuid(), now(), 'x', NULL, NULL, sha256(''), sha256(''))",
        "INSERT INTO audit_unsealed VALUES (gen_random_uuid(), now(), 'x', NULL, NULL, sha256(''))",
        "INSERT INTO audit_erasures VALUES (gen_random_uuid(), gen_random_uuid())",
        "SELECT queue_audit_entries()",
    ],
)
async def test_the_service_writes_entries_and_nothing_else_of_the_trail(trail: Database, statement: str) -> None:
    with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.FeatureNotSupportedError)):
        async with trail.unit_of_work() as connection:
            await act_as_system(connection)
            await connection.execute("SELECT set_config('ahti.audit', 'writing', true)")
            await connection.execute(statement)


async def test_nobody_erases_what_is_about_another(trail: Database) -> None:
    telling = Entry(at=AT, actor=SYSTEM, operation="eraseMyData")
    for stranger in (NOBODY, Principal(person_id=PersonId(EERO), handles_city=True)):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with trail.unit_of_work() as connection:
                await present(connection, stranger)
                await erase(connection, AINO, telling=telling, chance=CHANCE)
    async with trail.unit_of_work() as connection:
        await present(connection, Principal(person_id=PersonId(AINO)))
        assert await erase(connection, AINO, telling=telling, chance=CHANCE) == 2


async def test_an_erasure_that_nothing_tells_of_is_taken_back(trail: Database) -> None:
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        async with trail.unit_of_work() as connection:
            await act_as_system(connection)
            await connection.execute("SELECT erase_audit_entries($1, gen_random_uuid())", AINO)
    assert await seen(trail, Principal(person_id=PersonId(AINO))) == 2


async def test_the_id_of_an_erased_entry_is_never_used_again(trail: Database) -> None:
    async with trail.unit_of_work() as connection:
        await act_as_system(connection)
        await connection.execute("CREATE TEMP TABLE kept AS SELECT * FROM audit_entries WHERE person_id = $1", AINO)
        telling = Entry(at=AT, actor=SYSTEM, operation="eraseMyData")
        assert await erase(connection, AINO, telling=telling, chance=CHANCE) == 2
    with pytest.raises(asyncpg.UniqueViolationError):
        async with trail.unit_of_work() as connection:
            await connection.execute("INSERT INTO audit_entries SELECT * FROM kept")
