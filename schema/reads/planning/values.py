"""Knows how single values are planned: a column, a text in one language, what the database computes."""

from functools import partial

from graphql import FieldNode, GraphQLField, is_non_null_type

from harbors.text import Language
from schema.reads.declare import Column, Expression, Localized, Variant
from schema.reads.planning.declarations import Declared
from schema.reads.planning.kinds import kind_of
from schema.reads.planning.nodes import Value
from schema.reads.planning.reasons import Reason, Unplannable
from schema.reads.planning.shapes import Recorder
from schema.reads.planning.sites import ComputedSite, Site, VariantSite, site_of


def plan(declared: Declared, type_name: str, node: FieldNode, recorder: Recorder) -> Value:
    """The value of a field of the row. Raises ``Unplannable`` where only a resolver knows it."""
    match declared.read:
        case Column() as column:
            return part(column, declared, type_name, None, ())
        case Localized(prefix):
            return _value(_in_language(prefix, recorder.language()), declared, type_name)
        case Expression() as expression:
            return part(
                expression, declared, type_name, _computed(expression, declared, node, recorder), expression.types
            )
        case Variant() as variant:
            return _variant(variant, declared, type_name, node, recorder)
        case _:
            raise Unplannable(Reason.RESOLVER)


def part(
    read: Column | Expression, declared: Declared, type_name: str, site: Site | None, types: tuple[str, ...]
) -> Value:
    """A column or an expression, with the site of its arguments."""
    if isinstance(read, Column):
        return _value(f"{{row}}.{read.name}", declared, type_name, certain=not is_nullable(declared.field))
    return _value(read.sql, declared, type_name, site=site, types=types, cost=read.cost)


def item(declared: Declared, type_name: str) -> Value:
    """A column of the rows of a listing."""
    return _value(f"item.{declared.name}", declared, type_name)


def is_nullable(field: GraphQLField) -> bool:
    return not is_non_null_type(field.type)


def _computed(expression: Expression, declared: Declared, node: FieldNode, recorder: Recorder) -> Site | None:
    if not expression.types:
        return None
    site = site_of(declared, node, recorder, partial(ComputedSite, values_of=expression.arguments))
    site.settle(recorder)
    return site


def _variant(variant: Variant, declared: Declared, type_name: str, node: FieldNode, recorder: Recorder) -> Value:
    expression = variant.expression
    make = partial(VariantSite, argument=variant.argument, values_of=expression.arguments)
    site = site_of(declared, node, recorder, make)
    if site.settle(recorder):
        return part(expression, declared, type_name, site, expression.types)
    return part(variant.column, declared, type_name, None, ())


def _in_language(prefix: str, wanted: Language) -> str:
    """What ``fields.localized`` resolves: an empty text is none."""
    order = dict.fromkeys((wanted, Language.FI, Language.EN, Language.SV))
    texts = ", ".join(f"nullif({{row}}.{prefix}_{language}, '')" for language in order)
    return f"coalesce({texts})"


def _value(
    sql: str,
    declared: Declared,
    type_name: str,
    *,
    certain: bool = False,
    site: Site | None = None,
    types: tuple[str, ...] = (),
    cost: int = 1,
) -> Value:
    kind, said = kind_of(declared.field.type), f"{type_name}.{declared.name}"
    return Value(sql, kind, said, site=site, types=types, certain=certain, cost=cost)
