"""Knows the words for what a season cannot be, and for what cannot be done with one."""

from collections.abc import Mapping

from harbors.errors import Conflict, NotFound, Problem, Refused
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "SEASON_UNKNOWN": Translated(
        fi="Kautta ei ole vielä kerrottu: kerro sen päivät.",
        sv="Säsongen är inte angiven ännu: ange dess dagar.",
        en="No such season is told yet: give its days.",
    ),
    "SEASON_ORDER": Translated(
        fi="Kauden on alettava ennen kuin se päättyy.",
        sv="Säsongen måste börja innan den slutar.",
        en="A season has to begin before it ends.",
    ),
    "SEASON_LONG": Translated(
        fi="Kausi on enintään vuoden mittainen.", sv="En säsong är högst ett år.", en="A season is a year at most."
    ),
    "GRACE_LONG": Translated(
        fi="Lisäaikaa on 0–100 päivää.", sv="Respittiden är 0–100 dagar.", en="There are 0 to 100 days of grace."
    ),
    "DUE_BEFORE_SENT": Translated(
        fi="Eräpäivä on oltava lähettämisen jälkeen.",
        sv="Förfallodagen måste vara efter utskicket.",
        en="The due date has to come after the day on which renewals are sent.",
    ),
    "DUE_IN_SEASON": Translated(
        fi="Eräpäivän lisäaikoineen on oltava ennen kauden alkua.",
        sv="Förfallodagen med respittid måste vara före säsongen.",
        en="The due date, with the days of grace, has to come before the season.",
    ),
    "SENT_EARLY": Translated(
        fi="Jatkolaskut lähetetään enintään vuotta ennen kautta.",
        sv="Förnyelser skickas högst ett år före säsongen.",
        en="Renewals are sent a year before the season at most.",
    ),
    "SEASON_HAS_LEASES": Translated(
        fi="Kaudella on jo vuokrasopimuksia: siirrä kausi, niin vuokralaiset saavat tiedon.",
        sv="Säsongen har redan hyresavtal: flytta säsongen, så får hyresgästerna veta.",
        en="The season has leases already: move the season, so that tenants are told.",
    ),
    "SEASON_IN_PLAY": Translated(
        fi="Kauden paikkoja jaetaan tai tarjotaan parhaillaan: odota, että ne on ratkaistu.",
        sv="Säsongens platser delas ut eller erbjuds just nu: vänta tills det är avgjort.",
        en="Places of this season are being given or offered just now: wait until that is settled.",
    ),
    "SEASON_YEAR": Translated(
        fi="Kausi alkaa samana vuonna kuin ennen.",
        sv="Säsongen börjar samma år som förut.",
        en="The season begins in the same year as before.",
    ),
    "SEASON_UNMOVED": Translated(
        fi="Kaudella on jo nämä päivät.", sv="Säsongen har redan dessa dagar.", en="The season has these days already."
    ),
    "SEASONS_OVERLAP": Translated(
        fi="Kausi osuu toisen kauden päälle.",
        sv="Säsongen överlappar en annan.",
        en="The season overlaps another.",
    ),
}
_UNKNOWN = Translated(
    fi="Kautta ei ole, tai se ei ole teidän.",
    sv="Säsongen finns inte, eller är inte er.",
    en="There is no such season, or it is not yours.",
)


def season_fault(code: str, *, field: str) -> Problem:
    """Something that a season cannot be."""
    return Problem(code, field, _FAULTS[code])


def unknown_season() -> NotFound:
    """No season has this id."""
    return NotFound(Problem("SEASON_UNKNOWN", "seasonId", _UNKNOWN))


def season_refused(code: str, *, field: str = "seasonId") -> Refused:
    """What cannot be done with a season as things stand."""
    return Refused(season_fault(code, field=field))


def seasons_overlap() -> Conflict:
    """Two seasons of a kind share a day."""
    return Conflict(season_fault("SEASONS_OVERLAP", field="starts"))
