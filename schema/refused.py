"""Knows why a request cannot run at all, without holding on to the document that was refused."""

from collections.abc import Iterable

from graphql import GraphQLError

from schema.errors import ApiError, ErrorCode

# In characters: graphql-core repeats what is wrong, however long that is.
LONGEST_MESSAGE = 1_000


class DocumentRefused(Exception):
    """The request cannot run at all: its document, or what was asked of it, is wrong."""

    def __init__(self, errors: Iterable[GraphQLError]) -> None:
        self.errors = [_alone(error) for error in errors]
        super().__init__("; ".join(error.message for error in self.errors))

    @classmethod
    def because(cls, error: ApiError) -> "DocumentRefused":
        """Refused for one reason that has a code."""
        return cls([GraphQLError(error.message, original_error=error)])

    @property
    def code(self) -> ErrorCode:
        """What a client reads as the code of the first error."""
        cause = self.errors[0].original_error
        return cause.code if isinstance(cause, ApiError) else ErrorCode.BAD_USER_INPUT

    @property
    def size(self) -> int:
        """The characters of all messages."""
        return sum(len(error.message) for error in self.errors)


def _alone(error: GraphQLError) -> GraphQLError:
    """The same error with its place in the text. Nodes and tracebacks would hold the whole tree."""
    message = error.message if len(error.message) <= LONGEST_MESSAGE else error.message[:LONGEST_MESSAGE] + " ..."
    alone = GraphQLError(message, original_error=_cause_alone(error.original_error), extensions=error.extensions)
    # To be found again it would have to count the lines again.
    alone.locations = error.locations
    return alone


def _cause_alone(cause: Exception | None) -> Exception | None:
    if isinstance(cause, GraphQLError):
        return _alone(cause)
    if cause is not None:
        cause.__context__ = cause.__cause__ = None
        cause.with_traceback(None)
    return cause
