"""The queue over GraphQL: joined and left by people, read by whom it concerns, its lengths by everybody."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ahti.constraints import REFUSALS
from ahti.service import open_service
from harbors.queues.commands import count_queues
from schema import ids
from schema.root import build
from tests import harbor_town as at
from tests.cast import VICTIM
from tests.clocks import StoppedClock
from tests.integration.leases.conftest import Api
from tests.integration.queues.conftest import NOW, Line, later, left_without

SCHEMA = build()
JOIN = """
    mutation ($input: JoinQueueInput!) {
        joinQueue(input: $input) {
            entry {
                id mode status classNumber beamMm choices { rank harbor { name } }
                standings { overall { position of } harbors { harbor { name } widthMm position of } }
            }
            errors { code field }
        }
    }
"""
LEAVE = "mutation ($input: LeaveQueueInput!) { leaveQueue(input: $input) { entry { status } errors { code } } }"
CANDIDATES = "query ($id: ID!) { placeCandidates(placeId: $id, first: 2) { position source rank entry { mode } } }"
OF_CITY = "query ($id: ID!) { provider(id: $id) { queueEntries { nodes { reference beamMm } } } }"
LENGTHS = "query ($id: ID!) { harbor(id: $id) { queueLengths { widthMm waiting } } }"
CITY = ids.encode("Provider", at.CITY)
BERTH = ids.encode("Berth", at.berth("south", "A", 1))


def wish(**more: Any) -> dict[str, Any]:
    return {
        "providerId": CITY,
        "boat": {"beamMm": 2_100, "lengthMm": 5_400},
        "choices": [{"harborId": ids.encode("Harbor", at.SOUTH)}],
        "informationConfirmed": True,
    } | more


@pytest.fixture
async def api(line: Line, town_url: str) -> AsyncIterator[Api]:
    async with open_service(
        town_url, schema=SCHEMA, clock=StoppedClock(), refusals=REFUSALS, keeps_answers=False
    ) as service:
        yield Api(service.executor)


async def test_a_boater_joins_sees_where_it_stands_and_leaves(api: Api) -> None:
    answer = await api.ask(JOIN, "victim", input=wish())
    entry = answer["data"]["joinQueue"]["entry"]
    id = entry.pop("id")
    assert entry == {
        "mode": "NEW",
        "status": "WAITING",
        "classNumber": 2,
        "beamMm": 2_100,
        "choices": [{"rank": 0, "harbor": {"name": "south"}}],
        "standings": {
            "overall": {"position": 1, "of": 1},
            "harbors": [{"harbor": {"name": "south"}, "widthMm": 2_500, "position": 1, "of": 1}],
        },
    }
    mine = await api.ask("{ me { person { queueEntries { nodes { id } } } } }", "victim")
    assert mine["data"]["me"]["person"]["queueEntries"]["nodes"] == [{"id": id}]
    answer = await api.ask(LEAVE, "victim", input={"entryId": id})
    assert answer["data"]["leaveQueue"] == {"entry": {"status": "LEFT"}, "errors": []}


async def test_a_wish_that_cannot_be_is_refused_field_by_field(api: Api) -> None:
    answer = await api.ask(JOIN, "victim", input=wish(boat=None, choices=[], informationConfirmed=False))
    assert [error["field"] for error in answer["data"]["joinQueue"]["errors"]] == [
        "boat",
        "choices",
        "informationConfirmed",
    ]


async def test_clerks_see_whom_a_free_berth_is_offered_to_and_each_look_is_noted(api: Api, line: Line) -> None:
    async with line.database.unit_of_work() as connection:
        await left_without(connection, (at.harbor_of(at.SOUTH),))
    await line.join("victim", now=later(1))
    await line.join("stranger", now=later(2))
    answer = await api.ask(CANDIDATES, "handler", id=BERTH)
    assert answer["data"]["placeCandidates"] == [
        {"position": 1, "source": "ROUND", "rank": 0, "entry": None},
        {"position": 2, "source": "JOINED", "rank": 0, "entry": {"mode": "NEW"}},
    ]
    looks = await line.asked(
        "SELECT subject_type, person_id FROM audit_entries WHERE operation = 'READ' AND subject_type <> 'Person'"
    )
    assert sorted((row["subject_type"], row["person_id"]) for row in looks) == [
        ("Application", None),
        ("QueueEntry", VICTIM),
    ]
    refused = await api.ask(CANDIDATES, "clerk", id=BERTH)
    assert [error["extensions"]["code"] for error in refused["errors"]] == ["FORBIDDEN"]


async def test_a_clerk_sees_the_entries_of_the_own_provider_alone(api: Api, line: Line) -> None:
    await line.join("victim")
    seen = {}
    for who in ("handler", "clerk", "stranger's clerk"):
        answer = await api.ask(OF_CITY, who, id=CITY)
        seen[who] = len(answer["data"]["provider"]["queueEntries"]["nodes"])
    assert seen == {"handler": 1, "clerk": 0, "stranger's clerk": 0}


async def test_everybody_sees_how_long_the_queue_is_and_nobody_who_is_in_it(api: Api, line: Line) -> None:
    async with line.database.unit_of_work() as connection:
        await left_without(connection, *[(at.harbor_of(at.SOUTH),)] * 5)
    async with line.database.unit_of_work() as connection:
        await count_queues(connection, now=NOW)
    answer = await api.ask(LENGTHS, "nobody", id=ids.encode("Harbor", at.SOUTH))
    assert answer["data"]["harbor"]["queueLengths"] == [{"widthMm": 2_500, "waiting": 5}]
