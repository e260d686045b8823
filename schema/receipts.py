"""Knows the receipt of an application: what was sealed of it, for its applicant to check against the published root."""

from typing import Any

import graphene

from harbors.allocations.receipts import Receipt, receipt_of
from harbors.allocations.words import words_for_receipt
from harbors.applications.reads import present_capability
from schema.context import Context
from schema.reads.loading import Row


class ApplicationReceipt(graphene.ObjectType):
    """What was sealed of an application before the draw, and the proof that it lies under the published root.

    The document tells who applies, with which boat and for what: it is for the applicant, and should be kept.
    """

    root = graphene.String(required=True, description="The root of the freeze, as published, in 64 hexadecimal digits.")
    frozen_at = graphene.DateTime(required=True, description="When the root was published.")
    document = graphene.String(
        description="A file of JSON (`ahti-receipt/1`), which `ahti verify FILE --root HEX` accepts: the public and "
        "the private record, the salt, and the way from there to the root. Null when the person was erased: what it is "
        "made of was destroyed then."
    )
    text = graphene.String(
        required=True, resolver=lambda receipt, info: _text(receipt, info), description="What it is, or why it is gone."
    )


def _text(receipt: Receipt, info: Any) -> str | None:
    return words_for_receipt(is_there=receipt.document is not None).in_language(info.context.language)


async def read_receipt(context: Context, row: Row, *, edit_token: str | None) -> Receipt | None:
    """The receipt of a row of ``Application``; of one that was withdrawn before the freeze there is none."""
    async with context.unit_of_work() as connection:
        await present_capability(connection, edit_token)
        return await receipt_of(connection, row.values["id"])
