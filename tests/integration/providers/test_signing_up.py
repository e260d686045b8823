"""Somebody signs up, the city decides, and a provider with its owner is there; nobody gives themselves anything."""

import asyncio
from typing import Any

import asyncpg
import pytest

from ahti.constraints import REFUSALS
from harbors.errors import HarborError, Refused
from harbors.text import Language
from schema import ids
from tests import harbor_town as at
from tests.cast import VICTIM, person
from tests.integration.providers.conftest import Asking

COMPANY = {"kind": "COMPANY", "name": {"fi": "Laituri Oy"}, "businessId": "0201256-6", "email": "info@laituri.example"}
PRIVATE = {"kind": "PRIVATE_PERSON", "name": {"fi": "Vilma Uhri"}, "email": "vilma@example.org"}
SIGN_UP = "signUp { id state provider { id } } provider { id name verifiedAt }"
MAIL = "SELECT template FROM messages ORDER BY created_at DESC, id LIMIT 1"


async def signed_up(town: Asking, by: str = "stranger", **told: Any) -> str:
    payload = await town.do("signUpProvider", SIGN_UP, by, **(COMPANY | told))
    assert payload["errors"] == []
    id: str = payload["signUp"]["id"]
    return id


async def test_a_company_waits_for_the_city_and_is_its_persons_then(town_asked: Asking) -> None:
    payload = await town_asked.do("signUpProvider", SIGN_UP, "stranger", **COMPANY)
    assert payload["signUp"]["state"] == "RECEIVED"
    assert payload["provider"] is None
    assert await town_asked.value(MAIL) == "PROVIDER_RECEIVED"
    town_asked.clock.time = at.AFTER
    decided = await town_asked.do("approveProvider", SIGN_UP, "handler", signUpId=payload["signUp"]["id"])
    assert decided["signUp"]["state"] == "APPROVED"
    assert (decided["provider"]["name"], decided["provider"]["verifiedAt"]) == ("Laituri Oy", at.AFTER.isoformat())
    mine = await town_asked.ask("{ me { person { memberships { nodes { role provider { name } } } } } }", "stranger")
    assert mine["data"]["me"]["person"]["memberships"]["nodes"] == [
        {"role": "OWNER", "provider": {"name": "Laituri Oy"}}
    ]
    assert await town_asked.value(MAIL) == "PROVIDER_APPROVED"


async def test_a_strongly_identified_private_person_is_a_provider_at_once_and_once(town_asked: Asking) -> None:
    payload = await town_asked.do("signUpProvider", SIGN_UP, "victim", **PRIVATE)
    assert payload["signUp"]["state"] == "APPROVED"
    assert payload["provider"]["name"] == "Vilma Uhri"
    again = await town_asked.refused("signUpProvider", "victim", **PRIVATE)
    assert again == [("PRIVATE_PERSON_ALREADY", "kind")]


async def test_a_private_person_from_abroad_waits_for_the_city(town_asked: Asking) -> None:
    payload = await town_asked.do("signUpProvider", SIGN_UP, "stranger", **PRIVATE)
    assert (payload["signUp"]["state"], payload["provider"]) == ("RECEIVED", None)


async def test_a_rejection_comes_with_its_reason_and_a_new_sign_up_is_welcome(town_asked: Asking) -> None:
    id = await signed_up(town_asked)
    payload = await town_asked.do(
        "rejectProvider", "signUp { state reason }", "handler", signUpId=id, reason="The trade register knows it not."
    )
    assert payload["signUp"] == {"state": "REJECTED", "reason": "The trade register knows it not."}
    assert await town_asked.value(MAIL) is not None
    await signed_up(town_asked)


async def test_nothing_is_decided_twice(town_asked: Asking) -> None:
    id = await signed_up(town_asked)
    await town_asked.do("approveProvider", SIGN_UP, "handler", signUpId=id)
    assert await town_asked.refused("approveProvider", "handler", signUpId=id) == [("SIGN_UP_DECIDED", "signUpId")]
    assert await town_asked.refused("withdrawSignUp", "stranger", signUpId=id) == [("SIGN_UP_DECIDED", "signUpId")]


async def test_what_was_taken_back_cannot_be_approved(town_asked: Asking) -> None:
    id = await signed_up(town_asked)
    payload = await town_asked.do("withdrawSignUp", "signUp { state }", "stranger", signUpId=id)
    assert payload["signUp"]["state"] == "WITHDRAWN"
    assert await town_asked.refused("approveProvider", "handler", signUpId=id) == [("SIGN_UP_DECIDED", "signUpId")]


