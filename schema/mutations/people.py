"""Knows how people tell the service who they are, what may not be disclosed of them, and which mail is theirs."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import graphene

from harbors.access.records import PersonId, Scope
from harbors.customers.commands import attest_of_age, attest_residence, update_profile
from harbors.customers.confirmations import confirm_mail, send_link
from harbors.customers.reads import profile_of
from harbors.customers.records import Profile
from harbors.customers.refusals import nothing_to_confirm
from harbors.idempotency.records import Answer
from harbors.privacy.disclosure import set_non_disclosure
from harbors.sql import Connection
from schema import ids
from schema.languages import Language
from schema.mutations.access import allowed
from schema.mutations.effects import Doing, mutation
from schema.mutations.inputs import Input, idempotency_key
from schema.mutations.links import mail_link_to_person
from schema.mutations.payloads import problems, thing
from schema.permissions import ANYBODY, CITY, SIGNED_IN


class UpdateProfileInput(graphene.InputObjectType):
    """What changes of what a person tells; what is left out stays as it is, null takes it back."""

    first_name = graphene.String(description="The given name.")
    last_name = graphene.String(description="The family name.")
    address = graphene.String(description="The street address.")
    zip_code = graphene.String(description="The postal code.")
    municipality = graphene.String(description="The municipality of residence, by its plain name.")
    language = Language(description="The language in which to be written to.")
    phone = graphene.String(description="A telephone number.")
    email = graphene.String(description="Where mail goes.")
    birth_year = graphene.Int(description="The year of birth.")
    idempotency_key = idempotency_key()


class SetNonDisclosureInput(graphene.InputObjectType):
    """Whether there is an order of non-disclosure."""

    non_disclosure = graphene.Boolean(
        required=True, description="True erases address, postal code and municipality wherever they are, at once."
    )
    idempotency_key = idempotency_key()


class RequestMailConfirmationInput(graphene.InputObjectType):
    """A new link to the mail address of the profile."""

    idempotency_key = idempotency_key()


class ConfirmMailInput(graphene.InputObjectType):
    """A link that was mailed."""

    token = graphene.String(required=True, description="The token in the link.")
    idempotency_key = idempotency_key()


class AttestResidenceInput(graphene.InputObjectType):
    """What a handler has seen of somebody's residence."""

    person_id = graphene.ID(required=True, description="The id of a Person.")
    municipality = graphene.String(required=True, description="The municipality, by its plain name.")
    resides = graphene.Boolean(required=True, description="Whether the person lives there.")
    idempotency_key = idempotency_key()


class AttestOfAgeInput(graphene.InputObjectType):
    """Somebody whom a handler has seen to be 18 or older."""

    person_id = graphene.ID(required=True, description="The id of a Person.")
    idempotency_key = idempotency_key()


class PersonPayload(graphene.ObjectType):
    """The person as it stands now, or why it was refused."""

    person = thing("Person", description="The person; null when it was refused.")
    errors = problems()


class ConfirmationPayload(graphene.ObjectType):
    """Whether it was done, or why not."""

    done = graphene.Boolean(
        required=True,
        resolver=lambda done, _info: not done.errors,
        description="Whether it was done.",
    )
    errors = problems()


async def _update(connection: Connection, doing: Doing, input: Input) -> Answer:
    told = {name: value for name, value in input.items() if name != "idempotency_key"}
    person_id = doing.person
    before, after = await update_profile(
        connection, lambda old: replace(old, **told), person_id=person_id, now=doing.now
    )
    doing.changed("Person", person_id, person_id=person_id, after={"changed": _changed(before, after)})
    return Answer(facts={"id": str(person_id)})


def _changed(before: Profile, after: Profile) -> list[str]:
    """The names of what changed: the trail is not a second profile."""
    return [name for name in before.told.__slots__ if getattr(before.told, name) != getattr(after.told, name)]


async def _non_disclosure(connection: Connection, doing: Doing, input: Input) -> Answer:
    person_id, wanted = doing.person, bool(input["non_disclosure"])
    before = await set_non_disclosure(connection, wanted, person_id=person_id, now=doing.now)
    doing.changed(
        *("Person", person_id),
        person_id=person_id,
        before={"nonDisclosure": before},
        after={"nonDisclosure": wanted},
    )
    return Answer(facts={"id": str(person_id)})


async def _request_confirmation(connection: Connection, doing: Doing, _input: Input) -> Answer:
    profile = await profile_of(connection, doing.person)
    if profile is None:
        raise nothing_to_confirm("EMAIL_MISSING")
    link = await send_link(connection, profile, now=doing.now, chance=doing.chance)
    await mail_link_to_person(connection, doing, link, profile)
    return Answer(facts={"id": str(profile.person_id)})


async def _confirm(connection: Connection, doing: Doing, input: Input) -> Answer:
    person_id = await confirm_mail(connection, input["token"], now=doing.now)
    doing.changed("Person", person_id, person_id=person_id, after={"emailVerified": True})
    return Answer(facts={"confirmed": str(person_id)})


async def _attest_residence(connection: Connection, doing: Doing, input: Input) -> Answer:
    person_id = _named(input)
    told: Mapping[str, Any] = {"municipality": input["municipality"], "resides": bool(input["resides"])}
    await attest_residence(connection, person_id=person_id, now=doing.now, **told)
    doing.changed("Person", person_id, person_id=person_id, after={"residenceAttested": told["resides"]})
    return Answer(facts={"id": str(person_id)})


async def _attest_of_age(connection: Connection, doing: Doing, input: Input) -> Answer:
    person_id = _named(input)
    await attest_of_age(connection, person_id=person_id, now=doing.now)
    doing.changed("Person", person_id, person_id=person_id, after={"ofAgeAttested": True})
    return Answer(facts={"id": str(person_id)})


def _named(input: Input) -> PersonId:
    return PersonId(ids.decode_as("Person", input["person_id"]))


class PersonMutation:
    """The mutations of people."""

    update_profile = mutation(
        PersonPayload,
        UpdateProfileInput,
        _update,
        access=allowed(SIGNED_IN.within(Scope.PROFILE_WRITE)),
        description="Changes what the one who asks tells of themselves.",
    )
    set_non_disclosure = mutation(
        PersonPayload,
        SetNonDisclosureInput,
        _non_disclosure,
        access=allowed(SIGNED_IN.within(Scope.PROFILE_WRITE)),
        description="Sets or lifts the order of non-disclosure of the one who asks.",
    )
    request_mail_confirmation = mutation(
        ConfirmationPayload,
        RequestMailConfirmationInput,
        _request_confirmation,
        access=allowed(SIGNED_IN.within(Scope.PROFILE_WRITE)),
        description="Mails a link to the address of the profile.",
    )
    confirm_mail = mutation(
        ConfirmationPayload,
        ConfirmMailInput,
        _confirm,
        access=allowed(ANYBODY),
        description="Confirms a person's mail address by the link that was mailed there; it works once.",
    )
    attest_residence = mutation(
        PersonPayload,
        AttestResidenceInput,
        _attest_residence,
        access=allowed(CITY),
        description="A handler says whether somebody lives in a municipality.",
    )
    attest_of_age = mutation(
        PersonPayload,
        AttestOfAgeInput,
        _attest_of_age,
        access=allowed(CITY),
        description="A handler says that somebody is 18 or older.",
    )
