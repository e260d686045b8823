"""Knows how a price list is made, published and withdrawn, and how what it takes off is changed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from harbors.chance import Chance, draw_id
from harbors.errors import Invalid
from harbors.organisations.records import OrganisationId
from harbors.prices.checking import check_price_list, check_subsidy, require_step
from harbors.prices.reads import STATEMENTS, price_list_with
from harbors.prices.records import (
    PayerGroup,
    PriceList,
    PriceListId,
    PriceListStatus,
    Subsidy,
    SubsidyId,
)
from harbors.prices.refusals import price_fault, unknown_organisation, unknown_price_list, unknown_subsidy
from harbors.sql import Connection


async def create_price_list(
    connection: Connection, price_list: PriceList, *, now: datetime, chance: Chance, source: str | None = None
) -> PriceList:
    """Keep a price list as a draft. Raises ``Invalid``; the database refuses two prices for one place."""
    draft = replace(price_list, status=PriceListStatus.DRAFT, published_at=None)
    check_price_list(draft)
    await _check_owned(connection, draft)
    await STATEMENTS.add_price_list.run(
        connection,
        id=draft.id,
        provider_id=draft.provider_id,
        product=draft.product,
        first=draft.valid.first,
        before=draft.valid.before,
        company_factor=draft.company_factor,
        non_billable_factor=draft.non_billable_factor,
        source=source,
        now=now,
    )
    await _add_berth_prices(connection, draft, chance=chance)
    await _add_area_prices(connection, draft, chance=chance)
    await _add_services(connection, draft)
    await _add_subsidies(connection, draft.id, draft.subsidies)
    return draft


async def publish_price_list(connection: Connection, id: PriceListId, *, now: datetime) -> tuple[PriceList, PriceList]:
    """Quote by a list from now on; before and after. The list that held until then ends where this one begins.

    Raises ``NotFound``, ``Refused`` for one that is no draft; the database refuses it where another list holds for the
    same time.
    """
    draft = await hold_price_list(connection, id)
    require_step(draft, PriceListStatus.PUBLISHED)
    await STATEMENTS.end_earlier.run(
        connection, provider_id=draft.provider_id, product=draft.product, first=draft.valid.first
    )
    await STATEMENTS.move_price_list.run(connection, id=id, status=PriceListStatus.PUBLISHED, now=now)
    return draft, replace(draft, status=PriceListStatus.PUBLISHED, published_at=now)


async def withdraw_price_list(connection: Connection, id: PriceListId, *, now: datetime) -> tuple[PriceList, PriceList]:
    """Quote by a list no longer; before and after. What was ordered stands as it was. Raises as publishing does."""
    price_list = await hold_price_list(connection, id)
    require_step(price_list, PriceListStatus.WITHDRAWN)
    await STATEMENTS.move_price_list.run(connection, id=id, status=PriceListStatus.WITHDRAWN, now=now)
    return price_list, replace(price_list, status=PriceListStatus.WITHDRAWN)


async def hold_price_list(connection: Connection, id: PriceListId) -> PriceList:
    """A list that nobody else moves until the transaction ends. Raises ``NotFound``."""
    if await STATEMENTS.hold_price_list.value(connection, id=id) is None:
        raise unknown_price_list()
    return await price_list_with(connection, id)


async def add_subsidy(connection: Connection, subsidy: Subsidy, *, price_list: PriceList) -> None:
    """Take something off what is quoted by a list from now on. Raises ``Invalid``."""
    check_subsidy(subsidy)
    await _check_owned(connection, replace(price_list, subsidies=(subsidy,)))
    await _add_subsidies(connection, price_list.id, [subsidy])


async def end_subsidy(connection: Connection, id: SubsidyId, *, list_id: PriceListId, now: datetime) -> None:
    """Take it off no longer; what was quoted stands. Raises ``NotFound``."""
    if await STATEMENTS.end_subsidy.value(connection, id=id, list_id=list_id, now=now) is None:
        raise unknown_subsidy()


async def set_payer_group(connection: Connection, id: OrganisationId, *, group: PayerGroup) -> PayerGroup:
    """Keep how an organisation pays; how it did before. Raises ``NotFound``."""
    before = await STATEMENTS.hold_payer_group.value(connection, id=id)
    if before is None:
        raise unknown_organisation()
    await STATEMENTS.set_payer_group.run(connection, id=id, group=group)
    return PayerGroup(before)


async def _check_owned(connection: Connection, price_list: PriceList) -> None:
    subsidies = price_list.subsidies
    harbors = (*(price.harbor_id for price in price_list.berth_prices), *(one.harbor_id for one in subsidies))
    areas = (*(price.area_id for price in price_list.area_prices), *(one.area_id for one in subsidies))
    named = await STATEMENTS.names_of_others.value(
        connection,
        provider_id=price_list.provider_id,
        harbor_ids=[id for id in harbors if id],
        area_ids=[id for id in areas if id],
    )
    if named:
        raise Invalid(price_fault("OF_ANOTHER_PROVIDER", field=None))


async def _add_berth_prices(connection: Connection, price_list: PriceList, *, chance: Chance) -> None:
    prices = price_list.berth_prices
    await STATEMENTS.add_berth_prices.run(
        connection,
        list_id=price_list.id,
        ids=[draw_id(chance) for _ in prices],
        harbor_ids=[price.harbor_id for price in prices],
        moorings=[price.mooring for price in prices],
        tiers=[price.tier for price in prices],
        overs=[price.over_mm for price in prices],
        uptos=[price.upto_mm for price in prices],
        amounts=[price.amount for price in prices],
    )


async def _add_area_prices(connection: Connection, price_list: PriceList, *, chance: Chance) -> None:
    prices = price_list.area_prices
    await STATEMENTS.add_area_prices.run(
        connection,
        list_id=price_list.id,
        ids=[draw_id(chance) for _ in prices],
        area_ids=[price.area_id for price in prices],
        stored=[price.stored for price in prices],
        per_m2=[price.per_m2 for price in prices],
    )


async def _add_services(connection: Connection, price_list: PriceList) -> None:
    services = price_list.services
    await STATEMENTS.add_services.run(
        connection,
        list_id=price_list.id,
        ids=[service.id for service in services],
        fi=[service.name.fi for service in services],
        sv=[service.name.sv for service in services],
        en=[service.name.en for service in services],
        per=[service.per for service in services],
        amounts=[service.amount for service in services],
        percentages=[service.percentage for service in services],
    )


async def _add_subsidies(connection: Connection, list_id: PriceListId, subsidies: Sequence[Subsidy]) -> None:
    await STATEMENTS.add_subsidies.run(
        connection,
        list_id=list_id,
        ids=[subsidy.id for subsidy in subsidies],
        fi=[subsidy.name.fi for subsidy in subsidies],
        sv=[subsidy.name.sv for subsidy in subsidies],
        en=[subsidy.name.en for subsidy in subsidies],
        grounds_fi=[subsidy.ground.fi for subsidy in subsidies],
        grounds_sv=[subsidy.ground.sv for subsidy in subsidies],
        grounds_en=[subsidy.ground.en for subsidy in subsidies],
        amounts=[subsidy.amount for subsidy in subsidies],
        percentages=[subsidy.percentage for subsidy in subsidies],
        harbor_ids=[subsidy.harbor_id for subsidy in subsidies],
        area_ids=[subsidy.area_id for subsidy in subsidies],
        boat_type_ids=[subsidy.boat_type_id for subsidy in subsidies],
    )
