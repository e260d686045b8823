"""An offer is taken by invoice where the terms allow, and posted as a letter to who has no mail."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import httpx
import pytest

from ahti.chance import SystemChance
from ahti.web.app import create_app
from ahti.web.letters import Letters
from harbors.access.commands import act_as_system
from harbors.access.records import NOBODY, Principal
from harbors.errors import HarborError
from harbors.invoices.commands import name_payee
from harbors.invoices.references import spaced_reference
from harbors.offers.closing import expire_offer
from harbors.offers.commands import accept_offer
from harbors.offers.records import Made, Offer, OfferChannel, OfferStatus
from tests import harbor_town as at
from tests.cast import CAST
from tests.clocks import StoppedClock
from tests.integration.invoices.conftest import FORM
from tests.integration.offers.conftest import NOW, TERMS, Desk, days, draft
from tests.integration.web.demo_service import demo_service
from tests.papers import read_text

BY_INVOICE = draft(terms=replace(TERMS, by_invoice=True))
Get = Callable[..., Awaitable[httpx.Response]]


@pytest.fixture
async def till(desk: Desk) -> Desk:
    """The desk of a club whose account is known."""
    async with desk.database.unit_of_work() as connection:
        await act_as_system(connection)
        await name_payee(connection, FORM, provider_id=at.CLUB, now=at.OPENS, chance=desk.chance)
    return desk


async def accept(desk: Desk, made: Made, *, token: str | None = None) -> Offer:
    async with desk.database.unit_of_work() as connection:
        return await accept_offer(connection, made.offer.id, token=token or made.token, now=NOW, chance=desk.chance)


async def refused(desk: Desk, made: Made, **told: Any) -> list[str]:
    with pytest.raises(HarborError) as refusal:
        await accept(desk, made, **told)
    return [problem.code for problem in refusal.value.problems]


async def invoices(desk: Desk) -> list[tuple[str, str]]:
    rows = await desk.asked("SELECT kind, amount::text AS amount FROM invoices ORDER BY issued_at, sequence")
    return [(row["kind"], row["amount"]) for row in rows]


async def get(desk: Desk, made: Made, principal: Principal = NOBODY, **params: str) -> httpx.Response:
    async def recognise(_token: str) -> Principal:
        return principal

    letters = Letters(desk.database, recognise, StoppedClock(NOW), SystemChance())
    app = create_app(demo_service(), routes=letters.routes)
    headers = {} if principal is NOBODY else {"authorization": "Bearer x"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://ahti") as client:
        return await client.get(f"/offers/{made.offer.id}.pdf", headers=headers, params=params)


async def test_behaviour_11_accepted_twice_there_is_one_invoice_and_no_lease_before_it_is_paid(till: Desk) -> None:
    """FIELD, behaviour 11, for offers."""
    [made] = await till.make(BY_INVOICE)
    for _ in range(2):
        assert (await accept(till, made)).accepted_at == NOW
    assert await invoices(till) == [("INVOICE", "290.00")]
    assert await till.held() == [("OFFER", "HOLDING")]
    await till.pay(made.offer)
    assert await till.held() == [("LEASE", "HOLDING")]
    assert (await accept(till, made)).status is OfferStatus.ACCEPTED


async def test_an_invoice_is_given_where_the_terms_say_so_and_to_whom_the_offer_is_for(till: Desk) -> None:
    [made] = await till.make(draft())
    assert await refused(till, made) == ["NOT_BY_INVOICE"]
    assert await refused(till, made, token="f" * 64) == ["OFFER_UNKNOWN"]
    await till.decline(made)
    assert await refused(till, made) == ["OFFER_DECLINED"]
    assert await invoices(till) == []


async def test_what_was_invoiced_is_credited_when_nobody_pays(till: Desk) -> None:
    [made] = await till.make(BY_INVOICE)
    await accept(till, made)
    async with till.database.unit_of_work() as connection:
        over = made.offer.due_at + days(TERMS.grace_days)
        assert await expire_offer(connection, made.offer.id, now=over, chance=till.chance)
    assert await invoices(till) == [("INVOICE", "290.00"), ("CREDIT_NOTE", "-290.00")]


async def test_a_posted_offer_has_price_due_date_reference_and_barcode(till: Desk) -> None:
    [made] = await till.make(draft(channel=OfferChannel.PAPER))
    answer = await get(till, made, CAST["clerk"])
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    text = read_text(answer.content)
    [row] = await till.asked("SELECT reference FROM invoices")
    for told in ("club A, plats 1", "290,00", "28.2.2027", made.offer.reference, spaced_reference(row["reference"])):
        assert told in text, (told, text)


async def test_behaviour_12_a_letter_is_shown_to_who_has_the_link_and_to_nobody_who_knows_a_number(till: Desk) -> None:
    """FIELD, behaviour 12, for letters."""
    [made] = await till.make()
    assert (await get(till, made, token=made.token)).status_code == 200
    assert (await get(till, made, CAST["victim"])).status_code == 200
    assert (await get(till, made, token="f" * 64)).status_code == 404
    assert (await get(till, made, CAST["stranger"])).status_code == 404
    assert (await get(till, made)).status_code == 401
    [looks] = await till.asked("SELECT count(*) AS count FROM audit_entries WHERE subject_type = 'Offer'")
    assert looks["count"] == 0
    assert (await get(till, made, CAST["clerk"])).status_code == 200
    [looks] = await till.asked("SELECT count(*) AS count FROM audit_entries WHERE subject_type = 'Offer'")
    assert looks["count"] == 1


async def test_without_an_account_there_is_no_letter(desk: Desk) -> None:
    [made] = await desk.make(draft(channel=OfferChannel.PAPER))
    assert (await get(desk, made, CAST["clerk"])).status_code == 404
