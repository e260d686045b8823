"""``ahti payments reconcile`` and ``merchant``: what does not add up, and to whom gateways give money."""

import asyncio
import sys
from argparse import ArgumentParser, Namespace
from contextlib import AsyncExitStack
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from typing import Any

from ahti.cashier.paying import Till
from ahti.cashier.reconciling import ask_gateways
from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.commandline.acts import add_act, as_json
from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.gateways.payments.opening import open_gateways
from ahti.public import LOCAL
from ahti.refusal import OperatorError
from ahti.running import migrated_database
from ahti.settings import Settings
from harbors.access.commands import act_as_system
from harbors.payments.commands import keep_merchant
from harbors.payments.reconciling import Finding, reconcile
from harbors.payments.records import GATEWAYS, Merchant, Method
from harbors.places.records import ProviderId
from harbors.providers.reads import all_providers
from harbors.sql import Connection

_STATEMENT_TIMEOUT_MS = 300_000


class PaymentsRefused(OperatorError):
    """What was asked for cannot be; the message names the option."""


def add_reconciling(acts: Any) -> list[ArgumentParser]:
    """Adds the acts of ``ahti payments`` that hold orders against their money, and gives their parsers."""
    held = add_act(acts, "reconcile", _reconcile, "list what does not add up; exits 1 where there is some", run=run)
    held.add_argument("--provider", metavar="ID", help="only of this provider")
    held.add_argument("--ask", action="store_true", help="ask the gateways, too, whether they say otherwise")
    given = add_act(acts, "merchant", _merchant, "say to whom a gateway gives a provider's money", run=run)
    given.add_argument("--provider", metavar="ID", required=True, help="the id that `ahti provider list` shows")
    given.add_argument("--method", required=True, choices=sorted(GATEWAYS), help="which gateway")
    given.add_argument("--sub-merchant", required=True, metavar="ID", help="who sells, as the gateway knows them")
    given.add_argument("--merchant", metavar="ID", help="who keeps a commission")
    given.add_argument("--commission", default="0", metavar="PERCENT", help="how much of it")
    return [held, given]


def run(arguments: Namespace, settings: Settings) -> int:
    with migrated_database(settings) as url:
        answer, code = asyncio.run(_run(url, arguments, settings))
    sys.stdout.write(as_json(answer))
    return code


async def _run(url: str, arguments: Namespace, settings: Settings) -> tuple[Any, int]:
    options: dict[str, Any] = {"size": 1, "statement_timeout_ms": _STATEMENT_TIMEOUT_MS}
    async with Database.open(url, refusals=REFUSALS, **options) as database:
        answer: tuple[Any, int] = await arguments.act(database, arguments, settings)
        return answer


async def _reconcile(database: Database, arguments: Namespace, settings: Settings) -> tuple[Any, int]:
    clock = SystemClock()
    async with database.unit_of_work() as connection:
        provider_id = await _provider(connection, arguments.provider) if arguments.provider else None
        report = await reconcile(connection, provider_id=provider_id, now=clock.now())
    found = list(report.findings)
    if arguments.ask:
        async with AsyncExitStack() as exits:
            gateways = await exits.enter_async_context(open_gateways(settings))
            url = settings.public_url or LOCAL.url
            till = Till(gateways=gateways, clock=clock, chance=SystemChance(), url=url)
            found += await ask_gateways(till, provider_id, database.unit_of_work)
    totals = {"captured": report.captured, "refunded": report.refunded, "kept": report.kept, "owed": report.owed}
    told = {
        "orders": report.orders,
        **{name: str(amount) for name, amount in totals.items()},
        "findings": [_shown(finding) for finding in found],
    }
    return told, 1 if found else 0


async def _merchant(database: Database, arguments: Namespace, _settings: Settings) -> tuple[Any, int]:
    percent = _percent(arguments.commission)
    if percent and arguments.merchant is None:
        raise PaymentsRefused("--merchant: say who keeps the commission")
    async with database.unit_of_work() as connection:
        merchant = Merchant(
            provider_id=await _provider(connection, arguments.provider),
            method=Method(arguments.method),
            sub_merchant_id=arguments.sub_merchant,
            merchant_id=arguments.merchant,
            commission_percent=percent,
        )
        await act_as_system(connection)
        await keep_merchant(connection, merchant)
    return {name: str(value) for name, value in asdict(merchant).items()}, 0


async def _provider(connection: Connection, wanted: str) -> ProviderId:
    known = {str(id): ProviderId(id) for id, _, _ in await all_providers(connection)}
    if wanted not in known:
        raise PaymentsRefused(f"--provider: there is no {wanted}: see `ahti provider list`")
    return known[wanted]


def _percent(text: str) -> Decimal:
    try:
        percent = Decimal(text)
    except InvalidOperation:
        raise PaymentsRefused("--commission: this is no number") from None
    if not 0 <= percent <= 100:
        raise PaymentsRefused("--commission: this is no share of a hundred")
    return percent


def _shown(finding: Finding) -> dict[str, str | None]:
    return {"kind": finding.kind, "order": finding.reference, "id": finding.id, "says": finding.says}
