"""Whatever a person tells is told back, from every table that names the person, and is nowhere after an erasure."""

import asyncio
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from itertools import count
from typing import Any

import asyncpg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ahti.constraints import REFUSALS
from ahti.db import Database
from ahti.embedded import EmbeddedPostgres
from harbors.access.records import Principal
from harbors.applications.commands import submit_application
from harbors.boats.commands import add_boat
from harbors.boats.records import Described
from harbors.customers.commands import update_profile
from harbors.customers.records import Told
from harbors.forms import ADDRESS, NAME, tidy_text
from harbors.privacy.commands import erase_person, export_person
from harbors.privacy.holdings import HOLDINGS, Fate
from harbors.privacy.tree import tree
from harbors.text import Language
from tests import harbor_town as at
from tests.contents import everything
from tests.signed_in import CHANCE, id_of, sign_in

_numbers = count(1)
_LETTERS = st.characters(categories=("Lu", "Ll", "Lo", "Nd", "Pd", "Po"), exclude_characters="\\\"'")
# Texts that the database writes into a row as they are, and that come nowhere else.
_SECRET = {"edit_token_hash", "token_hash", "salt", "digest", "content", "id"}


def words(kind: Any) -> st.SearchStrategy[str]:
    plain = st.text(_LETTERS, min_size=8, max_size=60).map(tidy_text)
    return plain.filter(lambda text: len(text) >= 8 and not list(kind.problems(text, field="x")))


@st.composite
def people(draw: st.DrawFn) -> Told:
    number = next(_numbers)
    return Told(
        first_name=f"{draw(words(NAME))}q{number}q",
        last_name=f"{draw(words(NAME))}w{number}w",
        address=f"{draw(words(ADDRESS))}e{number}e",
        zip_code=f"{draw(st.integers(100_000, 999_999))}",
        municipality=draw(st.sampled_from(["helsinki", "espoo"])),
        language=draw(st.sampled_from(Language)),
        phone=f"+358 {draw(st.integers(10**9, 10**10))}",
        email=f"someone.{number}.{draw(st.integers(0, 10**9))}@example.org",
        birth_year=draw(st.integers(1900, 2000)),
    )


def unique(told: Told) -> list[str]:
    """What is nobody else's."""
    named = asdict(told)
    return [named[name] for name in ("first_name", "last_name", "address", "phone", "email")]


async def tell(town: Database, who: Principal, told: Told) -> None:
    async with town.unit_of_work(who) as connection:
        await update_profile(connection, lambda _old: told, person_id=id_of(who), now=at.DURING)
        boat = Described(beam_mm=2_000, length_mm=5_000, name=told.first_name)
        await add_boat(connection, boat, person_id=id_of(who), organisation_id=None, now=at.DURING, chance=CHANCE)
        named = {name: value for name, value in asdict(told).items() if name != "birth_year"}
        applicant = replace(at.APPLICANT, **named)
        await submit_application(
            connection,
            at.a_form(applicant=applicant),
            round_id=at.A_ROUND.id,
            now=at.DURING,
            chance=CHANCE,
            person_id=who.person_id,
        )


def leaves(node: Mapping[str, Any]) -> Iterator[str]:
    if "children" in node:
        for child in node["children"]:
            yield from leaves(child)
    else:
        yield str(node["value"])


async def rows_of(owner: asyncpg.Connection, who: Principal) -> list[dict[str, Any]]:
    """Every row of every table that names the person, by a scan that knows nothing of what is in it."""
    found = []
    for (table, column), fate in HOLDINGS.items():
        if fate is not Fate.KEEPS_KEY:
            query = f"SELECT to_jsonb(t)::text AS row FROM {table} AS t WHERE {column} = $1"  # noqa: S608 - a table of ours
            found += [json.loads(row["row"]) for row in await owner.fetch(query, who.person_id)]
    return found


async def hold(town_url: str, owner_url: str, told: Told) -> None:
    owner = await asyncpg.connect(owner_url)
    async with Database.open(town_url, refusals=REFUSALS, size=1) as town:
        who = await sign_in(town, f"person {next(_numbers)}")
        await tell(town, who, told)
        async with town.unit_of_work() as connection:
            exported = list(leaves(tree(await export_person(connection, id_of(who)))))
        kept = await rows_of(owner, who)
        assert len(kept) >= 4
        for row in kept:
            missing = {
                name for name, value in row.items() if value not in (None, [], {}) and str(value) not in exported
            }
            assert missing <= _SECRET
        assert [text for text in unique(told) if text not in await everything(owner)] == []
        async with town.unit_of_work() as connection:
            await erase_person(connection, id_of(who), now=at.DURING, chance=CHANCE)
        assert await rows_of(owner, who) == []
        left = await everything(owner)
        assert [text for text in unique(told) if text in left] == []
    await owner.close()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=people())
def test_whatever_is_told_is_told_back_and_erased(
    town_url: str, town_name: str, server: EmbeddedPostgres, told: Told
) -> None:
    owner_url = server.url(role="postgres", database=town_name)
    asyncio.run(hold(town_url, owner_url, told))
