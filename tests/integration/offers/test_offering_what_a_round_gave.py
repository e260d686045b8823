"""What a draw gave is offered at its price; paid it is let, and what is not taken goes on to the next by a batch."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from harbors.access.commands import act_as_system
from harbors.allocations.records import DrawId
from harbors.applications.records import ApplicationStatus
from harbors.errors import HarborError
from harbors.leases.reads import lease_with
from harbors.leases.records import Lease, LeaseStatus, Origin
from harbors.offers import winning
from harbors.offers.answering import decline_award, withdraw_application
from harbors.offers.closing import decline_offer, expire_offer
from harbors.offers.commands import set_terms
from harbors.offers.pricing import Wanted
from harbors.offers.records import OfferChannel, OfferStatus
from harbors.offers.refusals import offer_refused
from harbors.offers.winning import FIRST, put_makings
from harbors.orders.records import Line
from harbors.sql import Connection
from tests import harbor_town as at
from tests.integration.offers.conftest import Desk, days
from tests.integration.offers.season import LATER, NAMES, NOT_WANTED, TERMS, Season, play, priced

OPEN = OfferStatus.OPEN.value


@pytest.fixture
async def season(desk: Desk) -> Season:
    return await play(desk)


async def expire(season: Season, turn: int) -> None:
    offer = await season.offer(turn)
    over = offer.due_at + days(TERMS.grace_days)
    async with season.desk.database.unit_of_work() as connection:
        assert await expire_offer(connection, offer.id, now=over, chance=season.desk.chance)


async def lease_of(season: Season, turn: int) -> Lease:
    rows = await season.desk.asked(
        "SELECT lease.id FROM leases AS lease JOIN draw_awards AS award ON award.occupancy_id = lease.occupancy_id "
        "WHERE award.application_id = $1 AND lease.status = 'ACTIVE'",
        season.id(turn),
    )
    async with season.desk.database.unit_of_work() as connection:
        await act_as_system(connection)
        return await lease_with(connection, rows[0]["id"])


async def refused(season: Season, act: Any, turn: int, **told: Any) -> list[str]:
    with pytest.raises(HarborError) as refusal:
        await season.do(act, turn, **told)
    return [problem.code for problem in refusal.value.problems]


async def test_each_winner_is_offered_the_place_once_at_its_price_in_the_own_language(season: Season) -> None:
    for _ in range(2):
        assert await season.offer_all() == 1
    south = ("south 1", OPEN), ("south 2", OPEN)
    assert (await season.offers())[:2] == list(south)
    assert [status for _, status in await season.offers()] == [OPEN] * 4 + [""] * 2
    totals = await season.desk.asked("SELECT amount::text AS amount FROM order_lines ORDER BY amount")
    assert [row["amount"] for row in totals] == ["250.00", "250.00", "330.00", "330.00"]
    told = {address: language for template, language, address in await season.desk.told() if template == "OFFER_MADE"}
    languages = {it.application.applicant.email: it.application.applicant.language for it in season.several[:4]}
    assert told == languages
    assert await season.holders() == {name: ["AWARD"] for name in sorted(NAMES.values())}


async def test_an_offer_is_due_at_the_end_of_its_last_day(season: Season) -> None:
    await season.offer_all()
    # Made on the night to 2 March: 14 days later the day ends in Helsinki at 22.00 UTC.
    assert (await season.offer(1)).due_at == at.AFTER.replace(day=16, month=3, hour=22, minute=0)


async def test_whoever_is_killed_in_between_each_winner_has_one_offer(
    season: Season, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(winning, "MOST_AT_ONCE", 2)
    draw_id = DrawId(season.draw.id)
    after = await season.offer_some(draw_id, after=FIRST, now=at.AFTER)
    assert after is not None
    # Killed here, and begun again from the start.
    assert await season.offer_all() == 2
    counted = await season.desk.asked("SELECT count(*) AS count FROM offers GROUP BY application_id")
    assert [row["count"] for row in counted] == [1, 1, 1, 1]
    made = [one for one in await season.desk.told() if one[0] == "OFFER_MADE"]
    assert len(made) == len(set(made)) == 4


async def test_a_provider_without_terms_gives_its_places_without_any_offer(desk: Desk) -> None:
    season = await play(desk, terms=None)
    await season.offer_all()
    assert await season.offers() == [("none", "")] * 6


async def test_terms_or_prices_that_come_after_the_results_are_offered_on_within_the_hour(desk: Desk) -> None:
    waiting = "SELECT FROM pgqueuer WHERE entrypoint = 'MAKE_OFFERS'"

    async def put(now: datetime = at.AFTER) -> int:
        await desk.asked("DELETE FROM pgqueuer")
        async with desk.database.unit_of_work() as connection:
            await put_makings(connection, now=now)
        return len(await desk.asked(waiting))

    season = await play(desk, terms=None)
    assert await put() == 0
    async with desk.database.unit_of_work() as connection:
        await act_as_system(connection)
        await set_terms(connection, TERMS, provider_id=at.CITY, round_id=None, chance=desk.chance)
    assert await put() == 1
    assert await put(now=datetime(2027, 9, 15, tzinfo=UTC)) == 0
    await season.offer_all()
    assert await put() == 0


async def test_a_winner_whose_place_has_no_price_is_noted_and_offered_it_once_there_is_one(season: Season) -> None:
    async def only_south(connection: Connection, wanted: Sequence[Wanted]) -> list[tuple[Line, ...] | HarborError]:
        north = [NAMES[one.place_id].startswith("north") for one in wanted]
        prices = await priced(connection, wanted)
        return [offer_refused("NO_PRICE") if far else price for far, price in zip(north, prices, strict=True)]

    await season.offer_all(pricing=only_south)
    assert [status for _, status in await season.offers()][:4] == [OPEN, OPEN, "", ""]
    faults = await season.desk.asked("SELECT application_id, code FROM offer_faults")
    assert {row["application_id"]: row["code"] for row in faults} == {
        season.id(3): "NO_PRICE",
        season.id(4): "NO_PRICE",
    }
    await season.offer_all()
    assert [status for _, status in await season.offers()][:4] == [OPEN] * 4
    assert await season.desk.asked("SELECT FROM offer_faults") == []


async def test_who_has_no_address_is_offered_the_place_by_letter(season: Season) -> None:
    await season.desk.asked(
        "UPDATE applicants SET email = NULL, phone = '040 123' WHERE application_id = $1", season.id(1)
    )
    await season.offer_all()
    assert [(await season.offer(turn)).channel for turn in (1, 2)] == [OfferChannel.PAPER, OfferChannel.MAIL]


async def test_behaviour_6_offer_paid_lease_confirmed_application_handled_mail_in_the_applicants_language(
    season: Season,
) -> None:
    """FIELD, behaviour 6."""
    await season.offer_all()
    offer = await season.offer(1)
    await season.desk.pay(offer)
    lease = await lease_of(season, 1)
    assert (lease.place_id, lease.occupancy_id, lease.origin) == (offer.place_id, offer.occupancy_id, Origin.AWARDED)
    assert (await season.application(1)).status is ApplicationStatus.HANDLED
    assert (await season.holders())["south 1"] == ["LEASE"]
    applicant = season.several[0].application.applicant
    assert ("OFFER_CONFIRMED", applicant.language, applicant.email) in await season.desk.told()
    [event] = await season.desk.asked("SELECT event, actor FROM application_events WHERE event = 'HANDLED'")
    assert event["actor"] == "SYSTEM"


async def test_behaviour_6_declined_the_place_goes_to_the_next_in_the_queue(season: Season) -> None:
    """FIELD, behaviour 6."""
    await season.offer_all()
    offer = await season.offer(1)
    async with season.desk.database.unit_of_work() as connection:
        await decline_offer(
            connection,
            offer.id,
            token=season.several[0].edit_token,
            reason=NOT_WANTED,
            now=at.AFTER,
            chance=season.desk.chance,
        )
    assert "south 1" not in await season.holders()
    await season.offer_all(await season.batch(), now=LATER)
    # The second moves up, and so does everybody; the fifth has a place at last, and the one who declined none.
    assert [name for name, _ in await season.offers()][1:3] == ["south 1", "south 2"]
    assert [status for _, status in await season.offers()] == ["DECLINED", OPEN, OPEN, OPEN, OPEN, ""]
    assert await season.holders() == {name: ["AWARD"] for name in sorted(NAMES.values())}


async def test_behaviour_7_past_due_and_grace_offer_order_award_and_application_expire_and_the_place_is_offered_on(
    season: Season,
) -> None:
    """FIELD, behaviour 7."""
    await season.offer_all()
    await expire(season, 4)
    offer = await season.offer(4)
    assert (offer.status, await season.desk.order_status(offer)) == (OfferStatus.EXPIRED, "EXPIRED")
    assert (await season.application(4)).status is ApplicationStatus.EXPIRED
    declines = await season.desk.asked("SELECT application_id, reason FROM declines")
    assert [(row["application_id"], row["reason"]) for row in declines] == [(season.id(4), "NOT_PAID")]
    later = offer.due_at + days(TERMS.grace_days)
    await season.offer_all(await season.batch(now=later), now=later)
    assert (await season.offers())[3:] == [
        (NAMES[offer.place_id], "EXPIRED"),
        (NAMES[offer.place_id], OPEN),
        ("none", ""),
    ]


async def test_behaviour_6_money_after_expiry_lets_the_place_while_nobody_else_has_it(season: Season) -> None:
    """FIELD, behaviour 6."""
    await season.offer_all()
    await expire(season, 4)
    offer = await season.offer(4)
    assert await season.desk.pay_late(offer, now=offer.due_at + days(8))
    assert (await season.application(4)).status is ApplicationStatus.HANDLED
    # A batch gives it to nobody, and takes nothing from the one who has it.
    await season.batch(now=offer.due_at + days(9))
    assert (await season.holders())[NAMES[offer.place_id]] == ["LEASE"]


async def test_behaviour_6_money_after_expiry_and_after_a_batch_gave_the_place_on_gets_nothing(season: Season) -> None:
    await season.offer_all()
    await expire(season, 4)
    offer = await season.offer(4)
    await season.batch(now=offer.due_at + days(8))
    assert not await season.desk.pay_late(offer, now=offer.due_at + days(9))


async def test_who_has_not_paid_and_moves_up_is_offered_the_better_place_for_as_long_or_longer(season: Season) -> None:
    await season.offer_all()
    first = await season.offer(2)
    await season.do(decline_award, 1, reason=NOT_WANTED, now=at.AFTER)
    await season.offer_all(await season.batch(), now=LATER)
    second = await season.offer(2)
    assert (NAMES[second.place_id], second.replaces_id, second.status) == ("south 1", first.id, OfferStatus.OPEN)
    assert second.due_at > first.due_at
    withdrawn = await season.desk.offer(first.id)
    assert (withdrawn.status, await season.desk.order_status(withdrawn)) == (OfferStatus.WITHDRAWN, "CANCELLED")


async def test_money_that_comes_between_a_batch_and_its_offers_counts_for_the_better_place(season: Season) -> None:
    await season.offer_all()
    first = await season.offer(2)
    await season.do(decline_award, 1, reason=NOT_WANTED, now=at.AFTER)
    draw = await season.batch()
    await season.desk.pay(first, now=LATER)
    await season.offer_all(draw, now=LATER)
    assert NAMES[(await lease_of(season, 2)).place_id] == "south 1"
    assert (await season.holders())["south 1"] == ["LEASE"]
    assert (await season.offers())[1] == ("south 1", "ACCEPTED")


async def test_who_has_paid_and_moves_up_changes_the_lease_at_one_instant(season: Season) -> None:
    await season.offer_all()
    await season.desk.pay(await season.offer(2))
    before = await lease_of(season, 2)
    await season.do(decline_award, 1, reason=NOT_WANTED, now=at.AFTER)
    await season.batch()
    after = await lease_of(season, 2)
    assert (NAMES[before.place_id], NAMES[after.place_id]) == ("south 2", "south 1")
    assert (after.follows_id, after.season, after.tenant) == (before.id, before.season, before.tenant)
    [ended] = await season.desk.asked("SELECT status, ended_at FROM leases WHERE id = $1", before.id)
    assert (ended["status"], ended["ended_at"]) == (LeaseStatus.ENDED, LATER)
    assert (await season.holders())["south 1"] == ["LEASE"]
    # The next batch leaves it where it is.
    await season.do(decline_award, 3, reason=NOT_WANTED, now=LATER)
    await season.batch(now=LATER + timedelta(days=1))
    assert await lease_of(season, 2) == after
    # Without a price of the better place it costs what the other one did.
    assert after.charge == before.charge is not None


async def test_who_has_paid_ends_the_lease_instead_of_declining(season: Season) -> None:
    await season.offer_all()
    await season.desk.pay(await season.offer(1))
    assert await refused(season, decline_award, 1, reason=NOT_WANTED, now=LATER) == ["LEASE_STANDS"]
    assert await refused(season, withdraw_application, 1, now=LATER) == ["LEASE_STANDS"]
    assert (await season.holders())["south 1"] == ["LEASE"]


async def test_who_withdraws_withdraws_the_offer_with_it(season: Season) -> None:
    await season.offer_all()
    await season.do(withdraw_application, 1, now=LATER)
    offer = await season.offer(1)
    assert (offer.status, await season.desk.order_status(offer)) == (OfferStatus.DECLINED, "CANCELLED")
    assert "south 1" not in await season.holders()


async def test_whose_lease_was_ended_is_given_no_place_by_a_batch(season: Season) -> None:
    await season.offer_all()
    await season.desk.pay(await season.offer(1))
    lease = await lease_of(season, 1)
    await season.desk.asked(
        "UPDATE leases SET status = 'ENDED', ended_at = $2, ending = 'TERMINATED', end_reason = 'x' WHERE id = $1",
        lease.id,
        LATER,
    )
    await season.desk.asked("UPDATE occupancies SET state = 'ENDED' WHERE id = $1", lease.occupancy_id)
    await season.offer_all(await season.batch(), now=LATER)
    assert (await season.offers())[1] == ("south 1", OPEN)
    assert (await season.offers())[0] == ("south 1", "ACCEPTED")
