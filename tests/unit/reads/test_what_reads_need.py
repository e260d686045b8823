"""What the database says of a table is read as narrowly as it is meant; a template is read for all that it looks at."""

from dataclasses import replace

import pytest
from graphql import GraphQLEnumType, get_named_type

from schema.reads.declare import Expression
from schema.reads.planning.declarations import Declared, declarations
from schema.reads.soundness.field_needs import of_field
from schema.reads.soundness.looks import Looks
from schema.reads.soundness.needs import Needs
from schema.reads.soundness.stored import Stored, Table
from schema.root import build

DECLARED = declarations(build())
PARENTS = """CASE kind
    WHEN 'BERTH'::text THEN ((pier_id IS NOT NULL) AND (harbor_id IS NOT NULL) AND (area_id IS NULL))
    WHEN 'QUAY'::text THEN ((harbor_id IS NOT NULL) OR (area_id IS NOT NULL))
    ELSE (area_id IS NULL)
END"""


def table(*checks: str, **leading: str | None) -> Table:
    return Table.told({"columns": {"id": ["uuid", True]}, "leading": list(leading.items()), "checks": checks})


@pytest.mark.parametrize(
    ("check", "kept"),
    [
        ("(kind = ANY (ARRAY['A'::text, 'B'::text]))", {"A", "B"}),
        ("(kind <@ ARRAY['A'::text])", {"A"}),
        ("(kind = 'A'::text)", {"A"}),
        ("((kind = 'A'::text) OR (number > 1))", None),
        ("(other_kind = 'A'::text)", None),
        ("(kind <> 'A'::text)", None),
        ("(kind = ANY (ARRAY['a \"quoted\" one'::text]))", None),
    ],
)
def test_a_check_keeps_a_column_to_what_it_lists(check: str, kept: set[str] | None) -> None:
    assert table(check).kept_to("kind") == kept


def test_a_check_by_kind_says_what_is_there_in_rows_of_that_kind() -> None:
    checked = table(PARENTS)
    assert checked.is_sure("pier_id", of_kind=("kind", "BERTH"))
    assert not checked.is_sure("pier_id", of_kind=("kind", "QUAY"))
    assert not checked.is_sure("harbor_id", of_kind=("kind", "QUAY"))
    assert not checked.is_sure("area_id", of_kind=("kind", "BERTH"))
    assert not checked.is_sure("pier_id", of_kind=("sort", "BERTH"))
    assert not checked.is_sure("pier_id")


def test_an_index_of_some_rows_serves_only_who_looks_for_those() -> None:
    conditions = {
        "a": None,
        "b": "(b IS NOT NULL)",
        "c": "(retired_at IS NULL)",
        "d": "is_active",
        "e": "(a IS NOT NULL)",
    }
    assert table(**conditions).indexed == {"a", "b", "c"}


def test_a_template_is_read_for_its_columns_and_its_joins() -> None:
    template = (
        "EXISTS (SELECT FROM links link JOIN types AS kind ON kind.id = link.kind_id WHERE link.row_id = {row}.id)"
    )
    looks = Looks("it", template, "rows")
    assert looks.tables() == {"{row}": "rows", "link": "links", "kind": "types"}
    assert looks.columns() == {("rows", "id"), ("links", "row_id"), ("links", "kind_id"), ("types", "id")}
    assert list(looks.joins()) == [[("types", "id"), ("links", "kind_id")], [("links", "row_id")]]


@pytest.mark.parametrize(
    ("template", "is_plain"),
    [
        ("CASE WHEN {row}.code = 'a b' THEN 'OPEN' ELSE 'DRAWN' END", True),
        ("CASE WHEN {row}.code = 'x' THEN 'OPEN' ELSE 'LOST' END", False),
        ("upper({row}.code)", False),
    ],
)
def test_an_enum_that_is_computed_is_written_in_the_template(template: str, is_plain: bool) -> None:
    field: Declared = replace(DECLARED["Round"]["status"], read=Expression(template))
    assert isinstance(get_named_type(field.field.type), GraphQLEnumType)
    said = list(of_field("status", field, DECLARED, Needs(Stored({"rounds": table()}), "rounds")))
    assert (said == []) == is_plain
