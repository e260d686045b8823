"""Knows what is timed apart: exchangers beside strict trading, the fit of all boats, and all explanations."""

from dataclasses import dataclass

import numpy as np

from benchmarks.draw import answers, tickets, trading
from benchmarks.draw.markets import Market, Wishes, instance
from benchmarks.draw.ours import Ours, board
from benchmarks.draw.sizes import SEED
from benchmarks.draw.timing import Lane, Laps, laps
from harbors.draws.explanations import Explanations
from harbors.draws.rules import draw


@dataclass(frozen=True, slots=True)
class Traded:
    """The exchangers of a market beside strict top trading cycles; how many have another place by each."""

    tenants: int
    ours_elsewhere: int
    strict_elsewhere: int
    laps: Laps


def traded(market: Market, *, rounds: int) -> Traded:
    """Compare and time both. Raises ``Broken``."""
    ours, wishes = Ours(market), Wishes(market)
    for tenant in range(len(market)):
        wishes.of(tenant)
    placed = ours.placed(ours.draw(seed=SEED))
    answers.require_traded(market, wishes, placed)
    lanes = [
        Lane("strict", lambda: trading.traded(market, wishes)),
        Lane("strict, plainly", lambda: trading.traded_plainly(market, wishes)),
        Lane("ours", lambda: ours.draw(seed=SEED)),
    ]
    strict = np.array(trading.traded(market, wishes))
    return Traded(
        tenants=len(market),
        ours_elsewhere=int((placed != market.currents).sum()),
        strict_elsewhere=int((strict != market.currents).sum()),
        laps=laps(lanes, rounds=rounds),
    )


def around(market: Market, *, rounds: int) -> Laps:
    """The fit of all boats, the draw from columns and from records, and the explanations of everybody."""
    ours, given = Ours(market), instance(market, seed=SEED)
    outcome = draw(given)
    lanes = [
        Lane("tickets", lambda: tickets.quick_queue(market, seed=SEED)),
        Lane("fit", lambda: board(market)),
        Lane("columns", lambda: ours.draw(seed=SEED)),
        Lane("records", lambda: draw(given)),
        Lane("explanations", lambda: dict(Explanations(given, outcome))),
    ]
    return laps(lanes, rounds=rounds)
