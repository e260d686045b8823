"""A season from the release of a round to next year's renewals on a moved clock: every mail, cent and place."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from ahti.constraints import REFUSALS
from ahti.db import Database
from harbors.leases.records import LeasedBoat, Tenant
from harbors.offers.direct import Direct, make_direct_offer
from harbors.offers.quoting import prices_of
from harbors.renewals.commands import preview_renewals, start_renewals
from harbors.renewals.records import Preview
from harbors.storage_notices.commands import give_notice
from harbors.storage_notices.quoting import price_of_ground
from harbors.storage_notices.records import Holder, NoticeDraft, Stands, StoredBoat
from harbors.switching.ending import end_lease
from harbors.switching.moving import move_tenant
from harbors.text import Language
from tests import harbor_town as at
from tests import winter_town as winter
from tests.integration.money.seasonal_office import Office, opened
from tests.integration.money.seasonal_town import PEOPLE, PIER, QUAY, WIDE, address, tell_seasons
from tests.signed_in import CHANCE

URL = "https://ahti.example"


def on(day: str, hour: int = 9) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)


async def spring(office: Office) -> None:
    """What was given is offered, paid or not, and given on."""
    await office.passes(to=on("2027-03-05"))
    assert [await office.pay(name) for name in ("anna", "firma")] == [Decimal(330), Decimal(660)]
    await office.decline("carol")
    for day in ("2027-03-10", "2027-03-14", "2027-03-16", "2027-03-17", "2027-03-22"):
        await office.passes(to=on(day))
    assert await office.pay("bjorn") == Decimal(330)
    await office.passes(to=on("2027-03-24"))
    assert await office.pay("eva") == Decimal(330)
    office.clock.time = on("2027-03-25")
    await office.batch()
    await office.passes(to=on("2027-03-26"))
    assert await office.pay("henry") == Decimal(330)
    # Who declined waits on, behind the own class and before the others, and does not want to.
    await office.withdraw("carol")
    await office.batch()
    await office.passes(to=on("2027-03-30"))
    for name in ("fiona", "ilta", "gosta"):
        assert await office.pay(name) == Decimal(330)
    await office.passes(to=on("2027-04-20"))


async def summer(office: Office) -> None:
    """One is moved to a dearer place and pays the difference, one goes and is given back what is left."""
    await office.passes(to=on("2027-07-01"))
    async with office.acting("handler") as connection:
        await move_tenant(
            connection,
            await office.lease("anna"),
            to=WIDE,
            at=None,
            until=None,
            reason="Silta.",
            now=office.clock.now(),
            chance=CHANCE,
        )
    await office.done()
    await office.passes(to=on("2027-07-05"))
    assert await office.pay("anna") == Decimal("86.18")
    await office.passes(to=on("2027-08-01"))
    async with office.acting("handler") as connection:
        await end_lease(
            connection,
            await office.lease("bjorn"),
            at=None,
            reason="Båten är såld.",
            now=office.clock.now(),
            chance=CHANCE,
        )
    await office.done()
    # Of 330 the 45 days that are left of 97, less the fee; and what came too late, whole.
    assert await office.give_back() == [("henry", Decimal(330)), ("bjorn", Decimal("133.09"))]


async def autumn(office: Office) -> None:
    """One has a marked place for the winter, one leaves the boat on the meadow."""
    await office.passes(to=on("2027-09-20"))
    now = office.clock.now()
    tenant = Tenant(name="Gösta Vesimäki", email=address("gosta"), language=Language.SV)
    direct = Direct(
        place_id=winter.place("east", "A", 1),
        season=winter.WINTER,
        tenant=tenant,
        boat=LeasedBoat(beam_mm=2_100, length_mm=5_400),
    )
    async with office.acting() as connection:
        await make_direct_offer(
            connection, direct, provider_id=at.CITY, pricing=prices_of, public_url=URL, now=now, chance=CHANCE
        )
        await give_notice(
            connection,
            NoticeDraft(
                place_id=winter.GROUND,
                season=winter.WINTER,
                holder=Holder(name="Ilta Vesimäki", email=address("ilta"), language=Language.FI),
                boat=StoredBoat(beam_mm=2_000, length_mm=5_000, stands=Stands.TRESTLES),
            ),
            quote=price_of_ground,
            public_url=URL,
            now=now,
            chance=CHANCE,
        )
    await office.done()
    assert await office.pay("gosta") == Decimal("268.53")
    await office.passes(to=on("2027-09-28"))
    assert await office.pay("ilta") == Decimal("114.00")
    await office.passes(to=on("2027-10-10"))


async def renewals(office: Office) -> Preview:
    """Whoever has a berth is offered it for the next season."""
    await office.passes(to=on("2027-12-01"))
    now = office.clock.now()
    async with office.acting() as connection:
        season = await tell_seasons(connection, now=now)
    async with office.acting() as connection:
        preview = await preview_renewals(connection, season, now=now, chance=CHANCE)
        await start_renewals(connection, season, now=now, chance=CHANCE)
    await office.done()
    await office.passes(to=on("2027-12-10"))
    for name in ("anna", "firma", "fiona", "gosta"):
        await office.pay(name)
    for day in ("2028-01-02", "2028-01-06", "2028-01-08", "2028-01-09", "2028-01-12"):
        await office.passes(to=on(day))
    assert await office.pay("ilta") == Decimal(330)
    await office.passes(to=on("2028-01-16"))
    return preview


OFFERED, REMINDED = ["OFFER_MADE", "PLACE_GIVEN"], ["OFFER_DUE"] * 3
LATER, LET, OVER, AGAIN = ["OFFER_MADE", "PLACE_CAME_FREE"], ["OFFER_CONFIRMED"], ["OFFER_EXPIRED"], ["RENEWAL_MADE"]
# What each was written about, in order; of what was written at the same time by the name of the template.
TOLD = {
    "anna": [*OFFERED, *LET, "TENANT_MOVED", *AGAIN, *LET],
    "bjorn": [*OFFERED, *REMINDED, *LET, "LEASE_ENDED"],
    "carol": [*OFFERED, *LATER],
    "daavid": [*OFFERED, *REMINDED, *OVER],
    "eva": [*OFFERED, *REMINDED, *OVER, *LET, *AGAIN, *REMINDED, *OVER],
    "henry": [*OFFERED, *REMINDED, *OVER, "MONEY_RETURNED"],
    # Nothing is to be paid: it is theirs at once, and so it is the year after.
    "pelastajat": [*LET, "PLACE_GIVEN", *LET],
    "firma": [*OFFERED, *LET, *AGAIN, *LET],
    "fiona": ["PLACE_NOT_GIVEN", *LATER, *LET, *AGAIN, *LET],
    "ilta": [
        *("PLACE_NOT_GIVEN", *LATER, *LET),
        *("STORAGE_NOTED", "STORAGE_DUE", "STORAGE_PAID"),
        *(*AGAIN, *REMINDED, *LET),
    ],
    "gosta": ["PLACE_NOT_GIVEN", "STILL_WAITING", *LATER, *LET, "OFFER_MADE", *LET, *AGAIN, *LET],
}


@pytest.fixture
async def office(town_url: str) -> AsyncIterator[Office]:
    async with Database.open(town_url, size=12, refusals=REFUSALS) as database, opened(database, town_url) as office:
        yield office


async def test_a_season_from_release_to_next_years_renewals(office: Office) -> None:
    await spring(office)
    await summer(office)
    await autumn(office)
    preview = await renewals(office)
    # Seven berths of the season, one of 440, one at twice 330, one free of charge, four of 330.
    assert (preview.total, preview.offers, preview.amount) == (7, 7, Decimal(2420))
    assert office.mailbox.by_address() == {address(name): told for name, told in sorted(TOLD.items())}
    for mail in office.mailbox.mails:
        name = mail.address.partition("@")[0]
        assert mail.languages((PIER, QUAY)) == {PEOPLE[name].language}, mail
    # Unmarked ground has no number that could be told.
    assert not [mail.says.subject for mail in office.mailbox.mails if "paikka -" in mail.says.text]
    # Each place has one holder, in the winter and in the next season; who did not renew has it no more.
    kept = {"anna", "firma", "fiona", "gosta", "ilta", "pelastajat"}
    assert sorted(await office.holders(on("2027-08-20"))) == sorted(map(address, kept | {"eva"}))
    assert sorted(await office.holders(on("2027-12-20"))) == [address("gosta")]
    assert sorted(await office.holders(on("2028-07-20"))) == sorted(map(address, kept))
    report = await office.reconciled()
    assert (report.findings, report.captured, report.refunded, report.owed) == (
        (),
        Decimal("5528.71"),
        Decimal("463.09"),
        Decimal(0),
    )
    invoices = await office.asked("SELECT sequence, amount FROM invoices WHERE kind = 'INVOICE' ORDER BY sequence")
    assert [row["sequence"] for row in invoices] == list(range(1, len(invoices) + 1))
    assert sum(row["amount"] for row in invoices if row["amount"]) == preview.amount
