"""Knows what a gateway is asked for a payment or a refund of ours, in its words."""

from decimal import Decimal

from ahti.gateways.payments.records import AskedItem, AskedPayment, AskedRefund, Commission
from harbors.orders.records import NOTHING, Order
from harbors.orders.rules import sums_by_rate
from harbors.payments.records import Merchant, Method, Payment, Refund
from harbors.payments.rules import commission
from harbors.text import Language


def callback_url(url: str, method: Method, what: str) -> str:
    """Where a gateway tells of something, or sends the payer."""
    return f"{url}/payments/{method.lower()}/{what}"


def asked_payment(payment: Payment, order: Order, merchant: Merchant | None, *, url: str) -> AskedPayment:
    """The payment with its items; ``url`` is where the service is found from outside."""
    payer = order.payer
    return AskedPayment(
        stamp=payment.id,
        reference=order.reference,
        amount=payment.amount,
        items=tuple(_items(payment, order, merchant)),
        payer_email=payer.email if payer else None,
        payer_name=payer.name if payer else None,
        language=payer.language if payer else Language.FI,
        return_url=callback_url(url, payment.method, "return"),
        cancel_url=callback_url(url, payment.method, "cancel"),
        callback_url=callback_url(url, payment.method, "callback"),
    )


def asked_refund(refund: Refund, order: Order, merchant: Merchant | None, *, url: str) -> AskedRefund:
    """The refund of a payment that a gateway took."""
    assert refund.transaction_id is not None
    return AskedRefund(
        transaction_id=refund.transaction_id,
        amount=refund.amount,
        refund_stamp=refund.id,
        reference=order.reference,
        callback_url=callback_url(url, refund.method, "refund-callback"),
        email=order.payer.email if order.payer else None,
        merchant=merchant.sub_merchant_id if merchant else None,
        payment_stamp=refund.payment_id,
    )


def _items(payment: Payment, order: Order, merchant: Merchant | None) -> list[AskedItem]:
    """An item for each rate of VAT; where that does not come to what is asked for, one for the whole."""
    language = order.payer.language if order.payer else Language.FI
    sums = {rate: told.amount for rate, told in sums_by_rate(order.lines).items()}
    if sum(sums.values(), NOTHING) != payment.amount or min(sums.values()) < 0:
        sums = {max(sums, key=lambda rate: (sums[rate], rate)): payment.amount}
    text = order.lines[0].text.in_language(language) or order.reference
    return [_item(text, order, amount, rate, merchant) for rate, amount in sums.items() if amount]


def _item(text: str, order: Order, amount: Decimal, rate: Decimal, merchant: Merchant | None) -> AskedItem:
    share = commission(amount, merchant.commission_percent) if merchant else NOTHING
    return AskedItem(
        text=text,
        code=order.lines[0].product,
        amount=amount,
        vat_rate=rate,
        merchant=merchant.sub_merchant_id if merchant else None,
        commission=Commission(merchant=merchant.merchant_id, amount=share)
        if merchant and merchant.merchant_id and share
        else None,
    )
