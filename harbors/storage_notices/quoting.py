"""Knows what it costs to stand on unmarked ground: nothing is known of it until there are prices."""

from harbors.errors import Refused
from harbors.leases.records import Period
from harbors.orders.records import Line
from harbors.rounds.records import Season
from harbors.sql import Connection
from harbors.storage_notices.records import Holder, StorageGround, StoredBoat
from harbors.storage_notices.refusals import notice_fault


async def price_of_ground(
    _connection: Connection,
    /,
    *,
    ground: StorageGround,
    boat: StoredBoat,
    season: Season,
    period: Period,
    holder: Holder,
) -> tuple[Line, ...]:
    """The lines of the price. Raises ``Refused``."""
    raise Refused(notice_fault("NO_PRICE", field=None))
