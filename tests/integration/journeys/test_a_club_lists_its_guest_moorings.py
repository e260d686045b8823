"""A club comes to the city over HTTP with real tokens, lists twenty guest moorings, and nobody else's clerk meddles."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from ahti.db import Database
from ahti.issuer.people import BOATER, CITY_CLERK, CLUB_CLERK, VISITOR
from harbors.access.commands import act_as_system
from harbors.access.records import Role
from schema import ids
from tests import harbor_town as at
from tests.integration.journeys.city import City, Letter, Somebody
from tests.integration.reading.asking import until

HARBOR = {"names": {"sv": "Brunnsvik"}, "geometry": {"type": "Point", "coordinates": [24.953, 60.15]}}
MOORINGS = """
query($of: [ID!]) { guestMoorings(first: 100, filter: { providerIds: $of }) {
  totalCount nodes { number widthMm harbor { name } provider { name } }
} }
"""
PENDING = """
query($of: ID!) { provider(id: $of) { listings(first: 100) { totalCount nodes { id state resourceId } } } }
"""
ONE = "query($id: ID!) { listing(id: $id) { id } node(id: $id) { id } }"
ROLES = "{ me { person { memberships { nodes { role provider { id } } } } } }"
REPORT = "report { created changed unchanged dryRun batchId problems { line code } }"
LISTING = "listing { id state resourceId }"
EVERYTHING = """
SELECT md5(string_agg(told, '|' ORDER BY told)) FROM (
  SELECT listing::text FROM listings listing UNION ALL SELECT place::text FROM places place
  UNION ALL SELECT harbor::text FROM harbors harbor UNION ALL SELECT member::text FROM provider_members member
  UNION ALL SELECT provider::text FROM providers provider UNION ALL SELECT message::text FROM messages message
) AS kept(told)
"""

# What becomes of it when a stranger of this role changes, retires or brings something under their own club's name.
OWN_NAME = {
    "CLERK": (["LISTING_UNKNOWN"], ["FORBIDDEN"], ["FORBIDDEN"]),
    "OWNER": (["LISTING_UNKNOWN"], ["LISTING_UNKNOWN"], ["FILE_REFUSED"]),
}


@pytest.mark.parametrize("role_elsewhere", [Role.CLERK, Role.OWNER])
async def test_a_club_signs_up_and_anybody_reads_its_twenty_guest_moorings(city: City, town: Database) -> None:
    owner = await city.signed_in(BOATER, language="sv")
    handler = await city.signed_in(CITY_CLERK, language="fi")
    stranger = await city.signed_in(CLUB_CLERK, language="fi")
    await confirms_address(city, owner)

    club = await signs_up(owner, handler)
    clerk = await invites_a_clerk(city, owner, club)

    harbor = (await clerk.do("submitListing", LISTING, providerId=club, resource={"harbor": HARBOR}))["listing"]
    assert harbor["state"] == "PENDING"
    await cannot_touch(town, stranger, club, harbor)
    await handler.do("approveListings", "count", listingIds=[harbor["id"]])

    batch = await brings_twenty(owner, clerk, club, harbor["resourceId"])
    pending = await listings_of(club, owner)
    assert [listing["state"] for listing in pending].count("PENDING") == 20
    await cannot_touch(town, stranger, club, next(one for one in pending if one["state"] == "PENDING"))
    assert (await read_by_anybody(city, club)).json()["data"]["guestMoorings"]["totalCount"] == 0

    assert (await handler.do("approveListings", "count", batchId=batch))["count"] == 20
    await reads_twenty(city, club)
    await cannot_touch(town, stranger, club, (await listings_of(club, clerk))[0])
    await tells_everybody_in_their_language(city)


async def confirms_address(city: City, owner: Somebody) -> None:
    """The owner's mail goes to an address that is known to be theirs, in Swedish."""
    await owner.do("updateProfile", "person { id }", email=BOATER.email, language="SV")
    await owner.do("requestMailConfirmation", "")
    (letter,) = await city.outbox()
    assert (await city.http.post(letter.link or "")).status_code == 200


