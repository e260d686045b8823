"""The people of the sign-in page act for the providers that they work at, whatever port the service has."""

import asyncio
from datetime import date

import pytest

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.db import Database
from ahti.demonstration.catalogue import build
from ahti.demonstration.listed import key_of
from ahti.demonstration.members import settle_people
from ahti.demonstration.tenants import let_berths, tenancies
from ahti.issuer.people import (
    BOATER,
    CITY_CLERK,
    CITY_MANAGER,
    CLUB_CLERK,
    COMPANY_OWNER,
    FERRY_SELLER,
    PEOPLE,
    VISITOR,
)
from harbors.access.commands import act_as_system, person_of
from harbors.access.records import Identity, Principal, Role
from harbors.places.commands import load_catalogue
from harbors.rounds.records import Season

FIRST, SECOND = "http://127.0.0.1:8000/issuer", "http://127.0.0.1:8001/issuer"


@pytest.fixture
async def city(database: Database) -> Database:
    async with database.unit_of_work() as connection:
        await load_catalogue(connection, await asyncio.to_thread(build), now=SystemClock().now())
    return database


async def known(database: Database, issuer: str) -> dict[str, Principal]:
    """Everybody of the page, as the service recognises them."""
    async with database.unit_of_work() as connection:
        return {
            person.subject: await person_of(
                connection,
                Identity(issuer, person.subject),
                assurance=person.assurance,
                now=SystemClock().now(),
                chance=SystemChance(),
            )
            for person in PEOPLE.values()
        }


async def test_everybody_has_the_role_of_the_story(city: Database) -> None:
    await settle_people(city, FIRST, clock=SystemClock())
    people = await known(city, FIRST)
    worked_at = {subject: dict(principal.roles) for subject, principal in people.items() if principal.roles}
    assert worked_at == {
        CLUB_CLERK.subject: {key_of("provider", "vellamo"): Role.CLERK},
        CITY_CLERK.subject: {key_of("provider", "city"): Role.CLERK},
        CITY_MANAGER.subject: {key_of("provider", "city"): Role.MANAGER},
        COMPANY_OWNER.subject: {key_of("provider", "sampo"): Role.OWNER},
        FERRY_SELLER.subject: {key_of("provider", "joukahainen"): Role.CLERK},
    }
    handlers = [subject for subject, principal in people.items() if principal.handles_city]
    assert handlers == [CITY_CLERK.subject, CITY_MANAGER.subject]
    assert people[VISITOR.subject].assurance is VISITOR.assurance


async def test_a_person_stays_the_same_when_the_port_changes_and_a_changed_role_stays_changed(city: Database) -> None:
    await settle_people(city, FIRST, clock=SystemClock())
    before = await known(city, FIRST)
    async with city.unit_of_work() as connection:
        await act_as_system(connection)
        await connection.execute(
            "UPDATE provider_members SET role = 'VIEWER' WHERE person_id = $1", before[CLUB_CLERK.subject].person_id
        )
    await settle_people(city, SECOND, clock=SystemClock())
    after = await known(city, SECOND)
    assert {subject: one.person_id for subject, one in after.items()} == {
        subject: one.person_id for subject, one in before.items()
    }
    assert list(after[CLUB_CLERK.subject].roles.values()) == [Role.VIEWER]


async def test_some_of_them_had_a_berth_last_season_and_get_no_second_one(city: Database) -> None:
    tenants, season = (
        list(tenancies(await asyncio.to_thread(build), seed=1)),
        Season(date(2026, 6, 10), date(2026, 9, 14)),
    )
    for _ in range(2):
        await let_berths(city, tenants, season=season, clock=SystemClock())
        await settle_people(city, FIRST, clock=SystemClock())
    people = await known(city, FIRST)
    async with city.unit_of_work() as connection:
        await act_as_system(connection)
        rows = await connection.fetch("SELECT person_id FROM leases WHERE tenant_email IS NULL")
        let = await connection.fetchval("SELECT count(*) FROM leases")
    assert {row["person_id"] for row in rows} == {
        people[person.subject].person_id for person in (BOATER, CITY_MANAGER, FERRY_SELLER)
    }
    assert len(rows) == 3
    assert let > 2_500
