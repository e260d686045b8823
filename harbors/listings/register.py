"""Knows what a provider has, by id and by the names people use: what it may change, and what its listings may name."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from harbors.listings.fields import Content, Field
from harbors.listings.values import Unfit

DecodeId = Callable[[str, str], UUID | None]
"""From a kind of resource and a text to the id that the text stands for; ``None`` where it is no id at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nameable:
    """Something that a listing may name: ``labels`` in small letters, and what it is a part of, if anything."""

    kind: str
    id: UUID
    labels: frozenset[str]
    whole_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A resource of the provider as it will be when all that waits is published; ``new`` ones wait to be created."""

    id: UUID
    content: Content
    new: bool


class Register:
    """``external_ids`` are the provider's own names of resources, of those whose listing was rejected, too."""

    def __init__(
        self, things: Iterable[Thing], *, nameable: Iterable[Nameable], external_ids: Mapping[str, UUID]
    ) -> None:
        self.things = {thing.id: thing for thing in things}
        self.external_ids = external_ids
        self.names = {id: name for name, id in external_ids.items()}
        self._by_id = {(one.kind, one.id): one for one in nameable}
        self._by_label: dict[tuple[str, str], list[Nameable]] = defaultdict(list)
        for one in self._by_id.values():
            for text in one.labels:
                self._by_label[one.kind, text].append(one)

    def whole_of(self, kind: str, id: str) -> str | None:
        """The id of what the named thing is a part of."""
        found = self._by_id.get((kind, UUID(id)))
        return None if found is None or found.whole_id is None else str(found.whole_id)

    def resolve(self, field: Field, text: str, *, whole: str | None, decode: DecodeId) -> str:
        """The id of what ``text`` names; a name counts within ``whole`` where that is known. Raises ``Unfit``."""
        kind = str(field.names)
        id = decode(kind, text)
        if id is not None and (kind, id) in self._by_id:
            return str(id)
        found = [one for one in self._by_label[kind, text.casefold()] if whole in (None, str(one.whole_id))]
        if len(found) > 1:
            raise Unfit("REFERENCE_AMBIGUOUS")
        if not found:
            raise Unfit("REFERENCE_UNKNOWN")
        return str(found[0].id)


def plain_id(_kind: str, text: str) -> UUID | None:
    """Ids as the database has them."""
    try:
        return UUID(text)
    except ValueError:
        return None
