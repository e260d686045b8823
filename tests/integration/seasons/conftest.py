"""The club with its leases, at a time that tests choose, and its manager who tells seasons."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.service import open_service
from harbors.access.records import Principal
from schema import ids
from schema.requests import Executor, GraphQLRequest, RequestFacts
from tests import harbor_town as at
from tests.cast import CAST
from tests.clocks import StoppedClock
from tests.integration.leases.conftest import SCHEMA
from tests.integration.leases.conftest import ground as ground

CLUB = ids.encode("Provider", at.CLUB)
SET = "mutation ($input: SetSeasonInput!) { setSeason(input: $input) { season { id year } errors { code field } } }"
MOVE = """
    mutation ($input: MoveSeasonInput!) {
        moveSeason(input: $input) { season { starts ends } movedLeases errors { code field } }
    }
"""


@dataclass(frozen=True, slots=True)
class Api:
    """The service as it answers, at a time of its own."""

    executor: Executor
    clock: StoppedClock

    async def ask(self, document: str, who: str | Principal = "manager", **variables: object) -> Any:
        principal = CAST[who] if isinstance(who, str) else who
        request = GraphQLRequest(document, variables=variables)
        answer = await self.executor.execute(request, RequestFacts("test", principal=principal))
        told = orjson.loads(answer.body)
        assert "errors" not in told, told
        return told["data"]

    async def set_season(self, starts: str, ends: str, *, kind: str = "BERTH", **more: Any) -> Any:
        """The payload of telling a season of the club's."""
        told = {"providerId": CLUB, "kind": kind, "starts": starts, "ends": ends} | more
        return (await self.ask(SET, input=told))["setSeason"]


@pytest.fixture
async def api(ground: object, town_url: str) -> AsyncIterator[Api]:
    clock = StoppedClock()
    async with open_service(town_url, schema=SCHEMA, clock=clock, refusals=REFUSALS, keeps_answers=False) as service:
        yield Api(service.executor, clock)
