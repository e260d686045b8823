-- name: terms_of^
-- How a provider offers what a round gives: by the terms of the round, else by those of the provider.
SELECT offer_days, grace_days, reminder_days, by_invoice
FROM offer_terms
WHERE provider_id = :provider_id AND (round_id = :round_id OR round_id IS NULL)
ORDER BY round_id NULLS LAST
LIMIT 1;

-- name: keep_terms!
-- Terms in the place of those that were there.
INSERT INTO offer_terms AS kept (id, provider_id, round_id, offer_days, grace_days, reminder_days, by_invoice)
VALUES (:id, :provider_id, :round_id, :offer_days, :grace_days, :reminder_days, :by_invoice)
ON CONFLICT ON CONSTRAINT offer_terms_once DO UPDATE
SET offer_days = excluded.offer_days, grace_days = excluded.grace_days, reminder_days = excluded.reminder_days,
    by_invoice = excluded.by_invoice;

-- name: offers_with_ids
-- Offers in order of id, as far as this transaction sees them.
SELECT id, provider_id, kind, status, reference, application_id, queue_entry_id, previous_lease_id, replaces_id,
       order_id, lease_id, place_id, occupancy_id, season_starts, season_ends, starts_at, ends_at, person_id,
       organisation_id, tenant_name, tenant_email, tenant_language, boat_type_id, registration, beam_mm, length_mm,
       draught_mm, mass_kg, channel, by_invoice, due_at, grace_days, reminder_days, reminded_days, created_at,
       accepted_at
FROM offers WHERE id = ANY(:ids::uuid[]) ORDER BY id;

-- name: is_answerable$
-- Whether the offer is that of the acting person, of an organisation of theirs, or of the presented capability, which
-- may be that of its application.
SELECT EXISTS (
    SELECT FROM offers AS offer
    WHERE offer.id = :id
    AND (offer.person_id = acting_person() OR offer.organisation_id = ANY((SELECT acting_organisations())::uuid[])
         OR presented_capability() = ANY(offer.access_hashes)
         OR EXISTS (SELECT FROM applications AS application
                    WHERE application.id = offer.application_id
                    AND (application.person_id = acting_person()
                         OR application.edit_token_hash = presented_capability()))));

-- name: provider_of_offer$
-- Whose place is offered, as far as this transaction sees the offer.
SELECT provider_id FROM offers WHERE id = :id;

-- name: offer_of_order$
-- The offer that an order is for.
SELECT id FROM offers WHERE order_id = :order_id;

-- name: hold_application!
-- Nobody else changes the application until the transaction ends. For the system.
SELECT FROM applications WHERE id = :id FOR NO KEY UPDATE;

-- name: hold_offers
-- The ids of offers, in their order; nobody else moves them until the transaction ends.
SELECT id FROM offers WHERE id = ANY(:ids::uuid[]) ORDER BY id FOR UPDATE;

-- name: take_places
-- Places that are kept for those to whom they are offered; occupancies_never_overlap refuses one that is taken. They are
-- held first, as everybody does who takes one: two who insert at once would wait for each other.
WITH place AS MATERIALIZED (
    SELECT id AS place_id FROM places WHERE id = ANY(:place_ids::uuid[]) ORDER BY id FOR NO KEY UPDATE
)
INSERT INTO occupancies (id, place_id, period, span, kind, state, created_at)
SELECT id, place_id, tstzrange(starts_at, ends_at), int4range(0, 1), 'OFFER', 'HOLDING', :now
FROM unnest(:ids::uuid[], :place_ids::uuid[], :starts::timestamptz[], :ends::timestamptz[])
     AS taken (id, place_id, starts_at, ends_at)
JOIN place USING (place_id)
ORDER BY place_id, starts_at;

-- name: retake_place$
-- A place that is free still, kept once more; nothing where somebody has it by now.
INSERT INTO occupancies (id, place_id, period, span, kind, state, created_at)
SELECT :id, place.id, tstzrange(:starts_at, :ends_at), int4range(0, 1), 'OFFER', 'HOLDING', :now
FROM places AS place
LEFT JOIN piers AS pier ON pier.id = place.pier_id
LEFT JOIN harbors AS harbor ON harbor.id = place.harbor_id
LEFT JOIN winter_storage_sections AS section ON section.id = place.section_id
LEFT JOIN winter_storage_areas AS area ON area.id = place.area_id
WHERE place.id = :place_id AND place.is_active AND place.retired_at IS NULL
AND coalesce(pier.is_active AND pier.retired_at IS NULL, true)
AND coalesce(harbor.is_active AND harbor.retired_at IS NULL, true)
AND coalesce(section.is_active AND section.retired_at IS NULL, true)
AND coalesce(area.is_active AND area.retired_at IS NULL, true)
ON CONFLICT DO NOTHING
RETURNING id;

