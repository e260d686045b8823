"""What is quoted for places as they are listed, by the lists that the database holds."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.errors import Conflict, HarborError, Invalid, NotFound, Refused
from harbors.leases.records import LeasedBoat, Period
from harbors.leases.rules import period_of, season_period
from harbors.offers.pricing import Wanted
from harbors.offers.quoting import prices_of
from harbors.orders.records import LineKind, Product
from harbors.organisations.records import OrganisationId
from harbors.places.records import PlaceId
from harbors.prices.commands import (
    add_subsidy,
    create_price_list,
    end_subsidy,
    publish_price_list,
    set_payer_group,
    withdraw_price_list,
)
from harbors.prices.quoting import quote_area, quote_place
from harbors.prices.reads import price_list_with, price_lists_for, vat_for
from harbors.prices.records import (
    BerthPrice,
    Days,
    PayerGroup,
    PriceList,
    PriceListId,
    PriceListStatus,
    Stored,
    Subsidy,
    SubsidyId,
)
from harbors.rounds.records import Season
from harbors.text import Translated
from tests import harbor_town as at
from tests import winter_town as winter
from tests.price_lists import berths, publish, storage
from tests.signed_in import CHANCE

SEASON = Season(date(2027, 6, 10), date(2027, 9, 14))
ZONE = "Europe/Helsinki"
WHOLE = season_period(SEASON, ZONE)
A1 = at.berth("north", "A", 1)
BOAT = LeasedBoat(beam_mm=2_100, length_mm=5_400, type_id=at.MOTOR)
NEXT = PriceListId(UUID(int=77))
SUBSIDY = Subsidy(
    id=SubsidyId(UUID(int=78)),
    name=Translated("Alennus", "Rabatt", "Subsidy"),
    ground=Translated("Huono sijainti", "Dåligt läge", "Poor position"),
    percentage=Decimal(10),
    harbor_id=at.NORTH,
    boat_type_id=at.MOTOR,
)


async def amount(database: Database, place_id: PlaceId = A1, *, period: Period = WHOLE, **told: Any) -> Decimal:
    async with database.unit_of_work() as connection:
        lines = await quote_place(connection, place_id=place_id, season=SEASON, period=period, boat=BOAT, **told)
    return sum((line.amount for line in lines), Decimal(0))


async def hold(database: Database, *lists: PriceList) -> None:
    async with database.unit_of_work() as connection:
        await publish(connection, *lists)


async def test_a_berth_is_quoted_by_the_list_of_its_provider(shop: Database) -> None:
    await hold(shop, berths())
    async with shop.unit_of_work() as connection:
        [line] = await quote_place(connection, place_id=A1, season=SEASON, period=WHOLE)
    assert (line.kind, line.product, line.amount, line.vat_rate, line.vat_amount) == (
        LineKind.PLACE,
        Product.BERTH,
        Decimal("290.00"),
        Decimal("25.50"),
        Decimal("58.92"),
    )
    assert line.text == Translated(
        fi="Venepaikka A 1, north, 10.6.2027–14.9.2027",
        sv="Båtplats A 1, north, 10.6.2027–14.9.2027",
        en="Berth A 1, north, 10.6.2027–14.9.2027",
    )


async def test_behaviour_1_a_lease_of_1_july_is_priced_by_its_days_and_one_of_20_september_as_next_season(
    shop: Database,
) -> None:
    await hold(shop, berths())
    july = period_of(SEASON, ZONE, starts=None, now=datetime(2027, 7, 1, 9, tzinfo=UTC))
    assert await amount(shop, period=july) == Decimal("227.22")  # 76 of 97 days of 290.00
    following = Season(date(2028, 6, 10), date(2028, 9, 14))
    late = period_of(following, ZONE, starts=None, now=datetime(2027, 9, 20, 9, tzinfo=UTC))
    async with shop.unit_of_work() as connection:
        [line] = await quote_place(connection, place_id=A1, season=following, period=late)
    assert (line.amount, line.text.fi) == (Decimal(290), "Venepaikka A 1, north, 10.6.2028–14.9.2028")


async def test_behaviour_4_an_organisation_pays_double_unless_it_is_billed_nothing(shop: Database) -> None:
    await hold(shop, berths())
    async with shop.unit_of_work() as connection:
        await act_as_system(connection)
        id: OrganisationId = await connection.fetchval(
            "INSERT INTO organisations (id, business_id, name, created_at)"
            " VALUES ($1, '1234567-1', 'Meripelastus', $2) RETURNING id",
            UUID(int=5),
            at.OPENS,
        )
    wanted = Wanted(place_id=A1, season=SEASON, period=WHOLE, boat=BOAT, organisation_id=id)

    async def quoted() -> list[Decimal]:
        async with shop.unit_of_work() as connection:
            await act_as_system(connection)
            answers = await prices_of(connection, [wanted, replace(wanted, organisation_id=None)])
        return [answer[0].amount for answer in answers if not isinstance(answer, HarborError)]

    assert await quoted() == [580, 290]
    async with shop.unit_of_work() as connection:
        await act_as_system(connection)
        assert await set_payer_group(connection, id, group=PayerGroup.NON_BILLABLE) is PayerGroup.COMPANY
    assert await quoted() == [0, 290]


async def test_a_marked_winter_place_costs_its_box_and_unmarked_ground_the_boat(shop: Database) -> None:
    await hold(shop, storage(winter.EAST, winter.MEADOW))
    period = season_period(winter.WINTER, ZONE)
    async with shop.unit_of_work() as connection:
        [box] = await quote_place(
            connection, place_id=winter.place("east", "A", 1), season=winter.WINTER, period=period
        )
        [boat] = await quote_area(
            connection,
            area_id=winter.MEADOW,
            stored=Stored.BOAT,
            length_mm=7_230,
            width_mm=2_550,
            season=winter.WINTER,
            period=period,
        )
    assert (box.amount, box.quantity, boat.amount, boat.quantity) == (
        Decimal("273.60"),
        Decimal(24),
        Decimal("210.18"),
        Decimal("18.4365"),
    )
    assert boat.text.en == "Winter storage, Meadow, 15.9.2027–10.6.2028"


async def refused(awaited: Awaitable[Any], code: str, kind: type[HarborError] = Refused) -> None:
    with pytest.raises(kind, match=code):
        await awaited


async def test_without_a_list_that_holds_on_the_first_day_of_the_season_there_is_no_price(shop: Database) -> None:
    await refused(amount(shop), "NO_PRICE")
    await hold(shop, berths(valid=Days(date(2026, 1, 1), date(2027, 6, 10))))
    await refused(amount(shop), "NO_PRICE")
    await refused(amount(shop, at.berth("club", "A", 1)), "NO_PRICE")
    await refused(amount(shop, PlaceId(UUID(int=1))), "PLACE_UNKNOWN", NotFound)


async def test_an_area_without_a_price_of_its_own_has_none(shop: Database) -> None:
    await hold(shop, storage(winter.EAST))
    west = Wanted(
        place_id=winter.place("west", "A", 1),
        season=winter.WINTER,
        period=season_period(winter.WINTER, ZONE),
        boat=BOAT,
    )
    async with shop.unit_of_work() as connection:
        [answer] = await prices_of(connection, [west])
    assert isinstance(answer, Refused)
    assert [problem.code for problem in answer.problems] == ["NO_PRICE"]


async def test_a_list_that_begins_ends_the_one_that_held_before(shop: Database) -> None:
    dearer = (BerthPrice(amount=Decimal(400)),)
    await hold(shop, berths(), berths(id=NEXT, valid=Days(date(2027, 1, 1)), berth_prices=dearer))
    assert await amount(shop) == 400
    async with shop.unit_of_work() as connection:
        before = await price_list_with(connection, berths().id)
    assert before.valid == Days(date(2026, 1, 1), date(2027, 1, 1))


async def test_two_lists_never_hold_on_one_day(shop: Database) -> None:
    await hold(shop, berths(valid=Days(date(2027, 1, 1))))
    early = berths(id=NEXT, valid=Days(date(2026, 1, 1), date(2027, 6, 1)))
    await refused(hold(shop, early), "PRICE_LISTS_OVERLAP", Conflict)
    assert await amount(shop) == 290


async def test_two_prices_for_one_place_are_refused(shop: Database) -> None:
    twice = (BerthPrice(amount=Decimal(1), upto_mm=3_000), BerthPrice(amount=Decimal(2), over_mm=2_999))
    await refused(hold(shop, berths(berth_prices=twice)), "PRICES_OVERLAP", Conflict)


async def test_prices_of_another_providers_harbor_are_refused(shop: Database) -> None:
    theirs = (BerthPrice(amount=Decimal(1), harbor_id=at.CLUB_HARBOR),)
    await refused(hold(shop, berths(berth_prices=theirs)), "OF_ANOTHER_PROVIDER", Invalid)


async def test_a_draft_and_what_is_withdrawn_are_not_quoted(shop: Database) -> None:
    async with shop.unit_of_work() as connection:
        await create_price_list(connection, berths(), now=at.OPENS, chance=CHANCE)
    await refused(amount(shop), "NO_PRICE")
    async with shop.unit_of_work() as connection:
        _, published = await publish_price_list(connection, berths().id, now=at.OPENS)
    assert published.status is PriceListStatus.PUBLISHED
    assert await amount(shop) == 290
    async with shop.unit_of_work() as connection:
        await refused(publish_price_list(connection, berths().id, now=at.OPENS), "PRICE_LIST_PUBLISHED")
        await withdraw_price_list(connection, berths().id, now=at.OPENS)
        await refused(publish_price_list(connection, berths().id, now=at.OPENS), "PRICE_LIST_WITHDRAWN")
    await refused(amount(shop), "NO_PRICE")


async def test_a_list_comes_back_as_it_was_kept(shop: Database) -> None:
    await hold(shop, berths(subsidies=(SUBSIDY,)))
    async with shop.unit_of_work() as connection:
        [kept] = await price_lists_for(connection, [at.CITY], first=SEASON.starts, last=SEASON.starts)
    assert set(kept.berth_prices) == set(berths().berth_prices)
    assert list(kept.subsidies) == [SUBSIDY]
    assert kept.factor(PayerGroup.COMPANY) == 2


async def test_a_subsidy_is_quoted_until_it_is_ended(shop: Database) -> None:
    await hold(shop, berths())
    async with shop.unit_of_work() as connection:
        await add_subsidy(connection, SUBSIDY, price_list=berths())
    assert await amount(shop) == 261
    async with shop.unit_of_work() as connection:
        await end_subsidy(connection, SUBSIDY.id, list_id=berths().id, now=at.DURING)
    assert await amount(shop) == 290
    async with shop.unit_of_work() as connection:
        await refused(
            end_subsidy(connection, SUBSIDY.id, list_id=berths().id, now=at.DURING), "SUBSIDY_UNKNOWN", NotFound
        )


@pytest.mark.parametrize(
    ("product", "day", "rate"),
    [
        (Product.BERTH, date(2026, 6, 10), "25.50"),
        (Product.WINTER_STORAGE, date(2026, 9, 15), "25.50"),
        (Product.GUEST_NIGHT, date(2025, 12, 31), "14.00"),
        (Product.GUEST_NIGHT, date(2026, 1, 1), "13.50"),
        (Product.PASSENGER_TRANSPORT, date(2025, 7, 1), "14.00"),
        (Product.PASSENGER_TRANSPORT, date(2026, 7, 1), "13.50"),
    ],
)
async def test_vat_goes_by_the_product_and_the_day_of_supply(
    shop: Database, product: Product, day: date, rate: str
) -> None:
    async with shop.unit_of_work() as connection:
        vat = (await vat_for(connection, [at.CITY]))[at.CITY]
    assert [one.rate for one in vat.rates if one.product is product and one.valid.holds(day)] == [Decimal(rate)]


async def test_a_seller_outside_vat_is_quoted_without_any(shop: Database) -> None:
    await hold(shop, berths(at.CLUB))
    async with shop.unit_of_work() as connection:
        await connection.execute(
            "INSERT INTO provider_vat (provider_id, is_liable, valid) VALUES ($1, false, '[2020-01-01,)')", at.CLUB
        )
        [line] = await quote_place(connection, place_id=at.berth("club", "A", 1), season=SEASON, period=WHOLE)
    assert (line.amount, line.vat_rate, line.vat_amount) == (Decimal(330), Decimal(0), Decimal(0))


async def test_the_database_refuses_two_rates_for_one_day(shop: Database) -> None:
    with pytest.raises(asyncpg.ExclusionViolationError, match="vat_rates_never_overlap"):
        async with shop.unit_of_work() as connection:
            await connection.execute(
                "INSERT INTO vat_rates (product, rate, valid) VALUES ('BERTH', 24, '[2026-01-01,2026-02-01)')"
            )
