"""Knows the refusals of HTTP itself, before any document is read, and how what is not GraphQL tells of them."""

import orjson
from starlette.responses import Response

from schema.errors import ApiError, ErrorCode, format_refusal

_STATUS = {ErrorCode.UNAUTHENTICATED: 401, ErrorCode.FORBIDDEN: 403}


class Refusal(ApiError):
    """A request that is no GraphQL request; ``status`` holds under every media type."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        code: ErrorCode = ErrorCode.BAD_USER_INPUT,
        headers: tuple[tuple[str, str], ...] = (),
        **figures: int | str,
    ) -> None:
        super().__init__(code, message, **figures)
        self.status = status
        self.headers = headers


def denied(refusal: ApiError) -> Response:
    """The answer to a request that is no GraphQL, with the refusal as GraphQL would tell it."""
    status = refusal.status if isinstance(refusal, Refusal) else _STATUS[refusal.code]
    headers = dict(refusal.headers) if isinstance(refusal, Refusal) else {}
    told = orjson.dumps({"errors": [format_refusal(refusal)]})
    return Response(told, status_code=status, media_type="application/json", headers=headers)
