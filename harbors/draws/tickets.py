"""Knows how a seed gives every applicant a ticket, and in which order tickets let a queue go."""

from hashlib import sha256
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

DIGEST = 32
CHUNK = 1 << 16


def ticket(public_id: str, *, seed: bytes) -> str:
    """SHA-256 of the seed and the id's UTF-8 bytes, as 64 lower-case hex digits; these sort as the bytes do."""
    return sha256(seed + public_id.encode()).hexdigest()


def tickets(ids: NDArray[np.bytes_], *, seed: bytes) -> NDArray[np.uint8]:
    """The tickets of many, whose ids are UTF-8 bytes: a row of 32 bytes for each."""
    digests = np.empty((len(ids), DIGEST), np.uint8)
    for begin in range(0, len(ids), CHUNK):
        some = ids[begin : begin + CHUNK].tolist()
        written = b"".join([sha256(seed + id).digest() for id in some])
        digests[begin : begin + CHUNK] = np.frombuffer(written, np.uint8).reshape(-1, DIGEST)
    return digests


def queue_of(
    ids: NDArray[np.bytes_],
    *,
    seed: bytes,
    classes: NDArray[np.integer],
    keys: NDArray[np.integer] | None = None,
) -> NDArray[np.int64]:
    """The rows in the order of the queue: by class, key and ticket. Raises ``ValueError`` for two of one id."""
    drawn = tickets(ids, seed=seed)
    words = drawn.view(">u8").astype(np.uint64)
    order = np.argsort(words[:, 0])
    for column in (keys, classes):
        if column is not None:
            order = order[np.argsort(column[order], kind="stable")]
    columns = [words[:, 0], classes] if keys is None else [words[:, 0], keys, classes]
    return _tied(order, columns, drawn)


def _tied(order: NDArray[np.int64], columns: list[NDArray[np.integer]], drawn: NDArray[np.uint8]) -> NDArray[np.int64]:
    """The order, once those are sorted out whose tickets begin alike."""
    alike = np.logical_and.reduce([column[order[1:]] == column[order[:-1]] for column in columns])
    for turn in np.flatnonzero(alike).tolist():
        first = turn
        while first and alike[first - 1]:
            first -= 1
        tied = sorted(order[first : turn + 2].tolist(), key=lambda row: drawn[row].tobytes())
        if any(drawn[one].tobytes() == drawn[other].tobytes() for one, other in pairwise(tied)):
            raise ValueError("two applicants of a class have one id")
        order[first : turn + 2] = tied
    return order
