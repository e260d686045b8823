"""Knows the contest on one market: everybody's answer held to its own promise, counted, then timed."""

from dataclasses import dataclass

from benchmarks.draw import answers, hospitals, maximal, queueing, tickets
from benchmarks.draw.counting import Counted, counted
from benchmarks.draw.markets import Market, Numbers, Wishes
from benchmarks.draw.ours import Ours
from benchmarks.draw.sizes import SEED
from benchmarks.draw.timing import Lane, Laps, laps

OURS, FIRST, TIGHTEST = "Ahti", "first fit by ticket", "tightest fit by ticket"
SCIPY, NETWORKX, MATCHING = "scipy, maximum matching", "networkx, Hopcroft and Karp", "matching, HospitalResident"
CONTENDERS = (OURS, FIRST, TIGHTEST, SCIPY, NETWORKX, MATCHING)


@dataclass(frozen=True, slots=True)
class Contest:
    """What came of a market: by contender what was counted, and the laps, with those of the tickets."""

    market: str
    exchanging: int
    counted: dict[str, Counted]
    laps: Laps


def contest(market: Market, *, exchanging: int, rounds: int) -> Contest:
    """Compare and time all. Raises ``Broken``."""
    field = _Field(market)
    return Contest(market.name, exchanging, field.counted(), laps(field.lanes(), rounds=rounds))


class _Field:
    """A market with everything that contenders are given: who fits where, in lists, and the queue."""

    def __init__(self, market: Market) -> None:
        self._market = market
        self._ours = Ours(market)
        self._wishes = Wishes(market)
        for applicant in range(len(market)):
            self._wishes.of(applicant)
        self._queue: list[int] = tickets.quick_queue(market, seed=SEED).tolist()
        self._hospitals = hospitals.Hospitals(market, self._wishes, self._queue)

    def counted(self) -> dict[str, Counted]:
        market, wishes, queue = self._market, self._wishes, self._queue
        drawn = self._ours.draw(seed=SEED)
        answers.require_queue(market, drawn.turns, seed=SEED)
        ours = answers.require_ours(market, wishes, queue, self._ours.placed(drawn), drawn.ranks)
        by_turns = {FIRST: self._first(), TIGHTEST: self._tightest()}
        for placed in by_turns.values():
            answers.require_nothing_wasted(market, wishes, placed)
        most = {SCIPY: maximal.by_scipy(market, wishes), NETWORKX: maximal.by_networkx(market, wishes)}
        answers.require_most(market, most[SCIPY], most[NETWORKX])
        admitted = hospitals.solved(self._hospitals)
        hospitals.require_stable(self._hospitals, queue, admitted)
        theirs = {**by_turns, **most, MATCHING: hospitals.seated(market, wishes, queue, admitted)}
        return {OURS: ours, **{name: counted(market, wishes, queue, placed) for name, placed in theirs.items()}}

    def lanes(self) -> list[Lane]:
        market, wishes = self._market, self._wishes
        return [
            Lane("tickets", lambda: tickets.quick_queue(market, seed=SEED)),
            Lane(OURS, lambda: self._ours.draw(seed=SEED)),
            Lane(FIRST, self._first),
            Lane(TIGHTEST, self._tightest),
            Lane(SCIPY, lambda: maximal.by_scipy(market, wishes)),
            Lane(NETWORKX, lambda: maximal.by_networkx(market, wishes), slow=True),
            Lane(MATCHING, lambda: hospitals.solved(self._hospitals), slow=True),
        ]

    def _first(self) -> Numbers:
        return queueing.by_turns(self._market, self._wishes, self._queue, nearest=queueing.first_fit(self._market))

    def _tightest(self) -> Numbers:
        return queueing.by_turns(self._market, self._wishes, self._queue, nearest=queueing.tightest_fit(self._market))
