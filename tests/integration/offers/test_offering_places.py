"""A place is offered at a price, and becomes a lease when it is paid for: it is never free in between."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from harbors.access.commands import act_as_system
from harbors.errors import HarborError
from harbors.leases.reads import lease_with
from harbors.leases.records import LeaseId, Origin
from harbors.offers.closing import expire_offer, offers_over, withdraw_offer
from harbors.offers.commands import extend_offer
from harbors.offers.records import Offer, OfferChannel, OfferKind, OfferStatus
from harbors.offers.reminding import remind_of_some
from harbors.text import Language
from tests.integration.offers.conftest import BOAT, DUE, FIRST, NOW, PERIOD, SECOND, TERMS, URL, Desk, days, draft

OVER = DUE + days(TERMS.grace_days)
A_MINUTE = timedelta(minutes=1)


async def lease_of(desk: Desk, offer: Offer) -> Any:
    async with desk.database.unit_of_work() as connection:
        await act_as_system(connection)
        id = (await desk.offer(offer.id)).lease_id
        assert id is not None
        return await lease_with(connection, LeaseId(id))


async def expire(desk: Desk, offer: Offer, *, now: Any = OVER) -> bool:
    async with desk.database.unit_of_work() as connection:
        return await expire_offer(connection, offer.id, now=now, chance=desk.chance)


async def remind(desk: Desk, *, now: Any) -> list[str]:
    """What mails of reminders there are after a run at this time: their keys' days."""
    async with desk.database.unit_of_work() as connection:
        assert not await remind_of_some(connection, public_url=URL, now=now, chance=desk.chance)
    rows = await desk.asked("SELECT key FROM messages WHERE template = 'OFFER_DUE' ORDER BY created_at, key")
    return [row["key"].split()[4] for row in rows]


async def test_an_offer_tells_price_size_place_due_date_picture_and_a_link_with_its_capability(desk: Desk) -> None:
    [made] = await desk.make()
    [message] = await desk.asked("SELECT template, language, address, figures::text AS figures FROM messages")
    assert (message["template"], message["language"], message["address"]) == ("OFFER_MADE", "sv", "vilma@example.org")
    link = f"{URL}/offers/{made.offer.id}?token={made.token}"
    for told in ("290,00 €", "3,00 × 8,00 m", "club A, plats 1", "28.2.2027", "10.6.2027–14.9.2027", link):
        assert told in message["figures"]
    assert f"{URL}/places/{FIRST}/picture.svg" in message["figures"]
    assert await desk.held() == [("OFFER", "HOLDING")]


async def test_offer_paid_lease_confirmed_and_the_place_was_never_free(desk: Desk) -> None:
    """FIELD, behaviour 6, first half: of an offer without an application."""
    [made] = await desk.make()
    await desk.pay(made.offer)
    lease = await lease_of(desk, made.offer)
    assert (lease.place_id, lease.occupancy_id) == (FIRST, made.offer.occupancy_id)
    assert (lease.period, lease.boat, lease.origin) == (PERIOD, BOAT, Origin.OFFERED)
    assert await desk.held() == [("LEASE", "HOLDING")]
    assert (await desk.offer(made.offer.id)).status is OfferStatus.ACCEPTED
    assert [one[0] for one in await desk.told()] == ["OFFER_CONFIRMED", "OFFER_MADE"]


async def test_behaviour_4_an_order_of_nothing_is_settled_and_the_lease_is_there_at_once_without_an_invoice(
    desk: Desk,
) -> None:
    """FIELD, behaviour 4's half: a non-billable organisation."""
    [made] = await desk.make(draft(amount="0.00"))
    assert made.offer.status is OfferStatus.ACCEPTED
    assert await desk.order_status(made.offer) == "PAID"
    assert await desk.held() == [("LEASE", "HOLDING")]
    assert await desk.asked("SELECT FROM invoices") == await desk.asked("SELECT FROM payments") == []
    assert await desk.told() == [("OFFER_CONFIRMED", "sv", "vilma@example.org")]


