"""Whoever has not paid is reminded before the due date; after it staff are told, and nothing is freed by itself."""

from datetime import datetime, timedelta
from decimal import Decimal

from harbors.storage_notices.reminding import remind_of_some
from tests import winter_town as winter
from tests.integration.storage_notices.conftest import SEPTEMBER, URL, Meadow
from tests.signed_in import CHANCE

SEEN = "SELECT (SELECT count(*) FROM storage_notices) + (SELECT count(*) FROM orders)"


async def remind(meadow: Meadow, *, now: datetime) -> None:
    async with meadow.acting() as connection:
        assert not await remind_of_some(connection, public_url=URL, now=now, chance=CHANCE)


async def told(meadow: Meadow) -> list[str]:
    return [template for template, _, _ in await meadow.mails()]


async def test_each_reminder_comes_once_and_one_that_was_missed_not_at_all(meadow: Meadow) -> None:
    due = (await meadow.give()).notice.due_at
    await remind(meadow, now=due - timedelta(days=8))
    assert await told(meadow) == ["STORAGE_NOTED"]
    for _twice in range(2):
        await remind(meadow, now=due - timedelta(days=7))
    assert await told(meadow) == ["STORAGE_NOTED", "STORAGE_DUE"]
    # Nobody worked three days before.
    for _twice in range(2):
        await remind(meadow, now=due - timedelta(hours=20))
    assert await told(meadow) == ["STORAGE_NOTED", "STORAGE_DUE", "STORAGE_DUE"]


async def test_a_boat_that_is_not_paid_in_time_is_told_to_staff_and_keeps_its_ground(meadow: Meadow) -> None:
    noted = await meadow.give()
    async with meadow.acting() as connection:
        await connection.execute("UPDATE providers SET email = 'staff@example.org'")
    for _twice in range(2):
        await remind(meadow, now=noted.notice.due_at)
    assert sorted(await told(meadow)) == ["STORAGE_NOTED", "STORAGE_OVERDUE", "STORAGE_UNPAID"]
    assert await meadow.one("SELECT address FROM messages WHERE template = 'STORAGE_UNPAID'") == "staff@example.org"
    assert await meadow.one("SELECT status FROM storage_notices") == "OVERDUE"
    taken = "SELECT ground_taken_m2($1, tstzrange('2020-01-01', '2040-01-01'))"
    assert await meadow.one(taken, winter.GROUND) == Decimal("10.00")
    await meadow.pay(noted.notice.order_id, now=noted.notice.due_at + timedelta(days=1))
    assert await meadow.one("SELECT status FROM storage_notices") == "PAID"


async def test_whoever_has_paid_is_not_reminded(meadow: Meadow) -> None:
    noted = await meadow.give()
    await meadow.pay(noted.notice.order_id)
    await remind(meadow, now=noted.notice.due_at - timedelta(days=1))
    await remind(meadow, now=noted.notice.due_at)
    assert sorted(await told(meadow)) == ["STORAGE_NOTED", "STORAGE_PAID"]


async def test_every_link_that_was_sent_shows_the_notice_and_its_order(meadow: Meadow) -> None:
    noted = await meadow.give()
    await remind(meadow, now=noted.notice.due_at - timedelta(days=7))
    links = [figures["link"] for _, _, figures in await meadow.mails()]
    tokens = [link.split("token=")[1] for link in links]
    assert (len(set(tokens)), noted.notice.due_at > SEPTEMBER) == (2, True)
    for token in (*tokens, "no such token"):
        async with meadow.database.unit_of_work() as connection:
            await connection.execute("SELECT set_config('ahti.capability', $1, true)", token)
            seen = await connection.fetchval(SEEN)
        assert seen == (2 if token in tokens else 0)
