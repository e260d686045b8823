"""Price lists over the API: managers make and publish them, everybody reads them and what each place costs."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import orjson
import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.service import open_service
from harbors.errors import HarborError
from harbors.leases.rules import season_period
from harbors.places.kinds import Mooring
from harbors.places.records import PlaceId
from harbors.prices.quoting import PlaceAsked, quote_places
from harbors.prices.records import BerthPrice, PayerGroup
from harbors.rounds.records import Season
from schema import ids
from schema.requests import Executor, GraphQLRequest, RequestFacts
from tests import harbor_town as at
from tests import winter_town as winter
from tests.cast import CAST
from tests.clocks import StoppedClock
from tests.integration.leases.conftest import SCHEMA
from tests.price_lists import berths, publish, storage

SUMMER = Season(date(2027, 6, 10), date(2027, 9, 14))
CLUB = ids.encode("Provider", at.CLUB)
CREATE = """
    mutation ($input: CreatePriceListInput!) {
        createPriceList(input: $input) { priceList { id status } errors { code field } }
    }
"""
MOVE = """
    mutation ($input: PriceListInput!) {
        publishPriceList(input: $input) { priceList { status validFrom validBefore } errors { code } }
    }
"""
SUBSIDIES = """
    mutation ($add: AddSubsidyInput!) {
        addSubsidy(input: $add) { priceList { subsidies { id nameSv groundFi percentage harborId } } errors { code } }
    }
"""
LISTS = """
    query ($id: ID!) {
        provider(id: $id) {
            priceLists(filter: { statuses: [PUBLISHED], holdsOn: "2027-06-10" }) {
                nodes {
                    product companyFactor nonBillableFactor
                    berthPrices { overMm uptoMm tier mooring harborId amount }
                    areaPrices { areaId } services { nameEn per amount percentage } subsidies { id }
                }
            }
        }
    }
"""
PRICES = """
    query ($group: PayerGroup) {
        places(first: 1000) {
            nodes {
                id
                ... on Berth { price(seasonStarts: "2027-06-10", payerGroup: $group) { ...p } }
                ... on WinterStoragePlace { price(seasonStarts: "2027-06-10", payerGroup: $group) { ...p } }
            }
        }
    }
    fragment p on Money { amount currency vatRate vatAmount }
"""
TOLD = {
    "providerId": CLUB,
    "product": "BERTH",
    "validFrom": "2026-01-01",
    "berthPrices": [
        {"uptoMm": 3_000, "amount": "330.00"},
        {"overMm": 3_000, "amount": "440.00"},
        {"mooring": "DINGHY_PLACE", "harborId": ids.encode("Harbor", at.CLUB_HARBOR), "amount": "62"},
    ],
    "services": [{"name": {"fi": "Sähkö", "sv": "El", "en": "Power"}, "per": "MONTH", "amount": "12.50"}],
}


@pytest.fixture
async def api(shop: Database, town_url: str) -> AsyncIterator[Executor]:
    clock = StoppedClock()
    async with open_service(town_url, schema=SCHEMA, clock=clock, refusals=REFUSALS, keeps_answers=False) as service:
        yield service.executor


async def ask(api: Executor, document: str, who: str = "manager", **variables: object) -> Any:
    request = GraphQLRequest(document, variables=variables)
    told = orjson.loads((await api.execute(request, RequestFacts("test", principal=CAST[who]))).body)
    assert "errors" not in told, told
    return told["data"]


async def published(api: Executor) -> str:
    """The id of the club's list, which holds."""
    made = (await ask(api, CREATE, input=TOLD))["createPriceList"]
    assert (made["errors"], made["priceList"]["status"]) == ([], "DRAFT")
    id: str = made["priceList"]["id"]
    moved = (await ask(api, MOVE, input={"priceListId": id}))["publishPriceList"]
    assert moved["priceList"] == {"status": "PUBLISHED", "validFrom": "2026-01-01", "validBefore": None}
    return id


async def test_a_manager_publishes_a_price_list_and_everybody_reads_it(api: Executor) -> None:
    await published(api)
    [told] = (await ask(api, LISTS, "nobody", id=CLUB))["provider"]["priceLists"]["nodes"]
    band = {"tier": None, "mooring": None, "harborId": None}
    dinghies = {"mooring": "DINGHY_PLACE", "harborId": ids.encode("Harbor", at.CLUB_HARBOR), "amount": "62.00"}
    assert told == {
        "product": "BERTH",
        "companyFactor": "2.00",
        "nonBillableFactor": "0.00",
        "berthPrices": [
            {"overMm": 0, "uptoMm": 3_000, "amount": "330.00", **band},
            {"overMm": 3_000, "uptoMm": None, "amount": "440.00", **band},
            {"overMm": 0, "uptoMm": None, "tier": None, **dinghies},
        ],
        "areaPrices": [],
        "services": [{"nameEn": "Power", "per": "MONTH", "amount": "12.50", "percentage": None}],
        "subsidies": [],
    }


