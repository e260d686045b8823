"""Knows how a record from elsewhere gets its id here: the same record, the same id, in every database."""

from uuid import UUID, uuid5

from harbors.places.records import Source

_NAMESPACE = UUID("5ba1cd7d-2d9e-4a0c-8f3b-6a1c0a4bd1f2")


def id_of(source: Source, *, part: str = "") -> UUID:
    """The id of the record, or of the ``part`` of it that is listed apart; licence and fetching time do not count."""
    return uuid5(_NAMESPACE, "\x1f".join((source.system, source.type, source.id, part)))
