"""Knows how to read JSON so that it can mean one thing only: each text must be written as RFC 8785 writes it.

That rules out doubled keys, other spellings of a number, spaces, and everything else that two readers could take for
different things; and a text is hashed as it stands. A ``Field`` remembers where it was read.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from operator import lt
from typing import Any

from harbors.verification.records import Unreadable

_HEX = re.compile("[0-9a-f]*")
_LARGEST = 2**53
_LONGEST_LINE = 1 << 22
# A million applications have three million in their result; a value may take thirty times the memory of its text.
_MOST_VALUES = 20_000_000
_AS_IT_STANDS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_BY_CODE_POINTS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True)


def canonical(value: Any) -> bytes:
    """RFC 8785, for values without fractions.

    Keys go by UTF-16 units, which is the order of code points as long as there are none from U+E000 on.
    """
    text = _BY_CODE_POINTS.encode(value)
    if not text.isascii() and max(text) >= "\ue000":
        text = _AS_IT_STANDS.encode(_sorted(value))
    return text.encode()


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=lambda key: key.encode("utf-16-be"))}
    return [_sorted(one) for one in value] if isinstance(value, list) else value


class Field:
    """A value of parsed JSON, and where it stands. Each way to take it raises ``Unreadable`` for another type."""

    def __init__(self, value: Any, *, file: str, line: int | None = None, path: str = "") -> None:
        self.value, self.file, self.line, self.path = value, file, line, path

    def __getitem__(self, step: str | int) -> "Field":
        """A field that must be there."""
        if isinstance(step, int):
            return Field(self.value[step], file=self.file, line=self.line, path=f"{self.path}[{step}]")
        path = f"{self.path}.{step}".lstrip(".")
        if not isinstance(self.value, dict) or step not in self.value:
            raise Unreadable("is missing", file=self.file, line=self.line, field=path)
        return Field(self.value[step], file=self.file, line=self.line, path=path)

    def wrong(self, message: str) -> Unreadable:
        return Unreadable(message, file=self.file, line=self.line, field=self.path)

    def only(self, *keys: str) -> "Field":
        """An object that has no other keys."""
        if not isinstance(self.value, dict):
            raise self.wrong("is no object")
        for key in sorted(self.value.keys() - set(keys)):
            raise self[key].wrong("is not known")
        return self

    def has(self, key: str) -> bool:
        return isinstance(self.value, dict) and key in self.value

    def names(self) -> list[str]:
        """The names of an object that may have any."""
        if not isinstance(self.value, dict):
            raise self.wrong("is no object")
        return list(self.value)

    def items(self) -> Iterator["Field"]:
        if not isinstance(self.value, list):
            raise self.wrong("is no list")
        return (self[index] for index in range(len(self.value)))

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.wrong("is no text")
        return self.value

    def time(self) -> datetime:
        """A time with its offset."""
        try:
            time = datetime.fromisoformat(self.text())
        except ValueError:
            raise self.wrong("is no time") from None
        if time.tzinfo is None:
            raise self.wrong("has no offset")
        return time

    def whole(self) -> int:
        if type(self.value) is not int or not -_LARGEST < self.value < _LARGEST:
            raise self.wrong("is no whole number of at most 53 bits")
        return self.value

    def count(self) -> int:
        if self.whole() < 0:
            raise self.wrong("is negative")
        return self.whole()

    def numbers(self) -> list[int]:
        """A list of numbers of places, ascending and distinct."""
        found: Any = self.value
        if not isinstance(found, list) or not {int}.issuperset(map(type, found)):
            raise self.wrong("is no list of whole numbers")
        if found and (found[0] < 0 or not all(map(lt, found, found[1:]))):
            raise self.wrong("is not ascending")
        return found

    def bytes(self, length: int | None = None) -> bytes:
        """Bytes in lower-case hex, of a length where one is given."""
        text = self.text()
        if not _HEX.fullmatch(text) or len(text) % 2 or (length is not None and len(text) != 2 * length):
            raise self.wrong("is not hex" if length is None else f"is not {length} bytes in hex")
        return bytes.fromhex(text)


def document(text: bytes, *, file: str, line: int | None = None, loose: bool = False) -> Field:
    """The value of a text, which may be written in any way when ``loose``. Raises ``Unreadable``."""
    if sum(map(text.count, (b",", b"[", b"{"))) > _MOST_VALUES:
        raise Unreadable(f"holds more than the {_MOST_VALUES} values that are read", file=file, line=line)
    try:
        value = json.loads(text)
        written = canonical(value)
    except (ValueError, RecursionError) as error:  # a UnicodeError is a ValueError
        raise Unreadable(f"is no JSON ({_told(error)})", file=file, line=line) from None
    if written != text and not loose:
        raise Unreadable("is not written as RFC 8785 writes it", file=file, line=line)
    return Field(value, file=file, line=line)


def lines(text: bytes, *, file: str) -> Iterator[tuple[bytes, Field]]:
    """Each line of a file as it stands, and its value. Every line has an end."""
    for number, row in enumerate(BytesIO(text), start=1):
        if len(row) > _LONGEST_LINE:
            raise Unreadable(f"is longer than {_LONGEST_LINE} bytes", file=file, line=number)
        if not row.endswith(b"\n"):
            raise Unreadable("has no end", file=file, line=number)
        yield row[:-1], document(row[:-1], file=file, line=number)


def _told(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:100]
