"""Knows how orders are looked up by those who may see them: row security decides who that is."""

from collections import defaultdict
from collections.abc import Sequence

from harbors.orders.records import Line, LineKind, Order, OrderId, OrderStatus, Payer, Product, Purpose, Unit
from harbors.orders.refusals import unknown_order
from harbors.sql import Connection, Row, Statements
from harbors.text import Language, Translated

STATEMENTS = Statements(__package__)


async def orders_with(connection: Connection, ids: Sequence[OrderId]) -> dict[OrderId, Order]:
    """The orders that this transaction sees, by id, with their lines."""
    lines: dict[OrderId, list[Line]] = defaultdict(list)
    for row in await STATEMENTS.lines_of_orders.rows(connection, ids=list(ids)):
        lines[row["order_id"]].append(line_from_row(row))
    rows = await STATEMENTS.orders_with_ids.rows(connection, ids=list(ids))
    return {row["id"]: _from_row(row, tuple(lines[row["id"]])) for row in rows}


async def order_with(connection: Connection, id: OrderId) -> Order:
    """One order. Raises ``NotFound``."""
    if (found := (await orders_with(connection, [id])).get(id)) is None:
        raise unknown_order()
    return found


def line_from_row(row: Row) -> Line:
    """A line from the columns of its table."""
    return Line(
        kind=LineKind(row["kind"]),
        product=Product(row["product"]),
        text=Translated(row["text_fi"], row["text_sv"], row["text_en"]),
        amount=row["amount"],
        vat_rate=row["vat_rate"],
        vat_amount=row["vat_amount"],
        quantity=row["quantity"],
        unit=Unit(row["unit"]),
        ground=Translated(row["ground_fi"], row["ground_sv"], row["ground_en"]) if row["ground_fi"] else None,
        reason=row["reason"],
    )


def _from_row(row: Row, lines: tuple[Line, ...]) -> Order:
    return Order(
        id=row["id"],
        provider_id=row["provider_id"],
        reference=row["reference"],
        purpose=Purpose(row["purpose"]),
        status=OrderStatus(row["status"]),
        payer=_payer(row),
        lines=lines,
        expires_at=row["expires_at"],
        created_at=row["created_at"],
        application_id=row["application_id"],
        paid_at=row["paid_at"],
    )


def _payer(row: Row) -> Payer | None:
    if row["payer_name"] is None:
        return None
    return Payer(
        name=row["payer_name"],
        email=row["payer_email"],
        language=Language(row["payer_language"]),
        person_id=row["person_id"],
        organisation_id=row["organisation_id"],
    )
