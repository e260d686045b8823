"""Knows how an application is submitted, edited and withdrawn: load, decide, write, in the transaction of the caller.

A command that raises ``HarborError`` has written nothing.
"""

from dataclasses import replace
from datetime import datetime
from itertools import chain
from uuid import UUID

from harbors.access.records import PersonId
from harbors.applications.applicants import class_for, under_order
from harbors.applications.reads import STATEMENTS, load_application, present_capability
from harbors.applications.records import (
    Application,
    ApplicationId,
    ApplicationStatus,
    Boat,
    Changes,
    Choice,
    ChoiceKind,
    Form,
    Submitted,
)
from harbors.applications.refusals import unknown_application
from harbors.applications.rules import Offer, check_form, require_editable, require_withdrawable, tidy
from harbors.chance import Chance, draw_id, draw_public_id, draw_reference, draw_token, token_hash
from harbors.customers.reads import profile_of
from harbors.customers.records import Profile
from harbors.customers.rules import is_minor
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
    profile = await _profile(connection, person_id)
    form = tidy(replace(form, applicant=under_order(form.applicant, profile)))
    a_round = await _judge(connection, form, profile, round_id=round_id, now=now)
    token = draw_token(chance) if person_id is None else None
    application = Application(
        id=ApplicationId(draw_id(chance)),
        round_id=round_id,
        public_id=draw_public_id(chance),
        reference=draw_reference(chance),
        status=ApplicationStatus.SUBMITTED,
        class_number=class_for(a_round.rules, form.applicant, profile),
        applicant=form.applicant,
        boat=form.boat,
        choices=form.choices,
        accessibility_required=form.accessibility_required,
        submitted_at=now,
        person_id=person_id,
        confirmed_at=None if person_id is None else now,
    )
    await STATEMENTS.add_application.run(
        connection,
        round_id=round_id,
        public_id=application.public_id,
        reference=application.reference,
        now=now,
        edit_token=token,
        edit_token_hash=None if token is None else token_hash(token),
        person_id=person_id,
        **_told(application),
        **_listed(application),
    )
    return Submitted(application, token)


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
    a_round = await _judge(connection, form, profile, round_id=before.round_id, now=now)
    same_mail = before.person_id is not None or form.applicant.email == before.applicant.email
    after = replace(
        before,
        class_number=class_for(a_round.rules, form.applicant, profile, before=before.class_number),
        confirmed_at=before.confirmed_at if same_mail else None,
        applicant=form.applicant,
        boat=form.boat,
        choices=form.choices,
        accessibility_required=form.accessibility_required,
        edited_at=now,
    )
    await STATEMENTS.change_application.run(connection, now=now, **_told(after))
    await STATEMENTS.add_choices.run(connection, id=after.id, **_listed(after))
    return after


async def withdraw_application(
    connection: Connection, *, application_id: ApplicationId, edit_token: str | None, now: datetime
) -> Application:
    """Take an application out of its round, until the draw. Raises ``NotFound`` or ``Refused``."""
    application = await lock_application(connection, application_id, edit_token)
    a_round = await hold_round(connection, application.round_id)
    require_withdrawable(application.status, a_round, now=now)
    await STATEMENTS.mark_withdrawn.run(connection, id=application.id, now=now)
    return replace(application, status=ApplicationStatus.WITHDRAWN, withdrawn_at=now)


async def _profile(connection: Connection, person_id: PersonId | None) -> Profile | None:
    return None if person_id is None else await profile_of(connection, person_id)


async def _judge(
    connection: Connection, form: Form, profile: Profile | None, *, round_id: RoundId, now: datetime
) -> Round:
    a_round, offer = await _load_offer(connection, form.choices, form.boat, round_id=round_id)
    minor = profile is not None and is_minor(profile, on=a_round.season.starts)
    check_form(form, a_round, offer, now=now, minor=minor)
    return a_round


async def _load_offer(
    connection: Connection, choices: tuple[Choice, ...], boat: Boat, *, round_id: RoundId
) -> tuple[Round, Offer]:
    named = {kind: [choice.id for choice in choices if choice.kind is kind] for kind in ChoiceKind}
    row = await STATEMENTS.load_offer.row(
        connection,
        round_id=round_id,
        boat_type_id=boat.type_id,
        harbor_ids=named[ChoiceKind.HARBOR],
        pier_ids=named[ChoiceKind.PIER],
        berth_ids=named[ChoiceKind.BERTH],
    )
    if row is None:
        raise unknown_round(field="roundId")
    ids = chain(*named.values())
    return round_from_row(row), Offer(
        in_use=dict(zip(ids, chain(row["harbors"], row["piers"], row["berths"]), strict=True)),
        boat_type_known=row["boat_type_known"],
    )


async def lock_application(
    connection: Connection, application_id: ApplicationId, edit_token: str | None
) -> Application:
    """The application of the acting person, or of the token, which nobody else changes. Raises ``NotFound``."""
    await present_capability(connection, edit_token)
    if not await STATEMENTS.lock_application.value(connection, id=application_id):
        raise unknown_application()
    return await load_application(connection, application_id)


def _told(application: Application) -> dict[str, object]:
    """What an applicant can change, list of choices apart, by the names of the statements' parameters."""
    person, boat = application.applicant, application.boat
    return {
        "id": application.id,
        "class_number": application.class_number,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email,
        "phone": person.phone,
        "address": person.address,
        "zip_code": person.zip_code,
        "municipality": person.municipality,
        "non_disclosure": person.non_disclosure,
        "confirmed_at": application.confirmed_at,
        "language": person.language,
        "boat_type_id": boat.type_id,
        "boat_registration": boat.registration,
        "boat_name": boat.name,
        "boat_estimated": boat.estimated,
        "beam_mm": boat.beam_mm,
        "length_mm": boat.length_mm,
        "draught_mm": boat.draught_mm,
        "mass_kg": boat.mass_kg,
        "accessibility_required": application.accessibility_required,
    }


def _listed(application: Application) -> dict[str, object]:
    return {
        "harbor_ids": _ids(application.choices, ChoiceKind.HARBOR),
        "pier_ids": _ids(application.choices, ChoiceKind.PIER),
        "berth_ids": _ids(application.choices, ChoiceKind.BERTH),
    }


def _ids(choices: tuple[Choice, ...], kind: ChoiceKind) -> list[UUID | None]:
    return [choice.id if choice.kind is kind else None for choice in choices]