-- name: add_offers!
-- Offers that stand; one is open at a time for an application, for a lease and for an occupancy.
INSERT INTO offers (id, provider_id, kind, status, reference, application_id, queue_entry_id, previous_lease_id,
                    replaces_id, order_id, place_id, occupancy_id, season_starts, season_ends, starts_at, ends_at,
                    person_id, organisation_id, tenant_name, tenant_email, tenant_language, boat_type_id, registration,
                    beam_mm, length_mm, draught_mm, mass_kg, channel, by_invoice, due_at, grace_days, reminder_days,
                    access_hashes, created_at)
SELECT id, provider_id, kind, 'OPEN', reference, application_id, queue_entry_id, previous_lease_id, replaces_id,
       order_id, place_id, occupancy_id, season_starts, season_ends, starts_at, ends_at, person_id, organisation_id,
       tenant_name, tenant_email, tenant_language, boat_type_id, registration, beam_mm, length_mm, draught_mm, mass_kg,
       channel, by_invoice, due_at, grace_days, reminder_days::integer[], ARRAY[access_hash], :now
FROM unnest(:ids::uuid[], :provider_ids::uuid[], :kinds::text[], :references::text[], :application_ids::uuid[],
            :queue_entry_ids::uuid[], :previous_lease_ids::uuid[], :replaces_ids::uuid[], :order_ids::uuid[],
            :place_ids::uuid[], :occupancy_ids::uuid[], :season_starts::date[], :season_ends::date[],
            :starts::timestamptz[], :ends::timestamptz[], :person_ids::uuid[], :organisation_ids::uuid[],
            :names::text[], :emails::text[], :languages::text[], :type_ids::uuid[], :registrations::text[],
            :beams::int[], :lengths::int[], :draughts::int[], :masses::int[], :channels::text[], :by_invoices::bool[],
            :dues::timestamptz[], :graces::int[], :reminders::text[], :access_hashes::bytea[])
     AS made (id, provider_id, kind, reference, application_id, queue_entry_id, previous_lease_id, replaces_id,
              order_id, place_id, occupancy_id, season_starts, season_ends, starts_at, ends_at, person_id,
              organisation_id, tenant_name, tenant_email, tenant_language, boat_type_id, registration, beam_mm,
              length_mm, draught_mm, mass_kg, channel, by_invoice, due_at, grace_days, reminder_days, access_hash);

-- name: let_offered!
-- Offers that come to be leases, each on the occupancy that kept its place; offers_lease_id_fkey refuses one that does
-- not keep it any more. What a lease costs is what its order comes to without services, and what was carried over from the
-- lease that it is switched from.
WITH confirmed AS (
    SELECT offer.*, given.lease_id AS new_lease_id, given.origin, given.worth + price.amount AS worth,
           given.paid + price.amount AS paid
    FROM unnest(:ids::uuid[], :lease_ids::uuid[], :origins::text[], :worths::numeric[], :paid::numeric[])
         AS given (offer_id, lease_id, origin, worth, paid)
    JOIN offers AS offer ON offer.id = given.offer_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount), 0) AS amount FROM order_lines AS line
        WHERE line.order_id = offer.order_id AND line.kind <> 'SERVICE'
    ) AS price
),
kept AS (
    UPDATE occupancies SET kind = 'LEASE' FROM confirmed
    WHERE occupancies.id = confirmed.occupancy_id AND occupancies.state = 'HOLDING'
    RETURNING occupancies.id
),
lease AS (
    INSERT INTO leases (id, provider_id, place_id, occupancy_id, season_starts, season_ends, person_id, organisation_id,
                        tenant_name, tenant_email, tenant_language, boat_type_id, registration, beam_mm, length_mm,
                        draught_mm, mass_kg, status, origin, follows_id, order_id, worth, paid, created_at)
    SELECT new_lease_id, provider_id, place_id, occupancy_id, season_starts, season_ends, person_id, organisation_id,
           tenant_name, tenant_email, tenant_language, boat_type_id, registration, beam_mm, length_mm, draught_mm,
           mass_kg, 'ACTIVE', origin, previous_lease_id, order_id, worth, paid, :now
    FROM confirmed
    WHERE occupancy_id IN (SELECT id FROM kept)
)
UPDATE offers SET status = 'ACCEPTED', lease_id = confirmed.new_lease_id, answered_at = :now
FROM confirmed WHERE offers.id = confirmed.id;

