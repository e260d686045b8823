"""Knows the words for what cannot be done to many applications, or to one of them."""

from harbors.errors import Invalid, NotFound, Problem, Refused
from harbors.text import Translated

_NOTHING = Translated(
    fi="Valitse ainakin yksi hakemus.", sv="Välj minst en ansökan.", en="Select at least one application."
)
_CHANGED = Translated(
    fi="Työlista on muuttunut: siinä on nyt {actual} hakemusta, ei {seen}. Katso se uudelleen.",
    sv="Arbetslistan har ändrats: där finns nu {actual} ansökningar, inte {seen}. Titta på den igen.",
    en="The worklist has changed: there are {actual} applications now, not {seen}. Look at it again.",
)
_ELSEWHERE = Translated(
    fi="Valituista {missing} ei ole tämän haun hakemuksia.",
    sv="{missing} av de valda är inte ansökningar i denna omgång.",
    en="{missing} of those selected are no applications of this round.",
)
_NO_ACCOUNT = Translated(
    fi="Hakemus ei ole kenenkään tilillä: aseta luokka, jos tiedät sen.",
    sv="Ansökan hör inte till något konto: ange klassen, om du känner den.",
    en="The application belongs to no account: set its class, if you know it.",
)
_NO_MUNICIPALITY = Translated(
    fi="Hakemuksessa ei ole kotikuntaa.",
    sv="I ansökan finns ingen hemkommun.",
    en="The application names no municipality.",
)
_NO_CLAIM = Translated(
    fi="Hakija ei ole ilmoittanut edustavansa organisaatiota.",
    sv="Sökanden har inte uppgett sig företräda en organisation.",
    en="The applicant has not said to act for an organisation.",
)
_NO_MAIL = Translated(
    fi="Hakijalla ei ole sähköpostia: ota yhteyttä muuten.",
    sv="Sökanden har ingen e-post: kontakta på annat sätt.",
    en="The applicant has no mail address: get in touch in another way.",
)
_NO_LONGER = Translated(
    fi="Pyytäjä ei enää toimi palveluntarjoajan puolesta.",
    sv="Den som bad om detta handlar inte längre för tillhandahållaren.",
    en="Who asked for this does not act for the provider any more.",
)


def nothing_selected() -> Invalid:
    """An act on nothing is a mistake."""
    return Invalid(Problem("NOTHING_SELECTED", "applicationIds", _NOTHING))


def selection_changed(*, seen: int, actual: int) -> Refused:
    """The clerk has seen another list than the one that there is."""
    return Refused(Problem("SELECTION_CHANGED", "waiting.count", _CHANGED.with_figures(seen=seen, actual=actual)))


def selected_elsewhere(missing: int) -> NotFound:
    """Something else than an application of the round is named: nothing is done at all."""
    return NotFound(Problem("APPLICATION_UNKNOWN", "applicationIds", _ELSEWHERE.with_figures(missing=missing)))


def without_account() -> Refused:
    """Nothing can be attested of somebody who has no profile."""
    return Refused(Problem("APPLICATION_WITHOUT_ACCOUNT", "applicationId", _NO_ACCOUNT))


def without_municipality() -> Refused:
    """There is no municipality of which it could be said."""
    return Refused(Problem("MUNICIPALITY_MISSING", "applicationId", _NO_MUNICIPALITY))


def without_claim() -> Refused:
    """Nobody says to act for an organisation."""
    return Refused(Problem("REPRESENTATION_MISSING", "applicationId", _NO_CLAIM))


def without_mail() -> Refused:
    """Who has no mail address cannot be mailed."""
    return Refused(Problem("MAIL_MISSING", "applicationId", _NO_MAIL))


def no_longer_clerk() -> Problem:
    """What is left of a job is not done for somebody who may not any more."""
    return Problem("NO_LONGER_CLERK", None, _NO_LONGER)
