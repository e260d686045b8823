"""Knows the words for what cannot be done with a standing wish."""

from collections.abc import Mapping

from harbors.errors import Conflict, NotFound, Problem, Refused
from harbors.text import Translated

_FAULTS: Mapping[str, Translated] = {
    "BOAT_REQUIRED": Translated(
        fi="Kerro vene, jolle paikkaa haetaan.",
        sv="Uppge båten som platsen söks för.",
        en="Tell of the boat that needs a place.",
    ),
    "BOAT_OF_LEASE": Translated(
        fi="Vaihdossa vene on se, joka paikalla on.",
        sv="I ett byte är båten den som ligger på platsen.",
        en="In an exchange the boat is the one that lies on the place.",
    ),
    "LEASE_OVER": Translated(
        fi="Vuokrasopimus on päättynyt: vaihdettavaa paikkaa ei ole.",
        sv="Hyresavtalet har upphört: det finns ingen plats att byta.",
        en="The lease is over: there is no place to exchange.",
    ),
    "QUEUE_CLOSED": Translated(
        fi="Tällä palveluntarjoajalla ei ole jonoa.",
        sv="Denna tillhandahållare har ingen kö.",
        en="This provider has no queue.",
    ),
    "QUEUE_LEFT": Translated(
        fi="Olet jo poistunut jonosta.", sv="Du har redan lämnat kön.", en="You have left the queue already."
    ),
    "WAITING_ALREADY": Translated(
        fi="Olet jo jonossa: poistu siitä ensin, jos toiveet muuttuvat.",
        sv="Du är redan i kön: lämna den först om önskemålen ändras.",
        en="You are in the queue already: leave it first if you want something else.",
    ),
    "ENTRY_UNKNOWN": Translated(
        fi="Jonopaikkaa ei ole, tai se ei ole sinun.",
        sv="Köplatsen finns inte, eller är inte din.",
        en="There is no such entry in the queue, or it is not yours.",
    ),
}


def queue_fault(code: str, *, field: str | None) -> Problem:
    """Something in a standing wish that cannot be."""
    return Problem(code, field, _FAULTS[code])


def unknown_entry() -> NotFound:
    """No entry has this id, or it is somebody else's: the answer does not tell which."""
    return NotFound(queue_fault("ENTRY_UNKNOWN", field="entryId"))


def waiting_already() -> Conflict:
    """One person waits once at a provider, and one lease is up for exchange once."""
    return Conflict(queue_fault("WAITING_ALREADY", field=None))


def queue_closed() -> Refused:
    """Nobody can join a queue that has no rules."""
    return Refused(queue_fault("QUEUE_CLOSED", field="providerId"))


def queue_left() -> Refused:
    """What has ended does not end again."""
    return Refused(queue_fault("QUEUE_LEFT", field="entryId"))


def lease_over() -> Refused:
    """There is no place to be given in exchange."""
    return Refused(queue_fault("LEASE_OVER", field="leaseId"))
