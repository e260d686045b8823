"""What a correction means for offers: its place is offered, and another version takes back what is not paid."""

from typing import Any

import pytest

from harbors.allocations.records import DrawId
from harbors.allocations.telling import tell_some
from harbors.applications.records import ApplicationStatus
from harbors.corrections.commands import decide_correction, request_correction
from harbors.corrections.records import CorrectionStatus
from harbors.errors import HarborError
from harbors.offers.answering import decline_award
from harbors.offers.closing import expire_offer
from harbors.offers.records import OfferStatus
from harbors.places.records import PlaceId
from tests import harbor_town as at
from tests.integration.offers.conftest import Desk, days
from tests.integration.offers.season import LATER, NAMES, NOT_WANTED, TERMS, Season, play


@pytest.fixture
async def season(desk: Desk) -> Season:
    season = await play(desk)
    async with desk.database.unit_of_work() as connection:
        await tell_some(connection, DrawId(season.draw.id), now=at.AFTER, chance=desk.chance)
    await season.offer_all()
    return season


async def corrected(
    season: Season, turn: int, verdict: CorrectionStatus, *, place_id: PlaceId | None = None, now: Any = LATER
) -> None:
    chance = season.desk.chance
    correction = await season.do(request_correction, turn, request="The beam is wrong.", now=LATER)
    async with season.desk.database.unit_of_work() as connection:
        await decide_correction(
            connection,
            correction.id,
            verdict=verdict,
            place_id=place_id,
            reason="It was.",
            by="person:clerk",
            now=now,
            chance=chance,
        )


async def test_another_version_withdraws_what_is_offered_and_who_did_not_pay_takes_part_again(season: Season) -> None:
    late = await season.offer(4)
    over = late.due_at + days(TERMS.grace_days)
    async with season.desk.database.unit_of_work() as connection:
        assert await expire_offer(connection, late.id, now=over, chance=season.desk.chance)
    await corrected(season, 6, CorrectionStatus.NEW_VERSION, now=over)
    statuses = [(await season.offer(turn)).status for turn in range(1, 5)]
    assert statuses == [OfferStatus.WITHDRAWN] * 3 + [OfferStatus.EXPIRED]
    assert {(await season.application(turn)).status for turn in range(1, 7)} == {ApplicationStatus.SUBMITTED}
    assert await season.holders() == {}
    told = await season.desk.asked(
        "SELECT figures ->> 'reason' AS reason FROM messages WHERE template = 'OFFER_WITHDRAWN'"
    )
    assert len({row["reason"] for row in told}) == len({it.application.applicant.language for it in season.several[:3]})


async def test_once_an_offer_is_paid_there_is_no_other_version(season: Season) -> None:
    await season.desk.pay(await season.offer(1))
    with pytest.raises(HarborError) as refusal:
        await corrected(season, 6, CorrectionStatus.NEW_VERSION)
    assert [problem.code for problem in refusal.value.problems] == ["MONEY_CAME"]
    assert [(await season.offer(turn)).status for turn in (1, 2)] == [OfferStatus.ACCEPTED, OfferStatus.OPEN]


async def test_a_place_that_is_given_for_a_correction_is_offered_in_the_stead_of_the_first(season: Season) -> None:
    await season.do(decline_award, 1, reason=NOT_WANTED, now=LATER)
    first = at.berth("south", "A", 1)
    await corrected(season, 4, CorrectionStatus.OFFER, place_id=first)
    jobs = await season.desk.asked("SELECT entrypoint FROM pgqueuer WHERE entrypoint = 'MAKE_OFFERS'")
    assert len(jobs) == 1
    before = await season.offer(4)
    await season.offer_all(now=LATER)
    after = await season.offer(4)
    assert (NAMES[after.place_id], after.status, after.replaces_id) == ("south 1", OfferStatus.OPEN, before.id)
    await season.desk.pay(after)
    assert (await season.holders())["south 1"] == ["LEASE"]


async def test_who_has_paid_is_given_no_second_place_for_a_correction(season: Season) -> None:
    await season.do(decline_award, 1, reason=NOT_WANTED, now=LATER)
    await season.desk.pay(await season.offer(4))
    with pytest.raises(HarborError) as refusal:
        await corrected(season, 4, CorrectionStatus.OFFER, place_id=at.berth("south", "A", 1))
    assert [problem.code for problem in refusal.value.problems] == ["MOVE_INSTEAD"]
