"""Hours, policies and pictures: told by those who may, read by everybody, under row security."""

import asyncio
from typing import Any

import asyncpg
import pytest

from ahti.pictures import prepare
from harbors.images.commands import keep_image
from harbors.images.rules import IMAGES_AT_MOST
from schema import ids
from tests import harbor_town as at
from tests.cast import person
from tests.integration.providers.conftest import Asking
from tests.unit.images.test_preparing_pictures import picture

CLUB = ids.encode("Provider", at.CLUB)
HARBOR = ids.encode("Harbor", at.CLUB_HARBOR)
BERTH = ids.encode("Berth", at.berth("club", "A", 1))
CHANCE = at.CountingChance()
PREPARED = prepare(picture((64, 40)), media_type="image/jpeg")
HOURS = [
    {"weekday": "SATURDAY", "opens": "10:00", "closes": "02:00"},
    {"weekday": "MONDAY", "opens": "09:00", "closes": "17:00", "firstDay": "2027-06-01", "lastDay": "2027-08-31"},
    {"day": "2027-06-26"},
]
READ = """query($id: ID!) { harbor(id: $id) {
  openingHours { nodes { weekday firstDay lastDay day opens closes } }
  policies { nodes { kind title url validFrom } }
  images { nodes { id path width height smallPath licence author caption } }
} }"""
POLICY = {"kind": "TERMS", "title": {"sv": "Villkor"}, "url": "https://seura.example/ehdot", "validFrom": "2027-01-01"}


async def upload(town: Asking, by: str = "clerk") -> str:
    principal = await town.recognise(by)
    assert principal.person_id is not None
    async with town.database.unit_of_work(principal) as connection:
        id = await keep_image(connection, PREPARED, by=principal.person_id, now=at.DURING, chance=CHANCE)
    return ids.encode("ImageUpload", id)


async def attached(town: Asking, by: str = "clerk", subject: str = HARBOR, **told: Any) -> dict[str, Any]:
    input = {"imageId": await upload(town, by), "subjectId": subject, "licence": "CC-BY-4.0", "author": "Kalle"} | told
    payload: dict[str, Any] = await town.do("attachImage", "image { id path licence author }", by, **input)
    return payload


async def read(town: Asking, by: str = "nobody") -> Any:
    return (await town.ask(READ, by, id=HARBOR))["data"]["harbor"]


async def test_opening_hours_are_told_anew_as_a_whole(town_asked: Asking) -> None:
    for told in (HOURS[:1], HOURS):
        payload = await town_asked.do("setOpeningHours", "subject { id }", "clerk", subjectId=HARBOR, hours=told)
        assert payload == {"subject": {"id": HARBOR}, "errors": []}
    nothing = dict.fromkeys(("weekday", "firstDay", "lastDay", "day", "opens", "closes"))
    assert (await read(town_asked))["openingHours"]["nodes"] == [nothing | line for line in HOURS]
    await town_asked.do("setOpeningHours", "", "clerk", subjectId=HARBOR, hours=[])
    assert (await read(town_asked))["openingHours"]["nodes"] == []


async def test_hours_that_meet_are_refused_and_nothing_has_changed(town_asked: Asking) -> None:
    await town_asked.do("setOpeningHours", "", "clerk", subjectId=HARBOR, hours=HOURS)
    wrong = [*HOURS, {"weekday": "SUNDAY", "opens": "01:00", "closes": "03:00"}]
    refused = await town_asked.refused("setOpeningHours", "clerk", subjectId=HARBOR, hours=wrong)
    assert refused == [("HOURS_OVERLAP", "hours[3]")]
    assert len((await read(town_asked))["openingHours"]["nodes"]) == 3


async def test_two_who_tell_hours_at_once_do_not_mix_theirs(town_asked: Asking) -> None:
    tellings = [[{"weekday": "MONDAY", "opens": f"0{hour}:00", "closes": "20:00"}] for hour in range(6)]
    await asyncio.gather(
        *(town_asked.do("setOpeningHours", "", "clerk", subjectId=HARBOR, hours=told) for told in tellings)
    )
    assert len((await read(town_asked))["openingHours"]["nodes"]) == 1


async def test_policies_are_told_by_managers(town_asked: Asking) -> None:
    assert await town_asked.denied("setPolicies", "clerk", subjectId=HARBOR, policies=[POLICY]) == ["FORBIDDEN"]
    assert await town_asked.refused("setPolicies", "manager", subjectId=HARBOR, policies=[POLICY]) == []
    assert (await read(town_asked))["policies"]["nodes"] == [POLICY | {"title": "Villkor"}]
    wrong = await town_asked.refused(
        "setPolicies", "manager", subjectId=HARBOR, policies=[POLICY | {"url": "javascript:alert(1)"}]
    )
    assert wrong == [("HTTPS_REQUIRED", "policies[0].url")]


async def test_a_picture_is_shown_with_its_licence_and_shown_no_longer(town_asked: Asking) -> None:
    payload = await attached(town_asked, caption={"fi": "Laituri"})
    assert payload["errors"] == []
    (shown,) = (await read(town_asked))["images"]["nodes"]
    assert shown == {
        "id": payload["image"]["id"],
        "path": f"/images/{PREPARED.hash}-64.webp",
        "smallPath": f"/images/{PREPARED.hash}-64.webp",
        "width": 64,
        "height": 40,
        "licence": "CC-BY-4.0",
        "author": "Kalle",
        "caption": "Laituri",
    }
    assert await town_asked.refused("detachImage", "owner", imageId=shown["id"]) == []
    assert (await read(town_asked))["images"]["nodes"] == []
    assert await town_asked.value("SELECT count(*) FROM images") == 0