async def test_many_offers_are_made_at_once_each_with_its_own_price(desk: Desk) -> None:
    both = await desk.make(draft(FIRST, "290.00"), draft(SECOND, "0.00", name="Maija Meri"))
    totals = await desk.asked("SELECT sum(amount) AS total FROM order_lines GROUP BY order_id ORDER BY total")
    assert [row["total"] for row in totals] == [Decimal("0.00"), Decimal("290.00")]
    assert [made.offer.status for made in both] == [OfferStatus.OPEN, OfferStatus.ACCEPTED]
    assert await desk.held(SECOND) == [("LEASE", "HOLDING")]


async def test_behaviour_2_a_place_that_is_offered_is_offered_to_nobody_else(desk: Desk) -> None:
    await desk.make()
    with pytest.raises(HarborError) as refusal:
        await desk.make(draft(name="Maija Meri"))
    assert [problem.code for problem in refusal.value.problems] == ["PLACE_TAKEN"]
    assert await desk.asked("SELECT id FROM orders") == await desk.asked("SELECT order_id AS id FROM offers")


async def test_declined_by_its_capability_the_place_is_free_and_money_would_be_returned(desk: Desk) -> None:
    [made] = await desk.make()
    for _ in range(2):
        after = await desk.decline(made)
        assert after.status is OfferStatus.DECLINED
    assert await desk.held() == [("OFFER", "ENDED")]
    assert await desk.order_status(made.offer) == "CANCELLED"


@pytest.mark.parametrize(
    ("who", "token"), [("nobody", None), ("nobody", "f" * 64), ("stranger", None), ("clerk", None)]
)
async def test_behaviour_12_a_number_in_a_link_is_no_credential(desk: Desk, who: str, token: str | None) -> None:
    """FIELD, behaviour 12, for offers."""
    [made] = await desk.make()
    with pytest.raises(HarborError) as refusal:
        await desk.decline(made, who=who, token=token)
    assert [problem.code for problem in refusal.value.problems] == ["OFFER_UNKNOWN"]
    assert (await desk.offer(made.offer.id)).status is OfferStatus.OPEN


async def test_behaviour_7_due_in_seven_three_and_one_days_one_reminder_each_never_twice(desk: Desk) -> None:
    """FIELD, behaviour 7, first half."""
    await desk.make(now=NOW)
    assert await remind(desk, now=DUE - days(7) - A_MINUTE) == []
    for told in (["7"], ["7", "3"], ["7", "3", "1"]):
        for minutes in range(2):
            assert await remind(desk, now=DUE - days(int(told[-1])) + minutes * A_MINUTE) == told
    assert await remind(desk, now=DUE + A_MINUTE) == ["7", "3", "1"]


async def test_of_reminders_that_were_missed_only_the_nearest_goes_out(desk: Desk) -> None:
    await desk.make(now=NOW)
    assert await remind(desk, now=DUE - days(1) + A_MINUTE) == ["1"]


async def test_the_link_of_a_reminder_lets_in_as_that_of_the_first_mail_does(desk: Desk) -> None:
    [made] = await desk.make()
    await remind(desk, now=DUE - days(3))
    [row] = await desk.asked("SELECT figures ->> 'link' AS link FROM messages WHERE template = 'OFFER_DUE'")
    token = row["link"].partition("token=")[2]
    assert token != made.token
    after = await desk.decline(made, token=token)
    assert after.status is OfferStatus.DECLINED


async def test_who_was_sent_a_letter_is_reminded_by_no_mail(desk: Desk) -> None:
    await desk.make(draft(channel=OfferChannel.PAPER))
    assert await remind(desk, now=DUE - days(1)) == []
    assert await desk.told() == []


async def test_behaviour_7_past_due_plus_grace_offer_and_order_expire_together_and_the_place_is_free(
    desk: Desk,
) -> None:
    """FIELD, behaviour 7, second half: of an offer without an application."""
    [made] = await desk.make()
    assert not await expire(desk, made.offer, now=OVER - A_MINUTE)
    async with desk.database.unit_of_work() as connection:
        assert await offers_over(connection, now=OVER - A_MINUTE) == []
        assert await offers_over(connection, now=OVER) == [made.offer.id]
    assert [await expire(desk, made.offer) for _ in range(2)] == [True, False]
    assert (await desk.offer(made.offer.id)).status is OfferStatus.EXPIRED
    assert await desk.order_status(made.offer) == "EXPIRED"
    assert await desk.held() == [("OFFER", "ENDED")]
    assert [one[0] for one in await desk.told()] == ["OFFER_MADE", "OFFER_EXPIRED"]


