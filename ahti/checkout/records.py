"""Knows a payment and a refund as the page keeps them, in cents, and which status follows which."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from harbors.payments.records import GatewayStatus

TRANSITIONS: Mapping[GatewayStatus, frozenset[GatewayStatus]] = MappingProxyType(
    {
        GatewayStatus.NEW: frozenset({GatewayStatus.OK, GatewayStatus.PENDING, GatewayStatus.FAIL}),
        # Money that is under way comes, however late.
        GatewayStatus.PENDING: frozenset({GatewayStatus.OK, GatewayStatus.FAIL}),
        # Who failed may try again: a payment never expires.
        GatewayStatus.FAIL: frozenset({GatewayStatus.OK, GatewayStatus.PENDING, GatewayStatus.FAIL}),
        # What was paid is only refunded.
        GatewayStatus.OK: frozenset(),
        GatewayStatus.DELAYED: frozenset(),
    }
)


class Refused(Exception):
    """The page understood, and says no; the word is stable."""


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment; ``asked`` is what it was asked with."""

    id: str
    stamp: str
    amount: int
    reference: str
    status: GatewayStatus
    asked: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that goes back."""

    id: str
    stamp: str
    payment_id: str
    amount: int
    status: GatewayStatus
    callback_url: str


@dataclass(frozen=True, slots=True)
class Call:
    """Something that has to be told to who sells, until it is taken: of a payment, or of a refund."""

    id: int
    kind: str
    subject: str
    status: GatewayStatus
    attempts: int
