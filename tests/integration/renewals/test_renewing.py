"""Those who have a place are offered it for the next season, each once; who does not pay has it no more."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from harbors.access.commands import act_as_system
from harbors.errors import HarborError
from harbors.invoices.commands import name_payee
from harbors.invoices.rules import PayeeForm
from harbors.leases.keeping import keep_leases
from harbors.leases.reads import current_leases
from harbors.leases.records import LeaseId, OccupancyId, Period, Tenant
from harbors.leases.rules import season_period
from harbors.offers.pricing import Wanted
from harbors.offers.records import Offer, OfferDraft, OfferId, OfferKind
from harbors.offers.refusals import offer_refused
from harbors.orders.records import Line, Payer
from harbors.places.kinds import PlaceKind
from harbors.renewals.by_tenants import renew_lease
from harbors.renewals.commands import preview_renewals
from harbors.renewals.records import RenewalStatus
from harbors.sql import Connection
from harbors.text import Language
from tests import harbor_town as at
from tests.cast import VICTIM
from tests.integration.offers.conftest import price
from tests.integration.renewals.conftest import (
    AFTER,
    DUE,
    OVER,
    RENEWING,
    SENT,
    URL,
    Office,
    berth,
    flat,
    lease,
    lease_id,
)

OFFERS = """
    SELECT previous_lease_id, kind, status, starts_at, ends_at, due_at, grace_days, channel, tenant_language
    FROM offers ORDER BY previous_lease_id
"""
HOLDERS = """
    SELECT kind FROM occupancies
    WHERE place_id = $1 AND state = 'HOLDING' AND period && season_period($2, $3, 'Europe/Helsinki')
