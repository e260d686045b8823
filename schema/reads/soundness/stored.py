"""Knows what the database's own catalogue says of its tables: what is there, never null, indexed, kept to a set."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

import orjson

_VALUE = r"'[A-Za-z0-9_]+'::text"
_CASE = re.compile(r"^CASE (\w+)(.*)END$", re.DOTALL)
_BRANCH = re.compile(r"WHEN '(\w+)'::text THEN \((.*)\)$", re.MULTILINE)
_THERE = re.compile(r"\((\w+) IS NOT NULL\)")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: of each column its SQL type and whether it is ``NOT NULL``, what leads an index, what is checked."""

    types: Mapping[str, str]
    sure: frozenset[str]
    indexed: frozenset[str]
    checks: tuple[str, ...]

    @classmethod
    def told(cls, told: Mapping[str, Any]) -> Self:
        """From the JSON of ``STORED``."""
        columns: Mapping[str, tuple[str, bool]] = told["columns"]
        return cls(
            types={name: sql_type for name, (sql_type, _) in columns.items()},
            sure=frozenset(name for name, (_, sure) in columns.items() if sure),
            indexed=frozenset(name for name, condition in told["leading"] if _is_met(name, condition)),
            checks=tuple(check.strip() for check in told["checks"]),
        )

    def is_sure(self, column: str, *, of_kind: tuple[str, str] | None = None) -> bool:
        """Whether the column is never null: in any row, or in those whose kind, a column and its value, is this."""
        return column in self.sure or (of_kind is not None and column in self._sure_of(*of_kind))

    def has_one_of(self, columns: Collection[str]) -> bool:
        """Whether one of the columns at least is never null."""
        named = (re.fullmatch(r"\(COALESCE\(([\w, ]+)\) IS NOT NULL\)", check) for check in self.checks)
        return any(found and set(found[1].split(", ")) == set(columns) for found in named)

    def kept_to(self, column: str) -> frozenset[str] | None:
        """The values that a check keeps the column to, or the elements of its arrays; None where there is no such."""
        listed = rf"\[({_VALUE}(?:, {_VALUE})*)\]"
        spelled = re.compile(rf"\({column} (?:= ANY \(ARRAY{listed}\)|<@ ARRAY{listed}|= ({_VALUE}))\)")
        for found in filter(None, map(spelled.fullmatch, self.checks)):
            return frozenset(re.findall(r"'(\w+)'", "".join(filter(None, found.groups()))))
        return None

    def _sure_of(self, column: str, kind: str) -> set[str]:
        cases = (found[2] for found in map(_CASE.match, self.checks) if found and found[1] == column)
        branches = (
            met for case in cases for value, met in _BRANCH.findall(case) if value == kind and " OR " not in met
        )
        return {name for met in branches for name in _THERE.findall(met)}


@dataclass(frozen=True, slots=True)
class Stored:
    """The tables by name."""

    tables: Mapping[str, Table]

    @classmethod
    def told(cls, body: bytes) -> Self:
        """From what ``STORED`` answers."""
        return cls({name: Table.told(told) for name, told in orjson.loads(body).items()})


def _is_met(column: str, condition: str | None) -> bool:
    """Whether an index has all rows that a join by its leading column looks for: those that are there, not retired."""
    return condition in (None, f"({column} IS NOT NULL)", "(retired_at IS NULL)")
