"""Knows how an application is submitted, edited and withdrawn: load, decide, write, in the transaction of the caller.

A command that raises ``HarborError`` has written nothing.
"""

from dataclasses import replace
from datetime import datetime

from harbors.access.records import PersonId
from harbors.applications.applicants import class_for, known_of
from harbors.applications.columns import listed, told
from harbors.applications.reads import STATEMENTS, load_application, present_capability
from harbors.applications.records import (
    Application,
    ApplicationId,
    ApplicationStatus,
    Boat,
    Changes,
    Channel,
    Choice,
    Form,
    Hand,
    Happening,
    Mode,
    Submitted,
)
from harbors.applications.refusals import unknown_application
from harbors.applications.rules import Offer, check_form, require_editable, require_withdrawable, tidy
from harbors.applications.tenancy import place_brought
from harbors.chance import Chance, draw_id, draw_public_id, draw_reference, draw_token, token_hash
from harbors.customers.reads import profile_of
from harbors.customers.records import Profile
from harbors.customers.rules import is_minor
from harbors.errors import HarborError, Problem
from harbors.leases.records import LeaseId
from harbors.organisations.rules import require_represented
from harbors.rounds.reads import hold_round, round_from_row
from harbors.rounds.records import Round, RoundId
from harbors.rounds.refusals import unknown_round
from harbors.sql import Connection


async def submit_application(
    connection: Connection,
    form: Form,
    *,
    round_id: RoundId,
    now: datetime,
    chance: Chance,
    person_id: PersonId | None = None,
) -> Submitted:
    """Take an application into an open round. Raises ``NotFound``, ``Refused`` or ``Invalid`` with every problem.

    That of a person who is signed in is theirs from the start, and needs no capability.
    """
    if person_id is not None:
        await STATEMENTS.hold_draft.run(connection, person_id=person_id, round_id=round_id)
    form, profile = await _whole(connection, form, person_id)
    a_round, lease_id = await _judge(connection, form, profile, round_id=round_id, now=now)
    token = draw_token(chance) if person_id is None else None
    application = _made(form, a_round, profile, lease_id=lease_id, now=now, chance=chance)
    application = replace(application, person_id=person_id, confirmed_at=None if person_id is None else now)
    await add(connection, application, edit_token=token, event=Happening.SUBMITTED, by=Hand.APPLICANT)
    if person_id is not None:
        await STATEMENTS.end_draft.run(connection, person_id=person_id, round_id=round_id)
    return Submitted(application, token)


async def problems_of(
    connection: Connection, form: Form, *, round_id: RoundId, now: datetime, person_id: PersonId
) -> tuple[Problem, ...]:
    """What ``submit_application`` would refuse of a form now; nothing is written."""
    try:
        form, profile = await _whole(connection, form, person_id)
        await _judge(connection, form, profile, round_id=round_id, now=now)
    except HarborError as refusal:
        return refusal.problems
    return ()


async def _whole(connection: Connection, form: Form, person_id: PersonId | None) -> tuple[Form, Profile | None]:
    """The tidy form with what the profile tells. Raises ``Refused`` for an organisation of others."""
    if form.organisation_id is not None:
        acts = await STATEMENTS.acts_for.value(connection, organisation_id=form.organisation_id)
        require_represented(acts)
    profile = await _profile(connection, person_id)
    return tidy(replace(form, applicant=known_of(form.applicant, profile))), profile


async def enter_paper_application(
    connection: Connection,
    form: Form,
    *,
    round_id: RoundId,
    now: datetime,
    chance: Chance,
    entered_by: PersonId | None,
) -> Application:
    """Take in what came on paper, as a clerk of the round's provider, until the round is frozen. Raises as submit."""
    form = tidy(form)
    a_round, lease_id = await _judge(connection, form, None, round_id=round_id, now=now, paper=True)
    application = _made(form, a_round, None, lease_id=lease_id, now=now, chance=chance)
    application = replace(application, channel=Channel.PAPER, entered_by=entered_by)
    await add(connection, application, edit_token=None, event=Happening.ENTERED, by=Hand.STAFF)
    return application


async def add(
    connection: Connection,
    application: Application,
    *,
    edit_token: str | None,
    event: Happening,
    by: Hand,
    edit_token_hash: bytes | None = None,
) -> None:
    """Keep a new application, with the first line of its history; one that is carried comes with the hash alone."""
    await STATEMENTS.add_application.run(
        connection,
        round_id=application.round_id,
        public_id=application.public_id,
        reference=application.reference,
        now=application.submitted_at,
        edit_token=edit_token,
        edit_token_hash=edit_token_hash if edit_token is None else token_hash(edit_token),
        person_id=application.person_id,
        waiting_since=application.waiting_since,
        carried_from=application.carried_from,
        channel=application.channel,
        entered_by=application.entered_by,
        event=event,
        actor=by,
        **told(application),
        **listed(application.choices),
    )


