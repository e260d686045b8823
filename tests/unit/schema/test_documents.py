"""What of a document is refused before anybody looks at what it asks."""

import pytest
from graphql import build_schema, parse

from schema import document_limits as limits
from schema.document_limits import check_written
from schema.documents import parse_document, read_document
from schema.errors import ApiError, ErrorCode, LimitExceeded
from schema.nesting import Reach, reach
from schema.refused import DocumentRefused
from schema.validity import MOST_COMPARED, MOST_ERRORS

SCHEMA = build_schema("type Query { me: Query, name(of: String): String }")


def refusal(text: str) -> tuple[str, dict[str, int | str]]:
    """Why a document is refused, for a limit, and the figures."""
    with pytest.raises(DocumentRefused) as refused:
        read_document(SCHEMA, text)
    [error] = refused.value.errors
    assert isinstance(error.original_error, ApiError)
    assert error.original_error.code is ErrorCode.LIMIT_EXCEEDED
    return error.message, error.original_error.figures


def messages(text: str) -> list[str]:
    with pytest.raises(DocumentRefused) as refused:
        read_document(SCHEMA, text)
    return [error.message for error in refused.value.errors]


def in_name(body: str) -> str:
    return f"{{ me {{ {body} }} }}"


def with_length(length: int) -> str:
    return "{ name }" + " " * (length - len("{ name }"))


def with_lines(count: int) -> str:
    """Lines end in three ways."""
    return "\n" * (count - 3) + "\r\n\r{ name }"


def with_tokens(count: int) -> str:
    """A string list is an argument of one field: so many values, so many tokens."""
    return '{ name(of: ["' + '", "'.join("a" * (count - 9)) + '"]) }'


def with_comments(count: int) -> str:
    return "# a sail\n" * count + "{ name }"


def with_definitions(count: int) -> str:
    return "".join(f"query Q{number} {{ name }} " for number in range(count))


def with_aliases(count: int) -> str:
    """Not all at the root."""
    return in_name("".join(f"a{number}: name " for number in range(count)))


def with_directives(count: int) -> str:
    return in_name("name @include(if: true) " * (count - 1) + "... @skip(if: false) { name }")


def with_root_fields(count: int) -> str:
    """The half of them by way of a fragment."""
    spread = count // 2
    own = "".join(f"a{number}: name " for number in range(count - spread))
    return f"{{ {own} ...F }} fragment F on Query {{ {' '.join(f'b{number}: name' for number in range(spread))} }}"


def with_depth(depth: int) -> str:
    """The half of it by way of a fragment."""
    lower = depth // 2
    fragment = "{ me " * (lower - 1) + "{ name }" + "}" * (lower - 1)
    upper = depth - lower
    return "{ me " * upper + "{ ...F }" + "}" * upper + f" fragment F on Query {fragment}"


