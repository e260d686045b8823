"""The load that keeps servers busy, against a real server that answers as it is told."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import orjson
import pytest

from benchmarks.reads.load import LoadFailed, Pace, keep_busy
from benchmarks.reads.wire import post

GOOD = b'{"data":{"berth":null}}'
THREE_MORE = Pace(seconds=0, least=3, connections=1)


def answer(body: bytes, *, status: str = "200 OK") -> bytes:
    return b"HTTP/1.1 %s\r\nContent-Type: application/json\r\ncontent-length: %d\r\n\r\n%s" % (
        status.encode(),
        len(body),
        body,
    )


@asynccontextmanager
async def server(answers: Callable[[], list[bytes]], asked: list[bytes]) -> AsyncIterator[int]:
    """A server that reads whole requests into ``asked`` and answers each with pieces, one by one."""

    serving: set[asyncio.Task[None] | None] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.add(asyncio.current_task())
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
                asked.append(await reader.readexactly(length))
                for piece in answers():
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0)
        await close(writer)

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        try:
            yield listening.sockets[0].getsockname()[1]
        finally:
            await asyncio.gather(*filter(None, serving))


async def close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()


async def load(answers: Callable[[], list[bytes]], pace: Pace, asked: list[bytes]) -> tuple[int, int]:
    async with server(answers, asked) as port:
        requests = itertools.cycle(post(port, {"variables": {"id": number}}) for number in range(3))
        done = await keep_busy(port, requests, pace)
        return done.requests, done.received


async def test_the_requests_go_out_by_turns_and_are_counted_with_their_bytes() -> None:
    asked: list[bytes] = []
    found = await load(lambda: [answer(GOOD)], Pace(seconds=0, least=5, connections=2), asked)
    # Both connections have asked once when the time is over; whoever is answered then asks until five are sent.
    assert found == (5, 5 * len(GOOD))
    assert sorted(orjson.loads(one)["variables"]["id"] for one in asked) == [0, 0, 1, 1, 2]


async def test_it_goes_on_for_as_long_as_it_should() -> None:
    requests, _ = await load(lambda: [answer(GOOD)], Pace(seconds=0.2, least=1, connections=1), [])
    assert requests > 3


@pytest.mark.parametrize("cut", [1, 9, 40, 70, 90])
async def test_an_answer_may_come_in_pieces(cut: int) -> None:
    whole = answer(GOOD)
    assert await load(lambda: [whole[:cut], whole[cut:]], THREE_MORE, []) == (3, 3 * len(GOOD))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (answer(b'{"errors":[],"data":null}'), "holds errors"),
        (answer(b'{"data":"%s","errors":[]}' % (b"x" * 100_000)), "holds errors"),
        (answer(GOOD, status="503 Service Unavailable"), "begins b'HTTP/1.1 503"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + GOOD, "does not tell its length"),
    ],
)
async def test_anything_but_an_answer_ends_it(given: bytes, why: str) -> None:
    with pytest.raises(LoadFailed, match=why):
        await load(lambda: [given], THREE_MORE, [])


@asynccontextmanager
async def closing_server(answers: list[bytes]) -> AsyncIterator[int]:
    """A server that gives the next of ``answers`` on each connection as soon as it is asked, and hangs up."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"}")
        writer.write(answers.pop(0))
        await close(writer)

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as listening:
        yield listening.sockets[0].getsockname()[1]


@pytest.mark.parametrize(
    ("answers", "why"),
    [([b"", b""], "closed before the answer, twice"), ([answer(GOOD)[:-1]], "closed within an answer")],
)
async def test_a_server_that_hangs_up_ends_it(answers: list[bytes], why: str) -> None:
    async with closing_server(answers) as port:
        with pytest.raises(LoadFailed, match=why):
            await keep_busy(port, itertools.repeat(post(port, {})), Pace(seconds=0, least=1, connections=1))


async def test_a_request_that_met_a_closing_connection_is_sent_again() -> None:
    async with closing_server([answer(GOOD), answer(GOOD)]) as port:
        done = await keep_busy(port, itertools.repeat(post(port, {})), Pace(seconds=0, least=2, connections=1))
    assert (done.requests, done.received) == (2, 2 * len(GOOD))


async def test_a_connection_that_is_done_may_be_closed() -> None:
    async with closing_server([answer(GOOD), answer(GOOD)]) as port:
        done = await keep_busy(port, itertools.repeat(post(port, {})), Pace(seconds=0, least=2, connections=2))
    assert done.requests == 2
