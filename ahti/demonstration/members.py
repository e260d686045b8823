"""Knows how the people of the sign-in page come to act for the providers that they work at."""

from ahti.chance import SystemChance
from ahti.clock import Clock
from ahti.db import Database
from ahti.demonstration.listed import key_of
from ahti.demonstration.renewing import Entry
from ahti.demonstration.tenants import let_to
from ahti.issuer.people import BOATER, CITY_MANAGER, FERRY_SELLER, PEOPLE, DemoPerson
from harbors.access.commands import act_as_system, person_of
from harbors.access.records import Identity, PersonId
from harbors.applications.records import Applicant, Boat, Choice, ChoiceKind, Form, Mode
from harbors.leases.records import LeasedBoat
from harbors.sql import Connection, Statements

STATEMENTS = Statements(__package__)
# Who had a berth of the city's last season, and for which boat.
_TENANTS = {
    BOATER: LeasedBoat(beam_mm=2_350, length_mm=6_200, draught_mm=600, mass_kg=1_400, registration="U10001"),
    CITY_MANAGER: LeasedBoat(beam_mm=2_600, length_mm=7_400, draught_mm=700, registration="U10005"),
    FERRY_SELLER: LeasedBoat(beam_mm=1_700, length_mm=4_500),
}


# Whom the boater would like to have for neighbours; the first is what everybody wants.
_HOPES = ("kaivopuisto", "merisatama", "lauttasaari", "puotila", "laivalahti")


async def tenants_who_sign_in(database: Database) -> list[Entry]:
    """What those of the page who had a berth send in: the boater wants another one, the others keep theirs."""
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        ids = {one: await STATEMENTS.person_of_subject.value(connection, subject=one.subject) for one in _TENANTS}
    return [_entry(person, id) for person, id in ids.items()]


def _entry(person: DemoPerson, id: PersonId) -> Entry:
    boat = _TENANTS[person]
    hopes = tuple(Choice(ChoiceKind.HARBOR, key_of("harbor", key)) for key in _HOPES) if person is BOATER else ()
    return Entry(
        key=person.subject,
        form=Form(
            applicant=Applicant(
                first_name=person.given_name,
                last_name=person.family_name,
                email=person.email,
                phone=person.phone_number,
                municipality=person.municipality,
                language=person.language,
            ),
            boat=Boat(
                beam_mm=boat.beam_mm,
                length_mm=boat.length_mm,
                draught_mm=boat.draught_mm,
                mass_kg=boat.mass_kg,
                registration=boat.registration,
            ),
            choices=hopes,
            mode=Mode.EXCHANGE if person is BOATER else Mode.RENEW,
            information_confirmed=True,
        ),
        person_id=id,
    )


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
