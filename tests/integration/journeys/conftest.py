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
async def city(town: Database, town_url: str, tmp_path: Path) -> AsyncIterator[City]:
    """One of the demonstration's people handles for the city, another is the clerk of the club that is there."""
    async with running(town_url, tmp_path) as city:
        async with town.unit_of_work() as connection:
            await act_as_system(connection)
            for person, provider_id in ((CITY_CLERK, at.CITY), (CLUB_CLERK, at.CLUB)):
                identity = Identity(city.where.issuer, person.subject)
                known = await person_of(
                    connection, identity, assurance=person.assurance, now=at.OPENS, chance=SystemChance()
                )
                assert known.person_id
                await add_member(
                    connection, provider_id=provider_id, person_id=known.person_id, role=Role.CLERK, now=at.OPENS
                )
        yield city
