"""Knows how what the page is asked is read: nothing is taken that could not be shown, or told back."""

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from ahti.checkout.records import Refused
from harbors.text import Language

_MOST = 99_999_999
_MOST_ITEMS = 200


def object_of(body: bytes) -> dict[str, Any]:
    """Raises ``Refused``."""
    try:
        told = json.loads(body)
    except ValueError:
        raise Refused("NO_JSON") from None
    if not isinstance(told, dict):
        raise Refused("NO_JSON")
    return told


def payment_asked(body: bytes) -> dict[str, Any]:
    """A payment whose items come to its amount; raises ``Refused``."""
    told = object_of(body)
    items = [_item(item) for item in _list(told, "items")]
    asked = {
        "stamp": stamp_in(told, "stamp"),
        "reference": text_in(told, "reference"),
        "amount": amount_in(told),
        "seller": text_in(told, "seller"),
        "items": items,
        "payer": {"name": _maybe(told.get("payer"), "name"), "email": _maybe(told.get("payer"), "email")},
        "language": _language(told),
        **{name: url_in(told, name) for name in ("returnUrl", "cancelUrl", "callbackUrl")},
    }
    if sum(item["amount"] for item in items) != asked["amount"]:
        raise Refused("AMOUNTS_DIFFER")
    return asked


def text_in(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value or len(value) > 1_000:
        raise Refused(f"BAD_{name.upper()}")
    return value


def stamp_in(told: Mapping[str, Any], name: str) -> str:
    try:
        return str(UUID(text_in(told, name)))
    except ValueError:
        raise Refused("BAD_STAMP") from None


def amount_in(told: Mapping[str, Any], *, least: int = 1) -> int:
    amount = told.get("amount")
    if not isinstance(amount, int) or isinstance(amount, bool) or not least <= amount <= _MOST:
        raise Refused("BAD_AMOUNT")
    return amount


def url_in(told: Mapping[str, Any], name: str) -> str:
    parts = urlsplit(text_in(told, name))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Refused("BAD_URL")
    return str(told[name])


def _item(told: object) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise Refused("BAD_ITEMS")
    try:
        rate = Decimal(text_in(told, "vatRate"))
    except InvalidOperation:
        raise Refused("BAD_VAT_RATE") from None
    if not 0 <= rate <= 100:
        raise Refused("BAD_VAT_RATE")
    return {"text": text_in(told, "text"), "amount": amount_in(told, least=-_MOST), "vatRate": str(rate)}


def _list(told: Mapping[str, Any], name: str) -> list[object]:
    items = told.get(name)
    if not isinstance(items, list) or not 0 < len(items) <= _MOST_ITEMS:
        raise Refused("BAD_ITEMS")
    return items


def _language(told: Mapping[str, Any]) -> str:
    if told.get("language") not in set(Language):
        raise Refused("BAD_LANGUAGE")
    return str(told["language"])


def _maybe(told: object, name: str) -> str | None:
    value = told.get(name) if isinstance(told, dict) else None
    return value if isinstance(value, str) else None
