"""Whatever tenants do in a season, each has paid exactly what the days on each place cost.

The oracle knows no leases: it has a calendar of who lay where on which day, and the rule that stands in
``harbors/switching/rules.py``: a stay costs its days' part of what was charged for it, rounded half a cent up once.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from harbors.leases.records import Charge, Period
from harbors.orders.records import NOTHING
from harbors.switching.records import Left
from harbors.switching.rules import left_of, settle, spread

ZONE = "Europe/Helsinki"
STARTS, ENDS = datetime(2027, 6, 9, 21, tzinfo=UTC), datetime(2027, 9, 14, 21, tzinfo=UTC)
DAYS = 97
ORDER = UUID(int=1)
CENT = Decimal("0.01")
PRICES = st.decimals(min_value=0, max_value=2_000, places=2)


def share(price: Decimal, part: int, whole: int) -> Decimal:
    return (price * part / whole).quantize(CENT, rounding=ROUND_HALF_UP) if whole else NOTHING


@dataclass(slots=True)
class Stay:
    """Somebody on a place: what was charged for it to the end of the season, and the days that came of it."""

    tenant: int
    place: int
    first: int
    charge: Charge
    before: int | None = None

    @property
    def period(self) -> Period:
        return Period(STARTS + timedelta(days=self.first), ENDS)

    @property
    def cost(self) -> Decimal:
        """What the oracle says of it."""
        return share(self.charge.worth, (self.before or DAYS) - self.first, DAYS - self.first)


@dataclass(slots=True)
class World:
    """Places with prices, of which some are let; ``paid`` is what each tenant has paid, less what came back."""

    prices: list[Decimal]
    held: dict[int, Stay] = field(default_factory=dict)
    past: list[Stay] = field(default_factory=list)
    paid: dict[int, Decimal] = field(default_factory=dict)

    def come(self, tenant: int, place: int, day: int) -> None:
        """Somebody new pays the place for the rest of the season."""
        price = share(self.prices[place], DAYS - day, DAYS)
        self._begin(tenant, place, day, price, price)
        self._pay(tenant, price)

    def change(self, moves: dict[int, int], day: int, *, hour: int) -> None:
        """Tenants of places go to other places at one instant, each settling the difference."""
        left = {place: self._end(place, day, hour) for place in moves}
        for place, to in moves.items():
            tenant, rest = left[place]
            settled = settle(rest, [share(self.prices[to], DAYS - day, DAYS)])
            self._pay(tenant, settled.due - settled.back)
            self._begin(tenant, to, day, settled.worths[0], settled.paid[0])

    def leave(self, place: int, day: int, *, hour: int) -> None:
        """Somebody gives up a place where the days that are left are given back."""
        tenant, rest = self._end(place, day, hour)
        self._pay(tenant, -rest.paid)

    def transfer(self, place: int, tenant: int, day: int, *, hour: int) -> None:
        """Somebody else takes the place over, and both settle with the provider."""
        self.leave(place, day, hour=hour)
        self.come(tenant, place, day)

    def _end(self, place: int, day: int, hour: int) -> tuple[int, Left]:
        stay = self.held.pop(place)
        stay.before = day
        self.past.append(stay)
        at = STARTS + timedelta(days=day, hours=hour)
        return stay.tenant, left_of(stay.charge, stay.period, at=at, time_zone=ZONE)

    def _begin(self, tenant: int, place: int, day: int, worth: Decimal, paid: Decimal) -> None:
        assert place not in self.held
        self.held[place] = Stay(tenant, place, day, Charge(order_id=ORDER, worth=worth, paid=paid))

    def _pay(self, tenant: int, amount: Decimal) -> None:
        self.paid[tenant] = self.paid.get(tenant, NOTHING) + amount

    def fair(self) -> dict[int, Decimal]:
        """What each tenant's days cost, stay by stay; one that nobody ended was paid to the end."""
        costs: dict[int, Decimal] = dict.fromkeys(self.paid, NOTHING)
        for stay in (*self.past, *self.held.values()):
            costs[stay.tenant] += stay.cost
        return costs


@given(st.data())
def test_each_tenant_has_paid_for_the_days_on_each_place_and_for_nothing_else(data: st.DataObject) -> None:
    world = World(data.draw(st.lists(PRICES, min_size=2, max_size=6)))
    places, day, newest = range(len(world.prices)), 0, 0
    for _ in range(data.draw(st.integers(1, 12))):
        day = data.draw(st.integers(day, DAYS - 1))
        hour = data.draw(st.integers(0, 23))
        taken, free = sorted(world.held), [place for place in places if place not in world.held]
        acts = [*(["come"] if free else []), *(["leave", "transfer"] if taken else [])]
        acts += [*(["move"] if taken and free else []), *(["swap"] if len(taken) > 1 else [])]
        match data.draw(st.sampled_from(acts)):
            case "come":
                newest += 1
                world.come(newest, data.draw(st.sampled_from(free)), day)
            case "leave":
                world.leave(data.draw(st.sampled_from(taken)), day, hour=hour)
            case "transfer":
                newest += 1
                world.transfer(data.draw(st.sampled_from(taken)), newest, day, hour=hour)
            case "move":
                world.change({data.draw(st.sampled_from(taken)): data.draw(st.sampled_from(free))}, day, hour=hour)
            case _:
                one, other = data.draw(st.permutations(taken))[:2]
                world.change({one: other, other: one}, day, hour=hour)
        assert world.paid == world.fair()
        assert all(stay.charge.paid == stay.charge.worth for stay in world.held.values())


@given(PRICES, st.lists(PRICES, min_size=1, max_size=3), st.booleans(), st.decimals(0, 1, places=2))
def test_a_settlement_asks_or_gives_back_and_never_more_than_was_paid(
    worth: Decimal, others: list[Decimal], waived: bool, part: Decimal
) -> None:
    paid = (worth * part).quantize(CENT)
    settled = settle(Left(worth, paid), others, waived=waived)
    assert NOTHING in (settled.due, settled.back)
    assert 0 <= settled.back <= paid
    assert sum(settled.paid, NOTHING) == paid + settled.due - settled.back
    assert all(0 <= one <= other for one, other in zip(settled.paid, settled.worths, strict=True))


@given(PRICES, st.lists(PRICES, min_size=1, max_size=5))
def test_the_parts_of_an_amount_are_the_amount(amount: Decimal, weights: list[Decimal]) -> None:
    parts = spread(amount, weights)
    assert sum(parts, NOTHING) == amount
    assert all(part >= 0 for part in parts)
