"""What lets a tenant in is shown to its tenant, shortly before the lease until it ends, and to clerks."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from harbors.gates.records import GateId
from harbors.gates.telling import tell_gate
from harbors.leases.keeping import keep_leases
from harbors.leases.records import Charge, Lease, LeaseId, OccupancyId, Origin, Period, Tenant
from harbors.switching.ending import end_lease
from schema import ids
from tests import harbor_town as at
from tests.cast import VICTIM
from tests.integration.leases.conftest import BOAT, ENDS, SECOND, STARTS, Ground, draft
from tests.integration.seasons.conftest import CLUB, Api
from tests.integration.seasons.conftest import api as api
from tests.integration.seasons.conftest import ground as ground
from tests.signed_in import CHANCE

SET = "mutation ($input: SetGateInput!) { setGate(input: $input) { gate { id } errors { code field } } }"
ENTRY = """
    query ($id: ID!) { node(id: $id) { ... on Lease { entry { site code key arrival } place { number } } } }
"""
OF_CLUB = "query ($id: ID!) { provider(id: $id) { gates { nodes { code pier { identifier } endsAt } } } }"
HARBOR, PIER = ids.encode("Harbor", at.CLUB_HARBOR), ids.encode("Pier", at.pier("club", "A"))
SECRET = "4711#"
WEEK_BEFORE = STARTS - timedelta(days=7)


async def set_gate(api: Api, site: str = HARBOR, **more: Any) -> Any:
    told = {"siteId": site, "code": SECRET, "key": {"fi": "Avain kioskilla", "en": "The key is at the kiosk"}} | more
    answer = (await api.ask(SET, "clerk", input=told))["setGate"]
    assert answer["errors"] == []
    return answer["gate"]["id"]


async def of_victim(ground: Ground, **more: Any) -> Lease:
    return await ground.record(draft(tenant=Tenant(name="Vilma Uhri", person_id=VICTIM), **more))


async def entry(api: Api, lease: Lease, who: str) -> list[Any] | None:
    """What is shown with the lease; ``None`` where the lease is not."""
    node = (await api.ask(ENTRY, who, id=ids.encode("Lease", lease.id)))["node"]
    return None if node is None else node["entry"]


@pytest.mark.parametrize(
    ("time", "shown"),
    [
        (WEEK_BEFORE - timedelta(seconds=1), 0),
        (WEEK_BEFORE, 1),
        (STARTS, 1),
        (ENDS - timedelta(seconds=1), 1),
        (ENDS, 0),
    ],
)
async def test_a_tenant_is_let_in_from_a_week_before_the_lease_until_it_ends(
    api: Api, ground: Ground, time: Any, shown: int
) -> None:
    lease = await of_victim(ground)
    await set_gate(api)
    api.clock.time = time
    told = await entry(api, lease, "victim")
    assert [one["code"] for one in told or []] == [SECRET] * shown


async def test_clerks_see_it_before_and_nobody_else_sees_it_at_all(api: Api, ground: Ground) -> None:
    lease = await of_victim(ground)
    await set_gate(api)
    assert await entry(api, lease, "clerk") == [
        {"site": "club", "code": SECRET, "key": "Avain kioskilla", "arrival": None}
    ]
    api.clock.time = STARTS
    told = {who: await entry(api, lease, who) for who in ("stranger", "stranger's clerk", "handler")}
    assert told == dict.fromkeys(told)
    assert (await api.ask(OF_CLUB, "stranger's clerk", id=CLUB))["provider"]["gates"]["nodes"] == []
    assert len((await api.ask(OF_CLUB, "clerk", id=CLUB))["provider"]["gates"]["nodes"]) == 1


async def test_the_gate_of_the_harbor_comes_before_that_of_the_pier(api: Api, ground: Ground) -> None:
    lease = await of_victim(ground)
    await set_gate(api, PIER, code="pier")
    await set_gate(api, HARBOR, code="harbor")
    await set_gate(api, ids.encode("Pier", at.pier("club", "A")), code="pier again")
    api.clock.time = STARTS
    told = await entry(api, lease, "victim") or []
    assert [(one["site"], one["code"]) for one in told] == [("club", "harbor"), ("club, laituri A", "pier again")]


async def test_who_has_a_lease_that_was_ended_is_let_in_no_more(api: Api, ground: Ground) -> None:
    lease = await of_victim(ground)
    await set_gate(api)
    async with ground.acting() as connection:
        await end_lease(connection, lease.id, at=None, reason="Sold.", now=at.DURING, chance=CHANCE)
    api.clock.time = STARTS
    assert await entry(api, lease, "victim") == []


async def test_who_still_owes_for_the_lease_is_not_let_in(api: Api, ground: Ground) -> None:
    order_id = at.key("order", "owed")
    await ground.asked(
        """
        INSERT INTO orders (id, provider_id, reference, purpose, status, person_id, payer_name, payer_language,
                            created_at)
        VALUES ($1, $2, 'K7M39-QXW4R', 'SWITCH', 'OPEN', $3, 'Vilma Uhri', 'fi', $4)
        """,
        *(order_id, at.CLUB, VICTIM, at.DURING),
    )
    lease = Lease(
        id=LeaseId(at.key("lease", "owed")),
        provider_id=at.CLUB,
        place_id=SECOND,
        occupancy_id=OccupancyId(at.key("occupancy", "owed")),
        season=at.A_ROUND.season,
        period=Period(STARTS, ENDS),
        tenant=Tenant(name="Vilma Uhri", person_id=VICTIM),
        boat=BOAT,
        origin=Origin.RECORDED,
        charge=Charge(order_id=order_id, worth=Decimal(290), paid=Decimal(0)),
    )
    async with ground.acting() as connection:
        await keep_leases(connection, [lease], provider_id=at.CLUB, now=at.DURING)
    await set_gate(api)
    api.clock.time = STARTS
    assert await entry(api, lease, "victim") == []
    await ground.asked("UPDATE orders SET status = 'PAID', paid_at = $1", at.DURING)
    assert [one["code"] for one in await entry(api, lease, "victim") or []] == [SECRET]


async def test_a_code_that_is_announced_replaces_the_old_one_at_its_time(api: Api, ground: Ground) -> None:
    lease = await of_victim(ground)
    await set_gate(api)
    await set_gate(api, code="new", startsAt=(STARTS + timedelta(days=9)).isoformat())
    shown = []
    for days in (8, 9):
        api.clock.time = STARTS + timedelta(days=days)
        shown.append([one["code"] for one in await entry(api, lease, "victim") or []])
    assert shown == [[SECRET], ["new"]]


async def test_those_who_were_let_in_are_mailed_once_that_it_changes_and_never_to_what(
    api: Api, ground: Ground
) -> None:
    await of_victim(ground, season=at.A_ROUND.season)
    await ground.record(draft(SECOND, tenant=Tenant(name="Stranger", email="stranger@example.org")))
    api.clock.time = STARTS
    await set_gate(api)
    assert await ground.asked("SELECT FROM pgqueuer WHERE entrypoint = 'TELL_GATE'") == []
    api.clock.move(days=1)
    changed = await set_gate(api, code="4712#")
    assert len(await ground.asked("SELECT FROM pgqueuer WHERE entrypoint = 'TELL_GATE'")) == 1
    for _ in range(2):
        async with ground.acting() as connection:
            id = GateId(ids.decode_as("Gate", changed))
            await tell_gate(connection, id, now=api.clock.now(), chance=CHANCE)
    told = await ground.asked("SELECT template, address, figures::text AS figures FROM messages ORDER BY address")
    assert {row["template"] for row in told} == {"GATE_CHANGED"}
    assert "stranger@example.org" in {row["address"] for row in told}
    assert not any("471" in row["figures"] for row in told)


async def test_what_opens_a_gate_stands_in_no_audit_entry_no_job_and_no_kept_answer(api: Api, ground: Ground) -> None:
    await set_gate(api, idempotencyKey="once")
    told = """
        SELECT t::text AS told FROM audit_entries AS t
        UNION ALL SELECT t::text FROM pgqueuer AS t UNION ALL SELECT t::text FROM idempotency_keys AS t
    """
    rows = [row["told"] for row in await ground.asked(told)]
    assert len(rows) == 2
    assert not any(SECRET in row or "kioskilla" in row for row in rows)
    assert await ground.asked("SELECT code FROM gates WHERE code = $1", SECRET) != []
    assert len(await ground.asked("SELECT FROM audit_entries WHERE operation = 'setGate'")) == 1


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"leadDays": 121}, "LEAD_LONG"),
        ({"startsAt": "2027-02-13T00:00:00Z"}, "GATE_IN_THE_PAST"),
        ({"code": "1" * 61}, "TOO_LONG"),
    ],
)
async def test_what_cannot_let_anybody_in_is_refused(api: Api, told: dict[str, Any], code: str) -> None:
    answer = (await api.ask(SET, "clerk", input={"siteId": HARBOR} | told))["setGate"]
    assert [error["code"] for error in answer["errors"]] == [code]
