"""Knows whether the payment page runs beside the service, and how the service trusts it: by a secret that it keeps."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.routing import BaseRoute, Mount

from ahti.chance import SystemChance
from ahti.checkout.app import PATH, open_checkout
from ahti.checkout.keeping import FOLDER, kept_secret
from ahti.clock import SystemClock
from ahti.gateways.payments.terms import CheckoutTerms
from ahti.settings import Settings


@dataclass(frozen=True, slots=True)
class PageBeside:
    """``terms``: where the service finds it. ``url``: where payers do. ``folder``: what it keeps."""

    terms: CheckoutTerms
    url: str
    folder: Path


def page_beside(
    settings: Settings, *, data_dir: Path, address: str, public_url: str, usually: bool
) -> PageBeside | None:
    """The page to run beside the service at ``address``: as ``AHTI_DEMO_CHECKOUT`` says, or as ``usually``."""
    elsewhere = settings.checkout is not None and settings.checkout.url is not None
    wanted = usually and not elsewhere if settings.demo_checkout is None else settings.demo_checkout == "on"
    if not wanted:
        return None
    folder = data_dir / FOLDER
    secret = settings.checkout.secret if settings.checkout else kept_secret(folder, SystemChance())
    seller = {"seller": settings.checkout.seller} if settings.checkout else {}
    terms = CheckoutTerms(url=address.rstrip("/") + PATH, secret=secret, **seller)
    return PageBeside(terms, public_url.rstrip("/") + PATH, folder)


@asynccontextmanager
async def mounted(page: PageBeside | None) -> AsyncIterator[Sequence[BaseRoute]]:
    """The page under its path, where it is wanted; it tells of payments for as long as the block runs."""
    if page is None:
        yield ()
        return
    async with open_checkout(
        page.folder, url=page.url, secret=page.terms.secret, clock=SystemClock(), chance=SystemChance()
    ) as app:
        yield (Mount(PATH, app=app),)
