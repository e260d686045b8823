"""Knows how the SQL templates of declarations are filled in for one row, and which conditions a row has to meet."""

from collections.abc import Iterable, Sequence

from schema.reads.declare import Predicate, Relation, SortKey, ToMany

# Parameters as they stand in a statement: ``$1::uuid``.
Slots = Sequence[str]


def fill(template: str, row: str, slots: Slots = ()) -> str:
    """The template for the row called ``row`` with ``{0}``, ``{1}`` ... in their slots."""
    filled = template.replace("{row}", row)
    for index, slot in enumerate(slots):
        filled = filled.replace(f"{{{index}}}", slot)
    return filled


def source(relation: Relation, row: str, way: ToMany | None = None) -> str:
    """The FROM clause; a way may join a link table to the relation."""
    join = way.join.replace("{row}", row) if way else ""
    return f"FROM {relation.table} {row} {join}".rstrip()


def guards(relation: Relation, row: str) -> list[str]:
    """What stands beside every reference to a table: row visibility, and the type where several share the table."""
    return [fill(guard, row) for guard in (relation.visible, relation.of_type) if guard]


def belongs(way: ToMany, row: str, parent: str) -> list[str]:
    """The condition that ties a row to its parent, whose key is ``parent``; nothing for a root."""
    return [fill(way.of_parent, row).replace("{parent}", parent)] if way.of_parent else []


def filters(predicates: Sequence[Predicate], row: str, slots: Sequence[Slots]) -> list[str]:
    """The conditions of a filter; those to be met by one and the same row of another table stand together."""
    together: dict[str, list[str]] = {}
    for predicate, own in zip(predicates, slots, strict=True):
        together.setdefault(predicate.within, []).append(f"({fill(predicate.sql, row, own)})")
    return [fill(within, row).replace("{met}", all_of(met)) for within, met in together.items()]


def direction(key: SortKey, *, backwards: bool) -> str:
    """How the rows of a page are sorted by a key before the page is cut."""
    return "DESC" if key.descending != backwards else "ASC"


def beyond(order: Sequence[SortKey], keys: Sequence[str], bounds: Slots, *, forwards: bool) -> str:
    """The rows strictly beyond the bounds: a row comparison where all keys run one way, else key by key."""
    signs = [">" if key.descending != forwards else "<" for key in order]
    if len(set(signs)) == 1:
        return f"({', '.join(keys)}) {signs[0]} ({', '.join(bounds)})"
    alternatives = [
        all_of([*(f"{keys[n]} = {bounds[n]}" for n in range(index)), f"{keys[index]} {signs[index]} {bounds[index]}"])
        for index in range(len(order))
    ]
    return f"({' OR '.join(alternatives)})"


def all_of(conditions: Iterable[str]) -> str:
    """All conditions together; no condition holds always."""
    return " AND ".join(conditions) or "TRUE"
