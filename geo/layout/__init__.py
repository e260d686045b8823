"""Knows how harbors and winter storage areas that are known by points alone may look: lines, and outlines of true size.

All lengths are metres on the plane of ETRS-TM35FIN; what goes in is integer millimetres and points in degrees, what
comes out is geometry in degrees. The result depends on the sites alone, not on the order in which they are given.
"""

from geo.layout.harbors import PierLayout, lay_out_harbors
from geo.layout.sites import Area, Berth, Berthing, Harbor, Pier, Section, Spot
from geo.layout.storage import lay_out_areas

__all__ = [
    "Area",
    "Berth",
    "Berthing",
    "Harbor",
    "Pier",
    "PierLayout",
    "Section",
    "Spot",
    "lay_out_areas",
    "lay_out_harbors",
]
