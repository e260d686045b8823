"""Knows the state of single tables, from the versions of their groups: the database says which table is of which."""

from collections.abc import Callable, Mapping
from functools import lru_cache

import orjson

from ahti.read_pool import ReadPool

# The trigger that tells of changes has the group as its argument, which ends in a NUL.
_GROUPS = r"""
    SELECT coalesce(json_object_agg(relation.relname, split_part(encode(tgargs, 'escape'), '\000', 1)), '{}')::text
    FROM pg_trigger JOIN pg_class AS relation ON relation.oid = tgrelid WHERE tgname = 'data_version'
"""

CurrentVersions = Callable[[], Mapping[str, str] | None]


async def table_groups(reads: ReadPool) -> Mapping[str, str]:
    """The group of every table of whose changes the database tells."""
    groups: Mapping[str, str] = orjson.loads(await reads.fetch_body(_GROUPS, ()))
    return groups


def table_versions(
    groups: Mapping[str, str], current: CurrentVersions
) -> Callable[[frozenset[str]], tuple[str, ...] | None]:
    """The versions of the groups of some tables; None for a table nobody tells of, and while nobody listens."""

    @lru_cache(maxsize=1_000)
    def of(tables: frozenset[str]) -> tuple[str, ...] | None:
        return tuple(sorted({groups[table] for table in tables})) if tables <= groups.keys() else None

    def versions(tables: frozenset[str]) -> tuple[str, ...] | None:
        wanted, now = of(tables), current()
        return None if wanted is None or now is None else tuple(now[group] for group in wanted)

    return versions
