"""Knows the arguments of a connection: a filter and an order that go together, and cursors of that very list."""

from typing import Any

from graphql import GraphQLField
from hypothesis import strategies as st

from tests.property.reads.real import POINTS
from tests.property.reads.values import Value, Values

PAGED = ("first", "after", "last", "before")
SIZES = (2, 3, 1, 5, 0, 50)
ODD_SIZES = (-1, 2**31 - 1, 1001, 5001, -(2**31))


def arguments(values: Values, owner: str, name: str, field: GraphQLField, *, within: int) -> dict[str, Value]:
    """What a list is asked; the deeper in other lists it lies (``within``), the fewer rows."""
    asked: dict[str, Value] = {}
    if "orderBy" in field.args and values.chance(50):
        asked["orderBy"] = _order(values, field)
    if "filter" in field.args and values.chance(45):
        asked["filter"] = values.value(field.args["filter"].type, "filter")
    if "DISTANCE" in (asked.get("orderBy") or ()) and not values.odd():
        asked["filter"] = (asked.get("filter") or {}) | {"near": values.circle() | {"withinM": 1_000_000}}
    return asked | _page(values, owner, name, asked, within=within)


def _order(values: Values, field: GraphQLField) -> Value:
    order = values.value(field.args["orderBy"].type, "orderBy")
    return order[:2] if isinstance(order, list) and not values.wild else order


def _page(values: Values, owner: str, name: str, asked: dict[str, Value], *, within: int) -> dict[str, Value]:
    page: dict[str, Value] = {}
    backwards = values.chance(25)
    size, bound = ("last", "before") if backwards else ("first", "after")
    if backwards or values.chance(60) or within > 1:
        page[size] = values.one_of(ODD_SIZES) if values.odd() else values.one_of(SIZES[: max(3, 6 - within)])
    if values.chance(25) and (found := _cursor(values, owner, name, asked)):
        page[bound] = found
    if values.odd() or values.chance(4):
        page["before" if bound == "after" else "after"] = _cursor(values, owner, name, asked)
    if values.odd():
        page["first" if size == "last" else "last"] = values.one_of((None, 1, 2))
    return page


def _cursor(values: Values, owner: str, name: str, asked: dict[str, Value]) -> Value:
    """A cursor of this list, null, or in a wild question one that is damaged or of another list."""
    if values.odd():
        return _foreign(values)
    order, near = asked.get("orderBy"), (asked.get("filter") or {}).get("near")
    ordered = order if isinstance(order, list) else []
    if (near and _point(near) not in POINTS) or ("DISTANCE" in ordered and not near):
        return None
    known = values.real.cursors(owner, name, tuple(ordered), _point(near))
    return values.one_of(known) if known else None


def _point(near: Any) -> tuple[float, float] | None:
    return (near["longitude"], near["latitude"]) if near else None


def _foreign(values: Values) -> Value:
    known = values.real.cursors("Query", "harbors", ("NAME_ASC",), None)
    one = values.one_of(known)
    at = values.draw(st.integers(0, len(one) - 1))
    return values.one_of((one, one[:at], one[:at] + "A" + one[at + 1 :], "", "å", one + "="))
