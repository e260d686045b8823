"""Knows bytes on a connection: what a client sends that keeps to no rule, and what it reads of the answers."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import orjson

from tests.integration.abuse.served import Served

_END_OF_HEAD = b"\r\n\r\n"


class Told(NamedTuple):
    """An answer: its status, its headers, in small letters, and its body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def limit(self) -> tuple[int, str, Any]:
        """The status, with the code and the limit of the only error."""
        [error] = orjson.loads(self.body)["errors"]
        return self.status, error["extensions"]["code"], error["extensions"].get("limit")


def head(*lines: str, path: str = "/graphql", method: str = "POST") -> bytes:
    """The head of a request that sends JSON, with these headers besides."""
    always = (f"{method} {path} HTTP/1.1", "host: abuse", "content-type: application/json")
    return "\r\n".join((*always, *lines)).encode() + _END_OF_HEAD


def whole(document: str) -> bytes:
    """A request that nothing is wrong with."""
    body = orjson.dumps({"query": document})
    return head(f"content-length: {len(body)}") + body


@contextmanager
def connected(served: Served, *, patience: float = 30.0) -> Iterator[socket.socket]:
    """A connection; waiting for anything on it ends after so many seconds."""
    with socket.create_connection((served.host, served.port), timeout=patience) as connection:
        yield connection


def push(connection: socket.socket, data: bytes) -> None:
    """Send all of it, unless the other side does not want it any more."""
    try:
        connection.sendall(data)
    except OSError:
        return


def answers(connection: socket.socket) -> Iterator[Told]:
    """The answers on a connection, until it is closed from the other side."""
    held = b""
    while True:
        while _END_OF_HEAD not in held:
            piece = _read(connection)
            if not piece:
                return
            held += piece
        said, _, held = held.partition(_END_OF_HEAD)
        status, headers = _head(said)
        size = int(headers.get("content-length", "0"))
        while len(held) < size:
            held += _read(connection) or _broken_off(said)
        yield Told(status, headers, held[:size])
        held = held[size:]


def answer(connection: socket.socket) -> Told:
    """The next answer on a connection on which nothing else was asked."""
    return next(answers(connection))


def is_closed(connection: socket.socket) -> bool:
    """Whether the other side has closed it; waits for that."""
    return not _read(connection)


def _broken_off(said: bytes) -> bytes:
    raise AssertionError(f"the connection ended within an answer: {said!r}")


def _read(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65_536)
    except ConnectionError:
        return b""


def _head(said: bytes) -> tuple[int, dict[str, str]]:
    first, *lines = said.decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return int(first.split()[1]), {name.lower(): value.strip() for name, _, value in pairs}
