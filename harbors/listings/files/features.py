"""Knows how a GeoJSON FeatureCollection is read: every feature, or the reason why not."""

from collections.abc import Iterator, Mapping

import orjson

from harbors.errors import Problem
from harbors.listings.faults import fault
from harbors.listings.files.lines import EXTERNAL_ID, GEOMETRY, Headings, Line, LineProblem, Read, Unreadable
from harbors.listings.forms import Form

MOST_BRACKETS = 200_000
"""Every position has one: as many as five million bytes hold of positions to a centimetre."""

_NESTED = {"names": "name", "streetAddresses": "street_address"}
"""Texts in three languages, as the API has them: an object with fi, sv and en."""


def read_features(text: str, *, form: Form, most: int) -> Read:
    """The features of a collection. Raises ``Unreadable`` for what is no collection, or one of too many."""
    headings = Headings(form)
    lines: list[Line] = []
    problems: list[LineProblem] = []
    for index, feature in enumerate(_features(text, most)):
        values, faults = _values(feature, headings)
        lines += [Line(index, values)] if values or not faults else []
        problems += [LineProblem(index, None, problem) for problem in faults]
    return Read(lines, problems)


def _features(text: str, most: int) -> list[object]:
    collection = _parse(text)
    features = collection.get("features") if isinstance(collection, dict) else None
    if not isinstance(features, list):
        raise _unreadable("a FeatureCollection with features is expected")
    if len(features) > most:
        raise Unreadable(fault("FILE_TOO_LONG", None, most=most))
    return features


def _parse(text: str) -> object:
    """Nothing else of this process runs while a text becomes objects: it is told before whether there are too many."""
    if text.count("[") > MOST_BRACKETS:
        raise Unreadable(fault("GEOMETRY_TOO_FINE", None, most=MOST_BRACKETS))
    try:
        return orjson.loads(text.removeprefix("\ufeff"))
    except orjson.JSONDecodeError as error:
        raise _unreadable(f"line {error.lineno}, column {error.colno}: {error.msg}") from None


def _values(feature: object, headings: Headings) -> tuple[dict[str, object], list[Problem]]:
    if not isinstance(feature, Mapping) or feature.get("type") != "Feature":
        return {}, [fault("FEATURE_EXPECTED", None)]
    properties = feature.get("properties")
    if not isinstance(properties, Mapping | None):
        return {}, [fault("FEATURE_EXPECTED", "properties")]
    values: dict[str, object] = {}
    problems: list[Problem] = []
    for spelling, value in _told(feature, properties or {}):
        try:
            name = headings.name(spelling)
        except KeyError:
            problems.append(headings.unknown(spelling))
            continue
        if name in values:
            problems.append(fault("COLUMN_REPEATED", spelling[:60]))
        if name is not None:
            values[name] = value
    return values, problems


def _told(feature: Mapping[str, object], properties: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    if feature.get("geometry") is not None:
        yield GEOMETRY, feature["geometry"]
    if feature.get("id") is not None and EXTERNAL_ID not in properties and "externalId" not in properties:
        yield EXTERNAL_ID, feature["id"]
    for spelling, value in properties.items():
        if spelling in _NESTED and isinstance(value, Mapping):
            yield from ((f"{_NESTED[spelling]}_{language}", text) for language, text in value.items())
        else:
            yield spelling, value


def _unreadable(reason: str) -> Unreadable:
    return Unreadable(fault("FILE_UNREADABLE", None, reason=reason))
