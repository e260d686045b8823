"""Knows when a place is free: while nothing holds at least one of its units at any time of a period.

What a draw gave holds a place from the draw on; others see it taken from the publication on.
"""

_HOLDING = (
    "FROM occupancies taken WHERE taken.place_id = {row}.id AND taken.state = 'HOLDING' AND taken.is_told"
    " AND taken.period && tstzrange({0}, {1})"
)
# Looked up place by place: what it takes depends on the places that are asked about, and not on all that is held.
FREE_EACH = f"NOT EXISTS (SELECT {_HOLDING} HAVING range_agg(taken.span) @> int4range(0, {{row}}.units))"
# Whatever holds an undivided place holds all of it: asked so, the database looks up what is held once for a whole list.
FREE = f"CASE WHEN {{row}}.units = 1 THEN NOT EXISTS (SELECT {_HOLDING}) ELSE {FREE_EACH} END"
TYPES = ("timestamptz", "timestamptz")
