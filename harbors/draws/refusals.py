"""Knows the words for a draw that cannot be kept."""

from harbors.errors import Conflict, Problem
from harbors.text import Translated

_CHANGED = Translated(
    fi="Hakemukset tai paikat ovat muuttuneet arvonnan aikana: aja arvonta uudelleen.",
    sv="Ansökningarna eller platserna har ändrats under lottningen: kör lottningen på nytt.",
    en="Applications or places have changed during the draw: run it again.",
)
_TAKEN = Translated(
    fi="Paikka on jo annettu täksi ajaksi.",
    sv="Platsen är redan upptagen för denna tid.",
    en="The place is taken for that time.",
)


def round_changed() -> Conflict:
    """What was drawn is not what stands now."""
    return Conflict(Problem("ROUND_CHANGED", None, _CHANGED))


def place_taken() -> Conflict:
    """Somebody else holds the place during that time."""
    return Conflict(Problem("PLACE_TAKEN", None, _TAKEN))
