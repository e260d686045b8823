"""Knows the words for a cut that cannot be."""

from collections.abc import Mapping
from decimal import Decimal

from harbors.errors import NotFound, Problem, Refused
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "LOT_SIZE": Translated(
        fi="Ruudun leveys on 1–12 metriä ja pituus 2–40 metriä.",
        sv="En ruta är 1–12 meter bred och 2–40 meter lång.",
        en="A lot is 1 to 12 metres wide and 2 to 40 metres long.",
    ),
    "LOT_COUNT": Translated(
        fi="Ruutuja on vähintään yksi ja enintään 2 000.",
        sv="Antalet rutor är minst en och högst 2 000.",
        en="There is at least one lot and at most 2,000.",
    ),
    "LOT_SIZE_REPEATED": Translated(
        fi="Tämä koko on jo luettelossa.", sv="Denna storlek finns redan.", en="This size is in the list already."
    ),
    "GROUND_UNMEASURED": Translated(
        fi="Kerro, montako neliömetriä alueelle voidaan jakaa.",
        sv="Ange hur många kvadratmeter som kan delas ut på området.",
        en="Tell how many square metres of the ground can be given.",
    ),
    "GROUND_SIZE": Translated(
        fi="Alueen koko on yli 0 ja enintään 1 000 000 neliömetriä.",
        sv="Området är större än 0 och högst 1 000 000 kvadratmeter.",
        en="Ground is more than 0 and at most 1,000,000 square metres.",
    ),
}
_OVERFILLED = Translated(
    fi="Ruudut eivät mahdu alueelle: niiden ala on {cut} m², alueen {ground} m².",
    sv="Rutorna ryms inte på området: de är {cut} m², området {ground} m².",
    en="The lots do not fit the ground: they take {cut} m², the ground has {ground} m².",
)
_FULL = Translated(
    fi="Ruudut eivät mahdu alueelle.", sv="Rutorna ryms inte på området.", en="The lots do not fit the ground."
)
_HELD = Translated(
    fi="Poistettavista ruuduista {count} on jollakulla.",
    sv="Av rutorna som skulle försvinna har någon {count}.",
    en="Somebody has {count} of the lots that would go.",
)
_ROUND_OPEN = Translated(
    fi="Ruudut jaetaan ennen kuin hakuaika alkaa; haku {code} on jo alkanut.",
    sv="Rutorna delas innan ansökningstiden börjar; omgången {code} har redan öppnats.",
    en="Ground is cut before a round opens; {code} has opened already.",
)
_UNKNOWN = Translated(
    fi="Tällaista nostojärjestysaluetta ei ole.",
    sv="Det finns inget sådant område i upptagningsordning.",
    en="There is no such unmarked area.",
)


def lot_fault(code: str, *, field: str) -> Problem:
    """Something in the cut that cannot be."""
    return Problem(code, field, _FAULTS[code])


def overfilled(*, cut_m2: Decimal, ground_m2: Decimal) -> Problem:
    """Boats would stand on the ways of rescue."""
    return Problem("LOTS_OVERFILL", "lots", _OVERFILLED.with_figures(cut=f"{cut_m2:.2f}", ground=f"{ground_m2:.2f}"))


def lots_do_not_fit() -> Refused:
    """What the database says of ground that would be overfilled."""
    return Refused(Problem("LOTS_OVERFILL", "lots", _FULL))


def lots_held(count: int) -> Refused:
    """A lot that somebody has, now or later, stays."""
    return Refused(Problem("LOTS_HELD", "lots", _HELD.with_figures(count=count)))


def round_has_opened(code: str) -> Refused:
    """Boaters choose among what was published when the round opened."""
    return Refused(Problem("LOTS_ROUND_OPEN", None, _ROUND_OPEN.with_figures(code=code)))


def unknown_ground() -> NotFound:
    """No unmarked area that is listed has this id."""
    return NotFound(Problem("GROUND_UNKNOWN", "unmarkedId", _UNKNOWN))
