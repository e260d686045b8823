"""Holds the draw to the brute-force oracle and to its promises, through the interchange format alone."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given

from harbors.draws.interchange import parse, result
from harbors.draws.rules import draw
from tests.property.draws.campaign import EQUALITY, tried_on
from tests.property.draws.holding import Check, hold
from tests.property.draws.instances import CROWDED, LARGE, ROOMY, SMALL, TINY, instances
from tests.property.draws.promises import (
    agrees_with_moving,
    agrees_with_the_oracle,
    decided,
    decided_by_the_oracle,
    has_certificates_of_the_whole_closed_set,
    has_certificates_that_count,
    has_no_justified_envy,
    is_feasible,
    is_free_of_the_order_of_input,
    is_not_wasteful,
    is_pareto_efficient,
    is_truthful,
    moves_as_published,
    shuffled,
)
from tests.property.draws.reading import Json


def ours(instance: Json) -> Json:
    """The draw of this project, from JSON to JSON."""
    asked = parse(json.dumps(instance).encode())
    answer: Json = json.loads(b"".join(result(asked, draw(asked))))
    return answer


@tried_on(EQUALITY)
@given(instances(SMALL) | instances(ROOMY) | instances(LARGE) | instances(TINY))
def test_draw_gives_exactly_what_the_oracle_gives(instance: Json) -> None:
    hold(ours, agrees_with_the_oracle, instance)


@tried_on(40)
@given(instances(CROWDED))
def test_draw_gives_exactly_what_moving_gives_in_a_crowd(instance: Json) -> None:
    hold(ours, agrees_with_moving, instance)


CHECKS: list[Check] = [
    moves_as_published,
    is_feasible,
    is_not_wasteful,
    is_free_of_the_order_of_input,
    has_certificates_that_count,
    has_certificates_of_the_whole_closed_set,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_draw_keeps_its_promises(check: Check) -> None:
    @tried_on(200)
    @given(instances(SMALL) | instances(LARGE) | instances(ROOMY))
    def try_it(instance: Json) -> None:
        hold(ours, check, instance)

    try_it()


@tried_on(200)
@given(instances(TINY))
def test_no_other_assignment_is_better_for_somebody_and_worse_for_nobody(instance: Json) -> None:
    hold(ours, is_pareto_efficient, instance)


@tried_on(200)
@given(instances(TINY))
def test_nobody_could_have_more_at_the_sole_expense_of_later_people(instance: Json) -> None:
    hold(ours, has_no_justified_envy, instance)


@tried_on(50)
@given(instances(TINY))
def test_no_other_list_gets_anybody_a_better_choice(instance: Json) -> None:
    hold(ours, is_truthful, instance)


@tried_on(200)
@given(instances(SMALL))
def test_draw_ignores_the_current_place_of_new_applicants(instance: Json) -> None:
    current = [place["id"] for place in instance["berths"][:1]] + ["nowhere", None]
    people = [{**who, "current": current[turn % len(current)]} for turn, who in enumerate(instance["applicants"])]
    assert ours({**instance, "applicants": people}) == ours(instance)


def test_the_command_line_answers_each_line_as_the_oracle_does_in_any_order_of_input(tmp_path: Path) -> None:
    asked = some_instances(50)
    (tmp_path / "asked.jsonl").write_text(lines([*asked, *(shuffled(instance, salt=1) for instance in asked)]))
    command = [sys.executable, "-m", "ahti", "draw", "asked.jsonl", "answered.jsonl"]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, b"", b"")
    answered = (tmp_path / "answered.jsonl").read_bytes().splitlines()
    assert answered[50:] == answered[:50]
    assert [decided(json.loads(line)) for line in answered[:50]] == [*map(decided_by_the_oracle, asked)]


def some_instances(count: int) -> list[Json]:
    found: list[Json] = []

    @given(instances(SMALL))
    def keep(instance: Json) -> None:
        found.append(instance)

    tried_on(2 * count)(keep)()
    return found[-count:]


def lines(instances: list[Json]) -> str:
    return "".join(json.dumps(instance) + "\n" for instance in instances)
