"""Whoever may do anything to the database cannot change the trail unnoticed: the verifier names the number."""

import re

import pytest

from ahti.db import Database
from harbors.audit.verifying import Verdict
from tests.integration.audit.conftest import ERASED, LAST, TELLING, Tamperer
from tests.integration.audit.entries import verdict_of

TABLES = ("audit_chain", "audit_entries", "audit_unsealed", "audit_erasures")

# Another value of each type, of whatever there is.
OTHERWISE = {
    "uuid": "gen_random_uuid()",
    "text": "coalesce({}, '') || 'x'",
    "bigint": "{} + 100",
    "timestamp with time zone": "{} + interval '1 microsecond'",
    "bytea": "set_byte({0}, 31, get_byte({0}, 31) # 1)",
    "ARRAY": "array_append({}, 'X')",
    "jsonb": "coalesce({}, '{{}}') || '{{\"x\": 1}}'",
}


async def columns(tamperer: Tamperer) -> list[tuple[str, str, str]]:
    """Every column of every table of the trail, with another value for it."""
    rows = await tamperer.connection.fetch(
        "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_name LIKE 'audit%'"
    )
    return [
        (row["table_name"], row["column_name"], OTHERWISE[row["data_type"]].format(row["column_name"])) for row in rows
    ]


def of_number(table: str, number: int) -> str:
    """Which row of a table is that of the entry with this number."""
    key = {"audit_chain": "number = {0}", "audit_entries": "id = {1}"}.get(table, "entry_id = {1}")
    return key.format(number, f"(SELECT entry_id FROM audit_chain WHERE number = {number})")


def names(verdict: Verdict, number: int) -> bool:
    """Whether a fault is of this entry."""
    return any(re.match(rf"{number}\b", fault) for fault in verdict.faults)


async def test_the_trail_is_whole_before_anybody_touches_it(trail: Database) -> None:
    verdict = await verdict_of(trail)
    assert (verdict.entries, verdict.erased, verdict.unsealed, verdict.faults) == (LAST, 1, 1, [])


async def test_each_column_of_a_sealed_entry_is_guarded(tamperer: Tamperer) -> None:
    walked = [one for one in await columns(tamperer) if one[0] in ("audit_chain", "audit_entries")]
    assert len(walked) == 8 + 20
    for table, column, other in walked:
        for number in (1, 2, LAST):
            verdict = await tamperer.found_after(
                f"UPDATE {table} SET {column} = {other} WHERE {of_number(table, number)}"
            )
            assert names(verdict, number), (table, column, number, verdict.faults)


async def test_each_column_of_an_entry_that_waits_and_of_an_erasure_is_guarded(tamperer: Tamperer) -> None:
    walked = [one for one in await columns(tamperer) if one[0] in ("audit_unsealed", "audit_erasures")]
    assert len(walked) == 6 + 2
    for table, column, other in walked:
        verdict = await tamperer.found_after(f"UPDATE {table} SET {column} = {other}")
        told = names(verdict, ERASED) or names(verdict, TELLING)
        assert verdict.fault_count and (told or table == "audit_unsealed"), (table, column, verdict.faults)


async def test_each_column_of_a_record_that_waits_is_guarded(tamperer: Tamperer) -> None:
    waiting = "id = (SELECT entry_id FROM audit_unsealed)"
    for table, column, other in await columns(tamperer):
        if table == "audit_entries":
            verdict = await tamperer.found_after(f"UPDATE {table} SET {column} = {other} WHERE {waiting}")
            assert any("unsealed" in fault for fault in verdict.faults), (column, verdict.faults)


@pytest.mark.parametrize("number", range(1, LAST + 1))
@pytest.mark.parametrize("table", TABLES[:2])
async def test_a_removed_row_is_missed(tamperer: Tamperer, table: str, number: int) -> None:
    if (table, number) == ("audit_entries", ERASED):
        return
    verdict = await tamperer.found_after(f"DELETE FROM {table} WHERE {of_number(table, number)}")
    last_link = (table, number) == ("audit_chain", LAST)
    assert verdict.fault_count and (last_link or names(verdict, number)), verdict.faults


@pytest.mark.parametrize("table", TABLES[2:])
async def test_a_removed_row_of_the_queue_or_of_an_erasure_is_missed(tamperer: Tamperer, table: str) -> None:
    verdict = await tamperer.found_after(f"DELETE FROM {table}")
    assert verdict.fault_count


