"""Knows the words for books that cannot be written."""

from harbors.errors import Problem, Refused
from harbors.text import Translated

_MISSING = Translated(
    fi="Tili puuttuu: {use}.", sv="Kontot saknas: {use}.", en="The provider has told no account for {use}."
)


def account_missing(use: str) -> Refused:
    """No account is known for what is to be posted."""
    return Refused(Problem("ACCOUNT_MISSING", "accounts", _MISSING.with_figures(use=use)))
