"""Knows the values on the ground that questions are made of: ids, words, numbers, periods, boxes, cursors."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import get_named_type, is_abstract_type

from tests.integration.reads import ground
from tests.integration.reads.engines import Engines
from tests.integration.reads.odd_rows import MOST, ODD_TEXTS
from tests.integration.schema.reader import PERSONAL, SCHEMA

Position = tuple[float, float]

# Which ids an argument or a field of a filter takes, by its name.
TYPE_OF_IDS = {
    "harborIds": "Harbor",
    "pierIds": "Pier",
    "providerIds": "Provider",
    "operatorIds": "Provider",
    "areaIds": "WinterStorageArea",
    "sectionIds": "WinterStorageSection",
    "stopIds": "FerryStop",
    "suitableFor": "BoatType",
}
WORDS = ("ö", "Ä", "A9", "1", "zander", "ängsholm", "%", "_", "\\", '"', "19k", "tori", "\u2028", "⛵", "", "nowhere")
TEXTS: dict[str, Sequence[str]] = {
    "municipality": ("helsinki", "Espoo", ODD_TEXTS[0], ""),
    "region": ("south", ODD_TEXTS[1], "north"),
    "codes": ("berths-2026", "berths-2027", "nothing"),
    "tickets": (*ground.TICKETS, "no ticket"),
    "publicIds": (*ground.PUBLIC_IDS, "nobody"),
}
LENGTHS = (0, 1, 1000, 2500, 3000, 3500, 6000, 9000, 12_000, MOST, -1)
TIMES = (
    "2027-06-09T21:00:00Z",
    "2027-07-01T00:00:00+00:00",
    "2027-07-15T12:30:00.123456+03:00",
    "2027-08-01T00:00:00Z",
    "2027-09-14T21:00:00+00:00",
    "2028-01-01T00:00:00Z",
    "0001-01-01T00:00:00Z",
    "9999-12-31T23:59:59.999999Z",
)
LONGITUDES = (24.8, 24.9, 24.92, 24.95, 25, 25.25, 26.0)
LATITUDES = (60, 60.1, 60.1005, 60.12, 60.15, 61.0)
POINTS: Sequence[Position] = ((24.93, 60.11), (24.9, 60.1), (25, 60))
RADII = (0, 1.5, 300, 2500, 10_000, 1_000_000)


def is_personal(owner: str, name: str) -> bool:
    """Whether nobody who is not known is shown any row of a list."""
    types: Any = SCHEMA.type_map
    target = get_named_type(get_named_type(types[owner].fields[name].type).fields["nodes"].type).name
    return any(one in PERSONAL for one in (owner, target))


@dataclass(slots=True, repr=False)
class Real:
    """What is there; cursors are asked for when they are first needed, and known from then on."""

    engines: Engines
    ids: dict[str, list[str]] = field(default_factory=ground.ids_by_type)
    _cursors: dict[tuple[str, str, tuple[str, ...], Position | None], list[str]] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "Real()"

    def cursors(self, owner: str, name: str, order: tuple[str, ...], near: Position | None) -> list[str]:
        """The cursors of a list in an order, measured from ``near`` where it orders by distance."""
        key = owner, name, order, near if "DISTANCE" in order else None
        if is_personal(owner, name):
            return []
        if key not in self._cursors:
            self._cursors[key] = self._ask(*key)
        return self._cursors[key]

    def _ids_of(self, owner: str) -> list[str]:
        """Those of the type, or of all types that implement the interface."""
        type_: Any = SCHEMA.type_map[owner]
        names = [one.name for one in SCHEMA.get_possible_types(type_)] if is_abstract_type(type_) else [owner]
        return [id for name in names for id in self.ids.get(name, [])]

    def _ask(self, owner: str, name: str, order: tuple[str, ...], near: Position | None) -> list[str]:
        asked = [f"orderBy: [{', '.join(order)}]"] if order else []
        if near:
            circle = f"longitude: {near[0]}, latitude: {near[1]}, withinM: 1000000"
            asked.append(f"filter: {{ near: {{ {circle} }} }}")
        page = f"{name}({', '.join(asked)}) {{ edges {{ cursor }} }}".replace("()", "")
        if owner == "Query":
            pages = [self.engines.look_up(f"{{ {page} }}")]
        else:
            document = f"query($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {owner} {{ {page} }} }} }}"
            pages = self.engines.look_up(document, {"ids": self._ids_of(owner)})["nodes"]
        edges = [edge for page in pages if page for edge in page[name]["edges"]]
        return list(dict.fromkeys(edge["cursor"] for edge in edges))
