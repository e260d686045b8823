"""Knows what stands on the picture of a place; shapes are in TM35FIN metres."""

from dataclasses import dataclass
from typing import NamedTuple

from geo import Geometry
from harbors.text import Translated


class Spot(NamedTuple):
    """Where something is on the plane, in metres or in pixels."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Labelled:
    """A shape with what is painted there."""

    shape: Geometry
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A place, its pier or section, and its neighbours, in a harbor or in a winter storage area."""

    place: Labelled
    site: Translated
    part: str | None
    ground: Geometry
    parts: tuple[Labelled, ...]
    neighbours: tuple[Labelled, ...]
    is_afloat: bool
