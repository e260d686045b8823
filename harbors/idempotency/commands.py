"""Knows how a request that comes twice has one effect and one answer."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from harbors.errors import HarborError
from harbors.idempotency.records import Answer, Request
from harbors.idempotency.refusals import key_reused
from harbors.idempotency.rules import argument_hash, check_key, key_hash, read_answer, write_answer
from harbors.sql import Connection, Statements

STATEMENTS = Statements(__package__)


async def once(
    connection: Connection, act: Callable[[], Awaitable[Answer]], *, request: Request, now: datetime
) -> Answer:
    """Act, in this transaction, unless the same request did before: then its first answer, refusals too.

    An equal request under way is waited for. Raises ``Conflict`` when the key came with other arguments before, and
    ``Invalid`` for what is no key.
    """
    check_key(request.key)
    hashes = {"caller": request.caller, "key_hash": key_hash(request)}
    arguments = argument_hash(request)
    claimed = await STATEMENTS.claim_key.row(connection, **hashes, argument_hash=arguments, now=now)
    if claimed is None or claimed["argument_hash"] != arguments:
        raise key_reused()
    if claimed["answer"] is not None:
        return read_answer(claimed["answer"], request)
    answer = await answer_of(act)
    await STATEMENTS.keep_answer.run(connection, **hashes, answer=write_answer(answer, request))
    return answer


async def answer_of(act: Callable[[], Awaitable[Answer]]) -> Answer:
    """What an act comes to; a ``HarborError`` of it, which has written nothing then, becomes the answer."""
    try:
        return await act()
    except HarborError as refusal:
        return Answer(problems=refusal.problems)
