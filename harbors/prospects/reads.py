"""Knows how the prospects of a boat are looked up, for many rounds in one statement."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from harbors.applications.records import Choice, ChoiceKind
from harbors.prospects.records import MOST_SITES, Demand, Prospect, Question
from harbors.rounds.records import RoundId
from harbors.sql import Row, Statements

STATEMENTS = Statements(__package__)


def question_values(question: Question, round_ids: Sequence[RoundId]) -> dict[str, object]:
    """The parameters of the statement ``prospects``."""
    boat, choices = question.boat, question.choices or ()
    return {
        "round_ids": list(round_ids),
        "everywhere": question.choices is None,
        "choice_kinds": [choice.kind.value for choice in choices],
        "choice_ids": [choice.id for choice in choices],
        "beam_mm": boat.beam_mm,
        "length_mm": boat.length_mm,
        "draught_mm": boat.draught_mm,
        "mass_kg": boat.mass_kg,
        "boat_type_id": None if question.boat_type_id is None else str(question.boat_type_id),
        "accessibility_required": question.accessibility_required,
        "most": MOST_SITES,
    }


def prospects_by_round(rows: Sequence[Row]) -> Mapping[RoundId, tuple[Prospect, ...]]:
    """The prospects in each round, in the order of the list, or of the names of harbors."""
    found: defaultdict[RoundId, list[Prospect]] = defaultdict(list)
    for row in rows:
        found[row["round_id"]].append(_prospect(row))
    return {round_id: tuple(prospects) for round_id, prospects in found.items()}


def _prospect(row: Row) -> Prospect:
    demand = None
    if row["last_id"] is not None:
        demand = Demand(row["last_id"], row["applicants"], row["first_choices"], row["placed"])
    return Prospect(
        choice=Choice(ChoiceKind(row["kind"]), row["id"]),
        fitting=row["fitting"],
        free=row["free"],
        kept=row["kept"],
        demand=demand,
    )
