"""Knows how places and pieces of ground are quoted as they are listed, by the price list that holds for the season."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from harbors.errors import HarborError
from harbors.leases.records import LeasedBoat, Period
from harbors.orders.records import Line, Product
from harbors.places.kinds import Mooring, PlaceKind
from harbors.places.records import PlaceId, WinterStorageAreaId
from harbors.prices.quotes import quote
from harbors.prices.reads import STATEMENTS, price_lists_for, vat_for
from harbors.prices.records import (
    Asked,
    Days,
    PayerGroup,
    PricedBerth,
    PricedGround,
    PriceList,
    ServicePriceId,
    Stored,
)
from harbors.prices.refusals import no_price, unknown_place
from harbors.prices.wording import name_of
from harbors.rounds.records import Season
from harbors.sql import Connection, Row
from harbors.text import Translated

PRODUCTS = {
    PlaceKind.BERTH: Product.BERTH,
    PlaceKind.WINTER_STORAGE_PLACE: Product.WINTER_STORAGE,
}
"""What the places are that are priced by the season; a piece of an unmarked area is asked for by its area."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAsked:
    """A place that is to be quoted for a period of a season."""

    place_id: PlaceId
    season: Season
    period: Period
    boat: LeasedBoat | None = None
    payer_group: PayerGroup = PayerGroup.PRIVATE
    services: tuple[ServicePriceId, ...] = ()


async def quote_place(
    connection: Connection,
    *,
    place_id: PlaceId,
    season: Season,
    period: Period,
    boat: LeasedBoat | None = None,
    payer_group: PayerGroup = PayerGroup.PRIVATE,
    services: Sequence[ServicePriceId] = (),
) -> tuple[Line, ...]:
    """What a place costs for a period of a season. Raises ``Refused`` (``NO_PRICE``), ``NotFound``."""
    asked = PlaceAsked(
        place_id=place_id,
        season=season,
        period=period,
        boat=boat,
        payer_group=payer_group,
        services=tuple(services),
    )
    [answer] = await quote_places(connection, [asked])
    if isinstance(answer, HarborError):
        raise answer
    return answer


async def quote_places(connection: Connection, asked: Sequence[PlaceAsked]) -> list[tuple[Line, ...] | HarborError]:
    """What many places cost, in the order in which they are asked for, or why one has no price.

    Nine statements, however many there are.
    """
    if not asked:
        return []
    ids = list({one.place_id for one in asked})
    rows = {row["id"]: row for row in await STATEMENTS.priced_places.rows(connection, ids=ids)}
    providers = {row["provider_id"] for row in rows.values()}
    starts = [one.season.starts for one in asked]
    lists = await price_lists_for(connection, providers, first=min(starts), last=max(starts))
    vat = await vat_for(connection, providers)

    def answer(one: PlaceAsked) -> tuple[Line, ...] | HarborError:
        try:
            row = _known(rows.get(one.place_id))
            price_list = _holding(lists, row, product=PRODUCTS.get(PlaceKind(row["kind"])), season=one.season)
            return quote(_asked(one, row), price_list, vat=vat[row["provider_id"]])
        except HarborError as error:
            return error

    return [answer(one) for one in asked]


async def quote_area(
    connection: Connection,
    *,
    area_id: WinterStorageAreaId,
    stored: Stored,
    length_mm: int,
    width_mm: int,
    season: Season,
    period: Period,
    payer_group: PayerGroup = PayerGroup.PRIVATE,
    boat: LeasedBoat | None = None,
    services: Sequence[ServicePriceId] = (),
) -> tuple[Line, ...]:
    """What a piece of an unmarked winter storage area costs: as large as the boat at its largest, or its cover frame.

    Raises ``Refused`` (``NO_PRICE``), ``NotFound``.
    """
    row = _known(await STATEMENTS.priced_area.row(connection, id=area_id))
    provider_id = row["provider_id"]
    lists = await price_lists_for(connection, [provider_id], first=season.starts, last=season.starts)
    vat = await vat_for(connection, [provider_id])
    asked = Asked(
        what=name_of(PlaceKind.UNMARKED_WINTER_STORAGE, part=None, number="", where=_where(row)),
        place=PricedGround(area_id=area_id, stored=stored, width_mm=width_mm, length_mm=length_mm),
        season=season_days(season),
        days=days_of(period, row["time_zone"]),
        payer_group=payer_group,
        boat_type_id=boat.type_id if boat else None,
        services=tuple(services),
    )
    return quote(asked, _holding(lists, row, product=Product.WINTER_STORAGE, season=season), vat=vat[provider_id])


def season_days(season: Season) -> Days:
    """The days of a season, half open."""
    return Days(season.starts, season.ends + timedelta(days=1))


def days_of(period: Period, time_zone: str) -> Days:
    """The days of which a period has a part, there."""
    zone = ZoneInfo(time_zone)
    last = period.end.astimezone(zone) - timedelta(microseconds=1)
    return Days(_day(period.start, zone), last.date() + timedelta(days=1))


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _known(row: Row | None) -> Row:
    if row is None:
        raise unknown_place()
    return row


def _holding(lists: Sequence[PriceList], row: Row, *, product: Product | None, season: Season) -> PriceList:
    """The list of the provider for the product that holds on the first day of the season. Raises ``Refused``."""
    for one in lists:
        if (one.provider_id, one.product) == (row["provider_id"], product) and one.valid.holds(season.starts):
            return one
    raise no_price()


def _asked(one: PlaceAsked, row: Row) -> Asked:
    return Asked(
        what=name_of(PlaceKind(row["kind"]), part=row["part"], number=row["number"], where=_where(row)),
        place=_place(row),
        season=season_days(one.season),
        days=days_of(one.period, row["time_zone"]),
        payer_group=one.payer_group,
        boat_type_id=one.boat.type_id if one.boat else None,
        services=one.services,
    )


def _place(row: Row) -> PricedBerth | PricedGround:
    if row["area_id"] is not None:
        return PricedGround(
            area_id=row["area_id"], stored=Stored.BOX, width_mm=row["width_mm"], length_mm=row["length_mm"]
        )
    return PricedBerth(
        width_mm=row["width_mm"],
        mooring=row["mooring"] and Mooring(row["mooring"]),
        tier=row["price_tier"],
        harbor_id=row["harbor_id"],
    )


def _where(row: Row) -> Translated:
    return Translated(fi=row["name_fi"], sv=row["name_sv"], en=row["name_en"])
