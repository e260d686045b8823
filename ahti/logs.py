"""Knows how log lines are written: to standard error, as text or JSON, masked, each with the id of its request."""

import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Literal

import orjson

from ahti.masking import mask, masked

current_request: ContextVar[str | None] = ContextVar("current_request", default=None)

# They tell of every request at INFO: ours, which have a line, and those that we send, with their addresses.
_TALKATIVE = ("uvicorn", "alembic.runtime.plugins", "httpx", "httpcore")


def configure_logging(style: Literal["text", "json"]) -> None:
    """Send every log line of this process to standard error in one style; replaces what was configured before."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if style == "json" else TextLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # No line of ours shows them, and every record would ask the machine for them.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    for talkative in _TALKATIVE:
        logging.getLogger(talkative).setLevel(logging.WARNING)
    # It warns, with a traceback, each time that it cannot fill itself up again; whoever needs a connection says so too.
    logging.getLogger("asyncpg.pool").setLevel(logging.ERROR)


class TextLines(logging.Formatter):
    """``2026-11-24T03:20:00.123+00:00 INFO ahti.web.access POST /graphql 200 ... [id]``, a traceback below."""

    def format(self, record: logging.LogRecord) -> str:
        request_id = _request_id(record)
        marks = [_at(record), record.levelname, record.name, _message(record)]
        line = " ".join([*marks, f"[{request_id}]"] if request_id else marks)
        return f"{line}\n{mask(self.formatException(record.exc_info))}" if record.exc_info else line


class JsonLines(logging.Formatter):
    """One JSON object a line; a record's ``facts`` become keys of it, beside those that every line has."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": _at(record),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        if request_id := _request_id(record):
            line["requestId"] = request_id
        line |= {name: value for name, value in _facts(record).items() if name not in line}
        if record.exc_info:
            line["exception"] = mask(self.formatException(record.exc_info))
        return orjson.dumps(_encodable(line)).decode()


def _message(record: logging.LogRecord) -> str:
    """What is said; a record whose arguments do not fit is told, not lost and not shown to anybody unmasked."""
    try:
        return mask(record.getMessage().strip())
    except (TypeError, ValueError, KeyError):
        return mask(f"{record.msg} {record.args}")


def _facts(record: logging.LogRecord) -> dict[str, object]:
    facts = masked(getattr(record, "facts", {}))
    return facts if isinstance(facts, dict) else {"facts": facts}


def _encodable(value: object) -> object:
    """The same with whole characters and figures that JSON has room for."""
    if isinstance(value, dict):
        return {str(_encodable(name)): _encodable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_encodable(one) for one in value]
    if isinstance(value, str):
        return value.encode(errors="backslashreplace").decode()
    return str(value) if isinstance(value, int) and value.bit_length() > 63 else value


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def _request_id(record: logging.LogRecord) -> str | None:
    given: str | None = getattr(record, "request_id", None) or current_request.get()
    return given and mask(given)
