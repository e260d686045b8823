"""Knows how many applications are handled: asked for, then done some at a time, each by itself and each noted.

What is done to one stays whatever is refused of another; whoever is killed in between goes on where it stood.
"""

from collections.abc import Sequence
from datetime import datetime

from harbors.access.records import Principal
from harbors.applications.reads import load_application
from harbors.applications.records import Application, ApplicationId
from harbors.audit.commands import write_all
from harbors.audit.records import Behalf, BehalfKind, Entry
from harbors.audit.rules import actor_of
from harbors.chance import Chance, draw_id
from harbors.errors import HarborError
from harbors.handlings.acts import Acting, act_on
from harbors.handlings.reads import STATEMENTS, find_handling
from harbors.handlings.records import Act, Change, Handling, HandlingAct, HandlingId, HandlingOutcome, Item
from harbors.handlings.refusals import no_longer_clerk, selected_elsewhere, selection_changed
from harbors.handlings.rules import AT_ONCE, MOST_WAITING, check_act, check_selection, write_detail, write_problem
from harbors.jobs.commands import put
from harbors.jobs.records import Job
from harbors.rounds.reads import hold_round
from harbors.rounds.records import Round, RoundId
from harbors.sql import Connection
from harbors.worklists.reads import waiting_for
from harbors.worklists.records import Work

OPERATION = "handleApplications"


async def named(connection: Connection, round_id: RoundId, ids: Sequence[ApplicationId]) -> list[ApplicationId]:
    """Applications of a round that are named one by one. Raises ``NotFound`` where one is not of the round."""
    wanted = {*ids}
    rows = await STATEMENTS.selected.rows(connection, round_id=round_id, ids=list(wanted))
    if len(rows) < len(wanted):
        raise selected_elsewhere(len(wanted) - len(rows))
    return [ApplicationId(row["id"]) for row in rows]


async def waiting(connection: Connection, round_id: RoundId, work: Work, *, seen: int) -> list[ApplicationId]:
    """All that wait for a kind of work. Raises ``Refused`` unless they are as many as the clerk has ``seen``."""
    found = await waiting_for(connection, round_id, work, most=MOST_WAITING + 1)
    if len(found) != seen:
        raise selection_changed(seen=seen, actual=len(found))
    return found


async def ask_for_handling(
    connection: Connection,
    act: Act,
    ids: Sequence[ApplicationId],
    *,
    round_id: RoundId,
    reason: str,
    by: Principal,
    request_id: str,
    now: datetime,
    chance: Chance,
) -> Handling:
    """An act on applications of a round: done here where they are few, else promised. Raises ``HarborError``."""
    a_round = await hold_round(connection, round_id)
    words = check_act(act, reason, a_round, now=now)
    check_selection(ids)
    handling = _made(act, a_round, words, by=by, request_id=request_id, now=now, chance=chance)
    await _add(connection, handling, ids)
    if len(ids) > AT_ONCE:
        await put(connection, Job.HANDLE_APPLICATIONS, {"handling": str(handling.id)}, key=f"handling {handling.id}")
    else:
        await handle_some(connection, handling.id, by=by, now=now, chance=chance)
    return handling


async def handle_some(
    connection: Connection, id: HandlingId, *, by: Principal | None, now: datetime, chance: Chance
) -> bool:
    """Act on the next of them, in the name of who asked; whether there are more.

    ``by`` is ``None`` for somebody who may not any more: what is left is refused, and the system notes that.
    """
    handling = await find_handling(connection, id)
    if handling is None:
        return False
    rows = await STATEMENTS.next_items.rows(connection, handling_id=id, most=AT_ONCE + 1)
    ids = [ApplicationId(row["application_id"]) for row in rows[:AT_ONCE]]
    if by is None:
        items = [Item(application_id=one, outcome=HandlingOutcome.REFUSED, problem=no_longer_clerk()) for one in ids]
    else:
        items = await _act_on_all(connection, handling, ids, by=by, now=now, chance=chance)
    await _note(connection, handling, items)
    if len(rows) <= AT_ONCE:
        await STATEMENTS.end_handling.run(connection, id=id, now=now)
    return len(rows) > AT_ONCE


