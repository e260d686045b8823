"""Knows how the people of the sign-in page come to act for the providers that they work at."""

from ahti.chance import SystemChance
from ahti.clock import Clock
from ahti.db import Database
from ahti.demonstration.listed import key_of
from ahti.issuer.people import PEOPLE, DemoPerson
from harbors.access.commands import act_as_system, person_of
from harbors.access.records import Identity
from harbors.sql import Connection, Statements

STATEMENTS = Statements(__package__)


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
    if person.works_at is not None and person.role is not None:
        await STATEMENTS.add_member.run(
            connection,
            provider_id=key_of("provider", person.works_at),
            person_id=known.person_id,
            role=person.role,
            now=now,
        )
