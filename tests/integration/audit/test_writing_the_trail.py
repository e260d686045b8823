"""Entries are committed with what they tell of, sealed after it, and erased without breaking the chain."""

from uuid import UUID

import pytest

from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.audit.commands import erase, seal, write, write_all
from harbors.audit.records import SYSTEM, Entry
from tests.integration.audit.entries import AINO, AT, CHANCE, EERO, an_entry, verdict_of, write_sealed


async def test_a_trail_of_nothing_verifies(database: Database) -> None:
    verdict = await verdict_of(database)
    assert (verdict.entries, verdict.unsealed, verdict.faults, verdict.head) == (0, 0, [], (0, bytes(32)))


async def test_sealed_entries_verify_in_the_order_of_their_time(database: Database) -> None:
    await write_sealed(database, an_entry(2), an_entry(1), Entry(at=AT, actor=SYSTEM, operation="tick"))
    verdict = await verdict_of(database)
    assert (verdict.entries, verdict.erased, verdict.unsealed, verdict.faults) == (3, 0, 0, [])
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        rows = await connection.fetch("SELECT number, at FROM audit_chain ORDER BY number")
    assert [(row["number"], (row["at"] - AT).seconds) for row in rows] == [(1, 0), (2, 1), (3, 2)]


async def test_entries_go_with_a_transaction_that_is_taken_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with database.unit_of_work() as connection:
            await write(connection, an_entry(), chance=CHANCE)
            raise ZeroDivisionError
    async with database.unit_of_work() as connection:
        assert await seal(connection) == 0


async def test_a_sealer_takes_no_more_than_it_is_told_to(database: Database) -> None:
    async with database.unit_of_work() as connection:
        assert len(set(await write_all(connection, [an_entry(one) for one in range(5)], chance=CHANCE))) == 5
    counts = []
    for _ in range(4):
        async with database.unit_of_work() as connection:
            counts.append(await seal(connection, at_most=2))
    assert counts == [2, 2, 1, 0]
    verdict = await verdict_of(database)
    assert (verdict.entries, verdict.faults) == (5, [])


async def test_erasure_destroys_record_and_salt_and_leaves_the_chain_whole(database: Database) -> None:
    await write_sealed(database, an_entry(1), an_entry(2, person_id=EERO), an_entry(3))
    before = await verdict_of(database)
    async with database.unit_of_work() as connection:
        await write(connection, an_entry(4), chance=CHANCE)
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        telling = Entry(at=AT, actor=SYSTEM, operation="eraseMyData", reason="asked for by the person")
        assert await erase(connection, AINO, telling=telling, chance=CHANCE) == 3
    async with database.unit_of_work() as connection:
        assert await seal(connection) == 2
    verdict = await verdict_of(database, published=before.head)
    assert (verdict.entries, verdict.erased, verdict.unsealed, verdict.faults) == (5, 3, 0, [])
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        left = await connection.fetch("SELECT person_id FROM audit_entries ORDER BY at DESC")
        assert [row["person_id"] for row in left] == [EERO, None]


async def test_nothing_erased_leaves_nothing_to_tell(database: Database) -> None:
    await write_sealed(database, an_entry(1))
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        telling = Entry(at=AT, actor=SYSTEM, operation="eraseMyData")
        assert await erase(connection, UUID(int=99), telling=telling, chance=CHANCE) == 0
    verdict = await verdict_of(database)
    assert (verdict.entries, verdict.unsealed) == (1, 0)


@pytest.mark.parametrize("odd", ["nul \0", "half \ud800", "\\u0000", 'quote "', "\u2028", 10**30, 1.5, -0.0, 1e300])
async def test_whatever_is_written_verifies(database: Database, odd: object) -> None:
    await write_sealed(database, an_entry(reason=str(odd), after={"odd": odd, str(odd): [odd]}))
    assert (await verdict_of(database)).faults == []
