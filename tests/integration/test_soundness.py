"""The service starts on a database that is as its reads are declared, and on no other; it says which fields are not."""

import asyncio
from collections.abc import Sequence

import asyncpg
import pytest

from ahti.cli import main
from ahti.clock import SystemClock
from ahti.embedded import EmbeddedPostgres
from ahti.read_pool import ReadPool
from ahti.service import open_service
from ahti.soundness import UnsoundDatabase, require_sound
from schema.reads.emitter.catalogue import STORED
from tests.integration.schema.reader import SCHEMA

KINDS = "DROP CONSTRAINT places_parent_fits_kind"


async def said_of(server: EmbeddedPostgres, database: str, *statements: str) -> Sequence[str]:
    """What the service says about the database after the owner has altered it; nothing where it is sound."""
    owner = await asyncpg.connect(server.url(role="ahti_owner", database=database))
    try:
        for statement in statements:
            await owner.execute(statement)
    finally:
        await owner.close()
    try:
        async with open_service(server.url(role="ahti_app", database=database), schema=SCHEMA, clock=SystemClock()):
            return []
    except UnsoundDatabase as unsound:
        return [line.strip() for line in str(unsound).splitlines()[1:]]


async def test_the_migrated_database_is_sound(server: EmbeddedPostgres, database_name: str) -> None:
    assert await said_of(server, database_name) == []


async def test_a_database_without_tables_has_to_be_migrated(server: EmbeddedPostgres, bare_database_name: str) -> None:
    with pytest.raises(
        UnsoundDatabase, match=r"has no table .*boat_types, .*places.*: run `ahti migrate` as its owner$"
    ):
        async with open_service(
            server.url(role="ahti_app", database=bare_database_name), schema=SCHEMA, clock=SystemClock()
        ):
            pass


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("ALTER TABLE places DROP COLUMN max_mass_kg CASCADE", "Berth.maxMassKg: places.max_mass_kg does not exist"),
        ("ALTER TABLE places DROP COLUMN max_mass_kg CASCADE", "Place.fits: places.max_mass_kg does not exist"),
        ("ALTER TABLE places DROP COLUMN max_mass_kg CASCADE", "BerthFilter.fits: places.max_mass_kg does not exist"),
        ("ALTER TABLE places DROP COLUMN search_text", "QuayFilter.text: places.search_text does not exist"),
        ("ALTER TABLE places DROP COLUMN units", "Quay.bookableMetres: places.units does not exist"),
        ("ALTER TABLE services DROP COLUMN retired_at", "Service: services.retired_at does not exist"),
        ("ALTER TABLE harbors DROP COLUMN name_sv", "Harbor.name: harbors.name_sv does not exist"),
        ("ALTER TABLE harbors DROP COLUMN name_sv", "Harbor.names.sv: harbors.name_sv does not exist"),
        ("ALTER TABLE harbors DROP COLUMN name_sort", "HarborOrder.NAME_DESC: harbors.name_sort does not exist"),
        ("ALTER TABLE harbors DROP COLUMN source_id", "Harbor.source.id: harbors.source_id does not exist"),
        ("ALTER TABLE rounds DROP COLUMN rules", "Round.rules: rounds.rules does not exist"),
        ("ALTER TABLE occupancies DROP COLUMN span CASCADE", "BerthFilter.freeIn: occupancies.span does not exist"),
        ("ALTER TABLE piers ALTER is_active DROP NOT NULL", "Pier.isActive: piers.is_active may be null"),
        ("ALTER TABLE piers ALTER harbor_id DROP NOT NULL", "Pier.harbor: piers.harbor_id may be null"),
        ("ALTER TABLE harbors ALTER source_id DROP NOT NULL", "Harbor.source.id: harbors.source_id may be null"),
        (
            "ALTER TABLE places ALTER number_sort DROP NOT NULL",
            "Pier.berths: places.number_sort may be null, and nothing can be sorted by it then",
        ),
        (
            "ALTER TABLE harbors DROP CONSTRAINT harbors_named",
            "Harbor.name: all of name_fi, name_sv, name_en of harbors may be null",
        ),
        (f"ALTER TABLE places {KINDS}", "Berth.pier: places.pier_id may be null"),
        (f"ALTER TABLE places {KINDS}", "WinterStoragePlace.section: places.section_id may be null"),
        ("ALTER TABLE piers ALTER max_width_mm TYPE bigint", "Pier.maxWidthMm: piers.max_width_mm is bigint, not "),
        ("DROP INDEX places_pier_id_number_sort_id_idx", "Pier.berths: no index begins with places.pier_id"),
        (
            "DROP INDEX ferry_route_stops_stop_id_idx",
            "FerryStop.routes: no index begins with ferry_route_stops.stop_id",
        ),
        ("DROP INDEX occupancies_place_id_idx", "BerthFilter.freeIn: no index begins with occupancies.place_id"),
        (
            "DROP INDEX places_harbor_id_number_sort_id_idx",
            "Harbor.freePlaceCount: no index begins with places.harbor_id",
        ),
        (
            "ALTER TABLE places DROP CONSTRAINT places_mooring_check",
            "Berth.mooring: no check keeps places.mooring to the values of Mooring",
        ),
        (
            "ALTER TABLE places DROP CONSTRAINT places_mooring_check",
            "Harbor.placesByMooring.mooring: no check keeps places.mooring to the values of Mooring",
        ),
        (
            "ALTER TABLE harbors DROP CONSTRAINT harbors_amenities_check",
            "Harbor.amenities: no check keeps harbors.amenities to the values of Amenity",
        ),
        (
            "ALTER TABLE rounds DROP CONSTRAINT rounds_policy_known",
            "Round.policy: no check keeps rounds.policy to the values of Policy",
        ),
    ],
)
async def test_what_a_field_lacks_is_named(
    server: EmbeddedPostgres, database_name: str, statement: str, said: str
) -> None:
    lines = await said_of(server, database_name, statement)
    assert [line for line in lines if line.startswith(said)] != [], lines


