"""Knows what lets tenants in: to the tenant, from shortly before the lease begins until it ends, and to clerks."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import graphene
from aiodataloader import DataLoader

from harbors.access.records import Role, Scope
from harbors.gates import records
from harbors.gates.reads import entries_of
from harbors.leases.records import LeaseId
from schema.catalogue.common import Node
from schema.context import Context
from schema.lists import some
from schema.permissions import KNOWN, guarded, in_role
from schema.reads.declare import KEY, Relation, Resolved, SortKey, ToMany
from schema.reads.fields import ListField, ReadField, localized, to_many, to_one, translations
from schema.reads.loading import Row
from schema.reads.resources import Resource

_NEWEST = (SortKey("{row}.starts_at", "timestamptz", descending=True), KEY)


class Gate(Resource):
    """What lets tenants in at a site from an instant on, until the next is told there; for clerks."""

    class Meta:
        interfaces = (Node,)
        relation = Relation(
            "gates",
            visible="{row}.provider_id = ANY(acting_for('CLERK'))",
            order=_NEWEST,
            access=KNOWN.within(Scope.PROVIDER_READ),
        )

    harbor = to_one("Harbor", "harbor_id", description="The harbor, where it is for a whole one.")
    pier = to_one("Pier", "pier_id", description="The pier, where it is for one.")
    winter_storage_area = to_one("WinterStorageArea", "area_id", description="The winter storage area, where for one.")
    code = graphene.String(description="The code of the gate.")
    key = localized("key", description="Where the key is, in the language of the request.")
    keys = translations("key", description="Where the key is, in all languages.")
    arrival = localized("arrival", description="How to arrive, in the language of the request.")
    arrivals = translations("arrival", description="How to arrive, in all languages.")
    lead_days = graphene.Int(required=True, description="So many days before a lease begins its tenant is shown it.")
    starts_at = graphene.DateTime(required=True, description="From when on it lets in.")
    ends_at = graphene.DateTime(description="Until when; null: until the next is told.")


class Entry(graphene.ObjectType):
    """What lets a tenant in, at the harbor or area as a whole, or at the pier."""

    site = graphene.String(
        resolver=lambda gate, info: gate.called.in_language(info.context.language), description="Where it lets in."
    )
    code = graphene.String(description="The code of the gate.")
    key = graphene.String(
        resolver=lambda gate, info: gate.key.in_language(info.context.language), description="Where the key is."
    )
    arrival = graphene.String(
        resolver=lambda gate, info: gate.arrival.in_language(info.context.language), description="How to arrive."
    )
    ends_at = graphene.DateTime(description="Until when it lets in, where that is known; another is shown then.")


def gates_of_provider() -> ListField:
    """What lets tenants in at the sites of a provider, for its clerks."""
    way = ToMany("Gate", "{row}.provider_id = {parent}", order=_NEWEST)
    field = to_many(way, description="What lets tenants in at its sites, the newest first; for its clerks.")
    return guarded(field, in_role(Role.CLERK, scope=Scope.PROVIDER_READ))


def entry_of_lease() -> ReadField:
    """What lets the tenant of a lease in."""
    return ReadField(
        some(Entry),
        Resolved(("id",)),
        required=True,
        resolver=_entry,
        description="What lets the tenant in at the moment, the harbor or area before the pier. Empty until shortly "
        "before the lease begins, once it ends, and while something is owed for it; clerks see it before, too.",
    )


async def _entry(row: Row, info: Any) -> list[records.Gate]:
    return await _entries(info.context).load(row.values["id"])


def _entries(context: Context) -> DataLoader[UUID, list[records.Gate]]:
    async def batch(keys: Sequence[UUID]) -> list[list[records.Gate]]:
        async with context.unit_of_work() as connection:
            wanted = [LeaseId(key) for key in keys]
            found = await entries_of(connection, wanted, by=context.principal, now=context.now)
        return [found.get(id, []) for id in wanted]

    if "entries of leases" not in context.loaders:
        context.loaders["entries of leases"] = DataLoader(batch)
    known: DataLoader[UUID, list[records.Gate]] = context.loaders["entries of leases"]
    return known
