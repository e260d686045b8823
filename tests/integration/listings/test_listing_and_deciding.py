"""A club lists twenty guest moorings, the city decides, anybody sees them; four eyes, reasons, trusted providers."""

from asyncio import gather
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from harbors.access.records import Role
from harbors.errors import HarborError, Invalid, NotFound, Refused
from harbors.listings.commands import retire_resource, submit_listing
from harbors.listings.decisions import approve_listings, listings_of_batch, reject_listings, withdraw_listing
from harbors.listings.kinds import Action, FileFormat, ListingState, ResourceKind
from harbors.listings.reads import load_listing
from harbors.listings.records import BatchId, Listing, ListingId, Report
from harbors.places.commands import load_catalogue
from tests import harbor_town as at
from tests.listed_town import (
    CLUB_CLERK,
    CLUB_MANAGER,
    HANDLER,
    LATER,
    NOW,
    OTHER_HANDLER,
    TWENTY,
    Listed,
    collection,
    feature,
    mooring,
)

MOORINGS = "SELECT number, source_system, provider_id FROM places WHERE kind = 'GUEST_MOORING' AND retired_at IS NULL"


async def decide(listed: Listed, batch_id: BatchId | None) -> Sequence[Listing]:
    assert batch_id is not None
    async with listed.acting(HANDLER) as connection:
        ids = await listings_of_batch(connection, batch_id)
        return await approve_listings(connection, ids, by=HANDLER, now=LATER, chance=listed.chance)


async def one(listed: Listed, id: ListingId) -> Listing:
    async with listed.acting(CLUB_MANAGER) as connection:
        return await load_listing(connection, id)


async def submit(listed: Listed, **told: object) -> Listing:
    values = {"harbor_id": str(at.CLUB_HARBOR), "number": "G1", "geometry": _POINT}
    async with listed.acting(CLUB_CLERK) as connection:
        listing = await submit_listing(
            connection,
            values | told,
            kind=ResourceKind.GUEST_MOORING,
            provider_id=at.CLUB,
            by=CLUB_CLERK,
            now=NOW,
            chance=listed.chance,
        )
    assert listing is not None
    return listing


_POINT = {"type": "Point", "coordinates": [24.951, 60.1501]}


def codes(error: HarborError) -> list[tuple[str, str | None]]:
    return [(problem.code, problem.field) for problem in error.problems]


async def test_twenty_guest_moorings_wait_for_the_city_and_then_anybody_sees_them(listed: Listed) -> None:
    report = await listed.bring(TWENTY)
    assert (report.created, report.changed, report.unchanged, report.problems) == (20, 0, 0, ())
    assert await listed.published(MOORINGS) == []
    decided = await decide(listed, report.batch_id)
    assert len(decided) == 20
    rows = await listed.published(MOORINGS)
    assert sorted(int(str(row["number"])) for row in rows) == list(range(1, 21))
    assert {(row["source_system"], row["provider_id"]) for row in rows} == {("ahti", at.CLUB)}
    assert (await one(listed, decided[0].id)).state is ListingState.PUBLISHED


async def test_the_same_file_again_changes_nothing_before_and_after_the_decision(listed: Listed) -> None:
    first = await listed.bring(TWENTY)
    assert await listed.bring(TWENTY) == Report(unchanged=20)
    await decide(listed, first.batch_id)
    assert await listed.bring(TWENTY) == Report(unchanged=20)


async def test_a_changed_file_changes_what_differs_and_nothing_else(listed: Listed) -> None:
    await decide(listed, (await listed.bring(TWENTY)).batch_id)
    again = await listed.bring(collection(mooring(1, widthMm=4_000), mooring(2), mooring(21)))
    assert (again.created, again.changed, again.unchanged) == (1, 1, 1)
    await decide(listed, again.batch_id)
    rows = await listed.published(
        "SELECT number, width_mm FROM places WHERE width_mm = 4000 AND kind = 'GUEST_MOORING'"
    )
    assert [row["number"] for row in rows] == ["1"]
    (harbor,) = await listed.published("SELECT place_count FROM harbors WHERE id = $1", at.CLUB_HARBOR)
    assert harbor["place_count"] == 2 + 21


async def test_a_dry_run_says_the_same_and_changes_nothing(listed: Listed) -> None:
    trial = await listed.bring(TWENTY, dry_run=True)
    assert (trial.created, trial.batch_id, trial.listing_ids) == (20, None, ())
    async with listed.acting(CLUB_MANAGER) as connection:
        assert await connection.fetchval("SELECT count(*) FROM listings") == 0


