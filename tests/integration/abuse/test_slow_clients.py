"""Clients that take their time, hundreds of them at once, are let go in time, and nobody else waits for them."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from threading import Event, Thread
from time import monotonic

from tests.integration.abuse.served import Served
from tests.integration.abuse.wire import Told, answers, connected, head, push, whole

MANY = 100
# The server's patience is ten seconds for a head and fifteen for a body; this machine may be busy.
PATIENCE = 40.0
A_BERTH = "{ berths(first: 1) { nodes { id number widthMm lengthMm isActive } } }"
# Whoever behaves is answered within this, in seconds, however many others do not.
SOON = 2.0


def ends(connection: socket.socket) -> list[Told]:
    """All that is answered until the server closes the connection."""
    connection.settimeout(PATIENCE)
    return list(answers(connection))


@contextmanager
def dripping(connections: list[socket.socket], pieces: Callable[[], bytes]) -> Iterator[None]:
    """Meanwhile a piece goes out on each of the connections five times a second, as long as it is wanted."""
    stop = Event()

    def drip() -> None:
        while not stop.wait(0.2):
            for connection in connections:
                push(connection, pieces())

    thread = Thread(target=drip)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def longest_wait(served: Served, *, seconds: float) -> float:
    """The longest that anybody who asks for a berth has to wait, within so many seconds."""
    longest, until = 0.0, monotonic() + seconds
    while monotonic() < until:
        began = monotonic()
        assert "errors" not in served.ask(A_BERTH)
        longest = max(longest, monotonic() - began)
    return longest


def several(served: Served, stack: ExitStack, beginning: bytes) -> list[socket.socket]:
    """Many connections on which something was begun."""
    connections = [stack.enter_context(connected(served, patience=PATIENCE)) for _ in range(MANY)]
    for connection in connections:
        push(connection, beginning)
    return connections


def test_slow_heads_slow_bodies_and_silence_are_ended_while_others_are_answered(abused: Served) -> None:
    with ExitStack() as stack:
        silent = several(abused, stack, b"")
        blank = several(abused, stack, b"\r\n")
        heads = several(abused, stack, b"POST /graphql HTTP/1.1\r\nhost: abuse\r\n")
        bodies = several(abused, stack, head("content-length: 100000") + b'{"query": "')
        refused = several(abused, stack, head("content-length: 2000000"))
        for slow, piece in ((blank, b"\r\n"), (heads, b"x: y\r\n"), (bodies, b" "), (refused, b" ")):
            stack.enter_context(dripping(slow, partial(bytes, piece)))
        assert longest_wait(abused, seconds=5) < SOON
        kinds = (silent, blank, heads, bodies, refused)
        told = [{tuple(one.limit for one in ends(connection)) for connection in kind} for kind in kinds]
    slow_head, slow_body = (408, "LIMIT_EXCEEDED", 10), (408, "LIMIT_EXCEEDED", None)
    too_large = (413, "LIMIT_EXCEEDED", 1_048_576)
    assert told == [{()}, {(slow_head,)}, {(slow_head,)}, {(slow_body,)}, {(too_large,)}]


def test_connection_is_kept_for_the_next_request_and_then_closed(abused: Served) -> None:
    with connected(abused) as connection:
        began = monotonic()
        for _ in range(3):
            push(connection, whole("{ __typename }"))
            assert next(answers(connection)).status == 200
        assert ends(connection) == []
        assert 2 < monotonic() - began < 20
