"""Knows the applications of a large round as CSV: one a line, sets of places as runs of numbers."""

import csv
from collections.abc import Iterable, Iterator, Sequence, Set
from io import StringIO

from harbors.proofs.merkle import leaf_hash
from harbors.proofs.records import PublicChoice, PublicRecord
from harbors.proofs.rules import leaf_of

HEADER = ("id", "class", "key", "mode", "current", "choices", "private")


def columns(records: Iterable[PublicRecord], *, sealed: Set[str]) -> bytes:
    """An empty cell is null; choices stand as ``2:0-4 9|3:``, for places 0 to 4 and 9 of harbor 2 and none of 3.

    A sealed application has the mode ``sealed`` and the hash of its leaf as ``private``, and nothing else.
    """
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(_sealed_row(one) if one.id in sealed else _row(one) for one in records)
    return text.getvalue().encode()


def _row(one: PublicRecord) -> Sequence[object]:
    choices = "|".join(map(_choice, one.choices))
    return one.id, one.class_number, one.key, one.mode, one.current, choices, one.private


def _sealed_row(one: PublicRecord) -> Sequence[object]:
    return None, None, None, "sealed", None, None, leaf_hash(leaf_of(one)).hex()


def _choice(choice: PublicChoice) -> str:
    runs = (str(first) if first == last else f"{first}-{last}" for first, last in _runs(choice.places))
    return f"{choice.harbor}:{' '.join(runs)}"


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of consecutive numbers."""
    start = 0
    for index, number in enumerate(numbers):
        if index + 1 == len(numbers) or numbers[index + 1] != number + 1:
            yield numbers[start], number
            start = index + 1
