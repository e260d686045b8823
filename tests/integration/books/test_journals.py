"""The journal of a provider: what the database has of orders and money, each voucher even and the sums those of it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from harbors.books.reads import accounts_of, journal_of, tell_accounts
from harbors.books.records import Account, Use, Voucher, VoucherKind
from harbors.errors import Refused
from harbors.orders.commands import hold_order
from harbors.orders.records import LineKind, Product
from harbors.payments.records import Method
from harbors.settlements.commands import cancel_order, change_price
from tests import harbor_town as at
from tests.integration.orders.conftest import NOW, line, opened
from tests.integration.payments.conftest import Shop
from tests.integration.statements.conftest import shop, superuser, till
from tests.signed_in import CHANCE

__all__ = ["shop", "superuser", "till"]

ACCOUNTS = [
    Account(use=Use.COMMISSION, account="8560"),
    Account(use=Use.MONEY, account="1910"),
    Account(use=Use.MONEY, method=Method.EMBEDDED, account="1920"),
    Account(use=Use.RECEIVABLE, account="1701"),
    Account(use=Use.REFUNDS_OWED, account="2950"),
    Account(use=Use.SALES, account="3000"),
    Account(use=Use.SALES, product=Product.BERTH, account="3001", vat_code="255"),
    Account(use=Use.VAT, account="2939"),
]
ALWAYS = (date(2020, 1, 1), date(2040, 1, 1))
MERCHANT = """
    INSERT INTO merchants (provider_id, method, sub_merchant_id, merchant_id, commission_percent)
    VALUES ($1, 'EMBEDDED', 'club', 'ahti', 1.5)
"""
BALANCES = """
    SELECT sum(CASE status WHEN 'PAID' THEN total ELSE 0 END - kept) AS receivable, sum(captured) AS captured
    FROM order_balances
"""


async def journal(shop: Shop, first: date = ALWAYS[0], last: date = ALWAYS[1]) -> list[Voucher]:
    async with shop.acting() as connection:
        return await journal_of(connection, at.CLUB, first=first, last=last)


def balance(vouchers: list[Voucher], account: str) -> Decimal:
    rows = [row for voucher in vouchers for row in voucher.postings if row.account == account]
    return sum((row.debit - row.credit for row in rows), Decimal(0))


@pytest.fixture
async def busy(shop: Shop) -> Shop:
    """A shop where everything happened: paid by card, by transfer in two parts, late, made cheaper, taken back."""
    async with shop.acting() as connection:
        await tell_accounts(connection, ACCOUNTS, provider_id=at.CLUB)
        await connection.execute(MERCHANT, at.CLUB)
    card, parts, late, cheaper, gone, waiting = [
        await opened(shop.database, line("290.00"), line("33.33")) for _ in range(6)
    ]
    for order in (card, cheaper):
        await shop.told(await shop.started(order), order)
    await shop.received(parts, "100.00", "T1")
    await shop.received(parts, "300.00", "T2")
    shop.still_free = False
    await shop.expire(late)
    await shop.received(late, "323.33", "T3")
    later = NOW + timedelta(days=3)
    async with shop.acting() as connection:
        off = [line("-50.05", kind=LineKind.CREDIT, reason="Sähkö puuttui")]
        held = await hold_order(connection, cheaper.id)
        await change_price(connection, held, off, by="system", now=later, chance=CHANCE, fulfilments=shop.fulfilments)
    await shop.received(gone, "323.33", "T4")
    async with shop.acting() as connection:
        await cancel_order(connection, gone.id, reason="x", now=later, chance=CHANCE, fulfilments=shop.fulfilments)
    await shop.received(waiting, "10.00", "T5")
    return shop


async def test_accounts_are_kept_as_they_were_told(busy: Shop) -> None:
    async with busy.acting() as connection:
        assert await accounts_of(connection, at.CLUB) == ACCOUNTS


async def test_every_voucher_is_even_and_has_a_key_of_its_own(busy: Shop) -> None:
    vouchers = await journal(busy)
    assert {sum(row.debit - row.credit for row in voucher.postings) for voucher in vouchers} == {0}
    assert len({voucher.key for voucher in vouchers}) == len(vouchers)
    assert {voucher.kind for voucher in vouchers} == set(VoucherKind) - {VoucherKind.REFUND_DONE}


async def test_the_sums_of_the_journal_are_those_of_the_orders(busy: Shop) -> None:
    vouchers = await journal(busy)
    [told] = await busy.rows(BALANCES)
    assert balance(vouchers, "1701") == told["receivable"] == Decimal("-10.00")
    money = balance(vouchers, "1910") + balance(vouchers, "1920") + balance(vouchers, "8560")
    assert money == told["captured"]
    [owed] = await busy.rows("SELECT sum(amount) AS owed FROM refunds WHERE status = 'OWED'")
    assert balance(vouchers, "2950") == -owed["owed"]
    [sold] = await busy.rows("SELECT sum(total) AS sold FROM order_balances WHERE status = 'PAID'")
    assert balance(vouchers, "3001") + balance(vouchers, "2939") == -sold["sold"]


async def test_the_commission_of_a_gateway_is_split_off(busy: Shop) -> None:
    assert balance(await journal(busy), "8560") == 2 * Decimal("4.85")


async def test_days_that_follow_each_other_have_each_voucher_once(busy: Shop) -> None:
    whole, day = await journal(busy), NOW.date() + timedelta(days=1)
    before, after = await journal(busy, ALWAYS[0], day), await journal(busy, day + timedelta(days=1), ALWAYS[1])
    assert [voucher.key for voucher in (*before, *after)] == [voucher.key for voucher in whole]
    assert sorted(voucher.kind for voucher in after) == ["CANCELLATION", "CHANGE", "REFUND_OWED", "REFUND_OWED"]


async def test_a_provider_without_accounts_has_no_journal(busy: Shop) -> None:
    async with busy.acting() as connection:
        await tell_accounts(connection, [], provider_id=at.CLUB)
    with pytest.raises(Refused, match="ACCOUNT_MISSING"):
        await journal(busy)
