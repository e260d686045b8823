"""Codes and tokens of programs: each good once, for whom it is meant, in its time, and ended at once."""

import asyncio
from typing import Any

import pytest

from tests.integration.authorization.served import VERIFIER, Town


async def test_a_code_that_comes_again_takes_back_what_it_gave(town_served: Town) -> None:
    town = town_served
    code = await town.code()
    tokens = (await town.redeem(code)).json()
    assert await town.is_good(tokens["access_token"])
    again = await town.redeem(code)
    assert (again.status_code, again.json()) == (400, {"error": "invalid_grant"})
    assert not await town.is_good(tokens["access_token"])
    assert (await town.refresh(tokens["refresh_token"])).json() == {"error": "invalid_grant"}


async def test_a_code_is_good_for_a_minute(town_served: Town) -> None:
    town = town_served
    code, late = await town.code(), await town.code()
    town.clock.move(seconds=59)
    assert (await town.redeem(code)).status_code == 200
    town.clock.move(seconds=1)
    assert (await town.redeem(late)).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize(
    "changes",
    [
        {"code_verifier": "w" + VERIFIER[1:]},
        {"redirect_uri": "https://program.example/back"},
        {"redirect_uri": "http://127.0.0.1:51005/back"},
    ],
)
async def test_a_code_with_anything_wrong_beside_it_is_used_up(town_served: Town, changes: dict[str, str]) -> None:
    town = town_served
    code = await town.code()
    assert (await town.redeem(code, **changes)).json() == {"error": "invalid_grant"}
    assert (await town.redeem(code)).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize("missing", ["code_verifier", "redirect_uri", "code", "grant_type"])
async def test_nothing_is_left_out_of_a_request_for_tokens(town_served: Town, missing: str) -> None:
    town = town_served
    assert (await town.redeem(await town.code(), **{missing: None})).json() == {"error": "invalid_request"}


async def test_a_code_of_one_program_is_nothing_to_another(town_served: Town) -> None:
    """Another program can neither use it nor use it up (mix-up)."""
    town = town_served
    code = await town.code()
    other, _ = await town.register()
    assert (await town.redeem(code, client_id=other)).json() == {"error": "invalid_grant"}
    tokens = (await town.redeem(code)).json()
    assert (await town.refresh(tokens["refresh_token"], client_id=other)).json() == {"error": "invalid_grant"}
    revoked = await town.post("revoke", client_id=other, token=tokens["refresh_token"])
    assert revoked.status_code == 200
    assert await town.is_good(tokens["access_token"])
    assert (await town.refresh(tokens["refresh_token"])).status_code == 200


async def test_an_access_token_is_good_for_a_quarter_of_an_hour(town_served: Town) -> None:
    town = town_served
    tokens = await town.tokens()
    assert tokens["expires_in"] == 900
    town.clock.move(seconds=899)
    assert await town.is_good(tokens["access_token"])
    town.clock.move(seconds=1)
    assert not await town.is_good(tokens["access_token"])
    assert (await town.refresh(tokens["refresh_token"])).status_code == 200


async def test_a_refresh_token_that_comes_again_ends_its_family(town_served: Town) -> None:
    town = town_served
    first = await town.tokens()
    second = (await town.refresh(first["refresh_token"])).json()
    assert await town.is_good(second["access_token"])
    assert (await town.refresh(first["refresh_token"])).json() == {"error": "invalid_grant"}
    assert not await town.is_good(second["access_token"])
    assert (await town.refresh(second["refresh_token"])).json() == {"error": "invalid_grant"}


async def test_of_two_hundred_that_use_one_refresh_token_at_once_at_most_one_wins(town_served: Town) -> None:
    town = town_served
    tokens = await town.tokens()
    answers = await asyncio.gather(*(town.refresh(tokens["refresh_token"]) for _ in range(200)))
    won = [answer.json() for answer in answers if answer.status_code == 200]
    assert len(won) == 1
    assert {answer.text for answer in answers if answer.status_code != 200} == {'{"error":"invalid_grant"}'}
    assert not await town.is_good(won[0]["access_token"])


