"""An offer is paid from the page of its link: by way of a real local gateway, and back to a word of thanks."""

from collections.abc import AsyncIterator

import pytest

from harbors.offers.records import Made, OfferStatus
from tests.integration.offers.conftest import NOW, Desk
from tests.integration.payments.paying_site import PayingSite, paying_site


@pytest.fixture
async def pages(desk: Desk, town_url: str) -> AsyncIterator[PayingSite]:
    async with paying_site(town_url, now=NOW) as site:
        yield site


def path_of(made: Made) -> str:
    return f"offers/{made.offer.id}"


async def test_an_offer_is_accepted_by_paying_from_its_page(desk: Desk, pages: PayingSite) -> None:
    [made] = await desk.make()
    path, token = path_of(made), made.token
    assert "Accept and pay (this obliges to pay)" in (await pages.show(path, token)).text
    assert "Thank you!" in (await pages.pay(path, token)).text
    assert [payment["amount"] for payment in pages.house.payments.values()] == ["290.00"]
    assert (await desk.offer(made.offer.id)).status is OfferStatus.ACCEPTED
    assert "The place is yours" in (await pages.show(path, token)).text


async def test_nothing_is_begun_without_the_link_or_once_there_is_nothing_to_pay(desk: Desk, pages: PayingSite) -> None:
    [made] = await desk.make()
    for token in ("f" * 64, "", "<script>"):
        assert (await pages.begin(path_of(made), token)).status_code == 404
    assert (await pages.begin("offers/nothing", made.token)).status_code == 404
    await desk.pay(made.offer)
    assert (await pages.begin(path_of(made), made.token)).status_code == 409
    assert pages.house.payments == {}


async def test_gateway_that_does_not_answer_is_told_of_in_words(desk: Desk, pages: PayingSite) -> None:
    [made] = await desk.make()
    pages.house.down = True
    answer = await pages.begin(path_of(made), made.token)
    assert (answer.status_code, "does not answer just now" in answer.text) == (503, True)
