"""Over HTTP and a real database: what is kept, for whom, until when, and what never is."""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import httpx
import pytest

from ahti.embedded import EmbeddedPostgres
from harbors.places.commands import load_catalogue
from schema import ids
from tests import harbor_town as town
from tests.integration.reading.asking import until
from tests.integration.reads.serving import Served, serving, written_down

PERIOD = '{ start: "2027-06-10T00:00:00+03:00", end: "2027-09-14T00:00:00+03:00" }'
HARBORS = "{ harbors { nodes { name } } }"
BERTHS = "{ berths { nodes { id number widthMm lengthMm mooring harbor { id name } pier { id identifier } } } }"
FREE_COUNT = f"{{ harbors {{ nodes {{ name freePlaceCount(period: {PERIOD}) }} }} }}"
FREE = f"{{ berths(filter: {{ freeIn: {PERIOD} }}) {{ totalCount }} }}"
WIDEST = "{ harbors { nodes { maxWidthMm } } }"
ROUNDS = "{ rounds { nodes { code } } }"
STATUS = "{ rounds { nodes { status } } }"
NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Harbor { name } } }"
RENAME = "UPDATE harbors SET name_fi = $1 WHERE name_fi = $2"
TAKE = """
    INSERT INTO occupancies (place_id, period, span, kind, state, created_at)
    VALUES ($1, tstzrange('2027-06-15', '2027-06-16'), '[0,1)', 'AWARD', 'HOLDING', now())
"""


@pytest.fixture
async def served(town_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Served]:
    async with serving(town_url, written_down(monkeypatch)) as service:
        yield service


@pytest.fixture
async def writer(server: EmbeddedPostgres, town_name: str) -> AsyncIterator[asyncpg.Connection]:
    """Somebody else's connection, which may do everything."""
    connection = await asyncpg.connect(server.url(role="postgres", database=town_name))
    yield connection
    await connection.close()


async def changed(served: Served, document: str, before: httpx.Response) -> httpx.Response:
    """The answer as soon as it is another one."""

    async def is_other() -> bool:
        return (await served.get(document)).content != before.content

    await until(is_other)
    return await served.get(document)


@pytest.mark.parametrize("document", [HARBORS, BERTHS, FREE_COUNT, FREE, ROUNDS])
async def test_the_same_question_is_one_statement(served: Served, document: str) -> None:
    first = await served.get(document)
    again = await served.get(document)
    assert (first.content, first.headers["etag"]) == (again.content, again.headers["etag"])
    assert "errors" not in first.json()
    assert (len(served.sent), served.hits(), served.hits(hit=False)) == (1, 1, 1)


async def test_ids_of_several_types_are_kept(served: Served) -> None:
    asked = [
        ids.encode("Harbor", town.NORTH),
        ids.encode("Pier", town.pier("north", "A")),
        ids.encode("Harbor", town.key("harbor", "none")),
    ]
    answers = [await served.get(NODES, {"ids": some}) for some in (asked, asked, asked[:2], asked[1::-1], asked)]
    assert len(served.sent) == 3
    assert answers[0].json()["data"]["nodes"][0] == {"id": asked[0], "name": "north"}
    assert [one.content == answers[0].content for one in answers] == [True, True, False, False, True]


async def test_post_and_get_share_what_is_kept(served: Served) -> None:
    got, posted = await served.get(BERTHS), await served.post(BERTHS)
    assert got.content == posted.content
    assert (len(served.sent), posted.headers["cache-control"]) == (1, "no-store")


async def test_another_language_is_another_answer(served: Served, writer: asyncpg.Connection) -> None:
    await writer.execute("UPDATE harbors SET name_sv = 'norr' WHERE name_fi = 'north'")
    names, tags = [], []
    for language in ("fi", "sv", "fi", "sv"):
        answer = await served.get(HARBORS, headers={"accept-language": language})
        names.append([node["name"] for node in answer.json()["data"]["harbors"]["nodes"]])
        tags.append(answer.headers["etag"])
    assert "norr" in names[1]
    assert "norr" not in names[0]
    assert (names[:2], tags[:2]) == (names[2:], tags[2:])
    assert len(set(tags)) == 2


async def test_packed_variants_are_kept_and_are_the_same_answer(served: Served) -> None:
    plain = await served.get(BERTHS)
    for coding in ("gzip", "br", "gzip", "br"):
        packed = await served.get(BERTHS, headers={"accept-encoding": coding})
        assert (packed.headers["content-encoding"], packed.content) == (coding, plain.content)
        assert packed.headers["etag"] == plain.headers["etag"]
    assert len(served.sent) == 1


