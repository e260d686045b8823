"""Knows the refusals of GraphQL over HTTP itself, before any document is read."""

from schema.errors import ApiError, ErrorCode


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
