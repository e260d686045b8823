"""Knows what a check can come to: accepted, refused at a named place, or unreadable."""

from dataclasses import dataclass
from enum import StrEnum


class Judgement(StrEnum):
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``where`` is the first place that differs, ``notes`` what a reader should know of an accepted bundle."""

    judgement: Judgement
    where: str = ""
    notes: tuple[str, ...] = ()


class Unreadable(Exception):
    """What was given is no bundle, or none that is safe to read."""

    def __init__(self, message: str, *, file: str = "", line: int | None = None, field: str = "") -> None:
        super().__init__(f"{place(file, line, field)}{message}")


class Differs(Exception):
    """The first place where the bundle does not say what was worked out from it."""

    def __init__(self, *, file: str, line: int | None = None, field: str = "", expected: object, found: object) -> None:
        told = f"expected {_short(expected)}, found {_short(found)}"
        super().__init__(f"{place(file, line, field)}{told}")


def place(file: str, line: int | None, field: str) -> str:
    """As the beginning of a sentence."""
    parts = (file, "" if line is None else f"line {line}", field)
    return "".join(f"{part}: " for part in parts if part)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 200 else f"{text[:200]}…"
