"""Boaters apply over GraphQL: documents on graphql-core, on a real database."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import pytest

from ahti.db import Database
from ahti.service import context_opener
from harbors.applications.reads import act_as_staff
from harbors.text import Language
from schema import ids
from schema.execution import ReferenceExecutor
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.drawing import published

SCHEMA = build()
SUBMIT = """
mutation Submit($input: SubmitApplicationInput!) {
  submitApplication(input: $input) {
    application { id reference publicId status choices { rank } }
    errors { code field message }
    editToken
  }
}
"""
EDIT = """
mutation Edit($input: EditApplicationInput!) {
  editApplication(input: $input) {
    application { id status classNumber choices { rank harbor { name } pier { identifier } berth { number } } }
    errors { code field }
  }
}
"""
WITHDRAW = """
mutation Withdraw($input: WithdrawApplicationInput!) {
  withdrawApplication(input: $input) { application { id status withdrawnAt } errors { code field } }
}
"""
OWN = """
query Own($id: ID!, $token: String) {
  application(id: $id, editToken: $token) {
    reference status classNumber accessibilityRequired submittedAt
    round { code status }
    applicant { firstName lastName email municipality language }
    boat { type { name } registration beamMm lengthMm estimated }
    choices { rank harbor { name } pier { identifier } berth { number } }
    result {
      position ticket rank
      choice { rank }
      berth { number pier { identifier } }
      explanations { choice { rank } text event holderCount fitting { number } tight { number } }
    }
  }
}
"""


Ask = Callable[..., Awaitable[Any]]


@pytest.fixture
def ask(town: Database) -> Ask:
    """Runs a document and gives the whole response."""
    executor = ReferenceExecutor(SCHEMA, context_opener(town, StoppedClock()))

    async def run(document: str, *, language: Language = Language.EN, **variables: Any) -> Any:
        request = GraphQLRequest(query=document, variables=variables)
        return orjson.loads((await executor.execute(request, RequestFacts("test", language))).body)

    return run


def submission(**changes: Any) -> dict[str, Any]:
    return {
        "roundId": ids.encode("Round", at.A_ROUND.id),
        "applicant": {
            "firstName": "Väinö",
            "lastName": "Vesimäki",
            "email": "vaino@example.org",
            "phone": "+358401234567",
            "address": "Rantatie 1",
            "zipCode": "00100",
            "municipality": "Helsinki",
            "language": "SV",
        },
        "boat": {
            "type": ids.encode("BoatType", at.MOTOR),
            "registration": "a 12345",
            "name": "Sorsa",
            "beamMm": 2100,
            "lengthMm": 5600,
            "draughtMm": 600,
            "massKg": 900,
        },
        "choices": [
            {"berthId": ids.encode("Berth", at.berth("south", "A", 1))},
            {"pierId": ids.encode("Pier", at.pier("north", "A"))},
            {"harborId": ids.encode("Harbor", at.SOUTH)},
        ],
        "accessibilityRequired": False,
        "informationConfirmed": True,
        "idempotencyKey": "3b2a8c1e-0d2f-4a61-9d0a-0f6ac0b5f9a1",
        **changes,
    }


async def submitted(ask: Ask, **changes: Any) -> Any:
    """The payload of a submission that is taken."""
    payload = (await ask(SUBMIT, input=submission(**changes)))["data"]["submitApplication"]
    assert payload["errors"] == []
    return payload


def own(payload: Any, **changes: Any) -> dict[str, Any]:
    """The input of an edit or a withdrawal by the applicant."""
    return {"applicationId": payload["application"]["id"], "editToken": payload["editToken"], **changes}


async def count(town: Database) -> int:
    async with town.unit_of_work() as connection:
        await act_as_staff(connection)
        return int(await connection.fetchval("SELECT count(*) FROM applications"))


async def test_a_submission_answers_with_the_application_and_a_token(ask: Ask) -> None:
    payload = await submitted(ask)
    application = payload["application"]
    assert (application["status"], application["choices"]) == ("SUBMITTED", [{"rank": 0}, {"rank": 1}, {"rank": 2}])
    assert ids.decode(application["id"])[0] == "Application"
    assert len(payload["editToken"]) == 64
    assert len(application["publicId"]) == 32


async def test_the_token_shows_the_own_application(ask: Ask) -> None:
    payload = await submitted(ask)
    answer = await ask(OWN, id=payload["application"]["id"], token=payload["editToken"])
    assert answer == {
        "data": {
            "application": {
                "reference": payload["application"]["reference"],
                "status": "SUBMITTED",
                "classNumber": 1,
                "accessibilityRequired": False,
                "submittedAt": "2027-02-14T12:00:00+00:00",
                "round": {"code": "berths-2027", "status": "OPEN"},
                "applicant": {
                    "firstName": "Väinö",
                    "lastName": "Vesimäki",
                    "email": "vaino@example.org",
                    "municipality": "helsinki",
                    "language": "SV",
                },
                "boat": {
                    "type": {"name": "motor"},
                    "registration": "A 12345",
                    "beamMm": 2100,
                    "lengthMm": 5600,
                    "estimated": False,
                },
                "choices": [
                    {"rank": 0, "harbor": None, "pier": None, "berth": {"number": "1"}},
                    {"rank": 1, "harbor": None, "pier": {"identifier": "A"}, "berth": None},
                    {"rank": 2, "harbor": {"name": "south"}, "pier": None, "berth": None},
                ],
                "result": None,
            }
        }
    }


@pytest.mark.parametrize("token", [None, "0" * 64, "", "\u00e4"])
async def test_without_the_token_there_is_no_application(ask: Ask, token: str | None) -> None:
    payload = await submitted(ask)
    assert await ask(OWN, id=payload["application"]["id"], token=token) == {"data": {"application": None}}


async def test_behaviour_14_everything_wrong_is_told_field_by_field_in_the_language_of_the_request(
    ask: Ask, town: Database
) -> None:
    harbor = {"harborId": ids.encode("Harbor", at.SOUTH)}
    wrong = submission(choices=[harbor, harbor], boat={"beamMm": 2100, "lengthMm": 6000})
    del wrong["informationConfirmed"]
    for language, words in ((Language.FI, "Tämä on jo listalla."), (Language.EN, "This is on the list already.")):
        payload = (await ask(SUBMIT, language=language, input=wrong | {"idempotencyKey": language}))["data"]
        assert payload["submitApplication"]["application"] is None
        assert payload["submitApplication"]["editToken"] is None
        errors = payload["submitApplication"]["errors"]
        assert [(error["code"], error["field"]) for error in errors] == [
            ("REGISTRATION_REQUIRED", "boat.registration"),
            ("CHOICE_REPEATED", "choices[1]"),
            ("CONFIRMATION_REQUIRED", "informationConfirmed"),
        ]
        assert errors[1]["message"] == words
    assert await count(town) == 0


@pytest.mark.parametrize("field", ["class", "classNumber", "priorityClass", "position", "ticket", "submittedAt"])
async def test_behaviour_15_an_applicant_cannot_set_an_own_class_or_order(ask: Ask, town: Database, field: str) -> None:
    for input in (submission(**{field: 1}), submission(applicant=submission()["applicant"] | {field: 1})):
        answer = await ask(SUBMIT, input=input)
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]
    assert await count(town) == 0


@pytest.mark.parametrize(
    "choice",
    [
        {},
        {"harborId": None},
        {"harborId": ids.encode("Harbor", at.SOUTH), "pierId": ids.encode("Pier", at.pier("south", "A"))},
        {"harborId": ids.encode("Pier", at.pier("south", "A"))},
        {"berthId": "south/A/1"},
    ],
)
async def test_a_choice_names_exactly_one_thing(ask: Ask, choice: dict[str, str | None]) -> None:
    answer = await ask(SUBMIT, input=submission(choices=[choice]))
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"boat": submission()["boat"] | {"type": ""}}, "BAD_USER_INPUT"),
        ({"choices": [{"harborId": ids.encode("Harbor", at.SOUTH)}] * 51}, "LIMIT_EXCEEDED"),
    ],
)
async def test_what_no_form_holds_is_refused_before_it_is_looked_up(
    ask: Ask, changes: dict[str, Any], code: str
) -> None:
    answer = await ask(SUBMIT, input=submission(**changes))
    assert [error["extensions"]["code"] for error in answer["errors"]] == [code]


async def test_a_name_of_many_accents_is_too_long_before_they_are_composed(ask: Ask) -> None:
    name = "a" + "\N{COMBINING COMMA ABOVE RIGHT}" * 40_000 + "\N{COMBINING GRAVE ACCENT}" * 40_000
    answer = await ask(SUBMIT, input=submission(applicant=submission()["applicant"] | {"firstName": name}))
    problems = answer["data"]["submitApplication"]["errors"]
    assert [(problem["code"], problem["field"]) for problem in problems] == [("TOO_LONG", "applicant.firstName")]


async def test_what_is_wrong_with_an_input_is_said_without_repeating_it(ask: Ask) -> None:
    unknown = await ask(SUBMIT, input=submission(nickname="secret; and more"))
    too_wide = await ask(SUBMIT, input=submission(boat={"beamMm": "wide", "lengthMm": 5600}))
    assert [error["message"] for error in (*unknown["errors"], *too_wide["errors"])] == [
        "Variable '$input' got an invalid value: Field 'nickname' is not defined by type 'SubmitApplicationInput'.",
        "Variable '$input' got an invalid value at 'input.boat.beamMm': Int cannot represent non-integer value: 'wide'",
    ]


async def test_the_same_submission_again_has_the_same_answer_and_no_second_effect(ask: Ask, town: Database) -> None:
    assert await submitted(ask) == await submitted(ask)
    assert await count(town) == 1


async def test_without_a_key_the_same_submission_again_is_another_application(ask: Ask, town: Database) -> None:
    first, second = await submitted(ask, idempotencyKey=None), await submitted(ask, idempotencyKey=None)
    assert first["application"]["id"] != second["application"]["id"]
    assert await count(town) == 2


async def test_the_same_key_with_another_input_is_an_error(ask: Ask, town: Database) -> None:
    await submitted(ask)
    answer = await ask(SUBMIT, input=submission(accessibilityRequired=True))
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_USER_INPUT"]
    assert answer["errors"][0]["extensions"]["problems"][0]["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert await count(town) == 1


async def test_an_edit_changes_what_it_names(ask: Ask) -> None:
    payload = await submitted(ask)
    moved = submission()["applicant"] | {"municipality": "Espoo"}
    changes = own(
        payload,
        applicant=moved,
        choices=[{"harborId": ids.encode("Harbor", at.NORTH)}],
        informationConfirmed=True,
        idempotencyKey="edit",
    )
    answer = await ask(EDIT, input=changes)
    assert answer["data"]["editApplication"] == {
        "application": {
            "id": payload["application"]["id"],
            "status": "SUBMITTED",
            "classNumber": 2,
            "choices": [{"rank": 0, "harbor": {"name": "north"}, "pier": None, "berth": None}],
        },
        "errors": [],
    }
    assert await ask(EDIT, input=changes) == answer


async def test_an_edit_with_another_token_is_refused_without_saying_what_is_there(ask: Ask) -> None:
    payload = await submitted(ask)
    for number, changes in enumerate(
        (
            own(payload) | {"editToken": "0" * 64},
            own(payload) | {"applicationId": ids.encode("Application", at.NORTH)},
        )
    ):
        answer = await ask(EDIT, input=changes | {"informationConfirmed": True, "idempotencyKey": f"edit {number}"})
        assert answer["data"]["editApplication"] == {
            "application": None,
            "errors": [{"code": "APPLICATION_UNKNOWN", "field": "applicationId"}],
        }


async def test_a_withdrawal_is_for_good(ask: Ask) -> None:
    payload = await submitted(ask)
    first = (await ask(WITHDRAW, input=own(payload, idempotencyKey="1")))["data"]["withdrawApplication"]
    assert (first["application"]["status"], first["errors"]) == ("WITHDRAWN", [])
    again = (await ask(WITHDRAW, input=own(payload, idempotencyKey="2")))["data"]["withdrawApplication"]
    assert again == {"application": None, "errors": [{"code": "APPLICATION_WITHDRAWN", "field": "applicationId"}]}


async def test_after_the_draw_the_applicant_reads_the_result_and_the_reasons(ask: Ask, town: Database) -> None:
    both = [await submitted(ask, idempotencyKey=key, choices=submission()["choices"][:1]) for key in ("1", "2")]
    await published(town, at.A_ROUND.code, now=at.AFTER)
    told = [
        (await ask(OWN, id=one["application"]["id"], token=one["editToken"]))["data"]["application"] for one in both
    ]
    won, lost = sorted((one["result"] for one in told), key=lambda result: result["position"])
    assert won == {
        "position": 1,
        "ticket": won["ticket"],
        "rank": 0,
        "choice": {"rank": 0},
        "berth": {"number": "1", "pier": {"identifier": "A"}},
        "explanations": [],
    }
    assert (lost["rank"], lost["choice"], lost["berth"]) == (None, None, None)
    assert lost["explanations"] == [
        {
            "choice": {"rank": 0},
            "text": "When your turn came, all places that fit your boat had been given. Fitting places: 1. Closed "
            "places in the harbor: 1. Their holders: 1; all were before you in the queue, and none of them could be "
            "moved to another place of the same choice. Position 1 or better in the queue would have sufficed.",
            "event": 1,
            "holderCount": 1,
            "fitting": [{"number": "1"}],
            "tight": [{"number": "1"}],
        }
    ]
    assert [one["round"]["status"] for one in told] == ["PUBLISHED", "PUBLISHED"]
