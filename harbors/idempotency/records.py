"""Knows what a request that may come twice is, what it came to, and what is kept of that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from harbors.errors import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One intent of a caller, named by a key of the caller's; ``arguments`` are plain JSON without the key."""

    caller: str
    key: str
    operation: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the first of equal requests came to: ``facts`` (plain JSON) and perhaps a secret, or problems.

    ``made`` is the thing itself, as it was written; it is not kept, so an answer that is given again lacks it.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)
    secret: str | None = None
    problems: tuple[Problem, ...] = ()
    made: object = field(default=None, compare=False)
