"""The page as a process of its own, killed between what it promised and what it told."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ahti.checkout.paying import pay
from ahti.gateways.payments.wire import open_client
from harbors.payments.records import GatewayStatus
from tests.integration.checkout.shop import SECRET, embedded_at, open_shop
from tests.integration.checkout.waiting import until


@contextmanager
def page_process(folder: Path, *options: str) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    words = [sys.executable, "-m", "ahti", "checkout", "--port", "0", "--data-dir", str(folder), *options]
    setting = f'{{"secret": "{SECRET.get_secret_value()}"}}'
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, text=True, env={"AHTI_CHECKOUT": setting, "PATH": ""}
    ) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            assert found is not None
            yield found.group(), process
        finally:
            process.send_signal(signal.SIGKILL)


async def test_a_killed_page_loses_no_money_and_goes_on_telling(tmp_path: Path) -> None:
    async with open_shop() as shop, open_client() as client:
        shop.refuses = 10_000
        asked = shop.asked()
        with page_process(tmp_path) as (url, _):
            created = await embedded_at(url, client).create(asked)
            await pay(created.href)
        shop.refuses = 0
        with page_process(tmp_path) as (url, _):
            page = embedded_at(url, client)
            told = await page.fetch(created.transaction_id)
            await until(lambda: len(shop.calls) == 1)
            again = await page.create(asked)

        assert (told.stamp, told.status) == (asked.stamp, GatewayStatus.OK)
        assert shop.heard(page)[0].stamp == asked.stamp
        assert again.transaction_id == created.transaction_id


async def test_the_process_stops_in_good_order_and_does_mischief_as_it_is_told(tmp_path: Path) -> None:
    async with open_shop() as shop, open_client() as client:
        with page_process(tmp_path, "--mischief", '{"no_redirect": 1}') as (url, process):
            created = await embedded_at(url, client).create(shop.asked())
            gone = await client.post(created.href, data={"do": "pay"})
            process.send_signal(signal.SIGTERM)
            code = process.wait(10)

        assert (gone.status_code, code) == (500, 0)
