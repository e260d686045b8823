"""Knows the fields of what lies somewhere: its geometry, drawn as finely as asked, and the way to it."""

from collections.abc import Mapping
from typing import Any

import graphene

from schema.catalogue.kinds import GeometrySource
from schema.errors import BadInput
from schema.lists import some
from schema.reads.declare import Column, Expression, Variant
from schema.reads.fields import column, computed, variant
from schema.spatial import GeoJSON, Position, metric_point

MOST_SIMPLE_M = 100_000


# The coarsest of the drawings that the row keeps which strays no more than {0}; the geometry itself where none does.
_DRAWN = (
    "coalesce((SELECT drawn.text FROM unnest({row}.simplified_m, {row}.simplified) AS drawn (m, text)"
    " WHERE drawn.m <= {0} ORDER BY drawn.m DESC LIMIT 1), {row}.geojson)"
)


def _tolerance(given: Mapping[str, Any]) -> tuple[float]:
    metres: float = given["simplify_m"]
    if not 0 <= metres <= MOST_SIMPLE_M:
        raise BadInput(f"simplifyM: {metres} is not between 0 and {MOST_SIMPLE_M}.")
    return (metres,)


class Located:
    """The fields of what lies somewhere."""

    geometry = variant(
        GeoJSON,
        Variant(Column("geojson"), "simplify_m", Expression(_DRAWN, ("double precision",), _tolerance)),
        required=True,
        args={
            "simplify_m": graphene.Argument(
                graphene.Float,
                description="Draw with fewer positions, straying at most so many metres: from 0, which changes"
                " nothing, to 100,000, in steps of 1, 2, 5, 10, 20, 50 ... Topology is kept.",
            )
        },
        description="The geometry as GeoJSON, WGS 84, longitude first.",
    )
    geometry_source = GeometrySource(required=True, description="Where the geometry comes from.")
    centroid = column(GeoJSON, "centroid", required=True, description="The centre of the geometry as a GeoJSON point.")
    bbox = computed(
        some(graphene.Float),
        Expression("ARRAY[({row}.bbox[1])[0], ({row}.bbox[1])[1], ({row}.bbox[0])[0], ({row}.bbox[0])[1]]"),
        required=True,
        description="The bounding box [west, south, east, north] in degrees.",
    )
    distance_m = computed(
        graphene.Float,
        Expression(
            "distance_m({row}.metric_shape, point({0}, {1}))",
            types=("double precision", "double precision"),
            arguments=lambda arguments: metric_point(arguments["from_"]),
        ),
        args={
            "from_": graphene.Argument(Position, name="from", required=True, description="The point to measure from.")
        },
        required=True,
        description="Metres from a point to the nearest part of the geometry, measured in ETRS-TM35FIN.",
    )
