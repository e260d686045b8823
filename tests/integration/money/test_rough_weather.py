"""Offers are paid at the payment page while it delays, repeats and loses, and ours is killed: every cent is somewhere.

``AHTI_CAMPAIGN_EXAMPLES=N`` (``python3 dev.py campaign money N``) has N offers; ``AHTI_CAMPAIGN_SEED`` repeats lots.
"""

import asyncio
import os
import ssl
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from ahti.cashier.paying import Till, ask
from ahti.cashier.reconciling import ask_gateways
from ahti.cashier.refunding import send_refund
from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.demonstration.lots import Lots
from ahti.gateways.payments.embedded import Embedded
from ahti.gateways.payments.wire import open_client
from harbors.access.commands import act_as_system
from harbors.offers.closing import expire_offer
from harbors.offers.records import OfferStatus
from harbors.payments.reconciling import reconcile
from harbors.payments.records import Method, PaymentId, RefundId
from tests.cast import settle
from tests.integration.durability.campaign import chosen_seed
from tests.integration.money.books import Books, close_books
from tests.integration.money.payers import Manner, Tenant
from tests.integration.money.places import Offered, more_berths, offer_all
from tests.integration.money.shop import SECRET, Shop, serving

OFFERS = int(os.environ.get("AHTI_CAMPAIGN_EXAMPLES", 60))
AT_ONCE = 24
MISCHIEF = {
    "seed": "rough weather",
    "seconds": 0.4,
    "down": 0.03,
    "unsure": 0.03,
    "late_money": 0.1,
    "late_call": 0.2,
    "early_call": 0.2,
    "lost": 0.15,
    "twice": 0.2,
    "no_redirect": 0.2,
    "late_refund": 0.3,
}
_UNDECIDED = "SELECT id FROM payments WHERE status IN ('STARTED', 'PENDING') ORDER BY id"
_OWED = "SELECT id FROM refunds WHERE status IN ('OWED', 'SENT') ORDER BY id"
_ANSWERED = "SELECT status, count(*)::int AS offers FROM offers GROUP BY status"


@pytest.mark.parametrize("kills", [max(3, OFFERS // 200)])
async def test_money_in_is_leases_and_refunds_to_the_cent(town_url: str, tmp_path: Path, kills: int) -> None:
    seed = chosen_seed()
    sys.stdout.write(f"AHTI_CAMPAIGN_SEED={seed} repeats these lots\n")
    async with Database.open(town_url, size=8, refusals=REFUSALS) as database:
        async with database.unit_of_work() as connection:
            await settle(connection)
        now = SystemClock().now()
        offers = await offer_all(database, await more_berths(database, OFFERS), now=now)
        async with serving(town_url, tmp_path, mischief=MISCHIEF) as shop:
            manners = await everybody_pays(offers, shop, database, seed=seed, kills=kills)
            books = await calm(database, shop)
        await tell(database, manners, books, shop)
    assert books.wrong == ()
    assert books.captured == books.leases + books.refunded
    # Each manner was there, or nothing of it was tried.
    assert set(manners) == set(Manner)
    assert shop.killed == kills


async def everybody_pays(
    offers: Sequence[Offered], shop: Shop, database: Database, *, seed: int, kills: int
) -> Counter[Manner]:
    """All act, some at once; ours is killed so many times meanwhile, each time after a share of them."""
    waiting, acted = asyncio.Queue[Offered](), asyncio.Queue[Manner]()
    done, begun = Counter[Manner](), time.monotonic()
    for offered in offers:
        waiting.put_nowait(offered)

    async def expire(offered: Offered) -> None:
        offer = offered.made.offer
        async with database.unit_of_work() as connection:
            await expire_offer(connection, offer.id, now=offer.due_at + timedelta(days=1), chance=SystemChance())
        if offered.number % 2:
            # Somebody else is offered the place before the money comes.
            await offer_all(database, [offer.place_id], now=SystemClock().now())

    async def one_after_the_other(http: httpx.AsyncClient) -> None:
        while not waiting.empty():
            offered = waiting.get_nowait()
            tenant = Tenant(offered, Lots(seed, offered.number), shop, http)
            await tenant.act(expire)
            acted.put_nowait(tenant.manner)

    async def strike() -> None:
        for number in range(len(offers)):
            if number % (len(offers) // (kills + 1)) == 0 and number > 0 and shop.killed < kills:
                await shop.kill()
                await shop.begin()
            done[await acted.get()] += 1

    certificates = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    async with httpx.AsyncClient(verify=certificates, timeout=20) as http, asyncio.TaskGroup() as everybody:
        everybody.create_task(strike())
        for _ in range(AT_ONCE):
            everybody.create_task(one_after_the_other(http))
    sys.stdout.write(f"{len(offers)} offers answered in {time.monotonic() - begun:.1f} s\n")
    return done


async def calm(database: Database, shop: Shop) -> Books:
    """The weather is fair: go on until the page has told of everything and given back what is owed; close the books."""
    await shop.page.kill()
    await shop.page.begin({})
    async with open_client() as client:
        gateway = Embedded(client=client, url=shop.page.address, secret=SecretStr(SECRET), clock=SystemClock())
        till = Till(
            gateways={Method.EMBEDDED: gateway},
            clock=SystemClock(),
            chance=SystemChance(),
            url=shop.address.rstrip("/"),
        )
        async with asyncio.timeout(120):
            for _ in range(500):
                if not await _undecided(database, till):
                    break
                await asyncio.sleep(0.2)  # the page has money under way for less than half a second
        report = [*(await _reconciled(database)), *(await ask_gateways(till, None, database.unit_of_work))]
        books = await close_books(database, await gateway.ledger())
    return Books(
        captured=books.captured,
        leases=books.leases,
        refunded=books.refunded,
        let=books.let,
        wrong=(*books.wrong, *map(str, report)),
    )


async def _reconciled(database: Database) -> list[object]:
    async with database.unit_of_work() as connection:
        return list((await reconcile(connection, provider_id=None, now=SystemClock().now())).findings)


async def _undecided(database: Database, till: Till) -> bool:
    """Ask of all that the page knows more of; whether anything is left that somebody acted upon."""
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        payments = [PaymentId(row["id"]) for row in await connection.fetch(_UNDECIDED)]
        owed = [RefundId(row["id"]) for row in await connection.fetch(_OWED)]
    before = await _moved(database)
    for payment in payments:
        await ask(till, payment, database.unit_of_work, database.unit_of_work)
    for refund in owed:
        await send_refund(till, refund, database.unit_of_work, database.unit_of_work)
    return bool(owed) or await _moved(database) != before


async def _moved(database: Database) -> list[tuple[object, ...]]:
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        rows = await connection.fetch(
            "SELECT status, count(*) FROM payments GROUP BY status UNION ALL "
            "SELECT 'refund ' || status, count(*) FROM refunds GROUP BY status ORDER BY 1"
        )
    return [tuple(row.values()) for row in rows]


async def tell(database: Database, manners: Counter[Manner], books: Books, shop: Shop) -> None:
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        answered = {OfferStatus(row["status"]): row["offers"] for row in await connection.fetch(_ANSWERED)}
    told = ", ".join(f"{count} {manner.lower()}" for manner, count in sorted(manners.items()))
    stand = ", ".join(f"{count} {status.lower()}" for status, count in sorted(answered.items()))
    sys.stdout.write(
        f"paid: {told}; ours killed {shop.killed} times\noffers: {stand}; {books.let} leases\n"
        f"money in {books.captured / 100:.2f} = leases {books.leases / 100:.2f} + refunds {books.refunded / 100:.2f}\n"
    )
