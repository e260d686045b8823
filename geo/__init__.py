"""Knows shapes: degrees and metres, GeoJSON in and out, what a row keeps of a geometry, and how a pier is laid out."""

from shapely.geometry.base import BaseGeometry as Geometry

__all__ = ["Geometry"]
