"""Knows plans: what a request of a known shape needs to run as one statement, or why it does not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from schema.reads.emitter.slots import Taken
from schema.reads.planning.costs import Cost
from schema.reads.planning.reasons import Reason
from schema.reads.planning.shapes import Given


class ReadFailed(Exception):
    """The statement failed for a reason that nobody foresaw: its cause."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One statement, where its parameters come from, what it costs, and which tables it reads.

    ``timed`` tells that the answer depends on the time, ``personal`` that it is read under row security; ``digest``
    stands for the statement.
    """

    sql: str
    taken: Sequence[Taken]
    cost: Cost
    tables: frozenset[str]
    timed: bool
    personal: bool = False
    digest: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", sha256(self.sql.encode()).digest())

    def parameters(self, given: Given) -> tuple[object, ...]:
        """The values of ``$1``, ``$2`` ... Raises what reading the arguments raises."""
        return tuple(value for taken in self.taken for value in taken.values(given))


@dataclass(frozen=True, slots=True)
class Unplanned:
    """Requests of this shape run on graphql-core."""

    reason: Reason
