"""Knows the refusals of the trade: each has a stable code, the input field it speaks of, and words in fi, sv and en.

HarborError
├── Invalid        the input cannot be right (a rank skips, a boat is 40 m long)
├── NotFound       what is named does not exist, or not for this caller
├── Refused        the rules of the trade say no (the round is closed)
└── Conflict       somebody else was first (the place is taken)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from harbors.text import Language, Translated


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: a stable ``code``, the ``field`` as in the input (``boat.beamMm``), and the words."""

    code: str
    field: str | None
    message: Translated

    def in_language(self, language: Language) -> str:
        """The sentence for the boater; falls back as every text does."""
        return self.message.in_language(language) or self.code

    def kept(self) -> dict[str, Any]:
        """As plain JSON, in all languages."""
        message = self.message
        return {"code": self.code, "field": self.field, "message": [message.fi, message.sv, message.en]}

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> Self:
        """The problem that ``kept`` tells of."""
        return cls(kept["code"], kept["field"], Translated(*kept["message"]))


class HarborError(Exception):
    """A refusal with at least one problem; a command that raises it has changed nothing."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.code} {problem.field or ''}".strip() for problem in problems))
        self.problems = problems


class Invalid(HarborError):
    """The input cannot be right, whatever the state of the world."""


class NotFound(HarborError):
    """What the input names does not exist, or this caller may not know of it."""


class Refused(HarborError):
    """The rules of the trade say no."""


class Conflict(HarborError):
    """Somebody else was first."""
