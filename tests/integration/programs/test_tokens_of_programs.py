"""What a person allowed comes to a program once, and ends at once: codes, tokens and grants under attack."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from ahti.db import Database
from harbors.access.records import Assurance, ClientId, Principal, Scope
from harbors.programs.clients import register_client, revoke_grant, suspend_client, update_client
from harbors.programs.granting import ScopeTooWide, allow, give_back, redeem_code, refresh
from harbors.programs.reads import principal_of_token
from harbors.programs.records import ACCESS_LASTS, CODE_LASTS, REFRESHING_LASTS, ClientForm, GrantId, Owner, Tokens
from harbors.programs.rules import challenge_of
from tests import harbor_town as at
from tests.signed_in import CHANCE, handler, id_of, sign_in

VERIFIER = "v" * 64
BACK = "https://program.example/back"
READ, WRITE = Scope.APPLICATIONS_READ, Scope.APPLICATIONS_WRITE
FORM = ClientForm(
    name="Veneilijän apu",
    homepage="https://program.example/",
    privacy_policy="https://program.example/privacy",
    redirect_uris=(BACK,),
    scopes=frozenset({READ, WRITE}),
    test_mode=False,
)


@dataclass
class Shore:
    """A program, its maker, and a person who allows it to read, at this moment."""

    town: Database
    maker: Principal
    person: Principal
    client_id: ClientId
    now: datetime = at.DURING

    async def allowed(self, *scopes: Scope) -> tuple[GrantId, str]:
        async with self.town.unit_of_work() as connection:
            return await allow(
                connection,
                person_id=id_of(self.person),
                client_id=self.client_id,
                scopes=scopes or (READ,),
                assurance=Assurance.SUBSTANTIAL,
                redirect_uri=BACK,
                challenge=challenge_of(VERIFIER),
                now=self.now,
                chance=CHANCE,
            )

    async def redeemed(
        self, code: str, *, verifier: str = VERIFIER, back: str = BACK, by: ClientId | None = None
    ) -> Tokens | None:
        async with self.town.unit_of_work() as connection:
            return await redeem_code(
                connection,
                code,
                client_id=by or self.client_id,
                redirect_uri=back,
                verifier=verifier,
                now=self.now,
                chance=CHANCE,
            )

    async def tokens(self, *scopes: Scope) -> tuple[GrantId, Tokens]:
        grant_id, code = await self.allowed(*scopes)
        tokens = await self.redeemed(code)
        assert tokens is not None
        return grant_id, tokens

    async def refreshed(
        self, token: str, *, scopes: frozenset[Scope] | None = None, by: ClientId | None = None
    ) -> Tokens | None:
        async with self.town.unit_of_work() as connection:
            return await refresh(
                connection, token, client_id=by or self.client_id, scopes=scopes, now=self.now, chance=CHANCE
            )

    async def who(self, token: str) -> Principal | None:
        async with self.town.unit_of_work() as connection:
            return await principal_of_token(connection, token, self.now)


@pytest.fixture
async def shore(town: Database) -> Shore:
    maker, person = await sign_in(town, "maker"), await sign_in(town, "person")
    return Shore(town, maker, person, await program_of(town, maker))


async def program_of(town: Database, maker: Principal) -> ClientId:
    async with town.unit_of_work(maker) as connection:
        owner = Owner(person_id=id_of(maker))
        made = await register_client(
            connection, FORM, owner=owner, confidential=False, by=maker, now=at.DURING, chance=CHANCE
        )
    return made.id


async def test_a_program_acts_for_whoever_allowed_it_and_no_further(shore: Shore) -> None:
    _, tokens = await shore.tokens()
    acting = await shore.who(tokens.access_token)
    assert acting == replace(shore.person, client_id=shore.client_id, scopes=frozenset({READ}))
    assert await shore.who(tokens.refresh_token) is None
    assert await shore.who(tokens.access_token[:-1] + "x") is None


async def test_a_code_that_comes_again_takes_back_what_it_gave(shore: Shore) -> None:
    _, code = await shore.allowed()
    tokens = await shore.redeemed(code)
    assert tokens is not None and await shore.who(tokens.access_token) is not None
    assert await shore.redeemed(code) is None
    assert await shore.who(tokens.access_token) is None
    assert await shore.refreshed(tokens.refresh_token) is None


@pytest.mark.parametrize(
    ("verifier", "back"), [("w" * 64, BACK), ("", BACK), (VERIFIER, BACK + "/"), (VERIFIER, "https://thief.example/")]
)
async def test_a_wrong_verifier_or_address_uses_the_code_up(shore: Shore, verifier: str, back: str) -> None:
    _, code = await shore.allowed()
    assert await shore.redeemed(code, verifier=verifier, back=back) is None
    assert await shore.redeemed(code) is None


async def test_another_program_can_neither_use_a_code_or_token_nor_spoil_it(shore: Shore) -> None:
    other = await program_of(shore.town, shore.maker)
    _, code = await shore.allowed()
    assert await shore.redeemed(code, by=other) is None
    tokens = await shore.redeemed(code)
    assert tokens is not None
    assert await shore.refreshed(tokens.refresh_token, by=other) is None
    async with shore.town.unit_of_work() as connection:
        await give_back(connection, tokens.refresh_token, client_id=other, now=shore.now)
    assert await shore.refreshed(tokens.refresh_token) is not None


async def test_codes_and_tokens_are_over_to_the_second(shore: Shore) -> None:
    _, code = await shore.allowed()
    shore.now += CODE_LASTS
    assert await shore.redeemed(code) is None
    _, tokens = await shore.tokens()
    shore.now += ACCESS_LASTS - timedelta(seconds=1)
    assert await shore.who(tokens.access_token) is not None
    shore.now += timedelta(seconds=1)
    assert await shore.who(tokens.access_token) is None
    shore.now += REFRESHING_LASTS - ACCESS_LASTS
    assert await shore.refreshed(tokens.refresh_token) is None


async def test_a_used_refresh_token_that_comes_again_ends_its_family_and_no_other(shore: Shore) -> None:
    (_, first), (_, other) = await shore.tokens(), await shore.tokens()
    second = await shore.refreshed(first.refresh_token)
    assert second is not None
    assert await shore.refreshed(first.refresh_token) is None
    assert await shore.refreshed(second.refresh_token) is None
    assert await shore.who(second.access_token) is None
    assert await shore.who(other.access_token) is not None


async def test_of_two_hundred_who_use_a_refresh_token_at_once_one_wins_and_keeps_nothing(shore: Shore) -> None:
    _, tokens = await shore.tokens()
    given = await asyncio.gather(*(shore.refreshed(tokens.refresh_token) for _ in range(200)))
    (won,) = [one for one in given if one is not None]
    assert await shore.who(won.access_token) is None
    assert await shore.refreshed(won.refresh_token) is None


async def test_of_fifty_who_use_a_code_at_once_one_wins_and_keeps_nothing(shore: Shore) -> None:
    _, code = await shore.allowed()
    given = await asyncio.gather(*(shore.redeemed(code) for _ in range(50)))
    (won,) = [one for one in given if one is not None]
    assert await shore.who(won.access_token) is None


async def test_a_revoked_grant_ends_all_that_follows_from_it(shore: Shore) -> None:
    grant_id, tokens = await shore.tokens()
    _, code = await shore.allowed()
    async with shore.town.unit_of_work(shore.person) as connection:
        await revoke_grant(connection, grant_id, person_id=id_of(shore.person), now=shore.now)
    assert await shore.who(tokens.access_token) is None
    assert await shore.refreshed(tokens.refresh_token) is None
    assert await shore.redeemed(code) is None
    _, anew = await shore.tokens()
    assert await shore.who(anew.access_token) is not None
    assert await shore.who(tokens.access_token) is None


async def test_nothing_widens_what_was_allowed(shore: Shore) -> None:
    _, tokens = await shore.tokens(READ)
    with pytest.raises(ScopeTooWide):
        await shore.refreshed(tokens.refresh_token, scopes=frozenset({READ, WRITE, Scope.CITY}))
    asked = await shore.refreshed(tokens.refresh_token, scopes=frozenset({READ}))
    assert asked is not None and asked.scopes == {READ}
    await shore.tokens(WRITE)
    again = await shore.refreshed(asked.refresh_token)
    assert again is not None and again.scopes == {READ}
    async with shore.town.unit_of_work(shore.maker) as connection:
        narrowed = {"scopes": frozenset({WRITE})}
        await update_client(connection, shore.client_id, narrowed, by=shore.maker, now=shore.now)
    left = await shore.who(again.access_token)
    assert left is not None and left.scopes == frozenset()


async def test_a_suspended_program_acts_for_nobody(shore: Shore) -> None:
    _, tokens = await shore.tokens()
    async with shore.town.unit_of_work(await handler(shore.town)) as connection:
        await suspend_client(connection, shore.client_id, reason="It sends junk.", now=shore.now)
    assert await shore.who(tokens.access_token) is None
