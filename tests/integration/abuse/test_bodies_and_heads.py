"""A request that is too large, wrong in its length or broken off is refused or let go, and the connection ends."""

import pytest

from tests.integration.abuse.served import Served
from tests.integration.abuse.wire import answer, answers, connected, head, is_closed, push, whole

HELLO = "{ __typename }"
ANSWERED = b'{"data":{"__typename":"Query"}}'
MOST_BODY, MOST_HEAD = 1_048_576, 65_536
MEGABYTE = 1_000_000


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


def test_body_that_says_it_is_huge_is_refused_before_it_comes(abused: Served) -> None:
    with connected(abused) as connection:
        push(connection, head("content-length: 100000000000"))
        assert answer(connection).limit == (413, "LIMIT_EXCEEDED", MOST_BODY)


def test_huge_body_that_does_not_say_so_is_refused_when_it_is_too_much(abused: Served) -> None:
    with connected(abused) as connection:
        push(connection, head("transfer-encoding: chunked"))
        for _ in range(40):
            push(connection, chunk(b" " * 65_536))
        assert answer(connection).limit == (413, "LIMIT_EXCEEDED", MOST_BODY)


def test_body_in_pieces_of_a_byte_is_read_as_one(abused: Served) -> None:
    body = b'{"query": "{ __typename }"}'
    with connected(abused) as connection:
        pieces = b"".join(chunk(bytes([one])) for one in body) + chunk(b"")
        push(connection, head("transfer-encoding: chunked") + pieces)
        assert answer(connection).body == ANSWERED


def test_megabyte_in_pieces_of_a_byte_is_taken(abused: Served) -> None:
    with connected(abused) as connection:
        push(connection, head("transfer-encoding: chunked") + chunk(b" ") * MEGABYTE + chunk(b""))
        assert answer(connection).status == 400


def test_client_that_asks_before_it_sends_is_told_not_to(abused: Served) -> None:
    with connected(abused) as connection:
        push(connection, head("content-length: 100000000000", "expect: 100-continue"))
        assert answer(connection).limit == (413, "LIMIT_EXCEEDED", MOST_BODY)


@pytest.mark.parametrize(
    "lines",
    [
        ("content-length: 9", "content-length: 8"),
        ("content-length: -1",),
        ("content-length: x",),
        ("content-length: 99999999999999999999999999",),
        ("content-length: 5", "transfer-encoding: chunked"),
        ("transfer-encoding: chunked, identity",),
        ("a\0b: c",),
        (": nameless",),
        (" folded: header",),
    ],
)
def test_head_that_means_two_things_or_none_is_refused_and_the_connection_ends(
    abused: Served, lines: tuple[str, ...]
) -> None:
    with connected(abused) as connection:
        push(connection, head(*lines) + b'{"a":1}  ')
        first, *more = answers(connection)
        assert (first.status, more) == (400, [])


def test_chunk_of_no_size_ends_the_connection(abused: Served) -> None:
    with connected(abused) as connection:
        push(connection, head("transfer-encoding: chunked") + b"zz\r\n")
        assert answer(connection).status == 400
        assert is_closed(connection)


def test_what_follows_a_body_that_is_longer_than_it_said_is_no_request(abused: Served) -> None:
    body = b'{"query": "{ __typename }"}'
    with connected(abused) as connection:
        push(connection, head(f"content-length: {len(body)}") + body + b"}}}}")
        *_, last = answers(connection)
        assert last.status == 400


def test_client_that_stops_within_its_body_leaves_nothing_behind(abused: Served) -> None:
    for _ in range(200):
        with connected(abused) as connection:
            push(connection, head("content-length: 1000") + b'{"query": ')
    assert abused.ask(HELLO) == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize("header", ["if-none-match", "accept", "accept-language", "accept-encoding", "x", "cookie"])
def test_header_of_a_megabyte_is_refused(abused: Served, header: str) -> None:
    with connected(abused) as connection:
        push(connection, head(f"{header}: " + '"x", ' * (MEGABYTE // 5), method="GET", path="/graphql?query={a}"))
        assert answer(connection).limit == (431, "LIMIT_EXCEEDED", MOST_HEAD)


def test_hundred_thousand_headers_are_refused(abused: Served) -> None:
    with connected(abused) as connection:
        push(connection, head(*["x: y"] * 100_000))
        assert answer(connection).limit == (431, "LIMIT_EXCEEDED", MOST_HEAD)


def test_address_of_a_megabyte_is_refused(abused: Served) -> None:
    with connected(abused) as connection:
        push(connection, head(method="GET", path="/graphql?query={__typename}&x=" + "y" * MEGABYTE))
        assert answer(connection).limit == (431, "LIMIT_EXCEEDED", MOST_HEAD)


def test_head_just_above_the_limit_is_refused_and_one_below_is_taken(abused: Served) -> None:
    with connected(abused) as connection:
        push(connection, head("x: " + "y" * (MOST_HEAD - 400), method="GET", path="/graphql?query={__typename}"))
        assert answer(connection).body == ANSWERED
    with connected(abused) as connection:
        push(connection, head("x: " + "y" * MOST_HEAD, method="GET", path="/graphql?query={__typename}"))
        assert answer(connection).limit == (431, "LIMIT_EXCEEDED", MOST_HEAD)


def test_many_requests_at_once_on_one_connection_are_answered_in_turn(abused: Served) -> None:
    with connected(abused) as connection:
        push(connection, whole(HELLO) * 2_000)
        told = answers(connection)
        assert {next(told).body for _ in range(2_000)} == {ANSWERED}


def test_refused_body_does_not_become_the_next_request(abused: Served) -> None:
    with connected(abused) as connection:
        push(connection, head("content-length: 2000000") + whole(HELLO) * 10)
        first = answer(connection)
        assert first.status == 413
        connection.settimeout(0.5)
        with pytest.raises(TimeoutError):
            connection.recv(1)


def test_bytes_that_are_no_http_are_refused(abused: Served) -> None:
    with connected(abused) as connection:
        push(connection, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 500)
        assert answer(connection).status == 400
        assert is_closed(connection)
