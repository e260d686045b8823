"""Knows the words for what cannot let anybody in."""

from collections.abc import Mapping

from harbors.errors import NotFound, Problem
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "LEAD_LONG": Translated(
        fi="Tiedot näytetään enintään 120 päivää ennen vuokrauksen alkua.",
        sv="Uppgifterna visas högst 120 dagar innan hyrestiden börjar.",
        en="It is shown 120 days before a lease begins at most.",
    ),
    "GATE_IN_THE_PAST": Translated(
        fi="Aika on jo mennyt.", sv="Tiden har redan gått.", en="That time has passed already."
    ),
}
_UNKNOWN = Translated(
    fi="Porttia ei ole, tai se ei ole teidän.",
    sv="Porten finns inte, eller är inte er.",
    en="There is no such gate, or it is not yours.",
)


def gate_fault(code: str, *, field: str) -> Problem:
    """Something that cannot be in what lets tenants in."""
    return Problem(code, field, _FAULTS[code])


def unknown_gate() -> NotFound:
    """Nothing that lets anybody in has this id."""
    return NotFound(Problem("GATE_UNKNOWN", "gateId", _UNKNOWN))
