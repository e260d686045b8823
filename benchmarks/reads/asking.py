"""Knows with which variables each document is asked: they change from request to request, and each has its turn.

Ids and cursors are every contender's own, so they are asked of it; their order is that of the keys inside.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from benchmarks.reads.comparing import key_of
from benchmarks.reads.servers import Server
from benchmarks.reads.wire import post

Variables = Mapping[str, Sequence[dict[str, Any]]]

# Beam and length that a berth must have, from none at all to more than most have.
BOATS = ((0, 0), (2000, 5000), (2500, 6000), (2500, 8000), (3000, 7000), (3500, 10_000), (4000, 9_000), (5000, 12_000))
_PAGES = 4
# Harbors differ in size: no more than the slowest gets through in a round or two, so that all are asked for the same.
_HARBORS = 60
_COMPARED = 60
_HOT = 1_000


def variables_for(server: Server) -> Variables:
    """All variables of every document, in the same order for every contender."""
    harbors = [node["id"] for node in server.ask("Q1", {})["harbors"]["nodes"]]
    everything = server.ask("Q5", {})["harbors"]["nodes"]
    berths = [berth["id"] for harbor in everything for pier in harbor["piers"]["nodes"] for berth in _berths(pier)]
    return {
        "Q1": [{}],
        "Q2": [{"id": id} for id in shuffled(harbors)[:_HARBORS]],
        "Q3": list(_pages(server)),
        "Q4": [{"id": id} for id in shuffled(berths)],
        "Q5": [{}],
    }


def compared(variables: Variables) -> Variables:
    """Those whose answers are compared before anything is timed."""
    return {document: several[:_COMPARED] for document, several in variables.items()}


def hot(variables: Variables) -> Variables:
    """Those that are asked for again and again."""
    return {document: several[:_HOT] for document, several in variables.items()}


def shuffled(ids: Sequence[str]) -> list[str]:
    """The ids in an order that has nothing to do with theirs, and is the same in every run."""
    return sorted(ids, key=lambda id: sha256(key_of(id).bytes).digest())


def scripts(server: Server, variables: Variables) -> Mapping[str, Iterator[bytes]]:
    """The requests for each document, for ever: over and over through its variables."""
    return {
        document: itertools.cycle([post(server.port, server.body(document, one)) for one in several])
        for document, several in variables.items()
    }


def _berths(pier: dict[str, Any]) -> Sequence[dict[str, Any]]:
    berths: Sequence[dict[str, Any]] = pier["berths"]["nodes"]
    return berths


def _pages(server: Server) -> Iterator[dict[str, Any]]:
    """The first pages for each boat, each behind the cursor that the page before gave."""
    for width, length in BOATS:
        after = None
        for _ in range(_PAGES):
            variables = {"after": after, "w": width, "l": length}
            yield variables
            page = server.ask("Q3", variables)["berths"]["pageInfo"]
            after = page["endCursor"]
            if not page["hasNextPage"]:
                break
