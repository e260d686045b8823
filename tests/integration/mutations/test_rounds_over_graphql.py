"""Staff make a round over the API, change its rules for a reason, move what is to come, and close it."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import pytest

from ahti.db import Database
from ahti.service import context_opener
from harbors.access.commands import act_as_system
from schema import ids
from schema.execution import ReferenceExecutor
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.cast import CAST, settle
from tests.clocks import StoppedClock

Send = Callable[..., Awaitable[Any]]
TEXT = {"fi": "Kaikki", "sv": "Alla", "en": "All"}
RULES: dict[str, Any] = {
    "choicesMax": 3,
    "margins": {"beamMm": 300},
    "marginsByMooring": [{"mooring": "SINGLE_SLIP", "margins": {"lengthMm": -1300}}],
    "classes": [{"names": TEXT, "justification": TEXT}],
    "reserves": [{"flag": "ACCESSIBLE", "justification": TEXT}],
}
ROUND: dict[str, Any] = {
    "providerId": ids.encode("Provider", at.CLUB),
    "code": "club-2027",
    "names": TEXT,
    "kind": "BERTH",
    "policy": "POINTS",
    "seasonStarts": "2027-06-10",
    "seasonEnds": "2027-09-14",
    "opensAt": "2027-02-01T07:00:00+00:00",
    "closesAt": "2027-03-01T22:00:00+00:00",
    "publishesAt": "2027-03-15T07:00:00+00:00",
    "rules": RULES,
}
SHOWN = """
    round { id code status kind policy publishesAt rulesVersion
            rules { choicesMax marginsByMooring { mooring margins { beamMm lengthMm } }
                    classes { number municipalities } reserves { flag placeCount } }
            rulesVersions { nodes { version reason rules { choicesMax } } } }
    errors { code field }
"""


@pytest.fixture
async def send(town: Database) -> Send:
    """Send a mutation of a round as the manager of the club."""
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        await settle(connection)
    executor = ReferenceExecutor(build(), context_opener(town, StoppedClock(at.DURING)))

    async def send(name: str, input: dict[str, Any]) -> Any:
        type_name = f"{name[0].upper()}{name[1:]}Input"
        document = f"mutation Staff($input: {type_name}!) {{ {name}(input: $input) {{ {SHOWN} }} }}"
        facts = RequestFacts("staff", principal=CAST["manager"])
        answer = await executor.execute(GraphQLRequest(document, variables={"input": input}), facts)
        told = orjson.loads(answer.body)
        assert "errors" not in told, told
        return told["data"][name]

    return send


async def test_a_round_is_made_with_all_that_its_rules_say(send: Send) -> None:
    made = (await send("createRound", ROUND))["round"]
    assert (made["status"], made["kind"], made["policy"], made["rulesVersion"]) == ("OPEN", "BERTH", "POINTS", 1)
    assert made["rules"] == {
        "choicesMax": 3,
        "marginsByMooring": [{"mooring": "SINGLE_SLIP", "margins": {"beamMm": 300, "lengthMm": -1300}}],
        "classes": [{"number": 1, "municipalities": None}],
        "reserves": [{"flag": "ACCESSIBLE", "placeCount": None}],
    }


async def test_a_round_with_faults_is_refused_field_by_field(send: Send) -> None:
    faulty = {**ROUND, "code": "Club 2027", "publishesAt": ROUND["opensAt"], "rules": {**RULES, "choicesMax": 0}}
    refused = await send("createRound", faulty)
    assert refused["round"] is None
    assert [(one["code"], one["field"]) for one in refused["errors"]] == [
        ("CODE_SPELLING", "code"),
        ("PUBLICATION_ORDER", "publishesAt"),
        ("CHOICES_MAX", "rules.choicesMax"),
    ]


async def test_rules_are_changed_for_a_reason_and_stay_to_be_read(send: Send) -> None:
    id = (await send("createRound", ROUND))["round"]["id"]
    refused = await send("changeRoundRules", {"roundId": id, "rules": RULES, "reason": " "})
    assert [(one["code"], one["field"]) for one in refused["errors"]] == [("REQUIRED", "reason")]
    wider = {**RULES, "choicesMax": 8}
    changed = await send("changeRoundRules", {"roundId": id, "rules": wider, "reason": "Three were too few."})
    changed = changed["round"]
    assert (changed["rulesVersion"], changed["rules"]["choicesMax"]) == (2, 8)
    assert changed["rulesVersions"]["nodes"] == [
        {"version": 1, "reason": None, "rules": {"choicesMax": 3}},
        {"version": 2, "reason": "Three were too few.", "rules": {"choicesMax": 8}},
    ]


async def test_what_is_to_come_is_moved_and_what_has_been_is_not(send: Send) -> None:
    id = (await send("createRound", ROUND))["round"]["id"]
    windows = {name: ROUND[name] for name in ("opensAt", "closesAt", "publishesAt")}
    later = {**windows, "publishesAt": "2027-04-01T07:00:00+00:00"}
    assert (await send("moveRound", {"roundId": id, **later}))["round"]["publishesAt"] == "2027-04-01T07:00:00+00:00"
    refused = await send("moveRound", {"roundId": id, **later, "opensAt": "2027-02-02T07:00:00+00:00"})
    assert [(one["code"], one["field"]) for one in refused["errors"]] == [("WINDOW_OVER", "opensAt")]


async def test_an_open_round_is_closed_once(send: Send) -> None:
    id = (await send("createRound", ROUND))["round"]["id"]
    assert (await send("closeRound", {"roundId": id}))["round"]["status"] == "CLOSED"
    refused = await send("closeRound", {"roundId": id})
    assert [one["code"] for one in refused["errors"]] == ["ROUND_NOT_OPEN"]
