"""Money that comes for an offer after it has expired, settled as it is settled: it is a lease, or goes back."""

from decimal import Decimal

import pytest

from harbors.access.commands import act_as_system
from harbors.offers.closing import expire_offer
from harbors.offers.records import Offer
from harbors.payments.records import Method, Received
from harbors.settlements.commands import receive
from tests.integration.offers.conftest import DUE, TERMS, Desk, days, draft

OVER = DUE + days(TERMS.grace_days)


async def transfer(desk: Desk, offer: Offer) -> None:
    """Money on the account, the day after: twice told, as banks do."""
    money = Received(order_id=offer.order_id, method=Method.BANK, amount=Decimal("290.00"), transaction_id="bank-1")
    for _ in range(2):
        async with desk.database.unit_of_work() as connection:
            await act_as_system(connection)
            await receive(connection, money, now=OVER + days(1), chance=desk.chance)


@pytest.mark.parametrize("free", [True, False], ids=["free", "taken"])
async def test_behaviour_6_money_after_expiry_is_a_lease_if_the_place_is_free_and_else_goes_back(
    desk: Desk, free: bool
) -> None:
    """FIELD, behaviour 6, its last sentence; and 11, as the transfer is told twice."""
    [made] = await desk.make()
    async with desk.database.unit_of_work() as connection:
        await expire_offer(connection, made.offer.id, now=OVER, chance=desk.chance)
    if not free:
        await desk.make(draft(name="Maija Meri", due_at=OVER + days(14)), now=OVER)
    await transfer(desk, made.offer)
    leases = await desk.asked("SELECT FROM leases")
    refunds = [(str(row["amount"]), row["reason"]) for row in await desk.asked("SELECT amount, reason FROM refunds")]
    if free:
        assert (len(leases), refunds, await desk.order_status(made.offer)) == (1, [], "PAID")
    else:
        assert (leases, refunds, await desk.order_status(made.offer)) == ([], [("290.00", "LATE")], "EXPIRED")
