"""Knows which part of the plane a picture shows, and where a metre of it comes to lie in pixels."""

from dataclasses import dataclass
from itertools import pairwise

from shapely import get_coordinates, minimum_rotated_rectangle

from geo import Geometry
from harbors.maps.records import Spot

WIDTH, HEIGHT = 800, 600
_MIDDLE = Spot(WIDTH / 2, HEIGHT / 2)
# As wide as a place has to be for its number to be read.
_READABLE_PX = 28.0
_LEAST, _MOST = 4.0, 14.0
_POINT_M = 3.0


@dataclass(frozen=True, slots=True)
class View:
    """The ground around ``centre``, at ``scale`` pixels a metre; north is up, and y grows downwards."""

    centre: Spot
    scale: float
    middle: Spot = _MIDDLE

    def pixels(self, spot: tuple[float, float]) -> Spot:
        """Where a spot of the ground is in the picture."""
        x, y = spot
        return Spot(
            round(self.middle.x + (x - self.centre.x) * self.scale, 1),
            round(self.middle.y - (y - self.centre.y) * self.scale, 1),
        )


def view_of(place: Geometry) -> View:
    """The view in which the number of a place can be read."""
    centre = place.centroid
    return View(Spot(centre.x, centre.y), min(_MOST, max(_LEAST, _READABLE_PX / short_side(place))))


def view_of_all(shape: Geometry, *, corner: Spot, width: float, height: float) -> View:
    """The view in which the whole of a shape lies in a frame."""
    west, south, east, north = shape.bounds
    scale = min(width / max(east - west, 1.0), height / max(north - south, 1.0)) * 0.9
    middle = Spot(corner.x + width / 2, corner.y + height / 2)
    return View(Spot((west + east) / 2, (south + north) / 2), scale, middle)


def short_side(shape: Geometry) -> float:
    """The shorter side of a shape in metres, of a point that of a small berth."""
    corners = get_coordinates(minimum_rotated_rectangle(shape))
    if len(corners) < 4:
        return _POINT_M
    sides = [float(((one - other) ** 2).sum() ** 0.5) for one, other in pairwise(corners[:3])]
    return max(min(sides), 0.5)
