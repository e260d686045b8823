"""Knows the forms in which owners tell of a boat, and what they are in the words of the field."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import graphene

from harbors.boats.records import CoOwner, Described
from harbors.places.records import BoatTypeId
from schema import ids
from schema.boats import HullMaterial, Propulsion, Title
from schema.errors import BadInput
from schema.lists import some

_DECIMAL = re.compile(r"\d{1,6}(\.\d{1,2})?", re.ASCII)
# What has a value of its own when nothing is told; null is no value for these.
_NEVER_NULL = ("beam_mm", "length_mm", "country", "title")


class CoOwnerInput(graphene.InputObjectType):
    """One of those who own a boat together."""

    name = graphene.String(required=True, description="The name.")
    share_percent = graphene.String(
        required=True, description="The share in per cent, as a decimal; all make 100 together."
    )
    answers = graphene.Boolean(default_value=False, description="Whether this one answers for the boat: exactly one.")


class _Told:
    """What can be told of a boat and need not be."""

    type = graphene.ID(description="The id of a BoatType.")
    registration = graphene.String(
        description="The registration: needed from 5.5 metres or 15 kilowatts, unless the boat is foreign."
    )
    country = graphene.String(description="The country of the flag, by its two letters: FI unless said.")
    name = graphene.String(description="The name of the boat.")
    draught_mm = graphene.Int(description="The draught, in millimetres.")
    height_mm = graphene.Int(description="The air draught, in millimetres.")
    mass_kg = graphene.Int(description="The mass, in kilograms.")
    propulsion = Propulsion(description="What drives it, mostly.")
    hull_material = HullMaterial(description="What the hull is made of.")
    engine_kw = graphene.String(description="The power in kilowatts, as a decimal.")
    title = Title(description="By what right it is had: owned unless said.")
    title_since = graphene.Date(description="The day since when it is owned or held.")
    owners = graphene.InputField(some(CoOwnerInput), description="Those who own it together, where there are several.")


class OwnedBoatInput(_Told, graphene.InputObjectType):
    """A boat of an owner."""

    beam_mm = graphene.Int(required=True, description="The greatest width, in millimetres.")
    length_mm = graphene.Int(required=True, description="The greatest length, in millimetres: 2 to 24 metres.")


class OwnedBoatChangesInput(_Told, graphene.InputObjectType):
    """What changes of a boat; what is left out stays as it is, null takes it back."""

    beam_mm = graphene.Int(description="The greatest width, in millimetres.")
    length_mm = graphene.Int(description="The greatest length, in millimetres: 2 to 24 metres.")


def read_described(given: Mapping[str, Any], before: Described | None) -> Described:
    """The boat: what is given, and of the rest what was ``before``. Raises BAD_USER_INPUT."""
    told = {name: value for name, value in given.items() if value is not None or name not in _NEVER_NULL}
    if "type" in told:
        type_id = told.pop("type")
        told["type_id"] = None if type_id is None else BoatTypeId(ids.decode_as("BoatType", type_id))
    if told.get("engine_kw") is not None:
        told["engine_kw"] = _decimal(told["engine_kw"], field="boat.engineKw")
    if "owners" in told:
        told["owners"] = tuple(_owner(one, index) for index, one in enumerate(told["owners"] or ()))
    return Described(**told) if before is None else replace(before, **told)


def _owner(given: Mapping[str, Any], index: int) -> CoOwner:
    share = _decimal(given["share_percent"], field=f"boat.owners[{index}].sharePercent")
    return CoOwner(given["name"], share, bool(given["answers"]))


def _decimal(text: str, *, field: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise BadInput(f"{field}: this is no decimal, as 12.5.", field=field)
    return Decimal(text)
