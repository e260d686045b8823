"""The GDPR API as a city's profile service calls it: told as a tree, erased, or refused with reasons."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

from ahti.db import Database
from ahti.service import open_service
from ahti.web.app import create_app
from harbors.access.commands import act_as_system
from harbors.access.records import Principal
from harbors.applications.commands import submit_application
from harbors.applications.records import Submitted
from harbors.audit import commands as audit
from harbors.audit.records import Actor, ActorKind, Entry
from harbors.boats.commands import add_boat, add_certificate
from harbors.boats.records import Certificate, CertificateKind, CoOwner, Described
from harbors.chance import draw_id
from harbors.customers.commands import update_profile
from harbors.customers.confirmations import send_link
from harbors.notices.commands import notify
from harbors.notices.records import Recipient, Template
from harbors.organisations.commands import register_organisation
from harbors.privacy.holdings import HOLDINGS, Fate
from harbors.privacy.labels import LABELS
from harbors.rounds.commands import close_round
from harbors.sql import Connection
from harbors.text import Language
from schema.root import build
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.drawing import published, winners
from tests.integration.privacy.conftest import OTHER, Dump, ProfileService
from tests.signed_in import CHANCE, id_of, sign_in

TOLD: dict[str, Any] = {
    "first_name": "Ainokaisa",
    "last_name": "Zetterqvist",
    "address": "Merenpohjankuja 77",
    "zip_code": "99887",
    "phone": "+358 45 9988776",
    "email": "ainokaisa.z@example.org",
    "municipality": "Helsinki",
}
# What is nobody else's.
UNIQUE = (
    *(text for name, text in TOLD.items() if name != "municipality"),
    *("XK 99887", "Merenneitonen", "PAPER-4711", "Yhtiökumppani Oy", "Zetterqvist & Co", "Vakuutus Aava"),
)


async def fill(town: Database, boater: Principal) -> Submitted:
    """Leave something about the person everywhere; the application of the person."""
    person_id = id_of(boater)
    async with town.unit_of_work(boater) as connection:
        _, profile = await update_profile(
            connection, lambda told: replace(told, **TOLD), person_id=person_id, now=at.DURING
        )
        described = Described(
            beam_mm=2_100,
            length_mm=5_400,
            registration="XK 99887",
            name="Merenneitonen",
            owners=(CoOwner("Yhtiökumppani Oy", Decimal(100), answers=True),),
        )
        boat = await add_boat(
            connection, described, person_id=person_id, organisation_id=None, now=at.DURING, chance=CHANCE
        )
        paper = Certificate(
            kind=CertificateKind.INSURANCE,
            number="PAPER-4711",
            issuer="Vakuutus Aava",
            expires_on=date(2028, 1, 1),
        )
        await add_certificate(connection, paper, boat_id=boat.id, now=at.DURING, chance=CHANCE)
        await send_link(connection, profile, now=at.DURING, chance=CHANCE)
    async with town.unit_of_work(boater) as connection:
        await register_organisation(
            connection,
            name="Zetterqvist & Co",
            business_id="0201256-6",
            person_id=person_id,
            now=at.DURING,
            chance=CHANCE,
        )
        await write_of(connection, boater)
    return await apply(town, boater)


async def write_of(connection: Connection, boater: Principal) -> None:
    recipient = Recipient(address=TOLD["email"], language=Language.FI, person_id=boater.person_id)
    figures = {"application": "ABCDE-FGHJK"}
    await notify(connection, recipient, Template.APPLICATION_CLAIMED, figures, key="x", now=at.DURING, chance=CHANCE)
    entry = Entry(
        at=at.DURING,
        actor=Actor(ActorKind.PERSON, id_of(boater)),
        operation="updateProfile",
        person_id=boater.person_id,
        after={"name": TOLD["last_name"]},
    )
    await audit.write(connection, entry, chance=CHANCE)


async def apply(town: Database, boater: Principal) -> Submitted:
    applicant = replace(at.APPLICANT, **TOLD)
    boat = replace(at.BOAT, name="Merenneitonen", registration="XK 99887")
    async with town.unit_of_work(boater) as connection:
        return await submit_application(
            connection,
            at.a_form(at.berth_of(at.berth("south", "A", 1)), applicant=applicant, boat=boat),
            round_id=at.A_ROUND.id,
            now=at.DURING,
            chance=CHANCE,
            person_id=boater.person_id,
        )


def leaves(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "children" in node:
        for child in node["children"]:
            yield from leaves(child)
    else:
        yield node


async def test_all_that_is_kept_is_told_in_a_tree(
    town: Database, boater: Principal, profile_service: ProfileService
) -> None:
    await fill(town, boater)
    answer = await profile_service.get()
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    tree = answer.json()
    assert tree["key"] == "AHTI"
    told = " ".join(str(leaf["value"]) for leaf in leaves(tree))
    assert [text for text in UNIQUE if text not in told] == []
    assert {section["key"] for section in tree["children"]} >= {
        *("PROFILE", "IDENTITIES", "BOATS", "CERTIFICATES", "CO_OWNERS", "REPRESENTATIONS", "APPLICATIONS", "CHOICES"),
        *("MAIL_CONFIRMATIONS", "MESSAGES", "AUDIT"),
    }
    (profile,) = (section for section in tree["children"] if section["key"] == "PROFILE")
    by_key = {leaf["key"]: leaf for leaf in leaves(profile)}
    assert by_key["ZIP_CODE"] == {
        "key": "ZIP_CODE",
        "value": "99887",
        "formatting": {"datatype": "string"},
        "label": {"fi": "Postinumero", "sv": "Postnummer", "en": "Postal code"},
    }
    assert by_key["MUNICIPALITY_ON"]["formatting"] == {"datatype": "date"}
    assert by_key["NON_DISCLOSURE"]["value"] is False


async def test_nothing_secret_is_told(town: Database, boater: Principal, profile_service: ProfileService) -> None:
    await fill(town, boater)
    keys = {leaf["key"] for leaf in leaves((await profile_service.get()).json())}
    assert keys & {"TOKEN_HASH", "EDIT_TOKEN_HASH", "SALT", "DIGEST"} == set()


async def test_of_whom_nothing_is_known_nothing_is_told_and_nothing_is_to_erase(
    profile_service: ProfileService,
) -> None:
    assert (await profile_service.get()).status_code == 204
    assert (await profile_service.delete(dry_run="true")).status_code == 204
    assert (await profile_service.delete()).status_code == 204


async def test_after_an_erasure_the_person_is_nowhere_in_the_database(
    town: Database, boater: Principal, profile_service: ProfileService, dump: Dump
) -> None:
    submitted = await fill(town, boater)
    before = await dump()
    told = (*UNIQUE, submitted.application.reference, str(boater.person_id))
    assert [text for text in told if text not in before] == []
    assert (await profile_service.delete()).status_code == 204
    after = await dump()
    assert [text for text in (*UNIQUE, submitted.application.reference) if text in after] == []
    assert submitted.application.public_id in after
    assert (await profile_service.get()).status_code == 204


async def test_after_an_erasure_no_table_names_the_person_but_by_a_bare_key(
    town: Database, boater: Principal, profile_service: ProfileService
) -> None:
    await fill(town, boater)
    await profile_service.delete()
    left = {}
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        for (table, column), fate in HOLDINGS.items():
            if fate is not Fate.KEEPS_KEY:
                query = f"SELECT count(*) FROM {table} WHERE {column} = $1"  # noqa: S608 - a table of ours
                left[table, column] = await connection.fetchval(query, boater.person_id)
    assert {place for place, count in left.items() if count} == set()


async def test_an_erasure_ends_every_token_for_the_person_and_the_persons_own_programs(
    town: Database, boater: Principal, profile_service: ProfileService
) -> None:
    other = await sign_in(town, "other")
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        await allow(connection, program_of=boater, allowed_by=other)
        await allow(connection, program_of=other, allowed_by=boater)
    assert (await profile_service.delete()).status_code == 204
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        assert await connection.fetchval("SELECT count(*) FROM grants") == 0
        assert await connection.fetchval("SELECT count(*) FROM token_families") == 0
        assert await connection.fetchval("SELECT person_id FROM clients") == other.person_id


async def allow(connection: Connection, *, program_of: Principal, allowed_by: Principal) -> None:
    """A program that somebody allowed, with tokens."""
    client, grant, family = (draw_id(CHANCE) for _ in range(3))
    await connection.execute(
        "INSERT INTO clients (id, person_id, registered_by, name, homepage, privacy_policy, redirect_uris, scopes, "
        "confidential, test_mode, state, created_at, modified_at) VALUES ($1, $2, $2, 'Sails', "
        "'https://sails.example.org', 'https://sails.example.org', '{https://sails.example.org/}', '{profile:read}', "
        "false, false, 'ACTIVE', $3, $3)",
        *(client, program_of.person_id, at.DURING),
    )
    await connection.execute(
        "INSERT INTO grants (id, person_id, client_id, scopes, given_at) VALUES ($1, $2, $3, '{profile:read}', $4)",
        *(grant, allowed_by.person_id, client, at.DURING),
    )
    await connection.execute(
        "INSERT INTO token_families (id, grant_id, scopes, assurance, begun_at) "
        "VALUES ($1, $2, '{profile:read}', 'LOW', $3)",
        *(family, grant, at.DURING),
    )


async def test_the_service_has_it_at_its_path_beside_the_pages_behind_links(town_url: str) -> None:
    async with open_service(town_url, schema=build(), clock=StoppedClock()) as service:
        transport = httpx.ASGITransport(create_app(service))
        async with httpx.AsyncClient(transport=transport, base_url="http://ahti") as client:
            answers = [await client.get(path) for path in (f"/gdpr-api/v1/user/{OTHER}", "/confirm/mail?token=0")]
            assert [answer.status_code for answer in answers] == [401, 200]
            assert (await client.get("/gdpr-api/v1/user/nobody")).status_code == 404


async def test_what_others_have_stays(town: Database, boater: Principal, profile_service: ProfileService) -> None:
    other = await sign_in(town, "other")
    kept = await apply(town, other)
    await fill(town, boater)
    await profile_service.delete()
    async with town.unit_of_work(other) as connection:
        assert await connection.fetchval("SELECT id FROM applications") == kept.application.id
        assert await connection.fetchval("SELECT count(*) FROM applicants") == 1


async def test_an_application_before_the_draw_is_withdrawn_by_an_erasure(
    town: Database, boater: Principal, profile_service: ProfileService
) -> None:
    submitted = await fill(town, boater)
    assert (await profile_service.delete()).status_code == 204
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        row = await connection.fetchrow("SELECT * FROM applications WHERE id = $1", submitted.application.id)
    assert row is not None
    assert (row["status"], row["erased_at"], row["class_number"]) == ("WITHDRAWN", at.DURING, 1)


async def test_a_trial_tells_the_truth_and_changes_nothing(
    town: Database, boater: Principal, profile_service: ProfileService, dump: Dump
) -> None:
    await fill(town, boater)
    before = await dump()
    assert (await profile_service.delete(dry_run="true")).status_code == 204
    assert await dump() == before
    assert (await profile_service.delete(dry_run="perhaps")).status_code == 400
    assert await dump() == before


async def test_an_application_that_waits_for_its_draw_stands_against_an_erasure(
    town: Database, boater: Principal, profile_service: ProfileService, dump: Dump
) -> None:
    await fill(town, boater)
    async with town.unit_of_work() as connection:
        await close_round(connection, at.A_ROUND.code, now=at.DURING)
    before = await dump()
    for dry_run in ("true", "false", None):
        answer = await profile_service.delete(dry_run=dry_run)
        assert answer.status_code == 403
        (error,) = answer.json()["errors"]
        assert error["code"] == "DRAW_WAITS"
        assert set(error["message"]) == {"fi", "sv", "en"}
    assert await dump() == before


async def test_a_place_that_was_won_stands_against_it_until_the_season_is_over(
    town: Database, boater: Principal, profile_service: ProfileService
) -> None:
    submitted = await fill(town, boater)
    async with town.unit_of_work() as connection:
        await close_round(connection, at.A_ROUND.code, now=at.DURING - timedelta(minutes=1))
    draw = await published(town, at.A_ROUND.code, now=at.DURING)
    assert submitted.application.id in await winners(town, draw)
    answer = await profile_service.delete(dry_run="true")
    assert [error["code"] for error in answer.json()["errors"]] == ["PLACE_HELD"]


async def test_the_last_owner_of_a_provider_cannot_be_erased(
    town: Database, boater: Principal, profile_service: ProfileService
) -> None:
    other = await sign_in(town, "other")
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        add = "INSERT INTO provider_members (provider_id, person_id, role, created_at) VALUES ($1, $2, 'OWNER', $3)"
        await connection.execute(add, at.CLUB, boater.person_id, at.DURING)
    answer = await profile_service.delete()
    assert [error["code"] for error in answer.json()["errors"]] == ["LAST_OWNER"]
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        await connection.execute(add, at.CLUB, other.person_id, at.DURING)
    assert (await profile_service.delete()).status_code == 204


@pytest.mark.parametrize(
    ("claims", "status"),
    [
        ({"authorization": None}, 403),
        ({"authorization": {"permissions": [{"rsname": "another", "scopes": ["gdprquery", "gdprdelete"]}]}}, 403),
        ({"sub": str(OTHER)}, 403),
        ({"aud": "another"}, 401),
        ({"exp": 1}, 401),
        ({"iss": "https://elsewhere.example.org"}, 401),
    ],
)
async def test_a_token_of_another_or_for_something_else_opens_nothing(
    town: Database, boater: Principal, profile_service: ProfileService, dump: Dump, claims: dict[str, Any], status: int
) -> None:
    await fill(town, boater)
    before = await dump()
    assert (await profile_service.get(**claims)).status_code == status
    assert (await profile_service.delete(**claims)).status_code == status
    assert await dump() == before


async def test_the_scope_to_ask_is_not_the_scope_to_erase(
    town: Database, boater: Principal, profile_service: ProfileService
) -> None:
    await fill(town, boater)
    asks: dict[str, Any] = {"authorization": {"permissions": [{"rsname": "ahti-api", "scopes": ["gdprquery"]}]}}
    assert (await profile_service.delete(**asks)).status_code == 403
    assert (await profile_service.client.get(f"/gdpr-api/v1/user/{OTHER}")).status_code == 401


async def test_every_place_where_the_database_names_a_person_is_known(town: Database) -> None:
    async with town.unit_of_work() as connection:
        rows = await connection.fetch(
            "SELECT conrelid::regclass::text AS relation, attname AS column FROM pg_constraint "
            "JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] "
            "WHERE contype = 'f' AND confrelid = 'people'::regclass "
            "UNION SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND column_name = 'person_id' "
            "AND table_name NOT IN (SELECT viewname FROM pg_views WHERE schemaname = 'public')"
        )
    assert {(row["relation"], row["column"]) for row in rows} == set(HOLDINGS)


async def test_every_column_that_can_be_told_has_a_label(town: Database) -> None:
    told = ("applications", "applicants", "application_choices", "draw_awards", "boat_certificates", "boat_owners")
    drawn = ("draw_results", "draw_refusals", "draw_cycles", "draw_notices", "freeze_leaves", "freeze_secrets")
    answered = ("corrections", "declines", "upgrade_refusals")
    tables = {
        *told,
        *drawn,
        *answered,
        "organisations",
        "payments",
        "refunds",
        *(table for (table, _), fate in HOLDINGS.items() if fate is not Fate.KEEPS_KEY),
    }
    secret = {"token_hash", "edit_token_hash", "salt", "digest", "rank_above", "invited_by", "content", "small"}
    secret |= {"access_hash", "access_hashes", "secret_hash", "word_hash", "verifier", "nonce"}
    # What says whether something is told, where it lies, and who of the staff decided.
    secret |= {"is_told", "is_sealed", "fit", "path", "decided_by"}
    # How a gateway is asked, and who of the staff noted what.
    secret |= {"href", "return_url", "asks", "ask_at", "noted_by"}
    async with town.unit_of_work() as connection:
        rows = await connection.fetch(
            "SELECT column_name AS name FROM information_schema.columns WHERE table_name = ANY($1::text[])",
            list(tables),
        )
    assert {row["name"] for row in rows} - set(LABELS) - secret == set()
    assert all(None not in (label.fi, label.sv, label.en) for label in LABELS.values())
