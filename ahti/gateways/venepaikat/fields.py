"""Knows how the fields of a published record are read: strictly, each fault named with its field."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from shapely import Point

from ahti.gateways.venepaikat.models import KEYS, Model
from ahti.gateways.venepaikat.publication import Publication, Published, key_text

C = TypeVar("C", int, str)
T = TypeVar("T")

_POINT = re.compile(r"SRID=4326;POINT ?\((-?\d{1,3}(?:\.\d+)?) (-?\d{1,3}(?:\.\d+)?)\)")
_METRES = re.compile(r"-?\d{1,3}(?:\.\d+)?")
_CENTS = re.compile(r"\d{1,7}(?:\.\d{1,2})?")
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_MOST = 100_000


class Fields:
    """The fields of one record; what is missing, of another type or beyond sense is refused.

    Text that is blank is absent. ``finish`` refuses a field that nobody asked for.
    """

    def __init__(self, record: Published, publication: Publication) -> None:
        self.record = record
        self._publication = publication
        self._rest = set(record.fields)

    def finish(self) -> None:
        for name in sorted(self._rest):
            raise self.record.fault(name, "is a field that nobody knows")

    def text(self, name: str, *, at_most: int = 200) -> str:
        return self._present(name, self.text_or_none(name, at_most=at_most), "must not be empty")

    def text_or_none(self, name: str, *, at_most: int = 200) -> str | None:
        text = self._optional(name, str, "a text")
        if text is None or not text.strip():
            return None
        if len(text) > at_most:
            raise self.record.fault(name, f"is longer than {at_most} characters")
        if _UNKEPT.search(text):
            raise self.record.fault(name, "holds a character that is no text")
        return text

    def flag(self, name: str) -> bool:
        return self._present(name, self.flag_or_none(name), "must be true or false")

    def flag_or_none(self, name: str) -> bool | None:
        return self._optional(name, bool, "true or false")

    def count(self, name: str) -> int:
        return self._present(name, self.count_or_none(name), "must be a whole number")

    def count_or_none(self, name: str) -> int | None:
        count = self._optional(name, int, "a whole number")
        if count is not None and not 0 <= count <= _MOST:
            raise self.record.fault(name, f"must lie between 0 and {_MOST}")
        return count

    def instant(self, name: str) -> datetime:
        text = self.text(name)
        try:
            instant = datetime.fromisoformat(text)
        except ValueError:
            raise self.record.fault(name, f"{text!r} is no instant") from None
        if instant.tzinfo is None:
            raise self.record.fault(name, f"{text!r} has no offset from UTC")
        return instant

    def point(self, name: str) -> Point:
        """A point in Finland: one outside has its coordinates the wrong way round, or a digit too many."""
        text = self.text(name)
        found = _POINT.fullmatch(text)
        if found is None:
            raise self.record.fault(name, f"{text!r} is not of the form SRID=4326;POINT (longitude latitude)")
        longitude, latitude = float(found[1]), float(found[2])
        if not (19 <= longitude <= 32 and 59 <= latitude <= 71):
            raise self.record.fault(name, f"{text!r} lies outside Finland")
        return Point(longitude, latitude)

    def millimetres(self, name: str) -> int:
        return self._present(name, self.millimetres_or_none(name), "must be a length in metres")

    def millimetres_or_none(self, name: str) -> int | None:
        """A length in metres, written as a decimal text, exactly in whole millimetres."""
        text = self.text_or_none(name)
        if text is None:
            return None
        if not _METRES.fullmatch(text):
            raise self.record.fault(name, f"{text!r} is no length in metres")
        length = Decimal(text) * 1000
        if length != length.to_integral_value():
            raise self.record.fault(name, f"{text!r} is finer than a millimetre")
        if length <= 0:
            raise self.record.fault(name, f"{text!r} must be more than 0")
        return int(length)

    def decimal(self, name: str, *, at_most: Decimal) -> Decimal:
        """A number of at most two decimals, written as a text, from 0 on."""
        text = self.text(name)
        if not _CENTS.fullmatch(text):
            raise self.record.fault(name, f"{text!r} is no number of two decimals")
        number = Decimal(text)
        if number > at_most:
            raise self.record.fault(name, f"must lie between 0 and {at_most}")
        return number

    def one_of(self, name: str, choices: Mapping[C, T]) -> T:
        """What the code stands for."""
        value = self._take(name)
        for code, meaning in choices.items():
            if type(value) is type(code) and value == code:
                return meaning
        raise self.record.fault(name, f"{value!r} is none of {', '.join(map(str, choices))}")

    def key(self, name: str, of: Model) -> str:
        """The key of a record of the model, which must be there."""
        return self._existing(name, self._take(name), of)

    def key_or_none(self, name: str, of: Model) -> str | None:
        value = self._take(name)
        return None if value is None else self._existing(name, value, of)

    def key_elsewhere(self, name: str, of: Model) -> str:
        """The key of a record of the model, which may have come with other files, before."""
        value = self._take(name)
        if (key := key_text(value, KEYS[of])) is None:
            raise self.record.fault(name, f"{value!r} is no key of {of}")
        return key

    def keys(self, name: str, of: Model) -> tuple[str, ...]:
        """The keys of records of the model, each named once."""
        values = self._take(name)
        if not isinstance(values, list):
            raise self.record.fault(name, "must be a list")
        keys = tuple(self._existing(name, value, of) for value in values)
        if len(set(keys)) < len(keys):
            raise self.record.fault(name, "names one twice")
        return keys

    def _existing(self, name: str, value: object, of: Model) -> str:
        key = key_text(value, KEYS[of])
        if key is None or not self._publication.holds(of, key):
            raise self.record.fault(name, f"{value!r} is no {of} of these files")
        return key

    def _present(self, name: str, value: T | None, reason: str) -> T:
        if value is None:
            raise self.record.fault(name, reason)
        return value

    def _optional(self, name: str, kind: type[T], words: str) -> T | None:
        value = self._take(name)
        if value is None:
            return None
        if type(value) is not kind:
            raise self.record.fault(name, f"must be {words}, not {value!r}")
        return value

    def _take(self, name: str) -> object:
        if name not in self.record.fields:
            raise self.record.fault(name, "is missing")
        self._rest.discard(name)
        return self.record.fields[name]
