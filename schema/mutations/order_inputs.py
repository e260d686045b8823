"""Knows the inputs of the mutations of orders and payments, and what they are in the words of the field."""

from decimal import Decimal, InvalidOperation

import graphene

from harbors.orders.records import OrderId
from harbors.payments.records import RefundId
from schema import ids
from schema.errors import BadInput
from schema.mutations.inputs import Input, idempotency_key
from schema.order_words import PaymentMethod

_LONGEST = 14


class StartPaymentInput(graphene.InputObjectType):
    """Which order is to be paid, how, and where the payer comes back to."""

    order_id = graphene.ID(required=True, description="The id of an Order.")
    token = graphene.String(
        description="The capability in the link that was mailed; whoever is signed in needs none for their own."
    )
    method = graphene.InputField(PaymentMethod, required=True, description="EMBEDDED or PAYTRAIL, where offered.")
    return_url = graphene.String(
        required=True,
        description="Where the payer comes back to: among the redirect addresses of the program that asks, or a page "
        "of this service.",
    )
    idempotency_key = idempotency_key()


class NotePaymentInput(graphene.InputObjectType):
    """Money that came at the desk."""

    order_id = graphene.ID(required=True, description="The id of an Order.")
    amount = graphene.String(required=True, description="Euros with at most two decimals, as `290.00`.")
    receipt = graphene.String(
        required=True, description="The number of the receipt: each is noted once for a provider."
    )
    idempotency_key = idempotency_key()


class NoteRefundPaidInput(graphene.InputObjectType):
    """A refund that people paid."""

    refund_id = graphene.ID(required=True, description="The id of a Refund that is owed or has failed.")
    note = graphene.String(required=True, description="How and when it was paid.")
    idempotency_key = idempotency_key()


class CancelOrderInput(graphene.InputObjectType):
    """Which order is taken back, and why."""

    order_id = graphene.ID(required=True, description="The id of an Order.")
    reason = graphene.String(required=True, description="Why.")
    idempotency_key = idempotency_key()


class AddOrderLineInput(graphene.InputObjectType):
    """By how much the price of an order changes, and why."""

    order_id = graphene.ID(required=True, description="The id of an Order.")
    line_number = graphene.Int(
        default_value=1, description="The line whose price changes: the new one has its product and rate of VAT."
    )
    amount = graphene.String(required=True, description="Euros with VAT: negative takes off, as `-40.00`.")
    reason = graphene.String(required=True, description="Why; the payer reads it.")
    idempotency_key = idempotency_key()


def order_id(given: Input) -> OrderId:
    """The order that an input names. Raises BAD_USER_INPUT."""
    return OrderId(ids.decode_as("Order", given["order_id"]))


def refund_id(given: Input) -> RefundId:
    """The refund that an input names. Raises BAD_USER_INPUT."""
    return RefundId(ids.decode_as("Refund", given["refund_id"]))


def euros(given: Input) -> Decimal:
    """The amount of an input. Raises BAD_USER_INPUT."""
    text = given["amount"]
    try:
        amount = Decimal(text) if len(text) <= _LONGEST else Decimal("NaN")
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise BadInput("amount: euros are written as in 290.00.", field="amount")
    return amount
