"""Knows which gateways the operator has set up, opened for as long as they are needed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from ahti.chance import SystemChance
from ahti.clock import SystemClock
from ahti.gateways.payments.embedded import Embedded
from ahti.gateways.payments.paytrail import Paytrail
from ahti.gateways.payments.records import Gateway, Gateways
from ahti.gateways.payments.terms import CheckoutTerms, PaytrailTerms
from ahti.gateways.payments.wire import open_client
from ahti.settings import Settings
from harbors.payments.records import Method


@asynccontextmanager
async def open_gateways(settings: Settings, *, beside: CheckoutTerms | None = None) -> AsyncIterator[Gateways]:
    """The gateways by which money can come. ``beside``: the page that runs beside the service, where it does."""
    checkout = settings.checkout if settings.checkout and settings.checkout.url else beside
    async with open_client() as client:
        opened: dict[Method, Gateway] = {}
        if settings.paytrail is not None:
            opened[Method.PAYTRAIL] = _paytrail(settings.paytrail, client)
        if checkout is not None and checkout.url is not None:
            opened[Method.EMBEDDED] = _embedded(checkout, checkout.url, client)
        yield opened


def _paytrail(terms: PaytrailTerms, client: httpx.AsyncClient) -> Paytrail:
    return Paytrail(
        client=client,
        account=terms.account,
        secret=terms.secret,
        clock=SystemClock(),
        chance=SystemChance(),
        url=terms.url,
        shop_in_shop=terms.shop_in_shop,
        algorithm=terms.algorithm,
    )


def _embedded(terms: CheckoutTerms, url: str, client: httpx.AsyncClient) -> Embedded:
    return Embedded(client=client, url=url, secret=terms.secret, clock=SystemClock(), seller=terms.seller)
