"""Holds the draw to the oracles and to its promises, through the interchange format alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given

from tests.property.draws.campaign import EQUALITY, tried_on
from tests.property.draws.certificates import (
    has_certificates_of_the_whole_closed_set,
    has_certificates_that_count,
    holders_came_before,
)
from tests.property.draws.holding import Check, hold
from tests.property.draws.instances import CROWDED, LARGE, ROOMY, SMALL, TINY, exchanges, instances
from tests.property.draws.ours import ours
from tests.property.draws.promises import (
    agrees_with_enumeration,
    agrees_with_moving,
    agrees_with_the_oracle,
    decided,
    has_no_justified_envy,
    is_feasible,
    is_free_of_the_order_of_input,
    is_individually_rational,
    is_not_wasteful,
    is_pareto_efficient,
    keeps_renewals,
    leaves_nothing_to_complain_of,
    moves_as_published,
    shuffled,
)
from tests.property.draws.reading import Json
from tests.property.draws.trading import draw_by_trading
from tests.property.draws.truthfulness import is_truthful

ANY = instances(SMALL) | instances(ROOMY) | instances(LARGE) | instances(TINY)
ANY_EXCHANGES = exchanges(SMALL) | exchanges(ROOMY) | exchanges(LARGE) | exchanges(TINY)


@tried_on(EQUALITY // 2)
@given(ANY)
def test_draw_gives_exactly_what_the_definition_says_where_nobody_is_a_tenant(instance: Json) -> None:
    hold(ours, agrees_with_enumeration, instance)


@tried_on(EQUALITY)
@given(ANY_EXCHANGES | ANY)
def test_draw_gives_exactly_what_the_oracle_gives(instance: Json) -> None:
    hold(ours, agrees_with_the_oracle, instance)


@tried_on(40)
@given(instances(CROWDED))
def test_draw_gives_exactly_what_moving_gives_in_a_crowd(instance: Json) -> None:
    hold(ours, agrees_with_moving, instance)


CHECKS: list[Check] = [
    moves_as_published,
    is_feasible,
    keeps_renewals,
    is_individually_rational,
    is_not_wasteful,
    leaves_nothing_to_complain_of,
    is_free_of_the_order_of_input,
    has_certificates_that_count,
    has_certificates_of_the_whole_closed_set,
    holders_came_before,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_draw_keeps_its_promises(check: Check) -> None:
    @tried_on(200)
    @given(ANY | ANY_EXCHANGES)
    def try_it(instance: Json) -> None:
        hold(ours, check, instance)

    try_it()


@tried_on(40)
@given(exchanges(CROWDED))
def test_draw_leaves_nothing_to_complain_of_in_a_crowd(instance: Json) -> None:
    for check in (leaves_nothing_to_complain_of, is_feasible, is_individually_rational, has_certificates_that_count):
        hold(ours, check, instance)


@tried_on(200)
@given(instances(TINY) | exchanges(TINY))
def test_no_other_assignment_is_better_for_somebody_and_worse_for_nobody(instance: Json) -> None:
    hold(ours, is_pareto_efficient, instance)


@tried_on(200)
@given(instances(TINY) | exchanges(TINY))
def test_nobody_could_have_more_at_the_sole_expense_of_later_people_without_a_place(instance: Json) -> None:
    hold(ours, has_no_justified_envy, instance)


@tried_on(30)
@given(instances(TINY) | exchanges(TINY) | exchanges(ROOMY))
def test_no_other_list_gets_anybody_a_better_choice(instance: Json) -> None:
    hold(ours, is_truthful, instance)


@tried_on(200)
@given(instances(SMALL))
def test_draw_ignores_the_current_place_of_new_applicants(instance: Json) -> None:
    current = [place["id"] for place in instance["berths"][:1]] + ["nowhere", None]
    people = [{**who, "current": current[turn % len(current)]} for turn, who in enumerate(instance["applicants"])]
    assert ours({**instance, "applicants": people}) == ours(instance)


def test_the_command_line_answers_each_line_as_the_oracle_does_in_any_order_of_input(tmp_path: Path) -> None:
    asked = some_exchanges(50)
    (tmp_path / "asked.jsonl").write_text(lines([*asked, *(shuffled(instance, salt=1) for instance in asked)]))
    command = [sys.executable, "-m", "ahti", "draw", "asked.jsonl", "answered.jsonl"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")
    answered = (tmp_path / "answered.jsonl").read_bytes().splitlines()
    assert answered[50:] == answered[:50]
    assert [decided(json.loads(line)) for line in answered[:50]] == [decided(draw_by_trading(one)) for one in asked]


def some_exchanges(count: int) -> list[Json]:
    found: list[Json] = []

    @given(exchanges(SMALL))
    def keep(instance: Json) -> None:
        found.append(instance)

    tried_on(2 * count)(keep)()
    return found[-count:]


def lines(instances: list[Json]) -> str:
    return "".join(json.dumps(instance) + "\n" for instance in instances)
