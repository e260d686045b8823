"""Knows the words for a sticker that cannot be given or posted."""

from harbors.errors import NotFound, Problem, Refused
from harbors.text import Translated

_UNKNOWN = Translated(
    fi="Tarraa ei ole, tai se ei ole teidän.",
    sv="Dekalen finns inte, eller är inte er.",
    en="There is no such sticker, or it is not yours.",
)
_NOT_GIVEN = Translated(
    fi="Näistä paikoista ei anneta tarroja.",
    sv="För dessa platser ges inga dekaler.",
    en="No stickers are given for these places.",
)


def unknown_sticker() -> NotFound:
    """No sticker of the provider has this id."""
    return NotFound(Problem("STICKER_UNKNOWN", "stickerIds", _UNKNOWN))


def no_stickers() -> Refused:
    """The provider does not want stickers for such leases."""
    return Refused(Problem("STICKERS_NOT_GIVEN", "leaseId", _NOT_GIVEN))
