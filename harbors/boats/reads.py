"""Knows how a boat is read from its rows."""

from collections.abc import Sequence

from harbors.boats.records import BoatId, CoOwner, Described, HullMaterial, OwnedBoat, Propulsion, Title
from harbors.sql import Row, Statements

STATEMENTS = Statements(__package__)


def boat_from_row(row: Row, owners: Sequence[Row]) -> OwnedBoat:
    """A boat from the columns of ``lock_boat`` and the rows of ``owners_of_boat``."""
    propulsion, hull_material = row["propulsion"], row["hull_material"]
    described = Described(
        beam_mm=row["beam_mm"],
        length_mm=row["length_mm"],
        draught_mm=row["draught_mm"],
        height_mm=row["height_mm"],
        mass_kg=row["mass_kg"],
        type_id=row["boat_type_id"],
        registration=row["registration"],
        country=row["country"],
        name=row["name"],
        propulsion=None if propulsion is None else Propulsion(propulsion),
        hull_material=None if hull_material is None else HullMaterial(hull_material),
        engine_kw=row["engine_kw"],
        title=Title(row["title"]),
        title_since=row["title_since"],
        owners=tuple(CoOwner(owner["name"], owner["share_percent"], owner["answers"]) for owner in owners),
    )
    return OwnedBoat(
        id=BoatId(row["id"]),
        described=described,
        person_id=row["person_id"],
        organisation_id=row["organisation_id"],
    )
