"""Knows how to run PostgreSQL on a machine that has none: our own server over a private socket."""

from ahti.embedded.errors import (
    BinariesNotFound,
    DataDirectoryBusy,
    EmbeddedError,
    IncompatibleVersion,
    ServerFailed,
)
from ahti.embedded.server import EmbeddedPostgres

__all__ = [
    "BinariesNotFound",
    "DataDirectoryBusy",
    "EmbeddedError",
    "EmbeddedPostgres",
    "IncompatibleVersion",
    "ServerFailed",
]
