"""Knows how a record of a catalogue becomes a row: columns by name as JSON has them, and what counts as a change."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from hashlib import blake2b
from uuid import UUID

import shapely

from geo import Geometry
from geo.errors import GeometryError
from geo.stored import store, store_all
from harbors.errors import Invalid
from harbors.places.kinds import GeometrySource
from harbors.places.records import Address, Contact, Listed, Located, Source
from harbors.places.refusals import fault
from harbors.places.spelling import Columns, bytea, shape_columns
from harbors.text import Language, Translated, search_text, sort_key

_RENAMED = {"active": "is_active", "accessible": "is_accessible", "invoiceable": "is_invoiceable"}
_FORM = "3"
"""To be counted up when derived columns are computed in another way, so that the next import writes them anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record on its way into its relation.

    ``said`` is a digest of what the source says of it, ``drawn`` of what we make of that ourselves: outlines that
    were laid out, and the form of derived columns. Only the former is a change of the record.
    """

    relation: str
    record: Listed
    columns: Columns
    said: bytes
    drawn: bytes

    @property
    def digest(self) -> bytes:
        return self.said + self.drawn


@dataclass(frozen=True, slots=True)
class Writing:
    """An entry to be written, with the times that its row will show."""

    entry: Entry
    created_at: datetime
    modified_at: datetime


def entries(relation: str, records: Sequence[Listed]) -> list[Entry]:
    """The records with their digests; geometry and derived columns are left to :func:`rows`."""
    shapes = shapely.to_wkb([_geometry_of(record) for record in records])
    return [_entry(relation, record, shape or b"") for record, shape in zip(records, shapes, strict=True)]


def rows(writings: Sequence[Writing]) -> list[Columns]:
    """Every column of the entries; raises ``Invalid`` where a geometry cannot be kept."""
    shapes = _geometries([writing.entry for writing in writings])
    return [_row(writing, shape) for writing, shape in zip(writings, shapes, strict=True)]


def as_json(several: Sequence[Columns]) -> str:
    """Rows as ``json_populate_recordset`` reads them."""
    return json.dumps(several, ensure_ascii=False, separators=(",", ":"))


def _row(writing: Writing, shape: Columns) -> Columns:
    entry = writing.entry
    return {
        **entry.columns,
        **_derived(entry.record),
        **shape,
        "source_fetched_at": _told(entry.record.source.fetched_at),
        "created_at": writing.created_at.isoformat(),
        "modified_at": writing.modified_at.isoformat(),
        "content_digest": bytea(entry.digest),
    }


def _entry(relation: str, record: Listed, shape: bytes) -> Entry:
    columns = dict(_columns(record))
    generated = columns.get("geometry_source") == GeometrySource.GENERATED
    said = json.dumps(columns, sort_keys=True).encode()
    return Entry(
        relation=relation,
        record=record,
        columns=columns,
        said=_digest(said if generated else said + shape),
        drawn=_digest(_FORM.encode() + (shape if generated else b"")),
    )


def _columns(record: Listed) -> Iterator[tuple[str, object]]:
    """What the source says, geometry apart; the time of fetching is no part of it."""
    for field in fields(record):
        yield from _named(field.name, getattr(record, field.name))


def _named(name: str, value: object) -> Iterator[tuple[str, object]]:
    match value:
        case None | bool() | int() | str():
            yield _RENAMED.get(name, name), value
        case UUID():
            yield name, str(value)
        case datetime():
            yield name, _told(value)
        case frozenset() | tuple():
            yield name, sorted(value) if isinstance(value, frozenset) else [str(item) for item in value]
        case _:
            yield from _spread(name, value)


def _spread(name: str, value: object) -> Iterator[tuple[str, object]]:
    match value:
        case Translated():
            yield from ((f"{name}_{language}", getattr(value, language) or None) for language in Language)
        case Address():
            yield from _spread("street_address", value.street)
            yield from (("zip_code", value.zip_code), ("municipality", value.municipality))
        case Contact():
            yield from (("phone", value.phone), ("email", value.email), ("www_url", value.www_url))
        case Source():
            yield from (("source_system", value.system), ("source_type", value.type))
            yield from (("source_id", value.id), ("source_licence", value.licence))
        case Located():
            yield "geometry_source", value.source
        case _:
            raise TypeError(f"{name}: no column holds a {type(value).__name__}")


def _derived(record: Listed) -> Columns:
    name, address = getattr(record, "name", Translated()), getattr(record, "address", Address())
    identifier, number, code = (getattr(record, field, "") for field in ("identifier", "number", "code"))
    texts = (name.fi, name.sv, name.en, address.street.fi, address.street.sv, address.street.en)
    return {
        "name_sort": sort_key(name.in_language(Language.FI) or ""),
        "identifier_sort": sort_key(identifier),
        "number_sort": sort_key(number),
        "search_text": search_text((*texts, address.municipality, number, code)),
    }


def _geometry_of(record: Listed) -> Geometry | None:
    located = getattr(record, "located", None)
    return located.geometry if isinstance(located, Located) else None


def _geometries(several: Sequence[Entry]) -> list[Columns]:
    found = [geometry for entry in several if (geometry := _geometry_of(entry.record)) is not None]
    if not found:
        return [{} for _ in several]
    try:
        return [shape_columns(stored) for stored in store_all(found)]
    except GeometryError:
        return [_geometry(entry) for entry in several]


def _geometry(entry: Entry) -> Columns:
    """As ``_geometries``, one by one: that way it is known whose geometry cannot be kept."""
    geometry = _geometry_of(entry.record)
    try:
        return {} if geometry is None else shape_columns(store(geometry))
    except GeometryError as error:
        raise Invalid(fault("GEOMETRY_WRONG", entry.relation, entry.record, error.path)) from error


def _told(instant: datetime | None) -> str | None:
    return None if instant is None else instant.isoformat()


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=16).digest()