async def test_one_fault_in_a_file_and_nothing_of_it_is_listed(listed: Listed) -> None:
    report = await listed.bring(collection(mooring(1), mooring(2, widthMm="wide", depthMm=3)))
    assert [(one.line, one.problem.field, one.problem.code) for one in report.problems] == [
        (1, "widthMm", "NUMBER_EXPECTED"),
        (1, "depthMm", "OUT_OF_RANGE"),
    ]
    async with listed.acting(CLUB_MANAGER) as connection:
        assert await connection.fetchval("SELECT count(*) FROM listings") == 0


async def test_a_table_lists_what_a_map_lists(listed: Listed) -> None:
    table = (
        "Satama;Numero;Leveys;Pituus;lat;lon;Varustelu;Käytössä\r\n"
        "club;V1;3500;11000;60,1501;24,951;WATER|ELECTRICITY;kyllä\r\n"
        "club;V2;;;60,1502;24,952;;ei\r\n"
    )
    report = await listed.bring("\ufeff" + table, format=FileFormat.CSV)
    assert (report.created, report.problems) == (2, ())
    await decide(listed, report.batch_id)
    rows = await listed.published(
        "SELECT number, width_mm, amenities, is_active, centroid FROM places WHERE kind = 'GUEST_MOORING' ORDER BY 1"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("V1", 3500, ["ELECTRICITY", "WATER"], True, '{"type":"Point","coordinates":[24.951,60.1501]}'),
        ("V2", None, [], False, '{"type":"Point","coordinates":[24.952,60.1502]}'),
    ]


async def test_the_city_publishes_its_own_at_once(listed: Listed) -> None:
    text = collection(mooring(1, harborId=str(at.NORTH)))
    report = await listed.bring(text, by=HANDLER, to=at.CITY)
    assert report.created == 1
    assert [row["provider_id"] for row in await listed.published(MOORINGS)] == [at.CITY]


async def test_who_is_trusted_publishes_at_once(listed: Listed) -> None:
    async with listed.acting(HANDLER) as connection:
        await connection.execute("UPDATE providers SET listings_reviewed = false WHERE id = $1", at.CLUB)
    await listed.bring(TWENTY)
    assert len(await listed.published(MOORINGS)) == 20


async def test_a_rejection_says_why_and_publishes_nothing(listed: Listed) -> None:
    listing = await submit(listed)
    with pytest.raises(Invalid) as refused:
        async with listed.acting(HANDLER) as connection:
            await reject_listings(connection, [listing.id], reason=" ", by=HANDLER, now=LATER, chance=listed.chance)
    assert codes(refused.value) == [("REASON_REQUIRED", "reason")]
    async with listed.acting(HANDLER) as connection:
        await reject_listings(
            connection, [listing.id], reason="No such place.", by=HANDLER, now=LATER, chance=listed.chance
        )
    kept = await one(listed, listing.id)
    assert (kept.state, kept.reason, kept.decided_by) == (ListingState.REJECTED, "No such place.", HANDLER.person_id)
    assert await listed.published(MOORINGS) == []


async def test_a_rejected_resource_keeps_its_id_when_it_is_listed_again_by_its_own_name(listed: Listed) -> None:
    first = await submit(listed, external_id="guest-1")
    async with listed.acting(HANDLER) as connection:
        await reject_listings(
            connection, [first.id], reason="Too short a name.", by=HANDLER, now=LATER, chance=listed.chance
        )
    again = await submit(listed, external_id="guest-1", name_fi="Vieraspaikka")
    assert (again.action, again.resource_id) == (Action.CREATE, first.resource_id)


async def test_what_is_decided_stays_so(listed: Listed) -> None:
    listing = await submit(listed)
    async with listed.acting(CLUB_CLERK) as connection:
        await withdraw_listing(connection, listing.id, by=CLUB_CLERK, now=LATER)
    for decide_again in (
        lambda connection: approve_listings(connection, [listing.id], by=HANDLER, now=LATER, chance=listed.chance),
        lambda connection: reject_listings(
            connection, [listing.id], reason="No.", by=HANDLER, now=LATER, chance=listed.chance
        ),
        lambda connection: withdraw_listing(connection, listing.id, by=HANDLER, now=LATER),
    ):
        with pytest.raises(Refused) as refused:
            async with listed.acting(HANDLER) as connection:
                await decide_again(connection)
        assert codes(refused.value) == [("LISTING_DECIDED", "listingId")]


async def test_nobody_decides_on_a_listing_of_their_own(listed: Listed) -> None:
    clerk = replace(HANDLER, roles={at.CLUB: Role.CLERK, at.CITY: Role.CLERK})
    await listed.bring(collection(mooring(1)), by=clerk)
    async with listed.acting(HANDLER) as connection:
        (id,) = [row["id"] for row in await connection.fetch("SELECT id FROM listings")]
    with pytest.raises(Refused) as refused:
        async with listed.acting(clerk) as connection:
            await approve_listings(connection, [id], by=clerk, now=LATER, chance=listed.chance)
    assert codes(refused.value) == [("LISTING_OWN", "listingId")]
    async with listed.acting(OTHER_HANDLER) as connection:
        await approve_listings(connection, [id], by=OTHER_HANDLER, now=LATER, chance=listed.chance)
    assert len(await listed.published(MOORINGS)) == 1


