"""Knows how ground is looked up."""

import shapely
from shapely import Point

from harbors.lots.records import Ground, Lot, LotSize
from harbors.lots.refusals import unknown_ground
from harbors.places.records import PlaceId, ProviderId
from harbors.sql import Connection, Row, Statements

STATEMENTS = Statements(__package__)


async def provider_of_ground(connection: Connection, ground_id: PlaceId) -> ProviderId | None:
    """Whose the ground is; ``None`` for what is no unmarked area."""
    found: ProviderId | None = await STATEMENTS.provider_of_ground.value(connection, id=ground_id)
    return found


async def lock_ground(connection: Connection, ground_id: PlaceId) -> Ground:
    """The ground with its lots, which nobody else cuts until the transaction ends. Raises ``NotFound``."""
    row = await STATEMENTS.lock_ground.row(connection, id=ground_id)
    if row is None:
        raise unknown_ground()
    lots = await STATEMENTS.lots_of.rows(connection, id=ground_id)
    return Ground(
        id=row["id"],
        provider_id=row["provider_id"],
        area_id=row["area_id"],
        measured_m2=row["ground_m2"],
        point=_point(row["centroid"]),
        lots=tuple(_lot(lot) for lot in lots),
    )


def _point(geojson: str) -> Point:
    geometry = shapely.from_geojson(geojson)
    assert isinstance(geometry, Point), "a centroid is a point"
    return geometry


def _lot(row: Row) -> Lot:
    return Lot(
        id=row["id"],
        section_id=row["section_id"],
        size=LotSize(row["width_mm"], row["length_mm"]),
        number=row["number"],
        held_until=row["held_until"],
    )
