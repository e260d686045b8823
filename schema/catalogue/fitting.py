"""Knows how a boat is held against a place: as a filter, and as an answer that says in which dimension it is too large.

The rule is ``harbors.places.fit``; the templates say it again for the database, and a test holds one against the other.
"""

from collections.abc import Mapping

import graphene

from harbors.places.fit import BoatDimensions
from schema.catalogue.kinds import Dimension
from schema.errors import BadInput
from schema.lists import some
from schema.reads.declare import Composite, Expression, Listing

# Beam, length, draught and mass of the boat are {0} to {3}.
FITS = (
    "coalesce({row}.width_mm >= {0}, TRUE) AND coalesce({row}.length_mm >= {1}, TRUE)"
    " AND coalesce({row}.depth_mm >= {2}, TRUE) AND coalesce({row}.max_mass_kg >= {3}, TRUE)"
)
SIZES = ("integer",) * 4
_SHORTFALLS = (
    "FROM (VALUES (1, 'BEAM', {0} - {row}.width_mm, NULL), (2, 'LENGTH', {1} - {row}.length_mm, NULL),"
    " (3, 'DRAUGHT', {2} - {row}.depth_mm, NULL), (4, 'MASS', NULL, {3} - {row}.max_mass_kg))"
    " AS item (position, dimension, short_by_mm, short_by_kg) WHERE coalesce(short_by_mm, short_by_kg) > 0"
)


class BoatDimensionsInput(graphene.InputObjectType):
    """A boat as far as it must fit; what is absent limits nothing."""

    class Meta:
        name = "BoatDimensions"

    beam_mm = graphene.Int(description="The largest width in millimetres.")
    length_mm = graphene.Int(description="The largest length in millimetres.")
    draught_mm = graphene.Int(description="The draught in millimetres.")
    mass_kg = graphene.Int(description="The mass in kilograms.")


class FitReason(graphene.ObjectType):
    """One dimension in which a boat does not fit."""

    dimension = Dimension(required=True, description="In which dimension the place is too small.")
    short_by_mm = graphene.Int(description="By how many millimetres; null where the dimension is MASS.")
    short_by_kg = graphene.Int(description="By how many kilograms; null unless the dimension is MASS.")


class Fit(graphene.ObjectType):
    """Whether a boat fits a place, by bare dimensions: a round of applications adds margins of its own."""

    fits = graphene.Boolean(required=True, description="Whether the boat fits.")
    reasons = graphene.Field(
        some(FitReason), required=True, description="Every dimension in which it does not; empty if it fits."
    )


def boat_sizes(boat: Mapping[str, int | None]) -> tuple[int | None, ...]:
    """Beam, length, draught and mass; null where they limit nothing.

    Raises BAD_USER_INPUT for less than nothing, which would fit everywhere.
    """
    for name, size in boat.items():
        if size is not None and size < 0:
            raise BadInput(f"boat: {name} is {size}, which is less than nothing.")
    sizes = BoatDimensions(**boat)
    return sizes.beam_mm, sizes.length_mm, sizes.draught_mm, sizes.mass_kg


FITS_READ = Composite(
    (
        ("fits", Expression(f"({FITS})", cost=3)),
        ("reasons", Listing(_SHORTFALLS, ("dimension", "short_by_mm", "short_by_kg"), order="item.position", cost=8)),
    ),
    types=SIZES,
    arguments=lambda given: boat_sizes(given["boat"]),
)
