"""Which operation of a document is meant, and which text a hash stands for."""

from hashlib import sha256

import pytest
from graphql import OperationType, build_schema

from schema.errors import ApiError, ErrorCode
from schema.persisted import PersistedDocuments
from schema.prepared import prepare
from schema.refused import DocumentRefused

SCHEMA = build_schema("type Query { me: Query, name(of: String): String }")


def why_not(text: str, name: str | None) -> str:
    document = prepare(SCHEMA, text)
    with pytest.raises(DocumentRefused) as refused:
        document.operation(name)
    [error] = refused.value.errors
    return error.message


def test_the_only_operation_is_meant_when_none_is_named() -> None:
    document = prepare(SCHEMA, "query A($of: String) { name(of: $of) ...F } fragment F on Query { me { name } }")
    operation = document.operation(None)
    assert operation is document.operation("A")
    assert (operation.kind, operation.name) == (OperationType.QUERY, "A")
    assert [one.variable.name.value for one in operation.variable_definitions] == ["of"]
    assert list(document.fragments) == ["F"]
    assert operation.document is document


def test_an_operation_is_found_by_its_name() -> None:
    document = prepare(SCHEMA, "query A { name } query B { me { name } }")
    assert [document.operation(name).name for name in ("A", "B")] == ["A", "B"]


def test_an_operation_has_to_be_named_among_several() -> None:
    message = "The document has several operations: say which by operationName."
    assert why_not("query A { name } query B { name }", None) == message


@pytest.mark.parametrize("text", ["{ name }", "query A { name }", "query A { name } query B { name }"])
def test_an_operation_that_is_not_there_is_refused(text: str) -> None:
    assert why_not(text, "C") == "The document has no operation named C."


def test_a_kind_that_the_schema_lacks_is_refused_only_where_it_is_meant() -> None:
    text = "query A { name } mutation B { name }"
    assert prepare(SCHEMA, text).operation("A").name == "A"
    assert why_not(text, "B") == "There is no mutation here."


def test_a_document_of_nothing_but_comments_is_refused() -> None:
    with pytest.raises(DocumentRefused):
        prepare(SCHEMA, "# nothing")


def test_a_text_is_found_by_its_hash_in_any_case() -> None:
    persisted = PersistedDocuments()
    text = '{ name(of: "äyskäri") }'
    named = sha256(text.encode()).hexdigest()
    persisted.keep(prepare(SCHEMA, text), named.upper())
    assert (persisted.text_of(named), persisted.text_of(named.upper())) == (text, text)


def test_no_text_is_kept_under_the_hash_of_another() -> None:
    persisted = PersistedDocuments()
    named = sha256(b"{ me { name } }").hexdigest()
    with pytest.raises(DocumentRefused) as refused:
        persisted.keep(prepare(SCHEMA, "{ name }"), named)
    assert code_of(refused.value) is ErrorCode.BAD_USER_INPUT
    with pytest.raises(DocumentRefused) as unknown:
        persisted.text_of(named)
    assert code_of(unknown.value) is ErrorCode.PERSISTED_QUERY_NOT_FOUND


def code_of(refused: DocumentRefused) -> ErrorCode:
    [error] = refused.errors
    assert isinstance(error.original_error, ApiError)
    return error.original_error.code


def test_a_document_weighs_its_tokens_with_comments_and_its_characters() -> None:
    alone = prepare(SCHEMA, "{ name }").weight
    assert prepare(SCHEMA, "# a\n{ name }").weight == alone + 600 + 4 * 4
    assert prepare(SCHEMA, "{ name name }").weight == alone + 600 + 4 * 5
