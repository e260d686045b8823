"""Knows the errors at the top level of an answer: a stable code each, with the figure that was exceeded.

ApiError
├── BadInput         what was asked cannot be (BAD_USER_INPUT)
├── Unauthenticated  nobody signed in, and somebody has to (UNAUTHENTICATED)
├── Forbidden        whoever asks may not (FORBIDDEN)
├── InFlight         the same request is under way (IDEMPOTENCY_IN_FLIGHT)
├── LimitExceeded    more was asked than is given at once (LIMIT_EXCEEDED)
└── Busy             more is asked at once than can be answered (LIMIT_EXCEEDED, HTTP 503)
"""

import logging
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from graphql import GraphQLError

from harbors.errors import HarborError
from harbors.text import Translated
from schema.requests import RequestFacts

log = logging.getLogger(__name__)

FormattedError = dict[str, Any]


class ErrorCode(StrEnum):
    """The table of ``extensions.code``; clients rely on it, so a code is never renamed."""

    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    RATE_LIMITED = "RATE_LIMITED"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    IDEMPOTENCY_IN_FLIGHT = "IDEMPOTENCY_IN_FLIGHT"
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    INTERNAL = "INTERNAL"


class ApiError(Exception):
    """A refusal that the client reads as it stands; ``figures`` (a limit, a time to come back) go to extensions."""

    def __init__(self, code: ErrorCode, message: str, **figures: int | str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.figures = figures


class BadInput(ApiError):
    """What was asked cannot be."""

    def __init__(self, message: str, **figures: int | str) -> None:
        super().__init__(ErrorCode.BAD_USER_INPUT, message, **figures)


class Unauthenticated(ApiError):
    """Nobody signed in, and somebody has to."""

    def __init__(self, message: str) -> None:
        super().__init__(ErrorCode.UNAUTHENTICATED, message)


class Forbidden(ApiError):
    """Whoever asks may not; ``needs`` says what it takes."""

    def __init__(self, message: str, **figures: int | str) -> None:
        super().__init__(ErrorCode.FORBIDDEN, message, **figures)


class InFlight(ApiError):
    """The same request is under way, and has been for too long to wait here; ``retry_after`` is in seconds."""

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(ErrorCode.IDEMPOTENCY_IN_FLIGHT, message, retryAfter=retry_after)


class LimitExceeded(ApiError):
    """More was asked than is given at once; ``limit`` is the most."""

    def __init__(self, message: str, *, limit: int, **figures: int | str) -> None:
        super().__init__(ErrorCode.LIMIT_EXCEEDED, message, limit=limit, **figures)


class Busy(ApiError):
    """More is asked at once than can be answered. HTTP says it with status 503 and ``Retry-After``, in seconds."""

    def __init__(self, message: str, *, retry_after: int, **figures: int) -> None:
        super().__init__(ErrorCode.LIMIT_EXCEEDED, message, **figures, retryAfter=retry_after)
        self.retry_after = retry_after


_OUR_FAULT = Translated(
    fi="Meillä meni jotain vikaan; kerro tämä tunniste, jos otat yhteyttä: {request_id}",
    sv="Något gick fel hos oss; uppge den här koden om du kontaktar oss: {request_id}",
    en="Something went wrong on our side; quote this id: {request_id}",
)


def format_errors(errors: Iterable[GraphQLError], facts: RequestFacts) -> list[FormattedError]:
    """Errors as the client reads them; what nobody foresaw is masked, and logged with its traceback."""
    unforeseen: dict[int, BaseException] = {}
    formatted = [_format(error, facts, unforeseen) for error in errors]
    for cause in unforeseen.values():
        log.error("A resolver failed", exc_info=cause, extra={"request_id": facts.request_id})
    return formatted


def format_refusal(error: ApiError) -> FormattedError:
    """A refusal that concerns the whole request, no field of it."""
    return {"message": error.message, "extensions": {"code": error.code, **error.figures}}


def format_failure(error: Exception, facts: RequestFacts) -> FormattedError:
    """Why a whole request failed: a refusal as it stands, anything else masked and logged."""
    if isinstance(error, ApiError):
        return format_refusal(error)
    log.error("A read failed", exc_info=error, extra={"request_id": facts.request_id})
    return format_internal(facts)


def format_internal(facts: RequestFacts) -> FormattedError:
    """All that a client learns of an error that nobody foresaw."""
    message = _OUR_FAULT.with_figures(request_id=facts.request_id).in_language(facts.language)
    return {"message": message, "extensions": {"code": ErrorCode.INTERNAL, "requestId": facts.request_id}}


def _format(error: GraphQLError, facts: RequestFacts, unforeseen: dict[int, BaseException]) -> FormattedError:
    cause = _root_cause(error)
    if isinstance(cause, ApiError):
        said = format_refusal(cause)
    elif isinstance(cause, HarborError):
        said = _format_trade(cause, facts)
    elif error.path is None or _is_told_on_purpose(cause):
        said = _format_input(error)
    else:
        unforeseen[id(cause)] = cause
        said = format_internal(facts)
    return said | _place(error)


def _root_cause(error: GraphQLError) -> BaseException:
    cause: BaseException = error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _is_told_on_purpose(cause: BaseException) -> bool:
    """An argument that cannot be (it points into the document), or a refusal with a code.

    Any other error of graphql-core in a field speaks of our own values, when one of them does not fit its type.
    """
    return isinstance(cause, GraphQLError) and bool(cause.nodes or (cause.extensions or {}).get("code"))


def _format_trade(error: HarborError, facts: RequestFacts) -> FormattedError:
    problems = [
        {"code": problem.code, "field": problem.field, "message": problem.in_language(facts.language)}
        for problem in error.problems
    ]
    known = [problem.code for problem in error.problems if problem.code in ErrorCode.__members__]
    message = " ".join(problem["message"] or "" for problem in problems)
    return {"message": message, "extensions": {"code": (known or [ErrorCode.BAD_USER_INPUT])[0], "problems": problems}}


def _format_input(error: GraphQLError) -> FormattedError:
    message = _without_value(error.message)
    return {"message": message, "extensions": {"code": ErrorCode.BAD_USER_INPUT, **(error.extensions or {})}}


def _without_value(message: str) -> str:
    """graphql-core repeats the whole value of a variable, person and secrets included, and front ends log messages."""
    variable, wrong, rest = message.partition(" got invalid value ")
    if not (wrong and variable.startswith("Variable '$")):
        return message
    value, _, reason = rest.rpartition("; ")
    _, at, path = value.rpartition(" at '")
    return f"{variable} got an invalid value{at}{path if at else ''}: {reason}"


def _place(error: GraphQLError) -> FormattedError:
    place: FormattedError = {}
    if error.locations:
        place["locations"] = [location.formatted for location in error.locations]
    if error.path is not None:
        place["path"] = error.path
    return place
