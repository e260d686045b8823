"""Knows the words for a notice that cannot be, and for ground that has no room for a boat."""

from collections.abc import Mapping
from decimal import Decimal

from harbors.errors import Conflict, NotFound, Problem, Refused
from harbors.storage_notices.records import StorageNoticeStatus
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "GROUND_INACTIVE": Translated(
        fi="Alue ei ole käytössä.", sv="Området är inte i bruk.", en="The ground is not in use."
    ),
    "GROUND_IN_LOTS": Translated(
        fi="Alue on jaettu ruutuihin: hae ruutua.",
        sv="Området är indelat i rutor: ansök om en ruta.",
        en="The ground is cut into lots: apply for one of them.",
    ),
    "NOTICES_NOT_TAKEN": Translated(
        fi="Alueelle ei voi ilmoittaa veneitä.",
        sv="Båtar kan inte anmälas till området.",
        en="No notices of boats are taken for this ground.",
    ),
    "SEASON_ORDER": Translated(
        fi="Kausi päättyy ennen kuin alkaa.",
        sv="Säsongen slutar innan den börjar.",
        en="The season ends before it begins.",
    ),
    "SEASON_OVER": Translated(fi="Kausi on päättynyt.", sv="Säsongen är slut.", en="The season is over."),
    "OUTSIDE_SEASON": Translated(
        fi="Aika ei ole kauden sisällä.", sv="Tiden ligger inte inom säsongen.", en="The time lies outside the season."
    ),
    "NOTHING_LEFT": Translated(
        fi="Viimeinen päivä on ennen ensimmäistä tai mennyt.",
        sv="Den sista dagen är före den första eller redan förbi.",
        en="The last day is before the first, or over.",
    ),
    "CRADLE_ONLY": Translated(
        fi="Kauden jälkeen alueelle saa jäädä vain pukki tai teline.",
        sv="Efter säsongen får bara en vagga stå kvar.",
        en="After the season only a cradle may stay.",
    ),
    "TRAILER_UNREGISTERED": Translated(
        fi="Kerro trailerin rekisteritunnus.",
        sv="Ange trailerns registerbeteckning.",
        en="Tell the registration of the trailer.",
    ),
    "TRAILER_NOT_THERE": Translated(
        fi="Trailerin tunnus kerrotaan vain, kun vene on trailerilla.",
        sv="Trailerns beteckning anges bara när båten står på en trailer.",
        en="A trailer's registration is told only of a boat that stands on one.",
    ),
    "WIDTH_RANGE": Translated(
        fi="Leveys on 0,5–14 metriä.", sv="Bredden är 0,5–14 meter.", en="The width is 0.5 to 14 metres."
    ),
    "LENGTH_RANGE": Translated(
        fi="Pituus on 2–26 metriä.", sv="Längden är 2–26 meter.", en="The length is 2 to 26 metres."
    ),
    "WIDTH_EXCEEDS_LENGTH": Translated(
        fi="Leveys on suurempi kuin pituus.", sv="Bredden är större än längden.", en="The width exceeds the length."
    ),
    "HOLDER_AMBIGUOUS": Translated(
        fi="Tuoja on joko henkilö tai organisaatio.",
        sv="Den som hämtar båten är en person eller en organisation.",
        en="Whoever brought the boat is a person or an organisation, not both.",
    ),
    "NAME_UNTOLD": Translated(
        fi="Kerro ensin nimesi omissa tiedoissasi.",
        sv="Berätta först ditt namn i dina uppgifter.",
        en="Tell your name in your own data first.",
    ),
    "MEASURES_UNCHANGED": Translated(
        fi="Mitat ovat jo nämä.", sv="Måtten är redan dessa.", en="The measures are these already."
    ),
    "REGRET_LATE": Translated(
        fi="Aika perua ilmoitus itse on päättynyt: ota yhteyttä alueen pitäjään.",
        sv="Tiden att själv återta anmälan har gått ut: kontakta den som driver området.",
        en="The time to take the notice back yourself is over: ask whoever runs the ground.",
    ),
    "NO_PRICE": Translated(
        fi="Paikalla ei ole hintaa.", sv="Platsen har inget pris.", en="There is no price for this."
    ),
    "IN_THE_PAST": Translated(fi="Aika on mennyt.", sv="Tiden är redan förbi.", en="That time is over."),
    "TERMS_RANGE": Translated(fi="Arvo ei kelpaa.", sv="Värdet duger inte.", en="This value cannot be."),
}
_FULL = Translated(
    fi="Alueella ei ole tilaa: vene vie {m2} m², vapaana on {free} m².",
    sv="Området har inte plats: båten tar {m2} m², {free} m² är ledigt.",
    en="The ground has no room: the boat takes {m2} m², {free} m² are free.",
)
_OVERFILLED = Translated(
    fi="Alueella ei ole enää tilaa veneelle.",
    sv="Området har inte längre plats för båten.",
    en="The ground has no room left for the boat.",
)
_BOATS_STAND = Translated(
    fi="Ruudut eivät mahdu alueelle: siellä on veneitä.",
    sv="Rutorna ryms inte på området: där står båtar.",
    en="The lots do not fit the ground: boats stand there.",
)
_NOTIFIED = Translated(
    fi="Tästä veneestä on jo ilmoitus samalta ajalta.",
    sv="Båten är redan anmäld för samma tid.",
    en="There is a notice of this boat for the same time already.",
)
_UNKNOWN = Translated(
    fi="Ilmoitusta ei ole, tai se ei ole sinun.",
    sv="Anmälan finns inte, eller är inte din.",
    en="There is no such notice, or it is not yours.",
)
_STANDS: Mapping[StorageNoticeStatus, Translated] = {
    StorageNoticeStatus.NOTIFIED: Translated(
        fi="Ilmoitusta ei ole maksettu.", sv="Anmälan är inte betald.", en="The notice is not paid."
    ),
    StorageNoticeStatus.OVERDUE: Translated(
        fi="Ilmoitusta ei ole maksettu ajoissa.",
        sv="Anmälan betalades inte i tid.",
        en="The notice was not paid in time.",
    ),
    StorageNoticeStatus.PAID: Translated(
        fi="Ilmoitus on jo maksettu.", sv="Anmälan är redan betald.", en="The notice is paid already."
    ),
    StorageNoticeStatus.ENDED: Translated(
        fi="Vene on jo viety pois.", sv="Båten har redan hämtats.", en="The boat was taken away already."
    ),
    StorageNoticeStatus.WITHDRAWN: Translated(
        fi="Ilmoitus on peruttu.", sv="Anmälan har återtagits.", en="The notice was taken back."
    ),
}


