"""Knows the ferry piers of the demonstration and the lines between them."""

from collections.abc import Iterator

from shapely import LineString

from ahti.demonstration import written
from ahti.demonstration.listed import as_written, contact, joined, key_of, source, text
from harbors.places.kinds import GeometrySource
from harbors.places.records import FerryRoute, FerryRouteId, FerryStop, FerryStopId, HarborId, Located, ProviderId


def stops() -> Iterator[FerryStop]:
    for key, stop in written.ferries()["stops"].items():
        yield FerryStop(
            id=_stop_id(key),
            source=source("ferry_stop", key),
            name=text(stop["name"]),
            code=key.upper()[:4],
            harbor_id=HarborId(key_of("harbor", stop["harbor"])) if "harbor" in stop else None,
            accessible=stop.get("accessible"),
            located=as_written(stop["at"]),
        )


def routes() -> Iterator[FerryRoute]:
    operators = written.providers()
    for code, route in written.ferries()["routes"].items():
        calls = [call for call in route["voyage"] if isinstance(call, str)]
        yield FerryRoute(
            id=FerryRouteId(key_of("ferry_route", code)),
            source=source("ferry_route", code),
            operator_id=ProviderId(key_of("provider", route["operator"])),
            name=joined([text(written.ferries()["stops"][call]["name"]) for call in calls], " – "),
            code=code,
            contact=contact(operators[route["operator"]]),
            stops=tuple(_stop_id(call) for call in calls),
            bicycles_allowed=route.get("bicycles"),
            dogs_allowed=route.get("dogs"),
            cars_allowed=False,
            accessible=route.get("accessible"),
            located=Located(_line(route), GeometrySource.IMPORTED),
        )


def _line(route: written.Route) -> LineString:
    at = written.ferries()["stops"]
    return LineString([at[point]["at"] if isinstance(point, str) else point for point in route["voyage"]])


def _stop_id(key: str) -> FerryStopId:
    return FerryStopId(key_of("ferry_stop", key))
