"""What clients ask is planned, and answered as graphql-core answers it, page after page and in every language."""

import re
from typing import Any

import pytest

from harbors.text import Language
from tests.integration.reads.engines import Answered, Engines, Question
from tests.integration.reads.operations import Operation, operations

OPERATIONS = operations()
# The share of the corpus that has to be planned, and what is not, with the reason.
SHARE = 0.95
NOT_PLANNED = {"RoundRules": "only a resolver reads the rules of a round"}
NOTHING_FOUND = {"ApolloRoot", "PortalGone", "RefetchGone", "RefetchWrongFragment"}
NAME = re.compile(r"\bname\b")
CURSORS = {"after": "endCursor", "before": "startCursor"}

every_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)


def ask(engines: Engines, operation: Operation, language: Language = Language.FI, **more: object) -> Answered:
    answered = engines.ask(Question(operation.document, {**operation.variables, **more}, language, operation.name))
    answered.check()
    assert answered.planned == (operation.name not in NOT_PLANNED), f"{answered.reasons}: {operation.document}"
    return answered


def values(answer: Any, name: str = "") -> list[Any]:
    """Every value in an answer that is not null, or those of one key; the names of types are none."""
    if isinstance(answer, dict):
        below = [(key, one) for key, one in answer.items() if key != "__typename"]
        return [found for key, one in below for found in values(one, "" if key == name else name)]
    if isinstance(answer, list):
        return [found for one in answer for found in values(one, name)]
    return [] if answer is None or name else [answer]


def test_the_corpus_is_large_and_has_no_name_twice() -> None:
    names = [operation.name for operation in OPERATIONS]
    assert len(names) == len(set(names)) >= 200
    assert NOT_PLANNED.keys() | NOTHING_FOUND <= set(names)


def test_nearly_all_of_the_corpus_is_planned(capsys: pytest.CaptureFixture[str]) -> None:
    """Every operation that is not named as an exception is asked below, and has to be planned."""
    planned = len(OPERATIONS) - len(NOT_PLANNED)
    with capsys.disabled():
        print(f"\n{planned} of {len(OPERATIONS)} operations are planned", end=" ")  # noqa: T201 - the share is a result
    assert planned / len(OPERATIONS) >= SHARE


@every_operation
def test_an_operation_is_planned_and_answered(engines: Engines, operation: Operation) -> None:
    answered = ask(engines, operation)
    assert "errors" not in answered.body
    assert bool(values(answered.body["data"])) == (operation.name not in NOTHING_FOUND)


@pytest.mark.parametrize("language", [Language.SV, Language.EN])
@pytest.mark.parametrize("operation", [one for one in OPERATIONS if NAME.search(one.document)], ids=lambda one: one.id)
def test_names_are_in_the_language_of_the_request(engines: Engines, operation: Operation, language: Language) -> None:
    ask(engines, operation, language)


@pytest.mark.parametrize("operation", [one for one in OPERATIONS if one.pages], ids=lambda operation: operation.id)
def test_further_pages_are_the_same(engines: Engines, operation: Operation) -> None:
    for variable in operation.pages:
        answered, pages = ask(engines, operation), 0
        while pages < 4 and (cursors := values(answered.body["data"], CURSORS[variable])):
            answered, pages = ask(engines, operation, **{variable: cursors[-1]}), pages + 1
        assert pages > 0
