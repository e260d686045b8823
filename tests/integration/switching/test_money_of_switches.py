"""Whoever changes places pays the difference by days or gets it back; whoever stops gets what the rule says."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from harbors.errors import Conflict, Invalid, Refused
from harbors.exchanges.commands import accept_exchange, decline_exchange
from harbors.exchanges.swaps import propose_swap
from harbors.leases.keeping import keep_leases
from harbors.leases.reads import leases_with
from harbors.leases.records import Charge, Lease, LeasedBoat, LeaseId, OccupancyId, Origin, Period, Tenant
from harbors.offers.making import make_offers
from harbors.offers.records import OfferDraft, OfferKind
from harbors.orders.commands import open_order
from harbors.orders.records import NOTHING, Line, LineKind, OrderDraft, OrderId, Payer, Product, Purpose
from harbors.orders.rules import contained_vat
from harbors.payments.records import Method, Received
from harbors.places.records import PlaceId
from harbors.prices.commands import create_price_list, publish_price_list, withdraw_price_list
from harbors.prices.records import BerthPrice, Days, PriceList, PriceListId
from harbors.settlements.commands import receive
from harbors.switching.dues import dues_to_look_at, look_at_due
from harbors.switching.ending import end_lease, terminate_lease
from harbors.switching.leaving import quote_switch
from harbors.switching.moving import move_tenant
from harbors.switching.policies import set_refund_rule, set_switch_policy
from harbors.switching.records import RefundKind, RefundRule, SwitchPolicy, Unpaid
from harbors.switching.transferring import Transfer, TransferGround, transfer_lease
from harbors.text import Language, Translated
from schema import ids
from tests import harbor_town as at
from tests.integration.leases.conftest import (
    ENDS,
    JULY,
    NOW,
    SEASON,
    STARTS,
    Api,
    Ground,
    api,
    draft,
    ground,
    person_of,
)
from tests.signed_in import CHANCE

__all__ = ["api", "ground"]

# North A is 2.5 m wide and costs 290 a season, south A is 3 m and costs 330, north B is 4 m and costs 440.
NARROW, MIDDLE, WIDE = at.berth("north", "A", 1), at.berth("south", "A", 1), at.berth("north", "B", 1)
BOAT = LeasedBoat(beam_mm=2_100, length_mm=5_400)
BANDS = ((0, 2_500, "290"), (2_500, 3_000, "330"), (3_000, None, "440"))
WHO = "victim"
# Of 97 days 76 are left on the first of July: 227.22 of 290, 258.56 of 330, 344.74 of 440.
BALANCE = """
    SELECT coalesce((SELECT sum(amount) FROM payments WHERE status = 'CAPTURED'), 0)
           - coalesce((SELECT sum(amount) FROM refunds WHERE status <> 'FAILED'), 0) AS kept
