"""Knows how what was given is declined, upgrades are refused, and an application is withdrawn after its draw.

What is declined is free in the same transaction; the next batch gives it.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from harbors.access.commands import act_as_system
from harbors.allocations.reads import STATEMENTS
from harbors.allocations.records import DeclineReason, Verdict
from harbors.allocations.refusals import (
    award_unknown,
    batch_under_way,
    claim_decided,
    claim_unknown,
    declined_already,
    not_at_stage,
    upgrades_over,
)
from harbors.applications import commands as applications
from harbors.applications.commands import lock_application
from harbors.applications.reads import STATEMENTS as APPLICATIONS
from harbors.applications.records import Application, ApplicationId, ApplicationStatus, Hand
from harbors.applications.refusals import application_withdrawn
from harbors.rounds.reads import hold_round
from harbors.rounds.records import Round
from harbors.rounds.rules import require_reason
from harbors.sql import Connection, Row


async def decline_award(
    connection: Connection,
    *,
    application_id: ApplicationId,
    edit_token: str | None,
    reason: DeclineReason,
    now: datetime,
) -> Application:
    """Give back what was given, once it is told. Acts as the system. Raises ``NotFound`` or ``Refused``.

    Who claims that the place was not as described keeps the turn, once a clerk has found so.
    """
    application, _ = await _published(connection, application_id, edit_token)
    award = await _award(connection, application_id)
    await _give_back(connection, award, reason=reason, now=now)
    await STATEMENTS.note_declined.run(connection, id=application_id, reason=reason, now=now)
    return application


async def give_up(
    connection: Connection, application_id: ApplicationId, *, reason: DeclineReason, now: datetime
) -> None:
    """Note that what was given is not taken, and have it free from now on; nothing where it was given up already.

    For the system, which holds the application.
    """
    await STATEMENTS.end_offers.run(connection, application_id=application_id, now=now)
    award = await STATEMENTS.award_to_decline.row(connection, application_id=application_id)
    if award is not None and award["declined_at"] is None:
        await _give_back(connection, award, reason=reason, now=now)


async def withdraw_application(
    connection: Connection, *, application_id: ApplicationId, edit_token: str | None, now: datetime
) -> Application:
    """Take an application back: until the draw, or once it is told, with what it was given. Raises as declining."""
    application = await lock_application(connection, application_id, edit_token)
    if (await hold_round(connection, application.round_id)).published_at is None:
        return await applications.withdraw_application(
            connection, application_id=application_id, edit_token=edit_token, now=now
        )
    if application.status is ApplicationStatus.WITHDRAWN:
        raise application_withdrawn()
    await APPLICATIONS.mark_withdrawn.run(connection, id=application_id, now=now, actor=Hand.APPLICANT, reason=None)
    await act_as_system(connection)
    await STATEMENTS.end_offers.run(connection, application_id=application_id, now=now)
    award = await STATEMENTS.award_to_decline.row(connection, application_id=application_id)
    if award is not None and award["declined_at"] is None:
        await _give_back(connection, award, reason=DeclineReason.NOT_WANTED, now=now)
    return replace(application, status=ApplicationStatus.WITHDRAWN, withdrawn_at=now)


async def refuse_upgrades(
    connection: Connection, *, application_id: ApplicationId, edit_token: str | None, now: datetime
) -> Application:
    """Keep what was given, whatever comes free later. Acts as the system.

    Raises ``Refused`` while a batch is under way, which may give something better already, and when there are no more.
    """
    application, a_round = await _published(connection, application_id, edit_token)
    if a_round.upgrades_until is None or now > a_round.upgrades_until or not a_round.rules.upgrades:
        raise upgrades_over()
    await _award(connection, application_id)
    if await STATEMENTS.batch_under_way.row(connection, round_id=a_round.id) is not None:
        raise batch_under_way()
    await STATEMENTS.refuse_upgrades.run(connection, application_id=application_id, now=now)
    return application


async def accept_upgrades(
    connection: Connection, *, application_id: ApplicationId, edit_token: str | None
) -> Application:
    """Take part in later batches again with what was given. Acts as the system. Raises ``NotFound`` or ``Refused``."""
    application, _ = await _published(connection, application_id, edit_token)
    await STATEMENTS.accept_upgrades.run(connection, application_id=application_id)
    return application


async def decide_claim(
    connection: Connection, application_id: ApplicationId, *, verdict: Verdict, reason: str, by: str, now: datetime
) -> None:
    """Find whether a declined place was not as described, for a kept reason. Acts as the system.

    For clerks of the round's provider, who are known already. Raises ``NotFound``, ``Refused`` or ``Invalid``.
    """
    words = require_reason(reason)
    await act_as_system(connection)
    row = await STATEMENTS.lock_claim.row(connection, application_id=application_id)
    if row is None:
        raise claim_unknown()
    if row["batch_id"] is not None:
        raise claim_decided()
    await STATEMENTS.decide_claim.run(
        connection,
        draw_id=row["draw_id"],
        application_id=application_id,
        verdict=verdict,
        reason=words,
        by=by,
        now=now,
    )


async def _published(
    connection: Connection, application_id: ApplicationId, edit_token: str | None
) -> tuple[Application, Round]:
    """The own application, whose draw is told; no batch is opened or published until the transaction ends."""
    application = await lock_application(connection, application_id, edit_token)
    a_round = await hold_round(connection, application.round_id)
    if application.status is ApplicationStatus.WITHDRAWN:
        raise application_withdrawn()
    if a_round.published_at is None:
        raise not_at_stage("NOT_PUBLISHED")
    await act_as_system(connection)
    return application, a_round


async def _award(connection: Connection, application_id: UUID) -> Row:
    """What stands as given to an application."""
    award = await STATEMENTS.award_to_decline.row(connection, application_id=application_id)
    if award is None:
        raise award_unknown()
    if award["declined_at"] is not None:
        raise declined_already()
    return award


async def _give_back(connection: Connection, award: Row, *, reason: DeclineReason, now: datetime) -> None:
    await STATEMENTS.decline.run(
        connection, draw_id=award["draw_id"], application_id=award["application_id"], reason=reason, now=now
    )
    await STATEMENTS.end_occupancies.run(connection, ids=[award["occupancy_id"]], now=now)
    await STATEMENTS.end_offers.run(connection, application_id=award["application_id"], now=now)
