"""Knows a round that stands still as what a draw needs: the places that are free, and who wants what."""

from collections.abc import Iterator
from dataclasses import dataclass

from harbors.draws.records import Applicant, Boat, Choice, Instance, Place, Rules
from harbors.draws.tickets import ticket
from harbors.rounds.records import Round
from harbors.sql import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenRound:
    """A closed round as it was read, in rows that can be compared: two are equal when nothing has changed."""

    round: Round
    places: tuple[Row, ...]
    entrants: tuple[Row, ...]


def instance_of(frozen: FrozenRound, *, seed: bytes) -> Instance:
    """What the engine draws; an applicant goes by the public id."""
    rules = frozen.round.rules
    return Instance(
        rules=Rules(fit=rules.fit, moorings={str(boat_type): allowed for boat_type, allowed in rules.moorings.items()}),
        places=tuple(_place(row) for row in frozen.places),
        applicants=tuple(_applicant(row, seed=seed) for row in frozen.entrants),
    )


def _place(row: Row) -> Place:
    return Place(
        id=row["id"],
        harbor=row["harbor"],
        pier=row["pier"],
        width_mm=row["width_mm"],
        length_mm=row["length_mm"],
        depth_mm=row["depth_mm"],
        max_mass_kg=row["max_mass_kg"],
        mooring=row["mooring"],
    )


def _applicant(row: Row, *, seed: bytes) -> Applicant:
    return Applicant(
        id=row["public_id"],
        priority_class=row["class_number"],
        ticket=ticket(row["public_id"], seed=seed),
        boat=Boat(
            type=row["boat_type"],
            beam_mm=row["beam_mm"],
            length_mm=row["length_mm"],
            draught_mm=row["draught_mm"],
            mass_kg=row["mass_kg"],
        ),
        choices=tuple(_choices(row)),
    )


def _choices(row: Row) -> Iterator[Choice]:
    for harbor, pier, berth in zip(row["harbors"], row["piers"], row["berths"], strict=True):
        yield Choice(harbor=harbor, pier=pier, berth=berth)
