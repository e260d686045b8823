"""Knows what everything is measured in: the tickets computed, and the queue sorted by them.

Two ways that must agree. The quick one sorts the first bytes of the tickets as numbers and looks further only where
these are equal; the plain one is what a verifier writes first.
"""

from hashlib import sha256

import numpy as np

from benchmarks.draw.markets import Market, Numbers

_FIRST_BYTES = 8


def quick_queue(market: Market, *, seed: bytes) -> Numbers:
    """The applicants in the order of class and ticket."""
    tickets = b"".join([sha256(seed + id).digest() for id in market.ids.tolist()])
    heads = np.frombuffer(tickets, ">u8").reshape(-1, sha256().digest_size // _FIRST_BYTES)[:, 0].astype(np.uint64)
    order = np.lexsort((heads, market.classes))
    if np.any((np.diff(heads[order]) == 0) & (np.diff(market.classes[order]) == 0)):
        return plain_queue(market, seed=seed)
    return order


def plain_queue(market: Market, *, seed: bytes) -> Numbers:
    """The same by tuples of class and ticket."""
    tickets = [sha256(seed + id).digest() for id in market.ids.tolist()]
    by_ticket = sorted(zip(market.classes.tolist(), tickets, range(len(market)), strict=True))
    return np.array([number for _, _, number in by_ticket], np.int64)
