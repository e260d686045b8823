"""Knows at whose personal data a request has looked, and what the audit trail is told of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

# The name under which a row of a personal type says whose data it is.
ABOUT = "_about"


@dataclass(slots=True)
class Looks:
    """The ids of what was read, by person and type."""

    seen: dict[UUID, dict[str, set[UUID]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    def note(self, type_name: str, values: Mapping[str, Any]) -> None:
        """A row of this type was read; of data that are nobody's nothing is noted."""
        if (person_id := values.get(ABOUT)) is not None:
            self.seen[person_id][type_name].add(values["id"])

    def at_others(self, reader: UUID | None) -> Iterator[tuple[UUID, dict[str, list[UUID]]]]:
        """Every person other than the reader, with the ids of what was read by type."""
        for person_id, types in sorted(self.seen.items()):
            if person_id != reader:
                yield person_id, {name: sorted(keys) for name, keys in sorted(types.items())}
