"""How requests are recognised, and how an answer is kept without its secret."""

import json
from dataclasses import replace

import pytest

from harbors.errors import Invalid, Problem
from harbors.idempotency.records import Answer, Request
from harbors.idempotency.rules import argument_hash, check_key, key_hash, read_answer, write_answer
from tests.harbor_town import text

REQUEST = Request(caller="anonymous", key="0193-key", operation="submit", arguments={"a": 1, "b": ["x", {"c": None}]})
SECRET = "5fff19b2c4d8e2c8"


def test_the_order_of_arguments_does_not_count() -> None:
    assert argument_hash(replace(REQUEST, arguments={"b": ["x", {"c": None}], "a": 1})) == argument_hash(REQUEST)


@pytest.mark.parametrize("other", [{"a": 2, "b": ["x", {"c": None}]}, {"a": 1, "b": [{"c": None}, "x"]}, {"a": 1}])
def test_other_arguments_are_told_apart(other: dict[str, object]) -> None:
    assert argument_hash(replace(REQUEST, arguments=other)) != argument_hash(REQUEST)


def test_another_operation_is_told_apart() -> None:
    assert argument_hash(replace(REQUEST, operation="edit")) != argument_hash(REQUEST)


def test_an_answer_comes_back_as_it_was() -> None:
    answer = Answer(facts={"id": "x"}, secret=SECRET, problems=(Problem("CODE", "field", text("words")),))
    assert read_answer(write_answer(answer, REQUEST), REQUEST) == answer


def test_what_is_kept_holds_neither_key_nor_secret() -> None:
    kept = write_answer(Answer(secret=SECRET), REQUEST)
    assert SECRET in str(read_answer(kept, REQUEST))
    for hidden in (SECRET, SECRET.encode().hex(), REQUEST.key, REQUEST.key.encode().hex()):
        assert hidden not in kept
        assert hidden not in key_hash(REQUEST).hex()


def test_another_key_opens_another_secret() -> None:
    kept = write_answer(Answer(secret=SECRET), REQUEST)
    sealed = bytes.fromhex(json.loads(kept)["sealed"])
    other = bytes.fromhex(json.loads(write_answer(Answer(secret=SECRET), replace(REQUEST, key="another")))["sealed"])
    assert sealed != other


@pytest.mark.parametrize("key", ["", "x" * 201, "a\0b", "a\ud800"])
def test_what_cannot_be_a_key_is_refused(key: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_key(key)
    assert [(problem.code, problem.field) for problem in refusal.value.problems] == [
        ("IDEMPOTENCY_KEY_SHAPE", "idempotencyKey")
    ]


@pytest.mark.parametrize("key", ["1", "x" * 200, "0c8f6d2e-7a43-4a0f-9a9e-6d6d7a1f6b11"])
def test_a_key_is_a_short_text(key: str) -> None:
    check_key(key)
