"""Knows invoices and credit notes as who sees their order sees them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import graphene
from aiodataloader import DataLoader

from harbors.invoices import records
from harbors.invoices.reads import STATEMENTS
from harbors.invoices.references import rf_form
from harbors.invoices.showing import present_token
from harbors.sql import Row as Record
from schema import ids
from schema.context import Context
from schema.enums import described

InvoiceKind = described(
    records.InvoiceKind,
    "What was given for an order.",
    INVOICE="What is to be paid.",
    CREDIT_NOTE="It takes of the invoice that it names.",
)


async def invoices_of(context: Context, order_id: UUID, token: str | None) -> Sequence[Record]:
    """What was given for an order, the first first, for whoever sees it: signed in, or by the capability ``token``."""
    if token is None:
        return await _loader(context).load(order_id)
    async with context.unit_of_work() as connection:
        await present_token(connection, token)
        return await STATEMENTS.invoices_of_orders.rows(connection, ids=[order_id])


def _loader(context: Context) -> DataLoader[UUID, Sequence[Record]]:
    async def batch(keys: Sequence[UUID]) -> list[Sequence[Record]]:
        rows = await context.fetch_own(STATEMENTS.invoices_of_orders.text, list(keys))
        return [[row for row in rows if row["order_id"] == key] for key in keys]

    if "invoices of orders" not in context.loaders:
        context.loaders["invoices of orders"] = DataLoader(batch)
    known: DataLoader[UUID, Sequence[Record]] = context.loaders["invoices of orders"]
    return known


def _credited(row: Record, _info: Any) -> str | None:
    return None if row["credits_id"] is None else ids.encode("Invoice", row["credits_id"])


class Invoice(graphene.ObjectType):
    """What is to be paid of an order, or a credit note that takes of it: neither changes."""

    id = graphene.Field(
        graphene.ID,
        required=True,
        resolver=lambda row, _info: ids.encode("Invoice", row["id"]),
        description="Opaque; its PDF is at `/invoices/ID.pdf`, for who is signed in or has the `token` of the order.",
    )
    kind = graphene.Field(
        InvoiceKind, required=True, resolver=lambda row, _info: row["kind"], description="Invoice or credit note."
    )
    number = graphene.Field(
        graphene.String,
        required=True,
        resolver=lambda row, _info: records.numbered(row["year"], row["sequence"]),
        description="As it is printed; without gaps in a year of the provider.",
    )
    reference = graphene.Field(
        graphene.String,
        required=True,
        resolver=lambda row, _info: row["reference"],
        description="The Finnish reference of the transfer; it opens nothing.",
    )
    international_reference = graphene.Field(
        graphene.String,
        required=True,
        resolver=lambda row, _info: rf_form(row["reference"]),
        description="The same as an RF reference.",
    )
    amount = graphene.Field(
        graphene.String,
        required=True,
        resolver=lambda row, _info: str(row["amount"]),
        description="Euros with two decimals, VAT included; negative on a credit note.",
    )
    due_on = graphene.Field(
        graphene.Date, resolver=lambda row, _info: row["due_on"], description="By which day it is to be paid."
    )
    issued_at = graphene.Field(
        graphene.DateTime, required=True, resolver=lambda row, _info: row["issued_at"], description="When it was given."
    )
    credits_id = graphene.Field(
        graphene.ID, resolver=_credited, description="The id of the Invoice of which a credit note takes."
    )
    pdf_path = graphene.Field(
        graphene.String,
        required=True,
        resolver=lambda row, _info: f"/invoices/{ids.encode('Invoice', row['id'])}.pdf",
        description="Where its PDF is at this service.",
    )
