"""Thousands of documents, shapes, hashes and answers that are never the same leave the process as it was."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from itertools import islice, product

import httpx
import orjson
import pytest

from tests.integration.abuse.large_town import BERTHS, HARBORS, PIERS
from tests.integration.abuse.served import Served, resident

pytestmark = pytest.mark.usefixtures("linux")

MEGABYTE = 1_000_000
# Documents, plans, answers and refusals are kept up to a bound each, and what was kept goes when Python looks for it.
MOST_GROWN = 400 * MEGABYTE
# What PostgreSQL keeps for a connection: statements that are prepared, and their plans.
LARGEST_BACKEND = 250 * MEGABYTE
FIELDS = ("id", "number", "widthMm", "lengthMm", "depthMm", "mooring", "isActive", "geometry", "centroid", "modifiedAt")
Q1 = "query Q1 { harbors(first: 1000) { nodes { id names { fi sv en } centroid placeCount activePlaceCount } } }"


def documents() -> Iterator[str]:
    """Berths with ever other fields, in ever other words."""
    for number, chosen in enumerate(product((False, True), repeat=len(FIELDS))):
        fields = " ".join(name for name, wanted in zip(FIELDS, chosen, strict=True) if wanted)
        page = f"filter: {{minWidthMm: {number}}}, orderBy: [{'WIDTH_ASC' if number % 2 else 'NUMBER_DESC'}]"
        yield f"query N{number} {{ berths(first: {1 + number % 3}, {page}) {{ totalCount nodes {{ id {fields} }} }} }}"


def shapes() -> Iterator[dict[str, object]]:
    """One document, and ever other shapes of it by its variables."""
    document = "query (" + " ".join(f"$v{n}: Boolean!" for n in range(len(FIELDS))) + ") { berths(first: 1) { nodes { "
    document += " ".join(f"{name} @include(if: $v{n})" for n, name in enumerate(FIELDS)) + " __typename } } }"
    for chosen in product((False, True), repeat=len(FIELDS)):
        yield {"query": document, "variables": {f"v{n}": wanted for n, wanted in enumerate(chosen)}}


def hashed() -> Iterator[dict[str, object]]:
    """Documents that are to be kept by their hash, each as long as may be."""
    for number in range(300):
        document = f"{{ __typename }} #{number} " + "x" * 100_000
        digest = sha256(document.encode()).hexdigest()
        yield {"query": document, "extensions": {"persistedQuery": {"version": 1, "sha256Hash": digest}}}


def refused() -> Iterator[dict[str, object]]:
    """Documents that are wrong in ever other ways."""
    for number in range(1_000):
        yield {"query": "{ " + " ".join(f"wrong{number}x{n}" for n in range(50)) + " }"}


def large() -> Iterator[dict[str, object]]:
    """Answers of some megabytes, of which none is like the other."""
    for number in range(60):
        berths = "berths(first: 5000) { nodes { id number widthMm lengthMm geometry } }"
        yield {"query": f"{{ a{number}: harbors(first: 1000) {{ nodes {{ id {berths} }} }} }}"}


def long_statements() -> Iterator[dict[str, object]]:
    """Documents that cost little, and whose statements are a hundred thousand characters long."""
    road = "pier { identifier harbor { name names { fi sv en } provider { name } } }"
    for number in range(60):
        again = " ".join(f"b{number}a{n}: berths(first: 1) {{ nodes {{ {road} }} }}" for n in range(80))
        yield {"query": f"{{ {again} }}"}


def flood(served: Served, bodies: Iterator[dict[str, object]]) -> set[int]:
    """Ask all of it, several at once; the statuses of the answers."""
    with httpx.Client(timeout=60) as client, ThreadPoolExecutor(6) as askers:

        def ask(body: dict[str, object]) -> int:
            headers = {"content-type": "application/json", "accept": "application/graphql-response+json"}
            return client.post(f"{served.address}graphql", content=orjson.dumps(body), headers=headers).status_code

        return set(askers.map(ask, bodies))


def test_floods_of_what_is_never_the_same_leave_memory_and_connections_bounded(abused: Served) -> None:
    flood(abused, ({"query": document} for document in islice(documents(), 50)))
    before = abused.resident()
    assert flood(abused, ({"query": document} for document in documents())) == {200}
    assert flood(abused, shapes()) == {200}
    assert flood(abused, hashed()) == {200}
    assert flood(abused, refused()) == {400}
    assert flood(abused, large()) == {200}
    assert flood(abused, long_statements()) == {200}
    backends = asyncio.run(abused.backends())
    assert abused.resident() - before < MOST_GROWN
    assert max(map(resident, backends)) < LARGEST_BACKEND
    assert len(backends) <= 30


def test_process_is_unharmed_by_all_that_was_done_to_it(abused: Served) -> None:
    nodes = abused.ask(Q1)["data"]["harbors"]["nodes"]
    assert {(one["placeCount"], one["activePlaceCount"]) for one in nodes} == {(PIERS * BERTHS, PIERS * BERTHS)}
    assert [one[-700:] for one in abused.faults()] == []
    assert (len(nodes), abused.lives) == (HARBORS, True)
