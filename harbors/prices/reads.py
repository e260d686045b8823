"""Knows how price lists and VAT are looked up, many at once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from harbors.orders.records import Product
from harbors.organisations.records import OrganisationId
from harbors.places.kinds import Mooring
from harbors.places.records import ProviderId
from harbors.prices.records import (
    AreaPrice,
    BerthPrice,
    Days,
    PayerGroup,
    Per,
    PriceList,
    PriceListId,
    PriceListStatus,
    ServicePrice,
    Stored,
    Subsidy,
    VatRate,
    VatRates,
)
from harbors.prices.refusals import unknown_price_list
from harbors.sql import Connection, Row, Statements
from harbors.text import Translated

STATEMENTS = Statements(__package__)
T = TypeVar("T")


async def price_lists_for(
    connection: Connection, provider_ids: Iterable[ProviderId], *, first: date, last: date
) -> list[PriceList]:
    """The published lists of providers that hold on some of the days from ``first`` to ``last``."""
    rows = await STATEMENTS.lists_for.rows(connection, provider_ids=list(provider_ids), first=first, last=last)
    return await _filled(connection, rows)


async def price_list_with(connection: Connection, id: PriceListId) -> PriceList:
    """One price list, whatever its status. Raises ``NotFound``."""
    found = await _filled(connection, await STATEMENTS.lists_with_ids.rows(connection, ids=[id]))
    if not found:
        raise unknown_price_list()
    return found[0]


async def vat_for(connection: Connection, provider_ids: Iterable[ProviderId]) -> Mapping[ProviderId, VatRates]:
    """VAT as each of the providers has it."""
    ids = list(provider_ids)
    rates = tuple(
        VatRate(product=Product(row["product"]), rate=row["rate"], valid=days_from(row))
        for row in await STATEMENTS.vat_rates.rows(connection)
    )
    outside: dict[ProviderId, list[Days]] = defaultdict(list)
    for row in await STATEMENTS.outside_vat.rows(connection, provider_ids=ids):
        outside[row["provider_id"]].append(days_from(row))
    return {id: VatRates(rates=rates, outside=tuple(outside[id])) for id in ids}


async def payer_group_of(connection: Connection, organisation_id: OrganisationId | None) -> PayerGroup:
    """How somebody pays: an organisation as staff say, a person as a private one."""
    [group] = await payer_groups_of(connection, [organisation_id])
    return group


async def payer_groups_of(
    connection: Connection, organisation_ids: Sequence[OrganisationId | None]
) -> list[PayerGroup]:
    """How each of them pays, in their order."""
    ids = list({id for id in organisation_ids if id})
    found = {
        row["id"]: PayerGroup(row["payer_group"]) for row in await STATEMENTS.payer_groups.rows(connection, ids=ids)
    }
    return [found.get(id, PayerGroup.COMPANY) if id else PayerGroup.PRIVATE for id in organisation_ids]


async def sources_of(connection: Connection, ids: Sequence[PriceListId]) -> Mapping[PriceListId, str]:
    """From which source lists came, as far as they came from one."""
    rows = await STATEMENTS.sources_of.rows(connection, ids=list(ids))
    return {row["id"]: row["source_system"] for row in rows}


def days_from(row: Row) -> Days:
    """The days for which something holds."""
    return Days(row["valid_from"], row["valid_before"])


async def _filled(connection: Connection, rows: Sequence[Row]) -> list[PriceList]:
    """The lists with all that is in them."""
    ids = [row["id"] for row in rows]
    berths = _by_list(await STATEMENTS.berth_prices_of.rows(connection, list_ids=ids), _berth_price)
    areas = _by_list(await STATEMENTS.area_prices_of.rows(connection, list_ids=ids), _area_price)
    services = _by_list(await STATEMENTS.service_prices_of.rows(connection, list_ids=ids), _service_price)
    subsidies = _by_list(await STATEMENTS.subsidies_of.rows(connection, list_ids=ids), _subsidy)
    return [
        replace(
            _from_row(row),
            berth_prices=tuple(berths[row["id"]]),
            area_prices=tuple(areas[row["id"]]),
            services=tuple(services[row["id"]]),
            subsidies=tuple(subsidies[row["id"]]),
        )
        for row in rows
    ]


def _by_list(rows: Sequence[Row], read: Callable[[Row], T]) -> Mapping[PriceListId, list[T]]:
    found: dict[PriceListId, list[T]] = defaultdict(list)
    for row in rows:
        found[row["list_id"]].append(read(row))
    return found


def _from_row(row: Row) -> PriceList:
    return PriceList(
        id=row["id"],
        provider_id=row["provider_id"],
        product=Product(row["product"]),
        valid=days_from(row),
        status=PriceListStatus(row["status"]),
        company_factor=row["company_factor"],
        non_billable_factor=row["non_billable_factor"],
        published_at=row["published_at"],
    )


def _berth_price(row: Row) -> BerthPrice:
    return BerthPrice(
        amount=row["amount"],
        over_mm=row["over_mm"],
        upto_mm=row["upto_mm"],
        tier=row["tier"],
        mooring=row["mooring"] and Mooring(row["mooring"]),
        harbor_id=row["harbor_id"],
    )


def _area_price(row: Row) -> AreaPrice:
    return AreaPrice(area_id=row["area_id"], stored=Stored(row["stored"]), per_m2=row["per_m2"])


def _service_price(row: Row) -> ServicePrice:
    return ServicePrice(
        id=row["id"], name=_text(row, "name"), per=Per(row["per"]), amount=row["amount"], percentage=row["percentage"]
    )


def _subsidy(row: Row) -> Subsidy:
    return Subsidy(
        id=row["id"],
        name=_text(row, "name"),
        ground=_text(row, "ground"),
        amount=row["amount"],
        percentage=row["percentage"],
        harbor_id=row["harbor_id"],
        area_id=row["area_id"],
        boat_type_id=row["boat_type_id"],
    )


def _text(row: Row, name: str) -> Translated:
    return Translated(fi=row[f"{name}_fi"], sv=row[f"{name}_sv"], en=row[f"{name}_en"])