async def test_another_persons_sign_up_is_not_there(town_asked: Asking) -> None:
    id = await signed_up(town_asked)
    assert await town_asked.refused("withdrawSignUp", "victim", signUpId=id) == [("SIGN_UP_UNKNOWN", "signUpId")]
    assert await town_asked.refused("withdrawSignUp", "handler", signUpId=id) == [("SIGN_UP_UNKNOWN", "signUpId")]
    seen = await town_asked.ask("query($id: ID!) { providerSignUp(id: $id) { email } }", "victim", id=id)
    assert seen["data"]["providerSignUp"] is None


async def test_handlers_do_not_decide_on_their_own(town_asked: Asking) -> None:
    id = await signed_up(town_asked, by="handler")
    assert await town_asked.refused("approveProvider", "handler", signUpId=id) == [("OWN_SIGN_UP", "signUpId")]
    with pytest.raises(Refused) as refused:
        await town_asked.value(
            "UPDATE provider_sign_ups SET state = 'REJECTED', reason = 'x', decided_at = received_at, "
            "decided_by = person_id WHERE id = $1 RETURNING id",
            ids.decode_as("ProviderSignUp", id),
        )
    assert refused.value.problems[0].code == "OWN_SIGN_UP"


@pytest.mark.parametrize("name", ["approveProvider", "rejectProvider", "setListingsReviewed"])
async def test_the_city_alone_decides(town_asked: Asking, name: str) -> None:
    id = await signed_up(town_asked)
    told: dict[str, dict[str, Any]] = {
        "approveProvider": {"signUpId": id},
        "rejectProvider": {"signUpId": id, "reason": "x"},
        "setListingsReviewed": {"providerId": ids.encode("Provider", at.CLUB), "reviewed": False},
    }
    for who in ("stranger", "owner", "stranger's owner"):
        assert await town_asked.denied(name, who, **told[name]) == ["FORBIDDEN"]
    assert await town_asked.denied(name, "nobody", **told[name]) == ["UNAUTHENTICATED"]


