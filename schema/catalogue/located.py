"""Knows the fields of what lies somewhere: its geometry, drawn as finely as asked, and the way to it."""

from asyncio import to_thread
from typing import Any

import graphene
import orjson

from geo.simplify import simplify
from schema.catalogue.kinds import GeometrySource
from schema.errors import BadInput
from schema.lists import some
from schema.reads.declare import Column, Expression, Kind
from schema.reads.fields import ReadField, expression
from schema.reads.loading import Row
from schema.spatial import GeoJSON, Position, metric_point

MOST_SIMPLE_M = 100_000


def _geometry(row: Row, _info: Any, simplify_m: float | None = None) -> Any:
    text = row.values["geojson"]
    return _simplified(text, simplify_m) if simplify_m else orjson.loads(text)


async def _simplified(text: str, metres: float) -> Any:
    if not 0 <= metres <= MOST_SIMPLE_M:
        raise BadInput(f"simplifyM: {metres} is not between 0 and {MOST_SIMPLE_M}.")
    return orjson.loads(await to_thread(simplify, text, metres=metres))


def _bbox(row: Row, _info: Any) -> list[float]:
    box = row.values["bbox"]
    return [box.low.x, box.low.y, box.high.x, box.high.y]


class Located:
    """The fields of what lies somewhere."""

    geometry = ReadField(
        GeoJSON,
        Column("geojson", Kind.JSON),
        required=True,
        args={
            "simplify_m": graphene.Argument(
                graphene.Float,
                description="Draw with fewer positions, straying at most so many metres: from 0, which changes"
                " nothing, to 100,000. Topology is kept.",
            )
        },
        resolver=_geometry,
        description="The geometry as GeoJSON, WGS 84, longitude first.",
    )
    geometry_source = GeometrySource(required=True, description="Where the geometry comes from.")
    centroid = ReadField(
        GeoJSON,
        Column("centroid", Kind.JSON),
        required=True,
        resolver=lambda row, _info: orjson.loads(row.values["centroid"]),
        description="The centre of the geometry as a GeoJSON point.",
    )
    bbox = ReadField(
        some(graphene.Float),
        Column("bbox", Kind.JSON),
        required=True,
        resolver=_bbox,
        description="The bounding box [west, south, east, north] in degrees.",
    )
    distance_m = expression(
        graphene.Float,
        Expression(
            "distance_m({row}.metric_shape, point({0}, {1}))",
            Kind.NUMBER,
            types=("double precision", "double precision"),
            arguments=lambda arguments: metric_point(arguments["from_"]),
        ),
        args={
            "from_": graphene.Argument(Position, name="from", required=True, description="The point to measure from.")
        },
        required=True,
        description="Metres from a point to the nearest part of the geometry, measured in ETRS-TM35FIN.",
    )