async def signs_up(owner: Somebody, handler: Somebody) -> str:
    """The id of the club that the city approved, and whose first owner has signed it up."""
    form = {"kind": "CLUB", "name": {"sv": "Kalkholmens båtsällskap"}, "email": "kansli@kalkholmen.example"}
    id = (await owner.do("signUpProvider", "signUp { id }", **form))["signUp"]["id"]
    assert await owner.refused("approveProvider", signUpId=id) == ["FORBIDDEN"]
    club: str = (await handler.do("approveProvider", "provider { id }", signUpId=id))["provider"]["id"]
    assert await roles(owner) == [{"role": "OWNER", "provider": {"id": club}}]
    return club


async def invites_a_clerk(city: City, owner: Somebody, club: str) -> Somebody:
    """A visitor who reads English, and who acts for the club by the token in the mail, which works once."""
    invitation = {"providerId": club, "email": VISITOR.email, "role": "CLERK", "language": "EN"}
    await owner.do("inviteMember", "invitation { id }", **invitation)
    clerk = await city.signed_in(VISITOR, language="en")
    token = token_in((await city.outbox())[-1])
    await clerk.do("acceptInvitation", "member { role }", token=token)
    assert await roles(clerk) == [{"role": "CLERK", "provider": {"id": club}}]
    assert await owner.refused("acceptInvitation", token=token) == ["INVITATION_UNKNOWN"]
    return clerk


async def brings_twenty(owner: Somebody, clerk: Somebody, club: str, harbor: str) -> str:
    """First it is seen what a file comes to; then all of it waits for the city, under the name that is returned."""
    file = a_file(club, harbor, 20)
    assert await clerk.refused("importListings", **file) == ["FORBIDDEN"]
    dry = (await owner.do("importListings", REPORT, **file, dryRun=True))["report"]
    assert dry == {"created": 20, "changed": 0, "unchanged": 0, "dryRun": True, "batchId": None, "problems": []}
    assert len(await listings_of(club, owner)) == 1
    report = (await owner.do("importListings", REPORT, **file))["report"]
    assert report == dry | {"dryRun": False, "batchId": report["batchId"]}
    batch: str = report["batchId"]
    return batch


async def reads_twenty(city: City, club: str) -> None:
    """By GET, of one statement, kept for the next who asks and known again by its tag."""

    async def is_there() -> bool:
        return bool((await read_by_anybody(city, club)).json()["data"]["guestMoorings"]["totalCount"] == 20)

    await until(is_there)
    first = await read_by_anybody(city, club)
    hits = city.figure("ahti_cache_lookups_total", cache="results", result="hit")
    again = await read_by_anybody(city, club)
    assert city.figure("ahti_cache_lookups_total", cache="results", result="hit") == hits + 1
    assert city.figure("ahti_reads_planned_total") >= 1
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    assert first.headers["cache-control"].startswith("public")
    assert (await read_by_anybody(city, club, etag=first.headers["etag"])).status_code == 304
    nodes = first.json()["data"]["guestMoorings"]["nodes"]
    assert sorted(int(node["number"]) for node in nodes) == list(range(1, 21))
    assert [{key: node[key] for key in ("widthMm", "harbor", "provider")} for node in nodes] == [
        {"widthMm": 3_500, "harbor": {"name": "Brunnsvik"}, "provider": {"name": "Kalkholmens båtsällskap"}}
    ] * 20


