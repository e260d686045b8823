"""What an answer is kept under tells every two questions and states apart, and names them outside."""

from collections.abc import Hashable
from dataclasses import fields
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.reads.planning.costs import Cost
from schema.reads.running.plans import Plan
from schema.reads.running.results import Key, Results, name_of
from schema.requests import RequestFacts, Uncounted

NOTHING = Cost(0, (), ())
VALUES: st.SearchStrategy[Hashable] = st.one_of(
    st.text(), st.integers(), st.uuids(), st.dates(), st.datetimes(timezones=st.just(UTC)), st.none()
)
PARAMETERS = st.lists(st.one_of(VALUES, st.lists(VALUES).map(tuple))).map(tuple)
VERSIONS = st.lists(st.text(), max_size=3).map(tuple)


def plan(sql: str = "SELECT $1", *tables: str, timed: bool = False) -> Plan:
    return Plan(sql, (), NOTHING, frozenset(tables), timed=timed)


def key(asked: Plan, parameters: tuple[object, ...] = (), versions: tuple[str, ...] | None = ("v1",)) -> Key | None:
    kept = Results(versions=lambda _tables: versions, seconds=lambda: 0.0, meter=Uncounted())
    return kept.key(asked, parameters)


def name(asked: Plan, parameters: tuple[object, ...] = (), versions: tuple[str, ...] = ("v1",)) -> str:
    found = key(asked, parameters, versions)
    assert found is not None
    return name_of(found)


def test_an_answer_that_depends_on_the_time_is_never_kept() -> None:
    assert key(plan(timed=True)) is None


def test_nothing_is_kept_while_the_state_is_not_known() -> None:
    assert key(plan(), versions=None) is None


def test_versions_are_those_of_the_tables_that_are_read() -> None:
    kept = Results(versions=lambda tables: tuple(sorted(tables)), seconds=lambda: 0.0, meter=Uncounted())
    found = kept.key(plan("SELECT 1", "piers", "harbors"), ())
    assert found is not None
    assert found[2] == ("harbors", "piers")


@given(st.text(), st.text(), PARAMETERS, PARAMETERS, VERSIONS, VERSIONS)
def test_two_keys_have_one_name_when_they_are_the_same(
    sql: str,
    other_sql: str,
    parameters: tuple[object, ...],
    others: tuple[object, ...],
    versions: tuple[str, ...],
    later: tuple[str, ...],
) -> None:
    of_one, of_other = key(plan(sql), parameters, versions), key(plan(other_sql), others, later)
    assert of_one is not None
    assert of_other is not None
    assert (of_one == of_other) == (name_of(of_one) == name_of(of_other))
    assert of_one == key(plan(sql), parameters, versions)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("1",), (1,)),
        (("a", "b"), ("a\nb",)),
        (("a", "b"), (("a", "b"),)),
        ((("a",), ("b",)), (("a", "b"), ())),
        ((UUID(int=1),), (str(UUID(int=1)),)),
        ((date(2027, 6, 10),), (datetime(2027, 6, 10, tzinfo=UTC),)),
        ((None,), ("None",)),
        ((), ((),)),
    ],
)
def test_parameters_that_look_alike_are_told_apart(one: tuple[object, ...], other: tuple[object, ...]) -> None:
    assert key(plan(), one) != key(plan(), other)
    assert name(plan(), one) != name(plan(), other)


def test_names_fit_into_a_header() -> None:
    assert name(plan("SELECT 'ä\"'"), ("ö",)).isalnum()


def test_a_key_holds_no_statement_which_may_be_long() -> None:
    long = "SELECT " + "'x', " * 50_000
    found = key(plan(long))
    assert found is not None
    assert len(repr(found)) < 1_000


def test_who_asks_is_known_by_language_which_is_in_the_statement_and_as_a_principal_for_whom_nothing_is_kept() -> None:
    """What is kept is given to everybody. Whoever is told apart here has to be told apart in the key too."""
    assert {field.name for field in fields(RequestFacts)} == {"request_id", "language", "principal"}
