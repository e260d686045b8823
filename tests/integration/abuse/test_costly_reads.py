"""What looks cheap and is dear is refused with the figure, or answered soon; and meanwhile nobody else waits."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import cycle
from threading import Event, Thread
from time import monotonic

import pytest

from benchmarks.reads.documents import TITLES, OwnWords
from tests.integration.abuse.costly import COSTLY
from tests.integration.abuse.served import Served

Q4 = "query Q4($id: ID!) { berth(id: $id) { id number widthMm lengthMm isActive } }"
# In seconds, on a machine that does other things besides.
SOON = 5.0
OTHERS_WAIT = 3.0
# The database gives up after ten seconds.
THE_WALL = 15.0


@pytest.fixture(scope="module")
def berths(abused: Served) -> list[str]:
    """A thousand berths, so that nobody is told what is known already."""
    return [one["id"] for one in abused.ask("{ berths(first: 1000) { nodes { id } } }")["data"]["berths"]["nodes"]]


@contextmanager
def others_asking(served: Served, berths: list[str]) -> Iterator[list[float]]:
    """Meanwhile somebody asks for a berth again and again; how long each answer took, in seconds."""
    stop, waits = Event(), list[float]()

    def ask() -> None:
        for berth in cycle(berths):
            began = monotonic()
            answered = served.ask(Q4, {"id": berth})
            waits.append(monotonic() - began if "errors" not in answered else THE_WALL)
            if stop.wait(0.02):
                return

    thread = Thread(target=ask)
    thread.start()
    try:
        yield waits
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize("name", COSTLY)
def test_what_is_dear_is_refused_or_answered_soon(abused: Served, berths: list[str], name: str) -> None:
    with others_asking(abused, berths) as waits:
        began = monotonic()
        answer = abused.ask(COSTLY[name])
        took = monotonic() - began
    if "errors" in answer:
        [error] = answer["errors"]
        assert (error["extensions"]["code"], error["extensions"]["limit"]) == ("LIMIT_EXCEEDED", 500_000)
        assert error["extensions"]["actual"] > 500_000
    assert (took < SOON, max(waits) < OTHERS_WAIT) == (True, True), (took, max(waits))


def test_five_documents_of_the_contract_are_admitted(abused: Served, berths: list[str]) -> None:
    harbor = abused.ask("{ harbors(first: 1) { nodes { id } } }")["data"]["harbors"]["nodes"][0]["id"]
    given = {"Q2": {"id": harbor}, "Q3": {"w": 2_500, "l": 6_000}, "Q4": {"id": berths[0]}}
    asked = {name: OwnWords().translate(name, given.get(name, {})) for name in TITLES}
    answers = {name: abused.ask(*words, extensions={"cost": True}) for name, words in asked.items()}
    assert {name for name, one in answers.items() if "errors" in one} == set()
    assert max(one["extensions"]["cost"]["requested"] for one in answers.values()) < 250_000


def test_all_that_is_dear_at_once_ends_at_the_wall_and_leaves_others_answered(
    abused: Served, berths: list[str]
) -> None:
    with ThreadPoolExecutor(len(COSTLY)) as askers, others_asking(abused, berths) as waits:
        began = monotonic()
        answers = list(askers.map(abused.ask, COSTLY.values()))
        took = monotonic() - began
    told = [error["extensions"] for one in answers for error in one.get("errors", [])]
    assert {(one["code"], one["limit"]) for one in told} <= {("LIMIT_EXCEEDED", 500_000), ("LIMIT_EXCEEDED", 10_000)}
    assert (took < THE_WALL, max(waits) < OTHERS_WAIT) == (True, True), (took, max(waits))


def test_more_at_once_than_can_be_read_is_answered_or_told_to_come_back(abused: Served) -> None:
    # None of them was asked before, so that none of the answers is there.
    anew = [one.replace("1000", str(901 + n)) for n, one in enumerate([*COSTLY.values()] * 3)]
    with ThreadPoolExecutor(len(anew)) as askers:
        answers = list(askers.map(lambda document: abused.post({"query": document}), anew))
    told = {one.status_code: one.json() for one in answers}
    assert told.keys() <= {200, 400, 503}
    assert {error["extensions"]["code"] for one in told.values() for error in one.get("errors", [])} <= {
        "LIMIT_EXCEEDED"
    }
    assert "errors" not in abused.ask("{ berths(first: 7) { nodes { id } } }")
