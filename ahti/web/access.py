"""Knows the line kept of every request. The query string is not in it: a GET holds document and variables there."""

import logging
from logging import INFO, LogRecord

from starlette.types import Scope

log = logging.getLogger(__name__)

# In bytes. No path of ours is nearly as long, and masking what strangers send as one takes its time.
_LONGEST_PATH = 1_000


def write_line(scope: Scope, *, status: int, size: int, seconds: float) -> None:
    """Write it, unless nobody wants it; ``size`` counts the bytes of the body."""
    if not log.isEnabledFor(INFO):
        return
    facts = {
        "method": scope["method"],
        "path": scope.get("raw_path", b"")[:_LONGEST_PATH].decode("ascii", "backslashreplace"),
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
        "bytes": size,
    }
    # Made by hand: the logger would look through the stack for who calls, and nobody asks that of this line.
    record = LogRecord(log.name, INFO, __file__, 0, "%s %s %s %s ms %s B", tuple(facts.values()), None)
    record.facts = facts
    log.handle(record)
