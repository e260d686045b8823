"""The town with its winter storage, a round for the winter, and whoever asks for it over GraphQL."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.service import open_service
from harbors.access.records import NOBODY, Principal
from harbors.places.records import PlaceId, WinterStorageAreaId, WinterStorageSectionId
from harbors.text import Language
from schema import ids
from schema.requests import Executor, GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests import winter_town as winter
from tests.cast import settle
from tests.clocks import StoppedClock

SCHEMA = build()
SUBMIT = """
mutation Submit($input: SubmitApplicationInput!) {
  submitApplication(input: $input) {
    application { id publicId reference
                  choices { rank winterStorageArea { name } winterStorageSection { identifier }
                            winterStoragePlace { number } } }
    errors { code field message }
    editToken
  }
}
"""


@dataclass(frozen=True, slots=True)
class Api:
    """The service as it answers, at a time of its own."""

    executor: Executor
    clock: StoppedClock

    async def ask(
        self, document: str, *, who: Principal = NOBODY, language: Language = Language.EN, **variables: Any
    ) -> Any:
        facts = RequestFacts("test", language, principal=who)
        answer = await self.executor.execute(GraphQLRequest(document, variables=variables), facts)
        told = orjson.loads(answer.body)
        assert "errors" not in told, told
        return told["data"]

    async def submit(self, *choices: dict[str, str], who: Principal = NOBODY, **changes: Any) -> Any:
        """The payload of a submission to the round of the winter."""
        return (await self.ask(SUBMIT, who=who, input=form(*choices, **changes)))["submitApplication"]


def form(*choices: dict[str, str], name: str = "Väinö Vesimäki", **changes: Any) -> dict[str, Any]:
    """The input of a submission, of a person and a boat that are nobody else's."""
    first, last = name.split()
    return {
        "roundId": ids.encode("Round", winter.A_ROUND.id),
        "applicant": {
            "firstName": first,
            "lastName": last,
            "email": f"{first}@example.org".casefold(),
            "municipality": "Helsinki",
        },
        "boat": {"beamMm": 2_100, "lengthMm": 5_400, "registration": f"{first} 1"},
        "choices": list(choices),
        "informationConfirmed": True,
        **changes,
    }


def in_area(id: WinterStorageAreaId) -> dict[str, str]:
    return {"winterStorageAreaId": ids.encode("WinterStorageArea", id)}


def in_section(id: WinterStorageSectionId) -> dict[str, str]:
    return {"winterStorageSectionId": ids.encode("WinterStorageSection", id)}


def on_place(id: PlaceId) -> dict[str, str]:
    return {"winterStoragePlaceId": ids.encode("WinterStoragePlace", id)}


@pytest.fixture
async def wintry(town_url: str) -> AsyncIterator[Database]:
    """The town with its winter storage, and people who act for the city."""
    async with Database.open(town_url, size=4, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await winter.build(connection)
            await settle(connection)
        yield database


@pytest.fixture
async def api(wintry: Database, town_url: str) -> AsyncIterator[Api]:
    clock = StoppedClock(at.DURING)
    async with open_service(town_url, schema=SCHEMA, clock=clock, refusals=REFUSALS, keeps_answers=False) as service:
        yield Api(service.executor, clock)
