"""Documents are parsed and validated once, heavy ones beside the event loop."""

import asyncio
import threading
from hashlib import sha256

import pytest
from graphql import GraphQLSchema, build_schema

from schema import document_cache
from schema.document_cache import PREPARED_AT_ONCE, Documents
from schema.prepared import PreparedDocument, prepare
from schema.refused import DocumentRefused
from schema.requests import GraphQLRequest, Uncounted
from schema.variable_limits import MOST_VALUES

SCHEMA = build_schema("type Query { me: Query, name: String }")
SHORT = "{ name }"
LONG = "{ me { name " + "me { name } " * (PREPARED_AT_ONCE // 12) + "} }"
WRONG = "{ nam }"


class Counting(Uncounted):
    """Writes down what was found."""

    def __init__(self) -> None:
        self.lookups: list[tuple[str, bool]] = []
        self.refusals: list[str] = []

    def looked_up(self, cache: str, *, hit: bool) -> None:
        self.lookups.append((cache, hit))

    def refused(self, code: str) -> None:
        self.refusals.append(code)


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """On which threads documents were prepared, in order."""
    found: list[int] = []

    def noted(schema: GraphQLSchema, text: str) -> PreparedDocument:
        found.append(threading.get_ident())
        return prepare(schema, text)

    monkeypatch.setattr(document_cache, "prepare", noted)
    return found


def asking(text: str, document_hash: str | None = None) -> GraphQLRequest:
    return GraphQLRequest(query=text, document_hash=document_hash)


def hash_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()


@pytest.mark.parametrize("text", [SHORT, LONG])
async def test_a_document_is_prepared_once_and_counted(text: str, threads: list[int]) -> None:
    meter = Counting()
    documents = Documents(SCHEMA, meter)
    first, second = [await documents.prepare(asking(text)) for _ in range(2)]
    assert first is second
    assert len(threads) == 1
    assert meter.lookups == [("documents", False), ("documents", True)]


async def test_a_long_document_is_prepared_beside_the_event_loop(threads: list[int]) -> None:
    documents = Documents(SCHEMA)
    await documents.prepare(asking(SHORT))
    await documents.prepare(asking(LONG))
    assert [thread == threading.get_ident() for thread in threads] == [True, False]


async def test_a_long_document_that_several_send_at_once_is_prepared_once(threads: list[int]) -> None:
    documents = Documents(SCHEMA)
    found = await asyncio.gather(*(documents.prepare(asking(LONG)) for _ in range(5)))
    assert len({id(one) for one in found}) == 1
    assert len(threads) == 1


async def test_who_stops_waiting_takes_nothing_from_the_others(threads: list[int]) -> None:
    documents = Documents(SCHEMA)
    tasks = [asyncio.create_task(documents.prepare(asking(LONG))) for _ in range(2)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    assert (await tasks[1]).text == LONG
    assert len(threads) == 1


@pytest.mark.parametrize("text", [WRONG, WRONG + " " * PREPARED_AT_ONCE])
async def test_a_wrong_document_is_refused_again_without_being_read_again(text: str, threads: list[int]) -> None:
    documents = Documents(SCHEMA)
    messages = []
    for _ in range(3):
        with pytest.raises(DocumentRefused) as refused:
            await documents.prepare(asking(text))
        messages.append(str(refused.value))
    assert messages == ["Cannot query field 'nam' on type 'Query'. Did you mean 'name'?"] * 3
    assert len(threads) == 1


async def test_what_is_refused_is_counted_by_its_code_each_time() -> None:
    meter = Counting()
    documents = Documents(SCHEMA, meter)
    too_many = GraphQLRequest(query=SHORT, variables={"ids": ["a"] * MOST_VALUES})
    aliases = "{ me { " + " ".join(f"a{number}: name" for number in range(501)) + " } }"
    for request in (asking(WRONG), asking(WRONG), asking("{"), asking(aliases), too_many, asking("", hash_of(SHORT))):
        with pytest.raises(DocumentRefused):
            await documents.prepare(request)
    assert meter.refusals == [*["BAD_USER_INPUT"] * 3, *["LIMIT_EXCEEDED"] * 2, "PERSISTED_QUERY_NOT_FOUND"]


async def test_a_document_that_was_sent_with_its_hash_is_found_by_it() -> None:
    documents = Documents(SCHEMA)
    sent = await documents.prepare(asking(SHORT, hash_of(SHORT)))
    assert await documents.prepare(asking("", hash_of(SHORT))) is sent


async def test_a_document_that_was_sent_without_its_hash_is_not_found_by_it() -> None:
    documents = Documents(SCHEMA)
    await documents.prepare(asking(SHORT))
    with pytest.raises(DocumentRefused, match=r"^PersistedQueryNotFound$"):
        await documents.prepare(asking("", hash_of(SHORT)))


async def test_a_wrong_document_is_not_found_by_its_hash() -> None:
    documents = Documents(SCHEMA)
    for text, message in ((WRONG, "Cannot query field"), ("", r"^PersistedQueryNotFound$")):
        with pytest.raises(DocumentRefused, match=message):
            await documents.prepare(asking(text, hash_of(WRONG)))


async def test_a_document_under_the_hash_of_another_is_refused_and_not_kept_there() -> None:
    documents = Documents(SCHEMA)
    await documents.prepare(asking(SHORT, hash_of(SHORT)))
    with pytest.raises(DocumentRefused, match="The hash is not the SHA-256 of the document"):
        await documents.prepare(asking(LONG, hash_of(SHORT)))
    assert (await documents.prepare(asking("", hash_of(SHORT)))).text == SHORT


async def test_a_request_with_too_many_variables_is_refused_before_its_document_is_read(threads: list[int]) -> None:
    request = GraphQLRequest(query=SHORT, variables={"ids": ["a"] * MOST_VALUES})
    with pytest.raises(DocumentRefused, match=r"The variables hold more than 10,000 values\."):
        await Documents(SCHEMA).prepare(request)
    assert threads == []