async def test_of_fifty_that_redeem_one_code_at_once_at_most_one_wins(town_served: Town) -> None:
    town = town_served
    code = await town.code()
    answers = await asyncio.gather(*(town.redeem(code) for _ in range(50)))
    assert [answer.status_code for answer in answers].count(200) == 1


async def test_a_refresh_asks_for_less_and_never_for_more(town_served: Town) -> None:
    town = town_served
    tokens = await town.tokens(scope="applications:read")
    for wider in ("applications:read profile:read", "city", "everything"):
        refused = await town.refresh(tokens["refresh_token"], scope=wider)
        assert (refused.status_code, refused.json()) == (400, {"error": "invalid_scope"})
    narrower = await town.refresh(tokens["refresh_token"], scope="applications:read")
    assert narrower.json()["scope"] == "applications:read"


async def test_a_token_keeps_to_what_its_own_consent_said(town_served: Town) -> None:
    """A later, wider consent gives nothing to tokens that were given before."""
    town = town_served
    narrow = await town.tokens(scope="applications:read")
    await town.tokens(scope="applications:read profile:read")
    refused = (await town.ask(narrow["access_token"], "{ messages { totalCount } }")).json()
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert (await town.refresh(narrow["refresh_token"])).json()["scope"] == "applications:read"


KEPT = "SELECT t::text AS row FROM {} AS t"
TABLES = (
    "clients",
    "grants",
    "token_families",
    "authorization_codes",
    "access_tokens",
    "refresh_tokens",
    "audit_entries",
    "authorization_requests",
)
ENDINGS: dict[str, tuple[str, ...]] = {
    "the person takes it back": ("UPDATE grants SET revoked_at = now()",),
    "the city suspends the program": ("UPDATE clients SET state = 'SUSPENDED', suspended_reason = 'x'",),
    "its owner retires it": ("UPDATE clients SET state = 'RETIRED'",),
}


@pytest.mark.parametrize("ending", ENDINGS)
async def test_all_ends_at_once_when(town_served: Town, ending: str) -> None:
    town = town_served
    tokens = await town.tokens()
    code = await town.code()
    assert await town.is_good(tokens["access_token"])
    for statement in ENDINGS[ending]:
        await town.run(statement)
    assert not await town.is_good(tokens["access_token"])
    assert (await town.refresh(tokens["refresh_token"])).status_code in (400, 401)
    assert (await town.redeem(code)).status_code in (400, 401)


async def test_a_program_that_narrowed_what_it_asks_holds_its_old_tokens_to_it(town_served: Town) -> None:
    town = town_served
    tokens = await town.tokens()
    await town.run("UPDATE clients SET scopes = '{applications:read}'")
    refused = (await town.ask(tokens["access_token"], "{ messages { totalCount } }")).json()
    assert refused["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_person_sees_and_takes_back_what_was_allowed_by_the_api(town_served: Town) -> None:
    town = town_served
    tokens = await town.tokens()
    await town.is_good(tokens["access_token"])
    person = await town.person()
    async with town.database.reading_as(person) as connection:
        row = await connection.fetchrow("SELECT id, last_used_on, scopes FROM grants")
    assert row is not None
    assert row["last_used_on"] == town.clock.now().date()
    assert row["scopes"] == ["applications:read", "profile:read"]
    async with town.database.unit_of_work(person) as connection:
        await connection.execute("UPDATE grants SET revoked_at = now() WHERE id = $1", row["id"])
    assert not await town.is_good(tokens["access_token"])


async def test_no_table_holds_a_secret(town_served: Town) -> None:
    town = town_served
    town.client_id, secret = await town.register(confidential=True)
    assert secret is not None
    code = await town.code()
    tokens: dict[str, Any] = (await town.redeem(code, client_secret=secret)).json()
    secrets = (secret, code, tokens["access_token"], tokens["refresh_token"])
    async with town.database.unit_of_work() as connection:
        await connection.execute("SELECT set_config('ahti.act', 'staff', true)")
        tables = [await connection.fetch(KEPT.format(table)) for table in TABLES]
    kept = [row["row"] for rows in tables for row in rows]
    assert len(kept) >= 6
    assert [one for one in secrets if any(one in row for row in kept)] == []
