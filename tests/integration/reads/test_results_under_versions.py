"""An answer is kept under the state that was told before it was read, so what changes meanwhile makes it old."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from harbors.access.records import Principal
from schema.context import Context
from schema.document_cache import Documents
from schema.execution import ReferenceExecutor
from schema.reads.running.compiled import CompiledExecutor, ReadTools
from schema.reads.running.plans import ReadFailed
from schema.reads.running.results import Results
from schema.requests import Answer, GraphQLRequest, RequestFacts, Uncounted
from tests.clocks import StoppedClock
from tests.integration.reads.kept import settle
from tests.integration.schema.reader import SCHEMA

DOCUMENT = "{ harbors { nodes { id } } }"


class World:
    """An engine over what a test says: the state of the data, and what reads give."""

    def __init__(self) -> None:
        self.state: tuple[str, ...] | None = ("v1",)
        self.reads: list[asyncio.Future[bytes]] = []
        results = Results(versions=lambda _tables: self.state, seconds=lambda: 0.0, meter=Uncounted())
        tools = ReadTools(self._fetch_body, _never_own, StoppedClock().now, lambda _table: 1, results)
        documents = Documents(SCHEMA)
        reference = ReferenceExecutor(SCHEMA, _never, documents=documents)
        self._executor = CompiledExecutor(SCHEMA, reference, documents, tools, Uncounted())

    async def ask(self, *held: str) -> "asyncio.Task[Answer]":
        request = GraphQLRequest(DOCUMENT, held=frozenset(held))
        asking = asyncio.create_task(self._executor.execute(request, RequestFacts("test")))
        await settle()
        return asking

    async def _fetch_body(self, _sql: str, _parameters: Sequence[object]) -> bytes:
        self.reads.append(asyncio.get_running_loop().create_future())
        return await self.reads[-1]


@asynccontextmanager
async def _never(_facts: RequestFacts) -> AsyncIterator[Context]:
    raise AssertionError("this has a plan")
    yield


async def _never_own(_sql: str, _parameters: Sequence[object], _principal: Principal) -> bytes:
    raise AssertionError("this is not personal")


async def test_what_changes_while_an_answer_is_read_makes_it_old() -> None:
    world = World()
    first = await world.ask()
    world.state = ("v2",)
    second = await world.ask()
    assert len(world.reads) == 2
    world.reads[1].set_result(b"new")
    assert (await second).body == b"new"
    world.reads[0].set_result(b"old")
    assert (await first).body == b"old"
    assert (await (await world.ask())).body == b"new"
    assert len(world.reads) == 2


async def test_who_holds_an_answer_of_a_state_that_has_passed_is_given_the_new_one() -> None:
    world = World()
    asking = await world.ask()
    world.reads[0].set_result(b"old")
    old = (await asking).kept
    assert old is not None
    assert (await (await world.ask(old.key))).status == 304
    world.state = ("v2",)
    again = await world.ask(old.key)
    world.reads[1].set_result(b"new")
    assert ((await again).status, (await again).body) == (200, b"new")


async def test_while_the_state_is_not_known_everybody_reads_and_nothing_is_kept() -> None:
    world = World()
    kept = await world.ask()
    world.reads[0].set_result(b"kept")
    assert (await kept).kept is not None
    world.state = None
    asked = [await world.ask() for _ in range(2)]
    assert len(world.reads) == 3
    for number, one in enumerate(asked):
        world.reads[number + 1].set_result(b"%d" % number)
        assert ((await one).body, (await one).kept) == (b"%d" % number, None)


async def test_whoever_waited_for_two_reads_that_failed_is_told_so_in_the_form_of_an_answer() -> None:
    world = World()
    asked = [await world.ask() for _ in range(10)]
    for number in range(2):
        world.reads[number].set_exception(ReadFailed())
        await settle()
    answers = await asyncio.gather(*asked)
    assert len(world.reads) == 2
    assert all(b'"errors"' in one.body and one.kept is None for one in answers)
    last = await world.ask()
    world.reads[2].set_result(b"well")
    assert (await last).body == b"well"
