"""Knows how a decision says that it was made automatically, and how a correction of it is asked for."""

from harbors.corrections.reads import Decision
from harbors.text import Translated, told_time

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


def words_for(decision: Decision) -> Translated:
    """How it was made, and until when what can be asked."""
    if decision.correction_until is None:
        return _MADE.followed_by(_NOT_BEGUN)
    return _MADE.followed_by(_UNTIL.with_figures(until=told_time(decision.correction_until)))
