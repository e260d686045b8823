"""Plans, and what it takes to find them, have bounds whatever a client asks."""

from base64 import urlsafe_b64decode
from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import pytest

from harbors.text import Language
from schema import ids
from schema.prepared import prepare
from schema.reads.planning.shapes import Given
from schema.reads.running.compiler import Compiler
from schema.requests import Uncounted
from schema.root import build

SCHEMA = build()
NOON = datetime(2027, 2, 14, 12, tzinfo=UTC)
NAMES = UUID("5f1e6f3c-2b0f-4a53-9b39-0d6d4c1d2a11")


class Lookups(Uncounted):
    """Counts how often a plan was there, and how often it was not."""

    def __init__(self) -> None:
        self.found: Counter[bool] = Counter()

    def looked_up(self, cache: str, *, hit: bool) -> None:
        self.found[hit] += 1


def given(**variables: Any) -> Given:
    return Given(variables, Language.FI, NOON)


def keys(number: int, *, of: str) -> list[str]:
    return [ids.encode(of, uuid5(NAMES, f"{of} {one}")) for one in range(number)]


def test_ids_that_stand_in_many_lists_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def decode(text: str) -> bytes:
        read.append(text)
        return urlsafe_b64decode(text)

    monkeypatch.setattr(ids, "urlsafe_b64decode", decode)
    lists = " ".join(f"a{n}: berths(filter: {{ providerIds: $ids }}) {{ totalCount }}" for n in range(20))
    lookups = " ".join(f"b{n}: nodes(ids: $ids) {{ id }}" for n in range(20))
    operation = prepare(SCHEMA, f"query($ids: [ID!]!) {{ {lists} {lookups} }}").operation(None)
    compiler, asked = Compiler(SCHEMA, Uncounted()), keys(50, of="Provider")
    for _ in range(3):
        compiler.outcome(operation, given(ids=asked))
    assert len(read) == 50


@pytest.mark.parametrize(("room", "kept"), [(1_000_000, True), (60_000, False)])
def test_plans_make_room_for_others_by_what_they_weigh(room: int, kept: bool) -> None:
    lookups = Lookups()
    compiler = Compiler(SCHEMA, lookups, room=room)
    documents = [prepare(SCHEMA, f"{{ a{n}: harbors {{ nodes {{ id name }} }} }}") for n in range(10)]
    for document in (*documents, documents[0]):
        compiler.outcome(document.operation(None), given())
    assert lookups.found == {False: 10, True: 1} if kept else {False: 11}


def test_an_operation_of_too_heavy_plans_is_planned_each_time() -> None:
    fields = " ".join(f"f{n}: berths @include(if: $v{n}) {{ nodes {{ id number geometry }} }}" for n in range(6))
    variables = ", ".join(f"$v{n}: Boolean!" for n in range(6))
    operation = prepare(SCHEMA, f"query({variables}) {{ {fields} }}").operation(None)
    shapes = [{f"v{n}": bool(shape >> n & 1) for n in range(6)} for shape in range(1, 64)]
    counted = {room: Lookups() for room in (10_000_000, 200_000)}
    for room, lookups in counted.items():
        compiler = Compiler(SCHEMA, lookups, room=room)
        for variables_given in shapes * 2:
            compiler.outcome(operation, given(**variables_given))
    assert counted[10_000_000].found == {False: 63, True: 63}
    assert counted[200_000].found[False] > 63


@pytest.mark.parametrize("field", ["node(id: $id) { id }", "nodes(ids: [$id]) { id }"])
def test_types_that_are_none_are_of_one_shape(field: str) -> None:
    lookups = Lookups()
    compiler = Compiler(SCHEMA, lookups)
    operation = prepare(SCHEMA, f"query($id: ID!) {{ {field} }}").operation(None)
    for number in range(100):
        compiler.outcome(operation, given(id=keys(1, of=f"Nothing{number}")[0]))
    assert lookups.found == {False: 1, True: 99}