async def test_two_entries_with_a_column_exchanged_are_both_named(tamperer: Tamperer) -> None:
    for table, column, _ in await columns(tamperer):
        if table not in ("audit_chain", "audit_entries"):
            continue
        two, four = (of_number(table, number) for number in (2, 4))
        differ = await tamperer.connection.fetchval(
            f"SELECT (SELECT {column} FROM {table} WHERE {two}) IS DISTINCT FROM "
            f"(SELECT {column} FROM {table} WHERE {four})"
        )
        if differ:
            verdict = await tamperer.found_after(
                f"UPDATE {table} SET {column} = CASE WHEN {two} THEN (SELECT {column} FROM {table} WHERE {four}) "
                f"ELSE (SELECT {column} FROM {table} WHERE {two}) END WHERE {two} OR {four}"
            )
            assert names(verdict, 2) and names(verdict, 4), (table, column, verdict.faults)


async def test_whole_entries_that_changed_places_are_both_named(tamperer: Tamperer) -> None:
    verdict = await tamperer.found_after("UPDATE audit_chain SET number = 6 - number WHERE number IN (2, 4)")
    assert names(verdict, 2) and names(verdict, 4)


@pytest.mark.parametrize("number", [0, 2, LAST, LAST + 1])
async def test_an_added_link_is_noticed(tamperer: Tamperer, number: int) -> None:
    verdict = await tamperer.found_after(
        f"INSERT INTO audit_chain SELECT {number}, entry_id, at, operation, subject_type, subject_id, digest, hash "
        "FROM audit_chain WHERE number = 2"
    )
    assert names(verdict, 1 if number == 0 else number), verdict.faults


async def test_an_added_record_is_noticed(tamperer: Tamperer) -> None:
    copy = "CREATE TEMP TABLE copy AS SELECT * FROM audit_entries LIMIT 1"
    verdict = await tamperer.found_after(
        copy, "UPDATE copy SET id = gen_random_uuid()", "INSERT INTO audit_entries SELECT * FROM copy"
    )
    assert [fault.split(": ")[1] for fault in verdict.faults] == ["it has no place in the chain"]


async def test_a_removal_dressed_up_as_an_erasure_is_noticed(tamperer: Tamperer) -> None:
    """Whether the thief names the erasure that there was, or one that no entry tells of."""
    for erasure in ("(SELECT erasure_id FROM audit_erasures LIMIT 1)", "gen_random_uuid()"):
        verdict = await tamperer.found_after(
            f"INSERT INTO audit_erasures SELECT entry_id, {erasure} FROM audit_chain WHERE number = 2",
            f"DELETE FROM audit_entries WHERE {of_number('audit_entries', 2)}",
        )
        assert names(verdict, 2) or names(verdict, TELLING), verdict.faults


async def test_an_entry_that_is_there_cannot_be_called_erased(tamperer: Tamperer) -> None:
    verdict = await tamperer.found_after(
        "INSERT INTO audit_erasures SELECT chain.entry_id, erasure.erasure_id FROM audit_chain AS chain, "
        "audit_erasures AS erasure WHERE number = 2"
    )
    assert names(verdict, 2) and names(verdict, TELLING)


async def test_a_tail_cut_off_is_noticed_by_whoever_kept_the_head(tamperer: Tamperer, trail: Database) -> None:
    published = (await verdict_of(trail)).head
    cut = (
        f"DELETE FROM audit_entries WHERE {of_number('audit_entries', LAST)}",
        "DELETE FROM audit_erasures",
        f"DELETE FROM audit_entries WHERE {of_number('audit_entries', 4)}",
        "DELETE FROM audit_chain WHERE number > 2",
    )
    assert (await tamperer.found_after(*cut)).faults == []
    verdict = await tamperer.found_after(*cut, published=published)
    assert verdict.faults == ["3 to 5: are missing, as the published head says"]


async def test_a_chain_written_again_is_noticed_by_whoever_kept_the_head(tamperer: Tamperer, trail: Database) -> None:
    published = (await verdict_of(trail)).head
    forge = """
        DO $$ DECLARE one audit_chain; last bytea := decode(repeat('00', 32), 'hex'); BEGIN
            UPDATE audit_chain SET operation = 'forged' WHERE number = 3;
            FOR one IN SELECT * FROM audit_chain ORDER BY number LOOP
                last := audit_link(last, one.number, one.entry_id, one.at, one.operation, one.subject_type,
                                   one.subject_id, one.digest);
                UPDATE audit_chain SET hash = last WHERE number = one.number;
            END LOOP;
        END $$
    """
    assert (await tamperer.found_after(forge)).faults == []
    assert names(await tamperer.found_after(forge, published=published), LAST)