async def test_a_client_that_holds_the_answer_costs_no_statement(served: Served, writer: asyncpg.Connection) -> None:
    first = await served.get(HARBORS)
    holding = {"if-none-match": first.headers["etag"]}
    same = await served.get(HARBORS, headers=holding)
    assert (same.status_code, same.content, len(served.sent), served.hits()) == (304, b"", 1, 1)
    assert (await served.get(HARBORS, headers=holding | {"accept-language": "sv"})).status_code == 200
    assert (await served.get(ROUNDS, headers=holding)).status_code == 200
    await writer.execute(RENAME, "Norra", "north")
    after = await changed(served, HARBORS, first)
    assert after.headers["etag"] != first.headers["etag"]
    assert (await served.get(HARBORS, headers=holding)).status_code == 200


async def test_a_change_is_seen_when_it_is_committed(served: Served, writer: asyncpg.Connection) -> None:
    before = await served.get(HARBORS)
    async with writer.transaction():
        await writer.execute(RENAME, "Norra", "north")
        await asyncio.sleep(0.1)
        assert (await served.get(HARBORS)).content == before.content
        assert len(served.sent) == 1
    after = await changed(served, HARBORS, before)
    assert b"Norra" in after.content
    assert len(served.sent) == 2


async def test_what_is_undone_empties_nothing(served: Served, writer: asyncpg.Connection) -> None:
    await served.get(HARBORS)
    rounds = await served.get(ROUNDS)
    undone = writer.transaction()
    await undone.start()
    await writer.execute(RENAME, "Norra", "north")
    await undone.rollback()
    await writer.execute("UPDATE rounds SET code = 'later'")
    await changed(served, ROUNDS, rounds)
    assert await served.statements(HARBORS) == 0


async def test_an_import_empties_what_it_changes(served: Served, writer: asyncpg.Connection) -> None:
    before = await served.get(HARBORS)
    await served.get(ROUNDS)
    rows = (*town.ROWS, town.Row("new", "A", 1))
    async with writer.transaction():
        await load_catalogue(writer, town.catalogue(rows), now=town.DURING)
    assert b'"new"' in (await changed(served, HARBORS, before)).content
    assert [await served.statements(one) for one in (BERTHS, FREE, FREE_COUNT, ROUNDS)] == [1, 1, 1, 0]


async def test_a_place_that_is_taken_empties_only_what_is_told_of_free_places(
    served: Served, writer: asyncpg.Connection
) -> None:
    free_count, free = await served.get(FREE_COUNT), await served.get(FREE)
    for document in (HARBORS, BERTHS, ROUNDS):
        await served.get(document)
    await writer.execute(TAKE, town.berth("north", "A", 1))
    await changed(served, FREE_COUNT, free_count)
    left = (await served.get(FREE)).json()["data"]["berths"]["totalCount"]
    assert left == free.json()["data"]["berths"]["totalCount"] - 1
    assert [await served.statements(one) for one in (HARBORS, BERTHS, ROUNDS)] == [0, 0, 0]


async def test_a_round_that_changes_empties_only_what_is_told_of_rounds(
    served: Served, writer: asyncpg.Connection
) -> None:
    before = await served.get(ROUNDS)
    for document in (HARBORS, FREE):
        await served.get(document)
    await writer.execute("UPDATE rounds SET code = 'later'")
    await changed(served, ROUNDS, before)
    assert [await served.statements(one) for one in (HARBORS, FREE)] == [0, 0]


async def test_what_depends_on_the_time_is_never_kept(served: Served) -> None:
    answers = [await served.get(STATUS) for _ in range(3)]
    assert answers[0].json() == {"data": {"rounds": {"nodes": [{"status": "OPEN"}]}}}
    assert (len(served.sent), served.hits(), served.hits(hit=False)) == (3, 0, 0)
    assert [(one.headers["cache-control"], one.headers.get("etag")) for one in answers] == [("no-store", None)] * 3


async def test_what_a_request_costs_is_never_mixed_with_what_is_kept(served: Served) -> None:
    asked = [await served.post(HARBORS, extensions={"cost": cost}) for cost in (True, False, True, False)]
    told, plain = asked[0].json(), asked[1].json()
    assert told == {**plain, "extensions": {"cost": told["extensions"]["cost"]}}
    assert told["extensions"]["cost"]["requested"] > 0
    assert "extensions" not in plain
    assert [one.content for one in asked[:2]] == [one.content for one in asked[2:]]
    assert len(served.sent) == 1
    assert (await served.get(HARBORS)).content == asked[1].content


