"""Row security of listings: what statements without any filter see and do, whoever asks."""

from itertools import product

import asyncpg
import pytest

from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY, Principal
from harbors.errors import HarborError, Invalid, NotFound, Refused
from harbors.listings.commands import retire_resource, submit_listing
from harbors.listings.decisions import approve_listings, reject_listings, withdraw_listing
from harbors.listings.kinds import LISTING_TRANSITIONS, ListingState, ResourceKind
from harbors.listings.reads import load_listing
from harbors.listings.records import ListingId
from tests import harbor_town as at
from tests.listed_town import (
    CLUB_CLERK,
    CLUB_MANAGER,
    CLUB_VIEWER,
    HANDLER,
    LATER,
    NOW,
    OTHER_CLERK,
    OTHER_CLUB,
    OTHER_HARBOR,
    STRANGER,
    TWENTY,
    Listed,
    collection,
    mooring,
)

INSERT = (
    "INSERT INTO listings (id, provider_id, kind, action, resource_id, content, state, reviewed, submitted_at,"
    " decided_at) VALUES (gen_random_uuid(), $1, 'SERVICE', 'CREATE', gen_random_uuid(), '{}', $2, $3, now(), $4)"
)


@pytest.fixture
async def waiting(listed: Listed) -> ListingId:
    """The first of twenty guest moorings of the club that wait for a decision."""
    return (await listed.bring(TWENTY)).listing_ids[0]


@pytest.mark.parametrize(
    ("principal", "seen"),
    [
        (NOBODY, 0),
        (STRANGER, 0),
        (OTHER_CLERK, 0),
        (CLUB_VIEWER, 20),
        (CLUB_CLERK, 20),
        (CLUB_MANAGER, 20),
        (HANDLER, 20),
    ],
    ids=["nobody", "stranger", "another club's", "viewer", "clerk", "manager", "handler"],
)
async def test_members_and_the_city_see_listings_and_nobody_else(
    listed: Listed, waiting: ListingId, principal: Principal, seen: int
) -> None:
    async with listed.acting(principal) as connection:
        assert await connection.fetchval("SELECT count(*) FROM listings") == seen


@pytest.mark.parametrize("principal", [NOBODY, STRANGER, OTHER_CLERK, CLUB_VIEWER])
async def test_a_statement_without_a_filter_changes_nothing_of_others(
    listed: Listed, waiting: ListingId, principal: Principal
) -> None:
    async with listed.acting(principal) as connection:
        status = await connection.execute("UPDATE listings SET state = 'WITHDRAWN', decided_at = now()")
    assert status == "UPDATE 0"


async def test_another_clubs_clerk_can_do_nothing_with_a_listing(listed: Listed, waiting: ListingId) -> None:
    async with listed.acting(OTHER_CLERK) as connection:
        with pytest.raises(NotFound):
            await load_listing(connection, waiting)
        with pytest.raises(NotFound):
            await withdraw_listing(connection, waiting, by=OTHER_CLERK, now=LATER)
        with pytest.raises(NotFound):
            await reject_listings(
                connection, [waiting], reason="Mine.", by=OTHER_CLERK, now=LATER, chance=listed.chance
            )
        with pytest.raises(NotFound):
            await approve_listings(connection, [waiting], by=OTHER_CLERK, now=LATER, chance=listed.chance)


