"""Knows how an applicant asks for a correction, and how a human decides it: load, decide, write, tell.

A result is never changed: a request that is right leads to another version, or to a place of its own beside it.
"""

from dataclasses import replace
from datetime import datetime

from harbors.access.commands import act_as_system
from harbors.allocations.freezing import places_to_give
from harbors.allocations.frozen import ACCESSIBLE, place_of, rules_of
from harbors.allocations.reads import published_draw
from harbors.allocations.records import DrawId
from harbors.allocations.refusals import not_at_stage
from harbors.allocations.superseding import supersede_draw
from harbors.applications.commands import lock_application
from harbors.applications.reads import load_application
from harbors.applications.records import Application, ApplicationId, ApplicationStatus
from harbors.applications.refusals import application_withdrawn
from harbors.chance import Chance, draw_id
from harbors.corrections.reads import STATEMENTS, find_correction
from harbors.corrections.records import Correction, CorrectionId, CorrectionStatus
from harbors.corrections.refusals import (
    nothing_to_correct,
    place_does_not_fit,
    place_not_to_give,
    places_given_on,
    superseded_already,
    unknown_correction,
)
from harbors.corrections.rules import require_decidable, require_in_time, require_request
from harbors.corrections.telling import tell_of_decision
from harbors.draws.fitting import Fitting
from harbors.draws.records import Boat, Place
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.offers.going_back import take_offers_back
from harbors.offers.refusals import offer_refused
from harbors.places.records import PlaceId
from harbors.rounds.commands import lock_round_by_id
from harbors.rounds.reads import hold_round
from harbors.rounds.records import Round
from harbors.rounds.rules import require_reason
from harbors.sql import Connection

# What orders places in a draw is of no account for one of them.
_NO_SALT = bytes(16)


async def request_correction(
    connection: Connection,
    *,
    application_id: ApplicationId,
    edit_token: str | None,
    request: str,
    now: datetime,
    chance: Chance,
) -> Correction:
    """Ask that a human looks at a result, in the applicant's own time. Acts as the system.

    It is the acting person's application, or that of the token. Raises ``NotFound``, ``Refused``, ``Conflict`` while
    another request is open, or ``Invalid``.
    """
    application = await lock_application(connection, application_id, edit_token)
    words = require_request(request)
    # A new version is begun after this, or was before.
    await hold_round(connection, application.round_id)
    await act_as_system(connection)
    told = await STATEMENTS.told_of.row(connection, application_id=application_id)
    if told is None:
        raise nothing_to_correct()
    require_in_time(told["notified_at"], days=told["correction_days"], now=now)
    id = CorrectionId(draw_id(chance))
    await STATEMENTS.add_correction.run(
        connection, id=id, draw_id=told["draw_id"], application_id=application_id, request=words, now=now
    )
    return await find_correction(connection, id)


async def decide_correction(
    connection: Connection,
    id: CorrectionId,
    *,
    verdict: CorrectionStatus,
    place_id: PlaceId | None,
    reason: str,
    by: str,
    now: datetime,
    chance: Chance,
) -> Correction:
    """Decide a request for a reason, and have the applicant told. Acts as the system.

    For staff of the round's provider, who are known already. Raises ``NotFound``, ``Refused`` or ``Invalid``.
    """
    words = require_reason(reason)
    await act_as_system(connection)
    correction = await find_correction(connection, id)
    a_round = await lock_round_by_id(connection, correction.round_id)
    await _require_decidable(connection, id, verdict, place_id=place_id)
    application = await load_application(connection, correction.application_id)
    if verdict is CorrectionStatus.NEW_VERSION:
        await _begin_new_version(connection, a_round, correction, now=now, chance=chance)
    if place_id is not None:
        await _offer(connection, a_round, correction, application, place_id=place_id, now=now)
    await STATEMENTS.decide.run(connection, id=id, status=verdict, by=by, reason=words, now=now)
    decided = replace(correction, status=verdict, reason=words, decided_at=now, place_id=place_id)
    await tell_of_decision(connection, decided, application, a_round, now=now, chance=chance)
    return decided


async def _require_decidable(
    connection: Connection, id: CorrectionId, verdict: CorrectionStatus, *, place_id: PlaceId | None
) -> None:
    status = await STATEMENTS.lock_correction.value(connection, id=id)
    if status is None:
        raise unknown_correction()
    require_decidable(CorrectionStatus(status), verdict, place_id=place_id)


async def _begin_new_version(
    connection: Connection, a_round: Round, correction: Correction, *, now: datetime, chance: Chance
) -> None:
    told = await STATEMENTS.told_of.row(connection, application_id=correction.application_id)
    if told is None or told["draw_id"] != correction.draw_id:
        raise superseded_already()
    if await STATEMENTS.is_given_on.value(connection, draw_id=correction.draw_id):
        raise places_given_on()
    await take_offers_back(connection, a_round.id, now=now, chance=chance)
    await supersede_draw(connection, a_round, DrawId(correction.draw_id), now=now)


async def _offer(
    connection: Connection,
    a_round: Round,
    correction: Correction,
    application: Application,
    *,
    place_id: PlaceId,
    now: datetime,
) -> None:
    if a_round.published_at is None:
        raise not_at_stage("NOT_PUBLISHED")
    if application.status is ApplicationStatus.WITHDRAWN:
        raise application_withdrawn()
    if application.status is ApplicationStatus.HANDLED:
        raise offer_refused("MOVE_INSTEAD", field=None)
    rows = {row["id"]: row for row in await places_to_give(connection, a_round)}
    if (row := rows.get(str(place_id))) is None:
        raise place_not_to_give()
    if not _suits(place_of(row, a_round, salt=_NO_SALT), application, a_round):
        raise place_does_not_fit()
    ids = {"application_id": application.id, "round_id": a_round.id}
    await STATEMENTS.end_awards.run(connection, now=now, **ids)
    await STATEMENTS.add_offer.run(connection, id=correction.id, place_id=place_id, now=now, **ids)
    draw = await published_draw(connection, a_round)
    await put(connection, Job.MAKE_OFFERS, {"draw": str(draw.id)}, key=f"offer {draw.id}")


def _suits(place: Place, application: Application, a_round: Round) -> bool:
    """Whether the boat fits by the rules of the round, and the place is not kept for others."""
    boat = application.boat
    measured = Boat(
        type=None if boat.type_id is None else str(boat.type_id),
        beam_mm=boat.beam_mm,
        length_mm=boat.length_mm,
        draught_mm=boat.draught_mm,
        mass_kg=boat.mass_kg,
    )
    reserves = {None, ACCESSIBLE} if application.accessibility_required else {None}
    return place.reserve in reserves and bool(Fitting([place], rules_of(a_round)).places(measured))
