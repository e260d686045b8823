"""Knows an application as its applicant sees it, by the edit token that came with it."""

from dataclasses import dataclass
from typing import Any

import graphene

from harbors.applications import records
from harbors.applications.reads import own_application, present_capability
from harbors.draws.reads import own_result
from harbors.errors import NotFound
from schema import ids
from schema.context import Context
from schema.enums import described
from schema.lists import some
from schema.me import Language
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type
from schema.results import ApplicationResult, Choice, Ranked, Told

ApplicationStatus = described(
    records.ApplicationStatus,
    "Where an application stands.",
    SUBMITTED="It takes part in its round.",
    WITHDRAWN="The applicant took it back.",
)


@dataclass(frozen=True, slots=True)
class Seen:
    """An application and the edit token by which this request sees it."""

    application: records.Application
    edit_token: str


async def see(context: Context, id: str, edit_token: str | None) -> Seen | None:
    """The application with this id, if the token is for it."""
    key = records.ApplicationId(ids.decode_as("Application", id))
    if edit_token is None:
        return None
    async with context.unit_of_work() as connection:
        try:
            return Seen(await own_application(connection, key, edit_token=edit_token), edit_token)
        except NotFound:
            return None


class Applicant(graphene.ObjectType):
    """The person who applies, as told; shown to nobody else."""

    first_name = graphene.String(required=True, description="The given name.")
    last_name = graphene.String(required=True, description="The family name.")
    email = graphene.String(required=True, description="Where mail about the application goes.")
    phone = graphene.String(description="A telephone number.")
    address = graphene.String(description="The street address.")
    zip_code = graphene.String(description="The postal code.")
    municipality = graphene.String(
        description="The municipality of residence, in lower case; null where it may not be disclosed."
    )
    language = Language(required=True, description="The language in which the applicant is written to.")


async def _boat_type(boat: records.Boat, info: Any) -> Row | None:
    return None if boat.type_id is None else await load_row(info.context, read_type("BoatType"), boat.type_id)


class Boat(graphene.ObjectType):
    """The boat that needs a place."""

    type = graphene.Field(lambda: graphql_type("BoatType"), resolver=_boat_type, description="The type of boat.")
    registration = graphene.String(description="The registration, in upper case; null for a boat that has none.")
    name = graphene.String(description="The name of the boat.")
    beam_mm = graphene.Int(required=True, description="The greatest width, in millimetres.")
    length_mm = graphene.Int(required=True, description="The greatest length, in millimetres.")
    draught_mm = graphene.Int(description="The draught, in millimetres.")
    mass_kg = graphene.Int(description="The mass, in kilograms.")
    estimated = graphene.Boolean(
        required=True, description="Whether the boat is not there yet and the figures are estimates."
    )


def _id(seen: Seen, _info: Any) -> str:
    return ids.encode("Application", seen.application.id)


async def _round(seen: Seen, info: Any) -> Row | None:
    return await load_row(info.context, read_type("Round"), seen.application.round_id)


def _choices(seen: Seen, _info: Any) -> list[Ranked]:
    return [Ranked(rank, choice) for rank, choice in enumerate(seen.application.choices)]


async def _result(seen: Seen, info: Any) -> Told | None:
    application = seen.application
    async with info.context.unit_of_work() as connection:
        await present_capability(connection, seen.edit_token)
        result = await own_result(connection, application.id, round_id=application.round_id)
    return Told(result, application.choices) if result else None


def _plain(name: str, _default: Any, seen: Seen, _info: Any) -> Any:
    return getattr(seen.application, name)


class Application(graphene.ObjectType):
    """An application for a berth, as its applicant sees it."""

    class Meta:
        default_resolver = _plain

    id = graphene.ID(required=True, resolver=_id, description="Identifies the object everywhere; opaque.")
    reference = graphene.String(
        required=True, description="What people tell each other; the last character checks the others."
    )
    public_id = graphene.String(
        required=True, description="The random name under which the results are published, without the person."
    )
    status = ApplicationStatus(required=True, description="Where the application stands.")
    round = graphene.Field(
        lambda: graphql_type("Round"), required=True, resolver=_round, description="The round that it takes part in."
    )
    class_number = graphene.Int(
        required=True, description="The priority class, given by the rules of the round and never by the applicant."
    )
    applicant = graphene.Field(Applicant, required=True, description="Who applies.")
    boat = graphene.Field(Boat, required=True, description="The boat that needs a place.")
    choices = graphene.Field(
        some(Choice), required=True, resolver=_choices, description="What is wanted, the most wanted first."
    )
    accessibility_required = graphene.Boolean(
        required=True,
        description="Whether the place should be accessible; handlers see it, the draw does not weigh it.",
    )
    submitted_at = graphene.DateTime(required=True, description="When it was submitted.")
    edited_at = graphene.DateTime(description="When it was last edited.")
    withdrawn_at = graphene.DateTime(description="When it was withdrawn.")
    result = graphene.Field(
        ApplicationResult, resolver=_result, description="What the draw came to; null before the draw."
    )


async def _application(_root: None, info: Any, id: str, edit_token: str | None = None) -> Seen | None:
    return await see(info.context, id, edit_token)


class ApplicationQuery:
    """The root of one's own application."""

    application = graphene.Field(
        Application,
        args={
            "id": graphene.Argument(graphene.ID, required=True, description="The id of an Application."),
            "edit_token": graphene.Argument(
                graphene.String, description="The capability that was shown when the application was submitted."
            ),
        },
        resolver=_application,
        description="One's own application; null for everybody else.",
    )
