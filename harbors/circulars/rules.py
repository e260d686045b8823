"""Knows what a circular has to say before anybody is written to."""

from collections.abc import Iterator, Mapping

from harbors.circulars.records import Words
from harbors.circulars.refusals import cannot_be, half_written, language_missing, nobody_to_write_to, too_long
from harbors.errors import Problem
from harbors.faults import field_fault
from harbors.forms import tidy_optional
from harbors.text import Language, Translated

LONGEST_SUBJECT, LONGEST_TEXT = 150, 4_000
# How many letters are written in one transaction.
AT_ONCE = 200


def tidy(words: Words) -> Words:
    """The words without stray spaces; what is blank is not written at all."""
    return Words(_tidy(words.subject), _tidy(words.text))


def check_words(words: Words, readers: Mapping[Language, int]) -> None:
    """Raise ``Invalid`` unless there is a subject and a text in every language that somebody reads."""
    problems = [problem for language in Language for problem in _wrong(words, language, readers.get(language, 0))]
    if not any(all(written_in(words, language)) for language in Language):
        problems.append(field_fault("REQUIRED", field="text"))
    if problems:
        raise cannot_be(*problems)


def check_audience(leases: int) -> None:
    """Raise ``Refused`` when nobody is meant."""
    if leases == 0:
        raise nobody_to_write_to()


def written_in(words: Words, language: Language) -> tuple[str, str]:
    """Subject and text in exactly this language, empty where there is none."""
    return getattr(words.subject, language) or "", getattr(words.text, language) or ""


def _wrong(words: Words, language: Language, readers: int) -> Iterator[Problem]:
    subject, text = written_in(words, language)
    if readers and not (subject and text):
        yield language_missing(language, readers)
    elif bool(subject) != bool(text):
        yield half_written(language)
    if len(subject) > LONGEST_SUBJECT:
        yield too_long(f"subject.{language}")
    if len(text) > LONGEST_TEXT:
        yield too_long(f"text.{language}")


def _tidy(told: Translated) -> Translated:
    return Translated(fi=tidy_optional(told.fi), sv=tidy_optional(told.sv), en=tidy_optional(told.en))
