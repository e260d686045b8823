"""Knows the arguments of a connection: how many rows, behind or before which, and what is refused."""

from collections.abc import Mapping
from typing import Any

from schema.errors import BadInput, LimitExceeded
from schema.reads.cursors import decode_cursor
from schema.reads.selections import Page, Selection

DEFAULT_SIZE = 50


def page(arguments: Mapping[str, Any], selection: Selection, *, maximum: int) -> Page:
    """The page that ``first after last before`` ask for.

    Raises BAD_USER_INPUT for contradictions and foreign cursors, LIMIT_EXCEEDED for more than ``maximum`` rows.
    """
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        raise BadInput("Give first or last, not both.")
    return Page(
        size=_size(first, last, maximum=maximum),
        after=_bound(arguments, "after", selection),
        before=_bound(arguments, "before", selection),
        backwards=last is not None,
    )


def _size(first: int | None, last: int | None, *, maximum: int) -> int:
    name, size = ("last", last) if last is not None else ("first", DEFAULT_SIZE if first is None else first)
    if size < 0:
        raise BadInput(f"{name}: {size} is less than nothing.")
    if size > maximum:
        message = f"{name}: {size} is more than the {maximum} that this list gives at once; page with after or before."
        raise LimitExceeded(message, limit=maximum, actual=size)
    return size


def _bound(arguments: Mapping[str, Any], name: str, selection: Selection) -> tuple[object, ...] | None:
    cursor = arguments.get(name)
    return None if cursor is None else decode_cursor(selection, cursor, argument=name)
