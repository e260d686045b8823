"""Knows the words for why a lease is not renewed, and for what cannot be done with a run."""

from collections.abc import Mapping

from harbors.errors import Conflict, NotFound, Problem, Refused
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "PAYER_UNKNOWN": Translated(
        fi="Vuokralaisesta ei tiedetä nimeä: laskua ei voi lähettää.",
        sv="Hyresgästens namn är inte känt: ingen faktura kan skickas.",
        en="The tenant's name is not known: no invoice can be sent.",
    ),
    "PLACE_GIVEN": Translated(
        fi="Paikka on annettu seuraavaksi kaudeksi jollekin muulle.",
        sv="Platsen har getts åt någon annan för nästa säsong.",
        en="The place is somebody else's in the next season.",
    ),
    "DEBTS": Translated(
        fi="Vuokralaisella on erääntynyt maksamaton tilaus.",
        sv="Hyresgästen har en förfallen obetald beställning.",
        en="An order of the tenant's is overdue.",
    ),
    "NO_NEXT_SEASON": Translated(
        fi="Seuraavaa kautta tai sen jatkamisaikoja ei ole kerrottu.",
        sv="Nästa säsong eller dess förnyelsedagar är inte angivna.",
        en="The next season, or when its renewals are due, is not told yet.",
    ),
    "RENEWALS_OVER": Translated(
        fi="Jatkamisen eräpäivä on jo mennyt.",
        sv="Förnyelsernas förfallodag har redan gått.",
        en="The day until which renewals are paid has passed.",
    ),
    "RENEWALS_NOT_SENT": Translated(
        fi="Paikkaa ei voi vielä jatkaa.",
        sv="Platsen kan inte förnyas ännu.",
        en="The place cannot be renewed yet.",
    ),
    "RENEWALS_RUNNING": Translated(
        fi="Jatkamisia tehdään parhaillaan.",
        sv="Förnyelserna görs just nu.",
        en="Renewals are being made just now.",
    ),
    "RUN_STANDS": Translated(
        fi="Ajoa ei voi enää muuttaa näin.",
        sv="Körningen kan inte längre ändras så.",
        en="Nothing like that can be done with the run any more.",
    ),
    "NOT_RENEWABLE": Translated(
        fi="Sopimusta ei voi jatkaa: se on jo jatkettu, vaihdossa tai päättynyt.",
        sv="Avtalet kan inte förnyas: det är redan förnyat, i byte eller avslutat.",
        en="The lease cannot be renewed: it is renewed already, another place is offered, or it has ended.",
    ),
}
_UNKNOWN = Translated(
    fi="Ajoa ei ole, tai se ei ole teidän.",
    sv="Körningen finns inte, eller är inte er.",
    en="There is no such run, or it is not yours.",
)


def renewal_fault(code: str, *, field: str | None = None) -> Problem:
    """Why a lease is not renewed."""
    return Problem(code, field, _FAULTS[code])


def renewals_refused(code: str, *, field: str | None = None) -> Refused:
    """What cannot be done as things stand."""
    return Refused(renewal_fault(code, field=field))


def unknown_run() -> NotFound:
    """No run has this id."""
    return NotFound(Problem("RUN_UNKNOWN", "runId", _UNKNOWN))


def renewals_running() -> Conflict:
    """Another run into the same season is not through yet."""
    return Conflict(renewal_fault("RENEWALS_RUNNING", field="seasonId"))
