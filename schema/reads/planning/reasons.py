"""Knows why a read is not planned."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a read runs on graphql-core."""

    RESOLVER = "resolver"  # a field that only a resolver knows
    INPUT = "input"  # what is wrong with it is said best by the reference
    LARGE = "large"  # the statement would be too long
    DENIED = "denied"  # a field that this principal may not ask for
    WITNESSED = "witnessed"  # somebody may see what is personal to others, and it is written down who did
    ABSENT = "absent"  # something that is never null was null


class Unplannable(Exception):
    """There is no plan for requests of this shape."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
