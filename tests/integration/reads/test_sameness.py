"""What counts as the same answer, and what does not."""

import pytest

from schema.requests import Answer
from tests.integration.reads.sameness import Repeated, differences

SAME = [
    ('{"data":{"a":3,"b":[1.5,null]}}', '{ "data": {"a": 3.0, "b": [15e-1, null]} }'),
    ('{"data":{"a":0.0}}', '{"data":{"a":-0}}'),
    ('{"data":{"a":"ä\\u2028"}}', '{"data":{"a":"\\u00e4\u2028"}}'),
    ('{"errors":[{"message":"a"},{"message":"b"}]}', '{"errors":[{"message":"b"},{"message":"a"}]}'),
]
OTHER = [
    ('{"data":{"a":1,"b":2}}', '{"data":{"b":2,"a":1}}'),
    ('{"data":{"a":null}}', '{"data":{}}'),
    ('{"data":{"a":null}}', '{"data":{"a":[]}}'),
    ('{"data":{"a":1}}', '{"data":{"a":true}}'),
    ('{"data":{"a":1}}', '{"data":{"a":"1"}}'),
    ('{"data":{"a":[1,2]}}', '{"data":{"a":[2,1]}}'),
    ('{"data":{"a":[1]}}', '{"data":{"a":[1,1]}}'),
    ('{"data":{"a":"T10:00:00.000000"}}', '{"data":{"a":"T10:00:00"}}'),
    ('{"errors":[{"message":"a","path":["b",0]}]}', '{"errors":[{"message":"a","path":["b",1]}]}'),
    ('{"errors":[{"message":"a"}],"data":null}', '{"errors":[{"message":"a"}]}'),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spelling_means_nothing(one: str, other: str) -> None:
    assert differences(Answer(one.encode()), Answer(other.encode())) == []


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_all_else_is_another_answer(one: str, other: str) -> None:
    assert differences(Answer(one.encode()), Answer(other.encode())) != []


def test_another_status_is_another_answer() -> None:
    assert differences(Answer(b"{}", status=400), Answer(b"{}")) == ["status: 400 became 200"]


def test_a_key_twice_is_no_answer() -> None:
    with pytest.raises(Repeated):
        differences(Answer(b'{"a":1}'), Answer(b'{"a":1,"a":1}'))


@pytest.mark.parametrize("body", [b'{"a":NaN}', b'{"a":Infinity}', b'{"a":1,}', b'{"a":"\n"}', b'{"a":"\xff"}', b""])
def test_what_is_no_json_is_no_answer(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        differences(Answer(b'{"a":1}'), Answer(body))
