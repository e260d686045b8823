"""Knows the prices that the city publishes: berths by width and tier, storage by area; and why tenants would switch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from ahti.gateways.venepaikat.fields import Fields
from ahti.gateways.venepaikat.models import Model
from ahti.gateways.venepaikat.publication import Publication
from ahti.gateways.venepaikat.reading import city_of_helsinki
from ahti.gateways.venepaikat.records import LICENCE, SYSTEM, Reading, times
from ahti.gateways.venepaikat.texts import read_texts
from harbors.orders.records import Product
from harbors.places.ids import id_of
from harbors.places.kinds import Mooring
from harbors.places.records import HarborId, Source, WinterStorageAreaId
from harbors.prices.records import AreaPrice, BerthPrice, Days, PriceList, PriceListId, Stored
from harbors.switch_reasons.records import SwitchReason, SwitchReasonId
from harbors.text import Translated

_NO_BOUND = Decimal("999.99")
_DEAREST, _TAX = Decimal(100_000), Decimal(100)
_ORDINARY, _DINGHIES, _TRAILERS, _VASIKKASAARI = range(4)
# The harbor of the fourth category: its widths are priced one by one, and are those of no band. The category is the
# harbor's by the source's own words (berth-reservations, payments 0030), and all four widths are there and no others.
_VASIKKASAARI_KEY = "4e982440-d032-4d9e-a827-e1c89e86da51"
_UNKEPT_ID = PriceListId(UUID(int=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """Price lists and reasons of a publication; their lists come without ids of their own."""

    price_lists: tuple[PriceList, ...]
    reasons: tuple[SwitchReason, ...]


def read_prices(files: Sequence[Path], *, fetched_at: datetime, first: date) -> Priced:
    """What the files say of prices, which hold for seasons that begin ``first`` or later. Raises ``BadPublication``."""
    city = city_of_helsinki(fetched_at)
    reading = Reading(Publication.of(files), provider_id=city.id, fetched_at=fetched_at)
    berths, areas = tuple(_berth_prices(reading)), tuple(_area_prices(reading))
    lists = (
        PriceList(id=_UNKEPT_ID, provider_id=city.id, product=Product.BERTH, valid=Days(first), berth_prices=berths),
        PriceList(
            id=_UNKEPT_ID, provider_id=city.id, product=Product.WINTER_STORAGE, valid=Days(first), area_prices=areas
        ),
    )
    return Priced(
        price_lists=tuple(one for one in lists if one.berth_prices or one.area_prices), reasons=tuple(_reasons(reading))
    )


def _berth_prices(reading: Reading) -> Iterator[BerthPrice]:
    for fields in reading.each(Model.BERTH_PRODUCT):
        _read_frame(fields)
        over = _width_mm(fields, "min_width")
        upto = _width_mm(fields, "max_width")
        mooring, harbor_id = fields.one_of("pricing_category", _categories(reading))
        amounts = [fields.decimal(f"tier_{tier}_price", at_most=_DEAREST) for tier in (1, 2, 3)]
        if upto is not None and upto <= (over or 0):
            raise fields.record.fault("max_width", "must be more than min_width")
        tiers = enumerate(amounts, start=1) if len(set(amounts)) > 1 else ((None, amounts[0]),)
        for tier, amount in tiers:
            yield BerthPrice(
                amount=amount, over_mm=over or 0, upto_mm=upto, tier=tier, mooring=mooring, harbor_id=harbor_id
            )


def _categories(reading: Reading) -> dict[int, tuple[Mooring | None, HarborId | None]]:
    harbor = HarborId(id_of(_source(reading, Model.HARBOR, _VASIKKASAARI_KEY)))
    return {
        _ORDINARY: (None, None),
        _DINGHIES: (Mooring.DINGHY_PLACE, None),
        _TRAILERS: (Mooring.TRAILER_PLACE, None),
        _VASIKKASAARI: (None, harbor),
    }


def _area_prices(reading: Reading) -> Iterator[AreaPrice]:
    """One price a square metre is that of boats and of boxes alike."""
    for fields in reading.each(Model.STORAGE_PRODUCT):
        _read_frame(fields)
        area = fields.key_elsewhere("winter_storage_area", Model.AREA)
        per_m2 = fields.decimal("price_value", at_most=_DEAREST)
        for stored in Stored:
            yield AreaPrice(
                area_id=WinterStorageAreaId(id_of(_source(reading, Model.AREA, area))), stored=stored, per_m2=per_m2
            )


def _reasons(reading: Reading) -> Iterator[SwitchReason]:
    texts = read_texts(reading.publication, Model.SWITCH_REASON_TEXT, of=Model.SWITCH_REASON, names=("title",))
    for fields in reading.each(Model.SWITCH_REASON):
        key = fields.record.key
        name = texts.get(key, {}).get("title", Translated())
        if not (name.fi or name.sv or name.en):
            raise fields.record.fault("title", "has no text in any language")
        yield SwitchReason(id=SwitchReasonId(id_of(reading.source(fields.record))), number=int(key), name=name)


def _read_frame(fields: Fields) -> None:
    """What every product says and a price list says elsewhere: VAT goes by law and date."""
    times(fields)
    fields.decimal("tax_percentage", at_most=_TAX)
    fields.one_of("price_unit", {"amount": None})


def _width_mm(fields: Fields, name: str) -> int | None:
    """A width in millimetres; ``None`` where the source means that there is no bound."""
    width = fields.decimal(name, at_most=_NO_BOUND)
    return None if width == _NO_BOUND else int(width * 1000)


def _source(reading: Reading, model: Model, key: str) -> Source:
    return Source(system=SYSTEM, type=model, id=key, licence=LICENCE, fetched_at=reading.fetched_at)
