"""Knows, for each purpose of an order, what makes true what was paid for; a purpose is an entry here, never an ``if``.

Each act is the system's; the application and the order are held. Whoever takes a place looks under its lock first:
what the database refuses would take the money's transaction with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from harbors.chance import Chance
from harbors.offers import confirming
from harbors.orders.records import Order, Purpose
from harbors.sql import Connection
from harbors.storage_notices import confirming as storage_notices


class Paid(Protocol):
    """Give what was ordered. Raises ``HarborError`` where that cannot be: then the money goes back."""

    async def __call__(self, connection: Connection, order: Order, *, now: datetime, chance: Chance) -> None: ...


class PaidLate(Protocol):
    """Give what was ordered though the order had expired; ``False`` where it is gone: the money goes back."""

    async def __call__(self, connection: Connection, order: Order, *, now: datetime, chance: Chance) -> bool: ...


class TakenBack(Protocol):
    """Take back what an order was for, which staff cancel. Raises ``HarborError`` where it stays."""

    async def __call__(
        self, connection: Connection, order: Order, *, reason: str, now: datetime, chance: Chance
    ) -> None: ...


async def given_already(connection: Connection, order: Order, *, now: datetime, chance: Chance) -> None:
    """What was paid for is theirs since it was ordered."""


async def good_all_the_same(connection: Connection, order: Order, *, now: datetime, chance: Chance) -> bool:
    """The debt was there all along."""
    return True


async def nothing_taken_back(
    connection: Connection, order: Order, *, reason: str, now: datetime, chance: Chance
) -> None:
    """Only the debt goes."""


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """What paying means. Without ``taken_back`` staff cannot cancel the order by itself: its thing is withdrawn."""

    paid: Paid
    paid_late: PaidLate
    taken_back: TakenBack | None = None


FULFILMENTS: Mapping[Purpose, Fulfilment] = {
    Purpose.OFFER: Fulfilment(confirming.paid, confirming.paid_late),
    Purpose.STORAGE_NOTICE: Fulfilment(storage_notices.paid, storage_notices.paid_late),
    # The difference of an exchange: the place is theirs already.
    Purpose.SWITCH: Fulfilment(given_already, good_all_the_same, nothing_taken_back),
}
