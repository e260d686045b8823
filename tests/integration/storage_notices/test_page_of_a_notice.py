"""The page to which the link of a notice leads: what stands where, what is to be paid, and the sticker afterwards."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.payments.paying_site import PayingSite, paying_site
from tests.integration.storage_notices.conftest import SEPTEMBER, Meadow


@pytest.fixture
async def pages(meadow: Meadow, town_url: str) -> AsyncIterator[PayingSite]:
    async with paying_site(town_url, now=SEPTEMBER) as site:
        yield site


async def test_a_notice_is_paid_from_its_page_and_has_its_sticker_then(meadow: Meadow, pages: PayingSite) -> None:
    noted = await meadow.give()
    path = f"storage/{noted.notice.id}"
    shown = (await pages.show(path, noted.token)).text
    for told in ("The winter storage of your boat is to be paid", "10.00 m²", "€114.00", noted.notice.reference):
        assert told in shown
    assert "Thank you!" in (await pages.pay(path, noted.token)).text
    after = (await pages.show(path, noted.token)).text
    assert ("The winter storage is paid" in after, "Number of the sticker: 1" in after) == (True, True)
    assert "/pay" not in after


async def test_without_its_capability_the_page_is_nobodys(meadow: Meadow, pages: PayingSite) -> None:
    noted = await meadow.give()
    path = f"storage/{noted.notice.id}"
    for token in ("f" * 64, "", "<script>"):
        assert (await pages.show(path, token)).status_code == 404
        assert (await pages.begin(path, token)).status_code == 404
    assert (await pages.show("storage/nothing", noted.token)).status_code == 404
    assert pages.house.payments == {}
