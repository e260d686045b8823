"""Knows the inputs in which boaters apply, and what they are in the words of the field."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import graphene

from harbors.applications import records
from harbors.places.records import BoatTypeId
from harbors.rounds.rules import CHOICES_AT_MOST
from schema import ids
from schema.errors import BadInput, LimitExceeded
from schema.languages import Language

_KINDS = {
    "harbor_id": ("Harbor", records.ChoiceKind.HARBOR),
    "pier_id": ("Pier", records.ChoiceKind.PIER),
    "berth_id": ("Berth", records.ChoiceKind.BERTH),
    "winter_storage_area_id": ("WinterStorageArea", records.ChoiceKind.AREA),
    "winter_storage_section_id": ("WinterStorageSection", records.ChoiceKind.SECTION),
    "winter_storage_place_id": ("WinterStoragePlace", records.ChoiceKind.STORAGE_PLACE),
}


class ApplicantInput(graphene.InputObjectType):
    """The person who applies."""

    first_name = graphene.String(description="The given name; it is needed.")
    last_name = graphene.String(description="The family name; it is needed.")
    email = graphene.String(description="Where mail about the application goes; it is needed.")
    phone = graphene.String(description="A telephone number.")
    address = graphene.String(description="The street address; leave it out if it may not be disclosed.")
    zip_code = graphene.String(description="The postal code.")
    municipality = graphene.String(
        description="The municipality of residence by its plain name, as Helsinki: the class is derived from it. "
        "`Round.rules.classes` lists those that make a difference.",
    )
    birth_year = graphene.Int(
        description="The year of birth, of who applies on paper: people without an account are told apart by it. "
        "Of others the profile says it."
    )
    language = Language(description="The language in which to be written to: that of the request unless said.")


class BoatInput(graphene.InputObjectType):
    """The boat that needs a place."""

    type = graphene.ID(description="The id of a BoatType.")
    registration = graphene.String(
        description="The registration, of whatever country. A boat of 5.5 metres or more has to have one."
    )
    name = graphene.String(description="The name of the boat.")
    beam_mm = graphene.Int(required=True, description="The greatest width, in millimetres.")
    length_mm = graphene.Int(required=True, description="The greatest length, in millimetres: 2 to 24 metres.")
    draught_mm = graphene.Int(description="The draught, in millimetres.")
    mass_kg = graphene.Int(description="The mass, in kilograms.")
    estimated = graphene.Boolean(
        default_value=False,
        description="Whether the boat is not there yet: then it needs no registration, and the figures are estimates.",
    )


class ChoiceInput(graphene.InputObjectType):
    """One line of the list: exactly one of these. Where a set is named, any fitting place in it will do.

    A round of berths takes harbors, piers and berths; one of winter storage takes areas, sections and places there.
    """

    harbor_id = graphene.ID(description="The id of a Harbor.")
    pier_id = graphene.ID(description="The id of a Pier.")
    berth_id = graphene.ID(description="The id of a Berth.")
    winter_storage_area_id = graphene.ID(description="The id of a WinterStorageArea.")
    winter_storage_section_id = graphene.ID(description="The id of a WinterStorageSection.")
    winter_storage_place_id = graphene.ID(description="The id of a WinterStoragePlace.")


def read_applicant(given: Mapping[str, Any], *, known: records.Applicant) -> records.Applicant:
    """The person: what is given, and what is ``known`` without being told."""
    return replace(known, **{name: value for name, value in given.items() if value is not None})


def read_boat(given: Mapping[str, Any]) -> records.Boat:
    """The boat. Raises BAD_USER_INPUT for an id that is not a boat type's."""
    facts = dict(given)
    type_id = facts.pop("type", None)
    return records.Boat(
        **facts | {"estimated": bool(given.get("estimated"))},
        type_id=None if type_id is None else BoatTypeId(ids.decode_as("BoatType", type_id)),
    )


def read_choices(given: list[Mapping[str, Any]]) -> tuple[records.Choice, ...]:
    """The list. Raises BAD_USER_INPUT for a line that does not name exactly one thing, LIMIT_EXCEEDED for too many."""
    if len(given) > CHOICES_AT_MOST:
        raise LimitExceeded(f"choices: no round takes more than {CHOICES_AT_MOST}.", limit=CHOICES_AT_MOST)
    return tuple(_choice(one, field=f"choices[{index}]") for index, one in enumerate(given))


def _choice(given: Mapping[str, Any], *, field: str) -> records.Choice:
    named = {name: id for name, id in given.items() if id is not None}
    if len(named) != 1:
        message = (
            f"{field}: give exactly one of harborId, pierId and berthId, or for the winter of winterStorageAreaId, "
            "winterStorageSectionId and winterStoragePlaceId."
        )
        raise BadInput(message, field=field)
    (name, id), *_ = named.items()
    type_name, kind = _KINDS[name]
    return records.Choice(kind, ids.decode_as(type_name, id))