def _made(
    form: Form, a_round: Round, profile: Profile | None, *, lease_id: LeaseId | None, now: datetime, chance: Chance
) -> Application:
    return Application(
        id=ApplicationId(draw_id(chance)),
        round_id=a_round.id,
        public_id=draw_public_id(chance),
        reference=draw_reference(chance),
        status=ApplicationStatus.SUBMITTED,
        class_number=class_for(a_round.rules, form.applicant, profile),
        applicant=form.applicant,
        boat=form.boat,
        choices=form.choices,
        accessibility_required=form.accessibility_required,
        submitted_at=now,
        waiting_since=now,
        mode=form.mode,
        lease_id=lease_id,
        organisation_id=form.organisation_id,
        consents=dict.fromkeys(sorted(form.consents), now),
    )


async def edit_application(
    connection: Connection,
    changes: Changes,
    *,
    application_id: ApplicationId,
    edit_token: str | None,
    now: datetime,
) -> Application:
    """Change an application while its round is open; what ``changes`` leaves out stays as it is. Raises as submit.

    It is the acting person's, or that of the token.
    """
    before = await lock_application(connection, application_id, edit_token)
    require_editable(before.status)
    form, profile = tidy(changes.to(before)), await _profile(connection, before.person_id)
    a_round, lease_id = await _judge(connection, form, profile, round_id=before.round_id, now=now)
    same_mail = before.person_id is not None or form.applicant.email == before.applicant.email
    after = replace(
        before,
        class_number=before.class_number
        if before.class_reason is not None
        else class_for(a_round.rules, form.applicant, profile, before=before.class_number),
        lease_id=lease_id,
        consents={key: before.consents.get(key, now) for key in sorted(form.consents)},
        confirmed_at=before.confirmed_at if same_mail else None,
        applicant=form.applicant,
        boat=form.boat,
        choices=form.choices,
        accessibility_required=form.accessibility_required,
        edited_at=now,
    )
    await STATEMENTS.change_application.run(connection, now=now, **told(after))
    await STATEMENTS.add_choices.run(
        connection, id=after.id, now=now, actor=Hand.APPLICANT, fields=_changed(before, after), **listed(after.choices)
    )
    return after


async def withdraw_application(
    connection: Connection, *, application_id: ApplicationId, edit_token: str | None, now: datetime
) -> Application:
    """Take an application out of its round, until the draw. Raises ``NotFound`` or ``Refused``."""
    application = await lock_application(connection, application_id, edit_token)
    a_round = await hold_round(connection, application.round_id)
    require_withdrawable(application.status, a_round)
    await STATEMENTS.mark_withdrawn.run(connection, id=application.id, now=now, actor=Hand.APPLICANT, reason=None)
    return replace(application, status=ApplicationStatus.WITHDRAWN, withdrawn_at=now)


async def _profile(connection: Connection, person_id: PersonId | None) -> Profile | None:
    return None if person_id is None else await profile_of(connection, person_id)


async def _judge(
    connection: Connection,
    form: Form,
    profile: Profile | None,
    *,
    round_id: RoundId,
    now: datetime,
    paper: bool = False,
) -> tuple[Round, LeaseId | None]:
    """The round, and the place that a tenant brings."""
    a_round, offer = await load_offer(connection, form.choices, form.boat, round_id=round_id)
    if form.mode is not Mode.NEW:
        person_id = None if profile is None else profile.person_id
        lease_id = await place_brought(connection, form, a_round, person_id=person_id)
        offer = replace(offer, lease_id=lease_id)
    minor = profile is not None and is_minor(profile, on=a_round.season.starts)
    check_form(form, a_round, offer, now=now, minor=minor, paper=paper)
    return a_round, offer.lease_id


async def load_offer(
    connection: Connection, choices: tuple[Choice, ...], boat: Boat, *, round_id: RoundId
) -> tuple[Round, Offer]:
    """A round that stands still until the transaction ends, and what it has of a list. Raises ``NotFound``."""
    row = await STATEMENTS.load_offer.row(connection, round_id=round_id, boat_type_id=boat.type_id, **listed(choices))
    if row is None:
        raise unknown_round(field="roundId")
    in_use = {choice.id: found for choice, found in zip(choices, row["in_use"], strict=True)}
    return round_from_row(row), Offer(
        in_use=in_use, boat_type_known=row["boat_type_known"], by_notice=frozenset(row["by_notice"])
    )


def _changed(before: Application, after: Application) -> list[str]:
    """Which parts of the form an edit has changed, as the history tells them."""
    parts = ("applicant", "boat", "choices", "accessibility_required", "mode")
    return [part for part in parts if getattr(before, part) != getattr(after, part)]


async def lock_application(
    connection: Connection, application_id: ApplicationId, edit_token: str | None
) -> Application:
    """The application of the acting person, or of the token, which nobody else changes. Raises ``NotFound``."""
    await present_capability(connection, edit_token)
    if not await STATEMENTS.lock_application.value(connection, id=application_id):
        raise unknown_application()
    return await load_application(connection, application_id)
