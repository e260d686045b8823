"""Knows the part of the catalogue that lies at the water: boat types, harbors, piers, berths."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ahti.gateways.venepaikat.models import MOORINGS, PIER_AMENITIES, Model
from ahti.gateways.venepaikat.records import Reading, located, name_of, times
from ahti.gateways.venepaikat.texts import read_texts
from harbors.places.ids import id_of
from harbors.places.kinds import Mooring, PlaceKind
from harbors.places.records import BoatType, BoatTypeId, Harbor, HarborId, Pier, PierId, Place, PlaceId

_TIERS = {1: 1, 2: 2, 3: 3}


@dataclass(frozen=True, slots=True)
class _BerthType:
    width_mm: int
    length_mm: int
    depth_mm: int | None
    mooring: Mooring


def boat_types(reading: Reading) -> Iterator[BoatType]:
    texts = read_texts(reading.publication, Model.BOAT_TYPE_TEXT, of=Model.BOAT_TYPE, names=("name",))
    for fields in reading.each(Model.BOAT_TYPE):
        source = reading.source(fields.record)
        yield BoatType(id=BoatTypeId(id_of(source)), source=source, name=name_of(fields, texts))


def harbors(reading: Reading) -> Iterator[Harbor]:
    names = ("name", "street_address")
    texts = read_texts(reading.publication, Model.HARBOR_TEXT, of=Model.HARBOR, names=names)
    for fields in reading.each(Model.HARBOR):
        yield Harbor(id=HarborId(id_of(reading.source(fields.record))), **reading.site(fields, texts))


def piers(reading: Reading, *, harbors: Mapping[str, Harbor], boat_types: Mapping[str, BoatType]) -> Iterator[Pier]:
    """The piers, each a point as yet."""
    for fields in reading.each(Model.PIER):
        source = reading.source(fields.record)
        suitable = fields.keys("suitable_boat_types", Model.BOAT_TYPE)
        yield Pier(
            id=PierId(id_of(source)),
            source=source,
            harbor_id=harbors[fields.key("harbor", Model.HARBOR)].id,
            identifier=fields.text("identifier"),
            price_tier=fields.one_of("price_tier", _TIERS),
            amenities=frozenset(amenity for name, amenity in PIER_AMENITIES.items() if fields.flag(name)),
            suitable_boat_types=tuple(boat_types[key].id for key in suitable),
            located=located(fields),
            **times(fields),
        )


def berths(reading: Reading, *, piers: Mapping[str, Pier]) -> Iterator[Place]:
    """The berths, each at the point of its pier as yet; what the staff noted of them stays where it is."""
    types = dict(_berth_types(reading))
    for fields in reading.each(Model.BERTH):
        source, pier = reading.source(fields.record), piers[fields.key("pier", Model.PIER)]
        kind = types[fields.key("berth_type", Model.BERTH_TYPE)]
        fields.text_or_none("comment", at_most=100_000)
        yield Place(
            id=PlaceId(id_of(source)),
            source=source,
            kind=PlaceKind.BERTH,
            provider_id=reading.provider_id,
            number=fields.text("number"),
            harbor_id=pier.harbor_id,
            pier_id=pier.id,
            width_mm=kind.width_mm,
            length_mm=kind.length_mm,
            depth_mm=kind.depth_mm,
            mooring=kind.mooring,
            accessible=fields.flag_or_none("is_accessible"),
            active=fields.flag("is_active"),
            located=pier.located,
            **times(fields),
        )


def _berth_types(reading: Reading) -> Iterator[tuple[str, _BerthType]]:
    for fields in reading.each(Model.BERTH_TYPE):
        times(fields)
        yield (
            fields.record.key,
            _BerthType(
                width_mm=fields.millimetres("width"),
                length_mm=fields.millimetres("length"),
                depth_mm=fields.millimetres_or_none("depth"),
                mooring=fields.one_of("mooring_type", MOORINGS),
            ),
        )