async def test_a_clerk_cannot_publish_what_the_city_has_to_see(listed: Listed, waiting: ListingId) -> None:
    for statement in (
        "UPDATE listings SET state = 'PUBLISHED', decided_at = now()",
        "UPDATE listings SET state = 'REJECTED', decided_at = now(), reason = 'No.'",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with listed.acting(CLUB_CLERK) as connection:
                await connection.execute(statement)


@pytest.mark.parametrize(
    ("principal", "provider", "state", "reviewed"),
    [
        (CLUB_CLERK, at.CLUB, "PUBLISHED", True),
        (CLUB_CLERK, at.CLUB, "PUBLISHED", False),
        (CLUB_VIEWER, at.CLUB, "PENDING", True),
        (OTHER_CLERK, at.CLUB, "PENDING", True),
        (HANDLER, at.CLUB, "PENDING", True),
        (NOBODY, at.CLUB, "PENDING", True),
        (HANDLER, at.CITY, "PENDING", True),
    ],
)
async def test_nobody_adds_a_listing_that_is_not_theirs_or_passes_by_the_city(
    listed: Listed, principal: Principal, provider: object, state: str, reviewed: bool
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with listed.acting(principal) as connection:
            await connection.execute(INSERT, provider, state, reviewed, None if state == "PENDING" else NOW)


async def test_a_clerk_adds_what_waits(listed: Listed) -> None:
    async with listed.acting(CLUB_CLERK) as connection:
        assert await connection.execute(INSERT, at.CLUB, "PENDING", True, None) == "INSERT 0 1"


async def test_what_was_proposed_is_never_rewritten(listed: Listed, waiting: ListingId) -> None:
    for change in ("content = '{}'", "provider_id = gen_random_uuid()", "submitted_by = NULL", "reviewed = false"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with listed.acting(CLUB_CLERK) as connection:
                await connection.execute(f"UPDATE listings SET {change}")  # noqa: S608 -- four statements of this test


async def test_the_database_refuses_that_one_person_submits_and_decides(listed: Listed, waiting: ListingId) -> None:
    with pytest.raises(Refused) as refused:
        async with listed.acting(HANDLER) as connection:
            await connection.fetch(
                "UPDATE listings SET state = 'PUBLISHED', decided_at = now(), decided_by = submitted_by RETURNING id"
            )
    assert [problem.code for problem in refused.value.problems] == ["LISTING_OWN"]


_FACTS = {
    ListingState.PENDING: "decided_at = NULL, reason = NULL",
    ListingState.PUBLISHED: "decided_at = now(), reason = NULL, decided_by = $1",
    ListingState.REJECTED: "decided_at = now(), reason = 'No.', decided_by = $1",
    ListingState.WITHDRAWN: "decided_at = now(), reason = NULL",
}


async def put(listed: Listed, id: ListingId, state: ListingState) -> bool:
    """Whether the database lets the system itself put a listing into a state that is another."""
    facts = _FACTS[state]
    values = (HANDLER.person_id, id) if "$1" in facts else (id,)
    sql = f"UPDATE listings SET state = '{state}', {facts} WHERE id = ${len(values)}"  # noqa: S608 -- of this test
    async with listed.database.unit_of_work() as connection:
        await act_as_system(connection)
        return await connection.execute(sql, *values) == "UPDATE 1"


async def test_the_database_knows_the_same_transitions(listed: Listed) -> None:
    ids = (await listed.bring(TWENTY)).listing_ids
    pairs = list(product(ListingState, repeat=2))
    found = []
    for id, (before, after) in zip(ids, pairs, strict=False):
        if before is ListingState.PENDING or await put(listed, id, before):
            found += [(before, after)] if await put(listed, id, after) and before is not after else []
    assert found == [(before, after) for before, after in pairs if after in LISTING_TRANSITIONS[before]]


async def test_the_role_of_public_reads_has_no_right_to_listings(listed: Listed, waiting: ListingId) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await listed.published("SELECT id FROM listings")


@pytest.mark.parametrize("of", ["harborId", "harbor"])
async def test_nothing_is_listed_in_anothers_harbor(listed: Listed, of: str) -> None:
    named = {"harborId": str(OTHER_HARBOR), "harbor": "other club"}[of]
    told = mooring(1)
    told["properties"] = {"number": "1", of: named}
    report = await listed.bring(collection(told))
    assert [(one.line, one.problem.code, one.problem.field) for one in report.problems] == [
        (0, "REFERENCE_UNKNOWN", "harborId")
    ]


async def test_nothing_of_anothers_is_changed_or_retired(listed: Listed) -> None:
    async def change(id: object) -> None:
        async with listed.acting(OTHER_CLERK) as connection:
            await submit_listing(
                connection,
                {"id": str(id), "name_fi": "Meidän"},
                kind=ResourceKind.HARBOR,
                provider_id=OTHER_CLUB,
                by=OTHER_CLERK,
                now=NOW,
                chance=listed.chance,
            )

    async def retire(id: object) -> None:
        async with listed.acting(OTHER_CLERK) as connection:
            await retire_resource(
                connection, at.CLUB_HARBOR, provider_id=OTHER_CLUB, by=OTHER_CLERK, now=NOW, chance=listed.chance
            )

    refused: list[type[HarborError]] = []
    for act in (change, retire):
        with pytest.raises(HarborError) as refusal:
            await act(at.CLUB_HARBOR)
        assert [problem.code for problem in refusal.value.problems] == ["LISTING_UNKNOWN"]
        refused.append(type(refusal.value))
    assert refused == [Invalid, NotFound]


async def test_what_has_come_to_another_provider_meanwhile_is_not_published(listed: Listed) -> None:
    async with listed.acting(CLUB_MANAGER) as connection:
        listing = await submit_listing(
            connection,
            {"id": str(at.CLUB_HARBOR), "name_fi": "Meidän"},
            kind=ResourceKind.HARBOR,
            provider_id=at.CLUB,
            by=CLUB_MANAGER,
            now=NOW,
            chance=listed.chance,
        )
        await connection.execute("UPDATE harbors SET provider_id = $1 WHERE id = $2", OTHER_CLUB, at.CLUB_HARBOR)
    assert listing is not None
    with pytest.raises(NotFound):
        async with listed.acting(HANDLER) as connection:
            await approve_listings(connection, [listing.id], by=HANDLER, now=LATER, chance=listed.chance)
