"""Knows how a decision says that it was made automatically, and how a correction of it is asked for."""

from datetime import datetime
from zoneinfo import ZoneInfo

from harbors.corrections.reads import Decision
from harbors.text import Translated

_HELSINKI = ZoneInfo("Europe/Helsinki")
_MADE = Translated(
    fi="Päätös tehtiin automaattisesti julkaistujen sääntöjen ja arvonnan mukaan; jokaisen toiveen kohdalla on syy. "
    "Jos jokin on mielestäsi väärin, pyydä oikaisua ja kerro mikä: ihminen katsoo asian.",
    sv="Beslutet fattades automatiskt enligt de publicerade reglerna och lottningen; vid varje önskemål står skälet. "
    "Om något är fel enligt dig, begär rättelse och berätta vad: en människa ser på saken.",
    en="The decision was made automatically by the published rules and the draw; each choice has its reason beside it. "
    "If you think that something is wrong, ask for a correction and tell what: a human will look at it.",
)
_UNTIL = Translated(fi="Pyydä ennen kuin {until} on tullut.", sv="Begär det före {until}.", en="Ask before {until}.")
_NOT_BEGUN = Translated(
    fi="Aika alkaa vasta, kun sinulle on ilmoitettu.",
    sv="Tiden börjar först när du har meddelats.",
    en="The time begins only when you have been notified.",
)


def told_time(at: datetime) -> str:
    """An instant as people read it, in Finland."""
    return at.astimezone(_HELSINKI).strftime("%-d.%-m.%Y %H.%M")


def words_for(decision: Decision) -> Translated:
    """How it was made, and until when what can be asked."""
    if decision.correction_until is None:
        return _joined(_MADE, _NOT_BEGUN)
    return _joined(_MADE, _UNTIL.with_figures(until=told_time(decision.correction_until)))


def _joined(first: Translated, second: Translated) -> Translated:
    return Translated(fi=f"{first.fi} {second.fi}", sv=f"{first.sv} {second.sv}", en=f"{first.en} {second.en}")
