"""Knows how a payment and a refund are told to Paytrail: whole cents, and rates with one decimal."""

from decimal import Decimal
from typing import Any

from ahti.gateways.payments.records import AskedItem, AskedPayment, AskedRefund, GatewayRefused
from ahti.gateways.payments.wire import cents

_LONGEST_TEXT = 1_000
_LONGEST_NAME = 50


def payment_asked(asked: AskedPayment, *, shop_in_shop: bool) -> dict[str, Any]:
    """The body of a payment's creation. Raises ``GatewayRefused`` without an address of the payer, or a seller."""
    if not asked.payer_email:
        raise GatewayRefused("Paytrail wants the payer's e-mail address")
    if shop_in_shop and not all(item.merchant for item in asked.items):
        raise GatewayRefused("in a shop-in-shop somebody sells each item")
    return {
        "stamp": str(asked.stamp),
        "reference": asked.reference,
        "amount": cents(asked.amount),
        "currency": "EUR",
        "language": asked.language.value.upper(),
        "items": [_item(asked, item, number, shop_in_shop) for number, item in enumerate(asked.items, start=1)],
        "customer": {"email": asked.payer_email, **_name(asked.payer_name)},
        "redirectUrls": {"success": asked.return_url, "cancel": asked.cancel_url},
        "callbackUrls": {"success": asked.callback_url, "cancel": asked.callback_url},
    }


def refund_asked(asked: AskedRefund, callback_url: str, *, by_item: bool) -> dict[str, Any]:
    """The body of a refund; ``by_item``: what comes back is taken from the first item of a shop-in-shop."""
    amount = cents(asked.amount)
    body: dict[str, Any] = {
        "refundStamp": str(asked.refund_stamp),
        "refundReference": asked.reference,
        "callbackUrls": {"success": callback_url, "cancel": callback_url},
    }
    if asked.email:
        body["email"] = asked.email
    if not by_item:
        return body | {"amount": amount}
    if asked.payment_stamp is None:
        raise GatewayRefused("in a shop-in-shop a part comes back from an item")
    item = {
        "amount": amount,
        "stamp": f"{asked.payment_stamp}-1",
        "refundStamp": str(asked.refund_stamp),
        "refundReference": asked.reference,
    }
    return body | {"items": [item]}


def _item(asked: AskedPayment, item: AskedItem, number: int, shop_in_shop: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "unitPrice": cents(item.amount),
        "units": 1,
        "vatPercentage": rate(item.vat_rate),
        "productCode": item.code,
        "description": item.text[:_LONGEST_TEXT],
        "stamp": f"{asked.stamp}-{number}",
    }
    if not shop_in_shop:
        return told
    told |= {"merchant": item.merchant, "reference": asked.reference}
    if item.commission is not None:
        told["commission"] = {"merchant": item.commission.merchant, "amount": cents(item.commission.amount)}
    return told


def rate(percent: Decimal) -> int | float:
    """A number of JSON: 14, 25.5."""
    return int(percent) if percent == int(percent) else float(percent)


def _name(name: str | None) -> dict[str, str]:
    first, _, last = (name or "").rpartition(" ")
    told = {"firstName": first[:_LONGEST_NAME], "lastName": last[:_LONGEST_NAME]}
    return {key: text for key, text in told.items() if text}