def notice_fault(code: str, *, field: str | None) -> Problem:
    """Something in a notice that cannot be."""
    return Problem(code, field, _FAULTS[code])


def ground_full(*, m2: Decimal, free_m2: Decimal) -> Refused:
    """Boats would stand on the ways of rescue."""
    return Refused(Problem("GROUND_FULL", "boat", _FULL.with_figures(m2=f"{m2:.2f}", free=f"{free_m2:.2f}")))


def ground_filled() -> Conflict:
    """What the database says of the last square metres, which somebody else was first to take."""
    return Conflict(Problem("GROUND_FULL", "boat", _OVERFILLED))


def boats_stand_there() -> Refused:
    """What the database says of lots on ground that boats stand on."""
    return Refused(Problem("LOTS_OVERFILL", "lots", _BOATS_STAND))


def boat_notified() -> Refused:
    """A boat stands in one place at a time."""
    return Refused(Problem("BOAT_NOTIFIED", "boat.registration", _NOTIFIED))


def unknown_notice() -> NotFound:
    """No notice has this id, or it is somebody else's: the answer does not tell which."""
    return NotFound(Problem("STORAGE_NOTICE_UNKNOWN", "noticeId", _UNKNOWN))


def notice_stands(status: StorageNoticeStatus) -> Refused:
    """A notice that stands there does not go where it was to go: ``NOTICE_PAID``, ``NOTICE_ENDED`` and so on."""
    return Refused(Problem(f"NOTICE_{status}", "noticeId", _STANDS[status]))
