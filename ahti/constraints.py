"""Knows which refusal each constraint of the database stands for: the rule that was said twice, by its name."""

from ahti.db import Refusals
from harbors.allocations.refusals import place_taken
from harbors.applications.refusals import drawn_twice_by_chance, lease_applied_with
from harbors.boats.refusals import certificate_repeated
from harbors.corrections.refusals import correction_open
from harbors.hours.refusals import hours_overlap
from harbors.idempotency.commands import UnderWay
from harbors.images.refusals import image_attached
from harbors.leases.refusals import unknown_tenant
from harbors.listings.refusals import own_listing, pending_already, reason_required, retired_in_use
from harbors.lots.refusals import lots_do_not_fit
from harbors.members.refusals import last_owner, member_already
from harbors.offers.refusals import offered_already
from harbors.organisations.refusals import representation_claimed
from harbors.payments.refusals import captured_twice
from harbors.policies.refusals import policy_repeated
from harbors.prices.refusals import bands_overlap, price_lists_overlap
from harbors.providers.refusals import business_id_taken, own_sign_up, private_person_already, sign_up_waiting
from harbors.queues.refusals import waiting_already
from harbors.renewals.refusals import renewals_running
from harbors.rounds.refusals import code_taken, round_drawn
from harbors.seasons.refusals import seasons_overlap
from harbors.storage_notices.refusals import boats_stand_there, ground_filled

REFUSALS: Refusals = {
    "applications_one_for_a_lease": lease_applied_with,
    "applications_public_id_unique": drawn_twice_by_chance,
    "applications_reference_unique": drawn_twice_by_chance,
    "boat_certificates_once": certificate_repeated,
    "invoices_reference_unique": drawn_twice_by_chance,
    "idempotency_keys_pkey": UnderWay,
    "image_attachments_image_once": image_attached,
    "opening_hours_once": hours_overlap,
    "provider_policies_once": policy_repeated,
    "representations_once": representation_claimed,
    "area_prices_once": bands_overlap,
    "berth_prices_never_overlap": bands_overlap,
    "price_lists_never_overlap": price_lists_overlap,
    "occupancies_never_overlap": place_taken,
    "leases_organisation_id_fkey": unknown_tenant,
    "leases_person_id_fkey": unknown_tenant,
    "lots_fit_their_ground": lots_do_not_fit,
    "lots_leave_room_for_boats": boats_stand_there,
    "ground_never_overfilled": ground_filled,
    "listings_decided_by_another": own_listing,
    "listings_one_pending": pending_already,
    "listings_rejected_has_reason": reason_required,
    "places_retired_when_free": retired_in_use,
    "queue_entries_one_for_a_lease": waiting_already,
    "queue_entries_one_waits": waiting_already,
    "payments_gateway_transaction_once": captured_twice,
    "payments_transaction_once": captured_twice,
    "provider_members_keep_an_owner": last_owner,
    "provider_members_pkey": member_already,
    "provider_sign_ups_business_id_once": business_id_taken,
    "provider_sign_ups_decided_by_another": own_sign_up,
    "provider_sign_ups_one_as_private_person": private_person_already,
    "provider_sign_ups_one_waiting": sign_up_waiting,
    "providers_business_id_unique": business_id_taken,
    "renewal_runs_one_at_a_time": renewals_running,
    "seasons_never_overlap": seasons_overlap,
    "rounds_code_unique": code_taken,
    "draws_version_unique": round_drawn,
    "corrections_one_open": correction_open,
    "offers_one_open_for_a_lease": offered_already,
    "offers_one_open_for_an_application": offered_already,
    "offers_one_open_for_an_occupancy": offered_already,
}
