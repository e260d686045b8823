"""Knows the services of the harbors, at the shore beside the piers or at a pier head, and the quays."""

from collections.abc import Iterable, Iterator
from math import cos, radians, sin

from shapely import LineString, Point
from shapely.affinity import translate

from ahti.demonstration import written
from ahti.demonstration.listed import amenities, joined, key_of, millimetres, source, text
from geo.projection import to_degrees, to_metres
from harbors.places.kinds import GeometrySource, Mooring, PlaceKind, ServiceKind
from harbors.places.records import HarborId, Located, Pier, PierId, Place, PlaceId, ProviderId, Service, ServiceId

APART_M = 14
"""Between two services that stand along the shore."""


def services(piers: Iterable[Pier]) -> Iterator[Service]:
    """The services of every harbor; ``piers`` have their lines by now."""
    heads = {pier.id: Point(pier.located.geometry.coords[-1]) for pier in piers}
    for key, harbor in written.harbors().items():
        for index, kind in enumerate(harbor.get("services", ())):
            service = written.services()[kind]
            at = _along_the_shore(harbor, service["metres"], index)
            if "head" in service["at"]:
                pier = harbor["piers"][0 if service["at"] == "first_head" else -1]
                at = heads[PierId(key_of("pier", key, pier["id"]))]
            yield _service(key, harbor, kind, at)


def quays() -> Iterator[Place]:
    for key, quay in written.quays().items():
        line = LineString(quay["ends"])
        metres = round(to_metres(line).length)
        yield Place(
            id=PlaceId(key_of("quay", key)),
            kind=PlaceKind.QUAY,
            source=source("quay", key),
            provider_id=ProviderId(key_of("provider", quay["provider"])),
            harbor_id=HarborId(key_of("harbor", quay["harbor"])) if "harbor" in quay else None,
            number=text(quay["name"]).fi or key,
            name=text(quay["name"]),
            length_mm=metres * 1000,
            depth_mm=millimetres(quay["depth"]),
            mooring=Mooring.QUAYSIDE,
            units=metres,
            amenities=amenities(quay["have"]),
            located=Located(line, GeometrySource.IMPORTED),
        )


def _service(key: str, harbor: written.Harbor, kind: str, at: Point) -> Service:
    return Service(
        id=ServiceId(key_of("service", key, kind.lower())),
        kind=ServiceKind(kind),
        source=source("service", key, kind.lower()),
        provider_id=ProviderId(key_of("provider", harbor["provider"])),
        harbor_id=HarborId(key_of("harbor", key)),
        name=joined([text(written.services()[kind]["name"]), text(harbor["name"])], ", "),
        located=Located(at, GeometrySource.GENERATED),
    )


def _along_the_shore(harbor: written.Harbor, inland_m: float, index: int) -> Point:
    """To the right of one who looks inland from the harbor's spot, each service a bit further on."""
    seaward = radians(harbor["seaward"])
    out, right = (sin(seaward), cos(seaward)), (cos(seaward), -sin(seaward))
    along_m = APART_M * (index + 1)
    east, north = (-out[axis] * inland_m - right[axis] * along_m for axis in (0, 1))
    return to_degrees(translate(to_metres(Point(harbor["at"])), east, north))
