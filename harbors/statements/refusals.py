"""Knows the words for statements that are not ours."""

from harbors.errors import NotFound, Problem
from harbors.text import Translated

_UNKNOWN = Translated(
    fi="Tili {iban} ei ole kenenkään palveluntarjoajan.",
    sv="Kontot {iban} är inte någon leverantörs.",
    en="The account {iban} is no provider's.",
)


def account_unknown(iban: str) -> NotFound:
    """No provider has told this account."""
    return NotFound(Problem("ACCOUNT_UNKNOWN", "iban", _UNKNOWN.with_figures(iban=iban)))
