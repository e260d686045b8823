"""Knows the rules of a round: classes with their reasons, margins, and who may use which mooring."""

from typing import Any

import graphene

from harbors.rounds import records
from schema.catalogue.kinds import Mooring
from schema.lists import some
from schema.reads.fields import TranslatedText
from schema.reads.loading import Row, load_row
from schema.reads.registry import graphql_type, read_type


class Margins(graphene.ObjectType):
    """Millimetres that a place must have beyond the boat; a negative margin lets the boat stand out."""

    beam_mm = graphene.Int(required=True, description="Added to the beam, compared with the width of the place.")
    length_mm = graphene.Int(required=True, description="Added to the length, compared with the length of the place.")
    depth_mm = graphene.Int(required=True, description="Added to the draught, compared with the depth of the place.")


class MooringMargins(graphene.ObjectType):
    """The margins at one kind of mooring, in place of those of the round."""

    mooring = Mooring(required=True, description="The mooring.")
    margins = graphene.Field(Margins, required=True, description="The margins there.")


async def _boat_type(allowed: dict[str, Any], info: Any) -> Row | None:
    return await load_row(info.context, read_type("BoatType"), allowed["type_id"])


class BoatTypeMoorings(graphene.ObjectType):
    """The moorings that boats of one type may use."""

    boat_type = graphene.Field(lambda: graphql_type("BoatType"), resolver=_boat_type, description="The type of boat.")
    moorings = graphene.Field(some(Mooring), required=True, description="The moorings.")


class PriorityClass(graphene.ObjectType):
    """A class of applicants: who is placed before whom, and why."""

    number = graphene.Int(required=True, description="Classes are placed in the order of their numbers.")
    name = graphene.String(
        required=True,
        resolver=lambda one, info: one.name.in_language(info.context.language),
        description="The name in the language of the request.",
    )
    names = graphene.Field(
        TranslatedText, required=True, resolver=lambda one, _info: one.name, description="The name in all languages."
    )
    justification = graphene.Field(TranslatedText, required=True, description="Why this class is placed where it is.")
    municipalities = graphene.Field(
        some(graphene.String),
        resolver=lambda one, _info: one.municipalities and sorted(one.municipalities),
        description="Residents of these belong to the class; null: everybody else.",
    )


def _by_mooring(rules: records.RoundRules, _info: Any) -> list[dict[str, Any]]:
    return [{"mooring": mooring, "margins": margins} for mooring, margins in sorted(rules.fit.by_mooring.items())]


def _moorings(rules: records.RoundRules, _info: Any) -> list[dict[str, Any]]:
    return [{"type_id": type_id, "moorings": sorted(moorings)} for type_id, moorings in sorted(rules.moorings.items())]


class Reserve(graphene.ObjectType):
    """Places that only applicants with a flag get in this round; what is left joins the next."""

    flag = graphene.String(required=True, description="What an applicant must have.")
    justification = graphene.Field(TranslatedText, required=True, description="Why the places are kept.")
    place_count = graphene.Int(
        resolver=lambda reserve, _info: None if reserve.place_ids is None else len(reserve.place_ids),
        description="How many places are listed; null: all that are accessible.",
    )


class Consent(graphene.ObjectType):
    """What an applicant is asked to agree to."""

    key = graphene.String(required=True, description="Its name in an application.")
    text = graphene.Field(TranslatedText, required=True, description="What is agreed to.")
    required = graphene.Boolean(required=True, description="Whether nothing is submitted without it.")


class RoundRules(graphene.ObjectType):
    """What places are given by."""

    choices_max = graphene.Int(required=True, description="How many choices an application may list.")
    exchange_choices_max = graphene.Int(
        required=True, description="How many choices somebody may list who exchanges a place."
    )
    carry_over = graphene.Boolean(
        required=True, description="Whether who is unlucky takes part in the next round without a new application."
    )
    upgrades = graphene.Boolean(
        required=True, description="Whether later batches may give a winner something better, unless they opt out."
    )
    correction_days = graphene.Int(
        required=True,
        description="For how many days from the own notification an applicant can ask for a correction.",
    )
    beacons = graphene.Field(
        some(graphene.String),
        required=True,
        description="The sources of public randomness: the first, and those that stand in for it.",
    )
    reserves = graphene.Field(some(Reserve), required=True, description="Places kept for some applicants.")
    consents = graphene.Field(some(Consent), required=True, description="What applicants are asked to agree to.")
    margins = graphene.Field(
        Margins,
        required=True,
        resolver=lambda rules, _info: rules.fit.margins,
        description="The margins wherever none are given for the mooring.",
    )
    margins_by_mooring = graphene.Field(
        some(MooringMargins), required=True, resolver=_by_mooring, description="Margins of single moorings."
    )
    moorings = graphene.Field(
        some(BoatTypeMoorings),
        required=True,
        resolver=_moorings,
        description="The moorings of types of boats; a type that is not listed may use any.",
    )
    classes = graphene.Field(some(PriorityClass), required=True, description="The classes in their order.")