async def test_who_asks_what_it_costs_is_told_though_he_holds_the_answer(served: Served) -> None:
    first = await served.get(HARBORS)
    asked = {"query": HARBORS, "extensions": '{"cost":true}'}
    told = await served.client.get("/graphql", params=asked, headers={"if-none-match": first.headers["etag"]})
    assert (told.status_code, told.headers["cache-control"]) == (200, "no-store")
    assert "cost" in told.json()["extensions"]


async def test_what_is_personal_is_never_kept(served: Served) -> None:
    document = f'{{ application(id: "{ids.encode("Application", town.NORTH)}", editToken: "secret") {{ id }} }}'
    answers = [await served.get(document) for _ in range(2)]
    assert [(one.headers["cache-control"], one.headers.get("etag")) for one in answers] == [("no-store", None)] * 2
    assert (served.sent, served.hits(), served.hits(hit=False)) == ([], 0, 0)


async def test_personal_things_beside_public_ones_are_never_kept(served: Served) -> None:
    document = "{ me { __typename } harbors { nodes { name } } }"
    answers = [await served.get(document) for _ in range(2)]
    assert [one.headers["cache-control"] for one in answers] == ["no-store"] * 2
    assert (served.sent, served.hits(), served.hits(hit=False)) == ([], 0, 0)


async def test_mutations_are_never_kept(served: Served) -> None:
    document = 'mutation { withdrawApplication(input: { id: "x", editToken: "y" }) { __typename } }'
    answers = [await served.post(document) for _ in range(2)]
    assert [(one.headers["cache-control"], "etag" in one.headers) for one in answers] == [("no-store", False)] * 2
    assert (served.sent, served.hits(), served.hits(hit=False)) == ([], 0, 0)


@pytest.mark.parametrize(
    "document", ["{ harbors(first: -1) { totalCount } }", "{ no }", "{", '{ harbor(id: "x") { id } }']
)
async def test_what_is_wrong_is_never_kept(served: Served, document: str) -> None:
    answers = [await served.get(document) for _ in range(2)]
    assert all("errors" in one.json() for one in answers)
    assert [(one.headers["cache-control"], "etag" in one.headers) for one in answers] == [("no-store", False)] * 2
    assert served.hits() == 0


async def test_a_statement_that_fails_is_not_kept(served: Served, writer: asyncpg.Connection) -> None:
    await writer.execute("REVOKE SELECT ON harbors FROM ahti_read")
    failed = [await served.get(HARBORS) for _ in range(2)]
    await writer.execute("GRANT SELECT ON harbors TO ahti_read")
    assert [(one.json()["data"], one.headers["cache-control"]) for one in failed] == [(None, "no-store")] * 2
    assert "errors" not in (await served.get(HARBORS)).json()
    assert (len(served.sent), served.hits()) == (3, 0)


async def test_who_shows_credentials_is_told_what_everybody_is_told_and_nobody_keeps_it(served: Served) -> None:
    """Their answers are read for them alone, though they are what everybody is told."""
    secret = {"authorization": "Bearer secret"}
    first = await served.get(HARBORS, headers=secret)
    assert (first.headers["cache-control"], first.headers.get("etag")) == ("no-store", None)
    open_to_all = await served.get(HARBORS)
    holding = secret | {"if-none-match": open_to_all.headers["etag"]}
    again = await served.get(HARBORS, headers=holding)
    assert (again.status_code, again.headers["cache-control"]) == (200, "no-store")
    assert first.content == open_to_all.content == again.content


async def test_fifty_at_once_are_one_statement_also_after_a_change(served: Served, writer: asyncpg.Connection) -> None:
    """Nobody who asks after the change was heard of is told what was before it."""
    widest = await served.get(WIDEST)
    before = await asyncio.gather(*(served.get(BERTHS) for _ in range(50)))
    assert (len(served.sent), len({one.content for one in before})) == (2, 1)
    await writer.execute("UPDATE places SET width_mm = 7777 WHERE number = '1'")
    await changed(served, WIDEST, widest)
    sent = len(served.sent)
    after = await asyncio.gather(*(served.get(BERTHS) for _ in range(50)))
    assert len(served.sent) - sent == 1
    assert all(b"7777" in one.content for one in after)
