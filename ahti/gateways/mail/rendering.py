"""Knows how a message reads: its words with its figures, as plain text, as HTML and as an SMS."""

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from harbors.notices.figures import paragraphs
from harbors.notices.records import Message
from harbors.notices.words import FRAMES, words_of

_LONGEST_SUBJECT = 150

_LOADER = PackageLoader("ahti.gateways.mail", "layouts")
_PLAIN = Environment(loader=_LOADER, undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
_HTML = Environment(loader=_LOADER, undefined=StrictUndefined, autoescape=True, keep_trailing_newline=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A message as it is read."""

    subject: str
    text: str
    html: str


def render(message: Message) -> Rendered:
    """The message as mail. Raises ``jinja2.UndefinedError`` for one whose figures have been forgotten."""
    words = words_of(message.template, message.language)
    told = _one_line(_filled(words.subject, message))
    subject = told if len(told) <= _LONGEST_SUBJECT else f"{told[: _LONGEST_SUBJECT - 1]}…"
    frame = FRAMES[message.language]
    parts = {
        "language": message.language,
        "subject": subject,
        "greeting": frame.greeting,
        "paragraphs": [part for words in words.paragraphs for part in paragraphs(_filled(words, message))],
        "action": words.action,
        "link": message.figures.get("link"),
        "reference": _filled(frame.reference, message),
        "signature": frame.signature,
    }
    return Rendered(
        subject=subject,
        text=_PLAIN.get_template("notice.txt.jinja").render(parts),
        html=_HTML.get_template("notice.html.jinja").render(parts),
    )


def render_sms(message: Message) -> str:
    """The message as one SMS."""
    return _one_line(_filled(words_of(message.template, message.language).sms or "", message))


def _filled(words: str, message: Message) -> str:
    """Plain text: the layout of the HTML escapes it as a whole."""
    return _compiled(words).render(message.figures, reference=message.reference)


@cache
def _compiled(words: str) -> Template:
    return _PLAIN.from_string(words)


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
