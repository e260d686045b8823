"""A plan is one statement that the reading role may run, and no value of a request stands in its text."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from graphql import GraphQLEnumType, GraphQLList, get_named_type, get_nullable_type
from graphql.language.print_string import print_string
from hypothesis import given, settings
from hypothesis import strategies as st

from ahti.embedded import EmbeddedPostgres
from schema import ids
from tests.integration.reads.emitted import emit, every_plan
from tests.integration.reads.samples import OF_TYPE
from tests.integration.reads.shapes import shapes

# Whatever a request says has these digits in it.
MARK = "918"
UUID_OF_MARK = "91891891-8918-4918-9189-189189189189"
POINT = f"longitude: 24.{MARK}, latitude: 60.{MARK}"
SPELLED = {
    "bbox": f"[24.{MARK}, 60.{MARK}, 25.{MARK}, 61.{MARK}]",
    "near": f"{{ {POINT}, withinM: {MARK}.5 }}",
    "from": f"{{ {POINT} }}",
    "period": f'{{ start: "2027-01-01T00:00:00.{MARK}Z", end: "2028-01-01T00:00:00.{MARK}Z" }}',
    "boat": f"{{ beamMm: {MARK}1, lengthMm: {MARK}2, draughtMm: {MARK}3, massKg: {MARK}4 }}",
}
SPELLED |= {"freeIn": SPELLED["period"], "fits": SPELLED["boat"]}
OF_SCALARS = {
    "Int": f"{MARK}",
    "Float": f"{MARK}.25",
    "String": f'"{MARK}"',
    "Boolean": "true",
    "Date": f'"1{MARK}-01-01"',
}
HOSTILE = (
    "'; DROP TABLE places; --",
    "''",
    "\\'",
    "E'\\\\' || $1",
    "$1::text",
    "%s %(a)s {0} {row} {now}",
    "$$ $a$",
    '"quoted" `back` \\ /* -- */',
    "\u2019\uff07\u02bc\u0000fi\ufb01\U0001f6a4\u202e".replace("\u0000", ""),
    "\r\n\t",
)
texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60))
numbers = st.integers(0, 2**31 - 1)
floats = st.floats(0, 100_000, allow_nan=False)
ROWS = "{ totalCount nodes { number } edges { cursor } }"
NEAR = "near: { longitude: 25, latitude: 60, withinM: %(metres)s }"
FILTER = f"{{ text: %(text)s, minWidthMm: %(number)s, {NEAR} }}"
ASKED = f"""{{
    berths(first: %(size)s, filter: {FILTER}, orderBy: [DISTANCE]) {ROWS}
    rounds(filter: {{ codes: [%(text)s] }}) {{ totalCount }}
    harbors {{ nodes {{ geometry(simplifyM: %(metres)s) }} }}
}}"""
DECLARED = "query($text: String!, $number: Int!, $metres: Float!, $size: Int!)"
BY_VARIABLES = DECLARED + ASKED % {name: f"${name}" for name in ("text", "number", "metres", "size")}
unhurried = settings(max_examples=60, deadline=None)


def marked(name: str, type_: Any) -> str:
    """A literal with the mark in it; the values of enums are names, and stand for what is written by us."""
    named = get_named_type(type_)
    if isinstance(named, GraphQLEnumType):
        value = min(named.values)
        return f"[{value}]" if isinstance(get_nullable_type(type_), GraphQLList) else value
    if named.name == "ID":
        return f'["{ids.encode(OF_TYPE[name], UUID(UUID_OF_MARK))}"]'
    return SPELLED.get(name) or OF_SCALARS[named.name]


@pytest.fixture
async def session(server: EmbeddedPostgres, ground_url: str) -> AsyncIterator[Any]:
    """A session of the role that may only read what is public."""
    connection = await asyncpg.connect(ground_url, server_settings={"role": "ahti_read"}, statement_cache_size=0)
    yield connection
    await connection.close()


def sql_of(document: str, **variables: object) -> str:
    return emit(document, variables).plan.sql


async def test_the_reading_role_may_run_every_plan_with_the_parameters_that_it_takes(session: Any) -> None:
    wrong = {}
    for one in every_plan():
        try:
            statement = await session.prepare(one.plan.sql)
        except asyncpg.PostgresError as refusal:
            wrong[one.id] = str(refusal)
            continue
        if len(statement.get_parameters()) != len(one.parameters):
            wrong[one.id] = f"{len(statement.get_parameters())} parameters, {len(one.parameters)} values"
    assert wrong == {}


async def test_every_plan_gives_one_text(session: Any) -> None:
    for one in every_plan()[:50]:
        (attribute,) = (await session.prepare(one.plan.sql)).get_attributes()
        assert attribute.type.name == "text", one.id


def test_no_literal_of_a_request_stands_in_its_plan() -> None:
    """Where the request says anything at all, it is among the parameters instead."""
    for one in shapes(marked, size=MARK):
        emitted = emit(one.document, one.variables)
        assert MARK not in emitted.plan.sql, one.id
        assert (MARK in str(emitted.parameters)) == (MARK in one.document), one.id


@unhurried
@given(text=texts, number=numbers, metres=floats, size=st.integers(0, 1000))
def test_literals_and_variables_change_nothing_but_parameters(text: str, number: int, metres: float, size: int) -> None:
    literals = {"text": print_string(text), "number": number, "metres": metres, "size": size}
    plain = {"text": '"a"', "number": 1, "metres": 1.5, "size": 1}
    assert sql_of(ASKED % literals) == sql_of(ASKED % plain)
    given_ = {"text": text, "number": number, "metres": metres, "size": size}
    assert sql_of(BY_VARIABLES, **given_) == sql_of(ASKED % plain)
    assert emit(BY_VARIABLES, given_).parameters == emit(ASKED % literals).parameters


@pytest.mark.parametrize("text", HOSTILE)
async def test_a_hostile_text_is_looked_for_as_it_is(session: Any, text: str) -> None:
    """The database finds it where it is: the parameter arrives whole."""
    plan = emit("query($t: String!) { rounds(filter: { codes: [$t] }) { totalCount } }", {"t": text})
    assert await session.fetchval(plan.plan.sql, *plan.parameters) == '{"data":{"rounds":{"totalCount":0}}}'
    assert plan.parameters == ((text,),)
