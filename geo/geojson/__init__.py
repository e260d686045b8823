"""Knows GeoJSON geometries (RFC 7946): read with care, written compactly."""

from geo.geojson.reading import MAX_NESTING, MAX_POSITIONS, parse
from geo.geojson.writing import dump, dump_all

__all__ = ["MAX_NESTING", "MAX_POSITIONS", "dump", "dump_all", "parse"]
