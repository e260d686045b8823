"""Knows the words for policies that cannot be."""

from collections.abc import Mapping

from harbors.errors import Invalid, Problem
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "TITLE_REQUIRED": Translated(
        fi="Anna otsikko ainakin yhdellä kielellä.",
        sv="Ange rubriken på minst ett språk.",
        en="Give the title in one language at least.",
    ),
    "HTTPS_REQUIRED": Translated(
        fi="Anna osoite, joka alkaa https://.",
        sv="Ange en adress som börjar med https://.",
        en="Give an address that begins with https://.",
    ),
    "POLICY_REPEATED": Translated(
        fi="Samaa lajia on jo samasta päivästä alkaen.",
        sv="Det finns redan en av samma slag från samma dag.",
        en="There is one of this kind from the same day already.",
    ),
    "TOO_MANY_POLICIES": Translated(
        fi="Rivejä voi olla enintään {most}.", sv="Det kan finnas högst {most} rader.", en="At most {most} lines."
    ),
}


def policy_fault(code: str, *, field: str) -> Problem:
    """Something that cannot be in a policy."""
    return Problem(code, field, _FAULTS[code])


def too_many_policies(*, most: int) -> Invalid:
    """More policies than anybody reads."""
    return Invalid(Problem("TOO_MANY_POLICIES", "policies", _FAULTS["TOO_MANY_POLICIES"].with_figures(most=most)))


def policy_repeated() -> Invalid:
    """Two policies of a kind hold from the same day."""
    return Invalid(policy_fault("POLICY_REPEATED", field="policies"))
