"""Knows the one way to write a JSON value as bytes (RFC 8785), so that everybody hashes the same."""

from typing import Any

import orjson
import rfc8785

# 53 bits: what RFC 8785 lets a number have.
_LEAF = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER


def canonical(value: Any) -> bytes:
    """The bytes of any JSON value. Raises ``ValueError`` for what is none, or a number that not all readers share."""
    try:
        return rfc8785.dumps(value)
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def canonical_leaf(value: Any) -> bytes:
    """The same bytes fifty times as fast, for values of which all keys are ASCII and no number has a fraction.

    Keys are sorted by UTF-16 units in the standard and by code points here, which is one order for ASCII; whole
    numbers, texts and literals are written alike.
    """
    return orjson.dumps(value, option=_LEAF)
