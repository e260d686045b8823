"""Knows documents that look cheap and are dear: much in few words."""

from collections.abc import Mapping

from tests.integration.abuse.large_town import SEASON

_AGES = '{start: "2020-01-01T00:00:00Z", end: "2030-01-01T00:00:00Z"}'
_EVERYWHERE = "near: {longitude: 24.95, latitude: 60.16, withinM: 1000000}"
_WORLD = "bbox: [-180, -90, 180, 90]"
_FREE, _EVER_FREE = f"freePlaceCount(period: {SEASON})", f"freePlaceCount(period: {_AGES})"
_SIGNS = 'text: "%%%%1____"'
_COUNTED = "totalCount nodes { id }"


def _again(times: int, what: str) -> str:
    """The same under so many names."""
    return " ".join(f"a{n}: {what}" for n in range(times))


def _nodes(of: str, what: str) -> str:
    return f"{of} {{ nodes {{ {what} }} }}"


def _harbors(what: str) -> str:
    return f"{{ {_nodes('harbors(first: 1000)', what)} }}"


def _berths(what: str) -> str:
    return f"{{ {_nodes('berths(first: 1000)', what)} }}"


def _filtered(of: str, by: str, what: str = _COUNTED, order: str = "") -> str:
    return f"{of}(first: 1, filter: {{{by}}} {order}) {{ {what} }}"


_NEAREST = _filtered("berths", f"{_EVERYWHERE}, {_WORLD}", order="orderBy: [DISTANCE, NUMBER_DESC]")
_SORTED = "berths(first: 1, orderBy: [NUMBER_DESC, WIDTH_DESC]) { nodes { id } }"

COSTLY: Mapping[str, str] = {
    "free places of all harbors": _harbors(_FREE),
    "free places of all piers in ten years": f"{{ {_nodes('piers(first: 1000)', _EVER_FREE)} }}",
    "free places of one harbor again and again": f"{{ {_nodes('harbors(first: 1)', _again(190, _EVER_FREE))} }}",
    "free places of the harbor of each berth": _berths(f"pier {{ harbor {{ {_again(20, _FREE)} }} }}"),
    "harbors with a free berth": f"{{ {_filtered('harbors', f'freeIn: {_AGES}')} }}",
    "berths that are free": f"{{ {_filtered('berths', f'freeIn: {_AGES}')} }}",
    "the nearest berth of all": f"{{ {_NEAREST} }}",
    "berths by a text of signs": f"{{ {_filtered('berths', _SIGNS)} }}",
    "berths in four orders": "{ berths(first: 1000, orderBy: [WIDTH_DESC, LENGTH_ASC, DEPTH_DESC, NUMBER_DESC])"
    " { edges { cursor } } }",
    "the nearest berth of each harbor": _harbors(_filtered("berths", _EVERYWHERE, order="orderBy: [DISTANCE]")),
    "widths of the harbor of each berth": _berths("pier { harbor { placesByWidth { fromMm toMm count } } }"),
    "a boat held against everything": _harbors(
        _nodes("berths(first: 5000)", "fits(boat: {beamMm: 9000, lengthMm: 90000}) { fits reasons { shortByMm } }")
    ),
    "berths of piers of harbors of berths": _berths("pier { harbor { piers { nodes { berths { totalCount } } } } }"),
    "round and round": _berths(
        _nodes("pier { berths", _nodes("pier { berths", "pier { berths { totalCount } }") + "}") + "}"
    ),
    "everything, drawn simpler": _harbors(_nodes("berths(first: 5000)", "geometry(simplifyM: 3)")),
    "many filtered counts": f"{{ {_again(90, _filtered('berths', 'minWidthMm: 2500', 'totalCount'))} }}",
    "an order again and again": f"{{ {_again(100, _SORTED)} }}",
    "the nearest again and again": f"{{ {_again(60, _NEAREST)} }}",
    "the nearest of each harbor again and again": _harbors(
        _again(30, _filtered("berths", _EVERYWHERE, order="orderBy: [DISTANCE]"))
    ),
}
"""Each is refused or takes less than a second, alone on a machine."""
