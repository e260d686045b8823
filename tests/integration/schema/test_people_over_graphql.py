"""People over GraphQL: profiles, boats, organisations, claims; and nobody at what is another's."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest

from ahti.db import Database
from ahti.service import context_opener
from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY, Assurance, Principal, Scope
from harbors.text import Language
from schema import ids
from schema.execution import ReferenceExecutor
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.signed_in import handler, id_of, sign_in

SCHEMA = build()
SUBMIT = "application { id confirmation classNumber applicant { firstName address } } editToken"
PERSON = (
    "person { id firstName address municipality municipalitySource municipalityOn language email emailVerifiedAt "
    "nonDisclosure residences { municipality resides } }"
)
BOAT = {
    "registration": "S 123",
    "name": "Aallotar",
    "beamMm": 2600,
    "lengthMm": 7900,
    "heightMm": 11000,
    "engineKw": "7.5",
    "propulsion": "SAIL",
    "owners": [{"name": "Aino", "sharePercent": "60", "answers": True}, {"name": "Ilmari", "sharePercent": "40.00"}],
}
ME = """{ me { isAuthenticated assurance person {
  firstName
  boats { nodes { name engineKw propulsion owners { name sharePercent answers } certificates { nodes { number } } } }
  organisations { nodes { businessId } }
  representations { nodes { status organisation { name } } }
  applications { nodes { reference confirmation choices { harbor { name } } applicant { firstName } result { rank } } }
} } }"""


Ask = Callable[..., Awaitable[Any]]
Do = Callable[..., Awaitable[Any]]


@pytest.fixture
def ask(town: Database) -> Ask:
    """Runs a document as somebody and gives the whole response."""
    executor = ReferenceExecutor(SCHEMA, context_opener(town, StoppedClock()))

    async def run(document: str, who: Principal = NOBODY, **variables: Any) -> Any:
        request = GraphQLRequest(query=document, variables=variables)
        answer = await executor.execute(request, RequestFacts("request-1", Language.EN, who))
        return orjson.loads(answer.body)

    return run


@pytest.fixture
def do(ask: Ask) -> Do:
    """Runs one mutation as somebody and gives its payload; for who may not, the code of the refusal."""

    async def run(who: Principal, mutation: str, fields: str, /, **input: Any) -> Any:
        assert SCHEMA.mutation_type is not None
        type_ = SCHEMA.mutation_type.fields[mutation].args["input"].type
        selected = f"{{ {fields} errors {{ code field }} }}"
        document = f"mutation M($input: {type_}) {{ done: {mutation}(input: $input) {selected} }}"
        answer = await ask(document, who, input=input)
        if answer.get("errors"):
            return answer["errors"][0]["extensions"]["code"]
        return answer["data"]["done"]

    return run


@pytest.fixture
async def boater(town: Database) -> Principal:
    return await sign_in(town, "boater")


@pytest.fixture
async def stranger(town: Database) -> Principal:
    return await sign_in(town, "stranger")


def a_form(**changes: Any) -> dict[str, Any]:
    return {
        "roundId": ids.encode("Round", at.A_ROUND.id),
        "boat": {"beamMm": 2100, "lengthMm": 5400},
        "choices": [{"harborId": ids.encode("Harbor", at.SOUTH)}],
        "informationConfirmed": True,
        **changes,
    }


APPLICANT = {"firstName": "Aino", "lastName": "Aalto", "email": "aino@example.org", "municipality": "Espoo"}


async def tell(do: Do, who: Principal) -> Any:
    return await do(who, "updateProfile", PERSON, **APPLICANT, address="Rantatie 1")


async def link_in_outbox(town: Database) -> str:
    """The token of the newest link that is to be mailed."""
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        link = await connection.fetchval(
            "SELECT figures ->> 'link' FROM messages WHERE figures ? 'link' ORDER BY created_at DESC, id LIMIT 1"
        )
    return str(link).partition("token=")[2]


async def test_nobody_has_no_person(ask: Ask) -> None:
    answer = await ask("{ me { isAuthenticated assurance person { id } } }")
    assert answer == {"data": {"me": {"isAuthenticated": False, "assurance": "NONE", "person": None}}}


async def test_what_somebody_tells_is_in_the_profile(do: Do, boater: Principal) -> None:
    assert await tell(do, boater) == {
        "person": {
            "id": ids.encode("Person", id_of(boater)),
            "firstName": "Aino",
            "address": "Rantatie 1",
            "municipality": "espoo",
            "municipalitySource": "SELF_DECLARED",
            "municipalityOn": "2027-02-14",
            "language": None,
            "email": "aino@example.org",
            "emailVerifiedAt": None,
            "nonDisclosure": False,
            "residences": [],
        },
        "errors": [],
    }
    assert (await do(boater, "updateProfile", PERSON, address=None))["person"]["address"] is None
    assert await do(boater, "updateProfile", PERSON, email="?", birthYear=1700) == {
        "person": None,
        "errors": [{"code": "EMAIL_SHAPE", "field": "email"}, {"code": "BIRTH_YEAR_RANGE", "field": "birthYear"}],
    }


@pytest.mark.parametrize(
    ("mutation", "field"),
    [
        ("updateProfile", "municipalitySource"),
        ("updateProfile", "emailVerifiedAt"),
        ("updateProfile", "namesIdentifiedAt"),
        ("updateProfile", "ofAgeAttestedOn"),
        ("updateProfile", "nonDisclosure"),
        ("updateProfile", "personId"),
        ("addBoat", "personId"),
        ("registerOrganisation", "status"),
        ("submitApplication", "classNumber"),
        ("submitApplication", "personId"),
        ("submitApplication", "confirmedAt"),
    ],
)
async def test_no_input_carries_what_is_not_the_persons_to_say(
    do: Do, boater: Principal, mutation: str, field: str
) -> None:
    assert await do(boater, mutation, "__typename", **{field: "REGISTER"}) == "BAD_USER_INPUT"


async def test_a_link_that_was_mailed_confirms_the_address(do: Do, town: Database, boater: Principal) -> None:
    await tell(do, boater)
    assert await do(boater, "requestMailConfirmation", "done") == {"done": True, "errors": []}
    token = await link_in_outbox(town)
    assert await do(NOBODY, "confirmMail", "done", token=token) == {"done": True, "errors": []}
    again = await do(boater, "requestMailConfirmation", "done")
    assert again == {"done": False, "errors": [{"code": "EMAIL_CONFIRMED", "field": None}]}
    assert (await do(NOBODY, "confirmMail", "done", token=token))["errors"][0]["code"] == "LINK_UNKNOWN"


async def test_under_non_disclosure_residence_is_what_a_handler_attests(
    do: Do, town: Database, boater: Principal
) -> None:
    await tell(do, boater)
    hidden = await do(boater, "setNonDisclosure", PERSON, nonDisclosure=True)
    assert (hidden["person"]["address"], hidden["person"]["municipality"]) == (None, None)
    refused = await do(boater, "updateProfile", PERSON, municipality="Espoo")
    assert refused["errors"] == [{"code": "NOT_DISCLOSED", "field": "municipality"}]
    attestation = {"personId": ids.encode("Person", id_of(boater)), "municipality": "Helsinki", "resides": True}
    assert await do(boater, "attestResidence", PERSON, **attestation) == "FORBIDDEN"
    attested = await do(await handler(town), "attestResidence", PERSON, **attestation)
    assert attested["person"]["residences"] == [{"municipality": "helsinki", "resides": True}]
    submitted = await do(boater, "submitApplication", SUBMIT, **a_form())
    assert submitted["application"]["classNumber"] == 1


async def test_who_is_signed_in_needs_not_tell_again_who_they_are(do: Do, ask: Ask, boater: Principal) -> None:
    await tell(do, boater)
    submitted = await do(boater, "submitApplication", SUBMIT, **a_form())
    assert submitted["editToken"] is None
    assert submitted["application"]["confirmation"] == "CONFIRMED"
    assert submitted["application"]["applicant"] == {"firstName": "Aino", "address": "Rantatie 1"}
    own = {"applicationId": submitted["application"]["id"], "informationConfirmed": True}
    edited = await do(boater, "editApplication", SUBMIT.removesuffix("editToken"), **own)
    assert edited["errors"] == []


async def test_nobody_has_to_tell_who_they_are(do: Do) -> None:
    submitted = await do(NOBODY, "submitApplication", SUBMIT, **a_form())
    assert [error["field"] for error in submitted["errors"]] == [
        "applicant.firstName",
        "applicant.lastName",
        "applicant.email",
        "applicant.municipality",
    ]


async def test_an_application_without_an_account_is_confirmed_by_mail_and_claimed(
    do: Do, ask: Ask, town: Database, boater: Principal, stranger: Principal
) -> None:
    submitted = await do(NOBODY, "submitApplication", SUBMIT, **a_form(applicant=APPLICANT))
    assert submitted["application"]["confirmation"] == "UNCONFIRMED"
    id, token = submitted["application"]["id"], submitted["editToken"]
    confirmed = await do(NOBODY, "confirmApplication", "done", token=await link_in_outbox(town))
    assert confirmed == {"done": True, "errors": []}
    claim = {"applicationId": id, "editToken": token}
    fields = "application { confirmation claimedAt }"
    assert await do(NOBODY, "claimApplication", fields, **claim) == "UNAUTHENTICATED"
    weak = replace(boater, assurance=Assurance.LOW)
    assert await do(weak, "claimApplication", fields, **claim) == "FORBIDDEN"
    assert (await do(stranger, "claimApplication", fields, **claim))["errors"][0]["code"] == "CLAIM_NAMES_DIFFER"
    await tell(do, boater)
    claimed = await do(boater, "claimApplication", fields, **claim)
    assert claimed["application"] == {"confirmation": "CONFIRMED", "claimedAt": "2027-02-14T12:00:00+00:00"}
    by_token = await ask("query($i: ID!, $t: String) { application(id: $i, editToken: $t) { id } }", i=id, t=token)
    assert by_token == {"data": {"application": None}}
    own = await ask("query($i: ID!) { application(id: $i) { applicant { firstName } } }", boater, i=id)
    assert own == {"data": {"application": {"applicant": {"firstName": "Aino"}}}}


async def test_me_shows_boats_organisations_and_applications(do: Do, ask: Ask, boater: Principal) -> None:
    await tell(do, boater)
    boat = (await do(boater, "addBoat", "boat { id }", boat=BOAT))["boat"]["id"]
    paper = {"boatId": boat, "kind": "INSURANCE", "number": "V1", "expiresOn": "2028-01-01"}
    assert (await do(boater, "addCertificate", "certificate { number }", **paper))["errors"] == []
    await do(boater, "registerOrganisation", "representation { id }", name="Sails", businessId="02012566")
    reference = (await do(boater, "submitApplication", "application { reference }", **a_form()))["application"]
    assert (await ask(ME, boater))["data"]["me"] == {
        "isAuthenticated": True,
        "assurance": "SUBSTANTIAL",
        "person": {
            "firstName": "Aino",
            "boats": {
                "nodes": [
                    {
                        "name": "Aallotar",
                        "engineKw": "7.5",
                        "propulsion": "SAIL",
                        "owners": [
                            {"name": "Aino", "sharePercent": "60.00", "answers": True},
                            {"name": "Ilmari", "sharePercent": "40.00", "answers": False},
                        ],
                        "certificates": {"nodes": [{"number": "V1"}]},
                    }
                ]
            },
            "organisations": {"nodes": [{"businessId": "0201256-6"}]},
            "representations": {"nodes": [{"status": "CLAIMED", "organisation": {"name": "Sails"}}]},
            "applications": {
                "nodes": [
                    {
                        **reference,
                        "confirmation": "CONFIRMED",
                        "choices": [{"harbor": {"name": "south"}}],
                        "applicant": {"firstName": "Aino"},
                        "result": None,
                    }
                ]
            },
        },
    }


async def test_an_edit_of_a_boat_leaves_what_it_does_not_name(do: Do, boater: Principal) -> None:
    id = (await do(boater, "addBoat", "boat { id }", boat=BOAT))["boat"]["id"]
    fields = "boat { name lengthMm engineKw country title owners { name } }"
    edited = await do(boater, "editBoat", fields, boatId=id, boat={"name": None, "lengthMm": 8000, "owners": []})
    assert edited["boat"] == {
        "name": None,
        "lengthMm": 8000,
        "engineKw": "7.5",
        "country": "FI",
        "title": "OWNED",
        "owners": [],
    }
    assert await do(boater, "editBoat", fields, boatId=id, boat={"engineKw": "NaN"}) == "BAD_USER_INPUT"
    gone = await do(boater, "removeBoat", "boat { id }", boatId=id)
    assert gone == {"boat": None, "errors": []}


async def test_only_the_city_decides_who_acts_for_an_organisation(do: Do, town: Database, boater: Principal) -> None:
    fields = "representation { id status reason organisation { id } }"
    claim = (await do(boater, "registerOrganisation", fields, name="Sails", businessId="0201256-6"))["representation"]
    decision = {"representationId": claim["id"], "reason": "Seen in the register"}
    for_it = {"organisationId": claim["organisation"]["id"], "boat": BOAT}
    assert (await do(boater, "addBoat", "boat { id }", **for_it))["errors"][0]["code"] == "ORGANISATION_UNKNOWN"
    assert await do(boater, "verifyRepresentation", fields, **decision) == "FORBIDDEN"
    verified = await do(await handler(town), "verifyRepresentation", fields, **decision)
    assert verified["representation"]["status"] == "VERIFIED"
    assert (await do(boater, "addBoat", "boat { organisation { name } }", **for_it))["boat"] == {
        "organisation": {"name": "Sails"}
    }
    refused = await do(await handler(town), "refuseRepresentation", fields, **decision)
    assert refused["representation"]["status"] == "REFUSED"


async def test_a_program_goes_no_further_than_its_scopes(do: Do, boater: Principal) -> None:
    reader = replace(boater, scopes=frozenset({Scope.PROFILE_READ}))
    assert await do(reader, "updateProfile", PERSON, firstName="X") == "FORBIDDEN"
    assert await do(reader, "addBoat", "boat { id }", boat=BOAT) == "FORBIDDEN"


async def test_nobody_reads_what_is_anothers(do: Do, ask: Ask, boater: Principal, stranger: Principal) -> None:
    await tell(do, boater)
    boat = (await do(boater, "addBoat", "boat { id }", boat=BOAT))["boat"]["id"]
    claim = await do(
        boater, "registerOrganisation", "representation { id organisation { id } }", name="S", businessId="0201256-6"
    )
    application = (await do(boater, "submitApplication", "application { id }", **a_form()))["application"]["id"]
    mine = [
        ids.encode("Person", id_of(boater)),
        boat,
        claim["representation"]["id"],
        claim["representation"]["organisation"]["id"],
        application,
    ]
    document = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert (await ask(document, boater, ids=mine))["data"]["nodes"] == [{"id": id} for id in mine]
    for who in (NOBODY, stranger, replace(boater, scopes=frozenset())):
        assert (await ask(document, who, ids=mine))["data"]["nodes"] == [None] * len(mine)


async def test_a_handler_sees_a_person_by_id(do: Do, ask: Ask, town: Database, boater: Principal) -> None:
    await tell(do, boater)
    document = "query($id: ID!) { person(id: $id) { firstName boats { totalCount } } }"
    id = ids.encode("Person", id_of(boater))
    answer = await ask(document, await handler(town), id=id)
    assert answer == {"data": {"person": {"firstName": "Aino", "boats": {"totalCount": 0}}}}
    assert await ask(document, await sign_in(town, "stranger"), id=id) == {"data": {"person": None}}
