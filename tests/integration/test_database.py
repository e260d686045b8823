"""What the service's connections are and may."""

import asyncpg
import pytest

from ahti.db import Database, PrivilegedRole
from ahti.embedded import EmbeddedPostgres
from harbors.sql import Connection


async def test_a_transaction_runs_as_the_service(connection: Connection) -> None:
    assert await connection.fetchval("SELECT current_user::text") == "ahti_app"


async def test_a_read_runs_as_a_role_that_cannot_write(database: Database) -> None:
    async with database.reading() as connection:
        assert await connection.fetchval("SELECT current_user::text") == "ahti_read"
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await connection.execute("CREATE TABLE mine (id int)")


@pytest.mark.parametrize("role", ["postgres", "ahti_owner"])
async def test_the_service_refuses_to_serve_as_a_role_above_row_security(
    server: EmbeddedPostgres, database_name: str, role: str
) -> None:
    with pytest.raises(PrivilegedRole):
        async with Database.open(server.url(role=role, database=database_name)):
            pass
