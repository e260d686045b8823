"""Knows how things of the bay are named and where they lie."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from shapely import Point, Polygon, box
from shapely.geometry.base import BaseGeometry

from harbors.places.ids import id_of
from harbors.places.kinds import GeometrySource
from harbors.places.records import Located, Source

FETCHED = datetime(2027, 1, 15, 8, 30, tzinfo=UTC)


def key(kind: str, name: str) -> UUID:
    """The id of something in the bay, by its name."""
    return id_of(source(kind, name))


def source(kind: str, name: str) -> Source:
    return Source(system="bay", type=kind, id=name, licence="CC-BY-4.0", fetched_at=FETCHED)


def days_ago(days: int) -> datetime:
    """A time of the last change."""
    return FETCHED - timedelta(days=days)


def corner(east: float, north: float) -> tuple[float, float]:
    """Longitude and latitude: thousandths of a degree from the south-western corner of the bay."""
    return round(24.9 + east / 1000, 7), round(60.1 + north / 1000, 7)


def at(east: float, north: float) -> Point:
    return Point(corner(east, north))


def rectangle(west: float, south: float, east: float, north: float) -> Polygon:
    return box(*corner(west, south), *corner(east, north))


def located(geometry: BaseGeometry, source: GeometrySource = GeometrySource.SURVEYED) -> Located:
    return Located(geometry=geometry, source=source)
