"""Knows when a place is free: while nothing holds at least one of its units at any time of a period."""

_HOLDING = (
    "FROM occupancies taken WHERE taken.place_id = {row}.id AND taken.state = 'HOLDING'"
    " AND taken.period && tstzrange({0}, {1})"
)
_SOME_UNIT = f"NOT EXISTS (SELECT {_HOLDING} HAVING range_agg(taken.span) @> int4range(0, {{row}}.units))"
# Whatever holds an undivided place holds all of it: asked so, the database can look at all places at once.
FREE = f"NOT EXISTS (SELECT {_HOLDING} AND {{row}}.units = 1) AND ({{row}}.units = 1 OR {_SOME_UNIT})"
TYPES = ("timestamptz", "timestamptz")