async def cannot_touch(town: Database, stranger: Somebody, club: str, listing: dict[str, str]) -> None:
    """Another club's clerk sees nothing of what waits, is refused whatever they try, and has changed nothing."""
    before = await everything(town)
    resource, theirs = listing["resourceId"], {"providerId": club}
    change = {"guestMooring": {"number": "666"}}
    assert await listings_of(club, stranger) == []
    unseen = await stranger.ask(ONE, id=listing["id"])
    assert unseen["data"] == {"listing": None, "node": None}
    refused = {
        "change": await stranger.refused("submitListing", **theirs, resourceId=resource, resource=change),
        "add": await stranger.refused("submitListing", **theirs, resource={"harbor": HARBOR}),
        "retire": await stranger.refused("retireResource", **theirs, resourceId=resource),
        "withdraw": await stranger.refused("withdrawListing", listingId=listing["id"]),
        "import": await stranger.refused("importListings", **a_file(club, resource, 1)),
        "approve": await stranger.refused("approveListings", listingIds=[listing["id"]]),
        "reject": await stranger.refused("rejectListings", listingIds=[listing["id"]], reason="Ours."),
        "invite": await stranger.refused("inviteMember", **theirs, email=CLUB_CLERK.email, role="OWNER"),
    }
    assert refused == {what: ["FORBIDDEN"] for what in refused}
    await cannot_take_over(stranger, resource)
    assert await everything(town) == before


async def cannot_take_over(stranger: Somebody, resource: str) -> None:
    """Under the name of their own club they reach no more."""
    club, change = ids.encode("Provider", at.CLUB), {"guestMooring": {"number": "666"}}
    refused = (
        await stranger.refused("submitListing", providerId=club, resourceId=resource, resource=change),
        await stranger.refused("retireResource", providerId=club, resourceId=resource),
        await stranger.refused("importListings", **a_file(club, resource, 1)),
    )
    [membership] = await roles(stranger)
    assert refused == OWN_NAME[membership["role"]]


async def tells_everybody_in_their_language(city: City) -> None:
    """The club's office gets what concerns the sign-up, the owner and the clerk what they did themselves."""
    letters = [(letter.address, letter.language, letter.subject) for letter in await city.outbox()]
    club = "Kalkholmens båtsällskap"
    assert letters == [
        (BOATER.email, "sv", "Bekräfta din e-postadress"),
        ("kansli@kalkholmen.example", "sv", f"Anmälan har kommit fram: {club}"),
        ("kansli@kalkholmen.example", "sv", f"Godkänd som tillhandahållare: {club}"),
        (VISITOR.email, "en", f"An invitation to look after places: {club}"),
        ("kansli@kalkholmen.example", "sv", "Godkänd: Brunnsvik"),
        (BOATER.email, "sv", "Godkänd: gästplats 1, 2, 3, 4, 5 + 15"),
    ]


def a_file(club: str, harbor: str, count: int) -> dict[str, Any]:
    """Guest moorings along a pier, five metres apart, as a club's own map program writes them."""
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [24.953 + number * 9e-5, 60.1502]},
            "properties": {"harborId": harbor, "number": str(number), "widthMm": 3_500, "lengthMm": 11_000},
        }
        for number in range(1, count + 1)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    return {"providerId": club, "kind": "GUEST_MOORING", "format": "GEOJSON", "text": text}


async def read_by_anybody(city: City, club: str, etag: str = "") -> httpx.Response:
    asked = {"query": MOORINGS, "variables": json.dumps({"of": [club]})}
    return await city.http.get("/graphql", params=asked, headers={"if-none-match": etag} if etag else {})


async def listings_of(club: str, by: Somebody) -> list[dict[str, str]]:
    listings: list[dict[str, str]] = (await by.ask(PENDING, of=club))["data"]["provider"]["listings"]["nodes"]
    return listings


async def roles(somebody: Somebody) -> Any:
    return (await somebody.ask(ROLES))["data"]["me"]["person"]["memberships"]["nodes"]


async def everything(town: Database) -> str:
    """A digest of what a stranger might have changed."""
    async with town.unit_of_work() as connection:
        await act_as_system(connection)
        return str(await connection.fetchval(EVERYTHING))


def token_in(letter: Letter) -> str:
    return dict(parse_qsl(urlsplit(letter.link or "").query))["token"]
