"""Knows what whoever brought a boat is told: the price at first, then the number of the sticker, and what changes."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from harbors.chance import Chance
from harbors.leases.records import Tenant
from harbors.leases.telling import called, recipients
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.orders.records import Order
from harbors.sql import Connection
from harbors.storage_notices.reads import STATEMENTS
from harbors.storage_notices.records import Noted, StorageNotice
from harbors.text import Language, told_amount

_A_MICROSECOND = timedelta(microseconds=1)


async def tell_of_notice(
    connection: Connection,
    noted: Noted,
    order: Order,
    template: Template,
    *,
    what: str,
    public_url: str,
    now: datetime,
    chance: Chance,
) -> None:
    """Tell what is to be paid until when, with the link in which the capability is: at first, or as a reminder."""
    notice, place = noted.notice, await called(connection, noted.notice.place_id)

    def figures(language: Language) -> dict[str, str]:
        return {
            "place": place.in_language(language),
            "m2": told_m2(notice.boat.m2, language),
            "price": told_amount(order.total, language),
            "until": place.day(notice.due_at - _A_MICROSECOND),
            "link": f"{public_url}/storage/{notice.id}?token={noted.token}",
        }

    async for recipient in recipients(connection, as_tenant(notice)):
        told = figures(recipient.language)
        await _tell(connection, notice, recipient, template, told, what, now=now, chance=chance)


async def tell_of_sticker(
    connection: Connection, notice: StorageNotice, number: int, *, now: datetime, chance: Chance
) -> None:
    """Tell that the price came in, and the number of the sticker, which has to be seen on the boat."""
    place = await called(connection, notice.place_id)
    async for recipient in recipients(connection, as_tenant(notice)):
        told = {
            "place": place.in_language(recipient.language),
            "number": str(number),
            "days": place.days(notice.period),
        }
        await _tell(connection, notice, recipient, Template.STORAGE_PAID, told, "paid", now=now, chance=chance)


async def tell_of_change(
    connection: Connection,
    noted: Noted,
    due: Decimal,
    *,
    reason: str,
    public_url: str,
    now: datetime,
    chance: Chance,
) -> None:
    """Tell that staff measured anew, why, and by how much the price changed."""
    notice, place = noted.notice, await called(connection, noted.notice.place_id)
    async for recipient in recipients(connection, as_tenant(notice)):
        told = {
            "place": place.in_language(recipient.language),
            "m2": told_m2(notice.boat.m2, recipient.language),
            "difference": told_amount(due, recipient.language),
            "reason": reason,
            "link": f"{public_url}/storage/{notice.id}?token={noted.token}",
        }
        what = f"changed {now.isoformat()}"
        await _tell(connection, notice, recipient, Template.STORAGE_CHANGED, told, what, now=now, chance=chance)


async def tell_of_end(
    connection: Connection, notice: StorageNotice, *, at: datetime, reason: str, now: datetime, chance: Chance
) -> None:
    """Tell from when on the boat counts as away, and why."""
    place = await called(connection, notice.place_id)
    async for recipient in recipients(connection, as_tenant(notice)):
        told = {"place": place.in_language(recipient.language), "day": place.day(at), "reason": reason}
        await _tell(connection, notice, recipient, Template.STORAGE_ENDED, told, "ended", now=now, chance=chance)


async def tell_staff(
    connection: Connection, notice: StorageNotice, order: Order, *, now: datetime, chance: Chance
) -> None:
    """Tell the provider that a boat is on the ground and not paid."""
    address = await STATEMENTS.staff_address.value(connection, provider_id=notice.provider_id)
    if address is None:
        return
    place, recipient = await called(connection, notice.place_id), Recipient(address=address, language=Language.FI)
    told = {
        "place": place.in_language(Language.FI),
        "reference": notice.reference,
        "boat": notice.boat.registration or notice.boat.trailer_registration or "–",
        "price": told_amount(order.total, Language.FI),
    }
    await _tell(connection, notice, recipient, Template.STORAGE_UNPAID, told, "unpaid", now=now, chance=chance)


def as_tenant(notice: StorageNotice) -> Tenant:
    """Whoever brought the boat, as those are told who hold places."""
    holder = notice.holder
    if holder is None:
        return Tenant()
    return Tenant(
        name=holder.name,
        email=holder.email,
        language=holder.language,
        person_id=holder.person_id,
        organisation_id=holder.organisation_id,
    )


def told_m2(m2: Decimal, language: Language) -> str:
    """Square metres as they are read."""
    return f"{m2:.2f}" if language is Language.EN else f"{m2:.2f}".replace(".", ",")


async def _tell(
    connection: Connection,
    notice: StorageNotice,
    recipient: Recipient,
    template: Template,
    figures: Mapping[str, str],
    what: str,
    *,
    now: datetime,
    chance: Chance,
) -> None:
    key = f"storage {notice.id} {what} {recipient.person_id or recipient.address}"
    await notify(connection, recipient, template, figures, key=key, now=now, chance=chance)
