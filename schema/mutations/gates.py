"""Knows how clerks tell over the API what lets tenants in, and change it; the trail never learns what it is."""

import graphene

from harbors.access.records import Role, Scope
from harbors.gates.commands import set_gate
from harbors.gates.records import GateDraft, Site, SiteKind
from harbors.idempotency.records import Answer
from harbors.places.records import ProviderId
from harbors.sql import Connection
from harbors.subjects.reads import provider_of
from harbors.subjects.records import Subject, SubjectKind
from schema import ids
from schema.errors import BadInput
from schema.mutations.access import role
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input, TextInput, idempotency_key, read_text
from schema.mutations.payloads import problems, thing

_SITES = {"Harbor": SiteKind.HARBOR, "Pier": SiteKind.PIER, "WinterStorageArea": SiteKind.WINTER_STORAGE_AREA}


class SetGateInput(graphene.InputObjectType):
    """All that lets tenants in at a site, instead of what did."""

    site_id = graphene.ID(required=True, description="The id of a Harbor, a Pier or a WinterStorageArea.")
    code = graphene.String(description="The code of the gate.")
    key = graphene.InputField(TextInput, description="Where the key is.")
    arrival = graphene.InputField(TextInput, description="How to arrive.")
    lead_days = graphene.Int(
        default_value=7, description="So many days before a lease begins its tenant is shown it; 7 unless said."
    )
    starts_at = graphene.DateTime(description="From when on it lets in: now unless said.")
    idempotency_key = idempotency_key()


class GatePayload(graphene.ObjectType):
    """What lets tenants in from now on, or why it was refused."""

    gate = thing("Gate", description="What lets in; null when it was refused.")
    errors = problems()


def _site(input: Input) -> Site:
    type_name, key = ids.decode(input["site_id"])
    if type_name not in _SITES:
        raise BadInput("siteId: give the id of a Harbor, a Pier or a WinterStorageArea.", field="siteId")
    return Site(_SITES[type_name], key)


async def _provider_of_site(connection: Connection, input: Input) -> ProviderId | None:
    site = _site(input)
    return await provider_of(connection, Subject(SubjectKind(site.kind), site.id))


async def _set(connection: Connection, doing: Doing, input: Input) -> Answer:
    starts_at = input.get("starts_at")
    if starts_at is not None and starts_at.tzinfo is None:
        raise BadInput("startsAt: instants carry an offset, as in 2027-06-10T00:00:00+03:00.", field="startsAt")
    site = _site(input)
    draft = GateDraft(
        site=site,
        code=input.get("code"),
        key=read_text(input.get("key")),
        arrival=read_text(input.get("arrival")),
        lead_days=input["lead_days"],
        starts_at=starts_at,
    )
    id = await set_gate(connection, draft, provider_id=doing.provider, now=doing.now, chance=doing.chance)
    told = {"site": str(site.id), "from": (starts_at or doing.now).isoformat(), "leadDays": input["lead_days"]}
    doing.changed("Gate", id, after=told)
    return Answer(facts={"id": str(id)})


class GateMutation:
    """The mutation of what lets tenants in."""

    set_gate = mutation(
        GatePayload,
        SetGateInput,
        _set,
        access=role(Role.CLERK, at=_provider_of_site, scope=Scope.PROVIDER_WRITE),
        description="Tells what lets tenants in at a site; those who were let in before are mailed that it changes.",
    )