@pytest.mark.parametrize(
    "extra", ["state", "role", "verifiedAt", "providerId", "assured", "decidedBy", "listingsReviewed"]
)
async def test_nobody_gives_themselves_more_than_the_form_has(town_asked: Asking, extra: str) -> None:
    assert await town_asked.denied("signUpProvider", "stranger", **COMPANY, **{extra: "APPROVED"}) == ["BAD_USER_INPUT"]


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"kind": "CITY"}, [("KIND_NOT_OPEN", "kind")]),
        ({"businessId": None}, [("BUSINESS_ID_REQUIRED", "businessId")]),
        ({"businessId": "0201256-7"}, [("BUSINESS_ID_WRONG", "businessId")]),
        ({"kind": "PRIVATE_PERSON"}, [("BUSINESS_ID_OF_A_PERSON", "businessId")]),
        ({"name": {}}, [("NAME_REQUIRED", "name")]),
        ({"email": "nowhere"}, [("EMAIL_SHAPE", "email")]),
        ({"wwwUrl": "javascript:alert(1)"}, [("URL_SHAPE", "wwwUrl")]),
        ({"phone": "call me", "name": {"sv": "x" * 201}}, [("TOO_LONG", "name.sv"), ("PHONE_SHAPE", "phone")]),
    ],
)
async def test_what_cannot_be_is_refused_field_by_field(
    town_asked: Asking, told: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    assert await town_asked.refused("signUpProvider", "stranger", **(COMPANY | told)) == expected


async def test_a_refusal_is_said_in_the_language_of_the_request(town_asked: Asking) -> None:
    said = []
    for language in Language:
        answer = await town_asked.ask(
            "mutation($input: SignUpProviderInput!) { signUpProvider(input: $input) { errors { message } } }",
            "stranger",
            language=language,
            input=COMPANY | {"businessId": "1"},
        )
        said.append(answer["data"]["signUpProvider"]["errors"][0]["message"])
    assert said == [
        "Y-tunnus ei ole oikein: tarkista numerot.",
        "FO-numret är inte rätt: kontrollera siffrorna.",
        "The business id is not right: check its digits.",
    ]


async def test_a_business_id_is_taken_once(town_asked: Asking) -> None:
    id = await signed_up(town_asked)
    taken = [("BUSINESS_ID_TAKEN", "businessId")]
    assert await town_asked.refused("signUpProvider", "victim", **COMPANY) == taken
    await town_asked.do("approveProvider", SIGN_UP, "handler", signUpId=id)
    assert await town_asked.refused("signUpProvider", "victim", **(COMPANY | {"businessId": "201256-6"})) == taken


async def test_a_person_waits_once(town_asked: Asking) -> None:
    await signed_up(town_asked)
    club = {"kind": "CLUB", "businessId": None}
    assert await town_asked.refused("signUpProvider", "stranger", **(COMPANY | club)) == [("SIGN_UP_WAITING", None)]


async def test_of_many_who_sign_up_with_one_business_id_at_once_one_waits(town_asked: Asking) -> None:
    people = ("stranger", "victim", "viewer", "clerk", "manager", "owner")
    tried = await asyncio.gather(*(town_asked.refused("signUpProvider", who, **COMPANY) for who in people))
    assert sorted(tried, key=len) == [[], *[[("BUSINESS_ID_TAKEN", "businessId")]] * 5]


async def test_of_many_handlers_who_approve_at_once_one_does(town_asked: Asking) -> None:
    id = await signed_up(town_asked)
    tried = await asyncio.gather(*(town_asked.refused("approveProvider", "handler", signUpId=id) for _ in range(6)))
    assert sorted(tried, key=len) == [[], *[[("SIGN_UP_DECIDED", "signUpId")]] * 5]
    assert await town_asked.value("SELECT count(*) FROM providers WHERE business_id = '0201256-6'") == 1


async def test_the_city_sees_all_sign_ups_and_people_their_own(town_asked: Asking) -> None:
    await signed_up(town_asked)
    document = "{ providerSignUps(filter: {states: [RECEIVED]}) { totalCount nodes { name email person { id } } } }"
    seen = await town_asked.ask(document, "handler")
    assert seen["data"]["providerSignUps"] == {
        "totalCount": 1,
        "nodes": [
            {
                "name": "Laituri Oy",
                "email": "info@laituri.example",
                "person": {"id": ids.encode("Person", person("stranger"))},
            }
        ],
    }
    denied = await town_asked.ask(document, "owner")
    assert [error["extensions"]["code"] for error in denied["errors"]] == ["FORBIDDEN"]
    own = "{ me { person { providerSignUps { nodes { name } } } } }"
    assert (await town_asked.ask(own, "stranger"))["data"]["me"]["person"]["providerSignUps"]["nodes"] == [
        {"name": "Laituri Oy"}
    ]
    assert (await town_asked.ask(own, "victim"))["data"]["me"]["person"]["providerSignUps"]["nodes"] == []


async def test_row_security_lets_nobody_sign_up_another_or_approve(town_asked: Asking) -> None:
    add = (
        "INSERT INTO provider_sign_ups (id, person_id, kind, name_fi, email, language, assured, state, received_at) "
        "VALUES (gen_random_uuid(), $1, 'CLUB', 'x', 'a@b.fi', 'fi', false, $2, now())"
    )
    for whose, state in ((VICTIM, "RECEIVED"), (person("stranger"), "APPROVED")):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with town_asked.database.unit_of_work(await town_asked.recognise("stranger")) as connection:
                await connection.execute(add, whose, state)


async def test_a_manager_tells_of_the_provider_and_nobody_of_another(town_asked: Asking) -> None:
    told = {
        "providerId": ids.encode("Provider", at.CLUB),
        "name": {"fi": "Uusi Seura"},
        "wwwUrl": "https://seura.example",
    }
    payload = await town_asked.do("updateProvider", "provider { names { fi sv } wwwUrl }", "manager", **told)
    assert payload["provider"] == {"names": {"fi": "Uusi Seura", "sv": None}, "wwwUrl": "https://seura.example"}
    for who in ("clerk", "stranger's owner", "stranger", "handler"):
        assert await town_asked.denied("updateProvider", who, **told) == ["FORBIDDEN"]


async def test_the_city_may_trust_a_provider_with_its_listings(town_asked: Asking) -> None:
    club = ids.encode("Provider", at.CLUB)
    await town_asked.do("setListingsReviewed", "", "handler", providerId=club, reviewed=False)
    assert await town_asked.value("SELECT publishes_unreviewed($1)", at.CLUB)


def test_each_constraint_has_its_words() -> None:
    for name in ("provider_sign_ups_one_waiting", "providers_business_id_unique", "provider_members_keep_an_owner"):
        refusal = REFUSALS[name]()
        assert isinstance(refusal, HarborError)
        assert all((one.message.fi and one.message.sv and one.message.en) for one in refusal.problems)
