"""An offer and a lease want one place: one of them has it, and what begins when the other ends is fine."""

import asyncio
from dataclasses import replace

import pytest

from harbors.errors import Conflict, HarborError
from harbors.leases.commands import record_lease
from harbors.leases.records import Draft, Lease, Period, Tenant
from tests import harbor_town as at
from tests.cast import CAST
from tests.integration.leases.conftest import JULY
from tests.integration.offers.conftest import BOAT, FIRST, NOW, PERIOD, SEASON, Desk, draft

UNNAMED = replace(BOAT, registration=None)
ENDED = "UPDATE leases SET status = 'ENDED', ended_at = $1, ending = 'TERMINATED', end_reason = 'Sold.'"


async def record(desk: Desk) -> Lease:
    wanted = Draft(place_id=FIRST, season=SEASON, tenant=Tenant(name="Maija Meri"), boat=UNNAMED)
    async with desk.database.unit_of_work(CAST["clerk"]) as connection:
        return await record_lease(connection, wanted, provider_id=at.CLUB, now=NOW, chance=desk.chance)


async def test_behaviour_2_of_an_offer_and_a_lease_in_the_same_millisecond_one_is_refused(desk: Desk) -> None:
    """FIELD, behaviour 2, for what is offered: over connections of their own, begun together, in either order."""
    for turn in range(6):
        acts = [desk.make(), record(desk), desk.make(draft(name="Other")), record(desk)]
        done = await asyncio.gather(*(acts if turn % 2 else reversed(acts)), return_exceptions=True)
        refused = [one for one in done if isinstance(one, BaseException)]
        codes = [one.problems[0].code for one in refused if isinstance(one, HarborError)]
        assert codes == ["PLACE_TAKEN"] * 3 == ["PLACE_TAKEN"] * len(refused)
        assert [state for _, state in await desk.held()].count("HOLDING") == 1
        await desk.asked("UPDATE occupancies SET state = 'ENDED' WHERE place_id = $1", FIRST)
        await desk.asked("UPDATE offers SET status = 'WITHDRAWN', answered_at = $1 WHERE status = 'OPEN'", NOW)
        await desk.asked(ENDED, NOW)


async def test_behaviour_2_an_offer_that_begins_when_the_other_ends_is_fine(desk: Desk) -> None:
    """FIELD, behaviour 2, for what is offered."""
    early, late = Period(PERIOD.start, JULY), Period(JULY, PERIOD.end)
    await desk.make(draft(period=early))
    with pytest.raises(Conflict):
        await desk.make(draft(name="Other", period=replace(late, start=PERIOD.start)))
    await desk.make(draft(name="Other", period=late))
    assert await desk.held() == [("OFFER", "HOLDING")] * 2
