"""Knows when a place is free: while nothing holds at least one of its units at any time of a period.

What a draw gave holds a place from the draw on; others see it taken from the publication on.
"""

_HOLDING = (
    "FROM occupancies taken WHERE taken.place_id = {row}.id AND taken.state = 'HOLDING' AND taken.is_told"
    " AND taken.period && tstzrange({0}, {1})"
)
# Looked up place by place: what it takes depends on the places that are asked about, and not on all that is held.
FREE_EACH = (
    f"NOT EXISTS (SELECT {_HOLDING} HAVING range_agg(taken.span) @> int4range(0, {{row}}.units))"
    # On unmarked ground nobody has a spot: it is free while some of its square metres are.
    " AND ({row}.kind <> 'UNMARKED_WINTER_STORAGE' OR ground_capacity_m2({row}.id) IS NULL"
    " OR ground_taken_m2({row}.id, tstzrange({0}, {1})) < ground_capacity_m2({row}.id))"
)
# Whatever holds an undivided place holds all of it: asked so, the database looks up what is held once for a whole list.
_WHOLE = "{row}.units = 1 AND {row}.kind <> 'UNMARKED_WINTER_STORAGE'"
FREE = f"CASE WHEN {_WHOLE} THEN NOT EXISTS (SELECT {_HOLDING}) ELSE {FREE_EACH} END"
TYPES = ("timestamptz", "timestamptz")
