"""The peers of other libraries spell ids as Ahti does, read in batches, and are asked for the same."""

import asyncio
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from benchmarks.reads.documents import TITLES
from benchmarks.reads.peers.postgraphile_words import normalise, translate
from benchmarks.reads.peers.shared_catalogue import Catalogue, Row, Wanted
from benchmarks.reads.peers.shared_ids import START, decode_cursor, decode_id, encode_cursor, encode_id
from schema import ids

HARBOR, OTHER = UUID(int=1), UUID(int=2)


class Pool:
    """Three rows for each parent that is asked for, as far as they are wanted; it remembers the questions."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    async def fetch(self, _statement: str, *arguments: Any) -> Sequence[Row]:
        self.asked.append(arguments)
        wanted, _, _, parents = arguments
        numbered = [
            {"parent": parent, "id": UUID(int=number), "sort": str(number)} for number in range(3) for parent in parents
        ]
        return numbered[: wanted * len(parents)]


def test_an_id_is_spelled_as_ahti_spells_it() -> None:
    assert encode_id("Harbor", HARBOR) == ids.encode("Harbor", HARBOR)
    assert decode_id("Harbor", ids.encode("Harbor", HARBOR)) == HARBOR


def test_the_id_of_another_type_is_refused() -> None:
    with pytest.raises(ValueError, match="not the id of a Berth"):
        decode_id("Berth", ids.encode("Harbor", HARBOR))


@pytest.mark.parametrize("sort", ["a", ""])
def test_a_cursor_leads_to_the_row_that_it_was_made_of(sort: str) -> None:
    assert decode_cursor(encode_cursor(sort, HARBOR)) == (sort, HARBOR)


def test_a_cursor_in_the_order_of_ids_has_nothing_else_to_sort_by() -> None:
    assert decode_cursor(encode_cursor(None, HARBOR)) == ("", HARBOR)
    assert decode_cursor(None) == START


def test_the_lists_of_all_parents_are_read_at_once_and_given_back_in_order() -> None:
    pool, wanted = Pool(), Wanted.of(2, None)
    first, second = asyncio.run(Catalogue(pool).piers_of_harbors([(OTHER, wanted), (HARBOR, wanted)]))
    assert pool.asked == [(3, *START, [OTHER, HARBOR])]
    assert {row["parent"] for row in first.rows} == {OTHER}
    assert [row["sort"] for row in second.rows] == ["0", "1"]
    assert first.more and second.more


def test_pages_of_different_sizes_are_different_questions() -> None:
    pool = Pool()
    short, long = asyncio.run(
        Catalogue(pool).berths_of_piers([(HARBOR, Wanted.of(1, None)), (HARBOR, Wanted.of(3, None))])
    )
    assert sorted(asked[0] for asked in pool.asked) == [2, 4]
    assert (len(short.rows), short.more, len(long.rows), long.more) == (1, True, 3, False)


@pytest.mark.parametrize("operation", TITLES)
def test_postgraphile_is_sent_one_operation_at_a_time(operation: str) -> None:
    query, variables = translate(operation, {"w": 1})
    assert query.split()[1].partition("(")[0] == operation
    assert query.count("query ") == 1
    assert variables == {"w": 1}


def test_a_geometry_of_postgraphile_becomes_an_object_and_its_names_the_first_of_them() -> None:
    pier = {"id": "x", "geometry": '{"type":"Point","coordinates":[1,2]}'}
    found = {"harbor": {"id": "y", "fi": None, "sv": "Hamn", "en": "Port", "piers": {"nodes": [pier]}}}
    geometry = {"type": "Point", "coordinates": [1, 2]}
    ours = {"harbor": {"id": "y", "name": "Port", "piers": {"nodes": [{"id": "x", "geometry": geometry}]}}}
    assert normalise("Q2", found) == ours


def test_all_names_of_postgraphile_stay_where_all_are_asked_for() -> None:
    found = {"harbors": {"nodes": [{"fi": "Satama", "sv": None, "en": None, "placeCount": 0}]}}
    names = {"fi": "Satama", "sv": None, "en": None}
    assert normalise("Q1", found) == {"harbors": {"nodes": [{"names": names, "placeCount": 0}]}}


def test_what_postgraphile_does_not_find_stays_null() -> None:
    assert normalise("Q4", {"berth": None}) == {"berth": None}
