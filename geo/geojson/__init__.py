"""Knows GeoJSON geometries (RFC 7946): read with care, written compactly."""

from geo.geojson.reading import MAX_NESTING, MAX_POSITIONS, parse
from geo.geojson.writing import dump

__all__ = ["MAX_NESTING", "MAX_POSITIONS", "dump", "parse"]