async def test_a_batch_is_published_as_a_whole_or_not_at_all(listed: Listed) -> None:
    report = await listed.bring(TWENTY)
    first, *rest = report.listing_ids
    async with listed.acting(CLUB_CLERK) as connection:
        await withdraw_listing(connection, first, by=CLUB_CLERK, now=LATER)
    with pytest.raises(Refused):
        async with listed.acting(HANDLER) as connection:
            await approve_listings(connection, [first, *rest], by=HANDLER, now=LATER, chance=listed.chance)
    assert await listed.published(MOORINGS) == []
    with pytest.raises(NotFound):
        async with listed.acting(HANDLER) as connection:
            await listings_of_batch(connection, BatchId(at.CLUB))


async def test_an_import_of_other_sources_retires_nothing_that_was_listed(listed: Listed) -> None:
    await decide(listed, (await listed.bring(TWENTY)).batch_id)
    async with listed.database.unit_of_work() as connection:
        report = await load_catalogue(connection, at.catalogue(), now=LATER)
    assert {counts.gone for counts in report.values()} == {0}
    assert len(await listed.published(MOORINGS)) == 20


async def test_what_an_import_brought_keeps_its_provenance_when_its_provider_changes_it(listed: Listed) -> None:
    change = {"id": str(at.CLUB_HARBOR), "nameSv": "Klubbhamnen"}
    report = await listed.bring(collection(feature(None, **change)), kind=ResourceKind.HARBOR)
    assert (report.changed, report.problems) == (1, ())
    await decide(listed, report.batch_id)
    (row,) = await listed.published(
        "SELECT name_fi, name_sv, source_system, created_at, modified_at FROM harbors WHERE id = $1", at.CLUB_HARBOR
    )
    assert tuple(row.values()) == ("club", "Klubbhamnen", "town", at.OPENS, LATER)


async def test_a_number_is_given_once_however_many_ask_at_once(listed: Listed) -> None:
    outcomes = await gather(*(submit(listed) for _ in range(4)), return_exceptions=True)
    refused = [outcome for outcome in outcomes if isinstance(outcome, Invalid)]
    assert [codes(error) for error in refused] == [[("NUMBER_TAKEN", "number")]] * 3


async def test_numbers_are_told_apart_within_a_file_and_against_what_is_there(listed: Listed) -> None:
    await listed.bring(collection(mooring(1, externalId="z")))
    report = await listed.bring(
        collection(
            mooring(1, externalId="a"),
            mooring(2, externalId="b"),
            mooring(3, externalId="b"),
            mooring(5),
            mooring(5),
            mooring(6),
            mooring(6, externalId="c"),
        )
    )
    assert [(one.line, one.problem.code) for one in report.problems] == [
        (0, "NUMBER_TAKEN"),
        (2, "LINE_REPEATED"),
        (4, "LINE_REPEATED"),
        (5, "NUMBER_TAKEN"),
        (6, "NUMBER_TAKEN"),
    ]


async def test_a_resource_gets_its_providers_own_name_later_and_is_known_by_it_from_then_on(listed: Listed) -> None:
    await decide(listed, (await listed.bring(collection(mooring(1)))).batch_id)
    named = await listed.bring(collection(mooring(1, externalId="a")))
    assert (named.changed, await listed.bring(collection(mooring(1, externalId="a")))) == (1, Report(unchanged=1))
    await decide(listed, named.batch_id)
    renumbered = await listed.bring(collection(mooring(2, externalId="a")))
    assert (renumbered.created, renumbered.changed) == (0, 1)
    await decide(listed, renumbered.batch_id)
    assert [row["number"] for row in await listed.published(MOORINGS)] == ["2"]


async def test_a_new_proposal_takes_the_place_of_one_that_waits(listed: Listed) -> None:
    first = await submit(listed)
    second = await submit(listed, id=str(first.resource_id), width_mm=3_000)
    assert (second.action, second.resource_id) == (Action.CREATE, first.resource_id)
    assert second.content is not None and second.content["number"] == "G1"
    assert (await one(listed, first.id)).state is ListingState.WITHDRAWN


async def test_what_changes_nothing_is_no_listing(listed: Listed) -> None:
    listing = await submit(listed)
    async with listed.acting(CLUB_CLERK) as connection:
        again = await submit_listing(
            connection,
            {"id": str(listing.resource_id), "number": "G1"},
            kind=ResourceKind.GUEST_MOORING,
            provider_id=at.CLUB,
            by=CLUB_CLERK,
            now=LATER,
            chance=listed.chance,
        )
    assert again is None


