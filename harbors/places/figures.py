"""Knows how the figures that the database keeps of places are held against the places, and counted anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from harbors.places.commands import STATEMENTS
from harbors.sql import Connection

COUNTED = ("harbors", "piers", "winter_storage_areas", "winter_storage_sections")
"""The relations with figures, in the order in which the database locks their rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure, named as its column, that says something else than the places of the row do."""

    relation: str
    id: UUID
    figure: str
    stored: Any
    counted: Any


async def differing_figures(connection: Connection) -> list[Difference]:
    """Every figure that is wrong, by relation, row and figure."""
    return [Difference(**row) for row in await STATEMENTS.differing_figures.rows(connection)]


async def mend_figures(connection: Connection, differences: Sequence[Difference]) -> None:
    """Have the database count the rows again whose figures differ; nothing is committed here."""
    for relation in COUNTED:
        ids = {difference.id for difference in differences if difference.relation == relation}
        if ids:
            await getattr(STATEMENTS, f"recount_{relation}").run(connection, ids=list(ids))
