"""The harbor town, served, with two people of the demonstration at their posts."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ahti.chance import SystemChance
from ahti.db import Database
from ahti.issuer.people import CITY_CLERK, CLUB_CLERK
from harbors.access.commands import act_as_system, person_of
from harbors.access.records import Identity, Role
from harbors.members.commands import add_member
from tests import harbor_town as at
from tests.integration.journeys.city import City, running


@pytest.fixture
def role_elsewhere() -> Role:
    """What the demonstration's clerk of a club is at the town's club."""
    return Role.CLERK


@pytest.fixture
async def city(town: Database, town_url: str, tmp_path: Path, role_elsewhere: Role) -> AsyncIterator[City]:
    """One of the demonstration's people handles for the city, another acts for the club that is there."""
    async with running(town_url, tmp_path) as city:
        async with town.unit_of_work() as connection:
            await act_as_system(connection)
            posts = ((CITY_CLERK, at.CITY, Role.CLERK), (CLUB_CLERK, at.CLUB, role_elsewhere))
            for person, provider_id, role in posts:
                identity = Identity(city.where.issuer, person.subject)
                known = await person_of(
                    connection, identity, assurance=person.assurance, now=at.OPENS, chance=SystemChance()
                )
                assert known.person_id
                await add_member(
                    connection, provider_id=provider_id, person_id=known.person_id, role=role, now=at.OPENS
                )
        yield city
