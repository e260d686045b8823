"""Profiles in a real database: told, vouched for, confirmed by mail, and under an order of non-disclosure."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import asyncpg
import pytest

from ahti.db import Database
from harbors.access.commands import act_as_system
from harbors.access.records import Principal
from harbors.customers.commands import (
    attest_of_age,
    attest_residence,
    disclose_nothing,
    note_identification,
    update_profile,
)
from harbors.customers.confirmations import LINK_WORKS, confirm_mail, send_link
from harbors.customers.reads import profile_of
from harbors.customers.records import Identified, Profile, ResidenceSource, Told
from harbors.errors import NotFound
from harbors.text import Language
from tests import harbor_town as at
from tests.signed_in import CHANCE, handler, id_of, sign_in

TOLD = Told(
    first_name="Väinö",
    last_name="Vesimäki",
    address="Rantatie 1",
    zip_code="00100",
    municipality="Helsinki",
    language=Language.SV,
    email="vaino@example.org",
    birth_year=1990,
)


@pytest.fixture
async def boater(town: Database) -> Principal:
    return await sign_in(town, "boater")


async def tell(town: Database, boater: Principal, **changes: Any) -> Profile:
    async with town.unit_of_work(boater) as connection:
        _, after = await update_profile(
            connection,
            lambda told: replace(told, **changes),
            person_id=id_of(boater),
            now=at.DURING,
        )
    return after


async def tell_all(town: Database, boater: Principal) -> Profile:
    names = ("first_name", "last_name", "address", "zip_code", "municipality", "language", "email", "birth_year")
    return await tell(town, boater, **{name: getattr(TOLD, name) for name in names})


async def kept(town: Database, boater: Principal) -> Profile:
    async with town.reading_as(boater) as connection:
        profile = await profile_of(connection, id_of(boater))
    assert profile is not None
    return profile


async def test_a_profile_is_kept_as_it_was_told(town: Database, boater: Principal) -> None:
    after = await tell_all(town, boater)
    assert await kept(town, boater) == after
    assert after.told == replace(TOLD, municipality="helsinki")
    assert after.municipality_source is ResidenceSource.SELF_DECLARED


async def test_what_is_left_out_stays_as_it_is(town: Database, boater: Principal) -> None:
    before = await tell_all(town, boater)
    assert await tell(town, boater, phone="+358 40 1234567") == replace(
        before, told=replace(before.told, phone="+358 40 1234567")
    )


async def test_a_strong_identification_says_who_somebody_is(town: Database, boater: Principal) -> None:
    await tell_all(town, boater)
    identified = Identified(first_name="Väinö", last_name="Vesimäki", municipality="Espoo", of_age=True)
    async with town.unit_of_work(boater) as connection:
        await act_as_system(connection)
        after = await note_identification(connection, identified, person_id=id_of(boater), now=at.DURING)
    assert await kept(town, boater) == after
    assert (after.told.municipality, after.municipality_source) == ("espoo", ResidenceSource.REGISTER)
    assert (after.names_identified_at, after.of_age_attested_on) == (at.DURING, at.DURING.date())


async def test_a_handler_vouches_for_residence_and_age(town: Database, boater: Principal) -> None:
    await tell_all(town, boater)
    async with town.unit_of_work(await handler(town)) as connection:
        await attest_residence(
            connection, person_id=id_of(boater), municipality="Helsinki", resides=True, now=at.DURING
        )
        await attest_of_age(connection, person_id=id_of(boater), now=at.DURING)
    profile = await kept(town, boater)
    assert profile.municipality_source is ResidenceSource.ATTESTED
    assert profile.of_age_attested_on == at.DURING.date()


async def test_nobody_vouches_for_themselves_whatever_the_statement(town: Database, boater: Principal) -> None:
    await tell_all(town, boater)
    for told in (
        "municipality_source = 'REGISTER'",
        "email_verified_at = now()",
        "names_identified_at = now()",
        "of_age_attested_on = '2020-01-01'",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with town.unit_of_work(boater) as connection:
                await connection.execute(f"UPDATE person_profiles SET {told}")  # noqa: S608 - one of the four above
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with town.unit_of_work(boater) as connection:
            await connection.execute(
                "INSERT INTO person_residences VALUES ($1, 'helsinki', true, $2)", id_of(boater), date(2027, 1, 1)
            )


async def test_what_was_vouched_for_cannot_be_moved_under_its_seal(town: Database, boater: Principal) -> None:
    await tell_all(town, boater)
    async with town.unit_of_work(await handler(town)) as connection:
        await attest_residence(
            connection, person_id=id_of(boater), municipality="helsinki", resides=True, now=at.DURING
        )
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with town.unit_of_work(boater) as connection:
            await connection.execute("UPDATE person_profiles SET municipality = 'espoo'")
    assert (await tell(town, boater, municipality="Espoo")).municipality_source is ResidenceSource.SELF_DECLARED


async def test_a_link_that_was_mailed_confirms_the_address_once(town: Database, boater: Principal) -> None:
    profile = await tell_all(town, boater)
    async with town.unit_of_work(boater) as connection:
        link = await send_link(connection, profile, now=at.DURING, chance=CHANCE)
    async with town.unit_of_work() as connection:
        assert await confirm_mail(connection, link.token, now=at.DURING) == boater.person_id
    assert (await kept(town, boater)) == replace(profile, email_verified_at=at.DURING)
    with pytest.raises(NotFound):
        async with town.unit_of_work() as connection:
            await confirm_mail(connection, link.token, now=at.DURING)


async def test_a_link_is_no_good_when_it_is_old_or_the_address_is_another(town: Database, boater: Principal) -> None:
    profile = await tell_all(town, boater)
    async with town.unit_of_work(boater) as connection:
        old = await send_link(connection, profile, now=at.DURING, chance=CHANCE)
        other = await send_link(connection, profile, now=at.DURING, chance=CHANCE)
    await tell(town, boater, email="other@example.org")
    for link, now in ((old, at.DURING + LINK_WORKS + timedelta(seconds=1)), (other, at.DURING)):
        with pytest.raises(NotFound):
            async with town.unit_of_work() as connection:
                await confirm_mail(connection, link.token, now=now)
    profile_now = await kept(town, boater)
    assert profile_now.email_verified_at is None


async def test_under_non_disclosure_the_database_keeps_no_address(town: Database, boater: Principal) -> None:
    await tell_all(town, boater)
    async with town.unit_of_work(boater) as connection:
        await act_as_system(connection)
        await disclose_nothing(connection, person_id=id_of(boater), now=at.DURING)
    with pytest.raises(asyncpg.CheckViolationError) as refusal:
        async with town.unit_of_work(boater) as connection:
            await connection.execute("UPDATE person_profiles SET address = 'Rantatie 1'")
    assert refusal.value.constraint_name == "person_profiles_nothing_disclosed"


async def test_a_stranger_sees_and_changes_nothing_and_a_handler_sees(town: Database, boater: Principal) -> None:
    await tell_all(town, boater)
    stranger = await sign_in(town, "stranger")
    async with town.unit_of_work(stranger) as connection:
        seen = await connection.fetch("SELECT person_id FROM person_profiles")
        assert [row["person_id"] for row in seen] == [stranger.person_id]
        assert await connection.execute("UPDATE person_profiles SET last_name = 'X'") == "UPDATE 1"
        assert await connection.execute("DELETE FROM person_profiles") == "DELETE 0"
    assert (await kept(town, boater)).told.last_name == "Vesimäki"
    name = "SELECT last_name FROM person_profiles WHERE person_id = $1"
    async with town.reading_as(await handler(town)) as connection:
        assert await connection.fetchval(name, boater.person_id) == "Vesimäki"
