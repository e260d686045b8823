"""Knows whose a thing of the catalogue is."""

from harbors.places.records import ProviderId
from harbors.sql import Connection, Statements
from harbors.subjects.records import Subject

STATEMENTS = Statements(__package__)


async def provider_of(connection: Connection, subject: Subject) -> ProviderId | None:
    """The provider of a thing that is in the catalogue."""
    found = await STATEMENTS.provider_of_subject.value(connection, kind=subject.kind, id=subject.id)
    return None if found is None else ProviderId(found)


async def hold_subject(connection: Connection, subject: Subject) -> None:
    """Let nobody else change what is shown of the thing until this transaction ends."""
    await STATEMENTS.hold_subject.run(connection, id=subject.id)