async def test_a_list_with_faults_is_refused_field_by_field(api: Executor) -> None:
    wrong = TOLD | {
        "validBefore": "2025-01-01",
        "berthPrices": [{"overMm": 10, "uptoMm": 10, "amount": "1", "tier": 4}],
    }
    refused = (await ask(api, CREATE, input=wrong))["createPriceList"]
    assert refused["errors"] == [
        {"code": "DATES_REVERSED", "field": "validBefore"},
        {"code": "WIDTHS_REVERSED", "field": "berthPrices.0.uptoMm"},
        {"code": "TIER_UNKNOWN", "field": "berthPrices.0.tier"},
    ]


async def test_a_manager_takes_something_off_on_a_ground(api: Executor) -> None:
    id, harbor = await published(api), ids.encode("Harbor", at.CLUB_HARBOR)
    texts = {"fi": "Huono sijainti", "sv": "Dåligt läge", "en": "Poor position"}
    subsidy = {"name": texts, "ground": texts, "percentage": "12.50", "harborId": harbor}
    [told] = (await ask(api, SUBSIDIES, add={"priceListId": id, "subsidy": subsidy}))["addSubsidy"]["priceList"][
        "subsidies"
    ]
    assert {**told, "id": None} == {
        "id": None,
        "nameSv": "Dåligt läge",
        "groundFi": "Huono sijainti",
        "percentage": "12.50",
        "harborId": harbor,
    }


@pytest.mark.parametrize("group", PayerGroup)
async def test_what_each_place_is_shown_to_cost_is_what_it_is_quoted(
    api: Executor, shop: Database, group: PayerGroup
) -> None:
    exact = (
        BerthPrice(amount=Decimal(102), over_mm=2_490, upto_mm=2_500, harbor_id=at.NORTH),
        BerthPrice(amount=Decimal(77), mooring=Mooring.STERN_BUOY),
    )
    some = berths()
    async with shop.unit_of_work() as connection:
        await publish(
            connection,
            replace(some, berth_prices=(*some.berth_prices, *exact)),
            storage(winter.EAST),
            berths(at.CLUB),
        )
        await connection.execute(
            "INSERT INTO provider_vat (provider_id, is_liable, valid) VALUES ($1, false, '[2020-01-01,)')", at.CLUB
        )
    nodes = (await ask(api, PRICES, "nobody", group=group.name))["places"]["nodes"]
    shown = {ids.decode(node["id"])[1]: node["price"] for node in nodes if "price" in node}
    period = season_period(SUMMER, "Europe/Helsinki")
    asked = [PlaceAsked(place_id=PlaceId(id), season=SUMMER, period=period, payer_group=group) for id in shown]
    async with shop.unit_of_work() as connection:
        quoted = await quote_places(connection, asked)
    assert shown == {one.place_id: _shown(answer) for one, answer in zip(asked, quoted, strict=True)}
    assert {price is None for price in shown.values()} == {True, False}


def _shown(answer: Any) -> dict[str, str] | None:
    if isinstance(answer, HarborError):
        return None
    [line] = answer
    figures = (line.amount, line.vat_rate, line.vat_amount)
    amount, rate, vat = (str(figure.quantize(Decimal("0.01"))) for figure in figures)
    return {"amount": amount, "currency": "EUR", "vatRate": rate, "vatAmount": vat}


async def test_reasons_for_switching_are_read_by_everybody_in_their_order(api: Executor, shop: Database) -> None:
    async with shop.unit_of_work() as connection:
        for number, fi, sv in ((2, "lähemmäksi", "närmare"), (1, "aisapaikka", None)):
            await connection.execute(
                "INSERT INTO switch_reasons (id, number, name_fi, name_sv, source_system)"
                " VALUES ($1, $2, $3, $4, 'town')",
                *(UUID(int=number), number, fi, sv),
            )
    told = (await ask(api, "{ switchReasons { nodes { names { fi sv en } } } }", "nobody"))["switchReasons"]["nodes"]
    assert [one["names"] for one in told] == [
        {"fi": "aisapaikka", "sv": None, "en": None},
        {"fi": "lähemmäksi", "sv": "närmare", "en": None},
    ]
