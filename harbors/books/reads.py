"""Knows how a provider's journal is read: whatever happened from a first to a last day of its clocks."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from harbors.books.records import Account, Happening, Moved, Sold, Use, Voucher, VoucherKind
from harbors.books.rules import chart_of, vouchers_of
from harbors.orders.records import Line, LineKind, Product, Unit
from harbors.payments.records import Method
from harbors.places.records import ProviderId
from harbors.sql import Connection, Row, Statements
from harbors.text import Translated

STATEMENTS = Statements(__package__)


async def journal_of(connection: Connection, provider_id: ProviderId, *, first: date, last: date) -> list[Voucher]:
    """The vouchers of both days and all between, in order of day. For the system. Raises ``Refused``."""
    chart = chart_of(await accounts_of(connection, provider_id))
    within = {"provider_id": provider_id, "first": first, "last": last}
    sold = _sold(await STATEMENTS.lines_sold.rows(connection, **within))
    moved = [_moved(row) for row in await STATEMENTS.money_moved.rows(connection, **within)]
    happened: list[Happening] = sorted([*sold, *moved], key=lambda one: one.day)
    return vouchers_of(happened, chart)


async def accounts_of(connection: Connection, provider_id: ProviderId) -> list[Account]:
    """The accounts of a provider."""
    return [_account(row) for row in await STATEMENTS.accounts_of.rows(connection, provider_id=provider_id)]


async def tell_accounts(connection: Connection, accounts: Sequence[Account], *, provider_id: ProviderId) -> None:
    """From now on the journals of a provider post to these accounts. For the system."""
    await STATEMENTS.forget_accounts.run(connection, provider_id=provider_id)
    await STATEMENTS.add_accounts.run(
        connection,
        provider_id=provider_id,
        uses=[one.use for one in accounts],
        products=[one.product for one in accounts],
        methods=[one.method for one in accounts],
        accounts=[one.account for one in accounts],
        vat_codes=[one.vat_code for one in accounts],
    )


def _account(row: Row) -> Account:
    return Account(
        use=Use(row["use"]),
        account=row["account"],
        product=row["product"] and Product(row["product"]),
        method=row["method"] and Method(row["method"]),
        vat_code=row["vat_code"],
    )


def _sold(rows: Sequence[Row]) -> list[Sold]:
    told = groupby(rows, key=lambda row: (row["kind"], row["key"], row["day"], row["reference"]))
    return [
        Sold(kind=VoucherKind(kind), key=key, day=day, order=reference, lines=tuple(map(_line, lines)))
        for (kind, key, day, reference), lines in told
    ]


def _moved(row: Row) -> Moved:
    return Moved(
        kind=VoucherKind(row["kind"]),
        key=row["key"],
        day=row["day"],
        order=row["reference"],
        method=Method(row["method"]),
        amount=row["amount"],
        commission=row["commission"],
    )


def _line(row: Row) -> Line:
    return Line(
        kind=LineKind(row["line_kind"]),
        product=Product(row["product"]),
        text=Translated(row["text_fi"], row["text_sv"], row["text_en"]),
        amount=row["amount"],
        vat_rate=row["vat_rate"],
        vat_amount=row["vat_amount"],
        quantity=row["quantity"],
        unit=Unit(row["unit"]),
    )
