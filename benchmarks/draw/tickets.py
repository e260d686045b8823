"""Knows what everything is measured in: the tickets computed, and the queue sorted by them.

Two ways that must agree. The quick one sorts the first bytes of the tickets as numbers and looks further only where
these are equal; the plain one is what a verifier writes first.
"""

from hashlib import sha256

import numpy as np

from benchmarks.draw.markets import Market, Numbers

_FIRST_BYTES = 8
_AT_ONCE = 50_000


def quick_queue(market: Market, *, seed: bytes) -> Numbers:
    """The applicants in the order of class and ticket."""
    heads = np.empty(len(market), np.uint64)
    for start in range(0, len(market), _AT_ONCE):
        ids = market.ids[start : start + _AT_ONCE].tolist()
        some = b"".join([sha256(seed + id).digest()[:_FIRST_BYTES] for id in ids])
        heads[start : start + _AT_ONCE] = np.frombuffer(some, ">u8")
    order = np.argsort(heads)
    order = order[np.argsort(market.classes[order], kind="stable")]
    if np.any((np.diff(heads[order]) == 0) & (np.diff(market.classes[order]) == 0)):
        return plain_queue(market, seed=seed)
    return order


def plain_queue(market: Market, *, seed: bytes) -> Numbers:
    """The same by tuples of class and ticket."""
    tickets = [sha256(seed + id).digest() for id in market.ids.tolist()]
    by_ticket = sorted(zip(market.classes.tolist(), tickets, range(len(market)), strict=True))
    return np.array([number for _, _, number in by_ticket], np.int64)
