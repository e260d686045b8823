"""Knows the words of each template in each language, as they stand in ``words/``; a figure there is ``{{ name }}``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from harbors.notices.figures import paragraphs
from harbors.notices.records import Template
from harbors.text import Language

_FIGURE = re.compile(r"{{ (\w+) }}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One template in one language; ``action`` is what the link says, ``sms`` the whole text of an SMS."""

    subject: str
    paragraphs: tuple[str, ...]
    action: str | None = None
    sms: str | None = None


# What stands in every message, whatever it is about.
@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The greeting, the line with the reference, and who speaks."""

    greeting: str
    reference: str
    signature: str


FRAMES: Mapping[Language, Frame] = {
    Language.FI: Frame(
        greeting="Hei,",
        reference="Viestin viite on {{ reference }}. Mainitse se, jos kysyt meiltä tästä asiasta.",
        signature="Tämän viestin lähetti automaattisesti Ahti, kaupungin venepaikkapalvelu. "
        "Siihen ei voi vastata sähköpostilla.",
    ),
    Language.SV: Frame(
        greeting="Hej,",
        reference="Meddelandets referens är {{ reference }}. Uppge den om du frågar oss om ärendet.",
        signature="Meddelandet skickades automatiskt av Ahti, stadens båtplatstjänst. "
        "Det går inte att svara på det per e-post.",
    ),
    Language.EN: Frame(
        greeting="Hello,",
        reference="The reference of this message is {{ reference }}. Please give it if you ask us about this.",
        signature="This message was sent automatically by Ahti, the city's service for places for boats. "
        "It cannot be answered by e-mail.",
    ),
}


@cache
def words_of(template: Template, language: Language) -> Words:
    """The words of a template in a language."""
    return _read(template)[language]


def subject_of(template: Template, language: Language, figures: Mapping[str, str]) -> str | None:
    """The subject with its figures, where these are still kept."""
    words = words_of(template, language).subject
    if not all(name in figures for name in _FIGURE.findall(words)):
        return None
    return _filled(words, figures)


def paragraphs_of(template: Template, language: Language, figures: Mapping[str, str]) -> tuple[str, ...]:
    """What a message says between greeting and signature, all figures given."""
    filled = (_filled(words, figures) for words in words_of(template, language).paragraphs)
    return tuple(part for words in filled for part in paragraphs(words))


def _filled(words: str, figures: Mapping[str, str]) -> str:
    return _FIGURE.sub(lambda found: figures[found[1]], words)


@cache
def _read(template: Template) -> Mapping[Language, Words]:
    file = files(__package__).joinpath("words", f"{template.lower()}.toml")
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    return {Language(tag): Words(**(texts | {"paragraphs": tuple(texts["paragraphs"])})) for tag, texts in told.items()}
