"""Knows the most places that can be filled, by scipy and by networkx; neither knows of tickets, ranks or tenants."""

from collections.abc import Iterator

import networkx
import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import maximum_bipartite_matching

from benchmarks.draw.markets import NEW, NOBODY, Market, Numbers, Wishes


def by_scipy(market: Market, wishes: Wishes) -> Numbers:
    """Hopcroft and Karp in C. Tenants keep their places: to be placed somewhere would be no exchange for them."""
    placed = _kept(market)
    seekers = np.flatnonzero(market.modes == NEW)
    asked = [np.array(list(_asked(market, wishes, one, placed)), np.int64) for one in seekers.tolist()]
    ends = np.cumsum([0, *map(len, asked)])
    graph = csr_matrix(
        (np.ones(ends[-1], np.int8), np.concatenate(asked), ends), shape=(len(seekers), len(market.places))
    )
    placed[seekers] = maximum_bipartite_matching(graph, perm_type="column")
    return placed


def by_networkx(market: Market, wishes: Wishes) -> Numbers:
    """The same in Python."""
    placed = _kept(market)
    seekers = np.flatnonzero(market.modes == NEW).tolist()
    graph = networkx.Graph()
    graph.add_nodes_from(("applicant", one) for one in seekers)
    for one in seekers:
        graph.add_edges_from((("applicant", one), ("place", place)) for place in _asked(market, wishes, one, placed))
    found = networkx.bipartite.hopcroft_karp_matching(graph, [("applicant", one) for one in seekers])
    for one in seekers:
        if ("applicant", one) in found:
            placed[one] = found["applicant", one][1]
    return placed


def _kept(market: Market) -> Numbers:
    return np.where(market.modes == NEW, NOBODY, market.currents)


def _asked(market: Market, wishes: Wishes, applicant: int, placed: Numbers) -> Iterator[int]:
    """The free places that an applicant asks for in any choice, once each."""
    taken = set(placed[market.modes != NEW].tolist()) if market.has_tenants else frozenset[int]()
    yield from sorted(set().union(*wishes.of(applicant)) - taken)
