"""Knows the types of the strawberry peer: rows become objects once, relations are resolved by loaders."""

# mypy: disable-error-code="call-arg"
# strawberry comes with the extra "bench" alone, so mypy does not know that its decorators make dataclasses.

from enum import Enum
from functools import partial
from typing import NewType, Self, cast
from uuid import UUID

import strawberry
from strawberry.types import Info

from benchmarks.reads.peers.shared_catalogue import Row, Wanted
from benchmarks.reads.peers.shared_ids import encode_id
from benchmarks.reads.peers.strawberry_connections import Connection
from benchmarks.reads.peers.strawberry_loading import Loaders

# The text of a GeoJSON geometry, parsed when it is written into an answer.
GeoJSON = NewType("GeoJSON", str)


@strawberry.enum
class Mooring(Enum):
    SINGLE_SLIP = "SINGLE_SLIP"
    SIDE_SLIP = "SIDE_SLIP"
    STERN_BUOY = "STERN_BUOY"
    STERN_POLE = "STERN_POLE"
    QUAYSIDE = "QUAYSIDE"
    SEA_BUOY = "SEA_BUOY"
    DINGHY_PLACE = "DINGHY_PLACE"
    TRAILER_PLACE = "TRAILER_PLACE"
    NO_STERN_MOORING = "NO_STERN_MOORING"


@strawberry.type
class Names:
    fi: str | None
    sv: str | None
    en: str | None


@strawberry.type
class Harbor:
    key: strawberry.Private[UUID]
    id: strawberry.ID
    name: str
    names: Names
    centroid: GeoJSON
    place_count: int
    active_place_count: int

    @classmethod
    def of(cls, row: Row) -> Self:
        fi, sv, en = row["name_fi"], row["name_sv"], row["name_en"]
        return cls(
            key=row["id"],
            id=strawberry.ID(encode_id("Harbor", row["id"])),
            name=fi or en or sv,
            names=Names(fi=fi, sv=sv, en=en),
            centroid=row["centroid"],
            place_count=row["place_count"],
            active_place_count=row["active_place_count"],
        )

    @strawberry.field
    async def piers(self, info: Info[Loaders, None], first: int = 50, after: str | None = None) -> Connection["Pier"]:
        page = await info.context.piers.load((self.key, Wanted.of(first, after)))
        return Connection(page=page, make=Pier.of, count=partial(info.context.pier_count.load, self.key))


@strawberry.type
class Pier:
    key: strawberry.Private[UUID]
    harbor_key: strawberry.Private[UUID]
    id: strawberry.ID
    identifier: str
    geometry: GeoJSON

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls(
            key=row["id"],
            harbor_key=row["harbor_id"],
            id=strawberry.ID(encode_id("Pier", row["id"])),
            identifier=row["identifier"],
            geometry=row["geojson"],
        )

    @strawberry.field
    async def harbor(self, info: Info[Loaders, None]) -> Harbor:
        return Harbor.of(cast(Row, await info.context.harbor.load(self.harbor_key)))

    @strawberry.field
    async def berths(self, info: Info[Loaders, None], first: int = 50, after: str | None = None) -> Connection["Berth"]:
        page = await info.context.berths.load((self.key, Wanted.of(first, after)))
        return Connection(page=page, make=Berth.of, count=partial(info.context.berth_count.load, self.key))


@strawberry.type
class Berth:
    pier_key: strawberry.Private[UUID]
    id: strawberry.ID
    number: str
    width_mm: int | None
    length_mm: int | None
    depth_mm: int | None
    mooring: Mooring | None
    is_active: bool
    geometry: GeoJSON

    @classmethod
    def of(cls, row: Row) -> Self:
        return cls(
            pier_key=row["pier_id"],
            id=strawberry.ID(encode_id("Berth", row["id"])),
            number=row["number"],
            width_mm=row["width_mm"],
            length_mm=row["length_mm"],
            depth_mm=row["depth_mm"],
            mooring=None if row["mooring"] is None else Mooring(row["mooring"]),
            is_active=row["is_active"],
            geometry=row["geojson"],
        )

    @strawberry.field
    async def pier(self, info: Info[Loaders, None]) -> Pier:
        return Pier.of(cast(Row, await info.context.pier.load(self.pier_key)))
