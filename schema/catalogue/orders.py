"""Knows the orders that lists of the catalogue share."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from schema.reads.declare import SortKey

BY_NAME = SortKey("{row}.name_sort", "text")
BY_IDENTIFIER = SortKey("{row}.identifier_sort", "text")
BY_NUMBER = SortKey("{row}.number_sort", "text")
BY_DISTANCE = SortKey(
    "distance_m({row}.metric_shape, point({0}, {1}))",
    "double precision",
    needs="near",
    types=("double precision", "double precision"),
    cost=24,
)


def orders(keys: Mapping[str, SortKey], texts: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Both directions of each key, and the nearest first: values and descriptions for an ``OrderBy``."""
    both: dict[str, Any] = {"DISTANCE": (BY_DISTANCE,)}
    words = {"DISTANCE": "Nearest first; needs the filter `near`."}
    for name, key in keys.items():
        both |= {f"{name}_ASC": (key,), f"{name}_DESC": (replace(key, descending=True),)}
        words |= {f"{name}_ASC": f"By {texts[name]}, ascending.", f"{name}_DESC": f"By {texts[name]}, descending."}
    return both, words
