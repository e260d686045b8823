"""Knows what the files of a bundle say, as far as both kinds of bundle have them. Sets of places are bit masks."""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from itertools import pairwise
from typing import Any

from harbors.verification.archive import BATCH, FULL, INSTANCES, PUBLIC, SHARED
from harbors.verification.parsing import Field, canonical, document, lines
from harbors.verification.records import Differs, Unreadable

# What each kind of bundle has beside the shared files.
KINDS = {"public": PUBLIC, "full": FULL, "batch": FULL | BATCH}
COLUMNS = ["id", "class", "key", "mode", "current", "choices", "private"]
MOST_CHOICES = 100
MOST_PLACES = 100_000
MOST_BYTES_OF_SETS = 1 << 30


@dataclass(frozen=True, slots=True)
class Record:
    """An application as published; ``line`` is where it stands. ``choices`` are (harbor, mask)."""

    line: int
    id: str
    class_number: int
    key: int | None
    mode: str
    current: int | None
    choices: tuple[tuple[int, int], ...]
    private: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is told of an application whose record is not: what it won, by which event, and the place pointed at."""

    line: int
    name: str
    mode: str
    current: int | None
    won: int
    event: int
    place: int


@dataclass(frozen=True, slots=True)
class Content:
    """A whole bundle; ``harbor_of`` has the number of the harbor for each number of a place."""

    files: Mapping[str, bytes]
    kind: str
    rules: Field
    seed: Field
    result: Field
    harbor_of: tuple[int, ...]
    instance: str
    leaves: tuple[bytes, ...]
    records: tuple[Record, ...]
    sealed: tuple[Sealed, ...]
    withdrawn: frozenset[str]


def check_manifest(files: Mapping[str, bytes]) -> str:
    """The kind of the bundle; all its files are those that the manifest has the hashes of."""
    if "manifest.json" not in files:
        raise Unreadable("has no manifest.json")
    manifest = document(files["manifest.json"], file="manifest.json").only("format", "kind", "files")
    if manifest["format"].text() != "ahti-bundle/1":
        raise manifest["format"].wrong("is not ahti-bundle/1")
    if (kind := manifest["kind"].text()) not in KINDS:
        raise manifest["kind"].wrong("is none of public, full and batch")
    hashes = manifest["files"].only(*files.keys() - {"manifest.json"})
    for name in (name for name in files if name != "manifest.json"):
        listed, found = hashes[name].bytes(32).hex(), hashlib.sha256(files[name]).hexdigest()
        if listed != found:
            raise Differs(file=name, field="SHA-256 in manifest.json", expected=listed, found=found)
    needed = SHARED | KINDS[kind]
    for name in sorted(needed - files.keys()):
        raise Unreadable("is missing", file=name)
    for name in sorted(files.keys() - needed - INSTANCES):
        raise Unreadable(f"does not belong to a {kind} bundle", file=name)
    if len(files.keys() & INSTANCES) != 1:
        raise Unreadable("must have either instance.jsonl or instance.csv")
    return kind


def content_of(files: Mapping[str, bytes]) -> Content:
    """What the files say, each held to its form."""
    kind = check_manifest(files)
    harbor_of = tuple(_harbors(document(files["places.json"], file="places.json")))
    sets = Sets(harbor_of)
    (instance,) = files.keys() & INSTANCES
    read = _read_columns if instance == "instance.csv" else _read_lines
    leaves, records = [], []
    for leaf, record in read(files[instance], instance, sets):
        leaves.append(leaf)
        if record is not None:
            records.append(record)
    _ordered(records, instance)
    sealed = tuple(_sealed(files.get("sealed.jsonl", b""), sets))
    if len(records) + len(sealed) != len(leaves):
        raise Differs(file="sealed.jsonl", field="lines", expected=len(leaves) - len(records), found=len(sealed))
    known = {record.id for record in records} | {one.name for one in sealed}
    withdrawn = frozenset(_withdrawn(files["withdrawals.jsonl"], known))
    return Content(
        files=files,
        kind=kind,
        rules=document(files["rules.json"], file="rules.json"),
        seed=document(files["seed.json"], file="seed.json").only("round", "root", "beacon", "seed"),
        result=document(files["result.json"], file="result.json").only("order", "closed"),
        harbor_of=harbor_of,
        instance=instance,
        leaves=tuple(leaves),
        records=tuple(records),
        sealed=sealed,
        withdrawn=withdrawn,
    )


def numbers_of(mask: int) -> list[int]:
    """The places in a mask, ascending."""
    numbers = []
    while mask:
        numbers.append((mask & -mask).bit_length() - 1)
        mask &= mask - 1
    return numbers


class Sets:
    """Sets of places as masks, each kept once: a large round has few distinct ones, and no more of them are taken."""

    def __init__(self, harbor_of: tuple[int, ...]) -> None:
        self.harbor_of = harbor_of
        self._kept: dict[bytes, int] = {}

    def read(self, places: Field, harbor: int) -> int:
        """The mask of a list of places, all in one harbor; a list that was read before is known by its hash."""
        key = hashlib.sha256(f"{harbor} {places.value}".encode()).digest()
        if key not in self._kept:
            self._kept[key] = self._mask(places, harbor)
        return self._kept[key]

    def _mask(self, places: Field, harbor: int) -> int:
        mask = 0
        for place in places.numbers():
            if place >= len(self.harbor_of) or self.harbor_of[place] != harbor:
                raise places.wrong(f"names place {place}, which harbor {harbor} does not have")
            mask |= 1 << place
        if len(self._kept) * len(self.harbor_of) > 8 * MOST_BYTES_OF_SETS:
            raise places.wrong("is one set of places too many")
        return mask

    def number(self, place: Field) -> int:
        """The number of a place."""
        if place.count() >= len(self.harbor_of):
            raise place.wrong("is the number of no place")
        return place.count()


def _harbors(places: Field) -> Iterator[int]:
    for number, place in enumerate(places.items()):
        if number == MOST_PLACES:
            raise places.wrong(f"has more than {MOST_PLACES} places")
        if place.only("number", "harbor")["number"].whole() != number:
            raise place["number"].wrong(f"is not {number}, the number of its turn")
        yield place["harbor"].count()


def _read_lines(text: bytes, file: str, sets: Sets) -> Iterator[tuple[bytes, Record | None]]:
    """The hash of each leaf, and the record unless that is sealed."""
    for row, found in lines(text, file=file):
        if found.has("sealed"):
            yield found.only("sealed")["sealed"].bytes(32), None
        else:
            yield hashlib.sha256(b"\x00" + row).digest(), _record(found, sets)


def _read_columns(text: bytes, file: str, sets: Sets) -> Iterator[tuple[bytes, Record | None]]:
    try:
        rows = csv.reader(TextIOWrapper(BytesIO(text), "utf-8", newline=""), strict=True)
        for number, row in enumerate(rows, start=1):
            if number == 1 and row != COLUMNS:
                raise Unreadable(f"must begin with {','.join(COLUMNS)}", file=file, line=1)
            if number > 1:
                yield _read_row(row, file, number, sets)
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(f"is no CSV file ({error})", file=file) from None


def _read_row(row: list[str], file: str, line: int, sets: Sets) -> tuple[bytes, Record | None]:
    if len(row) != len(COLUMNS):
        raise Unreadable(f"has {len(row)} cells, not {len(COLUMNS)}", file=file, line=line)
    if row[:6] == ["", "", "", "sealed", "", ""]:
        return Field(row[6], file=file, line=line, path="private").bytes(32), None
    try:
        value = _row_value(dict(zip(COLUMNS, row, strict=True)))
    except ValueError as error:
        raise Unreadable(f"has a cell that is no number ({error})", file=file, line=line) from None
    leaf = hashlib.sha256(b"\x00" + canonical(value)).digest()
    return leaf, _record(Field(value, file=file, line=line), sets)


def _row_value(row: dict[str, str]) -> dict[str, Any]:
    """The public record as JSON. Choices stand as ``2:0-4 9|3:`` for places 0 to 4 and 9 of harbor 2, none of 3."""
    return {
        "id": row["id"],
        "class": int(row["class"]),
        **({"key": int(row["key"])} if row["key"] else {}),
        "mode": row["mode"],
        "current": int(row["current"]) if row["current"] else None,
        "choices": [_cell_choice(choice) for choice in row["choices"].split("|", MOST_CHOICES) if choice],
        "private": row["private"],
    }


def _cell_choice(text: str) -> dict[str, Any]:
    harbor, _, runs = text.partition(":")
    return {"harbor": int(harbor), "places": _run(runs.split())}


def _run(runs: list[str]) -> list[int]:
    """The places of runs that ascend, so that few letters can not stand for many places more than once."""
    places: list[int] = []
    for run in runs:
        first, _, last = run.partition("-")
        if not (places[-1] if places else -1) < int(first) <= int(last or first) < MOST_PLACES:
            raise ValueError(run)
        places.extend(range(int(first), int(last or first) + 1))
    return places


def _record(found: Field, sets: Sets) -> Record:
    found.only("id", "class", "key", "mode", "current", "choices", "private")
    record = Record(
        line=found.line or 0,
        id=found["id"].text(),
        class_number=found["class"].whole(),
        key=found["key"].whole() if found.has("key") else None,
        mode=found["mode"].text(),
        current=_current(found, sets),
        choices=tuple(_choices(found["choices"], sets)),
        private=found["private"].bytes(32).hex(),
    )
    if record.id.startswith("#"):
        raise found["id"].wrong("is the name of a sealed application")
    return record


def _choices(found: Field, sets: Sets) -> Iterator[tuple[int, int]]:
    for number, choice in enumerate(found.items()):
        if number == MOST_CHOICES:
            raise found.wrong(f"has more than {MOST_CHOICES} choices")
        harbor = choice.only("harbor", "places")["harbor"].count()
        yield harbor, sets.read(choice["places"], harbor)


def _current(found: Field, sets: Sets) -> int | None:
    """The own place: a tenant has one, and nobody else has."""
    if found["mode"].text() not in ("new", "renew", "exchange"):
        raise found["mode"].wrong("is none of new, renew and exchange")
    current = found["current"].value
    if (current is None) != (found["mode"].text() == "new"):
        raise found["current"].wrong(f"is {'missing' if current is None else 'there'}, in mode {found['mode'].text()}")
    return None if current is None else sets.number(found["current"])


def _ordered(records: list[Record], file: str) -> None:
    for before, after in pairwise(records):
        if before.id.encode() >= after.id.encode():
            raise Unreadable("is not in order of public id", file=file, line=after.line, field="id")


def _sealed(text: bytes, sets: Sets) -> Iterator[Sealed]:
    for _, found in lines(text, file="sealed.jsonl"):
        found.only("name", "mode", "current", "harbor", "places", "event", "place")
        yield Sealed(
            line=found.line or 0,
            name=found["name"].text(),
            mode=found["mode"].text(),
            current=_current(found, sets),
            won=sets.read(found["places"], found["harbor"].count()),
            event=found["event"].count(),
            place=sets.number(found["place"]),
        )


def _withdrawn(text: bytes, known: set[str]) -> Iterator[str]:
    before = ""
    for _, found in lines(text, file="withdrawals.jsonl"):
        found.only("id", "at")["at"].text()
        if found["id"].text() not in known:
            raise found["id"].wrong("is of no application in the bundle")
        if found["id"].value.encode() <= before.encode():
            raise found["id"].wrong("is not in order of public id")
        yield (before := found["id"].value)
