"""A decision is told once, by a mail to whoever submitted, in their language; else to the provider's public address."""

from collections.abc import Sequence
from typing import Any

import pytest

from harbors.access.commands import act_as_system
from harbors.listings.commands import retire_resource
from harbors.listings.decisions import approve_listings, reject_listings
from harbors.listings.records import ListingId
from tests import harbor_town as at
from tests.listed_town import CLUB_MANAGER, HANDLER, LATER, NOW, TWENTY, Listed, collection, mooring


async def messages(listed: Listed) -> Sequence[Any]:
    async with listed.database.unit_of_work() as connection:
        await act_as_system(connection)
        return await connection.fetch(
            "SELECT template, language, address, person_id, figures FROM messages ORDER BY key"
        )


async def profile(listed: Listed, *, verified: bool) -> None:
    async with listed.database.unit_of_work() as connection:
        await act_as_system(connection)
        await connection.execute(
            "UPDATE person_profiles SET language = 'sv', email = 'manager@example.org', email_verified_at = $2"
            " WHERE person_id = $1",
            *(CLUB_MANAGER.person_id, NOW if verified else None),
        )


async def approve(listed: Listed, ids: Sequence[ListingId]) -> None:
    async with listed.acting(HANDLER) as connection:
        await approve_listings(connection, ids, by=HANDLER, now=LATER, chance=listed.chance)


async def test_twenty_moorings_are_one_mail_in_the_language_of_whoever_submitted(listed: Listed) -> None:
    await profile(listed, verified=True)
    await approve(listed, (await listed.bring(TWENTY)).listing_ids)
    [mail] = await messages(listed)
    assert (mail["template"], mail["language"], mail["address"], mail["person_id"]) == (
        "LISTING_APPROVED",
        "sv",
        "manager@example.org",
        CLUB_MANAGER.person_id,
    )
    assert mail["figures"]["provider"] == "Club"
    assert mail["figures"]["listing"] == "gästplats 1, 2, 3, 4, 5 + 15"


async def test_a_rejection_says_why(listed: Listed) -> None:
    await profile(listed, verified=True)
    ids = (await listed.bring(collection(mooring(1)))).listing_ids
    async with listed.acting(HANDLER) as connection:
        await reject_listings(
            connection, ids, reason="There is no such pier.", by=HANDLER, now=LATER, chance=listed.chance
        )
    [mail] = await messages(listed)
    assert (mail["template"], mail["figures"]) == (
        "LISTING_REJECTED",
        {"listing": "gästplats 1", "provider": "Club", "reason": "There is no such pier."},
    )


@pytest.mark.parametrize("has_address", [True, False])
async def test_an_address_that_nobody_confirmed_gets_no_mail(listed: Listed, has_address: bool) -> None:
    await profile(listed, verified=False)
    if has_address:
        async with listed.database.unit_of_work() as connection:
            await connection.execute("UPDATE providers SET email = 'club@example.org' WHERE id = $1", at.CLUB)
    await approve(listed, (await listed.bring(collection(mooring(1)))).listing_ids)
    told = [(mail["address"], mail["language"], mail["person_id"]) for mail in await messages(listed)]
    assert told == ([("club@example.org", "fi", None)] if has_address else [])


async def test_what_is_retired_is_called_as_it_was_called(listed: Listed) -> None:
    async with listed.acting(CLUB_MANAGER) as connection:
        listing = await retire_resource(
            connection, at.CLUB_HARBOR, provider_id=at.CLUB, by=CLUB_MANAGER, now=NOW, chance=listed.chance
        )
    await profile(listed, verified=True)
    await approve(listed, [listing.id])
    [mail] = await messages(listed)
    assert mail["figures"]["listing"] == "club"