def with_fields(count: int) -> str:
    """A fragment of 49 fields that is spread for every fifty of them."""
    fields = " ".join(f"a{number}: name" for number in range(49))
    alone = " ".join(f"c{number}: name" for number in range((count - 1) % 50))
    spreads = " ".join(f"b{number}: me {{ ...F }}" for number in range((count - 1) // 50))
    return in_name(f"{alone} {spreads}") + f"fragment F on Query {{ {fields} }}"


LIMITS = [
    pytest.param(with_length, limits.LONGEST, "The document is longer than 200,000 characters.", id="characters"),
    pytest.param(with_lines, limits.MOST_LINES, "The document has more than 6,000 lines.", id="lines"),
    pytest.param(
        with_definitions,
        limits.MOST_DEFINITIONS,
        "The document has more than 200 operations and fragments.",
        id="definitions",
    ),
    pytest.param(with_aliases, limits.MOST_ALIASES, "The document has more than 500 aliases.", id="aliases"),
    pytest.param(
        with_directives, limits.MOST_DIRECTIVES, "The document has more than 100 directives.", id="directives"
    ),
    pytest.param(
        with_root_fields,
        limits.MOST_ROOT_FIELDS,
        "An operation asks for more than 100 fields at its root.",
        id="root fields",
    ),
    pytest.param(with_depth, limits.DEEPEST, "The document is nested deeper than 50 fields.", id="depth"),
    pytest.param(with_fields, limits.MOST_FIELDS, "The document asks for more than 5,000 fields.", id="fields"),
]
UNKNOWN_ACTUAL = [
    pytest.param(with_comments, limits.MOST_COMMENTS, "The document has more than 1,000 comments.", id="comments"),
]


@pytest.mark.parametrize(("document", "most", "_message"), [*LIMITS, *UNKNOWN_ACTUAL])
def test_a_document_at_the_limit_is_valid(document: object, most: int, _message: str) -> None:
    assert callable(document)
    read_document(SCHEMA, document(most))


@pytest.mark.parametrize(("document", "most", "message"), LIMITS)
def test_a_document_over_the_limit_is_refused_with_the_figure(document: object, most: int, message: str) -> None:
    assert callable(document)
    assert refusal(document(most + 1)) == (message, {"limit": most, "actual": most + 1})


@pytest.mark.parametrize(("document", "most", "message"), UNKNOWN_ACTUAL)
def test_what_is_not_counted_to_its_end_is_refused_with_the_limit(document: object, most: int, message: str) -> None:
    assert callable(document)
    assert refusal(document(most + 1)) == (message, {"limit": most})


def test_a_document_may_have_as_many_tokens_as_are_allowed() -> None:
    assert len(parse_document(with_tokens(limits.MOST_TOKENS)).definitions) == 1


def test_a_document_with_more_tokens_is_refused_with_the_limit() -> None:
    message = "The document has more than 5,000 tokens."
    assert refusal(with_tokens(limits.MOST_TOKENS + 1)) == (message, {"limit": limits.MOST_TOKENS})


def test_a_place_may_not_be_covered_with_directives() -> None:
    message = "The document has more than 10 directives in one place."
    text = "{ name " + "@include(if: true) " * 11 + "}"
    assert refusal(text) == (message, {"limit": 10, "actual": 11})


def test_directives_count_wherever_they_stand() -> None:
    nine = "@a " * 9
    inner = f"name {nine} ... {nine} {{ name }}"
    text = f"query($v: Int {nine}) {nine} {{ ...F {nine} }} fragment F on Query {nine} {{ {inner} {inner} {inner}"
    check_written(parse_document(text + " name " + "@a " * 10 + "}"))
    with pytest.raises(LimitExceeded) as refused:
        check_written(parse_document(text + " name " + "@a " * 10 + "name @a }"))
    assert refused.value.figures == {"limit": 100, "actual": 101}


def test_every_fragment_counts_as_often_as_it_is_spread() -> None:
    document = parse_document("{ a { ...F ...F } } fragment F on T { b c { ...G } } fragment G on T { d { e } }")
    assert reach(document) == Reach(depth=4, fields=1 + 2 * 4, top=1)


def test_fragments_that_multiply_beyond_numbers_are_refused_with_the_limit() -> None:
    twice = "".join(f"fragment F{n} on Query {{ a: me {{ ...F{n + 1} }} b: me {{ ...F{n + 1} }} }} " for n in range(40))
    text = f"{{ ...F0 }} {twice} fragment F40 on Query {{ name }}"
    assert refusal(text) == ("The document asks for more than 5,000 fields.", {"limit": limits.MOST_FIELDS})


def test_the_operation_that_reaches_furthest_counts_and_not_all_together() -> None:
    document = parse_document("query A { a b } query B { a { b { c } } }")
    assert reach(document) == Reach(depth=3, fields=3, top=2)


@pytest.mark.parametrize(
    ("length", "message"),
    [
        (1, "The fragment F0 spreads itself."),
        (3, "The fragments F0, F1, F2 spread each other in a circle."),
        (
            150,
            "The fragments F0, F1, F10, F100, F101, F102, F103, F104, F105, F106 ... spread each other in a circle.",
        ),
    ],
)
def test_fragments_in_a_circle_are_refused_by_name(length: int, message: str) -> None:
    circle = "".join(f"fragment F{n} on Query {{ me {{ ...F{(n + 1) % length} }} }} " for n in range(length))
    assert messages(f"{{ ...F0 }} {circle}") == [message]


def test_fields_that_are_repeated_too_often_are_refused_before_all_are_compared() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_document(SCHEMA, in_name("name " * 300))
    [error] = refused.value.errors
    assert error.message.startswith("The document nests or repeats its fields and fragments too much")
    assert isinstance(error.original_error, ApiError)
    assert error.original_error.figures == {"limit": MOST_COMPARED}
    read_document(SCHEMA, in_name("name " * 150))


def test_only_so_many_errors_are_found() -> None:
    found = messages(in_name(" ".join(f"wrong{n}" for n in range(100))))
    assert len(found) == MOST_ERRORS + 1
    assert found[-1] == "Too many validation errors, error limit reached. Validation aborted."


def test_an_error_keeps_its_place_and_lets_go_of_the_document() -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_document(SCHEMA, "{\n  nam\n  ... { wrong }\n}")
    errors = refused.value.errors
    assert [error.locations for error in errors] == [[(2, 3)], [(3, 9)]]
    assert [(error.nodes, error.source, error.__traceback__) for error in errors] == [(None, None, None)] * 2


def test_a_mutation_does_so_many_things_at_most_through_fragments_too() -> None:
    def document(acts: int) -> str:
        spread = "".join(f" a{number}: withdraw" for number in range(acts - 1))
        asked = " ".join(f"b{number}: x" for number in range(50))
        return f"query Many {{ {asked} }} mutation {{ ...F one }} fragment F on Mutation {{{spread} }}"

    limits.check_reach(parse(document(limits.MOST_MUTATIONS)))
    with pytest.raises(LimitExceeded) as refused:
        limits.check_reach(parse(document(limits.MOST_MUTATIONS + 1)))
    assert refused.value.figures == {"limit": 10, "actual": 11}
