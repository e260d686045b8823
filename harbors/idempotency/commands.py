"""Knows how a request that comes twice has one effect and one answer."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from harbors.errors import HarborError
from harbors.idempotency.records import Answer, Request
from harbors.idempotency.refusals import key_reused
from harbors.idempotency.rules import argument_hash, check_key, key_hash, read_answer, write_answer
from harbors.sql import Connection, Statements

STATEMENTS = Statements(__package__)


class UnderWay(Exception):
    """Another transaction is at work for the same key, or has just ended: come back for its answer."""


async def once(
    connection: Connection, act: Callable[[], Awaitable[Answer]], *, request: Request, now: datetime
) -> Answer:
    """Act, in this transaction, unless the same request did before: then its first answer, refusals too.

    Nothing is waited for: raises ``UnderWay``, as does the constraint by which no key has two answers. Raises
    ``Conflict`` when the key came with other arguments before, ``Invalid`` for what is no key, and what ``act``
    raises: the transaction has to be given up then.
    """
    check_key(request.key)
    kept = await _take_turn(connection, request)
    if kept is not None:
        return kept
    answer = await act()
    await _keep(connection, answer, request=request, now=now)
    return answer


async def refuse_once(connection: Connection, refusal: HarborError, *, request: Request, now: datetime) -> Answer:
    """The refusal as the answer of the request from now on, unless an equal one has had an answer. Raises as once."""

    async def act() -> Answer:
        return Answer(problems=refusal.problems)

    return await once(connection, act, request=request, now=now)


async def _take_turn(connection: Connection, request: Request) -> Answer | None:
    """The answer that is there already; if there is none, nobody else acts for this key from here."""
    row = await STATEMENTS.take_turn.row(connection, caller=request.caller, key_hash=key_hash(request))
    assert row is not None
    if row["answer"] is not None:
        if row["argument_hash"] != argument_hash(request):
            raise key_reused()
        return read_answer(row["answer"], request)
    if not row["is_ours"]:
        raise UnderWay
    return None


async def _keep(connection: Connection, answer: Answer, *, request: Request, now: datetime) -> None:
    await STATEMENTS.keep_answer.run(
        connection,
        caller=request.caller,
        key_hash=key_hash(request),
        argument_hash=argument_hash(request),
        answer=write_answer(answer, request),
        now=now,
    )
