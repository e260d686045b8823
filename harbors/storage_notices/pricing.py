"""Knows what a notice asks of prices: lines for what a boat takes of the ground, for a time."""

from typing import Protocol

from harbors.leases.records import Period
from harbors.orders.records import Line
from harbors.rounds.records import Season
from harbors.sql import Connection
from harbors.storage_notices.records import Holder, StorageGround, StoredBoat


class Quote(Protocol):
    """What it costs to stand on ground for a time. Raises ``Refused`` where there is no price."""

    async def __call__(
        self,
        connection: Connection,
        /,
        *,
        ground: StorageGround,
        boat: StoredBoat,
        season: Season,
        period: Period,
        holder: Holder,
    ) -> tuple[Line, ...]: ...
