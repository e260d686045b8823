"""Knows which geometry a listing may have: of a fitting type, near Finland, longitude first, not too fine."""

import re
from collections.abc import Iterable, Mapping

import shapely

from geo import Geometry, geojson
from geo.errors import GeometryError
from harbors.listings.values import Unfit

MOST_POSITIONS = 2_000
"""Of one resource: the outline of a large harbor has some hundreds."""

_SIMPLE = re.compile(r"\s*(MULTI)?(POINT|LINESTRING|POLYGON)\b", re.IGNORECASE)

WEST, SOUTH, EAST, NORTH = 18.5, 58.5, 32.0, 70.5
"""Where the metric coordinates of the catalogue (ETRS-TM35FIN) hold: Finland and the waters around it."""


def read_shape(given: object, *, types: frozenset[str]) -> str:
    """A geometry as compact GeoJSON text. Raises ``Unfit``."""
    if positions_in(given, most=MOST_POSITIONS) > MOST_POSITIONS:
        raise Unfit("GEOMETRY_TOO_FINE", most=MOST_POSITIONS)
    if not isinstance(given, Mapping) or not any(given.get("type") == type for type in types):
        raise Unfit("GEOMETRY_TYPE", choices=", ".join(sorted(types)))
    try:
        geometry = geojson.parse(given, path="geometry")
    except GeometryError as error:
        raise _swapped(_first(given)) or Unfit("GEOMETRY_WRONG", path=error.path, reason=error.message) from None
    _check_within(geometry)
    return geojson.dump(geometry)


def read_wkt(text: str) -> Mapping[str, object]:
    """Well-known text, as a cell has it, in the form of GeoJSON; judged by ``read_shape`` alone. Raises ``Unfit``.

    What reads it recurses for every collection in a collection: it is given none.
    """
    if text.count(",") > MOST_POSITIONS:
        raise Unfit("GEOMETRY_TOO_FINE", most=MOST_POSITIONS)
    try:
        if not _SIMPLE.match(text):
            raise ValueError(text)
        found: Mapping[str, object] = shapely.from_wkt(text).__geo_interface__
    except (shapely.errors.ShapelyError, ValueError):
        raise Unfit("GEOMETRY_WRONG", path="geometry", reason="is no well-known text") from None
    return found


def positions_in(given: object, *, most: int) -> int:
    """How many positions there are, counted no further than one beyond ``most`` and without recursion."""
    waiting, found = [given], 0
    while waiting and found <= most:
        match waiting.pop():
            case Mapping() as parts:
                waiting.extend(parts.get(name) for name in ("coordinates", "geometries"))
            case list() | tuple() as items if items and isinstance(items[0], list | tuple | Mapping):
                waiting.extend(items[: most + 1])
            case list() | tuple():
                found += 1
    return found


def _check_within(geometry: Geometry) -> None:
    west, south, east, north = shapely.bounds(geometry).tolist()
    if not _near_finland(west, south) or not _near_finland(east, north):
        outside = next((x, y) for x, y in _corners(geometry) if not _near_finland(x, y))
        raise _swapped(outside) or Unfit("OUTSIDE_FINLAND", longitude=outside[0], latitude=outside[1])


def _corners(geometry: Geometry) -> Iterable[tuple[float, float]]:
    return ((x, y) for x, y in shapely.get_coordinates(geometry).tolist())


def _swapped(position: tuple[float, float] | None) -> Unfit | None:
    if position is None or _near_finland(*position) or not _near_finland(position[1], position[0]):
        return None
    return Unfit("COORDINATES_SWAPPED", longitude=position[1], latitude=position[0])


def _near_finland(longitude: float, latitude: float) -> bool:
    return WEST <= longitude <= EAST and SOUTH <= latitude <= NORTH


def _first(given: object) -> tuple[float, float] | None:
    """The first position of what may be a geometry; what is none has no first position."""
    at: object = given.get("coordinates") if isinstance(given, Mapping) else None
    while isinstance(at, list | tuple) and at and isinstance(at[0], list | tuple):
        at = at[0]
    match at:
        case [int() | float() as x, int() | float() as y, *_]:
            return x, y
        case _:
            return None
