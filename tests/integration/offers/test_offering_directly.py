"""Staff offer a free place to somebody in the queue, to a tenant of another season, or to whoever came to the desk."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from harbors.errors import HarborError
from harbors.leases.records import LeaseId, Tenant
from harbors.offers.direct import Direct, make_direct_offer
from harbors.offers.records import Made, OfferKind
from harbors.queues.records import EntryId
from harbors.rounds.records import Season
from tests import harbor_town as at
from tests.cast import VICTIM
from tests.integration.offers.conftest import BOAT, DUE, FIRST, NOW, SEASON, SECOND, URL, Desk, price

NEXT = Season(date(2028, 6, 10), date(2028, 9, 14))
MAIJA = Tenant(name="Maija Meri", email="maija@example.org")
ENTRY = EntryId(at.key("queue entry", "victim's"))
WAITS = """
    INSERT INTO queue_entries (id, provider_id, person_id, mode, reference, status, class_number, beam_mm, length_mm,
                               accessibility_required, joined_at)
    VALUES ($1, $2, $3, 'NEW', 'K7M39-QXW4R', 'WAITING', 1, 2000, 6000, false, $4)
"""


async def costing(_connection: Any, wanted: Any) -> Any:
    return [price("290.00") for _ in wanted]


async def offer(desk: Desk, wanted: Direct, *, provider_id: Any = at.CLUB) -> Made:
    async with desk.database.unit_of_work() as connection:
        return await make_direct_offer(
            connection,
            wanted,
            provider_id=provider_id,
            pricing=costing,
            public_url=URL,
            now=NOW,
            chance=desk.chance,
        )


async def refused(desk: Desk, wanted: Direct, **told: Any) -> list[str]:
    with pytest.raises(HarborError) as refusal:
        await offer(desk, wanted, **told)
    return [problem.code for problem in refusal.value.problems]


def direct(**told: Any) -> Direct:
    return replace(Direct(place_id=FIRST, season=SEASON), **told)


async def wait_in_queue(desk: Desk) -> None:
    await desk.asked(WAITS, ENTRY, at.CLUB, VICTIM, NOW)


async def test_who_waits_is_offered_a_place_and_waits_no_more_once_it_is_paid(desk: Desk) -> None:
    await wait_in_queue(desk)
    made = await offer(desk, direct(entry_id=ENTRY))
    assert (made.offer.kind, made.offer.tenant.person_id, made.offer.boat.beam_mm) == (OfferKind.DIRECT, VICTIM, 2000)
    statuses = "SELECT status FROM queue_entries"
    assert [row["status"] for row in await desk.asked(statuses)] == ["WAITING"]
    await desk.pay(made.offer)
    assert [row["status"] for row in await desk.asked(statuses)] == ["SERVED"]
    assert await refused(desk, direct(place_id=SECOND, entry_id=ENTRY)) == ["NOT_WAITING"]


async def test_whoever_came_to_the_desk_is_offered_a_place_until_the_day_that_is_said(desk: Desk) -> None:
    made = await offer(desk, direct(tenant=MAIJA, boat=BOAT, due_at=DUE))
    assert (made.offer.due_at, made.offer.tenant.name) == (DUE, "Maija Meri")
    assert await desk.told() == [("OFFER_MADE", "fi", "maija@example.org")]


async def test_a_tenant_is_offered_a_place_for_another_season_once(desk: Desk) -> None:
    made = await offer(desk, direct(tenant=MAIJA, boat=BOAT))
    await desk.pay(made.offer)
    lease_id = LeaseId((await desk.offer(made.offer.id)).lease_id or made.offer.id)
    again = await offer(desk, direct(season=NEXT, lease_id=lease_id))
    assert (again.offer.previous_lease_id, again.offer.boat) == (lease_id, made.offer.boat)
    assert await refused(desk, direct(place_id=SECOND, season=NEXT, lease_id=lease_id)) == ["OFFERED_ALREADY"]


async def test_a_place_is_offered_to_one_with_a_boat_that_fits_and_by_its_own_provider(desk: Desk) -> None:
    assert await refused(desk, direct()) == ["NOBODY_TO_OFFER_TO"]
    assert await refused(desk, direct(entry_id=ENTRY, tenant=MAIJA, boat=BOAT)) == ["NOBODY_TO_OFFER_TO"]
    assert await refused(desk, direct(tenant=MAIJA)) == ["NOBODY_TO_OFFER_TO"]
    wide = replace(BOAT, beam_mm=3_200)
    assert await refused(desk, direct(tenant=MAIJA, boat=wide)) == ["BOAT_DOES_NOT_FIT"]
    assert await refused(desk, direct(tenant=MAIJA, boat=BOAT), provider_id=at.CITY) == ["PLACE_UNKNOWN"]
    assert await refused(desk, direct(tenant=MAIJA, boat=BOAT, due_at=NOW)) == ["DUE_NOT_LATER"]
    assert await desk.asked("SELECT FROM offers") == []