async def test_a_pier_and_its_berths_are_published_in_that_order(listed: Listed) -> None:
    pier = {"harborId": str(at.CLUB_HARBOR), "identifier": "Z"}
    line = {"type": "LineString", "coordinates": [[24.95, 60.15], [24.951, 60.151]]}
    piers = await listed.bring(
        collection({"type": "Feature", "geometry": line, "properties": pier}), kind=ResourceKind.PIER
    )
    berth = {"harbor": "club", "pier": "z", "number": 1}
    berths = await listed.bring(
        collection({"type": "Feature", "geometry": _POINT, "properties": berth}), kind=ResourceKind.BERTH
    )
    assert (piers.problems, berths.problems) == ((), ())
    with pytest.raises(Invalid) as refused:
        await decide(listed, berths.batch_id)
    assert {problem.code for problem in refused.value.problems} == {"REFERENCE_UNKNOWN"}
    await decide(listed, piers.batch_id)
    await decide(listed, berths.batch_id)
    (row,) = await listed.published(
        "SELECT place.number FROM places AS place JOIN piers AS pier ON pier.id = pier_id WHERE identifier = 'Z'"
    )
    assert row["number"] == "1"


async def test_a_resource_that_nobody_holds_is_retired_with_all_that_lies_in_it(listed: Listed) -> None:
    async with listed.acting(CLUB_MANAGER) as connection:
        listing = await retire_resource(
            connection, at.CLUB_HARBOR, provider_id=at.CLUB, by=CLUB_MANAGER, now=NOW, chance=listed.chance
        )
    assert (listing.kind, listing.action, listing.content) == (ResourceKind.HARBOR, Action.RETIRE, None)
    async with listed.acting(HANDLER) as connection:
        await approve_listings(connection, [listing.id], by=HANDLER, now=LATER, chance=listed.chance)
    sql = "SELECT count(*) AS left FROM places WHERE provider_id = $1 AND retired_at IS NULL"
    assert [row["left"] for row in await listed.published(sql, at.CLUB)] == [0]


@pytest.mark.parametrize("when", ["asked", "decided"])
async def test_a_harbor_with_a_place_that_somebody_holds_is_not_retired(listed: Listed, when: str) -> None:
    async def hold() -> None:
        async with listed.database.unit_of_work() as connection:
            await connection.execute(
                "INSERT INTO occupancies (place_id, period, span, kind, state, created_at)"
                " VALUES ($1, tstzrange($2, $3), '[0,1)', 'AWARD', 'HOLDING', $2)",
                *(at.berth("club", "A", 1), LATER, LATER + timedelta(days=90)),
            )

    async def retire() -> None:
        async with listed.acting(CLUB_MANAGER) as connection:
            listing = await retire_resource(
                connection, at.CLUB_HARBOR, provider_id=at.CLUB, by=CLUB_MANAGER, now=NOW, chance=listed.chance
            )
        if when == "decided":
            await hold()
        async with listed.acting(HANDLER) as connection:
            await approve_listings(connection, [listing.id], by=HANDLER, now=LATER, chance=listed.chance)

    if when == "asked":
        await hold()
    with pytest.raises(Refused) as refused:
        await retire()
    assert codes(refused.value) == [("RESOURCE_HELD", "resourceId")]
    (harbor,) = await listed.published("SELECT retired_at FROM harbors WHERE id = $1", at.CLUB_HARBOR)
    assert harbor["retired_at"] is None


async def test_a_quay_becomes_no_smaller_than_what_somebody_has_of_it(listed: Listed) -> None:
    quay = {"number": "Q", "units": 40, "harborId": str(at.NORTH)}
    text = collection(feature({"type": "LineString", "coordinates": [[24.95, 60.15], [24.951, 60.15]]}, **quay))
    await listed.bring(text, by=HANDLER, to=at.CITY, kind=ResourceKind.QUAY)
    async with listed.database.unit_of_work() as connection:
        await connection.execute(
            "INSERT INTO occupancies (place_id, period, span, kind, state, created_at)"
            " SELECT id, tstzrange($1, $2), '[10,25)', 'AWARD', 'HOLDING', $1 FROM places WHERE kind = 'QUAY'",
            *(LATER, LATER + timedelta(days=90)),
        )
    with pytest.raises(Refused) as refused:
        await listed.bring(text.replace("40", "24"), by=HANDLER, to=at.CITY, kind=ResourceKind.QUAY)
    assert codes(refused.value) == [("UNITS_HELD", "resourceId")]
    report = await listed.bring(text.replace("40", "25"), by=HANDLER, to=at.CITY, kind=ResourceKind.QUAY)
    assert report.changed == 1
