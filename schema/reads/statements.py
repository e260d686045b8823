"""Knows the batched SQL behind the resolvers: every statement is made of declarations, every value is a parameter."""

from collections.abc import Iterable, Sequence

from schema.reads.declare import Expression, Relation
from schema.reads.selections import Ordered, Page, ReadType, Selection

ROW = "r"

Query = tuple[str, tuple[object, ...]]


class Parameters:
    """The values of a statement in the order of their ``$n``."""

    def __init__(self) -> None:
        self.values: list[object] = []

    def add(self, value: object, sql_type: str) -> str:
        self.values.append(value)
        return f"${len(self.values)}::{sql_type}"


def by_keys(type_: ReadType, keys: Sequence[object]) -> Query:
    """The visible rows with the given keys."""
    parameters = Parameters()
    conditions = [*_guards(type_.relation), f"{ROW}.id = ANY({parameters.add(list(keys), 'uuid[]')})"]
    text = f"SELECT {_columns(type_.columns)} FROM {type_.relation.table} {ROW} WHERE {_all(conditions)}"
    return text, tuple(parameters.values)


def computed(type_: ReadType, expression: Expression, arguments: Sequence[object], keys: Sequence[object]) -> Query:
    """``id`` and ``value`` of an expression for the visible rows with the given keys."""
    parameters = Parameters()
    value = _fill(expression.sql, parameters, arguments, expression.types)
    conditions = [*_guards(type_.relation), f"{ROW}.id = ANY({parameters.add(list(keys), 'uuid[]')})"]
    text = f"SELECT {ROW}.id, {value} AS value FROM {type_.relation.table} {ROW} WHERE {_all(conditions)}"
    return text, tuple(parameters.values)


def page(selection: Selection, wanted: Page, parents: Sequence[object]) -> Query:
    """A page of every parent in order: ``_parent``, columns, ``_key0`` ...; one row over ``size`` tells of more."""
    parameters = Parameters()
    source = f"unnest({parameters.add(list(parents), 'uuid[]')}) AS parent(key)"
    keys = [_key(ordered, parameters) for ordered in selection.order]
    conditions = [*_conditions(selection, parameters), *_seek(selection, keys, wanted, parameters)]
    directions = [_direction(ordered, wanted) for ordered in selection.order]
    named = [f"_key{index} {direction}" for index, direction in enumerate(directions)]
    selected = ", ".join(
        [_columns(selection.type.columns), *(f"{key} AS _key{index}" for index, key in enumerate(keys))]
    )
    rows = (
        f"SELECT {selected} {_from(selection)} WHERE {_all(conditions)} "
        f"ORDER BY {', '.join(named)} LIMIT {parameters.add(wanted.size + 1, 'bigint')}"
    )
    text = (
        f"SELECT parent.key AS _parent, rows.* FROM {source} CROSS JOIN LATERAL ({rows}) rows "
        f"ORDER BY {', '.join(f'rows.{name}' for name in named)}"
    )
    return text, tuple(parameters.values)


def count(selection: Selection, parents: Sequence[object]) -> Query:
    """``_parent`` and ``value``, the number of rows of every parent, whatever the page."""
    parameters = Parameters()
    source = f"unnest({parameters.add(list(parents), 'uuid[]')}) AS parent(key)"
    conditions = _conditions(selection, parameters)
    counted = f"SELECT count(*) AS value {_from(selection)} WHERE {_all(conditions)}"
    text = f"SELECT parent.key AS _parent, counted.value FROM {source} CROSS JOIN LATERAL ({counted}) counted"
    return text, tuple(parameters.values)


def _from(selection: Selection) -> str:
    join = selection.way.join.replace("{row}", ROW)
    return f"FROM {selection.type.relation.table} {ROW} {join}".rstrip()


def _guards(relation: Relation) -> list[str]:
    guards = [relation.visible, *([relation.of_type] if relation.of_type else [])]
    return [guard.replace("{row}", ROW) for guard in guards]


def _conditions(selection: Selection, parameters: Parameters) -> list[str]:
    conditions = _guards(selection.type.relation)
    if selection.way.of_parent:
        conditions.append(selection.way.of_parent.replace("{row}", ROW).replace("{parent}", "parent.key"))
    return [*conditions, *_filters(selection, parameters)]


def _filters(selection: Selection, parameters: Parameters) -> Iterable[str]:
    together: dict[str, list[str]] = {}
    for condition in selection.conditions:
        filled = _fill(condition.predicate.sql, parameters, condition.parameters, condition.predicate.types)
        together.setdefault(condition.predicate.within, []).append(f"({filled})")
    return (within.replace("{row}", ROW).replace("{met}", _all(met)) for within, met in together.items())


def _key(ordered: Ordered, parameters: Parameters) -> str:
    return _fill(ordered.key.sql, parameters, ordered.parameters, ordered.key.types)


def _direction(ordered: Ordered, wanted: Page) -> str:
    return "DESC" if ordered.key.descending != wanted.backwards else "ASC"


def _seek(selection: Selection, keys: Sequence[str], wanted: Page, parameters: Parameters) -> Iterable[str]:
    for values, forwards in ((wanted.after, True), (wanted.before, False)):
        if values is not None:
            bounds = [
                parameters.add(value, ordered.key.type) for value, ordered in zip(values, selection.order, strict=True)
            ]
            yield _beyond(selection.order, keys, bounds, forwards=forwards)


def _beyond(order: Sequence[Ordered], keys: Sequence[str], bounds: Sequence[str], *, forwards: bool) -> str:
    """The rows strictly beyond the bounds: a row comparison where all keys run one way, else key by key."""
    signs = [">" if ordered.key.descending != forwards else "<" for ordered in order]
    if len(set(signs)) == 1:
        return f"({', '.join(keys)}) {signs[0]} ({', '.join(bounds)})"
    alternatives = [
        _all([*(f"{keys[n]} = {bounds[n]}" for n in range(index)), f"{keys[index]} {signs[index]} {bounds[index]}"])
        for index in range(len(order))
    ]
    return f"({' OR '.join(alternatives)})"


def _fill(template: str, parameters: Parameters, values: Sequence[object], types: Sequence[str]) -> str:
    """The template with ``{0}`` ... as fresh parameters; one value that is used twice is one parameter."""
    filled = template.replace("{row}", ROW)
    for index, (value, sql_type) in enumerate(zip(values, types, strict=True)):
        filled = filled.replace(f"{{{index}}}", parameters.add(value, sql_type))
    return filled


def _columns(names: Sequence[str]) -> str:
    return ", ".join(f"{ROW}.{name}" for name in names)


def _all(conditions: Iterable[str]) -> str:
    return " AND ".join(conditions)
