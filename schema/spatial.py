"""Knows space in the contract: GeoJSON, positions and boxes, and the predicates of filters that look at the map."""

from typing import Any

import graphene
import orjson
from graphql import GraphQLError
from shapely import Point

from geo.errors import GeometryError
from geo.projection import to_metres
from schema.errors import BadInput
from schema.lists import some
from schema.reads.filters import Where


class GeoJSON(graphene.Scalar):
    """A GeoJSON geometry object (RFC 7946): WGS 84 degrees, longitude first."""

    @staticmethod
    def serialize(value: Any) -> Any:
        """The object itself, or the text of it that the database keeps."""
        return orjson.loads(value) if isinstance(value, str) else value

    @staticmethod
    def parse_value(value: Any) -> Any:
        """An object as it came; whoever takes it in judges the geometry."""
        if not isinstance(value, dict):
            raise GraphQLError("A geometry is a GeoJSON object.")
        return value


class Position(graphene.InputObjectType):
    """A point in WGS 84 degrees."""

    longitude = graphene.Float(required=True, description="Degrees east, -180 to 180.")
    latitude = graphene.Float(required=True, description="Degrees north, -90 to 90.")


class Near(graphene.InputObjectType):
    """A circle around a point."""

    longitude = graphene.Float(required=True, description="Degrees east, -180 to 180.")
    latitude = graphene.Float(required=True, description="Degrees north, -90 to 90.")
    within_m = graphene.Float(required=True, description="The radius in metres, at most 1,000,000.")


def metric_point(position: Any) -> tuple[float, float]:
    """Easting and northing in metres. Raises BAD_USER_INPUT for a position that is not on Earth."""
    _check("longitude", position.longitude, 180)
    _check("latitude", position.latitude, 90)
    try:
        point = to_metres(Point(position.longitude, position.latitude))
    except GeometryError:
        raise BadInput("This position is too far away to be measured in ETRS-TM35FIN.") from None
    # Minus nothing is nothing: one point has one spelling.
    return point.x + 0.0, point.y + 0.0


def near_filter() -> Where:
    """Rows whose geometry comes within a radius of a point, by true distance to the geometry."""
    return Where(
        Near,
        "{row}.metric_bbox && box(point({0} - {2}, {1} - {2}), point({0} + {2}, {1} + {2}))"
        " AND distance_m({row}.metric_shape, point({0}, {1})) <= {2}",
        *["double precision"] * 3,
        parameters=_circle,
        cost=16,
        description="Only what comes within this many metres of a point.",
    )


# The operators of boxes allow for a millionth of a degree: a tenth of a metre. This does not.
_INSIDE = " AND ".join(
    (
        "({row}.bbox[1])[0] >= {0}",
        "({row}.bbox[1])[1] >= {1}",
        "({row}.bbox[0])[0] <= {2}",
        "({row}.bbox[0])[1] <= {3}",
    )
)


def bbox_filter() -> Where:
    """Rows whose geometry meets a box in degrees; only what crosses the edge is looked at closely."""
    area = "box(point({0}, {1}), point({2}, {3}))"
    return Where(
        some(graphene.Float),
        f"{{row}}.bbox && {area} AND ({_INSIDE} OR meets_box({{row}}.shape, {area}))",
        *["double precision"] * 4,
        parameters=_box,
        cost=6,
        description="Only what has a point in the box [west, south, east, north], in degrees.",
    )


def _circle(near: Any) -> tuple[float, float, float]:
    _check("near.withinM", near.within_m, 1_000_000)
    if near.within_m < 0:
        raise BadInput("near.withinM: a radius is not negative.")
    return *metric_point(near), near.within_m


def _box(values: list[float]) -> tuple[float, ...]:
    if len(values) != 4:
        raise BadInput("bbox: four numbers are needed, [west, south, east, north].")
    west, south, east, north = values
    for value, most in ((west, 180), (south, 90), (east, 180), (north, 90)):
        _check("bbox", value, most)
    if west > east or south > north:
        raise BadInput("bbox: west must not exceed east, nor south north.")
    return west, south, east, north


def _check(name: str, value: float, most: float) -> None:
    if not abs(value) <= most:
        raise BadInput(f"{name}: {value} is not between -{most} and {most}.")
