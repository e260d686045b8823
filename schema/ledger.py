"""Knows the lines, payments and refunds of orders, looked up for all orders of a request at once."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
from aiodataloader import DataLoader

from harbors.applications.reads import present_capability
from harbors.orders.reads import STATEMENTS as ORDERS
from harbors.payments.reads import STATEMENTS
from harbors.sql import Row as Record
from harbors.text import Translated
from schema import ids
from schema.context import Context
from schema.money import Sum
from schema.order_words import (
    OrderLineKind,
    PaymentMethod,
    PaymentStatus,
    Product,
    RefundReason,
    RefundStatus,
    Unit,
)

Ledger = Mapping[str, Sequence[Record]]
_LOOKED_UP = {
    "lines": ORDERS.lines_of_orders,
    "payments": STATEMENTS.payments_of_orders,
    "refunds": STATEMENTS.refunds_of_orders,
    "balances": STATEMENTS.balances_of_orders,
}


async def ledger_of(context: Context, order_id: UUID, token: str | None) -> Ledger:
    """What belongs to an order, for whoever sees it: by sign-in, or by the capability ``token``."""
    if token is None:
        return await _loader(context).load(order_id)
    async with context.unit_of_work() as connection:
        await present_capability(connection, token)
        return {name: await one.rows(connection, ids=[order_id]) for name, one in _LOOKED_UP.items()}


def _loader(context: Context) -> DataLoader[UUID, Ledger]:
    async def batch(keys: Sequence[UUID]) -> list[Ledger]:
        found = {name: await context.fetch_own(one.text, list(keys)) for name, one in _LOOKED_UP.items()}
        return [{name: [row for row in rows if row["order_id"] == key] for name, rows in found.items()} for key in keys]

    if "ledgers of orders" not in context.loaders:
        context.loaders["ledgers of orders"] = DataLoader(batch)
    known: DataLoader[UUID, Ledger] = context.loaders["ledgers of orders"]
    return known


def sum_of(lines: Sequence[Record]) -> Sum:
    """What lines of an order come to."""
    rates = {line["vat_rate"] for line in lines}
    amount = sum((line["amount"] for line in lines), Decimal("0.00"))
    vat = sum((line["vat_amount"] for line in lines), Decimal("0.00"))
    return Sum(amount, vat, rates.pop() if len(rates) == 1 else None)


def _text(row: Record, stem: str, info: Any) -> str | None:
    text = Translated(row[f"{stem}_fi"], row[f"{stem}_sv"], row[f"{stem}_en"])
    return text.in_language(info.context.language)


def _amount(name: str) -> Any:
    return lambda row, _info: str(row[name])


def _column(name: str) -> Any:
    return lambda row, _info: row[name]


def _euros(name: str, description: str, *, required: bool = True) -> graphene.Field:
    return graphene.Field(graphene.String, required=required, resolver=_amount(name), description=description)


def _plain(type_: Any, name: str, description: str, *, required: bool = False) -> graphene.Field:
    return graphene.Field(type_, required=required, resolver=_column(name), description=description)


def _id(type_name: str) -> graphene.Field:
    return graphene.Field(
        graphene.ID,
        required=True,
        resolver=lambda row, _info: ids.encode(type_name, row["id"]),
        description="Opaque; mutations take it.",
    )


class OrderLine(graphene.ObjectType):
    """One line of an order, as it was quoted; a changed price is another line."""

    number = _plain(graphene.Int, "number", "Counts from 1.", required=True)
    kind = _plain(OrderLineKind, "kind", "What it is.", required=True)
    product = _plain(Product, "product", "What VAT and accounts go by.", required=True)
    text = graphene.Field(
        graphene.String,
        required=True,
        resolver=lambda row, info: _text(row, "text", info),
        description="What it is for, in the language of the request.",
    )
    quantity = _euros("quantity", "How much of it, as a decimal.")
    unit = _plain(Unit, "unit", "What the quantity counts.", required=True)
    amount = _euros("amount", "The whole line: euros with two decimals, VAT included; negative takes off.")
    vat_rate = _euros("vat_rate", "The rate of VAT, in percent.")
    vat_amount = _euros("vat_amount", "The VAT that the amount contains.")
    ground = graphene.Field(
        graphene.String,
        resolver=lambda row, info: _text(row, "ground", info),
        description="On what a subsidy rests, in the language of the request.",
    )
    reason = _plain(graphene.String, "reason", "Why the price was changed.")


class Payment(graphene.ObjectType):
    """An attempt to pay an order, or money that came for it."""

    id = _id("Payment")
    method = _plain(PaymentMethod, "method", "By which way.", required=True)
    status = _plain(PaymentStatus, "status", "Where it stands.", required=True)
    amount = _euros("amount", "Euros with two decimals.")
    href = _plain(graphene.String, "href", "Where the payer goes on; null until the gateway has answered.")
    transaction_id = _plain(graphene.String, "transaction_id", "What the gateway or the bank calls it.")
    failure = _plain(graphene.String, "failure", "What went wrong, in the words of the gateway.")
    created_at = _plain(graphene.DateTime, "created_at", "When it was begun or noted.", required=True)
    captured_at = _plain(graphene.DateTime, "captured_at", "When the money was ours.")


class Refund(graphene.ObjectType):
    """Money that goes back to whoever paid."""

    id = _id("Refund")
    amount = _euros("amount", "Euros with two decimals.")
    method = _plain(PaymentMethod, "method", "By which way its payment had come.", required=True)
    status = _plain(RefundStatus, "status", "Where it stands.", required=True)
    reason = _plain(RefundReason, "reason", "Why it goes back.", required=True)
    failure = _plain(graphene.String, "failure", "Why the gateway cannot pay it.")
    created_at = _plain(graphene.DateTime, "created_at", "Since when it is owed.", required=True)
    done_at = _plain(graphene.DateTime, "done_at", "When it had gone.")