def test_the_command_line_says_so_and_ends_with_2(
    server: EmbeddedPostgres, database_name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asyncio.run(said_of(server, database_name, "ALTER TABLE piers DROP CONSTRAINT piers_geometry_source_check"))
    url = server.url(role="ahti_app", database=database_name)
    assert main(["serve", "--database-url", url, "--port", "0"]) == 2
    first, *lines = capsys.readouterr().err.splitlines()
    assert first.startswith("ahti: the database is not as the reads of this version need it")
    assert lines == ["  Pier.geometrySource: no check keeps piers.geometry_source to the values of GeometrySource"]


async def test_a_check_that_knows_more_values_keeps_nothing(server: EmbeddedPostgres, database_name: str) -> None:
    lines = await said_of(
        server,
        database_name,
        "ALTER TABLE providers DROP CONSTRAINT providers_kind_check",
        "ALTER TABLE providers ADD CHECK (kind IN ('CITY', 'BANK'))",
    )
    assert lines == ["Provider.kind: no check keeps providers.kind to the values of ProviderKind"]


async def test_a_check_that_was_never_held_against_the_rows_keeps_nothing(
    server: EmbeddedPostgres, database_name: str
) -> None:
    lines = await said_of(
        server,
        database_name,
        "ALTER TABLE providers DROP CONSTRAINT providers_kind_check",
        "ALTER TABLE providers ADD CHECK (kind IN ('CITY')) NOT VALID",
    )
    assert lines == ["Provider.kind: no check keeps providers.kind to the values of ProviderKind"]


async def test_an_index_of_some_rows_only_is_none(server: EmbeddedPostgres, database_name: str) -> None:
    lines = await said_of(
        server,
        database_name,
        "DROP INDEX harbors_provider_id_idx",
        "CREATE INDEX ON harbors (provider_id) WHERE is_active",
    )
    assert lines == ["Provider.harbors: no index begins with harbors.provider_id"]


async def test_a_start_asks_for_it_in_one_statement(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fetch, asked = ReadPool.fetch_body, []

    async def counted(self: ReadPool, statement: str, parameters: Sequence[object]) -> bytes:
        asked.append(statement)
        return await fetch(self, statement, parameters)

    monkeypatch.setattr(ReadPool, "fetch_body", counted)
    async with ReadPool.open(database_url, statement_timeout_ms=10_000) as reads:
        await require_sound(reads, SCHEMA)
    assert asked == [STORED]
