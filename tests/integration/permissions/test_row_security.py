"""A resolver that forgets every filter leaks nothing: each personal table is read whole, as everybody."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from harbors.access.commands import act_as_system
from tests.cast import CAST, settle
from tests.cast import VICTIM as PERSON
from tests.integration.permissions.furniture import furnish

ALL = "SELECT FROM {}"
ANY = "SELECT EXISTS (SELECT FROM {})"
OWN = "SELECT EXISTS (SELECT FROM {} WHERE {} = $1)"
FORCED = "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY relname"

# Row security knows nothing of programs: how far those go is looked at before.
VICTIM = {"victim", "victim's program"}
CLUB = {"viewer", "clerk", "manager", "owner", "program", "key"}
CITY = {"handler"}
NOBODY: set[str] = set()

# Who sees the victim's or the club's row of each table, said here by hand.
SEEN_BY: dict[str, set[str]] = {
    "access_tokens": NOBODY,
    "api_keys": {"manager", "owner", "program"},
    "applicants": VICTIM | CITY,
    "application_choices": VICTIM | CITY,
    "application_odds": VICTIM | CITY,
    "application_drafts": VICTIM,
    "application_duplicates": CITY,
    "application_events": VICTIM | CITY,
    "applications": VICTIM | CITY,
    "audit_chain": NOBODY,
    "audit_entries": VICTIM | CITY | {"owner", "program"},
    "audit_erasures": NOBODY,
    "audit_unsealed": NOBODY,
    "authorization_codes": NOBODY,
    "authorization_requests": NOBODY,
    "boat_certificates": VICTIM | CITY,
    "boat_owners": VICTIM | CITY,
    "boats": VICTIM | CITY,
    "clients": VICTIM | CITY,
    "correction_offers": NOBODY,
    "corrections": VICTIM | CITY,
    "declines": NOBODY,
    "draw_awards": NOBODY,
    "draw_cutoffs": NOBODY,
    "draw_cycles": NOBODY,
    "draw_hands": NOBODY,
    "draw_notices": NOBODY,
    "draw_refusals": NOBODY,
    "draw_results": NOBODY,
    "draws": NOBODY,
    "freeze_leaves": NOBODY,
    "freeze_secrets": NOBODY,
    "grants": VICTIM,
    "invoice_counters": NOBODY,
    **dict.fromkeys(("accounts", "bank_credits", "payees"), CLUB - {"viewer"}),
    **dict.fromkeys(("handlings", "handling_items"), CITY),
    **dict.fromkeys(("circulars", "circular_letters"), CLUB - {"viewer"}),
    **dict.fromkeys(("exchange_members", "exchanges", "queue_choices"), VICTIM | CLUB - {"viewer"}),
    "queue_entries": VICTIM | CLUB - {"viewer"},
    **dict.fromkeys(("gates", "renewal_runs", "renewal_items"), CLUB - {"viewer"}),
    "leases": VICTIM | CLUB - {"viewer"},
    "offer_faults": NOBODY,
    "offers": VICTIM | CLUB - {"viewer"},
    **dict.fromkeys(("leases", "switch_dues"), VICTIM | CLUB - {"viewer"}),
    "listings": CLUB | CITY,
    "mail_confirmations": NOBODY,
    "merchants": CLUB - {"viewer"},
    "messages": VICTIM,
    **dict.fromkeys(("invoices", "orders", "order_lines"), VICTIM | CLUB - {"viewer"}),
    **dict.fromkeys(("orders", "order_lines", "payments", "refunds"), VICTIM | CLUB - {"viewer"}),
    **dict.fromkeys(("orders", "order_lines"), VICTIM | CLUB - {"viewer"}),
    **dict.fromkeys(("storage_notices", "storage_differences", "stickers"), VICTIM | CLUB - {"viewer"}),
    "sticker_kinds": CLUB - {"viewer"},
    "sticker_counters": NOBODY,
    "organisations": VICTIM | CITY,
    "payment_events": NOBODY,
    "people": VICTIM | CITY,
    "person_identities": VICTIM,
    "person_profiles": VICTIM | CITY,
    "person_residences": VICTIM | CITY,
    "program_usage": VICTIM,
    "provider_invitations": {"manager", "owner", "program"},
    "provider_sign_ups": VICTIM | CITY,
    "refresh_tokens": NOBODY,
    "representations": VICTIM | CITY,
    "token_families": NOBODY,
    "upgrade_refusals": NOBODY,
}
# What everybody has one of: the victim's is looked for.
OF_THE_VICTIM = {"people": "id", "person_profiles": "person_id"}
# Filled by acts that this town has not seen yet; who sees them is tried where those acts are.
# Public once it is published, and nobody's before.
TOLD_TO_ALL = {"draws", "draw_cutoffs", "draw_results"}
EMPTY = {
    "audit_erasures",
    "correction_offers",
    "declines",
    "draw_awards",
    "draw_cutoffs",
    "draw_cycles",
    "draw_hands",
    "draw_notices",
    "draw_refusals",
    "draw_results",
    "freeze_leaves",
    "freeze_secrets",
    "offer_faults",
    "upgrade_refusals",
}


@pytest.fixture
async def town_of_people(town_url: str) -> AsyncIterator[Database]:
    async with Database.open(town_url, size=2, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
            await furnish(connection)
        yield database


async def readers(database: Database, table: str) -> set[str]:
    """Who finds anything in the table, without any filter."""
    found = set()
    key = OF_THE_VICTIM.get(table)
    wanted, values = (OWN.format(table, key), (PERSON,)) if key else (ANY.format(table), ())
    for name, principal in CAST.items():
        async with database.reading_as(principal) as connection:
            if await connection.fetchval(wanted, *values):
                found.add(name)
    return found


async def test_every_table_behind_row_security_is_looked_at(town_of_people: Database) -> None:
    async with town_of_people.unit_of_work() as connection:
        forced = {row["relname"] for row in await connection.fetch(FORCED)}
    assert SEEN_BY.keys() | {"provider_members"} == forced


async def test_there_is_something_to_leak(town_of_people: Database) -> None:
    async with town_of_people.unit_of_work() as connection:
        await act_as_system(connection)
        empty = {table for table in SEEN_BY if not await connection.fetchval(ANY.format(table))}
    assert empty == EMPTY


async def test_each_row_is_seen_by_those_whom_it_concerns_and_by_nobody_else(town_of_people: Database) -> None:
    assert {table: await readers(town_of_people, table) for table in SEEN_BY} == SEEN_BY


async def test_people_see_themselves_and_members_their_own(town_of_people: Database) -> None:
    async with town_of_people.reading_as(CAST["stranger"]) as connection:
        assert [row["id"] for row in await connection.fetch("SELECT id FROM people")] == [CAST["stranger"].person_id]
        assert await connection.fetch("SELECT FROM provider_members") == []
    async with town_of_people.reading_as(CAST["stranger's clerk"]) as connection:
        seen = await connection.fetch("SELECT DISTINCT provider_id FROM provider_members")
        assert [row["provider_id"] for row in seen] == list(CAST["stranger's clerk"].roles)


async def test_the_reading_role_is_refused_every_one_of_them(town_of_people: Database) -> None:
    async with town_of_people.reading() as connection:
        for table in {*SEEN_BY, "provider_members"} - TOLD_TO_ALL:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.fetch(ALL.format(table))
