"""``ahti round freeze | beacon | run | release | publish | batch | bundle ...``: a round from its close on."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from ahti.allocating import Allocating
from ahti.beacon.wanted import beacons_elsewhere
from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.commandline.acts import add_act
from ahti.db import Database
from ahti.refusal import OperatorError
from ahti.round_reports import brief, drawn, frozen
from ahti.settings import Settings
from harbors.allocations.batching import publish_batch, reset_batch
from harbors.allocations.commands import publish_draw, release_draw, reset_round
from harbors.allocations.reads import STATEMENTS
from harbors.allocations.records import KeptDraw
from harbors.applications.reads import act_as_staff
from harbors.rounds.reads import round_by_code


class BadName(OperatorError):
    """Who acts is told as one word or name, of visible characters."""


def register_draws(acts: Any, *, run: Callable[..., int]) -> list[ArgumentParser]:
    """Adds the parsers and gives them."""
    freeze = add_act(acts, "freeze", _freeze, "seal a closed round by a root, which is published by that", run=run)
    freeze.add_argument(
        "--beacon-at",
        metavar="TIME",
        type=_instant,
        help="from when the randomness is taken, with an offset, as 2027-03-02T12:00:00+02:00: in ten minutes",
    )
    beacon = add_act(acts, "beacon", _beacon, "fetch and verify the randomness that a frozen round waits for", run=run)
    rehearse = add_act(acts, "rehearse", _rehearse, "draw a frozen round by a label; nothing is given", run=run)
    rehearse.add_argument("--label", metavar="TEXT", required=True, help="what the seed is made of")
    draw = add_act(acts, "run", _run, "draw a frozen round by its randomness, check it, keep it", run=run)
    release = add_act(acts, "release", _release, "let the results go, as another person than who ran", run=run)
    publish = add_act(acts, "publish", _publish, "tell released results at once", run=run)
    reset = add_act(acts, "reset", _reset, "go back one stage, until the results are told", run=run)
    reset.add_argument("--reason", metavar="TEXT", required=True, help="why; it is kept, and published of a freeze")
    batch = add_act(acts, "batch", _batch, "give what came free in a published round, check it, keep it", run=run)
    told = add_act(acts, "publish-batch", _publish_batch, "have places change hands, as another than who ran", run=run)
    undone = add_act(acts, "reset-batch", _reset_batch, "take a batch back that is not published", run=run)
    undone.add_argument("--reason", metavar="TEXT", required=True, help="why; it is kept")
    bundle = add_act(acts, "bundle", _bundle, "the bundle of a draw, for whoever checks it", run=run)
    bundle.add_argument("--full", action="store_true", help="with what is personal in it, for auditors")
    bundle.add_argument("--batch", metavar="N", type=int, help="that of a batch, with what is personal in it")
    bundle.add_argument("--to", metavar="FILE", type=Path, required=True, help="where the bundle goes")
    for act in (rehearse, draw, release, batch, told):
        act.add_argument("--by", metavar="NAME", required=True, help="who does it, by name")
    several = [freeze, beacon, rehearse, draw, release, publish, reset, batch, told, undone, bundle]
    for act in several:
        act.add_argument("code", metavar="CODE", help="the code of the round, such as berths-2027")
    return several


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("has no offset")
    return at


def _allocating(database: Database, settings: Settings) -> Allocating:
    return Allocating(
        working=database.unit_of_work,
        clock=SystemClock(),
        chance=SystemChance(),
        sources=beacons_elsewhere(settings),
    )


def _by(arguments: Namespace) -> str:
    name = " ".join(arguments.by.split())
    if not name or not name.isprintable() or len(name) > 100:
        raise BadName("--by: give a name of at most 100 characters")
    return f"cli:{name}"


async def _freeze(database: Database, arguments: Namespace) -> Any:
    return frozen(await _allocating(database, arguments.settings).freeze(arguments.code, beacon_at=arguments.beacon_at))


async def _beacon(database: Database, arguments: Namespace) -> Any:
    beacon = await _allocating(database, arguments.settings).fetch(arguments.code)
    return {"source": beacon.source, "round": beacon.round, "randomness": beacon.randomness}


async def _rehearse(database: Database, arguments: Namespace) -> Any:
    draw = await _allocating(database, arguments.settings).rehearse(
        arguments.code, label=arguments.label, by=_by(arguments)
    )
    return await _told(database, draw)


async def _run(database: Database, arguments: Namespace) -> Any:
    return await _told(database, await _allocating(database, arguments.settings).run(arguments.code, by=_by(arguments)))


async def _release(database: Database, arguments: Namespace) -> Any:
    async with database.unit_of_work() as connection:
        draw = await release_draw(connection, arguments.code, by=_by(arguments), now=SystemClock().now())
    return await _told(database, draw)


async def _publish(database: Database, arguments: Namespace) -> Any:
    async with database.unit_of_work() as connection:
        draw = await publish_draw(connection, arguments.code, now=SystemClock().now())
    return await _told(database, draw)


async def _reset(database: Database, arguments: Namespace) -> Any:
    now = SystemClock().now()
    async with database.unit_of_work() as connection:
        return brief(await reset_round(connection, arguments.code, reason=arguments.reason, now=now), now=now)


async def _batch(database: Database, arguments: Namespace) -> Any:
    draw = await _allocating(database, arguments.settings).batch(arguments.code, by=_by(arguments))
    return await _told(database, draw)


async def _publish_batch(database: Database, arguments: Namespace) -> Any:
    async with database.unit_of_work() as connection:
        draw = await publish_batch(
            connection, arguments.code, by=_by(arguments), now=SystemClock().now(), chance=SystemChance()
        )
    return await _told(database, draw)


async def _reset_batch(database: Database, arguments: Namespace) -> Any:
    now = SystemClock().now()
    async with database.unit_of_work() as connection:
        batch = await reset_batch(connection, arguments.code, reason=arguments.reason, now=now)
    return {"code": arguments.code, "batch": batch.number, "answers": batch.digest}


async def _bundle(database: Database, arguments: Namespace) -> Any:
    if arguments.batch is not None:
        whole = await _allocating(database, arguments.settings).batch_bundle(arguments.code, arguments.batch)
    elif arguments.full:
        whole = await _allocating(database, arguments.settings).full_bundle(arguments.code)
    else:
        async with database.unit_of_work() as connection:
            await round_by_code(connection, arguments.code)
            whole = await STATEMENTS.public_bundle.value(connection, code=arguments.code)
        if whole is None:
            raise OperatorError(f"code: {arguments.code} has no published draw")
    try:
        arguments.to.write_bytes(whole)
    except OSError as error:
        raise OperatorError(f"--to: {arguments.to}: {error.strerror}") from None
    return {"bundle": str(arguments.to), "bytes": len(whole)}


async def _told(database: Database, draw: KeptDraw) -> Any:
    async with database.unit_of_work() as connection:
        await act_as_staff(connection)
        row = await STATEMENTS.report_of_draw.row(connection, draw_id=draw.id)
    assert row is not None, "it was kept"
    return drawn(row)