"""


def cents(amount: str) -> Decimal:
    return Decimal(amount)


@dataclass(frozen=True, slots=True)
class Desk:
    """The city with a price list, and a tenant who has paid for the season."""

    ground: Ground
    lease: Lease

    async def pay(self, order_id: OrderId, amount: Decimal, *, key: str) -> None:
        received = Received(order_id=order_id, method=Method.BANK, transaction_id=key, amount=amount)
        async with self.ground.database.unit_of_work() as connection:
            await receive(connection, received, now=JULY, chance=CHANCE)

    async def move(self, to: PlaceId, lease: Lease | None = None, **told: Any) -> Lease:
        asked = {"at": None, "until": None, "reason": "The pier is mended.", "now": JULY, "chance": CHANCE} | told
        async with self.ground.acting("handler") as connection:
            return (await move_tenant(connection, (lease or self.lease).id, to=to, **asked)).away

    async def orders(self) -> list[tuple[str, str, Decimal]]:
        """Purpose, status and total of all orders."""
        rows = await self.ground.asked(
            "SELECT purpose, status, (SELECT sum(amount) FROM order_lines WHERE order_id = orders.id) AS total "
            "FROM orders ORDER BY created_at, purpose"
        )
        return [(row["purpose"], row["status"], row["total"]) for row in rows]

    async def refunds(self) -> list[Decimal]:
        return [row["amount"] for row in await self.ground.asked("SELECT amount FROM refunds ORDER BY created_at")]

    async def kept(self) -> Decimal:
        (row,) = await self.ground.asked(BALANCE)
        return Decimal(row["kept"])

    async def charge(self, lease: Lease) -> tuple[Decimal, Decimal] | None:
        (row,) = await self.ground.asked("SELECT worth, paid FROM leases WHERE id = $1", lease.id)
        return None if row["worth"] is None else (row["worth"], row["paid"])

    async def told(self, template: str) -> list[str]:
        rows = await self.ground.asked("SELECT figures FROM messages WHERE template = $1 ORDER BY created_at", template)
        return [row["figures"].get("money", "") for row in rows]

    async def open_switch(self) -> Mapping[str, Any]:
        (row,) = await self.ground.asked("SELECT id FROM orders WHERE purpose = 'SWITCH' AND status = 'OPEN'")
        return row


async def _prices(ground: Ground) -> None:
    bands = tuple(BerthPrice(over_mm=over, upto_mm=upto, amount=Decimal(amount)) for over, upto, amount in BANDS)
    prices = PriceList(
        id=PriceListId(at.key("price list", "berths")),
        provider_id=at.CITY,
        product=Product.BERTH,
        valid=Days(date(2027, 1, 1)),
        berth_prices=bands,
    )
    async with ground.acting("handler") as connection:
        await create_price_list(connection, prices, now=at.OPENS, chance=CHANCE)
        await publish_price_list(connection, prices.id, now=at.OPENS)


def _line(amount: str) -> Line:
    whole = Decimal(amount)
    return Line(
        kind=LineKind.PLACE,
        product=Product.BERTH,
        text=Translated("Paikka", "Plats", "Place"),
        amount=whole,
        vat_rate=Decimal("25.50"),
        vat_amount=contained_vat(whole, Decimal("25.50")),
    )


async def paid_lease(ground: Ground, who: str, place: PlaceId, amount: str) -> Lease:
    """A lease for the season, and the order by which it was paid."""
    person_id = person_of(who)
    payer = Payer(name=who, email=f"{who}@example.org", language=Language.EN, person_id=person_id)
    asked = OrderDraft(
        provider_id=at.CITY, purpose=Purpose.SWITCH, payer=payer, lines=(_line(amount),), expires_at=None
    )
    async with ground.database.unit_of_work() as connection:
        await connection.execute("SELECT set_config('ahti.act', 'staff', true)")
        order = await open_order(connection, asked, now=NOW, chance=CHANCE)
        lease = Lease(
            id=LeaseId(at.key("lease", who)),
            provider_id=at.CITY,
            place_id=place,
            occupancy_id=OccupancyId(at.key("occupancy", who)),
            season=SEASON,
            period=Period(STARTS, ENDS),
            tenant=Tenant(name=who, email=f"{who}@example.org", language=Language.EN, person_id=person_id),
            boat=BOAT,
            origin=Origin.OFFERED,
            charge=Charge(order_id=order.id, worth=order.total, paid=order.total),
        )
        await keep_leases(connection, [lease], provider_id=at.CITY, now=NOW)
        received = Received(order_id=order.id, method=Method.BANK, transaction_id=who, amount=order.total)
        await receive(connection, received, now=NOW, chance=CHANCE)
    return lease


@pytest.fixture
async def desk(ground: Ground) -> AsyncIterator[Desk]:
    await _prices(ground)
    yield Desk(ground, await paid_lease(ground, WHO, NARROW, "290.00"))


async def test_a_dearer_place_is_an_order_of_the_difference_for_the_days_that_are_left(desk: Desk) -> None:
    after = await desk.move(WIDE)
    assert await desk.orders() == [("SWITCH", "PAID", cents("290.00")), ("SWITCH", "OPEN", cents("117.52"))]
    assert await desk.charge(after) == (cents("344.74"), cents("344.74"))
    (money,) = await desk.told("TENANT_MOVED")
    assert "€117.52, is to be paid by 15.7.2027" in money
    await desk.pay((await desk.open_switch())["id"], cents("117.52"), key="difference")
    assert await desk.kept() == cents("290.00") + cents("117.52")


async def test_a_cheaper_place_gives_the_difference_back(desk: Desk) -> None:
    wide = await desk.move(WIDE, now=NOW)
    await desk.pay((await desk.open_switch())["id"], cents("150.00"), key="difference")
    await desk.move(NARROW, wide)
    assert await desk.refunds() == [cents("117.52")]
    assert await desk.kept() == cents("440.00") - cents("117.52")


async def test_what_is_not_paid_yet_is_taken_off_first(desk: Desk) -> None:
    wide = await desk.move(WIDE, now=NOW)
    await desk.move(NARROW, wide)
    assert await desk.orders() == [("SWITCH", "PAID", cents("290.00")), ("SWITCH", "OPEN", cents("32.48"))]
    assert await desk.refunds() == []


async def test_a_move_that_is_the_providers_fault_costs_nothing_and_gives_nothing_on_the_way_back(desk: Desk) -> None:
    wide = await desk.move(WIDE, waived=True, now=NOW)
    assert await desk.charge(wide) == (cents("290.00"), cents("290.00"))
    await desk.move(NARROW, wide)
    assert (await desk.orders(), await desk.refunds()) == ([("SWITCH", "PAID", cents("290.00"))], [])


async def test_a_move_for_a_time_costs_the_days_on_the_other_place(desk: Desk) -> None:
    await desk.move(WIDE, at=JULY, until=JULY + timedelta(days=10), now=JULY)
    # Ten days of 440 and 66 of 290, of which 76 of 290 were paid.
    assert (await desk.orders())[1] == ("SWITCH", "OPEN", cents("45.36") + cents("197.32") - cents("227.22"))


async def test_nobody_moves_to_a_place_without_a_price_unless_that_is_waived(desk: Desk) -> None:
    async with desk.ground.acting("handler") as connection:
        await withdraw_price_list(connection, PriceListId(at.key("price list", "berths")), now=NOW)
    with pytest.raises(Refused) as refused:
        await desk.move(WIDE)
    assert [problem.code for problem in refused.value.problems] == ["NO_PRICE"]
    assert (await desk.move(WIDE, waived=True)).place_id == WIDE


async def test_a_tenant_who_has_not_paid_here_pays_what_is_dearer_and_is_given_nothing_back(desk: Desk) -> None:
    tenant = Tenant(name="Maija Meri", email="maija@example.org", language=Language.FI)
    imported = await desk.ground.record(draft(MIDDLE, tenant=tenant, boat=BOAT), who="handler")
    wide = await desk.move(WIDE, imported)
    assert await desk.charge(wide) == (cents("344.74"), cents("86.18"))
    assert (await desk.orders())[1] == ("SWITCH", "OPEN", cents("86.18"))
    await desk.move(at.berth("north", "A", 2), wide, now=JULY)
    assert (await desk.orders())[1:] == [("SWITCH", "PAID", NOTHING)]
    assert await desk.refunds() == []


async def test_behaviour_10_switch_accepted_old_lease_ends_new_one_begins_difference_charged_application_closed(
    desk: Desk,
) -> None:
    to, since = WIDE, JULY
    async with desk.ground.database.unit_of_work() as connection:
        await connection.execute("SELECT set_config('ahti.act', 'staff', true)")
        lines = await quote_switch(connection, desk.lease.id, to=to, at=since)
        offered = OfferDraft(
            provider_id=at.CITY,
            kind=OfferKind.SWITCH,
            place_id=to,
            season=SEASON,
            period=Period(since, ENDS),
            tenant=desk.lease.tenant,
            boat=BOAT,
            payer=Payer(name=WHO, email=None, language=Language.EN, person_id=person_of(WHO)),
            lines=lines,
            due_at=since + timedelta(days=14),
            previous_lease_id=desk.lease.id,
        )
        [made] = await make_offers(connection, [offered], public_url="https://x.example", now=since, chance=CHANCE)
    assert sum(line.amount for line in lines) == cents("117.52")
    # While the offer is open the old place is the tenant's, and is not free.
    with pytest.raises(Conflict):
        await desk.ground.record(draft(NARROW, boat=BOAT), who="handler", now=since)
    await desk.pay(made.offer.order_id, cents("117.52"), key="switch")
    rows = await desk.ground.asked(
        "SELECT place_id, status, origin, ending, worth, paid FROM leases WHERE person_id = $1 ORDER BY created_at, id",
        person_of(WHO),
    )
    old, new = sorted(rows, key=lambda row: row["status"], reverse=True)
    assert (old["place_id"], old["ending"]) == (NARROW, "SWITCHED")
    assert (new["place_id"], new["origin"], new["worth"], new["paid"]) == (WIDE, "SWITCHED", *[cents("344.74")] * 2)
    assert await desk.kept() == cents("407.52")
    await desk.ground.record(draft(NARROW, boat=BOAT), who="handler", now=since + timedelta(hours=1))


async def test_behaviour_10_switch_refused_nothing_changed(desk: Desk) -> None:
    other = await paid_lease(desk.ground, "stranger", MIDDLE, "330.00")
    async with desk.ground.acting(WHO) as connection:
        swap = await propose_swap(
            connection, desk.lease.id, place_id=MIDDLE, person_id=person_of(WHO), now=JULY, chance=CHANCE
        )
    before = await desk.orders()
    async with desk.ground.acting("stranger") as connection:
        await decline_exchange(connection, swap.members[1].id, person_id=person_of("stranger"), now=JULY, chance=CHANCE)
    async with desk.ground.acting("handler") as connection:
        leases = await leases_with(connection, [desk.lease.id, other.id])
    assert {lease.place_id for lease in leases.values() if lease.status == "ACTIVE"} == {NARROW, MIDDLE}
    assert (await desk.orders(), await desk.refunds()) == (before, [])


async def test_a_swap_settles_the_difference_both_ways(desk: Desk) -> None:
    await paid_lease(desk.ground, "stranger", MIDDLE, "330.00")
    async with desk.ground.acting(WHO) as connection:
        swap = await propose_swap(
            connection, desk.lease.id, place_id=MIDDLE, person_id=person_of(WHO), now=JULY, chance=CHANCE
        )
    assert "given back €31.34" in (await desk.told("SWAP_PROPOSED"))[0]
    async with desk.ground.acting("stranger") as connection:
        await accept_exchange(connection, swap.members[1].id, person_id=person_of("stranger"), now=JULY, chance=CHANCE)
    assert ("SWITCH", "OPEN", cents("31.34")) in await desk.orders()
    assert await desk.refunds() == [cents("31.34")]


REFUND = """query ($id: ID!, $at: DateTime) {
    lease: node(id: $id) { ... on Lease { terminationRefund(at: $at) { kind amount fee } } } }"""


async def test_who_gives_up_a_place_is_told_beforehand_what_comes_back_and_gets_that(desk: Desk, api: Api) -> None:
    rule = RefundRule(kind=RefundKind.DAYS, fee=cents("20.00"), valid_from=date(2027, 1, 1))
    async with desk.ground.acting("handler") as connection:
        await set_refund_rule(connection, rule, provider_id=at.CITY)
    asked = await api.ask(REFUND, WHO, id=ids.encode("Lease", desk.lease.id), at=JULY.isoformat())
    assert asked["data"]["lease"]["terminationRefund"] == {"kind": "DAYS", "amount": "207.22", "fee": "20.00"}
    async with desk.ground.acting(WHO) as connection:
        await terminate_lease(
            connection, desk.lease.id, person_id=person_of(WHO), at=None, reason=None, now=JULY, chance=CHANCE
        )
    assert await desk.refunds() == [cents("207.22")]
    assert await desk.told("LEASE_ENDED") == ["You are given back €207.22."]
    await desk.ground.record(draft(NARROW, boat=BOAT), who="handler", now=JULY)


async def test_without_a_rule_nothing_comes_back_unless_staff_say_so(desk: Desk) -> None:
    async with desk.ground.acting("handler") as connection:
        await end_lease(
            connection,
            desk.lease.id,
            at=JULY,
            reason="The pier sank.",
            giving=RefundKind.DAYS,
            now=NOW,
            chance=CHANCE,
        )
    assert await desk.refunds() == [cents("227.22")]


async def test_a_lease_goes_to_an_heir_with_the_money_on_it_or_settled(desk: Desk) -> None:
    heir = Transfer(tenant=Tenant(name="Heir"), ground=TransferGround.DEATH, reason="Died.", proof="Estate inventory")
    async with desk.ground.acting("handler") as connection:
        first = await transfer_lease(connection, desk.lease.id, heir, at=None, now=JULY, chance=CHANCE)
    assert await desk.charge(first.after) == (cents("227.22"), cents("227.22"))
    assert (await desk.refunds(), first.after.place_id) == ([], NARROW)
    buyer = Transfer(
        tenant=Tenant(name="Buyer"), ground=TransferGround.SALE, reason="Sold.", proof="Bill of sale", settles=True
    )
    async with desk.ground.acting("handler") as connection:
        await transfer_lease(connection, first.after.id, buyer, at=None, now=JULY, chance=CHANCE)
    assert await desk.refunds() == [cents("227.22")]
    assert (await desk.orders())[1] == ("SWITCH", "OPEN", cents("227.22"))


async def test_a_transfer_needs_a_proof_and_another_tenant_and_a_co_owner_is_known(desk: Desk) -> None:
    for transfer, code in (
        (Transfer(tenant=Tenant(name="Heir"), ground=TransferGround.DEATH, reason="x", proof=" "), "PROOF_REQUIRED"),
        (Transfer(tenant=desk.lease.tenant, ground=TransferGround.OTHER, reason="x", proof="y"), "SAME_TENANT"),
        (Transfer(tenant=Tenant(name="Co"), ground=TransferGround.CO_OWNER, reason="x", proof="y"), "CO_OWNER_UNKNOWN"),
    ):
        async with desk.ground.acting("handler") as connection:
            with pytest.raises((Invalid, Refused)) as refused:
                await transfer_lease(connection, desk.lease.id, transfer, at=None, now=JULY, chance=CHANCE)
        assert [problem.code for problem in refused.value.problems] == [code]


UNPAID = "query ($id: ID!) { unpaidSwitches(providerId: $id) { amount reminders overdueAt lease { id } } }"


async def _look(desk: Desk, now: datetime) -> None:
    async with desk.ground.database.unit_of_work() as connection:
        found = await dues_to_look_at(connection, now=now)
    for id in found:
        for _ in range(2):
            async with desk.ground.database.unit_of_work() as connection:
                await look_at_due(connection, id, now=now, chance=CHANCE)


async def test_who_does_not_pay_the_difference_is_reminded_twice_and_keeps_the_lease_for_staff_to_look_at(
    desk: Desk, api: Api
) -> None:
    wide = await desk.move(WIDE)
    for after, reminders in ((1, 0), (11, 1), (12, 1), (14, 2), (20, 2), (21, 2), (30, 2)):
        await _look(desk, JULY + timedelta(days=after))
        assert len(await desk.told("SWITCH_UNPAID")) == reminders, after
    asked = await api.ask(UNPAID, "handler", id=ids.encode("Provider", at.CITY))
    (due,) = asked["data"]["unpaidSwitches"]
    assert (due["amount"], due["reminders"]) == ("117.52", 2)
    assert datetime.fromisoformat(due["overdueAt"]) == JULY + timedelta(days=21)
    assert due["lease"]["id"] == ids.encode("Lease", wide.id)
    (row,) = await desk.ground.asked("SELECT status FROM leases WHERE id = $1", wide.id)
    assert row["status"] == "ACTIVE"


async def test_where_the_policy_says_so_a_lease_that_is_not_paid_ends_and_the_days_left_are_taken_off(
    desk: Desk,
) -> None:
    async with desk.ground.acting("handler") as connection:
        await set_switch_policy(connection, SwitchPolicy(unpaid=Unpaid.END), provider_id=at.CITY, now=NOW)
    wide = await desk.move(WIDE)
    late = JULY + timedelta(days=21)
    await _look(desk, late)
    (row,) = await desk.ground.asked("SELECT status, ending FROM leases WHERE id = $1", wide.id)
    assert tuple(row.values()) == ("ENDED", "TERMINATED")
    # 21 days of 344.74 were used; the 249.48 that are left pay the 117.52, and the rest goes back.
    assert (await desk.orders())[1] == ("SWITCH", "PAID", NOTHING)
    assert await desk.refunds() == [cents("249.48") - cents("117.52")]
