"""Between the draw and its publication whatever is asked, by whomever, is answered as if there had been no draw."""

import json
from dataclasses import replace
from typing import Any

from harbors.access.commands import act_as_system
from harbors.access.records import Principal, Role
from harbors.allocations.commands import publish_draw, release_draw, save_draw, save_rehearsal
from harbors.allocations.reads import freeze_of_round, open_freeze
from harbors.allocations.records import Freeze
from harbors.allocations.running import rehearse
from harbors.applications.records import Submitted
from harbors.errors import Refused
from harbors.privacy.commands import erase_person, export_person
from harbors.rounds.reads import round_by_code
from harbors.worklists.reads import listed_applications
from schema import ids
from tests import harbor_town as at
from tests.cast import CAST
from tests.drawing import RELEASER, RUNNER, frozen, lit, run_frozen
from tests.integration.allocations.conftest import Town
from tests.signed_in import id_of

VICTIM, CLERK = CAST["victim"], CAST["handler"]
MANAGER = replace(CLERK, roles=dict.fromkeys(CLERK.roles, Role.MANAGER))
SEASON = '{ start: "2027-06-10T00:00:00Z", end: "2027-09-14T00:00:00Z" }'
APPLICATION = """
    reference status withdrawnAt history { event } standings { overall { position of } } corrections { status }
    decision { notifiedAt text } result { position ticket rank place { id } explanations { text } exchange { text } }
"""
EVERYTHING = f"""
query Everything($round: ID!, $application: ID!, $token: String) {{
    application(id: $application, editToken: $token) {{ {APPLICATION} }}
    me {{ person {{ applications {{ nodes {{ {APPLICATION} }} }} leases {{ nodes {{ id }} }} }} }}
    round(id: $round) {{
        draws {{ nodes {{ id kind awardCount seed results {{ nodes {{ rank ticket }} }} cutOffs {{ totalCount }} }} }}
        applications {{ nodes {{ {APPLICATION} }} }}
    }}
    harbors {{ nodes {{ name freePlaceCount(period: {SEASON}) }} }}
    piers {{ nodes {{ freePlaceCount(period: {SEASON}) }} }}
    berths(filter: {{ freeIn: {SEASON} }}) {{ totalCount nodes {{ id }} }}
}}
"""
DESK = """
query Desk($round: ID!) { desk(roundId: $round) {
    work { work count } balances { harbor { name } fromMm places free choices placed }
    refusals { ground choices applicants }
} }
"""
DIRECT = (
    "SELECT to_jsonb(t)::text FROM draw_awards AS t",
    "SELECT to_jsonb(t)::text FROM draw_refusals AS t",
    "SELECT to_jsonb(t)::text FROM draw_cycles AS t",
    "SELECT to_jsonb(t)::text FROM draw_results AS t",
    "SELECT to_jsonb(t)::text FROM draws AS t",
    "SELECT to_jsonb(t)::text FROM draw_cutoffs AS t",
    "SELECT to_jsonb(t)::text FROM draw_notices AS t",
    "SELECT to_jsonb(t)::text FROM draw_hands AS t",
)


async def all_that_is_seen(asked: Town, own: Submitted, other: Submitted) -> dict[str, Any]:
    """What the applicant, another one with a token, clerks, managers and strangers get, of everything there is."""
    seen: dict[str, Any] = {}
    for name, who in {**CAST, "city's manager": MANAGER}.items():
        variables: dict[str, Any] = {"round": ids.encode("Round", at.A_ROUND.id)}
        variables["application"] = ids.encode("Application", own.application.id)
        seen[name] = await asked.ask(EVERYTHING, who, **variables)
        seen[f"{name}'s desk"] = await asked.ask(DESK, who, **variables)
        seen[f"{name}'s rows"] = await rows_of(asked, who)
    variables = {"round": variables["round"], "application": ids.encode("Application", other.application.id)}
    seen["token"] = await asked.ask(EVERYTHING, CAST["nobody"], token=other.edit_token, **variables)
    seen["list"] = await taken_along(asked)
    seen["export"] = await exported(asked)
    seen["erasure"] = await hindered(asked)
    return seen


async def rows_of(asked: Town, who: Principal) -> list[Any]:
    async with asked.database.unit_of_work(who) as connection:
        return [[dict(row) for row in await connection.fetch(query)] for query in DIRECT]


async def taken_along(asked: Town) -> list[Any]:
    async with asked.database.unit_of_work(CLERK) as connection:
        return [dict(row) for row in await listed_applications(connection, at.A_ROUND.id)]


async def exported(asked: Town) -> str:
    """What the person is told of themselves, without who has looked since."""
    async with asked.database.unit_of_work() as connection:
        told = await export_person(connection, id_of(VICTIM))
    return json.dumps([(section.key, records) for section, records in told if section.key != "AUDIT"], default=str)


async def hindered(asked: Town) -> list[str]:
    try:
        async with asked.database.unit_of_work() as connection:
            await erase_person(connection, id_of(VICTIM), now=at.AFTER, chance=asked.chance)
    except Refused as refused:
        return [problem.code for problem in refused.problems]
    return []


async def rehearsed(asked: Town, freeze: Freeze) -> None:
    async with asked.database.unit_of_work() as connection:
        await act_as_system(connection)
        held = await freeze_of_round(connection, await round_by_code(connection, at.A_ROUND.code))
        opened, withdrawn = await open_freeze(connection, held)
        outcome = rehearse(opened, label="practice", withdrawals=withdrawn)
        await save_rehearsal(
            connection, freeze, outcome, label="practice", by=RUNNER, now=at.AFTER, chance=asked.chance
        )


async def test_nothing_of_a_draw_is_seen_before_it_is_published_and_everything_afterwards(asked: Town) -> None:
    own = await asked.apply(at.berth_of(at.berth("south", "A", 1)), at.harbor_of(at.NORTH), who=VICTIM)
    other = await asked.apply(at.berth_of(at.berth("south", "A", 1)))
    freeze = await lit(asked.database, await frozen(asked.database, at.A_ROUND.code, now=at.AFTER))
    before = await all_that_is_seen(asked, own, other)
    assert "errors" not in before["victim"]
    assert before["victim"]["data"]["berths"]["totalCount"] == 11
    await rehearsed(asked, freeze)
    assert await all_that_is_seen(asked, own, other) == before
    kept, run = await run_frozen(asked.database, at.A_ROUND.code)
    async with asked.database.unit_of_work() as connection:
        await save_draw(connection, kept, run, by=RUNNER, now=at.AFTER, chance=asked.chance)
    assert await all_that_is_seen(asked, own, other) == before
    async with asked.database.unit_of_work() as connection:
        await release_draw(connection, at.A_ROUND.code, by=RELEASER, now=at.AFTER)
    assert await all_that_is_seen(asked, own, other) == before
    async with asked.database.unit_of_work() as connection:
        await publish_draw(connection, at.A_ROUND.code, now=at.AFTER)
    await rehearsed(asked, freeze)
    after = await all_that_is_seen(asked, own, other)
    changed = {name for name, answer in after.items() if answer != before[name]}
    assert changed == set(before) - {f"{name}'s desk" for name in CAST if name != "handler"}
    assert after["victim"]["data"]["berths"]["totalCount"] == 11 - len(run.kept.awards)
    assert after["erasure"] == ["PLACE_HELD"]
