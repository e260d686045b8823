"""What of a document is refused before anybody looks at what it asks."""

import pytest

from schema.documents import MOST_TOKENS, DocumentRefused, parse_document
from schema.errors import ApiError, ErrorCode


def test_a_document_may_have_as_many_tokens_as_are_allowed() -> None:
    document = parse_document("{" + " a" * (MOST_TOKENS - 2) + "}")
    assert len(document.definitions) == 1


def test_a_document_with_more_tokens_is_refused_with_the_limit() -> None:
    with pytest.raises(DocumentRefused) as refused:
        parse_document("{" + " a" * MOST_TOKENS + "}")
    [error] = refused.value.errors
    assert isinstance(error.original_error, ApiError)
    assert (error.original_error.code, error.original_error.figures) == (
        ErrorCode.LIMIT_EXCEEDED,
        {"limit": MOST_TOKENS},
    )
