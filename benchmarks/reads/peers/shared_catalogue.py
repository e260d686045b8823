"""Knows how the Python peers read Ahti's tables: pages of lists, and batches for their loaders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from benchmarks.reads.peers import shared_statements as sql
from benchmarks.reads.peers.shared_ids import Position, decode_cursor, encode_cursor

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page of a list."""

    first: int
    after: Position

    @classmethod
    def of(cls, first: int, after: str | None) -> "Wanted":
        return cls(first, decode_cursor(after))


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a page, and whether others follow."""

    rows: Sequence[Row]
    more: bool

    @classmethod
    def of(cls, found: Sequence[Row], wanted: Wanted) -> "Page":
        """One row more than wanted was asked for."""
        return cls(found[: wanted.first], len(found) > wanted.first)

    @property
    def end_cursor(self) -> str | None:
        return cursor(self.rows[-1]) if self.rows else None


def cursor(row: Row) -> str:
    """Where a row of a page stands."""
    return encode_cursor(row["sort"], row["id"])


# A page of the list of one parent, as a key of a loader.
Children = tuple[UUID, Wanted]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The tables behind a pool of asyncpg's connections."""

    pool: Any

    async def harbors(self, wanted: Wanted) -> Page:
        return Page.of(await self.pool.fetch(sql.HARBORS, wanted.first + 1, *wanted.after), wanted)

    async def count_harbors(self) -> int:
        return int(await self.pool.fetchval(sql.COUNT_HARBORS))

    async def berths(self, wanted: Wanted, *, min_width_mm: int | None, min_length_mm: int | None) -> Page:
        _, key = wanted.after
        found = await self.pool.fetch(sql.BERTHS, wanted.first + 1, key, min_width_mm, min_length_mm)
        return Page.of(found, wanted)

    async def count_berths(self, *, min_width_mm: int | None, min_length_mm: int | None) -> int:
        return int(await self.pool.fetchval(sql.COUNT_BERTHS, min_width_mm, min_length_mm))

    async def harbors_by_id(self, keys: Sequence[UUID]) -> list[Row | None]:
        return await self._by_id(sql.HARBORS_BY_ID, keys)

    async def piers_by_id(self, keys: Sequence[UUID]) -> list[Row | None]:
        return await self._by_id(sql.PIERS_BY_ID, keys)

    async def berths_by_id(self, keys: Sequence[UUID]) -> list[Row | None]:
        return await self._by_id(sql.BERTHS_BY_ID, keys)

    async def piers_of_harbors(self, lists: Sequence[Children]) -> list[Page]:
        return await self._pages(sql.PIERS_OF_HARBORS, lists)

    async def berths_of_piers(self, lists: Sequence[Children]) -> list[Page]:
        return await self._pages(sql.BERTHS_OF_PIERS, lists)

    async def count_piers(self, harbors: Sequence[UUID]) -> list[int]:
        return await self._counts(sql.COUNT_PIERS, harbors)

    async def count_berths_of_piers(self, piers: Sequence[UUID]) -> list[int]:
        return await self._counts(sql.COUNT_BERTHS_OF_PIERS, piers)

    async def _by_id(self, statement: str, keys: Sequence[UUID]) -> list[Row | None]:
        found = {row["id"]: row for row in await self.pool.fetch(statement, keys)}
        return [found.get(key) for key in keys]

    async def _pages(self, statement: str, lists: Sequence[Children]) -> list[Page]:
        """One statement for each page that is wanted, whatever the number of parents; mostly it is one page."""
        pages: dict[Children, Page] = {}
        for wanted in {wanted for _, wanted in lists}:
            parents = [parent for parent, other in lists if other == wanted]
            rows = await self.pool.fetch(statement, wanted.first + 1, *wanted.after, parents)
            found: dict[UUID, list[Row]] = {parent: [] for parent in parents}
            for row in rows:
                found[row["parent"]].append(row)
            pages |= {(parent, wanted): Page.of(children, wanted) for parent, children in found.items()}
        return [pages[key] for key in lists]

    async def _counts(self, statement: str, parents: Sequence[UUID]) -> list[int]:
        found = {row["parent"]: row["number"] for row in await self.pool.fetch(statement, parents)}
        return [found.get(parent, 0) for parent in parents]
