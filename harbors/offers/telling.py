"""Knows what people are told of offers: price, place and due date at first, then reminders, and what it came to."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from harbors.chance import Chance
from harbors.leases.telling import Called, called, recipients
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.offers.reads import STATEMENTS
from harbors.offers.records import Made, Offer, OfferKind
from harbors.orders.records import Order
from harbors.places.records import PlaceId
from harbors.sql import Connection
from harbors.text import Language, Translated, told_amount

_MADE = defaultdict(lambda: Template.OFFER_MADE, {OfferKind.RENEWAL: Template.RENEWAL_MADE})
_NO_SIZE = Translated(fi="ei tiedossa", sv="inte känd", en="not known")
_A_MICROSECOND = timedelta(microseconds=1)


async def tell_of_offer(
    connection: Connection, made: Made, order: Order, *, public_url: str, now: datetime, chance: Chance
) -> None:
    """Have whoever is offered a place told of price, size and due date, with the link in which the capability is."""
    offer, place = made.offer, await called(connection, made.offer.place_id)

    async def figures(language: Language) -> dict[str, str]:
        return {
            "place": place.in_language(language),
            "size": await _size(connection, offer.place_id, language),
            "days": place.days(offer.period),
            "price": told_amount(order.total, language),
            "until": _last_day(place, offer.due_at),
            "picture": f"{public_url}/places/{offer.place_id}/picture.svg",
            "link": link_of(offer, made.token, public_url=public_url),
        }

    async for recipient in recipients(connection, offer.tenant):
        told = await figures(recipient.language)
        await _tell(connection, offer, recipient, _MADE[offer.kind], told, "made", now=now, chance=chance)


async def tell_of_due(
    connection: Connection, made: Made, order: Order, *, days: int, public_url: str, now: datetime, chance: Chance
) -> None:
    """Remind of an offer so many days before it is due; of each once, and anew where it is due later."""
    offer, place = made.offer, await called(connection, made.offer.place_id)
    async for recipient in recipients(connection, offer.tenant):
        language = recipient.language
        told = {
            "place": place.in_language(language),
            "price": told_amount(order.total, language),
            "until": _last_day(place, offer.due_at),
            "link": link_of(offer, made.token, public_url=public_url),
        }
        what = f"due {offer.due_at.isoformat()} {days}"
        await _tell(connection, offer, recipient, Template.OFFER_DUE, told, what, now=now, chance=chance)


async def tell_of_confirmation(connection: Connection, offer: Offer, *, now: datetime, chance: Chance) -> None:
    """Tell that the place is let, from when to when."""
    place = await called(connection, offer.place_id)
    async for recipient in recipients(connection, offer.tenant):
        told = {"place": place.in_language(recipient.language), "days": place.days(offer.period)}
        await _tell(connection, offer, recipient, Template.OFFER_CONFIRMED, told, "let", now=now, chance=chance)


async def tell_of_expiry(connection: Connection, offer: Offer, *, now: datetime, chance: Chance) -> None:
    """Tell that nobody paid in time, and that the place goes on."""
    place = await called(connection, offer.place_id)
    async for recipient in recipients(connection, offer.tenant):
        told = {"place": place.in_language(recipient.language), "until": _last_day(place, offer.due_at)}
        await _tell(connection, offer, recipient, Template.OFFER_EXPIRED, told, "expired", now=now, chance=chance)


async def tell_of_withdrawal(
    connection: Connection, offer: Offer, *, reason: Translated, now: datetime, chance: Chance
) -> None:
    """Tell that the offer was taken back, and why."""
    place = await called(connection, offer.place_id)
    async for recipient in recipients(connection, offer.tenant):
        language = recipient.language
        told = {"place": place.in_language(language), "reason": reason.in_language(language) or ""}
        await _tell(connection, offer, recipient, Template.OFFER_WITHDRAWN, told, "withdrawn", now=now, chance=chance)


async def tell_of_extension(
    connection: Connection, offer: Offer, *, reason: str, now: datetime, chance: Chance
) -> None:
    """Tell that there is more time to pay, and why."""
    place = await called(connection, offer.place_id)
    async for recipient in recipients(connection, offer.tenant):
        until = _last_day(place, offer.due_at)
        told = {"place": place.in_language(recipient.language), "until": until, "reason": reason}
        what = f"extended {offer.due_at.isoformat()}"
        await _tell(connection, offer, recipient, Template.OFFER_EXTENDED, told, what, now=now, chance=chance)


def link_of(offer: Offer, token: str, *, public_url: str) -> str:
    """Where the offer is seen and paid by whoever has the capability."""
    return f"{public_url}/offers/{offer.id}?token={token}"


async def _tell(
    connection: Connection,
    offer: Offer,
    recipient: Recipient,
    template: Template,
    figures: Mapping[str, str],
    what: str,
    *,
    now: datetime,
    chance: Chance,
) -> None:
    key = f"offer {offer.id} {what} {recipient.person_id or recipient.address}"
    await notify(connection, recipient, template, figures, key=key, now=now, chance=chance)


async def _size(connection: Connection, place_id: PlaceId, language: Language) -> str:
    row = await STATEMENTS.size_of.row(connection, id=place_id)
    if row is None or row["width_mm"] is None or row["length_mm"] is None:
        return _NO_SIZE.in_language(language) or ""
    return f"{_metres(row['width_mm'], language)} × {_metres(row['length_mm'], language)} m"


def _metres(millimetres: int, language: Language) -> str:
    text = f"{Decimal(millimetres) / 1000:.2f}"
    return text if language is Language.EN else text.replace(".", ",")


def _last_day(place: Called, due_at: datetime) -> str:
    """The last day on which it can be paid: the due date is the midnight after it."""
    return place.day(due_at - _A_MICROSECOND)
