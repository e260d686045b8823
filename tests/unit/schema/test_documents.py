"""What of a document is refused before anybody looks at what it asks."""

import pytest
from graphql import build_schema

from schema.documents import MOST_TOKENS, DocumentRefused, parse_document, read_document
from schema.errors import ApiError, ErrorCode
from schema.nesting import Reach, reach


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


def test_every_fragment_counts_as_often_as_it_is_spread() -> None:
    document = parse_document("{ a { ...F ...F } } fragment F on T { b c { ...G } } fragment G on T { d { e } }")
    assert reach(document) == Reach(depth=4, fields=(1 + 2 * 4) + 4 + 2)


def test_fragments_that_multiply_are_refused_with_the_limit() -> None:
    spread = " ".join(f"a{n}: me {{ ...F{{}} }}" for n in range(20))
    schema = build_schema("type Query { me: Query, name: String }")
    text = "".join(f"fragment F{n} on Query {{ {spread.replace('{}', str(n + 1))} }} " for n in range(3))
    with pytest.raises(DocumentRefused) as refused:
        read_document(schema, f"{{ ...F0 }} {text} fragment F3 on Query {{ name }}")
    assert [error.message for error in refused.value.errors] == ["The document asks for more than 5,000 fields."]
