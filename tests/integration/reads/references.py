"""Knows how SQL is read for the tables that it refers to, and for the condition that stands beside each reference."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CONSTANT = re.compile(r"E?'(?:[^']|'')*'")
_CLAUSE = re.compile(r"(?<!\bepoch )\bFROM (.*?)(?=\bWHERE\b|\bORDER BY\b|\bGROUP BY\b|\bHAVING\b|\bLIMIT\b|$)")
_SOURCES = re.compile(r",|\b(?:CROSS JOIN LATERAL|LEFT JOIN|JOIN)\b")
_TABLE = re.compile(r"([a-z_]+) (?:AS )?([a-z_0-9]+)")
# What is no table: a subquery or a function with a name for its rows.
_OTHER = re.compile(r"(?:LATERAL )?[a-z_]*\(\)(?: (?:AS )?[a-z_]+)?(?: ?\(\))?")


@dataclass(frozen=True, slots=True)
class Reference:
    """A table under a name; ``is_guarded`` tells that a retired row cannot stand there."""

    table: str
    name: str
    is_guarded: bool


def references(sql: str) -> Iterator[Reference]:
    """Every reference to a table. Raises ``ValueError`` for a source of rows that is not understood."""
    for scope in _scopes(_CONSTANT.sub("''", sql)):
        for select in scope.split("UNION ALL"):
            yield from _of_select(" ".join(select.split()))


def _scopes(sql: str) -> Iterator[str]:
    """The text between each pair of brackets, and around all of them, with what is in brackets left out."""
    open_: list[list[str]] = [[]]
    for part in re.split(r"([()])", sql):
        if part == "(":
            open_.append([])
        elif part == ")":
            yield "".join(open_.pop())
            open_[-1].append("()")
        else:
            open_[-1].append(part)
    yield "".join(open_.pop())


def _of_select(select: str) -> Iterator[Reference]:
    for clause in _CLAUSE.findall(select):
        for source in _SOURCES.split(clause):
            read = source.split(" ON ")[0].strip()
            found = _TABLE.fullmatch(read)
            if found:
                yield Reference(found[1], found[2], _is_guarded(select, found[2]))
            elif not _OTHER.fullmatch(read):
                raise ValueError(f"neither a table nor anything else: {read!r} in {select}")


def _is_guarded(select: str, name: str) -> bool:
    """Whether the guard is one of the conditions that all have to hold: no OR, no NOT beside it."""
    return " OR " not in select and re.search(rf"\b(?:WHERE|ON|AND) {name}\.retired_at IS NULL\b", select) is not None
