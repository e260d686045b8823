"""Figures for clerks: what orders brought in the month in which they did, and how full harbors are, by width."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product
from typing import Any

from harbors.access.commands import act_as_system
from harbors.leases.records import LeasedBoat
from harbors.orders.commands import add_lines, mark_cancelled, mark_paid, open_order
from harbors.orders.records import Line, LineKind, Order, Product
from harbors.places.records import PlaceId
from harbors.rounds.records import Season
from schema import ids
from tests import harbor_town as at
from tests import winter_town as winter
from tests.integration.leases.conftest import SEASON, Api, Ground, draft
from tests.integration.orders.conftest import line, order_draft
from tests.signed_in import CHANCE

CLUB, CITY = (ids.encode("Provider", id) for id in (at.CLUB, at.CITY))
OPENED = datetime(2027, 1, 10, 9, tzinfo=UTC)
# January there, and in Helsinki already the first of February.
PAID = datetime(2027, 1, 31, 22, 30, tzinfo=UTC)
MARCH, APRIL = datetime(2027, 3, 3, 9, tzinfo=UTC), datetime(2027, 4, 4, 9, tzinfo=UTC)
REVENUE = """
    query ($id: ID!, $first: Date = "2027-01-01", $before: Date = "2028-01-01") {
        revenue(providerId: $id, first: $first, before: $before) {
            month product orders money { amount currency vatRate vatAmount }
        }
    }
"""
OCCUPANCY = """
    query ($id: ID!, $kind: SeasonPlaces, $starts: Date = "2027-06-10", $ends: Date = "2027-09-14") {
        occupancyByWidth(providerId: $id, seasonStarts: $starts, seasonEnds: $ends, kind: $kind) {
            harbor { id } area { id } fromMm toMm places leased offered free
        }
    }