"""
WHOLE = season_period(AFTER, "Europe/Helsinki")


async def holders(office: Office, number: int) -> list[str]:
    """What holds a berth in the next season."""
    return [row["kind"] for row in await office.asked(HOLDERS, berth(number), AFTER.starts, AFTER.ends)]


async def current(office: Office) -> set[LeaseId]:
    """Whose places count as theirs when those of the next season are given."""
    async with office.database.unit_of_work() as connection:
        await act_as_system(connection)
        return {*await current_leases(connection, provider_id=at.CITY, season=AFTER, kind=PlaceKind.BERTH)}


async def offer_of(office: Office, number: int) -> OfferId:
    [row] = await office.asked("SELECT id FROM offers WHERE previous_lease_id = $1", lease_id(number))
    return OfferId(row["id"])


async def test_everybody_is_offered_the_own_place_for_the_whole_of_the_next_season(office: Office) -> None:
    run, leases = await office.start()
    assert leases == 7
    await office.all(run)
    assert await office.report(run) == {("OFFERED", None): 6, ("FAILED", "PLACE_INACTIVE"): 1}
    offers = await office.asked(OFFERS)
    assert {row["previous_lease_id"] for row in offers} == {lease_id(number) for number in range(1, 7)}
    assert {tuple(row.values())[1:7] for row in offers} == {("RENEWAL", "OPEN", WHOLE.start, WHOLE.end, DUE, 7)}
    assert [await holders(office, number) for number in (1, 7)] == [["OFFER"], []]
    [ended] = await office.asked("SELECT status FROM renewal_runs")
    assert ended["status"] == RenewalStatus.ENDED


async def test_each_is_told_once_in_the_own_language(office: Office) -> None:
    run, _ = await office.start()
    await office.all(run)
    told = await office.asked("SELECT template, language, address FROM messages ORDER BY address")
    assert [tuple(row.values()) for row in told] == [
        ("RENEWAL_MADE", ("fi", "sv", "en")[number % 3], f"t{number}@example.org") for number in range(1, 7)
    ]


async def test_who_has_no_mail_address_gets_a_letter(office: Office) -> None:
    await office.asked("UPDATE leases SET tenant_email = NULL WHERE id = $1", lease_id(1))
    run, _ = await office.start()
    await office.all(run)
    rows = await office.asked("SELECT channel FROM offers WHERE previous_lease_id = $1", lease_id(1))
    assert [row["channel"] for row in rows] == ["PAPER"]


async def test_a_preview_says_what_a_run_would_do_and_does_nothing(office: Office) -> None:
    await office.asked("UPDATE leases SET tenant_email = NULL WHERE id = $1", lease_id(1))
    await office.asked("UPDATE places SET width_mm = 2000 WHERE id = $1", berth(2))
    async with office.database.unit_of_work() as connection:
        told = await preview_renewals(connection, office.season, now=SENT, chance=office.chance, prices=flat)
    assert (told.total, told.offers, str(told.amount), told.letters) == (7, 5, "1450.00", 1)
    assert told.failures == {"PLACE_INACTIVE": 1, "BOAT_DOES_NOT_FIT": 1}
    assert await office.asked("SELECT FROM offers UNION ALL SELECT FROM renewal_items") == []


async def test_what_failed_is_tried_again_and_nothing_else(office: Office) -> None:
    run, _ = await office.start()
    await office.all(run)
    await office.asked("UPDATE places SET is_active = true WHERE id = $1", berth(7))
    assert await office.retry(run) == 1
    await office.all(run)
    assert await office.report(run) == {("OFFERED", None): 7}
    tried = await office.asked("SELECT attempts, count(*)::int AS leases FROM renewal_items GROUP BY 1 ORDER BY 1")
    assert [tuple(row.values()) for row in tried] == [(1, 6), (2, 1)]


async def test_why_it_failed_is_kept_in_words(office: Office) -> None:
    await office.asked("UPDATE places SET width_mm = 2250 WHERE id = $1", berth(1))
    run, _ = await office.start()
    await office.all(run)
    rows = await office.asked(
        "SELECT code, problem ->> 'message' AS said FROM renewal_items WHERE lease_id = $1", lease_id(1)
    )
    assert rows[0]["code"] == "BOAT_DOES_NOT_FIT"
    assert "25 cm too wide" in rows[0]["said"]


async def test_a_place_without_a_price_fails_alone(office: Office) -> None:
    async def some(connection: Connection, wanted: Sequence[Wanted]) -> list[tuple[Line, ...] | HarborError]:
        told = zip(wanted, await flat(connection, wanted), strict=True)
        return [offer_refused("NO_PRICE") if one.place_id == berth(1) else lines for one, lines in told]

    run, _ = await office.start()
    await office.all(run, prices=some)
    assert (await office.report(run))[("FAILED", "NO_PRICE")] == 1
    assert (await office.report(run))[("OFFERED", None)] == 5


async def test_a_run_that_is_stopped_leaves_the_rest_to_another(office: Office) -> None:
    run, _ = await office.start()
    assert (await office.cancel(run)).status is RenewalStatus.CANCELLED
    assert await office.some(run) is False
    assert await office.asked("SELECT FROM offers") == []
    again, leases = await office.start()
    assert leases == 7
    await office.all(again)
    assert (await office.report(again))[("OFFERED", None)] == 6


async def test_a_second_run_takes_only_leases_that_none_has_had(office: Office) -> None:
    run, _ = await office.start()
    with pytest.raises(HarborError) as refusal:
        await office.start()
    assert [problem.code for problem in refusal.value.problems] == ["RENEWALS_RUNNING"]
    await office.all(run)
    again, leases = await office.start()
    assert leases == 0
    await office.all(again)
    assert len(await office.asked("SELECT FROM offers")) == 6


async def test_after_the_due_date_no_run_begins(office: Office) -> None:
    with pytest.raises(HarborError) as refusal:
        await office.start(now=DUE)
    assert [problem.code for problem in refusal.value.problems] == ["RENEWALS_OVER"]


async def test_a_run_that_comes_to_its_work_after_the_due_date_offers_nothing_any_more(office: Office) -> None:
    run, _ = await office.start()
    await office.all(run, now=DUE)
    assert await office.report(run) == {("FAILED", "RENEWALS_OVER"): 7}
    assert await office.asked("SELECT FROM offers") == []


async def test_who_ended_meanwhile_is_left_out(office: Office) -> None:
    run, _ = await office.start()
    await office.asked(
        """
        WITH ended AS (UPDATE leases SET status = 'ENDED', ended_at = $2, ending = 'TERMINATED', end_reason = 'Sold.'
                       WHERE id = $1 RETURNING occupancy_id)
        UPDATE occupancies SET period = held_until(period, $2) FROM ended WHERE id = ended.occupancy_id
        """,
        *(lease_id(1), lease(1).period.end - timedelta(days=9)),
    )
    await office.all(run)
    assert (await office.report(run))[("SKIPPED", "NOT_ACTIVE")] == 1


async def test_a_place_that_somebody_else_has_by_then_is_not_offered(office: Office) -> None:
    other = replace(
        lease(1, tenant=Tenant(name="Another")),
        id=LeaseId(at.key("lease", "another")),
        occupancy_id=OccupancyId(at.key("occupancy", "another")),
        season=AFTER,
        period=Period(WHOLE.start, WHOLE.end),
    )
    async with office.database.unit_of_work() as connection:
        await act_as_system(connection)
        await keep_leases(connection, [other], provider_id=at.CITY, now=SENT)
    run, _ = await office.start()
    await office.all(run)
    assert (await office.report(run))[("FAILED", "PLACE_GIVEN")] == 1


async def test_who_owes_is_not_renewed_until_that_is_paid(office: Office) -> None:
    await office.asked("UPDATE leases SET person_id = $2 WHERE id = $1", lease_id(1), VICTIM)
    await office.asked(
        """
        INSERT INTO orders (id, provider_id, reference, purpose, status, person_id, payer_name, payer_language,
                            expires_at, created_at)
        VALUES (gen_random_uuid(), $1, 'K7M39-QXW4R', 'OFFER', 'OPEN', $2, 'Vilma Uhri', 'fi', $3, $3)
        """,
        *(at.CITY, VICTIM, SENT - timedelta(days=30)),
    )
    run, _ = await office.start()
    await office.all(run)
    assert (await office.report(run))[("FAILED", "DEBTS")] == 1


async def test_behaviour_9_the_place_of_a_tenant_who_did_not_renew_is_free_after_the_due_date_renewed_it_is_not(
    office: Office,
) -> None:
    run, _ = await office.start()
    await office.all(run)
    renewed = await office.desk.offer(await offer_of(office, 1))
    await office.desk.pay(renewed, now=DUE - timedelta(days=1))
    assert await office.expire(now=OVER - timedelta(seconds=1)) == 0
    assert [await holders(office, number) for number in (1, 2)] == [["LEASE"], ["OFFER"]]
    assert await office.expire(now=OVER) == 5
    assert [await holders(office, number) for number in (1, 2)] == [["LEASE"], []]
    [next_lease] = await office.asked(
        "SELECT id, origin, follows_id FROM leases WHERE season_starts = $1", AFTER.starts
    )
    assert (next_lease["origin"], next_lease["follows_id"]) == ("RENEWED", lease_id(1))
    # In a round only who renewed counts as having a place; berth 7 was never offered, for its tenant to be heard first.
    assert await current(office) == {next_lease["id"], lease_id(7)}


async def test_behaviour_9_in_an_open_switch_offer_the_own_place_is_not_free(office: Office) -> None:
    tenant = Tenant(name="Tenant 1", email="t1@example.org", language=Language.SV)
    payer = Payer(name="Tenant 1", email="t1@example.org", language=Language.SV)
    switch = OfferDraft(
        provider_id=at.CITY,
        kind=OfferKind.SWITCH,
        place_id=at.berth("north", "B", 1),
        season=AFTER,
        period=WHOLE,
        tenant=tenant,
        boat=lease(1).boat,
        payer=payer,
        lines=price("300.00"),
        due_at=DUE,
        previous_lease_id=lease_id(1),
    )
    await office.desk.make(switch, now=SENT)
    run, _ = await office.start()
    await office.all(run)
    assert (await office.report(run))[("SKIPPED", "OTHER_OFFER")] == 1
    assert lease_id(1) in await current(office)


async def test_a_tenant_with_a_renewal_that_waits_is_not_drawn_against(office: Office) -> None:
    run, _ = await office.start()
    assert lease_id(1) in await current(office)
    await office.all(run)
    assert await holders(office, 1) == ["OFFER"]
    assert await current(office) == {lease_id(7)}


async def test_a_tenant_renews_in_one_click_once_it_is_on(office: Office) -> None:
    async def click(now: datetime) -> Offer:
        async with office.database.unit_of_work() as connection:
            await act_as_system(connection)
            return await renew_lease(
                connection, lease_id(1), public_url=URL, now=now, chance=office.chance, prices=flat
            )

    with pytest.raises(HarborError) as refusal:
        await click(SENT - timedelta(days=1))
    assert [problem.code for problem in refusal.value.problems] == ["RENEWALS_NOT_SENT"]
    first = await click(SENT)
    assert await click(SENT + timedelta(days=1)) == first
    run, _ = await office.start()
    await office.all(run)
    assert await office.report(run) == {
        ("OFFERED", None): 5,
        ("FAILED", "PLACE_INACTIVE"): 1,
        ("SKIPPED", "OFFERED_ALREADY"): 1,
    }
    assert await office.asked("SELECT FROM offers WHERE previous_lease_id = $1", lease_id(1)) != []


async def test_with_a_payee_each_renewal_is_invoiced_once_by_a_reference_of_its_own_due_with_the_season(
    office: Office,
) -> None:
    payee = PayeeForm(
        name="City",
        business_id=None,
        street_address=None,
        zip_code=None,
        city=None,
        iban="FI2112345600000785",
        bic="NDEAFIHH",
        invoicing=True,
    )
    async with office.database.unit_of_work() as connection:
        await act_as_system(connection)
        await name_payee(connection, payee, provider_id=at.CITY, now=SENT, chance=office.chance)
    run, _ = await office.start()
    await office.all(run)
    invoices = await office.asked("SELECT due_on, amount, sequence, reference FROM invoices ORDER BY sequence")
    assert [(row["due_on"], str(row["amount"]), row["sequence"]) for row in invoices] == [
        (RENEWING.due_on, "290.00", number) for number in range(1, 7)
    ]
    assert len({row["reference"] for row in invoices}) == 6
