"""Knows how the price lists of a source take the place of those that it brought before."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from harbors.chance import Chance, draw_id
from harbors.places.comparison import Counts
from harbors.prices.commands import create_price_list, publish_price_list, withdraw_price_list
from harbors.prices.reads import price_lists_for, sources_of
from harbors.prices.records import PriceList, PriceListId
from harbors.sql import Connection


async def load_price_lists(
    connection: Connection, lists: Iterable[PriceList], *, source: str, now: datetime, chance: Chance
) -> Counts:
    """Publish price lists, and say how many are new, take the place of one that read otherwise, or read the same.

    The ids that they come with do not count. A list takes the place of one of the same source that begins on the same
    day; one that began earlier ends there. Raises ``Invalid``; the database refuses one for days on which another's
    list holds.
    """
    created = changed = unchanged = 0
    for coming in lists:
        before = await _before(connection, coming, source=source)
        if before is not None and _same(before, coming):
            unchanged += 1
            continue
        if before is not None:
            await withdraw_price_list(connection, before.id, now=now)
        kept = replace(coming, id=PriceListId(draw_id(chance)))
        await create_price_list(connection, kept, now=now, chance=chance, source=source)
        await publish_price_list(connection, kept.id, now=now)
        created, changed = created + (before is None), changed + (before is not None)
    return Counts(created=created, changed=changed, unchanged=unchanged)


async def _before(connection: Connection, coming: PriceList, *, source: str) -> PriceList | None:
    """The list of this source that begins on the same day."""
    first = coming.valid.first
    held = await price_lists_for(connection, [coming.provider_id], first=first, last=first)
    of_source = await sources_of(connection, [one.id for one in held])
    return next(
        (
            one
            for one in held
            if (one.product, one.valid.first, of_source.get(one.id)) == (coming.product, first, source)
        ),
        None,
    )


def _same(one: PriceList, other: PriceList) -> bool:
    return _told(one) == _told(other)


def _told(one: PriceList) -> Sequence[object]:
    factors = (one.company_factor, one.non_billable_factor)
    return [set(one.berth_prices), set(one.area_prices), factors]