-- name: mark_applications!
-- Applications whose offers were paid, or not in time, with a line in the history of each.
WITH moved AS (
    UPDATE applications SET status = :status
    WHERE id = ANY(:ids::uuid[]) AND status IN ('SUBMITTED', 'EXPIRED') AND status <> :status
    RETURNING id
)
INSERT INTO application_events (application_id, number, at, event, actor)
SELECT moved.id, 1 + (SELECT count(*) FROM application_events WHERE application_id = moved.id), :now, :status, 'SYSTEM'
FROM moved;

-- name: close_offers!
-- Offers that stand no more: declined, expired or withdrawn.
UPDATE offers SET status = :status, answered_at = :now, answer_reason = :reason
WHERE id = ANY(:ids::uuid[]);

-- name: end_occupancies!
-- Places are free from now on; what has begun by now stays as it was until then.
UPDATE occupancies SET period = held_until(period, :now), state = 'ENDED'
WHERE id = ANY(:ids::uuid[]) AND state = 'HOLDING' AND upper(period) > :now;

-- name: keeps_its_place$
-- Whether what kept the place of an offer does so still.
SELECT EXISTS (SELECT FROM offers AS offer JOIN occupancies AS held ON held.id = offer.occupancy_id
               WHERE offer.id = :id AND held.state = 'HOLDING');

-- name: mark_retaken!
-- The offer keeps its place by another occupancy.
UPDATE offers SET occupancy_id = :occupancy_id WHERE id = :id;

-- name: moved_up^
-- The place that a later batch, or a correction, has given to the application of an offer in the stead of what is
-- offered.
SELECT held.id AS occupancy_id, held.place_id
FROM offers AS offer
JOIN occupancies AS offered ON offered.id = offer.occupancy_id AND offered.state = 'ENDED'
CROSS JOIN LATERAL (
    SELECT award.occupancy_id FROM draw_awards AS award
    JOIN draws AS draw ON draw.id = award.draw_id
    WHERE award.application_id = offer.application_id AND draw.published_at IS NOT NULL AND draw.superseded_at IS NULL
    UNION ALL
    SELECT other.occupancy_id FROM correction_offers AS other WHERE other.application_id = offer.application_id
) AS given
JOIN occupancies AS held ON held.id = given.occupancy_id AND held.state = 'HOLDING' AND held.kind = 'AWARD'
WHERE offer.id = :id
LIMIT 1;

-- name: follow!
-- The offer is for the place that was given instead.
UPDATE offers SET occupancy_id = :occupancy_id, place_id = :place_id WHERE id = :id;

-- name: invoice_asked_for!
-- The offer is accepted by invoice, which is due with it.
UPDATE offers SET accepted_at = :now WHERE id = :id;

-- name: extend!
-- The offer can be paid until later, and is reminded of anew.
UPDATE offers SET due_at = :due_at, reminded_days = NULL WHERE id = :id;

-- name: to_be_reminded
-- Ids of open offers of which a reminder may be due; what exactly is for the rules.
SELECT id FROM offers
WHERE status = 'OPEN' AND due_at > :now
AND EXISTS (
    SELECT FROM unnest(reminder_days) AS days
    WHERE due_at - make_interval(days => days) BETWEEN created_at AND :now
    AND (reminded_days IS NULL OR days < reminded_days))
ORDER BY due_at, id
LIMIT :most;

-- name: note_reminded!
-- The reminder of so many days before the due date has gone out, with one more link.
UPDATE offers SET reminded_days = :days, access_hashes = access_hashes || :access_hash::bytea WHERE id = :id;

-- name: over
-- Ids of open offers that nobody paid until the days of grace were over, the first first.
SELECT id FROM offers
WHERE status = 'OPEN' AND due_at <= :now AND due_at + make_interval(days => grace_days) <= :now
ORDER BY due_at, id
LIMIT :most;

-- name: winners_to_hold
-- Applications after a public order of ids to which a draw, or a correction beside it, gave a place that is not offered
-- to them; nobody else changes them until the transaction ends.
SELECT application.id
FROM applications AS application
WHERE application.id > :after AND application.status = 'SUBMITTED' AND application.erased_at IS NULL
AND EXISTS (
    SELECT FROM (
        SELECT award.occupancy_id FROM draw_awards AS award
        WHERE award.draw_id = :draw_id AND award.application_id = application.id
        UNION ALL
        SELECT other.occupancy_id FROM correction_offers AS other
        JOIN corrections AS correction ON correction.id = other.correction_id
        WHERE other.application_id = application.id
    ) AS given
    JOIN occupancies AS held ON held.id = given.occupancy_id AND held.state = 'HOLDING' AND held.kind = 'AWARD'
    WHERE NOT EXISTS (SELECT FROM offers AS offer WHERE offer.occupancy_id = held.id AND offer.status = 'OPEN'))
