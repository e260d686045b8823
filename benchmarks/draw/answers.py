"""Knows what each contender promises of its answer, and holds it to that before anything is timed."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from benchmarks.draw import tickets, trading
from benchmarks.draw.counting import Broken, Counted, counted, ranks_of, wasted
from benchmarks.draw.markets import NEW, Market, Numbers, Wishes


def require_queue(market: Market, turns: npt.NDArray[np.integer], *, seed: bytes) -> None:
    """Everybody sorts the tickets alike."""
    for queue in (tickets.quick_queue(market, seed=seed), tickets.plain_queue(market, seed=seed)):
        if not np.array_equal(turns, queue):
            raise Broken(f"{market.name}: the queue is not the one that the tickets give")


def require_ours(
    market: Market, wishes: Wishes, queue: Sequence[int], placed: Numbers, ranks: npt.NDArray[np.integer]
) -> Counted:
    """No complaint is justified, nothing that anybody would rather have stays free, no place is better than claimed."""
    found = counted(market, wishes, queue, placed)
    best = ranks_of(market, wishes, placed)
    claimed = np.where(ranks < 0, best, ranks)
    unlike = np.flatnonzero((best != claimed) & (market.modes == NEW))
    if found.complaints or len(unlike) or next(wasted(market, wishes, placed, best), None) is not None:
        raise Broken(f"{market.name}: {found}, and {len(unlike)} ranks that are not those of their places")
    return found


def require_nothing_wasted(market: Market, wishes: Wishes, placed: Numbers) -> None:
    """By turns: whoever went without a better choice found nothing of it free."""
    if (
        not market.has_tenants
        and next(wasted(market, wishes, placed, ranks_of(market, wishes, placed)), None) is not None
    ):
        raise Broken(f"{market.name}: somebody was passed over")


def require_most(market: Market, one: Numbers, other: Numbers) -> None:
    """Two maximum matchings are equally large."""
    if (one >= 0).sum() != (other >= 0).sum():
        raise Broken(f"{market.name}: {(one >= 0).sum()} places and {(other >= 0).sum()} cannot both be the most")


def require_traded(market: Market, wishes: Wishes, placed: Numbers) -> None:
    """Both ways of trading agree, and neither they nor we leave anybody worse off or a place to two."""
    quick, plain = trading.traded(market, wishes), trading.traded_plainly(market, wishes)
    if quick != plain:
        raise Broken("strict top trading cycles: the two ways do not agree")
    ranks_of(market, wishes, np.array(quick))
    ranks_of(market, wishes, placed)
