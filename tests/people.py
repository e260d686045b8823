"""Knows somebody for tests, whom a service recognises by any token."""

from uuid import UUID

from harbors.access.records import PersonId, Principal

SOMEBODY = Principal(person_id=PersonId(UUID(int=7)))


async def recognise_somebody(_token: str) -> Principal:
    """For a service that takes every token for the same person's."""
    return SOMEBODY
