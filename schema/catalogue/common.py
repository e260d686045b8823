"""Knows what the types of the catalogue have in common: names, provenance, contacts, places on the map."""

from asyncio import to_thread
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import graphene
import orjson

from geo.simplify import simplify
from schema.catalogue.kinds import Amenity, Availability, GeometrySource
from schema.errors import ApiError, ErrorCode
from schema.reads.declare import Column, Expression, Kind, SortKey
from schema.reads.fields import ReadField, column, composite, expression, identity, localized, translations
from schema.reads.loading import Row
from schema.spatial import GeoJSON, Position, metric_point

MOST_SIMPLE_M = 100_000


class Identified:
    """The field of everything that has an id."""

    id = identity()


class Node(Identified, graphene.Interface):
    """Anything with an id."""

    @classmethod
    def resolve_type(cls, row: Row, _info: Any) -> str:
        return row.type_name


class Provenance(graphene.ObjectType):
    """Where a record comes from."""

    system = graphene.String(required=True, description="The system that published the record.")
    type = graphene.String(required=True, description="What the record is called there.")
    id = graphene.String(required=True, description="The record's own identifier there.")
    licence = graphene.String(required=True, description="The licence it was published under.")
    fetched_at = graphene.DateTime(description="When it was fetched.")


class Listed:
    """The fields of everything that is listed."""

    created_at = graphene.DateTime(required=True, description="When the record was made.")
    modified_at = graphene.DateTime(required=True, description="When the record was last changed.")
    source = composite(
        Provenance,
        {
            "system": Column("source_system"),
            "type": Column("source_type"),
            "id": Column("source_id"),
            "licence": Column("source_licence"),
            "fetched_at": Column("source_fetched_at", Kind.TIMESTAMP),
        },
        description="Where the record comes from.",
    )


class Named:
    """The fields of what has a name in three languages."""

    name = localized("name", required=True, description="The name in the language of the request, else fi, en, sv.")
    names = translations("name", description="The name in all languages.")


class Reachable:
    """The fields of what can be reached."""

    phone = graphene.String(description="A public telephone number.")
    email = graphene.String(description="A public mail address.")
    www_url = graphene.String(description="A page on the web.")


def _geometry(row: Row, _info: Any, simplify_m: float | None = None) -> Any:
    text = row.values["geojson"]
    return _simplified(text, simplify_m) if simplify_m else orjson.loads(text)


async def _simplified(text: str, metres: float) -> Any:
    if not 0 <= metres <= MOST_SIMPLE_M:
        raise ApiError(ErrorCode.BAD_USER_INPUT, f"simplifyM: {metres} is not between 0 and {MOST_SIMPLE_M}.")
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
        graphene.List(graphene.NonNull(graphene.Float)),
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


class Site:
    """The fields of a harbor or an area with a street address."""

    street_address = localized("street_address", description="The street address in the language of the request.")
    street_addresses = translations("street_address", description="The street address in all languages.")
    zip_code = graphene.String(description="The postal code.")
    municipality = graphene.String(description="The municipality, by its Finnish name in small letters.")
    region = graphene.String(description="The part of the city.")
    service_map_id = graphene.String(description="The identifier in the service map of the capital region.")
    image_url = graphene.String(description="Where a picture is found.")
    availability = Availability(description="How hard it is to get a place.")


def amenities() -> ReadField:
    """The field that lists what is offered."""
    return column(
        graphene.List(graphene.NonNull(Amenity)), "amenities", required=True, description="What is offered here."
    )


BY_DISTANCE = SortKey(
    "distance_m({row}.metric_shape, point({0}, {1}))",
    "double precision",
    needs="near",
    types=("double precision", "double precision"),
)


def descending(key: SortKey) -> SortKey:
    """The same key, largest first."""
    return replace(key, descending=True)


def orders(keys: Mapping[str, SortKey], texts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Both directions of each key, and the nearest first: values and descriptions for an ``OrderBy``."""
    both: dict[str, Any] = {"DISTANCE": (BY_DISTANCE,)}
    words = {"DISTANCE": "Nearest first; needs the filter `near`."}
    for name, key in keys.items():
        both |= {f"{name}_ASC": (key,), f"{name}_DESC": (descending(key),)}
        words |= {f"{name}_ASC": f"By {texts[name]}, ascending.", f"{name}_DESC": f"By {texts[name]}, descending."}
    return both, words