ORDER BY application.id
LIMIT :most
FOR NO KEY UPDATE OF application;

-- name: winners
-- What these applications were given and is not offered to them yet: place, time, boat, person; and the offer that
-- stands for another place, which this one is better than.
SELECT application.id AS application_id, application.person_id, application.organisation_id, application.language,
       application.channel, application.lease_id AS previous_lease_id, application.boat_type_id,
       application.boat_registration, application.beam_mm, application.length_mm, application.draught_mm,
       application.mass_kg, applicant.first_name, applicant.last_name, applicant.email, organisation.name AS organisation_name,
       held.id AS occupancy_id, held.place_id, lower(held.period) AS starts_at, upper(held.period) AS ends_at,
       round.id AS round_id, round.provider_id, round.season_starts, round.season_ends, provider.time_zone,
       standing.id AS standing_id, standing.due_at AS standing_due_at
FROM applications AS application
JOIN applicants AS applicant ON applicant.application_id = application.id
JOIN rounds AS round ON round.id = application.round_id
JOIN providers AS provider ON provider.id = round.provider_id
LEFT JOIN organisations AS organisation ON organisation.id = application.organisation_id
CROSS JOIN LATERAL (
    SELECT award.occupancy_id FROM draw_awards AS award
    WHERE award.draw_id = :draw_id AND award.application_id = application.id
    AND NOT EXISTS (SELECT FROM declines AS decline
                    WHERE decline.draw_id = award.draw_id AND decline.application_id = application.id)
    UNION ALL
    SELECT other.occupancy_id FROM correction_offers AS other
    JOIN corrections AS correction ON correction.id = other.correction_id
    WHERE other.application_id = application.id
) AS given
JOIN occupancies AS held ON held.id = given.occupancy_id AND held.state = 'HOLDING' AND held.kind = 'AWARD'
LEFT JOIN offers AS standing ON standing.application_id = application.id AND standing.status = 'OPEN'
WHERE application.id = ANY(:ids::uuid[]) AND application.status = 'SUBMITTED'
AND standing.occupancy_id IS DISTINCT FROM held.id
ORDER BY application.id;

-- name: newest_draw$
-- The newest published draw of the round that a draw is of; nothing when there is none any more.
SELECT newest.id
FROM draws AS draw
JOIN draws AS newest ON newest.round_id = draw.round_id
WHERE draw.id = :draw_id AND newest.published_at IS NOT NULL AND newest.superseded_at IS NULL
ORDER BY newest.created_at DESC, newest.version DESC
LIMIT 1;

-- name: round_of_draw^
-- The round of a draw, and whose it is.
SELECT round.id, round.provider_id FROM draws AS draw JOIN rounds AS round ON round.id = draw.round_id
WHERE draw.id = :draw_id;

-- name: note_fault!
-- Why a winner can be made no offer.
INSERT INTO offer_faults (application_id, draw_id, code, noted_at) VALUES (:application_id, :draw_id, :code, :now)
ON CONFLICT (application_id) DO UPDATE SET draw_id = excluded.draw_id, code = excluded.code, noted_at = excluded.noted_at;

-- name: forget_faults!
-- Winners who were made an offer after all.
DELETE FROM offer_faults WHERE application_id = ANY(:application_ids::uuid[]);

-- name: open_offers_of_round
-- The offers that stand for applications of a round, in order of id, with their orders.
SELECT offer.id, offer.order_id FROM offers AS offer
JOIN applications AS application ON application.id = offer.application_id
WHERE application.round_id = :round_id AND offer.status = 'OPEN'
ORDER BY offer.order_id;

-- name: money_came$
-- Whether an offer to an application of a round has been paid.
SELECT EXISTS (
    SELECT FROM offers AS offer JOIN applications AS application ON application.id = offer.application_id
    WHERE application.round_id = :round_id AND offer.status = 'ACCEPTED');

-- name: revive_applications!
-- Another version of the draw gives a new decision to those, too, who did not pay after this one.
UPDATE applications SET status = 'SUBMITTED' WHERE round_id = :round_id AND status = 'EXPIRED';

