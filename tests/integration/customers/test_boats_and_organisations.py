"""Boats of people and of organisations in a real database, and who is let at them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from ahti.db import Database
from harbors.access.records import Principal
from harbors.boats.commands import add_boat, add_certificate, edit_boat, remove_boat, remove_certificate
from harbors.boats.records import Certificate, CertificateKind, CoOwner, Described, HullMaterial, OwnedBoat, Propulsion
from harbors.errors import Conflict, Invalid, NotFound, Refused
from harbors.organisations.commands import refuse_representation, register_organisation, verify_representation
from harbors.organisations.records import OrganisationId, Representation
from tests import harbor_town as at
from tests.signed_in import CHANCE, handler, id_of, sign_in

BOAT = Described(
    beam_mm=2_600,
    length_mm=7_900,
    draught_mm=1_200,
    height_mm=11_000,
    mass_kg=2_300,
    type_id=at.SAIL,
    registration="S 123",
    name="Aallotar",
    propulsion=Propulsion.SAIL,
    hull_material=HullMaterial.WOOD,
    engine_kw=Decimal("7.5"),
    title_since=date(2020, 5, 1),
    owners=(CoOwner("Aino", Decimal(60), answers=True), CoOwner("Ilmari", Decimal(40))),
)
PAPER = Certificate(kind=CertificateKind.INSURANCE, number="V-1", issuer="Meri", expires_on=date(2028, 1, 1))


@pytest.fixture
async def boater(town: Database) -> Principal:
    return await sign_in(town, "boater")


@pytest.fixture
async def stranger(town: Database) -> Principal:
    return await sign_in(town, "stranger")


async def list_boat(
    town: Database, owner: Principal, described: Described = BOAT, *, of: OrganisationId | None = None
) -> OwnedBoat:
    async with town.unit_of_work(owner) as connection:
        return await add_boat(
            connection, described, person_id=id_of(owner), organisation_id=of, now=at.DURING, chance=CHANCE
        )


async def claim(town: Database, who: Principal, business_id: str = "0201256-6") -> Representation:
    async with town.unit_of_work(who) as connection:
        return await register_organisation(
            connection, name="Sails", business_id=business_id, person_id=id_of(who), now=at.DURING, chance=CHANCE
        )


async def decide(town: Database, a_claim: Representation, decision: Any, who: Principal) -> None:
    async with town.unit_of_work(who) as connection:
        await decision(connection, representation_id=a_claim.id, reason="Seen in the register", now=at.DURING)


async def test_a_boat_is_kept_as_it_was_told_and_edited(town: Database, boater: Principal) -> None:
    boat = await list_boat(town, boater)
    async with town.unit_of_work(boater) as connection:
        before, after = await edit_boat(
            connection, lambda told: replace(told, name="Ahti", owners=()), boat_id=boat.id, now=at.DURING
        )
    assert before == boat
    assert after == replace(boat, described=replace(BOAT, name="Ahti", owners=()))
    async with town.unit_of_work(boater) as connection:
        again, _ = await edit_boat(connection, lambda told: told, boat_id=boat.id, now=at.DURING)
    assert again == after


async def test_a_boat_that_must_be_registered_is_refused_twice(town: Database, boater: Principal) -> None:
    with pytest.raises(Invalid):
        await list_boat(town, boater, replace(BOAT, registration=None))
    boat = await list_boat(town, boater)
    with pytest.raises(asyncpg.CheckViolationError) as refusal:
        async with town.unit_of_work(boater) as connection:
            await connection.execute("UPDATE boats SET registration = NULL WHERE id = $1", boat.id)
    assert refusal.value.constraint_name == "boats_registered_where_required"
    await list_boat(town, boater, replace(BOAT, registration=None, country="se"))


async def test_papers_come_and_go_with_the_boat(town: Database, boater: Principal) -> None:
    boat = await list_boat(town, boater)
    async with town.unit_of_work(boater) as connection:
        papers = [
            await add_certificate(connection, paper, boat_id=boat.id, now=at.DURING, chance=CHANCE)
            for paper in (PAPER, replace(PAPER, kind=CertificateKind.INSPECTION))
        ]
        assert await remove_certificate(connection, certificate_id=papers[0]) == boat.id
    async with town.unit_of_work(boater) as connection:
        await remove_boat(connection, boat_id=boat.id)
        assert await connection.fetchval("SELECT count(*) FROM boat_certificates") == 0
        assert await connection.fetchval("SELECT count(*) FROM boat_owners") == 0


async def test_a_paper_is_there_once(town: Database, boater: Principal) -> None:
    boat = await list_boat(town, boater)
    with pytest.raises(Conflict):
        async with town.unit_of_work(boater) as connection:
            for _ in range(2):
                await add_certificate(connection, PAPER, boat_id=boat.id, now=at.DURING, chance=CHANCE)


async def test_one_of_the_owners_answers_says_the_database_too(town: Database, boater: Principal) -> None:
    boat = await list_boat(town, boater)
    with pytest.raises(asyncpg.UniqueViolationError) as refusal:
        async with town.unit_of_work(boater) as connection:
            await connection.execute("INSERT INTO boat_owners VALUES ($1, 9, 'X', 1, true)", boat.id)
    assert refusal.value.constraint_name == "boat_owners_one_answers"


async def test_nobody_else_is_let_at_a_boat(town: Database, boater: Principal, stranger: Principal) -> None:
    boat = await list_boat(town, boater)
    async with town.unit_of_work(boater) as connection:
        paper = await add_certificate(connection, PAPER, boat_id=boat.id, now=at.DURING, chance=CHANCE)
    for who in (stranger, await handler(town)):
        acts = (
            lambda connection: edit_boat(connection, lambda told: told, boat_id=boat.id, now=at.DURING),
            lambda connection: remove_boat(connection, boat_id=boat.id),
            lambda connection: add_certificate(connection, PAPER, boat_id=boat.id, now=at.DURING, chance=CHANCE),
            lambda connection: remove_certificate(connection, certificate_id=paper),
        )
        for act in acts:
            with pytest.raises(NotFound):
                async with town.unit_of_work(who) as connection:
                    await act(connection)
    async with town.unit_of_work(stranger) as connection:
        for table in ("boats", "boat_certificates", "boat_owners"):
            assert await connection.fetch(f"SELECT * FROM {table}") == []  # noqa: S608 - a table of ours
            assert await connection.execute(f"DELETE FROM {table}") == "DELETE 0"  # noqa: S608 - a table of ours


async def test_a_claim_to_act_for_an_organisation_opens_nothing_until_it_is_verified(
    town: Database, boater: Principal
) -> None:
    a_claim = await claim(town, boater)
    with pytest.raises(NotFound):
        await list_boat(town, boater, of=a_claim.organisation_id)
    await decide(town, a_claim, verify_representation, await handler(town))
    boat = await list_boat(town, boater, of=a_claim.organisation_id)
    assert (boat.person_id, boat.organisation_id) == (None, a_claim.organisation_id)
    await decide(town, a_claim, refuse_representation, await handler(town))
    with pytest.raises(NotFound):
        async with town.unit_of_work(boater) as connection:
            await edit_boat(connection, lambda told: told, boat_id=boat.id, now=at.DURING)


async def test_who_acts_for_the_same_organisation_shares_its_boats(
    town: Database, boater: Principal, stranger: Principal
) -> None:
    claims = [await claim(town, boater), await claim(town, stranger)]
    assert claims[0].organisation_id == claims[1].organisation_id
    boat = await list_boat_of(town, boater, claims[0])
    async with town.unit_of_work(stranger) as connection:
        assert await connection.fetchval("SELECT count(*) FROM boats") == 0
    await decide(town, claims[1], verify_representation, await handler(town))
    async with town.unit_of_work(stranger) as connection:
        assert await connection.fetchval("SELECT id FROM boats") == boat.id


async def list_boat_of(town: Database, who: Principal, a_claim: Representation) -> OwnedBoat:
    await decide(town, a_claim, verify_representation, await handler(town))
    return await list_boat(town, who, of=a_claim.organisation_id)


async def test_a_claim_is_made_once_and_decided_once(town: Database, boater: Principal) -> None:
    a_claim = await claim(town, boater)
    with pytest.raises(Conflict):
        await claim(town, boater, "02012566")
    await decide(town, a_claim, verify_representation, await handler(town))
    with pytest.raises(Refused):
        await decide(town, a_claim, verify_representation, await handler(town))


async def test_nobody_verifies_the_own_claim(town: Database, boater: Principal) -> None:
    a_claim = await claim(town, boater)
    with pytest.raises(NotFound):
        await decide(town, a_claim, verify_representation, boater)
    async with town.unit_of_work(boater) as connection:
        assert await connection.execute("UPDATE representations SET status = 'VERIFIED'") == "UPDATE 0"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with town.unit_of_work(boater) as connection:
            await connection.execute(
                "INSERT INTO representations (id, organisation_id, person_id, status, claimed_at, decided_at) "
                "SELECT gen_random_uuid(), organisation_id, person_id, 'VERIFIED', now(), now() FROM representations"
            )
