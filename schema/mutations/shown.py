"""Knows how providers show more of what they list: opening hours, policies, pictures."""

from typing import Any

import graphene

from harbors.access.records import Role, Scope
from harbors.hours.commands import set_opening_hours
from harbors.hours.records import Hours
from harbors.idempotency.records import Answer
from harbors.images.commands import attach_image, detach_image, provider_of_attachment
from harbors.images.records import AttachmentId, Credits, ImageId
from harbors.places.records import ProviderId
from harbors.policies.commands import set_policies
from harbors.policies.records import Policy
from harbors.sql import Connection
from harbors.subjects.reads import provider_of
from harbors.subjects.records import Subject, SubjectKind
from schema import ids
from schema.catalogue.common import Node
from schema.errors import BadInput
from schema.mutations.access import allowed, role
from schema.mutations.effects import Doing, Done, mutation
from schema.mutations.inputs import Input, read_text
from schema.mutations.payloads import problems, thing
from schema.mutations.shown_inputs import (
    AttachImageInput,
    DetachImageInput,
    SetOpeningHoursInput,
    SetPoliciesInput,
    TakeDownImageInput,
)
from schema.permissions import CITY
from schema.reads.loading import Row, load_row
from schema.reads.registry import read_type

_PLACES = ("Berth", "GuestMooring", "Quay", "WinterStoragePlace", "UnmarkedWinterStorage")
SUBJECTS = {
    "Provider": SubjectKind.PROVIDER,
    "Harbor": SubjectKind.HARBOR,
    "Pier": SubjectKind.PIER,
    "WinterStorageArea": SubjectKind.WINTER_STORAGE_AREA,
    "Service": SubjectKind.SERVICE,
    **dict.fromkeys(_PLACES, SubjectKind.PLACE),
}
_WITH_IMAGES = tuple(SUBJECTS)
_WITH_HOURS = ("Provider", "Harbor", "Service")
_WITH_POLICIES = (*_WITH_HOURS, "WinterStorageArea")


async def _shown_of(done: Done, info: Any) -> Row | None:
    """What was told anew, read as it stands now."""
    if "id" not in done.answer.facts:
        return None
    type_name, key = ids.decode(done.answer.facts["id"])
    return await load_row(info.context, read_type(type_name), key)


class ShownPayload(graphene.ObjectType):
    """What it was told of, as it stands now, or why it was refused."""

    subject = graphene.Field(Node, resolver=_shown_of, description="Of what; null when it was refused.")
    errors = problems()


class ImagePayload(graphene.ObjectType):
    """The picture as it is shown now, or why it was refused."""

    image = thing("Image", description="The picture; null when it is not shown, or was refused.")
    errors = problems()


def _subject(input: Input, *, among: tuple[str, ...]) -> Subject:
    """What the input names. Raises BAD_USER_INPUT for what cannot have such a thing."""
    type_name, key = ids.decode(input["subject_id"])
    if type_name not in among:
        raise BadInput(f"subjectId: give the id of one of {', '.join(among)}.", field="subjectId")
    return Subject(SUBJECTS[type_name], key)


async def _provider_of_subject(connection: Connection, input: Input) -> ProviderId | None:
    return await provider_of(connection, _subject(input, among=_WITH_IMAGES))


async def _provider_of_image(connection: Connection, input: Input) -> ProviderId | None:
    return await provider_of_attachment(connection, _attachment(input))


def _attachment(input: Input) -> AttachmentId:
    return AttachmentId(ids.decode_as("Image", input["image_id"]))


async def _set_hours(connection: Connection, doing: Doing, input: Input) -> Answer:
    subject = _subject(input, among=_WITH_HOURS)
    told = [Hours(**line) for line in input["hours"]]
    await set_opening_hours(connection, told, subject=subject, provider_id=doing.provider)
    doing.changed(subject.kind.value, subject.id, after={"openingHours": len(told)})
    return Answer(facts={"id": input["subject_id"]})


async def _set_policies(connection: Connection, doing: Doing, input: Input) -> Answer:
    subject = _subject(input, among=_WITH_POLICIES)
    told = [Policy(**{**line, "title": read_text(line["title"])}) for line in input["policies"]]
    await set_policies(connection, told, subject=subject, provider_id=doing.provider)
    doing.changed(subject.kind.value, subject.id, after={"policies": [one.url for one in told]})
    return Answer(facts={"id": input["subject_id"]})


async def _attach(connection: Connection, doing: Doing, input: Input) -> Answer:
    subject = _subject(input, among=_WITH_IMAGES)
    told = Credits(licence=input["licence"], author=input["author"], caption=read_text(input.get("caption")))
    id = await attach_image(
        connection,
        ImageId(ids.decode_as("ImageUpload", input["image_id"])),
        told,
        subject=subject,
        provider_id=doing.provider,
        by=doing.principal.person_id,
        now=doing.now,
        chance=doing.chance,
    )
    doing.changed("Image", id, after={"licence": told.licence, "author": told.author})
    return Answer(facts={"id": str(id)})


async def _detach(connection: Connection, doing: Doing, input: Input) -> Answer:
    await detach_image(connection, _attachment(input))
    doing.changed("Image", _attachment(input))
    return Answer()


async def _take_down(connection: Connection, doing: Doing, input: Input) -> Answer:
    provider_id = await _provider_of_image(connection, input)
    await detach_image(connection, _attachment(input))
    doing.changed("Image", _attachment(input), provider_id=provider_id, reason=input["reason"])
    return Answer()


_CLERK_OF_SUBJECT = role(Role.CLERK, at=_provider_of_subject, scope=Scope.LISTINGS_WRITE)


class ShownMutation:
    """The mutations of what providers show beside their resources."""

    set_opening_hours = mutation(
        ShownPayload,
        SetOpeningHoursInput,
        _set_hours,
        access=_CLERK_OF_SUBJECT,
        description="Tells the opening hours of a provider, harbor or service anew, all of them.",
    )
    set_policies = mutation(
        ShownPayload,
        SetPoliciesInput,
        _set_policies,
        access=role(Role.MANAGER, at=_provider_of_subject, scope=Scope.PROVIDER_WRITE),
        description="Tells the policies of a provider, harbor, winter storage area or service anew, all of them.",
    )
    attach_image = mutation(
        ImagePayload,
        AttachImageInput,
        _attach,
        access=_CLERK_OF_SUBJECT,
        description="Shows a picture that was sent to `/images` before.",
    )
    detach_image = mutation(
        ImagePayload,
        DetachImageInput,
        _detach,
        access=role(Role.CLERK, at=_provider_of_image, scope=Scope.LISTINGS_WRITE),
        description="Shows a picture no longer, and forgets it.",
    )
    take_down_image = mutation(
        ImagePayload,
        TakeDownImageInput,
        _take_down,
        access=allowed(CITY),
        description="Takes a picture away that should not be shown; for those who handle for the city.",
    )