-- name: size_of^
-- How wide and long a place is, in millimetres, as far as that is known.
SELECT width_mm, length_mm FROM places WHERE id = :id;

-- name: has_another$
-- Whether whoever did not take this offer has taken back the application since, or has another offer or place by it.
SELECT EXISTS (
    SELECT FROM offers AS offer
    JOIN applications AS application ON application.id = offer.application_id AND application.status = 'WITHDRAWN'
    WHERE offer.id = :id)
OR EXISTS (
    SELECT FROM offers AS offer
    JOIN offers AS other ON other.id <> offer.id AND other.status IN ('OPEN', 'ACCEPTED')
         AND (other.application_id = offer.application_id OR other.previous_lease_id = offer.previous_lease_id)
    WHERE offer.id = :id);

-- name: standing_of_application^
-- The offer that stands for an application, or that was paid and whose lease runs. For the system.
SELECT offer.id, offer.status FROM offers AS offer
LEFT JOIN leases AS lease ON lease.id = offer.lease_id
WHERE offer.application_id = :application_id
AND (offer.status = 'OPEN' OR offer.status = 'ACCEPTED' AND lease.status = 'ACTIVE')
ORDER BY offer.status = 'OPEN' DESC
LIMIT 1;

-- name: let_to_application$
-- Whether a place that an application was given is let to its applicant. For the system.
SELECT EXISTS (
    SELECT FROM leases AS lease
    JOIN draw_awards AS award ON award.occupancy_id = lease.occupancy_id
    WHERE award.application_id = :application_id AND lease.status = 'ACTIVE');

-- name: offer_to_show^
-- An offer as it is shown, as far as this transaction sees it.
SELECT id, kind, status, reference, channel, place_id, provider_id, application_id, lease_id, previous_lease_id,
       replaces_id, order_id, season_starts, season_ends, starts_at, ends_at, registration, beam_mm, length_mm,
       by_invoice, due_at, grace_days, created_at, accepted_at, answered_at, answer_reason
FROM offers WHERE id = :id;

-- name: newest_of_application$
-- The newest offer to an application, as far as this transaction sees it.
SELECT id FROM offers WHERE application_id = :application_id
ORDER BY created_at DESC, (status = 'OPEN') DESC, id LIMIT 1;

-- name: totals
-- What orders come to, as far as this transaction sees them.
SELECT order_id, sum(amount) AS total FROM order_lines WHERE order_id = ANY(:order_ids::uuid[]) GROUP BY order_id;

-- name: entry_to_offer^
-- Somebody in the queue who joined it, with the boat; nobody else serves them until the transaction ends.
SELECT entry.id, entry.reference, entry.provider_id, entry.person_id, entry.mode, entry.status, entry.lease_id, entry.boat_type_id,
       entry.registration, entry.beam_mm, entry.length_mm, entry.draught_mm, entry.mass_kg
FROM queue_entries AS entry WHERE entry.id = :id FOR UPDATE;

-- name: address_of^
-- Where a letter goes to whom an offer is for, as the application says. For the system.
SELECT applicant.address, applicant.zip_code
FROM offers AS offer JOIN applicants AS applicant ON applicant.application_id = offer.application_id
WHERE offer.id = :id;

-- name: draws_to_offer
-- Newest published draws, on terms, of seasons that are not over, which gave somebody a place that is not offered to them.
SELECT draw.id
FROM rounds AS round
JOIN providers AS provider ON provider.id = round.provider_id
CROSS JOIN LATERAL (
    SELECT id FROM draws WHERE round_id = round.id AND published_at IS NOT NULL AND superseded_at IS NULL
    ORDER BY created_at DESC, version DESC LIMIT 1
) AS draw
WHERE round.published_at IS NOT NULL
AND upper(season_period(round.season_starts, round.season_ends, provider.time_zone)) > :now
AND EXISTS (SELECT FROM offer_terms AS terms
            WHERE terms.provider_id = round.provider_id AND (terms.round_id = round.id OR terms.round_id IS NULL))
AND EXISTS (
    SELECT FROM draw_awards AS award
    JOIN occupancies AS held ON held.id = award.occupancy_id AND held.state = 'HOLDING' AND held.kind = 'AWARD'
    JOIN applications AS application ON application.id = award.application_id AND application.status = 'SUBMITTED'
         AND application.erased_at IS NULL
    WHERE award.draw_id = draw.id
    AND NOT EXISTS (SELECT FROM offers AS offer WHERE offer.occupancy_id = held.id AND offer.status = 'OPEN'))
ORDER BY draw.id;
