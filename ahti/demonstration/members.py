"""Knows how the people of the sign-in page come to act for the providers that they work at."""

from ahti.chance import SystemChance
from ahti.clock import Clock
from ahti.db import Database
from ahti.demonstration.listed import key_of
from ahti.demonstration.tenants import let_to
from ahti.issuer.people import BOATER, CITY_MANAGER, FERRY_SELLER, PEOPLE, DemoPerson
from harbors.access.commands import act_as_system, person_of
from harbors.access.records import Identity
from harbors.leases.records import LeasedBoat
from harbors.sql import Connection, Statements

STATEMENTS = Statements(__package__)
# Who had a berth of the city's last season, and for which boat.
_TENANTS = {
    BOATER: LeasedBoat(beam_mm=2_350, length_mm=6_200, draught_mm=600, mass_kg=1_400, registration="U10001"),
    CITY_MANAGER: LeasedBoat(beam_mm=2_600, length_mm=7_400, draught_mm=700, registration="U10005"),
    FERRY_SELLER: LeasedBoat(beam_mm=1_700, length_mm=4_500),
}


async def settle_people(database: Database, issuer: str, *, clock: Clock) -> None:
    """Everybody of the page is known by ``issuer``, with the roles of the story.

    The issuer has the port of the service in its name. Whoever signed in when that was another is the same person.
    """
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        for person in PEOPLE.values():
            await _settle(connection, person, issuer, clock=clock)


async def _settle(connection: Connection, person: DemoPerson, issuer: str, *, clock: Clock) -> None:
    now, identity = clock.now(), Identity(issuer, person.subject)
    await STATEMENTS.know_again.run(connection, issuer=issuer, subject=person.subject, now=now)
    known = await person_of(connection, identity, assurance=person.assurance, now=now, chance=SystemChance())
    if person in _TENANTS and known.person_id is not None:
        await let_to(connection, known.person_id, name=person.name, boat=_TENANTS[person], clock=clock)
    if person.works_at is not None and person.role is not None:
        await STATEMENTS.add_member.run(
            connection,
            provider_id=key_of("provider", person.works_at),
            person_id=known.person_id,
            role=person.role,
            now=now,
        )
