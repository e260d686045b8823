"""Knows what a plan depends on: every question that the compiler asked of a request, kept as a tree of answers.

The compiler has no other way to look at a request than to ask, so no question can be left out of what tells plans
apart. A request finds its plan by answering the same questions again, in the same order.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any, Generic, TypeVar

from graphql import Undefined

from harbors.access.records import NOBODY, Principal
from harbors.access.rules import sees_others
from harbors.text import Language
from schema.permissions import Requirement


@dataclass(slots=True)
class Given:
    """What is known of a request: its coerced variables, language, time and principal; ``memo`` is for its sites."""

    variables: dict[str, Any]
    language: Language
    now: datetime
    principal: Principal = NOBODY
    memo: dict[object, Any] = field(default_factory=dict)


Question = Callable[[Given], Hashable]
Outcome = TypeVar("Outcome")
S = TypeVar("S")


class Recorder:
    """Asks questions of a request and writes them down with the answers; a question is asked once."""

    def __init__(self, given: Given, sites: dict[Hashable, Any]) -> None:
        self._given = given
        self._sites = sites
        self._answers: dict[Hashable, Hashable] = {}
        self.trail: list[tuple[Question, Hashable]] = []

    def ask(self, name: Hashable, question: Question) -> Any:
        """The answer to a question; ``name`` tells it from others."""
        if name not in self._answers:
            self._answers[name] = question(self._given)
            self.trail.append((question, self._answers[name]))
        return self._answers[name]

    def site(self, key: Hashable, make: Callable[[], S]) -> S:
        """The site called ``key``: the same for all plans of an operation, so that a request reads it once."""
        if key not in self._sites:
            self._sites[key] = make()
        site: S = self._sites[key]
        return site

    def look(self, question: Question) -> Any:
        """The answer to a question that every request answers alike."""
        return question(self._given)

    def language(self) -> Language:
        """In which language texts are wanted."""
        answer: Language = self.ask("language", lambda given: given.language)
        return answer

    def is_met(self, access: Requirement) -> bool:
        """Whether the one who asks meets this requirement."""
        answer: bool = self.ask(access, lambda given: access.met_by(given.principal))
        return answer

    def is_witnessed(self) -> bool:
        """Whether the one who asks may see what is personal to others."""
        answer: bool = self.ask("witnessed", lambda given: sees_others(given.principal))
        return answer


class AskedVariables(Mapping[str, Any]):
    """The variables of a request as ``@skip`` and ``@include`` look at them: each look is a question."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder

    def __getitem__(self, name: str) -> Any:
        value = self._recorder.ask(("variable", name), lambda given: given.variables.get(name, Undefined))
        if value is Undefined:
            raise KeyError(name)
        return value

    def __bool__(self) -> bool:
        """graphql-core looks whether there are any at all."""
        return True

    def __iter__(self) -> Any:
        raise NotImplementedError("a question about all variables would tell every request apart")

    def __len__(self) -> int:
        raise NotImplementedError("a question about all variables would tell every request apart")


@dataclass(slots=True)
class _Fork(Generic[Outcome]):
    question: Question
    ways: dict[Hashable, "_Fork[Outcome] | Outcome"] = field(default_factory=dict)


class Shapes(Generic[Outcome]):
    """The plans of one operation, told apart by the answers to the questions that made them: at most ``most``."""

    def __init__(self, *, most: int) -> None:
        self._root: _Fork[Outcome] | Outcome | None = None
        self._count = 0
        self._most = most
        self.weight = 0
        self.sites: dict[Hashable, Any] = {}

    def find(self, given: Given) -> Outcome | None:
        """The plan for a request, if one was made for requests like it. Raises what a question raises."""
        at = self._root
        while isinstance(at, _Fork):
            at = at.ways.get(at.question(given))
        return at

    def add(self, trail: Sequence[tuple[Question, Hashable]], outcome: Outcome, *, weight: int) -> None:
        """Keep a plan for all requests that give these answers; where there are too many, all are made afresh."""
        self._count += 1
        self.weight += weight
        if self._count > self._most:
            self._root, self._count, self.weight = None, 1, weight
        if not trail:
            self._root = outcome
            return
        fork = self._root = self._root if isinstance(self._root, _Fork) else _Fork(trail[0][0])
        for (_, answer), (question, _) in pairwise(trail):
            known = fork.ways.get(answer)
            fork.ways[answer] = fork = known if isinstance(known, _Fork) else _Fork(question)
        fork.ways[trail[-1][1]] = outcome