async def _act_on_all(
    connection: Connection,
    handling: Handling,
    ids: Sequence[ApplicationId],
    *,
    by: Principal,
    now: datetime,
    chance: Chance,
) -> list[Item]:
    """Everything is locked beforehand in one order: two who handle the same wait, and do not block each other."""
    await STATEMENTS.lock_with_pairs.rows(connection, ids=ids)
    a_round = await hold_round(connection, handling.round_id)
    lacking = await _lacking(connection, handling, ids)
    acting = Acting(connection=connection, handling=handling, round=a_round, now=now, chance=chance, waiting=lacking)
    items, entries = [], []
    for id in ids:
        item, entry = await _act_on_one(acting, id, by=by)
        items.append(item)
        entries.extend(entry)
    await write_all(connection, entries, chance=chance)
    return items


async def _act_on_one(acting: Acting, id: ApplicationId, *, by: Principal) -> tuple[Item, list[Entry]]:
    """In a savepoint of its own. What was so already leaves no trace."""
    handling = acting.handling
    application: Application | None = None
    try:
        async with acting.connection.transaction():
            application = await load_application(acting.connection, id)
            change = await act_on(acting, handling.act, application)
    except HarborError as refusal:
        problem, *_ = refusal.problems
        refused = _entry(handling, id, application, by=by, now=acting.now, codes=(problem.code,))
        return Item(application_id=id, outcome=HandlingOutcome.REFUSED, problem=problem), [refused]
    if change is None:
        return Item(application_id=id, outcome=HandlingOutcome.UNCHANGED), []
    done = _entry(handling, id, application, by=by, now=acting.now, change=change)
    return Item(application_id=id, outcome=HandlingOutcome.DONE), [done]


async def _lacking(
    connection: Connection, handling: Handling, ids: Sequence[ApplicationId]
) -> frozenset[ApplicationId]:
    if handling.act.kind is not HandlingAct.ASK:
        return frozenset()
    rows = await STATEMENTS.waiting_among.rows(
        connection, round_id=handling.round_id, work=str(handling.act.detail), application_ids=ids
    )
    return frozenset(row["application_id"] for row in rows)


async def _note(connection: Connection, handling: Handling, items: Sequence[Item]) -> None:
    await STATEMENTS.note_outcomes.run(
        connection,
        handling_id=handling.id,
        application_ids=[item.application_id for item in items],
        outcomes=[item.outcome for item in items],
        problems=[write_problem(item.problem) for item in items],
    )


async def _add(connection: Connection, handling: Handling, ids: Sequence[ApplicationId]) -> None:
    await STATEMENTS.add_handling.run(
        connection,
        id=handling.id,
        round_id=handling.round_id,
        provider_id=handling.provider_id,
        act=handling.act.kind,
        detail=write_detail(handling.act),
        reason=handling.reason,
        asked_by=handling.asked_by,
        key_id=handling.key_id,
        client_id=handling.client_id,
        request_id=handling.request_id,
        created_at=handling.created_at,
    )
    await STATEMENTS.add_items.run(connection, handling_id=handling.id, application_ids=list(ids))


def _made(
    act: Act, a_round: Round, reason: str, *, by: Principal, request_id: str, now: datetime, chance: Chance
) -> Handling:
    return Handling(
        id=HandlingId(draw_id(chance)),
        round_id=a_round.id,
        provider_id=a_round.provider_id,
        act=act,
        reason=reason,
        asked_by=by.person_id,
        key_id=by.key_id,
        client_id=by.client_id,
        request_id=request_id,
        created_at=now,
    )


def _entry(
    handling: Handling,
    id: ApplicationId,
    application: Application | None,
    *,
    by: Principal,
    now: datetime,
    change: Change | None = None,
    codes: tuple[str, ...] = (),
) -> Entry:
    return Entry(
        at=now,
        actor=actor_of(by),
        operation=OPERATION,
        request_id=handling.request_id,
        on_behalf=Behalf(BehalfKind.PROVIDER, handling.provider_id),
        client_id=handling.client_id,
        subject_type="Application",
        subject_id=id,
        person_id=None if application is None else application.person_id,
        provider_id=handling.provider_id,
        reason=handling.reason,
        codes=codes,
        before=None if change is None else change.before,
        after=None if change is None else change.after,
    )
