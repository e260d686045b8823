"""Everybody sees how full ground is; a boat is seen by whoever brought it, by its link, and by clerks."""

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.service import open_service
from harbors.access.records import NOBODY, Principal
from harbors.storage_notices.records import Holder, StorageNotice
from schema import ids
from schema.requests import Executor, GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests import winter_town as winter
from tests.cast import CAST, VICTIM
from tests.clocks import StoppedClock
from tests.integration.storage_notices.conftest import SEPTEMBER, Meadow, boat, draft

SCHEMA = build()
GROUND = """
query Ground($id: ID!, $area: ID!, $period: Period!, $after: Period!) {
  node(id: $id) { ... on UnmarkedWinterStorage {
    capacityM2 takenM2(period: $period) freeM2(period: $period) later: takenM2(period: $after) } }
  winterStorageArea(id: $area) { takenM2(period: $period) freeM2(period: $period) }
}
"""
NOTICE = """
query Notice($id: ID!, $token: String) {
  storageNotice(id: $id, token: $token) { reference status areaM2 stickerNumber holderName startsAt orderId
                                          unmarked { number } }
}
"""
OWN = "{ me { storageNotices { nodes { reference stickerNumber } } } }"
LOOK_UP = """
query LookUp($provider: ID!, $text: String!) {
  lookUp(providerId: $provider, text: $text) {
    stickerNumber isPaid name registration storageNotice { reference } lease { id } place { number } }
}
"""
TO_POST = "query ToPost($provider: ID!) { stickersToPost(providerId: $provider) { id number name address kind } }"
POSTED = """
mutation Posted($input: NoteStickersPostedInput!) { noteStickersPosted(input: $input) { posted errors { code } } }
"""
CITY = ids.encode("Provider", at.CITY)
CLERK = CAST["handler"]
PERIOD = {"start": "2027-10-01T00:00:00Z", "end": "2027-11-01T00:00:00Z"}
AFTER = {"start": "2028-07-01T00:00:00Z", "end": "2028-08-01T00:00:00Z"}


@pytest.fixture
async def executor(meadow: Meadow, town_url: str) -> AsyncIterator[Executor]:
    clock = StoppedClock(SEPTEMBER)
    async with open_service(town_url, schema=SCHEMA, clock=clock, refusals=REFUSALS, keeps_answers=False) as service:
        yield service.executor


async def ask(executor: Executor, document: str, *, who: Principal = NOBODY, **variables: Any) -> Any:
    answer = await executor.execute(GraphQLRequest(document, variables=variables), RequestFacts("test", principal=who))
    told = orjson.loads(answer.body)
    assert "errors" not in told, told
    return told


async def brought(meadow: Meadow, *, paid: bool = False) -> tuple[StorageNotice, str]:
    """The victim's boat on the meadow."""
    holder = Holder(name="Vilma Uhri", person_id=VICTIM)
    noted = await meadow.give(draft(holder=holder, boat=boat(registration="V 1")))
    if paid:
        await meadow.pay(noted.notice.order_id)
    return noted.notice, noted.token


async def test_everybody_sees_how_full_ground_is(meadow: Meadow, executor: Executor) -> None:
    await brought(meadow)
    told = await ask(
        executor,
        GROUND,
        id=ids.encode("UnmarkedWinterStorage", winter.GROUND),
        area=ids.encode("WinterStorageArea", winter.MEADOW),
        period=PERIOD,
        after=AFTER,
    )
    assert told["data"] == {
        "node": {"capacityM2": "200.00", "takenM2": "10.00", "freeM2": "190.00", "later": "0"},
        "winterStorageArea": {"takenM2": "10.00", "freeM2": "190.00"},
    }


async def test_a_notice_is_seen_by_whoever_brought_the_boat_by_its_link_and_by_clerks(
    meadow: Meadow, executor: Executor
) -> None:
    notice, token = await brought(meadow, paid=True)
    id = ids.encode("StorageNotice", notice.id)
    seen = [
        (await ask(executor, NOTICE, who=who, id=id, token=link))["data"]["storageNotice"]
        for who, link in ((CAST["victim"], None), (CLERK, None), (NOBODY, token))
    ]
    assert seen[0] == seen[1] == seen[2]
    assert (seen[0]["status"], seen[0]["areaM2"], seen[0]["stickerNumber"]) == ("PAID", "10.00", 1)
    for who, link in ((NOBODY, None), (CAST["stranger"], None), (CAST["clerk"], None), (NOBODY, "f" * 64)):
        assert (await ask(executor, NOTICE, who=who, id=id, token=link))["data"] == {"storageNotice": None}
    own = (await ask(executor, OWN, who=CAST["victim"]))["data"]["me"]["storageNotices"]["nodes"]
    assert own == [{"reference": notice.reference, "stickerNumber": 1}]


@pytest.mark.parametrize("text", ["v 1", "1", "reference"])
async def test_a_clerk_looks_up_a_boat_by_registration_sticker_or_reference_and_that_is_noted(
    meadow: Meadow, executor: Executor, text: str
) -> None:
    notice, _ = await brought(meadow, paid=True)
    wanted = notice.reference if text == "reference" else text
    found = (await ask(executor, LOOK_UP, who=CLERK, provider=CITY, text=wanted))["data"]["lookUp"]
    [one] = [each for each in found if each["storageNotice"]]
    assert (one["storageNotice"]["reference"], one["isPaid"], one["name"]) == (notice.reference, True, "Vilma Uhri")
    looks = "SELECT count(*) FROM audit_entries WHERE operation = 'READ' AND subject_id = $1 AND person_id = $2"
    assert await meadow.one(looks.replace("'READ'", "operation"), notice.id, VICTIM) >= 1


async def test_a_free_place_of_a_number_is_found_with_its_pier_or_without(meadow: Meadow, executor: Executor) -> None:
    found = (await ask(executor, LOOK_UP, who=CLERK, provider=CITY, text="b 2"))["data"]["lookUp"]
    assert {(one["place"]["number"], one["lease"], one["isPaid"]) for one in found} == {("2", None, None)}


async def test_stickers_are_posted_once_to_addresses_that_may_be_known(meadow: Meadow, executor: Executor) -> None:
    await brought(meadow, paid=True)
    async with meadow.acting() as connection:
        await connection.execute(
            "UPDATE person_profiles SET first_name = 'Vilma', last_name = 'Uhri', address = 'Rantatie 1', "
            "zip_code = '00100' WHERE person_id = $1",
            VICTIM,
        )
    [one] = (await ask(executor, TO_POST, who=CLERK, provider=CITY))["data"]["stickersToPost"]
    assert (one["number"], one["name"], one["address"], one["kind"]) == (
        1,
        "Vilma Uhri",
        "Rantatie 1, 00100",
        "UNMARKED",
    )
    async with meadow.acting() as connection:
        await connection.execute(
            "UPDATE person_profiles SET non_disclosure = true, address = NULL, zip_code = NULL WHERE person_id = $1",
            VICTIM,
        )
    [kept] = (await ask(executor, TO_POST, who=CLERK, provider=CITY))["data"]["stickersToPost"]
    assert kept["address"] is None
    told = await ask(executor, POSTED, who=CLERK, input={"providerId": CITY, "stickerIds": [one["id"]]})
    assert told["data"]["noteStickersPosted"] == {"posted": 1, "errors": []}
    assert (await ask(executor, TO_POST, who=CLERK, provider=CITY))["data"]["stickersToPost"] == []
