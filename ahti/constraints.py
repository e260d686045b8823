"""Knows which refusal each constraint of the database stands for: the rule that was said twice, by its name."""

from ahti.db import Refusals
from harbors.applications.refusals import drawn_twice_by_chance
from harbors.draws.refusals import place_taken
from harbors.rounds.refusals import code_taken, round_drawn

REFUSALS: Refusals = {
    "applications_public_id_unique": drawn_twice_by_chance,
    "applications_reference_unique": drawn_twice_by_chance,
    "occupancies_never_overlap": place_taken,
    "rounds_code_unique": code_taken,
    "draws_version_unique": round_drawn,
}
