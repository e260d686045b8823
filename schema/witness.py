"""Knows how looks at what is personal to others get into the audit trail, before the answer goes out."""

from uuid import UUID

from harbors.audit.commands import write_all
from harbors.audit.records import READ, Behalf, BehalfKind, Entry
from harbors.audit.rules import actor_of
from harbors.places.records import ProviderId
from schema.context import Context


async def witness(context: Context) -> None:
    """Write an entry for each person at whose data somebody else has looked, by one statement; forget the looks."""
    reader = context.principal.person_id
    entries = [_entry(context, person_id, seen) for person_id, seen in context.looks.at_others(reader)]
    context.looks.seen.clear()
    if entries:
        async with context.unit_of_work() as connection:
            await write_all(connection, entries, chance=context.chance)


def _entry(context: Context, person_id: UUID, seen: dict[str, list[UUID]]) -> Entry:
    provider_id = _provider(context)
    return Entry(
        at=context.now,
        actor=actor_of(context.principal),
        operation=READ,
        request_id=context.facts.request_id,
        on_behalf=Behalf(BehalfKind.PROVIDER, provider_id) if provider_id else None,
        client_id=context.principal.client_id,
        subject_type="Person",
        subject_id=person_id,
        person_id=person_id,
        provider_id=provider_id,
        after=seen,
    )


def _provider(context: Context) -> ProviderId | None:
    """For whom somebody looks: known where they act for one provider only."""
    providers = list(context.principal.roles)
    return providers[0] if len(providers) == 1 else None
