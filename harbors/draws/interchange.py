"""Knows the interchange format ``berth-match/1`` as bytes: an instance in, its result out."""

from collections.abc import Iterator

import orjson

from harbors.draws.explanations import Explanations
from harbors.draws.fields import WrongField
from harbors.draws.lines import line_of
from harbors.draws.reading import an_instance
from harbors.draws.records import Instance, Outcome
from harbors.draws.trades import trades


class BadInstance(Exception):
    """A text is no instance: ``line`` counts from 1; ``field`` is empty where the text as a whole is meant."""

    def __init__(self, *, line: int, field: str, message: str) -> None:
        super().__init__(": ".join(filter(None, (f"line {line}", field, message))))
        self.line = line
        self.field = field
        self.message = message


def parse(text: bytes, *, first_line: int = 1) -> Instance:
    """The instance in a JSON text; ``first_line`` is the number of the text's first line in its file.

    Raises ``BadInstance``.
    """
    try:
        return an_instance(orjson.loads(text))
    except orjson.JSONDecodeError as error:
        line, field, message = _line_of_error(text, error), "", error.msg
    except WrongField as wrong:
        line, field, message = line_of(text.decode(), wrong.path), wrong.field, wrong.message
    raise BadInstance(line=first_line + line - 1, field=field, message=message)


def _line_of_error(text: bytes, error: orjson.JSONDecodeError) -> int:
    try:
        text.decode()
    except UnicodeDecodeError as undecodable:
        return text.count(b"\n", 0, undecodable.start) + 1
    return error.lineno


def result(instance: Instance, outcome: Outcome, *, explained: bool = True) -> Iterator[bytes]:
    """The result as one line of JSON, in pieces: the same bytes whatever the order of the instance.

    Explanations name whole closed sets: in a large round they are by far the most of it, and may be left out.
    """
    yield b'{"assignment":' + orjson.dumps(outcome.assignment)
    yield b',"rank":' + orjson.dumps(outcome.rank)
    yield b',"closed":' + orjson.dumps(outcome.closed)
    yield b',"events":' + orjson.dumps(outcome.events)
    yield b',"cycles":' + orjson.dumps(trades(instance, outcome))
    if explained:
        yield b',"explanations":{'
        yield from _explanations(instance, outcome)
        yield b"}"
    yield b"}\n"


def _explanations(instance: Instance, outcome: Outcome) -> Iterator[bytes]:
    separator = b""
    for applicant_id, explanations in Explanations(instance, outcome).items():
        if explanations:
            yield separator + orjson.dumps(applicant_id) + b":" + orjson.dumps(explanations)
            separator = b","