async def test_behaviour_6_money_after_expiry_is_rebooked_if_the_place_is_still_free(desk: Desk) -> None:
    """FIELD, behaviour 6, last half."""
    [made] = await desk.make()
    await expire(desk, made.offer)
    assert await desk.pay_late(made.offer, now=OVER + days(2))
    assert await desk.held() == [("OFFER", "ENDED"), ("LEASE", "HOLDING")]
    assert (await lease_of(desk, made.offer)).place_id == FIRST


async def test_money_after_expiry_is_not_taken_for_a_place_that_somebody_else_has(desk: Desk) -> None:
    [made] = await desk.make()
    await expire(desk, made.offer)
    [other] = await desk.make(draft(name="Maija Meri", due_at=OVER + days(14)), now=OVER)
    assert not await desk.pay_late(made.offer, now=OVER)
    assert (await desk.offer(made.offer.id)).status is OfferStatus.EXPIRED
    assert (await desk.offer(other.offer.id)).status is OfferStatus.OPEN


async def test_money_after_the_season_or_after_a_refusal_gets_nothing(desk: Desk) -> None:
    first, second = await desk.make(draft(), draft(SECOND, name="Maija Meri"))
    await expire(desk, first.offer)
    assert not await desk.pay_late(first.offer, now=PERIOD.end)
    await desk.decline(second)
    assert not await desk.pay_late(second.offer, now=NOW)


async def test_staff_take_an_offer_back_for_a_reason_that_is_told(desk: Desk) -> None:
    [made] = await desk.make()
    async with desk.database.unit_of_work() as connection:
        before, after = await withdraw_offer(
            connection, made.offer.id, reason="The pier is broken.", now=NOW, chance=desk.chance
        )
    assert (before.status, after.status) == (OfferStatus.OPEN, OfferStatus.WITHDRAWN)
    assert await desk.held() == [("OFFER", "ENDED")]
    [row] = await desk.asked("SELECT figures ->> 'reason' AS reason FROM messages WHERE template = 'OFFER_WITHDRAWN'")
    assert row["reason"] == "The pier is broken."


async def test_staff_give_more_time_and_reminders_begin_anew(desk: Desk) -> None:
    [made] = await desk.make()
    assert await remind(desk, now=DUE - days(1)) == ["1"]
    async with desk.database.unit_of_work() as connection:
        _, after = await extend_offer(
            connection, made.offer.id, due_at=DUE + days(7), reason="Ill.", now=NOW, chance=desk.chance
        )
    assert after.due_at == DUE + days(7)
    [order] = await desk.asked("SELECT expires_at FROM orders")
    assert order["expires_at"] == DUE + days(7 + TERMS.grace_days)
    assert await remind(desk, now=DUE + A_MINUTE) == ["1", "7"]
    with pytest.raises(HarborError) as refusal:
        async with desk.database.unit_of_work() as connection:
            await extend_offer(connection, made.offer.id, due_at=DUE, reason="Ill.", now=NOW, chance=desk.chance)
    assert [problem.code for problem in refusal.value.problems] == ["DUE_NOT_LATER"]


async def test_behaviour_10_an_accepted_switch_ends_the_old_lease_at_the_instant_at_which_the_new_one_begins(
    desk: Desk,
) -> None:
    """FIELD, behaviour 10's half."""
    [old] = await desk.make()
    await desk.pay(old.offer)
    lease = await lease_of(desk, old.offer)
    [new] = await desk.make(draft(SECOND, kind=OfferKind.SWITCH, previous_lease_id=lease.id))
    await desk.pay(new.offer)
    after = await lease_of(desk, new.offer)
    assert (after.follows_id, after.origin, after.tenant.language) == (lease.id, Origin.SWITCHED, Language.SV)
    assert await desk.held() == [("LEASE", "ENDED")]
    assert await desk.held(SECOND) == [("LEASE", "HOLDING")]
    assert replace(lease.period) == after.period
