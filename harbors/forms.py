"""Knows single fields of a form: how a text is tidied, and what it may be."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from harbors.errors import Problem
from harbors.faults import field_fault

_EMAIL = re.compile(r'[^\s@"(),:;<>\[\\\]]{1,64}@(\w([\w-]{0,61}\w)?\.)+\w([\w-]{0,61}\w)')
PHONE_SHAPE = re.compile(r"\+?[\d ()/-]*(\d[ ()/-]*){5}")
_ZIP_CODE = re.compile(r"[0-9A-Z][0-9A-Z -]{1,11}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField:
    """What a tidy text of a form may be; ``fault`` is the code of one that has not the right ``shape``,
    and ``words`` says it."""

    longest: int
    required: bool = False
    shape: re.Pattern[str] | None = None
    fault: str = ""
    words: Callable[..., Problem] = field_fault

    def problems(self, text: str | None, *, field: str) -> Iterator[Problem]:
        if not text:
            if self.required:
                yield field_fault("REQUIRED", field=field)
        elif not text.isprintable():
            yield field_fault("UNREADABLE", field=field)
        elif len(text) > self.longest:
            yield field_fault("TOO_LONG", field=field)
        elif self.shape and not self.shape.fullmatch(text):
            yield self.words(self.fault, field=field)


NAME = TextField(longest=100, required=True)
EMAIL = TextField(longest=254, required=True, shape=_EMAIL, fault="EMAIL_SHAPE")
PHONE = TextField(longest=30, shape=PHONE_SHAPE, fault="PHONE_SHAPE")
ADDRESS = TextField(longest=200)
ZIP_CODE = TextField(longest=12, shape=_ZIP_CODE, fault="ZIP_CODE_SHAPE")
MUNICIPALITY = TextField(longest=100, required=True)
REASON = TextField(longest=2_000, required=True)


# Composing letters takes the square of a text's length, and no field is nearly as long.
_TOO_LONG_TO_TIDY = 2_000


def tidy_text(text: str) -> str:
    """Composed letters, plain spaces, none around it; a text that every field finds too long stays as it is."""
    if len(text) > _TOO_LONG_TO_TIDY:
        return text
    return unicodedata.normalize("NFC", text).replace("\N{NO-BREAK SPACE}", " ").strip()


def tidy_optional(text: str | None) -> str | None:
    """The same; a text without content is no text."""
    return (text and tidy_text(text)) or None
