"""Knows which parameter of a statement takes which value of a request."""

from collections.abc import Sequence
from dataclasses import dataclass

from schema.reads.planning.shapes import Given
from schema.reads.planning.sites import Site, Values


@dataclass(frozen=True, slots=True)
class Taken:
    """Parameters that stand side by side: those of a part of a site, or the time where there is no site."""

    site: Site | None
    part: str = ""

    def values(self, given: Given) -> Values:
        return self.site.values(given, self.part) if self.site else (given.now,)


class Slots:
    """Gives out the ``$n`` of a statement; asked for the same part twice, it gives the same."""

    def __init__(self) -> None:
        self._count = 0
        self._known: dict[Taken, list[str]] = {}

    @property
    def taken(self) -> tuple[Taken, ...]:
        """In the order of their parameters."""
        return tuple(self._known)

    def take(self, site: Site, part: str, types: Sequence[str]) -> list[str]:
        """The parameters, of these SQL types, for the values that ``site`` has under ``part``."""
        return self._take(Taken(site, part), types)

    def now(self) -> str:
        """The parameter for the time of the request."""
        return self._take(Taken(None), ("timestamptz",))[0]

    def _take(self, taken: Taken, types: Sequence[str]) -> list[str]:
        if taken not in self._known:
            first = self._count + 1
            self._count += len(types)
            self._known[taken] = [f"${first + index}::{sql_type}" for index, sql_type in enumerate(types)]
        return self._known[taken]
