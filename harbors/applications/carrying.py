"""Knows how who had no luck takes part in the next round: each once, with the years waited, and told of it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from harbors.access.commands import act_as_system
from harbors.applications.applicants import class_for
from harbors.applications.commands import add, load_offer
from harbors.applications.reads import STATEMENTS, load_application
from harbors.applications.records import Application, ApplicationId, ApplicationStatus, Form, Hand, Happening
from harbors.applications.rules import Offer, check_form
from harbors.chance import Chance, draw_id, draw_public_id, draw_reference
from harbors.customers.reads import profile_of
from harbors.customers.rules import is_minor
from harbors.errors import Invalid
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.rounds.records import Round, RoundId, RoundStatus
from harbors.rounds.rules import status_of
from harbors.sql import Connection
from harbors.text import Translated, told_day

_AS_IT_WAS = Translated(
    fi="Toivelistasi on sellaisena kuin se oli.", sv="Din lista är som den var.", en="Your list is as it was."
)
_SHORTER = Translated(
    fi="Toiveita jäi pois {gone}, koska niistä ei tässä haussa voi hakea paikkaa; muut ovat ennallaan.",
    sv="{gone} av dina önskemål föll bort, då de inte finns i denna omgång; de andra är som de var.",
    en="{gone} of your choices fell away, as they are not offered in this round; the others are as they were.",
)


async def put_carrying(connection: Connection, *, now: datetime) -> None:
    """Promise to look for the unlucky of the round before, for every round that takes them over and is open."""
    for row in await STATEMENTS.rounds_that_take_over.rows(connection, now=now):
        await put(connection, Job.CARRY_APPLICATIONS, {"round": str(row["id"])}, key=f"carry into {row['id']}")


async def unlucky_before(connection: Connection, round_id: RoundId) -> Sequence[ApplicationId]:
    """Who is to be carried into a round, the first who came first. Acts as the system."""
    await act_as_system(connection)
    return [row["id"] for row in await STATEMENTS.unlucky.rows(connection, round_id=round_id, id=None)]


async def carry(
    connection: Connection, id: ApplicationId, round_id: RoundId, *, now: datetime, chance: Chance
) -> Application | None:
    """Carry one application into a round that is open, once, and tell the applicant; ``None`` where none was carried.

    Acts as the system.
    """
    await act_as_system(connection)
    # Somebody else may have been quicker, and the luck may have turned.
    row = await STATEMENTS.unlucky.row(connection, round_id=round_id, id=id)
    if row is None:
        return None
    before = await load_application(connection, id)
    a_round, offer = await load_offer(connection, before.choices, before.boat, round_id=round_id)
    if status_of(a_round, now=now) is not RoundStatus.OPEN:
        return None
    if await _came_alone(connection, before, a_round, now=now):
        return None
    try:
        after = await _carried(connection, before, a_round, offer, now=now, chance=chance)
    except Invalid as refusal:
        await _note(connection, before, a_round, Happening.NOT_CARRIED, now=now)
        await _tell_why_not(connection, before, a_round, refusal, now=now, chance=chance)
        return None
    token: bytes | None = row["edit_token_hash"]
    await add(connection, after, edit_token=None, edit_token_hash=token, event=Happening.CARRIED, by=Hand.SYSTEM)
    await _note(connection, before, a_round, Happening.CARRIED, now=now)
    await _tell(connection, before, after, a_round, now=now, chance=chance)
    return after


async def _came_alone(connection: Connection, before: Application, a_round: Round, *, now: datetime) -> bool:
    """Whether the applicant has applied again without us, or taken that back: then the years waited go there."""
    own = await STATEMENTS.own_in_round.row(connection, id=before.id, round_id=a_round.id)
    if own is None:
        return False
    if own["status"] == ApplicationStatus.SUBMITTED:
        await STATEMENTS.keep_waiting.run(connection, id=own["id"], other=before.id)
    await _note(connection, before, a_round, Happening.NOT_CARRIED, now=now)
    return True


async def _carried(
    connection: Connection, before: Application, a_round: Round, offer: Offer, *, now: datetime, chance: Chance
) -> Application:
    """The application in the next round, with what of its list is offered there. Raises ``Invalid``."""
    profile = None if before.person_id is None else await profile_of(connection, before.person_id)
    choices = tuple(one for one in before.choices if offer.in_use[one.id] and one.id not in offer.by_notice)
    minor = profile is not None and is_minor(profile, on=a_round.season.starts)
    paper = before.applicant.email is None
    check_form(_form(replace(before, choices=choices)), a_round, offer, now=now, minor=minor, paper=paper)
    return replace(
        before,
        id=ApplicationId(draw_id(chance)),
        round_id=a_round.id,
        public_id=draw_public_id(chance),
        reference=draw_reference(chance),
        class_number=class_for(a_round.rules, before.applicant, profile),
        class_reason=None,
        choices=choices,
        submitted_at=now,
        edited_at=None,
        carried_from=before.id,
    )


def _form(application: Application) -> Form:
    """What was confirmed as right when it was sent."""
    return Form(
        applicant=application.applicant,
        boat=application.boat,
        choices=application.choices,
        organisation_id=application.organisation_id,
        consents=frozenset(application.consents),
        accessibility_required=application.accessibility_required,
        information_confirmed=True,
    )


async def _note(
    connection: Connection, before: Application, a_round: Round, event: Happening, *, now: datetime
) -> None:
    await STATEMENTS.note_carried.run(connection, id=before.id, round_id=a_round.id, event=event, now=now)


async def _tell(
    connection: Connection, before: Application, after: Application, a_round: Round, *, now: datetime, chance: Chance
) -> None:
    gone = len(before.choices) - len(after.choices)
    words = _SHORTER.with_figures(gone=gone) if gone else _AS_IT_WAS
    told = {
        "application": after.reference,
        "before": before.reference,
        "list": words.in_language(after.applicant.language) or "",
    }
    await _mail(connection, after, a_round, Template.APPLICATION_CARRIED, told, key=after.id, now=now, chance=chance)


async def _tell_why_not(
    connection: Connection, before: Application, a_round: Round, refusal: Invalid, *, now: datetime, chance: Chance
) -> None:
    language = before.applicant.language
    reason = " ".join(dict.fromkeys(problem.in_language(language) for problem in refusal.problems))
    told = {"application": before.reference, "reason": reason}
    template = Template.APPLICATION_NOT_CARRIED
    await _mail(connection, before, a_round, template, told, key=before.id, now=now, chance=chance)


async def _mail(
    connection: Connection,
    about: Application,
    a_round: Round,
    template: Template,
    told: Mapping[str, str],
    *,
    key: UUID,
    now: datetime,
    chance: Chance,
) -> None:
    person = about.applicant
    if person.email is None:
        return
    until = told_day(a_round.closes_at)
    figures = {**told, "round": a_round.name.in_language(person.language) or "", "until": until}
    recipient = Recipient(address=person.email, language=person.language, person_id=about.person_id)
    await notify(connection, recipient, template, figures, key=f"carried {a_round.id} {key}", now=now, chance=chance)
