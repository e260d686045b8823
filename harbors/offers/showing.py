"""Knows who is shown an offer, on the page of its link or as a letter: whoever sees it, signed in or by the link."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from harbors.access.commands import act_as_system
from harbors.access.records import Principal
from harbors.applications.reads import present_capability
from harbors.audit.commands import write
from harbors.audit.records import READ, Behalf, BehalfKind, Entry
from harbors.audit.rules import actor_of
from harbors.chance import Chance
from harbors.errors import NotFound
from harbors.invoices.reads import invoices_of, payee_of
from harbors.invoices.records import InvoiceKind, Payee
from harbors.leases.telling import called
from harbors.offers.ordering import last_day
from harbors.offers.reads import STATEMENTS, offer_with, require_answerable
from harbors.offers.records import Offer, OfferId
from harbors.offers.refusals import offer_refused, unknown_offer
from harbors.orders.reads import order_with
from harbors.sql import Connection
from harbors.text import Language

_A_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What whoever has the link of an offer is shown, in words of a language."""

    offer: Offer
    place: str
    days: str
    until: str
    price: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a letter tells of an offer. ``payment_reference`` is that of its invoice, where it has one."""

    offer: Offer
    payee: Payee
    name: str
    address: tuple[str, ...]
    place: str
    first_day: date
    last_day: date
    price: Decimal
    due_on: date
    language: Language
    payment_reference: str | None


async def show_offer(connection: Connection, id: OfferId, *, token: str, language: Language) -> Shown:
    """The offer of a link. Acts as the system. Raises ``NotFound``."""
    await require_answerable(connection, id, token)
    offer = await offer_with(connection, id)
    place = await called(connection, offer.place_id)
    return Shown(
        offer=offer,
        place=place.in_language(language),
        days=place.days(offer.period),
        until=place.day(offer.due_at - _A_MICROSECOND),
        price=(await order_with(connection, offer.order_id)).total,
    )


async def show_letter(
    connection: Connection, id: OfferId, *, by: Principal, token: str | None, now: datetime, chance: Chance
) -> Letter:
    """The letter of an offer; that a clerk looked is kept. Acts as the system.

    Raises ``NotFound``, ``Refused`` while nobody has told whom the provider's papers name.
    """
    try:
        await present_capability(connection, token)
    except NotFound:
        raise unknown_offer() from None
    offer = await offer_with(connection, id)
    await act_as_system(connection)
    if token is None and offer.tenant.person_id is not None and offer.tenant.person_id != by.person_id:
        await write(connection, _look(offer, by=by, now=now), chance=chance)
    payee = await payee_of(connection, offer.provider_id)
    if payee is None:
        raise offer_refused("NO_LETTER")
    return await _letter(connection, offer, payee)


async def _letter(connection: Connection, offer: Offer, payee: Payee) -> Letter:
    place, language = await called(connection, offer.place_id), offer.tenant.language or Language.FI
    zone = ZoneInfo(place.time_zone)
    invoices = [one for one in await invoices_of(connection, offer.order_id) if one.kind is InvoiceKind.INVOICE]
    row = await STATEMENTS.address_of.row(connection, id=offer.id)
    return Letter(
        offer=offer,
        payee=payee,
        name=offer.tenant.name or "",
        address=_lines(row["address"], row["zip_code"]) if row else (),
        place=place.in_language(language),
        first_day=offer.period.start.astimezone(zone).date(),
        last_day=(offer.period.end - _A_MICROSECOND).astimezone(zone).date(),
        price=(await order_with(connection, offer.order_id)).total,
        due_on=last_day(offer, place.time_zone),
        language=language,
        payment_reference=invoices[-1].reference if invoices else None,
    )


def _lines(*told: str | None) -> tuple[str, ...]:
    return tuple(line for line in told if line)


def _look(offer: Offer, *, by: Principal, now: datetime) -> Entry:
    return Entry(
        at=now,
        actor=actor_of(by),
        operation=READ,
        on_behalf=Behalf(BehalfKind.PROVIDER, offer.provider_id),
        client_id=by.client_id,
        subject_type="Offer",
        subject_id=offer.id,
        person_id=offer.tenant.person_id,
        provider_id=offer.provider_id,
    )
