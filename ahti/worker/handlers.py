"""Knows which handler does which kind of job."""

from collections.abc import Mapping
from uuid import UUID

from ahti.worker.allocating import (
    fetch_beacons,
    freeze_round,
    publish_results,
    rehearse_draw,
    run_batch,
    run_draw,
    tell_batch,
    tell_results,
)
from ahti.worker.carrying import carry_applications
from ahti.worker.circulars import write_circular
from ahti.worker.exchanging import search_exchanges
from ahti.worker.handling import handle_applications
from ahti.worker.offering import expire_offers, make_offers, remind_of_offers
from ahti.worker.paying import ask_gateway, send_refund
from ahti.worker.renewing import renew_leases
from ahti.worker.sending import send_message
from ahti.worker.simulating import simulate_odds
from ahti.worker.storing import remind_of_storage
from ahti.worker.switching import look_at_switch_dues
from ahti.worker.tasks import Handler, Task, in_one_transaction
from harbors.applications.carrying import put_carrying
from harbors.applications.reminding import remind_of_drafts
from harbors.exchanges.commands import expire_exchanges
from harbors.exchanges.searching import put_searches
from harbors.gates.records import GateId
from harbors.gates.telling import tell_gate
from harbors.jobs.commands import trim_log
from harbors.jobs.records import Job
from harbors.notices.commands import forget_old
from harbors.odds.commands import put_simulations
from harbors.offers.winning import put_makings
from harbors.payments.asking import put_asks
from harbors.privacy.retention import end_retention
from harbors.programs.requests import forget_tokens
from harbors.programs.telling import tell_of_ending_keys
from harbors.queues.commands import count_queues
from harbors.season_moves.telling import tell_season
from harbors.seasons.records import SeasonId
from harbors.sql import Connection


async def _forget_messages(connection: Connection, task: Task) -> None:
    await forget_old(connection, now=task.tools.clock.now())


async def _trim_log(connection: Connection, task: Task) -> None:
    await trim_log(connection, now=task.tools.clock.now())


async def _end_retention(connection: Connection, task: Task) -> None:
    await end_retention(connection, now=task.tools.clock.now(), chance=task.tools.chance)


async def _forget_tokens(connection: Connection, task: Task) -> None:
    await forget_tokens(connection, now=task.tools.clock.now())


async def _tell_of_ending_keys(connection: Connection, task: Task) -> None:
    await tell_of_ending_keys(connection, now=task.tools.clock.now(), chance=task.tools.chance)


async def _refresh_odds(connection: Connection, task: Task) -> None:
    await put_simulations(connection, now=task.tools.clock.now())


async def _put_carrying(connection: Connection, task: Task) -> None:
    await put_carrying(connection, now=task.tools.clock.now())


async def _remind_of_drafts(connection: Connection, task: Task) -> None:
    await remind_of_drafts(connection, now=task.tools.clock.now(), chance=task.tools.chance)


async def _count_queues(connection: Connection, task: Task) -> None:
    await count_queues(connection, now=task.tools.clock.now())


async def _put_offers(connection: Connection, task: Task) -> None:
    await put_makings(connection, now=task.tools.clock.now())


async def _put_exchange_searches(connection: Connection, _task: Task) -> None:
    await put_searches(connection)


async def _expire_exchanges(connection: Connection, task: Task) -> None:
    await expire_exchanges(connection, now=task.tools.clock.now(), chance=task.tools.chance)


async def _tell_season(connection: Connection, task: Task) -> None:
    id = SeasonId(UUID(task.ids["season"]))
    await tell_season(connection, id, now=task.tools.clock.now(), chance=task.tools.chance)


async def _tell_gate(connection: Connection, task: Task) -> None:
    id = GateId(UUID(task.ids["gate"]))
    await tell_gate(connection, id, now=task.tools.clock.now(), chance=task.tools.chance)


async def _put_gateway_asks(connection: Connection, task: Task) -> None:
    await put_asks(connection, now=task.tools.clock.now())


HANDLERS: Mapping[Job, Handler] = {
    Job.SEND_MESSAGE: send_message,
    Job.ASK_GATEWAY: ask_gateway,
    Job.SEND_REFUND: send_refund,
    Job.PUT_GATEWAY_ASKS: in_one_transaction(_put_gateway_asks),
    Job.FETCH_BEACONS: fetch_beacons,
    Job.FREEZE_ROUND: freeze_round,
    Job.REHEARSE_DRAW: rehearse_draw,
    Job.RUN_DRAW: run_draw,
    Job.RUN_BATCH: run_batch,
    Job.PUBLISH_RESULTS: publish_results,
    Job.TELL_RESULTS: tell_results,
    Job.TELL_BATCH: tell_batch,
    Job.HANDLE_APPLICATIONS: handle_applications,
    Job.WRITE_CIRCULAR: write_circular,
    Job.FORGET_MESSAGES: in_one_transaction(_forget_messages),
    Job.FORGET_TOKENS: in_one_transaction(_forget_tokens),
    Job.TELL_OF_ENDING_KEYS: in_one_transaction(_tell_of_ending_keys),
    Job.END_RETENTION: in_one_transaction(_end_retention),
    Job.REFRESH_ODDS: in_one_transaction(_refresh_odds),
    Job.SIMULATE_ODDS: simulate_odds,
    Job.PUT_CARRYING: in_one_transaction(_put_carrying),
    Job.REMIND_OF_DRAFTS: in_one_transaction(_remind_of_drafts),
    Job.CARRY_APPLICATIONS: carry_applications,
    Job.COUNT_QUEUES: in_one_transaction(_count_queues),
    Job.PUT_EXCHANGE_SEARCHES: in_one_transaction(_put_exchange_searches),
    Job.SEARCH_EXCHANGES: search_exchanges,
    Job.EXPIRE_EXCHANGES: in_one_transaction(_expire_exchanges),
    Job.LOOK_AT_SWITCH_DUES: look_at_switch_dues,
    Job.PUT_OFFERS: in_one_transaction(_put_offers),
    Job.MAKE_OFFERS: make_offers,
    Job.REMIND_OF_OFFERS: remind_of_offers,
    Job.EXPIRE_OFFERS: expire_offers,
    Job.REMIND_OF_STORAGE: remind_of_storage,
    Job.TRIM_JOB_LOG: in_one_transaction(_trim_log),
    Job.RENEW_LEASES: renew_leases,
    Job.TELL_GATE: in_one_transaction(_tell_gate),
    Job.TELL_SEASON: in_one_transaction(_tell_season),
}
