"""Knows how an applicant is told what came of a request for a correction, by mail and in the own language."""

from collections.abc import Mapping
from datetime import datetime

from harbors.applications.records import Application
from harbors.chance import Chance
from harbors.corrections.records import Correction, CorrectionStatus
from harbors.leases.telling import called
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.rounds.records import Round
from harbors.sql import Connection
from harbors.text import Translated

_DECISIONS: Mapping[CorrectionStatus, Translated] = {
    CorrectionStatus.REJECTED: Translated(
        fi="Pyyntöä ei hyväksytty: tulos pysyy voimassa.",
        sv="Begäran godkändes inte: resultatet står fast.",
        en="The request was not accepted: the result stands.",
    ),
    CorrectionStatus.NEW_VERSION: Translated(
        fi="Pyyntö hyväksyttiin: arvonnasta tehdään uusi versio, ja saat siitä uuden päätöksen.",
        sv="Begäran godkändes: en ny version av lottningen görs, och du får ett nytt beslut.",
        en="The request was accepted: another version of the draw is made, and you will get a new decision.",
    ),
    CorrectionStatus.OFFER: Translated(
        fi="Pyyntö hyväksyttiin: saat paikan {place}.",
        sv="Begäran godkändes: du får platsen {place}.",
        en="The request was accepted: you get {place}.",
    ),
}


async def tell_of_decision(
    connection: Connection,
    correction: Correction,
    application: Application,
    a_round: Round,
    *,
    now: datetime,
    chance: Chance,
) -> None:
    """Have the applicant told, who has an address. For the system."""
    applicant = application.applicant
    if applicant.email is None:
        return
    recipient = Recipient(address=applicant.email, language=applicant.language, person_id=application.person_id)
    figures = {
        "application": application.reference,
        "round": a_round.name.in_language(applicant.language) or "",
        "decision": await _decision(connection, correction, recipient),
        "reason": correction.reason or "",
    }
    key = f"correction {correction.id}"
    await notify(connection, recipient, Template.CORRECTION_DECIDED, figures, key=key, now=now, chance=chance)


async def _decision(connection: Connection, correction: Correction, recipient: Recipient) -> str:
    words = _DECISIONS[correction.status]
    if correction.place_id is not None:
        place = await called(connection, correction.place_id)
        words = words.with_figures(place=place.in_language(recipient.language))
    return words.in_language(recipient.language) or ""
