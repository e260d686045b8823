"""Knows which refusal each constraint of the database stands for: the rule that was said twice, by its name."""

from ahti.db import Refusals
from harbors.applications.refusals import drawn_twice_by_chance
from harbors.boats.refusals import certificate_repeated
from harbors.draws.refusals import place_taken
from harbors.listings.refusals import own_listing, pending_already, reason_required
from harbors.organisations.refusals import representation_claimed
from harbors.rounds.refusals import code_taken, round_drawn

REFUSALS: Refusals = {
    "applications_public_id_unique": drawn_twice_by_chance,
    "applications_reference_unique": drawn_twice_by_chance,
    "boat_certificates_once": certificate_repeated,
    "representations_once": representation_claimed,
    "occupancies_never_overlap": place_taken,
    "listings_decided_by_another": own_listing,
    "listings_one_pending": pending_already,
    "listings_rejected_has_reason": reason_required,
    "rounds_code_unique": code_taken,
    "draws_version_unique": round_drawn,
}
