"""Knows the words for what cannot be done with an exchange."""

from harbors.errors import NotFound, Problem, Refused
from harbors.text import Translated

_UNKNOWN = Translated(
    fi="Vaihtoa ei ole, tai se ei ole sinun.",
    sv="Bytet finns inte, eller är inte ditt.",
    en="There is no such exchange, or it is not yours.",
)
_OVER = Translated(
    fi="Vaihtoehdotus ei ole enää voimassa.",
    sv="Bytesförslaget gäller inte längre.",
    en="The exchange is no longer proposed.",
)


def unknown_exchange() -> NotFound:
    """No exchange has this id, or it is somebody else's: the answer does not tell which."""
    return NotFound(Problem("EXCHANGE_UNKNOWN", "exchangeId", _UNKNOWN))


def exchange_over() -> Refused:
    """What is done or has failed is answered no more."""
    return Refused(Problem("EXCHANGE_OVER", "exchangeId", _OVER))
