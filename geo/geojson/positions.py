"""Knows what a GeoJSON position is: longitude, latitude and perhaps an altitude that nobody here needs."""

from math import isfinite

from geo.errors import GeometryError

Position = tuple[float, float]


def position(value: object, path: str) -> Position:
    """Longitude and latitude in degrees of an array of two or three finite numbers."""
    if not isinstance(value, list | tuple) or not 2 <= len(value) <= 3:
        raise GeometryError(path, "must be an array of longitude, latitude and at most an altitude")
    numbers = [_number(item, f"{path}[{index}]") for index, item in enumerate(value)]
    return (
        _within(numbers[0], 180, f"{path}[0]", "a longitude"),
        _within(numbers[1], 90, f"{path}[1]", "a latitude"),
    )


def _number(value: object, path: str) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise GeometryError(path, "must be a number")
    if isinstance(value, float) and not isfinite(value):
        raise GeometryError(path, "must be a finite number")
    return value


def _within(degrees: int | float, limit: int, path: str, name: str) -> float:
    if not -limit <= degrees <= limit:
        raise GeometryError(path, f"{name} must lie between -{limit} and {limit}")
    return float(degrees)
