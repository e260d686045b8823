"""Knows what staff do to applications: merge duplicates or tell them apart, set a class, withdraw; for kept reasons."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from harbors.applications.reads import STATEMENTS, load_application
from harbors.applications.records import (
    Application,
    ApplicationId,
    ApplicationStatus,
    DuplicateId,
    Ground,
    Hand,
    Pair,
    PairStatus,
)
from harbors.applications.refusals import unknown_application, unknown_pair
from harbors.applications.rules import check_class, check_verdict, require_editable, require_handled, require_resolvable
from harbors.places.records import ProviderId
from harbors.rounds.reads import hold_round
from harbors.sql import Connection


async def provider_of_application(connection: Connection, id: ApplicationId) -> ProviderId | None:
    """Whose round the application is in, as far as this transaction sees it."""
    found: UUID | None = await STATEMENTS.provider_of_application.value(connection, id=id)
    return None if found is None else ProviderId(found)


async def provider_of_pair(connection: Connection, id: DuplicateId) -> ProviderId | None:
    """Whose round a pair is in, as far as this transaction sees it."""
    found: UUID | None = await STATEMENTS.provider_of_pair.value(connection, id=id)
    return None if found is None else ProviderId(found)


async def set_class(
    connection: Connection, application_id: ApplicationId, *, number: int, reason: str, now: datetime
) -> tuple[Application, Application]:
    """The application before and after staff set its class. Raises ``NotFound``, ``Refused`` or ``Invalid``."""
    await _lock(connection, application_id)
    before = await load_application(connection, application_id)
    require_editable(before.status)
    a_round = await hold_round(connection, before.round_id)
    require_handled(a_round, now=now)
    words = check_class(number, reason, a_round)
    await STATEMENTS.set_class.run(connection, id=application_id, class_number=number, reason=words, now=now)
    return before, replace(before, class_number=number, class_reason=words)


async def withdraw(
    connection: Connection, application_id: ApplicationId, *, reason: str, now: datetime
) -> tuple[Application, Application]:
    """The application before and after staff took it out of its round. Raises ``NotFound`` or ``Refused``."""
    await _lock(connection, application_id)
    before = await load_application(connection, application_id)
    require_editable(before.status)
    require_handled(await hold_round(connection, before.round_id), now=now)
    await STATEMENTS.mark_withdrawn.run(connection, id=application_id, now=now, actor=Hand.STAFF, reason=reason)
    return before, replace(before, status=ApplicationStatus.WITHDRAWN, withdrawn_at=now)


async def note_asked(connection: Connection, application_id: ApplicationId, *, question: str, now: datetime) -> None:
    """The history tells that staff asked the applicant for something. Raises ``NotFound``."""
    await _lock(connection, application_id)
    await STATEMENTS.note_asked.run(connection, id=application_id, question=question, now=now)


async def resolve_duplicate(
    connection: Connection,
    pair_id: DuplicateId,
    *,
    verdict: PairStatus,
    kept: ApplicationId | None,
    reason: str | None,
    now: datetime,
) -> Pair:
    """The pair as it is decided: told apart for a reason, or merged, which withdraws the one that is not ``kept``.

    Raises ``NotFound``, ``Refused`` or ``Invalid``.
    """
    pair = await _pair(connection, pair_id)
    await _lock(connection, pair.first_id, pair.second_id)
    # Whoever held the applications may have decided, or taken one back.
    pair = await _pair(connection, pair_id, lock=True)
    require_resolvable(pair.status, verdict)
    require_handled(await hold_round(connection, pair.round_id), now=now)
    words = check_verdict(pair, verdict, kept=kept, reason=reason)
    await STATEMENTS.decide_pair.run(connection, id=pair_id, status=verdict, reason=words, now=now)
    both = [pair.first_id, pair.second_id]
    await STATEMENTS.note_decided.run(connection, ids=both, status=verdict, now=now)
    if verdict is PairStatus.MERGED and kept is not None:
        await _merge(connection, kept=kept, other=pair.other_than(kept), now=now)
    return replace(pair, status=verdict)


async def _merge(connection: Connection, *, kept: ApplicationId, other: ApplicationId, now: datetime) -> None:
    require_editable((await load_application(connection, kept)).status)
    await STATEMENTS.keep_waiting.run(connection, id=kept, other=other)
    if (await load_application(connection, other)).status is ApplicationStatus.SUBMITTED:
        await STATEMENTS.mark_withdrawn.run(connection, id=other, now=now, actor=Hand.STAFF, reason=None)


async def _lock(connection: Connection, *ids: ApplicationId) -> None:
    if len(await STATEMENTS.lock_handled.rows(connection, ids=list(ids))) != len(ids):
        raise unknown_application()


async def _pair(connection: Connection, id: DuplicateId, *, lock: bool = False) -> Pair:
    statement = STATEMENTS.lock_pair if lock else STATEMENTS.find_pair
    row = await statement.row(connection, id=id)
    if row is None:
        raise unknown_pair()
    return Pair(
        id=id,
        round_id=row["round_id"],
        first_id=row["first_id"],
        second_id=row["second_id"],
        ground=Ground(row["ground"]),
        status=PairStatus(row["status"]),
    )
