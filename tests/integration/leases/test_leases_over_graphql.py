"""Leases over GraphQL: clerks keep them, tenants see their own, looks are noted, and a berth tells of nobody."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from harbors.leases.records import Tenant
from schema import ids
from tests import harbor_town as at
from tests.cast import VICTIM
from tests.integration.leases.conftest import BOAT, FIRST, SECOND, Api, Ground, draft, person_of

RECORD = """
    mutation ($input: RecordLeaseInput!) {
        recordLease(input: $input) {
            lease { status origin startsAt endsAt tenantName registration place { id } provider { id } }
            errors { code field message }
        }
    }
"""
END = """
    mutation ($input: EndLeaseInput!) {
        endLease(input: $input) { lease { status ending endReason } errors { code } }
    }
"""
MOVE = """
    mutation ($input: MoveTenantInput!) {
        moveTenant(input: $input) {
            lease { place { id } follows { id } } back { id } ended { id status ending } errors { code field }
        }
    }
"""
OF_CLUB = """
    query ($id: ID!, $filter: LeaseFilter) {
        provider(id: $id) { leases(filter: $filter) { totalCount nodes { tenantName person { lastName } } } }
    }
"""
MINE = "{ me { person { leases { nodes { id status place { id } } } } } }"
CLUB = ids.encode("Provider", at.CLUB)
BERTH, OTHER = ids.encode("Berth", FIRST), ids.encode("Berth", SECOND)


def wanted(**more: Any) -> dict[str, Any]:
    return {
        "providerId": CLUB,
        "placeId": BERTH,
        "season": {"starts": "2027-06-10", "ends": "2027-09-14"},
        "tenant": {"name": "Vilma Uhri", "personId": ids.encode("Person", VICTIM)},
        "boat": {"beamMm": 2_500, "lengthMm": 7_000, "registration": "a 123"},
    } | more


async def test_a_clerk_records_a_lease_and_it_is_told_as_it_stands(api: Api) -> None:
    answer = await api.ask(RECORD, input=wanted())
    assert answer["data"]["recordLease"] == {
        "errors": [],
        "lease": {
            "status": "ACTIVE",
            "origin": "RECORDED",
            "startsAt": "2027-06-09T21:00:00+00:00",
            "endsAt": "2027-09-14T21:00:00+00:00",
            "tenantName": "Vilma Uhri",
            "registration": "A 123",
            "place": {"id": BERTH},
            "provider": {"id": CLUB},
        },
    }


async def test_behaviour_3_a_refusal_says_by_how_many_centimetres(api: Api) -> None:
    answer = await api.ask(RECORD, input=wanted(boat={"beamMm": 3_250, "lengthMm": 7_000}))
    assert answer["data"]["recordLease"]["errors"] == [
        {
            "code": "BOAT_DOES_NOT_FIT",
            "field": "boat.beamMm",
            "message": "Vene ei mahdu: se on 25 cm liian leveä.",
        }
    ]


async def test_behaviour_2_a_place_that_is_taken_is_refused_in_words(api: Api, ground: Ground) -> None:
    await ground.record()
    answer = await api.ask(RECORD, input=wanted())
    assert [error["code"] for error in answer["data"]["recordLease"]["errors"]] == ["PLACE_TAKEN"]


async def test_an_intent_that_comes_twice_is_one_lease(api: Api, ground: Ground) -> None:
    answers = [await api.ask(RECORD, input=wanted(idempotencyKey="once")) for _ in range(2)]
    assert answers[0] == answers[1]
    assert len(await ground.held()) == 1


async def test_a_clerk_moves_a_tenant_and_ends_the_lease(api: Api, ground: Ground) -> None:
    lease = await ground.record()
    id = ids.encode("Lease", lease.id)
    answer = await api.ask(MOVE, input={"leaseId": id, "placeId": OTHER, "reason": "Mended."})
    assert answer["data"]["moveTenant"] == {
        "lease": {"place": {"id": OTHER}, "follows": {"id": id}},
        "back": None,
        "ended": {"id": id, "status": "ENDED", "ending": "MOVED"},
        "errors": [],
    }
    (moved,) = await ground.asked("SELECT id FROM leases WHERE origin = 'MOVED'")
    answer = await api.ask(END, input={"leaseId": ids.encode("Lease", moved["id"]), "reason": "Sold."})
    assert answer["data"]["endLease"] == {
        "lease": {"status": "ENDED", "ending": "TERMINATED", "endReason": "Sold."},
        "errors": [],
    }
    told = await ground.asked("SELECT operation, subject_type FROM audit_entries ORDER BY at, id")
    assert sorted(tuple(row.values()) for row in told) == [("endLease", "Lease"), ("moveTenant", "Lease")]


async def test_behaviour_12_a_boater_sees_only_the_own_leases_and_a_clerk_only_those_of_the_own_provider(
    api: Api, ground: Ground
) -> None:
    lease = await ground.record(draft(tenant=Tenant(name="Vilma Uhri", person_id=VICTIM)))
    await ground.record(draft(SECOND, tenant=Tenant(name="Stranger", person_id=person_of("stranger"))))
    mine = await api.ask(MINE, "victim")
    assert [one["id"] for one in mine["data"]["me"]["person"]["leases"]["nodes"]] == [ids.encode("Lease", lease.id)]
    node = f'{{ node(id: "{ids.encode("Lease", lease.id)}") {{ id }} }}'
    seen = {
        who: bool((await api.ask(node, who)).get("data", {}) and (await api.ask(node, who))["data"]["node"])
        for who in ("victim", "stranger", "clerk", "viewer", "stranger's clerk", "handler")
    }
    assert {who for who, sees in seen.items() if sees} == {"victim", "clerk"}
    club = await api.ask(OF_CLUB, id=CLUB)
    assert club["data"]["provider"]["leases"]["totalCount"] == 2
    elsewhere = await api.ask(OF_CLUB, "stranger's clerk", id=CLUB)
    assert elsewhere["data"]["provider"]["leases"] == {"totalCount": 0, "nodes": []}


async def test_behaviour_12_a_number_in_a_link_is_no_credential(api: Api, ground: Ground) -> None:
    lease = await ground.record()
    answer = await api.ask(
        END, "stranger's clerk", input={"leaseId": ids.encode("Lease", lease.id), "reason": "Mine now."}
    )
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]
    assert [row[3] for row in await ground.held()] == ["HOLDING"]


async def test_leases_are_found_by_place_harbor_registration_status_and_instant(api: Api, ground: Ground) -> None:
    await ground.record(draft(name="A", boat=replace(BOAT, registration="A1")))
    await ground.record(draft(SECOND, name="B"))
    filters: list[tuple[dict[str, Any], list[str]]] = [
        ({"placeIds": [OTHER]}, ["B"]),
        ({"harborIds": [ids.encode("Harbor", at.CLUB_HARBOR)]}, ["A", "B"]),
        ({"harborIds": [ids.encode("Harbor", at.NORTH)]}, []),
        ({"registration": " a1"}, ["A"]),
        ({"statuses": ["ENDED"]}, []),
        ({"heldAt": "2027-07-01T00:00:00Z"}, ["A", "B"]),
        ({"heldAt": "2027-10-01T00:00:00Z"}, []),
    ]
    for given, names in filters:
        answer = await api.ask(OF_CLUB, id=CLUB, filter=given)
        found = answer["data"]["provider"]["leases"]["nodes"]
        assert sorted(one["tenantName"] for one in found) == names, given


async def test_a_look_of_a_clerk_at_a_tenant_is_noted_and_the_tenants_own_is_not(api: Api, ground: Ground) -> None:
    lease = await ground.record(draft(tenant=Tenant(name="Vilma Uhri", person_id=VICTIM)))
    await api.ask(MINE, "victim")
    looks = "SELECT person_id, actor_id, after FROM audit_entries WHERE operation LIKE 'look%' OR after ? 'Lease'"
    assert await ground.asked(looks) == []
    await api.ask(OF_CLUB, id=CLUB)
    rows = await ground.asked("SELECT person_id, actor_id FROM audit_entries WHERE person_id = $1", VICTIM)
    assert [(row["person_id"], row["actor_id"]) for row in rows] == [(VICTIM, UUID(str(person_of("clerk"))))]
    assert lease.tenant.person_id == VICTIM


async def test_a_berth_tells_that_it_is_taken_and_never_by_whom(api: Api, ground: Ground) -> None:
    await ground.record(draft(tenant=Tenant(name="Vilma Uhri", person_id=VICTIM)))
    free = (
        'berths(filter: { freeIn: { start: "2027-07-01T00:00:00Z", end: "2027-07-02T00:00:00Z" } }, first: 100) '
        "{ nodes { id } }"
    )
    answer = await api.ask(f"{{ {free} }}", "nobody")
    found = {one["id"] for one in answer["data"]["berths"]["nodes"]}
    assert BERTH not in found
    assert OTHER in found
    fields = await api.ask('{ __type(name: "Berth") { fields { name type { name } } } }', "nobody")
    told = {field["name"] for field in fields["data"]["__type"]["fields"]}
    assert told & {"lease", "leases", "tenant", "tenantName", "person", "occupancies"} == set()
