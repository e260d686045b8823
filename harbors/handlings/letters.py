"""Knows how applicants are written to when many are handled, each in the own language; and how that reads before."""

from collections.abc import Mapping
from datetime import datetime

from harbors.applications.records import Application
from harbors.chance import Chance
from harbors.handlings.reads import STATEMENTS
from harbors.handlings.records import ApplicantQuestion, Handling, Letter
from harbors.notices.commands import notify
from harbors.notices.figures import tidy_figures
from harbors.notices.records import Recipient, Template
from harbors.notices.words import paragraphs_of, subject_of
from harbors.rounds.records import Round
from harbors.sql import Connection
from harbors.text import Language, Translated

# What stands for the reference of an application where a letter is shown before it is sent.
ANY_REFERENCE = "…"
_QUESTIONS: Mapping[ApplicantQuestion, Translated] = {
    ApplicantQuestion.MISSING_TITLE: Translated(
        fi="Emme tiedä, mistä alkaen omistat tai hallitset venettä. Lisää päivä ja todistus veneen tietoihin.",
        sv="Vi vet inte sedan när du äger eller innehar båten. Lägg till dagen och ett intyg i båtens uppgifter.",
        en="We do not know since when you own or hold the boat. Add the day and a paper to what is told of the boat.",
    ),
    ApplicantQuestion.UNVERIFIED_RESIDENCE: Translated(
        fi="Emme ole voineet varmistaa kotikuntaasi. Tunnistaudu vahvasti palvelussa.",
        sv="Vi har inte kunnat bekräfta din hemkommun. Identifiera dig starkt i tjänsten.",
        en="We could not verify in which municipality you live. Sign in with strong identification.",
    ),
    ApplicantQuestion.UNVERIFIED_ORGANISATION: Translated(
        fi="Emme ole voineet varmistaa, että edustat organisaatiota. Toimita ote tai valtakirja.",
        sv="Vi har inte kunnat bekräfta att du företräder organisationen. Lämna ett utdrag eller en fullmakt.",
        en="We could not verify that you act for the organisation. Hand in an extract or an authorisation.",
    ),
}


async def tell_of_question(
    connection: Connection,
    application: Application,
    question: ApplicantQuestion,
    *,
    a_round: Round,
    handling: Handling,
    now: datetime,
    chance: Chance,
) -> None:
    """Have an applicant asked for something; once in a handling."""
    figures = _question_figures(
        question, a_round, application.applicant.language, reference=application.reference, reason=handling.reason
    )
    await _tell(connection, application, Template.APPLICATION_ASKED, figures, handling=handling, now=now, chance=chance)


async def tell_of_withdrawal(
    connection: Connection,
    application: Application,
    *,
    a_round: Round,
    handling: Handling,
    now: datetime,
    chance: Chance,
) -> None:
    """Have an applicant told that the application is withdrawn, and why."""
    figures = {
        "application": application.reference,
        "round": a_round.name.in_language(application.applicant.language) or a_round.code,
        "reason": handling.reason,
    }
    template = Template.APPLICATION_WITHDRAWN
    await _tell(connection, application, template, figures, handling=handling, now=now, chance=chance)


async def letters(connection: Connection, question: ApplicantQuestion, *, a_round: Round, reason: str) -> list[Letter]:
    """The mail that asks for something, as it will read in each language, and how many would get it now."""
    rows = await STATEMENTS.readers.rows(connection, round_id=a_round.id, work=question)
    counts = {row["language"]: row["recipients"] for row in rows}
    return [
        _letter(question, a_round, language, reason=reason, recipients=counts.get(language, 0)) for language in Language
    ]


def _letter(question: ApplicantQuestion, a_round: Round, language: Language, *, reason: str, recipients: int) -> Letter:
    template = Template.APPLICATION_ASKED
    figures = tidy_figures(
        template, _question_figures(question, a_round, language, reference=ANY_REFERENCE, reason=reason)
    )
    return Letter(
        language=language,
        subject=subject_of(template, language, figures) or "",
        paragraphs=paragraphs_of(template, language, figures),
        recipients=recipients,
    )


def _question_figures(
    question: ApplicantQuestion, a_round: Round, language: Language, *, reference: str, reason: str
) -> dict[str, str]:
    return {
        "application": reference,
        "round": a_round.name.in_language(language) or a_round.code,
        "question": _QUESTIONS[question].in_language(language) or "",
        "reason": reason,
    }


async def _tell(
    connection: Connection,
    application: Application,
    template: Template,
    figures: Mapping[str, str],
    *,
    handling: Handling,
    now: datetime,
    chance: Chance,
) -> None:
    applicant = application.applicant
    assert applicant.email is not None
    recipient = Recipient(address=applicant.email, language=applicant.language, person_id=application.person_id)
    key = f"handling {handling.id} {application.id}"
    await notify(connection, recipient, template, figures, key=key, now=now, chance=chance)
