"""Knows the corpus: read operations as clients write them, a file for each kind of client, and their variables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    parse,
    print_ast,
    separate_operations,
)

from tests.integration.reads import ground
from tests.integration.schema import bay
from tests.integration.schema import bay_sites as sites
from tests.integration.schema.oracle_records import id_of

FOLDER = Path(__file__).with_name("corpus")
IDS = ground.ids_by_type()
_BERTH, _GUEST, _QUAY, _BOX = (id_of(one) for one in (bay.BERTHS[9], bay.GUEST, bay.QUAY, bay.BOXES[0]))
_HARBORS = {harbor.id: id_of(harbor) for harbor in sites.HARBORS}

# What a variable is given, by its name; one that is not here is not given.
GIVEN: Mapping[str, Any] = {
    "harborId": _HARBORS[sites.ANGSHOLM],
    "goneHarborId": _HARBORS[sites.GONE],
    "harborIds": [_HARBORS[sites.ANGSHOLM], _HARBORS[sites.AMINNE], _HARBORS[sites.GONE]],
    "pierId": id_of(sites.PIERS[0]),
    "pierIds": [id_of(pier) for pier in sites.PIERS[:2]],
    "berthId": _BERTH,
    "guestMooringId": _GUEST,
    "quayId": _QUAY,
    "winterPlaceId": _BOX,
    "unmarkedId": id_of(bay.UNMARKED),
    "areaId": id_of(sites.AREAS[0]),
    "areaIds": [id_of(area) for area in sites.AREAS],
    "sectionId": id_of(sites.SECTIONS[0]),
    "serviceId": id_of(sites.SERVICES[0]),
    "stopId": id_of(sites.STOPS[0]),
    "stopIds": [id_of(sites.STOPS[0]), id_of(sites.STOPS[1])],
    "routeId": id_of(sites.ROUTES[0]),
    "providerId": id_of(sites.PROVIDERS[0]),
    "clubId": id_of(sites.PROVIDERS[1]),
    "operatorId": id_of(sites.PROVIDERS[2]),
    "boatTypeId": id_of(sites.BOAT_TYPES[0]),
    "roundId": IDS["Round"][0],
    "drawnRoundId": IDS["Round"][1],
    "drawId": IDS["Draw"][0],
    "resultId": IDS["DrawResult"][3],
    "tickets": list(ground.TICKETS[1:3]),
    "publicIds": list(ground.PUBLIC_IDS[4:5]),
    "ids": [_BERTH, _QUAY, id_of(sites.PIERS[1]), _HARBORS[sites.GONE], _HARBORS[sites.AMINNE], _GUEST, _BOX, _BERTH],
    "bbox": [24.9, 60.1, 24.96, 60.16],
    "near": {"longitude": 24.93, "latitude": 60.11, "withinM": 5000},
    "here": {"longitude": 24.93, "latitude": 60.11},
    "period": {start: instant.isoformat() for start, instant in zip(("start", "end"), bay.SUMMER, strict=True)},
    "july": {"start": "2027-07-01T00:00:00+03:00", "end": "2027-08-01T00:00:00+03:00"},
    "boat": {"beamMm": 2800, "lengthMm": 8000, "draughtMm": 1400, "massKg": 3500},
    "widthMm": 2600,
    "lengthMm": 7000,
    "text": "ä",
    "withPlaces": True,
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation with the fragments that it spreads. ``pages`` are the variables that lead to further pages."""

    client: str
    name: str
    document: str
    variables: Mapping[str, Any]
    pages: tuple[str, ...]

    @property
    def id(self) -> str:
        return f"{self.client}/{self.name}"


def operations() -> list[Operation]:
    """All of them, in the order of the files. Raises ``KeyError`` for a variable that is needed and not known."""
    return [one for file in sorted(FOLDER.glob("*.graphql")) for one in of_file(file)]


def of_file(file: Path) -> Iterator[Operation]:
    """The operations of one file."""
    for name, document in separate_operations(parse(file.read_text())).items():
        definitions = _operation(document).variable_definitions or ()
        names = {one.variable.name.value: one for one in definitions}
        needed = {key for key, one in names.items() if isinstance(one.type, NonNullTypeNode) and not one.default_value}
        variables = {key: GIVEN[key] for key in names if key in needed or key in GIVEN}
        pages = tuple(key for key in ("after", "before") if key in names)
        yield Operation(file.stem, name, print_ast(document), variables, pages)


def _operation(document: DocumentNode) -> OperationDefinitionNode:
    return next(node for node in document.definitions if isinstance(node, OperationDefinitionNode))