"""


async def order(ground: Ground, *lines: Line, **told: Any) -> Order:
    async with ground.database.unit_of_work() as connection:
        await act_as_system(connection)
        return await open_order(connection, replace(order_draft(*lines), **told), now=OPENED, chance=CHANCE)


async def paid(ground: Ground, one: Order) -> Order:
    async with ground.database.unit_of_work() as connection:
        await act_as_system(connection)
        return await mark_paid(connection, one, now=PAID)


async def revenue(api: Api, id: str = CLUB, **told: str) -> list[tuple[Any, ...]]:
    answer = await api.ask(REVENUE, id=id, **told)
    return [
        (*(one[name] for name in ("month", "product", "orders")), *one["money"].values())
        for one in answer["data"]["revenue"]
    ]


async def occupancy(api: Api, kind: str = "BERTH", **told: str) -> set[tuple[Any, ...]]:
    answer = await api.ask(OCCUPANCY, "handler", id=CITY, kind=kind, **told)
    figures = ("fromMm", "toMm", "places", "leased", "offered", "free")
    rows = answer["data"]["occupancyByWidth"]
    return {((one["harbor"] or one["area"])["id"], *(one[name] for name in figures)) for one in rows}


async def holds(ground: Ground, place_id: PlaceId, kind: str, *, is_told: bool = True) -> None:
    """Something other than a lease takes the place for the season."""
    async with ground.database.unit_of_work() as connection:
        await act_as_system(connection)
        await connection.execute(
            "INSERT INTO occupancies (place_id, period, span, kind, state, is_told, created_at)"
            " VALUES ($1, season_period($2, $3, 'Europe/Helsinki'), '[0,1)', $4, 'HOLDING', $5, $6)",
            *(place_id, SEASON.starts, SEASON.ends, kind, is_told, OPENED),
        )


async def test_an_order_counts_in_the_month_in_which_it_was_paid_where_the_provider_is(
    api: Api, ground: Ground
) -> None:
    untaxed = replace(line("10.00"), vat_rate=Decimal(0), vat_amount=Decimal(0), product=Product.SERVICE)
    await paid(ground, await order(ground, line("290.00"), untaxed))
    await paid(ground, await order(ground, line("100.00")))
    assert await revenue(api) == [
        ("2027-02-01", "BERTH", 2, "390.00", "EUR", "25.50", "79.24"),
        ("2027-02-01", "SERVICE", 1, "10.00", "EUR", "0.00", "0.00"),
    ]
    assert await revenue(api, before="2027-02-01") == []
    assert len(await revenue(api, first="2027-02-01", before="2027-02-02")) == 2


async def test_what_is_not_paid_or_anothers_counts_nowhere(api: Api, ground: Ground) -> None:
    await order(ground)
    async with ground.database.unit_of_work() as connection:
        await act_as_system(connection)
        await mark_cancelled(connection, await order(ground), now=MARCH)
    await paid(ground, await order(ground, provider_id=at.CITY))
    assert await revenue(api) == []


async def test_a_changed_price_counts_when_it_was_changed_and_a_cancelled_order_is_taken_out_when_it_was(
    api: Api, ground: Ground
) -> None:
    changed, gone = [await paid(ground, await order(ground, line(amount))) for amount in ("290.00", "510.00")]
    less = line("-40.00", kind=LineKind.ADJUSTMENT, reason="The power is out.")
    async with ground.database.unit_of_work() as connection:
        await act_as_system(connection)
        await add_lines(connection, changed, [less], by="person:clerk", now=MARCH)
        await mark_cancelled(connection, gone, now=APRIL)
    assert await revenue(api) == [
        ("2027-02-01", "BERTH", 2, "800.00", "EUR", "25.50", "162.55"),
        ("2027-03-01", "BERTH", 1, "-40.00", "EUR", "25.50", "-8.13"),
        ("2027-04-01", "BERTH", 1, "-510.00", "EUR", "25.50", "-103.63"),
    ]


async def test_places_are_leased_offered_or_free_by_harbor_and_width(api: Api, ground: Ground) -> None:
    narrow, other = at.berth("north", "A", 1), at.berth("north", "A", 2)
    small = LeasedBoat(beam_mm=2_000, length_mm=5_000)
    await ground.record(draft(narrow, boat=small), who="handler")
    before = Season(date(2026, 6, 10), date(2026, 9, 14))
    await ground.record(draft(other, boat=small, season=before), who="handler", now=datetime(2026, 5, 1, tzinfo=UTC))
    await holds(ground, at.berth("north", "B", 1), "OFFER")
    await holds(ground, at.berth("north", "B", 2), "AWARD", is_told=False)
    await holds(ground, at.berth("south", "A", 1), "AWARD")
    north, south = (ids.encode("Harbor", id) for id in (at.NORTH, at.SOUTH))
    assert await occupancy(api) == {
        (north, 2_000, 2_500, 2, 1, 0, 1),
        (north, 3_500, 4_000, 2, 0, 1, 1),
        (south, 2_500, 3_000, 2, 0, 1, 1),
    }
    assert (north, 2_000, 2_500, 2, 1, 0, 1) in await occupancy(api, starts="2026-06-10", ends="2026-09-14")
    assert (north, 2_000, 2_500, 2, 0, 0, 2) in await occupancy(api, starts="2028-06-10", ends="2028-09-14")


async def test_winter_places_are_counted_by_area(api: Api, ground: Ground) -> None:
    async with ground.database.unit_of_work() as connection:
        await act_as_system(connection)
        await winter.build(connection)
        await connection.execute("UPDATE places SET width_mm = NULL WHERE id = $1", winter.place("west", "A", 2))
    east, west = (ids.encode("WinterStorageArea", id) for id in (winter.EAST, winter.WEST))
    assert await occupancy(api, "WINTER_STORAGE_PLACE") == {
        (east, 2_500, 3_000, 3, 0, 0, 3),
        (east, 3_500, 4_000, 2, 0, 0, 2),
        (west, 2_500, 3_000, 1, 0, 0, 1),
        (west, None, None, 1, 0, 0, 1),
    }


async def test_figures_are_for_clerks_of_the_provider(api: Api) -> None:
    """The handler is the city's, not the club's."""
    refused = ("nobody", "victim", "viewer", "stranger's clerk", "handler")
    for document, who in product((REVENUE, OCCUPANCY), refused):
        answer = await api.ask(document, who, id=CLUB)
        assert answer["data"] is None
        assert answer["errors"][0]["extensions"]["code"] in {"FORBIDDEN", "UNAUTHENTICATED"}


async def test_days_in_the_wrong_order_are_refused(api: Api) -> None:
    for document, days, field in (
        (REVENUE, {"first": "2027-02-01", "before": "2027-02-01"}, "before"),
        (REVENUE, {"first": "2007-02-01", "before": "2027-02-01"}, "before"),
        (OCCUPANCY, {"starts": "2027-02-02", "ends": "2027-02-01"}, "seasonEnds"),
        (OCCUPANCY, {"starts": "2027-02-02", "ends": "2029-02-01"}, "seasonEnds"),
    ):
        [error] = (await api.ask(document, id=CLUB, **days))["errors"]
        assert (error["extensions"]["code"], error["extensions"]["field"]) == ("BAD_USER_INPUT", field)
