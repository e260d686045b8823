"""Knows how what stands on the picture of a place is looked up; all of it is public."""

from shapely import from_wkb

from geo import Geometry
from geo.projection import to_metres
from harbors.maps.records import Labelled, Scene
from harbors.places.kinds import PlaceKind
from harbors.places.records import PlaceId
from harbors.sql import Connection, Row, Statements
from harbors.text import Translated

STATEMENTS = Statements(__package__)
_REACH_M = 150.0
_ON_LAND = (PlaceKind.WINTER_STORAGE_PLACE, PlaceKind.UNMARKED_WINTER_STORAGE)


async def scene_of(connection: Connection, id: PlaceId) -> Scene | None:
    """What is around a place; ``None`` for one that is not listed, or lies in no harbor and no area."""
    row = await STATEMENTS.place_on_map.row(connection, id=id)
    if row is None:
        return None
    parts = await STATEMENTS.parts_on_map.rows(connection, site_id=row["site_id"])
    neighbours = await STATEMENTS.neighbours_on_map.rows(connection, id=id, reach=_REACH_M)
    return Scene(
        place=Labelled(_shape(row["geometry"]), row["number"]),
        site=Translated(row["name_fi"], row["name_sv"], row["name_en"]),
        part=row["part"],
        ground=_shape(row["ground"]),
        parts=tuple(_labelled(one) for one in parts),
        neighbours=tuple(_labelled(one) for one in neighbours),
        is_afloat=PlaceKind(row["kind"]) not in _ON_LAND,
    )


def _labelled(row: Row) -> Labelled:
    return Labelled(_shape(row["geometry"]), row["label"])


def _shape(wkb: bytes) -> Geometry:
    return to_metres(from_wkb(wkb))
