"""Knows how owners list their boats and the papers of those."""

from dataclasses import fields, replace
from typing import Any

import graphene

from harbors.access.records import Scope
from harbors.boats import commands
from harbors.boats.records import BoatId, Certificate, CertificateId, Described
from harbors.idempotency.records import Answer
from harbors.organisations.records import OrganisationId
from harbors.sql import Connection
from schema import ids
from schema.boats import CertificateKind
from schema.mutations.access import allowed
from schema.mutations.boat_forms import OwnedBoatChangesInput, OwnedBoatInput, read_described
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input, idempotency_key
from schema.mutations.payloads import problems, thing
from schema.permissions import SIGNED_IN

_OWNERS = allowed(SIGNED_IN.within(Scope.PROFILE_WRITE))


class AddBoatInput(graphene.InputObjectType):
    """A boat of the one who asks, or of an organisation."""

    organisation_id = graphene.ID(
        description="The id of an Organisation for which it is verified that the person acts; null: the person's own."
    )
    boat = graphene.InputField(OwnedBoatInput, required=True, description="The boat.")
    idempotency_key = idempotency_key()


class EditBoatInput(graphene.InputObjectType):
    """What changes of a boat."""

    boat_id = graphene.ID(required=True, description="The id of an OwnedBoat.")
    boat = graphene.InputField(
        OwnedBoatChangesInput, required=True, description="What changes; what is left out stays as it is."
    )
    idempotency_key = idempotency_key()


class RemoveBoatInput(graphene.InputObjectType):
    """A boat that goes, with its papers."""

    boat_id = graphene.ID(required=True, description="The id of an OwnedBoat.")
    idempotency_key = idempotency_key()


class AddCertificateInput(graphene.InputObjectType):
    """A paper of a boat."""

    boat_id = graphene.ID(required=True, description="The id of an OwnedBoat.")
    kind = CertificateKind(required=True, description="What it is.")
    number = graphene.String(required=True, description="Its number.")
    issuer = graphene.String(description="Who gave it.")
    expires_on = graphene.Date(required=True, description="The last day on which it is good.")
    idempotency_key = idempotency_key()


class RemoveCertificateInput(graphene.InputObjectType):
    """A paper that goes."""

    certificate_id = graphene.ID(required=True, description="The id of a BoatCertificate.")
    idempotency_key = idempotency_key()


class BoatPayload(graphene.ObjectType):
    """The boat as it stands now, or why it was refused."""

    boat = thing("OwnedBoat", description="The boat; null when it was refused, or is gone.")
    errors = problems()


class CertificatePayload(graphene.ObjectType):
    """The paper and its boat, or why it was refused."""

    certificate = thing("BoatCertificate", fact="certificate", description="The paper; null when it was refused.")
    boat = thing("OwnedBoat", description="The boat; null when it was refused.")
    errors = problems()


async def _add(connection: Connection, doing: Doing, input: Input) -> Answer:
    organisation = input.get("organisation_id")
    boat = await commands.add_boat(
        connection,
        read_described(input["boat"], None),
        person_id=doing.person,
        organisation_id=organisation and OrganisationId(ids.decode_as("Organisation", organisation)),
        now=doing.now,
        chance=doing.chance,
    )
    return _told(doing, boat.id)


async def _edit(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = BoatId(ids.decode_as("OwnedBoat", input["boat_id"]))
    before, after = await commands.edit_boat(
        connection, lambda old: read_described(input["boat"], old), boat_id=id, now=doing.now
    )
    return _told(doing, id, changed=_changed(before.described, after.described))


async def _remove(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = BoatId(ids.decode_as("OwnedBoat", input["boat_id"]))
    await commands.remove_boat(connection, boat_id=id)
    return _told(doing, id, removed=True)


async def _add_certificate(connection: Connection, doing: Doing, input: Input) -> Answer:
    boat_id = BoatId(ids.decode_as("OwnedBoat", input["boat_id"]))
    paper = Certificate(
        kind=input["kind"], number=input["number"], issuer=input.get("issuer"), expires_on=input["expires_on"]
    )
    id = await commands.add_certificate(connection, paper, boat_id=boat_id, now=doing.now, chance=doing.chance)
    answer = _told(doing, boat_id, certificate="added")
    return replace(answer, facts={**answer.facts, "certificate": str(id)})


async def _remove_certificate(connection: Connection, doing: Doing, input: Input) -> Answer:
    id = CertificateId(ids.decode_as("BoatCertificate", input["certificate_id"]))
    return _told(doing, await commands.remove_certificate(connection, certificate_id=id), certificate="removed")


def _told(doing: Doing, id: BoatId, **after: Any) -> Answer:
    doing.changed("OwnedBoat", id, person_id=doing.principal.person_id, after=after or None)
    return Answer(facts={"id": str(id)})


def _changed(before: Described, after: Described) -> list[str]:
    """The names of what changed: the trail is not a second register of boats."""
    return [field.name for field in fields(before) if getattr(before, field.name) != getattr(after, field.name)]


class BoatMutation:
    """The mutations of boats."""

    add_boat = mutation(
        BoatPayload,
        AddBoatInput,
        _add,
        access=_OWNERS,
        description="Lists a boat; answers with all that is wrong at once.",
    )
    edit_boat = mutation(BoatPayload, EditBoatInput, _edit, access=_OWNERS, description="Changes a boat of one's own.")
    remove_boat = mutation(
        BoatPayload,
        RemoveBoatInput,
        _remove,
        access=_OWNERS,
        description="Removes a boat of one's own with its papers; applications keep what they told of it.",
    )
    add_certificate = mutation(
        CertificatePayload,
        AddCertificateInput,
        _add_certificate,
        access=_OWNERS,
        description="Adds a paper to a boat of one's own.",
    )
    remove_certificate = mutation(
        CertificatePayload,
        RemoveCertificateInput,
        _remove_certificate,
        access=_OWNERS,
        description="Removes a paper from a boat of one's own.",
    )
