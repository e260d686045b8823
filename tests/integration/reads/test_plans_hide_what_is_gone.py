"""No plan shows what has retired: its text says so beside every table, and the rows may as well not be there."""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from dataclasses import replace
from itertools import product
from sys import _getframe

import pytest

from ahti.embedded import EmbeddedPostgres
from schema.reads.declare import Relation
from schema.reads.emitter import pages, rows
from schema.reads.emitter.templates import guards
from tests.integration.reads.emitted import NOT_PLANNED, Emitted, emit, every_kind_of_plan, every_plan
from tests.integration.reads.operations import operations
from tests.integration.reads.references import references
from tests.integration.reads.retiring import HALVES, Ground

# Links, what takes a place, rounds and their draws: their rows never retire.
GROUND = "ground_of_tests"
SHOWN = {"image_attachments", "opening_hours", "provider_policies", "seasons", "storage_terms"}
NEVER_RETIRE = SHOWN | {
    "pier_boat_types",
    "ferry_route_stops",
    "occupancies",
    "rounds",
    "round_rules",
    "draws",
    "draw_results",
    "draw_cutoffs",
    "freezes",
    "queue_lengths",
    "round_odds",
    "price_lists",
    "berth_prices",
    "area_prices",
    "service_prices",
    "subsidies",
}
GUARD = re.compile(r"\b(\w+)\.retired_at IS NULL")


@pytest.fixture
async def ground(server: EmbeddedPostgres, ground_url: str) -> AsyncIterator[Ground]:
    """The ground, as somebody who may take rows away."""
    async with Ground.open(server.url(role="postgres", database=GROUND)) as one:
        yield one


def bare(one: Emitted) -> list[str]:
    """The references to tables in a plan beside which no guard stands."""
    found = (each for each in references(one.plan.sql) if each.table not in NEVER_RETIRE and not each.is_guarded)
    return [f"{one.id}: {each.table} {each.name}" for each in found]


async def leaks(ground: Ground, plans: Sequence[Emitted]) -> AsyncGenerator[str, None]:
    """The plans that answer otherwise when the rows that have retired are taken away, table by table."""
    for table, half in product(await ground.retiring(), HALVES):
        of_table = [one for one in plans if table in one.plan.tables]
        async with ground.without(table, half) as retired:
            hidden = await ground.told(of_table)
            await retired.remove()
            for one, before, after in zip(of_table, hidden, await ground.told(of_table), strict=True):
                if before != after:
                    yield f"{one.id} shows what has retired of {table}"


async def test_what_never_retires_is_known_by_name(ground: Ground) -> None:
    named = {each.table for one in every_plan() for each in references(one.plan.sql)}
    assert named - set(await ground.retiring()) == NEVER_RETIRE
    assert named == {table for one in every_plan() for table in one.plan.tables}


def test_every_reference_of_every_plan_stands_beside_its_guard() -> None:
    assert [said for one in every_plan() for said in bare(one)] == []


def test_every_place_of_a_plan_where_a_table_may_stand_is_looked_at() -> None:
    """Each guard that stands in a plan belongs to a reference that is found."""
    for one in every_plan():
        guarded = {each.name for each in references(one.plan.sql) if each.is_guarded}
        assert set(GUARD.findall(one.plan.sql)) == guarded, one.id


async def test_what_has_retired_may_as_well_not_be_there(ground: Ground) -> None:
    assert [said async for said in leaks(ground, every_kind_of_plan())] == []


async def test_what_retires_was_there_before(ground: Ground) -> None:
    """The proof would prove nothing if no answer depended on the rows."""
    plans = every_kind_of_plan()
    before = await ground.told(plans)
    for table, half in product(await ground.retiring(), HALVES):
        async with ground.without(table, half):
            after = await ground.told(plans)
        # Reasons for switching stand at a root of their own, and nothing leads to them.
        most = 0 if table == "switch_reasons" else 5
        assert sum(one != other for one, other in zip(before, after, strict=True)) > most, table


# Where the emitter puts a guard: the module, and the function that writes the reference.
WRITTEN = {
    "a row that another leads to": (rows, "_way"),
    "a row by its id": (rows, "_found"),
    "rows of many ids": (rows, "_of_type"),
    "a total": (pages, "_total"),
    "a page": (pages, "_rows"),
}
# The names of rows in templates of declarations that have guards of their own.
IN_TEMPLATES = ("beside", "berth", "counted", "suited", "called", "cut")


def of_the_corpus() -> list[Emitted]:
    return [emit(one.document, one.variables, id=one.id) for one in operations() if one.name not in NOT_PLANNED]


def forget(monkeypatch: pytest.MonkeyPatch, module: object, function: str) -> None:
    """From here on the emitter forgets the guards of the references that a function writes."""

    def forgetful(relation: Relation, row: str) -> list[str]:
        caller = _getframe(1)
        written_by = {frame.f_code.co_name for frame in (caller, caller.f_back) if frame}
        return [one for one in guards(relation, row) if function not in written_by or "retired_at" not in one]

    monkeypatch.setattr(module, "guards", forgetful)


async def is_caught(ground: Ground, plans: Sequence[Emitted]) -> tuple[bool, bool]:
    """Whether every plan is caught by its text, and some by what it answers."""
    shown = leaks(ground, plans)
    try:
        return all(map(bare, plans)), await anext(shown, None) is not None
    finally:
        await shown.aclose()


@pytest.mark.parametrize("place", WRITTEN)
async def test_an_emitter_that_forgets_one_kind_of_guard_is_caught(
    ground: Ground, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    right = of_the_corpus()
    forget(monkeypatch, *WRITTEN[place])
    wrong = [one for one, other in zip(of_the_corpus(), right, strict=True) if one.plan.sql != other.plan.sql]
    assert wrong != []
    assert await is_caught(ground, wrong) == (True, True)


@pytest.mark.parametrize("name", IN_TEMPLATES)
async def test_a_template_that_forgets_its_guard_is_caught(ground: Ground, name: str) -> None:
    guard = re.compile(rf"\b{name}\.retired_at IS NULL")
    plans = [one for one in every_plan() if guard.search(one.plan.sql)]
    wrong = [replace(one, plan=replace(one.plan, sql=guard.sub("TRUE", one.plan.sql))) for one in plans]
    assert wrong != []
    assert await is_caught(ground, wrong) == (True, True)


def test_templates_with_guards_are_all_known() -> None:
    named = {name for one in every_plan() for name in GUARD.findall(one.plan.sql) if not re.fullmatch(r"r\d+", name)}
    assert named == set(IN_TEMPLATES)


def test_a_guard_that_is_lacking_anywhere_is_missed() -> None:
    """One by one, each guard of each plan of the corpus."""
    for one in of_the_corpus():
        for guard in GUARD.finditer(one.plan.sql):
            sql = f"{one.plan.sql[: guard.start()]}TRUE{one.plan.sql[guard.end() :]}"
            assert bare(replace(one, plan=replace(one.plan, sql=sql))) != [], (one.id, guard)
