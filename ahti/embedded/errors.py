"""Knows what can keep the embedded server from running.

EmbeddedError
├── BinariesNotFound      no PostgreSQL that we can run
├── IncompatibleVersion   the data was made by another major version
├── DataDirectoryBusy     another process holds the data directory
└── ServerFailed          PostgreSQL itself gave up; carries the end of what it said
"""

from pathlib import Path

from ahti.refusal import OperatorError


class EmbeddedError(OperatorError):
    """The embedded server cannot run; the message is a sentence for the operator."""


class BinariesNotFound(EmbeddedError):
    """No PostgreSQL that we can run."""


class IncompatibleVersion(EmbeddedError):
    """The data was made by another major version."""


class DataDirectoryBusy(EmbeddedError):
    """Another process holds the data directory."""

    def __init__(self, data_dir: Path, holder: str) -> None:
        super().__init__(f"{data_dir} is in use by {holder}")
        self.holder = holder


class ServerFailed(EmbeddedError):
    """PostgreSQL itself gave up; ``said`` is the end of its log."""

    def __init__(self, what: str, said: str) -> None:
        super().__init__(f"{what}. PostgreSQL said:\n{said.strip() or '(nothing)'}")
        self.said = said
