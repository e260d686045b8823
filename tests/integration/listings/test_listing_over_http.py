"""A club's file over HTTP: from an upload of megabytes to the compiled reads and kept answers of anybody."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest

from ahti.constraints import REFUSALS
from ahti.service import open_service
from ahti.web.app import create_app
from ahti.web.server import address_of, open_socket, served_beside
from harbors.access.records import Principal
from schema import ids
from schema.root import build
from tests import harbor_town as at
from tests.clocks import StoppedClock
from tests.integration.reading.asking import until
from tests.listed_town import CLUB_MANAGER, CLUB_VIEWER, HANDLER, OTHER_CLERK, Listed, collection, mooring

CLUB = ids.encode("Provider", at.CLUB)
WHO = {"manager": CLUB_MANAGER, "viewer": CLUB_VIEWER, "handler": HANDLER, "stranger": OTHER_CLERK}
COUNT = "{ guestMoorings { totalCount } }"
LISTED = "query($id: ID!) { provider(id: $id) { listings { totalCount nodes { state feature } } } }"
IMPORT = """
mutation($input: ImportListingsInput!) {
  importListings(input: $input) { report { created batchId problems { line code } } errors { code } }
}
"""
APPROVE = "mutation($input: ApproveListingsInput!) { approveListings(input: $input) { count errors { code } } }"


Ask = Callable[..., Awaitable[Any]]


async def recognise(token: str) -> Principal:
    return WHO[token]


@pytest.fixture
async def ask(listed: Listed, town_url: str) -> AsyncIterator[Ask]:
    """Posts a document, by anybody or as one of those who are known."""
    listener = open_socket("127.0.0.1", 0)
    async with (
        open_service(town_url, schema=build(), clock=StoppedClock(), refusals=REFUSALS, recognise=recognise) as service,
        served_beside(create_app(service), listener),
        httpx.AsyncClient(base_url=address_of(listener), timeout=60, trust_env=False) as client,
    ):

        async def ask(document: str, by: str | None = None, **variables: Any) -> Any:
            headers = {"authorization": f"Bearer {by}"} if by else {}
            asked = {"query": document, "variables": variables}
            return (await client.post("/graphql", json=asked, headers=headers)).json()

        yield ask


def a_large_file() -> str:
    """More than anybody may send who is not known: three thousand moorings."""
    harbor = ids.encode("Harbor", at.CLUB_HARBOR)
    moorings = (mooring(number, harborId=harbor, nameFi="Vieraspaikka " + "n" * 120) for number in range(1, 3_001))
    return collection(*moorings)


async def test_a_file_of_megabytes_comes_to_what_anybody_reads(ask: Ask) -> None:
    text = a_large_file()
    assert len(text) > 1_048_576
    assert (await ask(COUNT))["data"]["guestMoorings"]["totalCount"] == 0
    input = {"providerId": CLUB, "kind": "GUEST_MOORING", "format": "GEOJSON", "text": text}
    assert (await ask(IMPORT, input=input))["errors"][0]["extensions"]["code"] == "LIMIT_EXCEEDED"
    imported = (await ask(IMPORT, "manager", input=input))["data"]["importListings"]
    assert (imported["errors"], imported["report"]["created"]) == ([], 3_000)
    approval = {"batchId": imported["report"]["batchId"]}
    assert (await ask(APPROVE, "stranger", input=approval))["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert (await ask(APPROVE, "handler", input=approval))["data"]["approveListings"]["count"] == 3_000

    async def is_there() -> bool:
        return bool((await ask(COUNT))["data"]["guestMoorings"]["totalCount"] == 3_000)

    await until(is_there)


async def test_who_reads_listings_sees_those_that_concern_them(ask: Ask) -> None:
    file = collection(mooring(1), mooring(2))
    input = {"providerId": CLUB, "kind": "GUEST_MOORING", "format": "GEOJSON", "text": file}
    assert (await ask(IMPORT, "manager", input=input))["data"]["importListings"]["errors"] == []
    seen = {who: (await ask(LISTED, who, id=CLUB))["data"]["provider"]["listings"] for who in WHO}
    assert {who: listings["totalCount"] for who, listings in seen.items()} == {
        "manager": 2,
        "viewer": 2,
        "handler": 2,
        "stranger": 0,
    }
    assert seen["viewer"]["nodes"][0]["feature"]["properties"]["widthMm"] == 3_500
