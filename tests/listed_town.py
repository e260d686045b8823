"""Knows people who list in the harbor town, files of what they list, and how each of them acts."""

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.access.records import PersonId, Principal, Role
from harbors.listings.commands import draft_file, import_listings
from harbors.listings.kinds import FileFormat, ResourceKind
from harbors.listings.records import Report
from harbors.places.commands import load_catalogue
from harbors.places.kinds import ProviderKind
from harbors.places.records import Catalogue, Harbor, HarborId, Provider, ProviderId, Source
from harbors.sql import Connection
from tests import harbor_town as at

OTHER_CLUB = ProviderId(at.key("provider", "other club"))
OTHER_HARBOR = HarborId(at.key("harbor", "other club"))
NOW = at.DURING
LATER = NOW + timedelta(days=1)


def person(number: int) -> PersonId:
    return PersonId(UUID(int=number))


def somebody(number: int, provider_id: ProviderId, role: Role = Role.MANAGER, *, city: bool = False) -> Principal:
    return Principal(person_id=person(number), roles={provider_id: role}, handles_city=city)


CLUB_MANAGER = somebody(1, at.CLUB)
CLUB_CLERK = somebody(2, at.CLUB, Role.CLERK)
CLUB_VIEWER = somebody(3, at.CLUB, Role.VIEWER)
OTHER_CLERK = somebody(4, OTHER_CLUB, Role.OWNER)
HANDLER = somebody(5, at.CITY, Role.CLERK, city=True)
OTHER_HANDLER = somebody(6, at.CITY, city=True)
STRANGER = Principal(person_id=person(7))


@dataclass(frozen=True, slots=True)
class Listed:
    """A town in which several people list."""

    database: Database
    chance: at.CountingChance

    @asynccontextmanager
    async def acting(self, principal: Principal) -> AsyncIterator[Connection]:
        async with self.database.unit_of_work(principal) as connection:
            yield connection

    async def bring(
        self,
        text: str,
        *,
        by: Principal = CLUB_MANAGER,
        to: ProviderId = at.CLUB,
        kind: ResourceKind = ResourceKind.GUEST_MOORING,
        format: FileFormat = FileFormat.GEOJSON,
        dry_run: bool = False,
    ) -> Report:
        async with self.acting(by) as connection:
            return await import_listings(
                connection,
                draft_file(text, format=format, kind=kind),
                provider_id=to,
                by=by,
                now=NOW,
                chance=self.chance,
                dry_run=dry_run,
            )

    async def published(self, sql: str, *values: object) -> Sequence[Mapping[str, object]]:
        """What the public reads."""
        async with self.database.reading() as connection:
            return await connection.fetch(sql, *values)


async def build(database: Database) -> Listed:
    """The town with a second club and with the people who act."""
    async with database.unit_of_work() as connection:
        await load_catalogue(connection, _other_club(), now=at.OPENS)
    async with database.unit_of_work() as connection:
        await act_as_system(connection)
        for number in range(1, 8):
            await connection.execute("INSERT INTO people (id, created_at) VALUES ($1, $2)", person(number), NOW)
    return Listed(database, at.CountingChance())


def mooring(number: int, **told: object) -> dict[str, object]:
    """A feature: a guest mooring of the club's harbor."""
    west, south = 24.95 + number / 10_000, 60.15
    ring = [[west, south], [west + 5e-5, south], [west + 5e-5, south + 1e-4], [west, south + 1e-4], [west, south]]
    properties = {"harborId": str(at.CLUB_HARBOR), "number": str(number), "widthMm": 3_500, "lengthMm": 11_000}
    return feature({"type": "Polygon", "coordinates": [ring]}, **(properties | told))


def feature(geometry: object, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(*features: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": list(features)})


TWENTY = collection(*(mooring(number) for number in range(1, 21)))


def _other_club() -> Catalogue:
    source = Source(system="elsewhere", type="club", id="other", licence="CC0-1.0")
    club = Provider(id=OTHER_CLUB, source=source, kind=ProviderKind.CLUB, name=at.text("Other club"))
    harbor = Harbor(
        id=OTHER_HARBOR,
        source=Source(system="elsewhere", type="harbor", id="other", licence="CC0-1.0"),
        provider_id=OTHER_CLUB,
        name=at.text("other club"),
        located=at.LOCATED,
    )
    return Catalogue(providers=(club,), harbors=(harbor,))
