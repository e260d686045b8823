"""Knows people who have signed in: made in the database of the town, and as the service recognises them."""

from dataclasses import replace
from uuid import UUID

from ahti.db import Database
from harbors.access.commands import person_of
from harbors.access.records import Assurance, Identity, PersonId, Principal
from tests import harbor_town as at

ISSUER = "https://issuer.example.org"
CHANCE = at.CountingChance()
SOMEBODY = Principal(person_id=PersonId(UUID(int=7)))


async def recognise_somebody(_token: str) -> Principal:
    """For a service that takes every token for the same person's."""
    return SOMEBODY


async def sign_in(database: Database, subject: str, *, assurance: Assurance = Assurance.SUBSTANTIAL) -> Principal:
    """The person whom the issuer calls so, made at the first time."""
    async with database.unit_of_work() as connection:
        return await person_of(connection, Identity(ISSUER, subject), assurance=assurance, now=at.DURING, chance=CHANCE)


async def handler(database: Database, subject: str = "handler") -> Principal:
    """Somebody who handles for the city, as row security sees it."""
    return replace(await sign_in(database, subject), handles_city=True)


def id_of(principal: Principal) -> PersonId:
    """The person's id."""
    assert principal.person_id is not None
    return principal.person_id
