"""Knows how a paper is printed: a template of ours, filled with strings that are text and never markup, as PDF/UA-1."""

import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

import orjson
import typst

from harbors.text import Language

_TEMPLATES = files("ahti.papers") / "templates"
_WORDS = files("ahti.papers") / "words"
_SPACES = ("Zs", "Zl", "Zp", "Cc")
# Latin, Greek and Cyrillic letters, and the signs of print and trade: a test prints each.
KNOWN = (
    range(0x20, 0x7F),
    range(0xA0, 0xAD),
    range(0xAE, 0x250),
    range(0x388, 0x38B),
    range(0x38E, 0x3A2),
    range(0x3A3, 0x500),
    range(0x1E00, 0x1F00),
    range(0x2010, 0x2028),
    range(0x2030, 0x2041),
    range(0x20A0, 0x20C0),
    range(0x2212, 0x2213),
)
# What the fonts that come with Typst have no sign for would be a box on paper and silence in a screen reader.
_UNKNOWN = "?"


def print_paper(template: str, data: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF. Takes tens of milliseconds: not for the event loop."""
    return _compiled(template, data, format="pdf", pdf_standards=["ua-1"], timestamp=int(at.timestamp()))


def picture_paper(template: str, data: Mapping[str, Any]) -> bytes:
    """Its only page as it looks, as PNG."""
    return _compiled(template, data, format="png", ppi=200)


@cache
def paper_words(language: Language) -> Mapping[str, Any]:
    """What is printed beside the data."""
    return tomllib.loads(_WORDS.joinpath(f"{language}.toml").read_text(encoding="utf-8"))


def _compiled(template: str, data: Mapping[str, Any], **options: Any) -> bytes:
    printed = typst.compile(
        _source(template),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"data": orjson.dumps(tidy(data)).decode()},
        **options,
    )
    return printed if isinstance(printed, bytes) else b""


@cache
def _source(template: str) -> bytes:
    """The template with what all have: nothing is read from the disk or the network while a paper is printed."""
    return b"".join(_TEMPLATES.joinpath(f"{name}.typ").read_bytes() for name in ("frame", template))


@cache
def _fonts() -> typst.Fonts:
    """Those that come with the library, wherever it runs."""
    return typst.Fonts(include_system_fonts=False)


def tidy(data: Any) -> Any:
    """The same, with each text as it can be printed."""
    if isinstance(data, str):
        return "".join(map(_printable, unicodedata.normalize("NFC", data)))
    if isinstance(data, Mapping):
        return {name: tidy(value) for name, value in data.items()}
    return [tidy(value) for value in data] if isinstance(data, list | tuple) else data


@cache
def _printable(sign: str) -> str:
    if any(ord(sign) in known for known in KNOWN):
        return sign
    return " " if unicodedata.category(sign) in _SPACES else _UNKNOWN
