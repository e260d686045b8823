"""Knows the form of the files: lists of ``{"model", "pk", "fields"}``; a later file corrects an earlier one."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Never

from ahti.gateways.venepaikat.models import KEYS, KeyKind
from ahti.refusal import OperatorError

_PARTS = frozenset({"model", "pk", "fields"})
_UUID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class BadPublication(OperatorError):
    """Something in the files that cannot be right; the message names file, record and field."""


@dataclass(frozen=True, slots=True)
class Published:
    """One record as it stands in its file; ``number`` counts the file's records from 1."""

    file: str
    number: int
    model: str
    key: str
    fields: Mapping[str, object]

    def fault(self, field: str, reason: str) -> BadPublication:
        return BadPublication(f"{self.file}: record {self.number} ({self.model} {self.key}): {field}: {reason}")


class Publication:
    """All records of the files together, by model and key."""

    def __init__(self, records: Iterable[Published]) -> None:
        self._by_model: dict[str, dict[str, Published]] = defaultdict(dict)
        for record in records:
            self._by_model[record.model][record.key] = record

    @classmethod
    def of(cls, files: Sequence[Path]) -> "Publication":
        """What the files say together. Raises ``BadPublication``."""
        return cls(record for file in files for record in _records(file))

    def all(self, model: str) -> Iterable[Published]:
        return self._by_model[model].values()

    def holds(self, model: str, key: str) -> bool:
        return key in self._by_model[model]


def _records(file: Path) -> list[Published]:
    records = [_record(file.name, number, item) for number, item in enumerate(_items(file), start=1)]
    seen: dict[tuple[str, str], int] = {}
    for record in records:
        first = seen.setdefault((record.model, record.key), record.number)
        if first != record.number:
            raise record.fault("pk", f"is that of record {first} already")
    return records


def _items(file: Path) -> list[object]:
    try:
        found = json.loads(file.read_text(encoding="utf-8-sig"), object_pairs_hook=_object, parse_constant=_constant)
    except OSError as error:
        raise BadPublication(f"{file}: {error.strerror}") from None
    except json.JSONDecodeError as error:
        raise BadPublication(f"{file.name}: line {error.lineno}, column {error.colno}: {error.msg}") from None
    except (ValueError, RecursionError) as error:
        raise BadPublication(f"{file.name}: {error}") from None
    if not isinstance(found, list):
        raise BadPublication(f"{file.name}: must be a list of records")
    return found


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"one record says {next(name for name in names if names.count(name) > 1)!r} twice")
    return found


def _constant(name: str) -> Never:
    raise ValueError(f"{name} is no number of JSON")


def _record(file: str, number: int, item: object) -> Published:
    where = f"{file}: record {number}"
    if not isinstance(item, dict) or item.keys() != _PARTS:
        raise BadPublication(f"{where}: must have model, pk and fields, and nothing else")
    model, pk, fields = item["model"], item["pk"], item["fields"]
    if not isinstance(model, str) or model not in KEYS:
        raise BadPublication(f"{where} ({model} {pk}): model: brings nothing for the catalogue")
    if not isinstance(fields, dict):
        raise BadPublication(f"{where} ({model} {pk}): fields: must be an object")
    key = key_text(pk, KEYS[model])
    if key is None:
        raise BadPublication(f"{where} ({model}): pk: {pk!r} is no key of this model")
    return Published(file, number, model, key, fields)


def key_text(value: object, kind: KeyKind) -> str | None:
    """The key as text, or ``None`` when it is not of the kind that its model has."""
    if kind is int:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
    return value.lower() if isinstance(value, str) and _UUID.fullmatch(value) else None
