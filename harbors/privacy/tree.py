"""Knows the tree in which a person is told what is kept of them, as Helsinki's profile service reads it (GDPR API)."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from harbors.privacy.commands import Records
from harbors.privacy.holdings import Section
from harbors.privacy.labels import LABELS
from harbors.text import Translated

Node = Mapping[str, Any]

_ROOT = Translated(fi="Satamapalvelun tiedot", sv="Uppgifter i hamntjänsten", en="What the harbor service knows")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}.*")


def tree(told: Sequence[tuple[Section, Records]]) -> Node:
    """The whole tree; what there is nothing of is left out."""
    return _branch("AHTI", _ROOT, [_section(section, records) for section, records in told if records])


def _section(section: Section, records: Records) -> Node:
    return _branch(section.key, section.label, [_branch(section.one, section.label, _leaves(one)) for one in records])


def _leaves(record: Mapping[str, Any]) -> list[Node]:
    return [_leaf(column, value) for column, value in record.items() if value is not None]


def _leaf(column: str, value: Any) -> Node:
    plain = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
    return {
        "key": column.upper(),
        "value": plain,
        "formatting": {"datatype": _datatype(plain)},
        "label": _words(LABELS[column]),
    }


def _branch(key: str, label: Translated, children: list[Node]) -> Node:
    return {"key": key, "label": _words(label), "children": children}


def _words(text: Translated) -> Mapping[str, str | None]:
    return {"fi": text.fi, "sv": text.sv, "en": text.en}


def _datatype(value: object) -> str:
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "float"
        case str() if _DAY.fullmatch(value):
            return "date"
        case str() if _INSTANT.fullmatch(value):
            return "datetime"
        case _:
            return "string"
