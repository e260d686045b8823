"""Knows how a question is put to two engines over one database, and counts which of them answered it and how."""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from typing import Any, Self

import orjson

from ahti.db import Database
from ahti.service import context_opener
from harbors.text import Language
from schema.execution import OpenContext, ReferenceExecutor
from schema.requests import Answer, Executor, GraphQLRequest, RequestFacts
from tests.clocks import StoppedClock
from tests.integration.reads.sameness import differences
from tests.integration.schema.reader import NONE, SCHEMA, Variables

# Puts an engine beside the reference, which it may ask; ``Ways`` are what it can be made of.
MakeEngine = Callable[["Ways"], Executor]


@dataclass(slots=True)
class Tally:
    """A meter that is read: what happened to the requests of the engine that is tried."""

    planned_reads: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)

    def planned(self) -> None:
        self.planned_reads += 1

    def fell_back(self, reason: str) -> None:
        self.reasons[reason] += 1

    def looked_up(self, cache: str, *, hit: bool) -> None: ...

    def refused(self, code: str) -> None:
        self.refusals[code] += 1


@dataclass(frozen=True, slots=True)
class Ways:
    """What an engine can be made of."""

    database: Database
    open_context: OpenContext
    reference: ReferenceExecutor
    meter: Tally


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of both."""

    document: str
    variables: Variables = field(default_factory=lambda: NONE)
    language: Language = Language.FI
    operation: str | None = None

    def __str__(self) -> str:
        given = orjson.dumps(dict(self.variables)).decode()
        return f"{self.document}\n# variables {given} in {self.language}" + (
            f" of {self.operation}" * bool(self.operation)
        )


@dataclass(frozen=True, slots=True)
class Answered:
    """What both said to a question. ``planned`` tells whether the engine that is tried ran it as one statement."""

    question: Question
    expected: Answer
    actual: Answer
    planned: bool
    reasons: Sequence[str]

    @property
    def body(self) -> Any:
        return orjson.loads(self.expected.body)

    @property
    def too_dear(self) -> bool:
        """One of them found it too much to answer: each counts in a way of its own, so that says nothing."""
        return any(b'"This would cost ' in body or b'"The answer would have more than ' in body for body in self.bodies)

    @property
    def _told_of_fewer(self) -> bool:
        """One told of some of the errors that the other told of, and of nothing else."""
        one, other = (orjson.loads(body).get("errors") or [] for body in self.bodies)
        fewer, more = sorted((one, other), key=len)
        return not self.planned and 0 < len(fewer) < len(more) and all(error in more for error in fewer)

    def _without_errors(self) -> tuple[Answer, Answer]:
        data = [orjson.loads(body) | {"errors": None} for body in self.bodies]
        expected, actual = (
            replace(answer, body=orjson.dumps(one))
            for answer, one in zip((self.expected, self.actual), data, strict=True)
        )
        return expected, actual

    @property
    def bodies(self) -> tuple[bytes, bytes]:
        return self.expected.body, self.actual.body

    def check(self) -> None:
        """Fails, showing the question, unless both said the same.

        Where graphql-core ran it both times, one error may stand for those beside it that make the same object null:
        which of them are told depends on which field was there first.
        """
        found = differences(*(self._without_errors() if self._told_of_fewer else (self.expected, self.actual)))
        assert not found, "\n".join(["two engines, two answers:", *found, str(self.question)])


class Engines:
    """Graphql-core and an engine beside it, over one database that nobody writes to, always at the same time of day."""

    def __init__(self, url: str, make: MakeEngine) -> None:
        self._runner, self._stack = asyncio.Runner(), AsyncExitStack()
        self._database = self._runner.run(self._stack.enter_async_context(Database.open(url, size=3)))
        open_context = context_opener(self._database, StoppedClock())
        self.tally = Tally()
        self.reference = ReferenceExecutor(SCHEMA, open_context)
        self._tried = make(Ways(self._database, open_context, self.reference, self.tally))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._runner.run(self._stack.aclose())
        self._runner.close()

    def ask(self, question: Question) -> Answered:
        """Put a question to both."""
        planned, reasons = self.tally.planned_reads, self.tally.reasons.copy()
        expected = self.put(question, self.reference)
        actual = self.put(question, self._tried)
        return Answered(
            question,
            expected,
            actual,
            planned=self.tally.planned_reads > planned,
            reasons=list(self.tally.reasons - reasons),
        )

    def look_up(self, document: str, variables: Variables = NONE) -> Any:
        """What graphql-core alone says: for questions that are made of answers."""
        body = orjson.loads(self.put(Question(document, variables), self.reference).body)
        assert "errors" not in body, body
        return body["data"]

    def put(self, question: Question, executor: Executor) -> Answer:
        request = GraphQLRequest(question.document, question.operation, question.variables)
        return self._runner.run(executor.execute(request, RequestFacts("test", question.language)))
