"""Knows when a place is free: while nothing holds at least one of its units at any time of a period."""

_HOLDING = (
    "FROM occupancies taken WHERE taken.place_id = {row}.id AND taken.state = 'HOLDING'"
    " AND taken.period && tstzrange({0}, {1})"
)
# An undivided place is one unit. No aggregate of nothing covers anything, so that what nothing holds is free.
FREE = f"NOT EXISTS (SELECT {_HOLDING} HAVING range_agg(taken.span) @> int4range(0, {{row}}.units))"
TYPES = ("timestamptz", "timestamptz")
