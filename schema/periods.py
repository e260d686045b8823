"""Knows periods in the contract: half open, from an instant to a later one."""

from datetime import UTC, datetime
from typing import Any

import graphene

from schema.errors import BadInput


class Period(graphene.InputObjectType):
    """A half-open period: it holds its start and not its end."""

    start = graphene.DateTime(required=True, description="The first instant, RFC 3339 with an offset.")
    end = graphene.DateTime(required=True, description="The first instant that no longer belongs to it.")


def bounds(period: Any) -> tuple[datetime, datetime]:
    """Start and end. Raises BAD_USER_INPUT for an empty period or instants without offset."""
    start, end = _instant(period.start), _instant(period.end)
    if not start < end:
        raise BadInput("period: the end comes after the start.")
    return start, end


def _instant(told: datetime) -> datetime:
    if told.tzinfo is None:
        raise BadInput("period: instants carry an offset, as in 2027-06-10T00:00:00+03:00.")
    try:
        return told.astimezone(UTC)
    except OverflowError:
        raise BadInput(f"period: {told.isoformat()} is beyond the calendar.") from None
