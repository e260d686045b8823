"""Knows how ``ahti`` is run as a process of its own: of our settings it is told only which PostgreSQL to use."""

import os
import sys
from collections.abc import Mapping

KEPT = "AHTI_PG_BIN"


def ahti(*words: object) -> list[str]:
    """A command line of ahti."""
    return [sys.executable, "-m", "ahti", *map(str, words)]


def environment() -> Mapping[str, str]:
    return {name: value for name, value in os.environ.items() if name == KEPT or not name.startswith("AHTI_")}
