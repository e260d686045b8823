"""Knows the words for a draw that cannot be made or kept."""

from harbors.errors import Conflict, Invalid, Problem
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
_SEED = Translated(
    fi="Siemenluku on 64 pientä heksadesimaalinumeroa.",
    sv="Fröet är 64 små hexadecimala siffror.",
    en="A seed is 64 lower-case hex digits.",
)


def bad_seed() -> Invalid:
    """What was given is no seed."""
    return Invalid(Problem("SEED_SPELLING", "seed", _SEED))


def round_changed() -> Conflict:
    """What was drawn is not what stands now."""
    return Conflict(Problem("ROUND_CHANGED", None, _CHANGED))


def place_taken() -> Conflict:
    """Somebody else holds the place during that time."""
    return Conflict(Problem("PLACE_TAKEN", None, _TAKEN))
