"""Providers list and the city decides over GraphQL: documents on graphql-core, each by somebody."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
import pytest

from ahti.service import context_opener
from harbors.access.records import NOBODY, Principal, Role, Scope
from harbors.text import Language
from schema import ids
from schema.execution import ReferenceExecutor
from schema.requests import GraphQLRequest, RequestFacts
from schema.root import build
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.listed_town import (
    CLUB_CLERK,
    CLUB_MANAGER,
    CLUB_VIEWER,
    HANDLER,
    OTHER_CLERK,
    STRANGER,
    Listed,
    collection,
    feature,
    mooring,
    somebody,
)

SCHEMA = build()
CLUB = ids.encode("Provider", at.CLUB)
HARBOR = ids.encode("Harbor", at.CLUB_HARBOR)


def mutation(field: str, selection: str) -> str:
    """A document that asks for one mutation."""
    type_name = f"{field[0].upper()}{field[1:]}Input"
    return f"mutation($input: {type_name}!) {{ {field}(input: $input) {{ {selection} {PROBLEMS} }} }}"


PROBLEMS = "errors { code field message }"
LISTING = "id kind action state reason resourceId externalId batchId feature provider { name } resource { id }"
SUBMIT = mutation("submitListing", f"listing {{ {LISTING} }} unchanged")
RETIRE = mutation("retireResource", f"listing {{ {LISTING} }}")
IMPORT = f"""
mutation($input: ImportListingsInput!) {{
  importListings(input: $input) {{
    report {{ created changed unchanged dryRun batchId problems {{ line column field code message }} }} {PROBLEMS}
  }}
}}
"""
APPROVE = mutation("approveListings", f"count listings {{ {LISTING} }}")
REJECT = mutation("rejectListings", f"count listings {{ {LISTING} }}")
WITHDRAW = mutation("withdrawListing", f"listing {{ {LISTING} }}")
MOORINGS = (
    "{ guestMoorings { nodes { id number widthMm lengthMm geometry geometrySource amenities isActive isAccessible"
    " harbor { id } names { fi sv en } } } }"
)
POINT = {"type": "Point", "coordinates": [24.951, 60.1501]}


Ask = Callable[..., Awaitable[Any]]


@pytest.fixture
def ask(listed: Listed) -> Ask:
    """Runs a document as somebody and gives the whole response."""
    executor = ReferenceExecutor(SCHEMA, context_opener(listed.database, StoppedClock()))

    async def run(document: str, *, by: Principal = NOBODY, language: Language = Language.EN, **variables: Any) -> Any:
        request = GraphQLRequest(query=document, variables=variables)
        facts = RequestFacts("test", language, by)
        return orjson.loads((await executor.execute(request, facts)).body)

    return run


async def done(ask: Ask, document: str, *, by: Principal = NOBODY, **variables: Any) -> Any:
    """The one field of a document that is answered without errors of any kind."""
    body = await ask(document, by=by, **variables)
    assert "errors" not in body, body["errors"]
    (payload,) = body["data"].values()
    assert not isinstance(payload, dict) or payload.get("errors", []) == []
    return payload


def codes(body: Any) -> list[str]:
    return [error["extensions"]["code"] for error in body["errors"]]


def guest(**told: Any) -> dict[str, Any]:
    values = {"harborId": HARBOR, "number": "G1", "geometry": POINT} | told
    return {"providerId": CLUB, "resource": {"guestMooring": values}}


def a_file(text: str, **changes: Any) -> dict[str, Any]:
    return {"providerId": CLUB, "kind": "GUEST_MOORING", "format": "GEOJSON", "text": text, **changes}


def twenty() -> str:
    return collection(*(mooring(number, harborId=HARBOR) for number in range(1, 21)))


async def test_a_club_lists_twenty_guest_moorings_the_city_approves_and_anybody_sees_them(ask: Ask) -> None:
    report = (await done(ask, IMPORT, by=CLUB_MANAGER, input=a_file(twenty())))["report"]
    assert (report["created"], report["problems"], report["dryRun"]) == (20, [], False)
    assert (await done(ask, MOORINGS))["nodes"] == []
    waiting = await done(
        ask,
        "query($batch: [ID!]) { listings(filter: { states: [PENDING], batchIds: $batch }) { totalCount } }",
        by=HANDLER,
        batch=[report["batchId"]],
    )
    assert waiting["totalCount"] == 20
    approved = await done(ask, APPROVE, by=HANDLER, input={"batchId": report["batchId"]})
    assert approved["count"] == 20
    assert {one["state"] for one in approved["listings"]} == {"PUBLISHED"}
    seen = (await done(ask, MOORINGS))["nodes"]
    assert sorted(int(one["number"]) for one in seen) == list(range(1, 21))
    assert {one["resourceId"] for one in approved["listings"]} == {one["id"] for one in seen}
    assert {one["resource"]["id"] for one in approved["listings"]} == {one["id"] for one in seen}


async def test_what_the_api_shows_goes_in_again_and_changes_nothing(ask: Ask) -> None:
    report = (await done(ask, IMPORT, by=CLUB_MANAGER, input=a_file(twenty())))["report"]
    await done(ask, APPROVE, by=HANDLER, input={"batchId": report["batchId"]})
    shown = (await done(ask, MOORINGS))["nodes"]
    export = [
        feature(node.pop("geometry"), harborId=node.pop("harbor")["id"], **node)
        for node in json.loads(json.dumps(shown))
    ]
    again = (await done(ask, IMPORT, by=CLUB_MANAGER, input=a_file(collection(*export))))["report"]
    assert (again["created"], again["changed"], again["unchanged"], again["problems"]) == (0, 0, 20, [])
    listings = await done(ask, "{ listings { nodes { feature } } }", by=HANDLER)
    features = collection(*(one["feature"] for one in listings["nodes"]))
    again = (await done(ask, IMPORT, by=CLUB_MANAGER, input=a_file(features, dryRun=True)))["report"]
    assert (again["created"], again["changed"], again["unchanged"], again["problems"]) == (0, 0, 20, [])


async def test_a_clerk_lists_one_resource_and_all_that_is_wrong_is_told_by_field(ask: Ask) -> None:
    body = await ask(SUBMIT, by=CLUB_CLERK, input=guest(number="=1", widthMm=3, geometry={"type": "Point"}))
    refused = body["data"]["submitListing"]
    assert refused["listing"] is None
    assert [(one["code"], one["field"]) for one in refused["errors"]] == [
        ("FORMULA", "resource.guestMooring.number"),
        ("OUT_OF_RANGE", "resource.guestMooring.widthMm"),
        ("GEOMETRY_WRONG", "resource.guestMooring.geometry"),
    ]
    listing = (await done(ask, SUBMIT, by=CLUB_CLERK, input=guest(names={"fi": "<b>Vieras</b>"})))["listing"]
    assert (listing["state"], listing["action"], listing["resource"]) == ("PENDING", "CREATE", None)
    assert listing["feature"]["properties"]["nameFi"] == "<b>Vieras</b>"
    assert listing["feature"]["properties"]["harborId"] == HARBOR


async def test_a_change_tells_only_what_changes_and_null_takes_away(ask: Ask) -> None:
    created = (await done(ask, SUBMIT, by=CLUB_CLERK, input=guest(widthMm=3_000, depthMm=2_000)))["listing"]
    await done(ask, APPROVE, by=HANDLER, input={"listingIds": [created["id"]]})
    change = {"providerId": CLUB, "resourceId": created["resourceId"], "resource": {"guestMooring": {"depthMm": None}}}
    changed = (await done(ask, SUBMIT, by=CLUB_CLERK, input=change))["listing"]
    assert changed["action"] == "CHANGE"
    properties = changed["feature"]["properties"]
    assert (properties["widthMm"], properties["depthMm"]) == (3_000, None)
    again = await done(ask, SUBMIT, by=CLUB_CLERK, input=change)
    assert (again["listing"], again["unchanged"]) == (None, True)


async def test_a_rejection_is_read_by_the_club_and_by_nobody_else(ask: Ask) -> None:
    listing = (await done(ask, SUBMIT, by=CLUB_CLERK, input=guest()))["listing"]
    rejected = await done(
        ask, REJECT, by=HANDLER, input={"listingIds": [listing["id"]], "reason": "There is no such pier."}
    )
    assert rejected["listings"][0]["state"] == "REJECTED"
    document = "query($id: ID!) { listing(id: $id) { reason } }"
    assert await done(ask, document, by=CLUB_VIEWER, id=listing["id"]) == {"reason": "There is no such pier."}
    assert await done(ask, document, by=OTHER_CLERK, id=listing["id"]) is None
    assert codes(await ask("query($id: ID!) { node(id: $id) { id } }", id=listing["id"])) == ["UNAUTHENTICATED"]


async def test_members_see_the_listings_of_their_provider_and_others_see_none(ask: Ask) -> None:
    await done(ask, SUBMIT, by=CLUB_CLERK, input=guest())
    document = "query($id: ID!) { provider(id: $id) { listings { totalCount nodes { state } } } }"
    for principal, seen in ((CLUB_VIEWER, 1), (HANDLER, 1), (OTHER_CLERK, 0)):
        assert (await done(ask, document, by=principal, id=CLUB))["listings"]["totalCount"] == seen
    assert codes(await ask(document, id=CLUB)) == ["UNAUTHENTICATED"]
    assert codes(await ask(document, by=STRANGER, id=CLUB)) == ["FORBIDDEN"]


@pytest.mark.parametrize(
    ("document", "input"),
    [
        (SUBMIT, guest()),
        (IMPORT, a_file("{}")),
        (RETIRE, {"providerId": CLUB, "resourceId": HARBOR}),
    ],
    ids=["submit", "import", "retire"],
)
@pytest.mark.parametrize(
    ("principal", "code"),
    [(NOBODY, "UNAUTHENTICATED"), (STRANGER, "FORBIDDEN"), (OTHER_CLERK, "FORBIDDEN"), (CLUB_VIEWER, "FORBIDDEN")],
    ids=["nobody", "stranger", "another club's", "viewer"],
)
async def test_only_those_of_the_provider_list(
    ask: Ask, document: str, input: dict[str, Any], principal: Principal, code: str
) -> None:
    assert codes(await ask(document, by=principal, input=input)) == [code]


async def test_a_clerk_neither_imports_nor_retires(ask: Ask) -> None:
    assert codes(await ask(IMPORT, by=CLUB_CLERK, input=a_file(twenty()))) == ["FORBIDDEN"]
    retire = {"providerId": CLUB, "resourceId": HARBOR}
    assert codes(await ask(RETIRE, by=CLUB_CLERK, input=retire)) == ["FORBIDDEN"]
    assert (await done(ask, RETIRE, by=CLUB_MANAGER, input=retire))["listing"]["action"] == "RETIRE"


async def test_another_clubs_clerk_touches_nothing(ask: Ask) -> None:
    listing = (await done(ask, SUBMIT, by=CLUB_CLERK, input=guest()))["listing"]
    assert codes(await ask(WITHDRAW, by=OTHER_CLERK, input={"listingId": listing["id"]})) == ["FORBIDDEN"]
    for document, input in (
        (APPROVE, {"listingIds": [listing["id"]]}),
        (REJECT, {"listingIds": [listing["id"]], "reason": "Mine."}),
    ):
        assert codes(await ask(document, by=OTHER_CLERK, input=input)) == ["FORBIDDEN"]
        assert codes(await ask(document, by=CLUB_MANAGER, input=input)) == ["FORBIDDEN"]
    withdrawn = (await done(ask, WITHDRAW, by=CLUB_CLERK, input={"listingId": listing["id"]}))["listing"]
    assert withdrawn["state"] == "WITHDRAWN"


@pytest.mark.parametrize(
    ("scopes", "lists", "sees"),
    [
        ({Scope.LISTINGS_READ}, False, True),
        ({Scope.LISTINGS_WRITE}, True, False),
        ({Scope.LISTINGS_READ, Scope.LISTINGS_WRITE}, True, True),
        (set(), False, False),
    ],
)
async def test_a_program_lists_and_sees_only_within_its_scopes(
    ask: Ask, scopes: set[Scope], lists: bool, sees: bool
) -> None:
    owner = somebody(1, at.CLUB, Role.OWNER)
    program = Principal(person_id=owner.person_id, roles=owner.roles, scopes=frozenset(scopes))
    submitted = await ask(mutation("submitListing", "unchanged"), by=program, input=guest())
    assert ("errors" not in submitted) == lists
    seen = await ask("query($id: ID!) { provider(id: $id) { listings { totalCount } } }", by=program, id=CLUB)
    assert ("errors" not in seen) == sees


async def test_the_faults_of_a_file_are_told_by_line_in_the_language_of_the_request(ask: Ask) -> None:
    swapped = mooring(2, harborId=HARBOR) | {"geometry": {"type": "Point", "coordinates": [60.15, 24.95]}}
    text = collection(mooring(1, harborId=HARBOR), swapped)
    body = await ask(IMPORT, by=CLUB_MANAGER, language=Language.SV, input=a_file(text))
    payload = body["data"]["importListings"]
    assert [(one["code"], one["field"]) for one in payload["errors"]] == [("FILE_REFUSED", "text")]
    (problem,) = payload["report"]["problems"]
    assert (problem["line"], problem["code"], problem["field"]) == (1, "COORDINATES_SWAPPED", "geometry")
    assert problem["message"].startswith("Longitud och latitud har bytt plats")
    trial = (await done(ask, IMPORT, by=CLUB_MANAGER, input=a_file(text, dryRun=True)))["report"]
    assert (trial["dryRun"], trial["batchId"], len(trial["problems"])) == (True, None, 1)


async def test_the_same_import_twice_under_one_key_is_one_batch(ask: Ask) -> None:
    input = a_file(twenty(), idempotencyKey="7d1fb1f2-2b9f-4a40-9f5e-0a5c0c1a7c11")
    first = await done(ask, IMPORT, by=CLUB_MANAGER, input=input)
    assert await done(ask, IMPORT, by=CLUB_MANAGER, input=input) == first
    assert first["report"]["created"] == 20


async def test_ids_of_other_things_are_refused(ask: Ask) -> None:
    wrong = guest(harborId=ids.encode("Pier", at.CLUB_HARBOR))
    payload = (await ask(SUBMIT, by=CLUB_CLERK, input=wrong))["data"]["submitListing"]
    assert [(one["code"], one["field"]) for one in payload["errors"]] == [
        ("REFERENCE_UNKNOWN", "resource.guestMooring.harborId")
    ]
    neither_nor_both: list[dict[str, Any]] = [{}, {"guestMooring": {}, "quay": {}}]
    for resource in neither_nor_both:
        body = await ask(SUBMIT, by=CLUB_CLERK, input={"providerId": CLUB, "resource": resource})
        assert codes(body) == ["BAD_USER_INPUT"]


async def test_a_million_vertices_are_refused_before_anybody_looks_at_them(ask: Ask) -> None:
    ring = [[24.9, 60.1]] * 1_000_000
    body = await ask(SUBMIT, by=CLUB_CLERK, input=guest(geometry={"type": "Polygon", "coordinates": [ring]}))
    assert codes(body) == ["LIMIT_EXCEEDED"]
    file = '{"features":[{"geometry":{"coordinates":[' + ",".join(["[24,60]"] * 600_000) + "]}}]}"
    payload = (await ask(IMPORT, by=CLUB_MANAGER, input=a_file(file)))["data"]["importListings"]
    assert [one["code"] for one in payload["report"]["problems"]] == ["GEOMETRY_TOO_FINE"]


async def test_nobody_assigns_what_the_city_decides(ask: Ask) -> None:
    for told in ("providerId", "state", "reviewed", "resourceId", "createdAt", "retiredAt"):
        body = await ask(SUBMIT, by=CLUB_CLERK, input=guest(**{told: CLUB}))
        assert codes(body) == ["BAD_USER_INPUT"]
    told_in_a_file = mooring(1, harborId=HARBOR, providerId=CLUB, state="PUBLISHED", reviewed=False, retiredAt=None)
    payload = (await ask(IMPORT, by=CLUB_MANAGER, input=a_file(collection(told_in_a_file))))["data"]["importListings"]
    assert [(one["code"], one["field"]) for one in payload["report"]["problems"]] == [
        ("COLUMN_UNKNOWN", "providerId"),
        ("COLUMN_UNKNOWN", "state"),
        ("COLUMN_UNKNOWN", "reviewed"),
        ("COLUMN_UNKNOWN", "retiredAt"),
    ]
