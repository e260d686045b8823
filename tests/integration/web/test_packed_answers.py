"""An answer that is kept is packed once, for those who can unpack it."""

import gzip
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import brotli
import httpx
import pytest

from schema.requests import Answer
from tests.integration.web.known_answers import LARGE, KeptAnswer, answering

ASKED = {"query": "{ hello }"}
VARY = "Accept, Accept-Encoding, Accept-Language, Authorization"


def get(client: httpx.Client, wish: str | None) -> tuple[str | None, bytes]:
    """The coding and the bytes of the body as they came."""
    return raw(client, "GET", wish)


def raw(client: httpx.Client, method: str, wish: str | None) -> tuple[str | None, bytes]:
    headers = {} if wish is None else {"accept-encoding": wish}
    asked: dict[str, Any] = {"params": ASKED} if method == "GET" else {"json": ASKED}
    with client.stream(method, "/graphql", headers=headers, **asked) as response:
        body = b"".join(response.iter_raw())
    assert response.headers["content-length"] == str(len(body))
    assert response.headers["vary"] == VARY
    return response.headers.get("content-encoding"), body


@pytest.mark.parametrize(
    ("wish", "coding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, gzip;q=0.1", "gzip"),
        ("*", "br"),
        ("br;q=0, *", "gzip"),
        ("GZIP", "gzip"),
        ("identity, gzip;q=0.5", None),
        ("gzip;q=0", None),
        ("*;q=0", None),
        ("zstd, deflate", None),
        ("gzip;q=nonsense", None),
        ("", None),
        (None, None),
    ],
)
def test_coding_is_the_one_liked_best(wish: str | None, coding: str | None) -> None:
    kept = KeptAnswer()
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[coding]
    with answering(Answer(LARGE, kept=kept)) as (client, _):
        chosen, body = get(client, wish)
    assert (chosen, unpack(body)) == (coding, LARGE)
    assert kept.variants == ({coding: body} if coding else {})


def test_what_is_packed_is_not_packed_again() -> None:
    kept = KeptAnswer()
    with answering(Answer(LARGE, kept=kept)) as (client, _):
        answers = {get(client, wish) for wish in ("br", "gzip", "br", "gzip")}
    assert (len(answers), kept.packings) == (2, 2)


def test_what_is_kept_is_sent_as_it_is_kept() -> None:
    with answering(Answer(LARGE, kept=KeptAnswer(variants={"br": b"packed before"}))) as (client, _):
        assert get(client, "br") == ("br", b"packed before")
        assert raw(client, "POST", "br") == ("br", b"packed before")


def test_many_that_want_the_same_at_once_wait_for_one_packing(monkeypatch: pytest.MonkeyPatch) -> None:
    all_have_come = threading.Event()

    def slow(body: bytes) -> bytes:
        assert all_have_come.wait(10)
        return gzip.compress(body)

    monkeypatch.setattr("ahti.web.packing._PACK", {"gzip": slow})
    kept = KeptAnswer()
    with answering(Answer(LARGE, kept=kept)) as (client, executor), ThreadPoolExecutor(6) as threads:
        executor.tell = lambda times: all_have_come.set() if times == 6 else None
        answers = set(threads.map(lambda _: get(client, "gzip"), range(6)))
    assert (len(executor.asked), len(answers), kept.packings) == (6, 1, 1)


def test_answer_to_a_post_is_packed_when_it_is_asked_for_again() -> None:
    with answering(Answer(LARGE, kept=KeptAnswer())) as (client, _):
        codings = [raw(client, "POST", "br")[0] for _ in range(3)]
    assert codings == [None, "br", "br"]


def test_small_answer_is_not_packed() -> None:
    body = b'{"data":"' + b"x" * 1000 + b'"}'
    with answering(Answer(body, kept=KeptAnswer())) as (client, _):
        assert get(client, "br, gzip") == (None, body)


def test_answer_that_is_not_kept_is_not_packed() -> None:
    with answering(Answer(LARGE)) as (client, _):
        response = client.get("/graphql", params=ASKED, headers={"accept-encoding": "br, gzip"})
    assert (response.headers.get("content-encoding"), response.content) == (None, LARGE)