@pytest.mark.parametrize("subject", [CLUB, BERTH, ids.encode("Pier", at.pier("club", "A"))])
async def test_a_picture_can_be_of_many_things(town_asked: Asking, subject: str) -> None:
    assert (await attached(town_asked, subject=subject))["errors"] == []
    type_name = ids.decode(subject)[0]
    document = f"query($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ images {{ totalCount }} }} }} }}"
    assert (await town_asked.ask(document, id=subject))["data"]["node"] == {"images": {"totalCount": 1}}


async def test_a_picture_is_shown_once_and_by_who_sent_it(town_asked: Asking) -> None:
    told = {"subjectId": HARBOR, "licence": "CC0-1.0", "author": "Kalle"}
    sent = await upload(town_asked)
    unknown = [("IMAGE_UNKNOWN", "imageId")]
    assert await town_asked.refused("attachImage", "owner", imageId=sent, **told) == unknown
    assert await town_asked.refused("attachImage", "clerk", imageId=sent, **told) == []
    taken = [("IMAGE_ATTACHED", "imageId")]
    assert await town_asked.refused("attachImage", "clerk", imageId=sent, **told) == taken


async def test_a_licence_is_one_that_is_known_and_an_author_is_named(town_asked: Asking) -> None:
    payload = await attached(town_asked, licence="All rights reserved", author=" ")
    assert [problem["code"] for problem in payload["errors"]] == ["LICENCE_UNKNOWN", "REQUIRED"]


async def test_a_thing_has_so_many_pictures_and_no_more(town_asked: Asking) -> None:
    for _ in range(IMAGES_AT_MOST):
        assert (await attached(town_asked))["errors"] == []
    assert [one["code"] for one in (await attached(town_asked))["errors"]] == ["TOO_MANY_IMAGES"]


async def test_the_city_takes_a_picture_down_and_others_only_their_own(town_asked: Asking) -> None:
    id = (await attached(town_asked))["image"]["id"]
    for who in ("viewer", "stranger", "stranger's clerk", "handler"):
        assert await town_asked.denied("detachImage", who, imageId=id) == ["FORBIDDEN"]
    assert await town_asked.denied("takeDownImage", "owner", imageId=id, reason="x") == ["FORBIDDEN"]
    assert await town_asked.refused("takeDownImage", "handler", imageId=id, reason="Not of this harbor.") == []
    assert (await read(town_asked))["images"]["nodes"] == []


@pytest.mark.parametrize("name", ["setOpeningHours", "setPolicies", "attachImage"])
async def test_nobody_shows_anything_of_anothers(town_asked: Asking, name: str) -> None:
    told: dict[str, dict[str, Any]] = {
        "setOpeningHours": {"hours": []},
        "setPolicies": {"policies": []},
        "attachImage": {"imageId": ids.encode("ImageUpload", at.key("none")), "licence": "CC0-1.0", "author": "x"},
    }
    gone = ids.encode("Harbor", at.key("harbor", "that never was"))
    for who in ("viewer", "stranger", "stranger's owner", "handler"):
        for subject in (HARBOR, gone):
            assert await town_asked.denied(name, who, subjectId=subject, **told[name]) == ["FORBIDDEN"]
    wrong = await town_asked.denied(name, "owner", subjectId=ids.encode("Round", at.A_ROUND.id), **told[name])
    assert wrong == ["BAD_USER_INPUT"]


async def test_row_security_lets_clerks_show_for_their_provider_alone(town_asked: Asking) -> None:
    add = (
        "INSERT INTO opening_hours (subject_type, subject_id, provider_id, day) "
        "VALUES ('PROVIDER', $1, $1, '2027-06-26')"
    )
    for who in ("viewer", "stranger's owner", "handler", "nobody"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with town_asked.database.unit_of_work(await town_asked.recognise(who)) as connection:
                await connection.execute(add, at.CLUB)
    async with town_asked.database.unit_of_work(await town_asked.recognise("clerk")) as connection:
        assert await connection.execute(add, at.CLUB) == "INSERT 0 1"
    async with town_asked.database.unit_of_work(await town_asked.recognise("stranger's owner")) as connection:
        assert await connection.execute("DELETE FROM opening_hours") == "DELETE 0"


async def test_what_was_sent_by_a_person_says_so_to_nobody(town_asked: Asking) -> None:
    await upload(town_asked)
    assert await town_asked.value("SELECT uploaded_by FROM images") == person("clerk")
    async with town_asked.database.reading() as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await connection.fetch("SELECT uploaded_by FROM images")


async def test_opening_hours_come_page_by_page(town_asked: Asking) -> None:
    await town_asked.do("setOpeningHours", "", "clerk", subjectId=HARBOR, hours=HOURS)
    document = (
        "query($id: ID!, $after: String) { harbor(id: $id) { openingHours(first: 1, after: $after) "
        "{ nodes { weekday day } pageInfo { endCursor hasNextPage } } } }"
    )
    after: str | None = None
    seen: list[Any] = []
    for _ in HOURS:
        page = (await town_asked.ask(document, id=HARBOR, after=after))["data"]["harbor"]["openingHours"]
        after, seen = page["pageInfo"]["endCursor"], [*seen, *page["nodes"]]
    assert seen == [{"weekday": line.get("weekday"), "day": line.get("day")} for line in HOURS]
    assert not page["pageInfo"]["hasNextPage"]
