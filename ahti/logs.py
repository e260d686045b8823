"""Knows how log lines are written: to standard error, as text or JSON, each with the id of its request."""

import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

import orjson

current_request: ContextVar[str | None] = ContextVar("current_request", default=None)


def configure_logging(style: Literal["text", "json"]) -> None:
    """Send every log line of this process to standard error in one style; replaces what was configured before."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if style == "json" else TextLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # No line of ours shows them, and every record would ask the machine for them.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    for talkative in ("uvicorn", "alembic.runtime.plugins", "httpx"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    # It warns, with a traceback, each time that it cannot fill itself up again; whoever needs a connection says so too.
    logging.getLogger("asyncpg.pool").setLevel(logging.ERROR)


class TextLines(logging.Formatter):
    """``2026-11-24T03:20:00.123+00:00 INFO ahti.web.access POST /graphql 200 ... [id]``, a traceback below."""

    def format(self, record: logging.LogRecord) -> str:
        request_id = _request_id(record)
        marks = [_at(record), record.levelname, record.name, record.getMessage().strip()]
        line = " ".join([*marks, f"[{request_id}]"] if request_id else marks)
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


class JsonLines(logging.Formatter):
    """One JSON object a line; a record's ``facts`` become keys of it."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": _at(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage().strip(),
        }
        if request_id := _request_id(record):
            line["requestId"] = request_id
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return orjson.dumps(line, default=str).decode()


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _request_id(record: logging.LogRecord) -> str | None:
    given: str | None = getattr(record, "request_id", None)
    return given or current_request.get()
