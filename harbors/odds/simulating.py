"""Knows how a round is drawn many times as it stands, by the engine that will draw it once."""

from collections.abc import Sequence

import numpy as np

from harbors.allocations.frozen import RoundRows, instance_of
from harbors.draws.chart import Chart
from harbors.draws.columns import Columns, draw_columns
from harbors.draws.records import Instance, Mode
from harbors.draws.rules import lists_of
from harbors.odds.records import RoundOdds, Tally
from harbors.odds.rules import corner_odds, seeds_for


def odds_of(standing: RoundRows) -> RoundOdds:
    """The odds of a round as it stands. Takes seconds: not in an event loop."""
    seeds = seeds_for(standing.round.code, applicants=len(standing.entrants))
    instance = instance_of(standing, order_salt=seeds[0])
    tallies = simulated(instance, seeds=seeds)
    return RoundOdds(
        round_id=standing.round.id,
        seeds=len(seeds),
        tallies=tallies,
        corners=corner_odds(instance, tallies, seeds=len(seeds)),
    )


def simulated(instance: Instance, *, seeds: Sequence[bytes]) -> dict[str, Tally]:
    """What each applicant came to under these seeds; the tickets of the instance itself count for nothing."""
    applicants = instance.applicants
    if not applicants:
        return {}
    lists = lists_of(Chart(instance.places, instance.rules), applicants)
    columns = Columns(
        classes=np.array([one.priority_class for one in applicants]),
        keys=np.array([one.key for one in applicants]),
        ids=np.array([one.id.encode() for one in applicants]),
        profiles=lists.profiles,
        offsets=lists.offsets,
        scopes=lists.scopes,
        modes=lists.modes,
        current=lists.current,
    )
    longest = max(len(one.choices) for one in applicants)
    # Column 0 counts those who got nothing, column 1 + n those of rank n; the own place comes after the list.
    counts = np.zeros((len(applicants), longest + 2), np.int64)
    rows = np.arange(len(applicants))
    for seed in seeds:
        counts[rows, draw_columns(lists.board, columns, seed=seed).ranks + 1] += 1
    return {
        one.id: _tally(one.mode, row, len(one.choices)) for one, row in zip(applicants, counts.tolist(), strict=True)
    }


def _tally(mode: Mode, counts: list[int], choices: int) -> Tally:
    nothing, *ranked = counts
    if mode is Mode.RENEW:
        return Tally(won=(0,) * choices, kept=sum(ranked), nothing=nothing)
    return Tally(won=tuple(ranked[:choices]), kept=ranked[choices], nothing=nothing)
