"""Knows the words for what a circular cannot be."""

from harbors.errors import Invalid, NotFound, Problem, Refused
from harbors.text import Language, Translated

_NOBODY = Translated(
    fi="Valinnassa ei ole yhtään vuokralaista.",
    sv="Urvalet omfattar ingen hyresgäst.",
    en="Nobody in this selection is a tenant.",
)
_MISSING = Translated(
    fi="Otsikko tai teksti puuttuu kielellä {language}, jota lukee {readers} vastaanottajaa.",
    sv="Rubrik eller text saknas på {language}, som {readers} mottagare läser.",
    en="Subject or text is missing in {language}, which {readers} recipients read.",
)
_HALF = Translated(
    fi="Kielellä {language} on oltava sekä otsikko että teksti.",
    sv="På {language} behövs både rubrik och text.",
    en="In {language} there has to be both a subject and a text.",
)
_LONG = Translated(
    fi="Otsikko on enintään 150 ja teksti enintään 4 000 merkkiä.",
    sv="Rubriken är högst 150 och texten högst 4 000 tecken.",
    en="A subject has at most 150 characters, a text at most 4,000.",
)
_UNKNOWN = Translated(fi="Kiertokirjettä ei ole.", sv="Cirkuläret finns inte.", en="There is no such circular.")
_CALLED = {
    Language.FI: Translated(fi="suomi", sv="finska", en="Finnish"),
    Language.SV: Translated(fi="ruotsi", sv="svenska", en="Swedish"),
    Language.EN: Translated(fi="englanti", sv="engelska", en="English"),
}


def nobody_to_write_to() -> Refused:
    """No lease that runs now or later is in the selection."""
    return Refused(Problem("NO_TENANTS", "audience", _NOBODY))


def language_missing(language: Language, readers: int) -> Problem:
    """Somebody reads a language in which nothing is written."""
    words = _MISSING.with_figures(language=_CALLED[language], readers=readers)
    return Problem("LANGUAGE_MISSING", f"text.{language}", words)


def half_written(language: Language) -> Problem:
    """A subject without a text, or the other way round."""
    return Problem("HALF_WRITTEN", f"text.{language}", _HALF.with_figures(language=_CALLED[language]))


def too_long(field: str) -> Problem:
    """More than fits into a mail that people read."""
    return Problem("TOO_LONG", field, _LONG)


def cannot_be(*problems: Problem) -> Invalid:
    """A circular that cannot be sent as it is."""
    return Invalid(*problems)


def unknown_circular() -> NotFound:
    """No circular has this id, or it is another provider's."""
    return NotFound(Problem("CIRCULAR_UNKNOWN", "circularId", _UNKNOWN))
