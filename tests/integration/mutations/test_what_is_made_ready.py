"""What is made ready before a transaction may be much work: it is done only for who acts for the provider."""

from typing import Any

import pytest

from ahti.db import Database
from ahti.service import context_opener
from harbors.access.records import Role, Scope
from harbors.idempotency.records import Answer
from harbors.sql import Connection
from schema import ids
from schema.errors import Forbidden
from schema.mutations.access import provider_in, role
from schema.mutations.effects import Doing, Effect
from schema.mutations.inputs import Input
from schema.requests import RequestFacts
from tests import harbor_town as at
from tests.cast import CAST
from tests.clocks import StoppedClock


async def act(_connection: Connection, doing: Doing, _input: Input) -> Answer:
    return Answer(facts={"prepared": doing.prepared})


async def test_nothing_is_made_ready_for_who_acts_for_another_provider(town: Database) -> None:
    made: list[Input] = []

    async def prepare(input: Input) -> Any:
        made.append(input)
        return "ready"

    access = role(Role.MANAGER, at=provider_in("provider_id"), scope=Scope.LISTINGS_WRITE)
    asked = {"provider_id": ids.encode("Provider", at.CLUB)}
    effect = Effect(operation="walk", act=act, access=access, input=asked, prepare=prepare)
    open_context = context_opener(town, StoppedClock())
    async with open_context(RequestFacts("test", principal=CAST["stranger's owner"])) as context:
        with pytest.raises(Forbidden):
            await effect.come_to(context)
    assert made == []
    async with open_context(RequestFacts("test", principal=CAST["manager"])) as context:
        assert (await effect.come_to(context)).facts == {"prepared": "ready"}
    assert made == [asked]
