-- name: count_duplicates$
-- How many pairs of a round somebody has to look at.
SELECT count(*)::int FROM application_duplicates WHERE round_id = :round_id AND status = 'OPEN';

-- name: places_to_give
-- The places that a round gives out: in use, like all that they lie in, and held by nobody during its season; in order of
-- id. An area of winter places stands for a harbor, and its sections for piers.
SELECT place.id::text, coalesce(place.harbor_id, place.area_id)::text AS harbor,
       coalesce(place.pier_id, place.section_id)::text AS pier, place.width_mm, place.length_mm, place.depth_mm,
       place.max_mass_kg, place.mooring, coalesce(place.is_accessible, false) AS is_accessible
FROM rounds AS round
JOIN providers AS provider ON provider.id = round.provider_id
JOIN places AS place ON place.provider_id = round.provider_id
     AND place.kind = CASE round.kind WHEN 'BERTH' THEN 'BERTH' ELSE 'WINTER_STORAGE_PLACE' END
LEFT JOIN piers AS pier ON pier.id = place.pier_id
LEFT JOIN harbors AS harbor ON harbor.id = place.harbor_id
LEFT JOIN winter_storage_sections AS section ON section.id = place.section_id
LEFT JOIN winter_storage_areas AS area ON area.id = place.area_id
WHERE round.id = :round_id AND place.is_active AND place.retired_at IS NULL
AND coalesce(pier.is_active AND pier.retired_at IS NULL, true)
AND coalesce(harbor.is_active AND harbor.retired_at IS NULL, true)
AND coalesce(section.is_active AND section.retired_at IS NULL, true)
AND coalesce(area.is_active AND area.retired_at IS NULL, true)
AND NOT EXISTS (
    SELECT FROM occupancies AS held
    WHERE held.place_id = place.id AND held.state = 'HOLDING'
      AND held.period && season_period(round.season_starts, round.season_ends, provider.time_zone))
ORDER BY place.id;

-- name: entrants
-- The applications of a round that stand, in order of public id; a choice has an entry in each of the three lists. Areas
-- and sections of winter places stand for harbors and piers; a tenant has a current place.
SELECT application.id, application.public_id, application.reference, application.class_number,
       application.class_reason, application.mode, lease.place_id::text AS current, application.submitted_at,
       application.waiting_since, application.accessibility_required, application.boat_registration,
       application.boat_type_id::text AS boat_type, application.beam_mm, application.length_mm,
       application.draught_mm, application.mass_kg, applicant.first_name, applicant.last_name, applicant.email,
       applicant.municipality, list.harbors, list.piers, list.berths
FROM applications AS application
JOIN applicants AS applicant ON applicant.application_id = application.id
LEFT JOIN leases AS lease ON lease.id = application.lease_id
CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(coalesce(choice.harbor_id, pier.harbor_id, choice.area_id, section.area_id)::text
                              ORDER BY choice.rank), '{}') AS harbors,
           coalesce(array_agg(coalesce(choice.pier_id, choice.section_id)::text ORDER BY choice.rank), '{}') AS piers,
           coalesce(array_agg(choice.place_id::text ORDER BY choice.rank), '{}') AS berths
    FROM application_choices AS choice
    LEFT JOIN piers AS pier ON pier.id = choice.pier_id
    LEFT JOIN winter_storage_sections AS section ON section.id = choice.section_id
    WHERE choice.application_id = application.id
) AS list
WHERE application.round_id = :round_id AND application.status = 'SUBMITTED'
ORDER BY application.public_id;

-- name: next_freeze$
-- The number of the next freeze of a round.
SELECT coalesce(max(number), 0) + 1 FROM freezes WHERE round_id = :round_id;

-- name: add_freeze!
-- What a round is sealed by; freezes_one_stands refuses another while one stands.
WITH frozen AS (
    INSERT INTO freezes (id, round_id, number, root, rules, places, application_count, place_count, beacon_at,
                         beacon_plan, created_at)
    VALUES (:id, :round_id, :number, :root, :rules, :public_places, :application_count, :place_count, :beacon_at,
            :beacon_plan::text::jsonb, :now)
    RETURNING id
)
INSERT INTO freeze_places (freeze_id, salt, places) SELECT id, :salt, :places FROM frozen;

-- name: add_leaves!
-- The public and the private half of every application that was sealed, in order of public id.
WITH leaf AS (
    SELECT *
    FROM unnest(:application_ids::uuid[], :public_ids::text[], :leaves::text[], :paths::bytea[], :salts::bytea[],
                :records::text[])
         WITH ORDINALITY AS leaf (application_id, public_id, leaf, path, salt, record, number)
),
published AS (
    INSERT INTO freeze_leaves (freeze_id, number, application_id, public_id, leaf, path)
    SELECT :freeze_id, number - 1, application_id, public_id, leaf, path FROM leaf
)
INSERT INTO freeze_secrets (freeze_id, application_id, salt, record)
SELECT :freeze_id, application_id, salt, record FROM leaf;

-- name: undo_freeze!
-- The freeze stands no more.
UPDATE freezes SET undone_at = :now, undone_reason = :reason WHERE id = :id;

-- name: freeze_that_stands^
-- The freeze of a round, and the randomness that came for it.
SELECT frozen.id, frozen.number, frozen.root, frozen.beacon_plan::text AS beacon_plan,
       frozen.created_at, beacon.source, beacon.round, beacon.randomness, beacon.signature
FROM freezes AS frozen
LEFT JOIN beacons AS beacon ON beacon.freeze_id = frozen.id
WHERE frozen.round_id = :round_id AND frozen.undone_at IS NULL;

-- name: freezes_waiting
-- The codes of rounds that are frozen and wait for randomness that is due.
SELECT round.code
FROM freezes AS frozen
JOIN rounds AS round ON round.id = frozen.round_id
WHERE frozen.undone_at IS NULL AND frozen.beacon_at <= :now
AND NOT EXISTS (SELECT FROM beacons AS beacon WHERE beacon.freeze_id = frozen.id)
ORDER BY round.code;

-- name: sealed_documents^
-- The rules and the places as they were sealed.
SELECT frozen.rules, frozen.root, sealed.salt, sealed.places
FROM freezes AS frozen
JOIN freeze_places AS sealed ON sealed.freeze_id = frozen.id
WHERE frozen.id = :freeze_id;

-- name: sealed_leaves
-- The applications as they were sealed, in order; of an erased one there is no private half any more. When one that was
-- withdrawn between the freeze and the draw was, too.
SELECT leaf.application_id, leaf.public_id, leaf.leaf, secret.salt, secret.record,
       CASE WHEN application.status = 'WITHDRAWN'
            AND (round.drawn_at IS NULL OR application.withdrawn_at <= round.drawn_at)
            THEN application.withdrawn_at END AS withdrawn_at
FROM freeze_leaves AS leaf
JOIN applications AS application ON application.id = leaf.application_id
JOIN rounds AS round ON round.id = application.round_id
LEFT JOIN freeze_secrets AS secret
     ON secret.freeze_id = leaf.freeze_id AND secret.application_id = leaf.application_id
WHERE leaf.freeze_id = :freeze_id
ORDER BY leaf.number;

-- name: withdrawals_of
-- Who of a freeze has withdrawn until now, in order of public id.
SELECT leaf.public_id
FROM freeze_leaves AS leaf
JOIN applications AS application ON application.id = leaf.application_id AND application.status = 'WITHDRAWN'
WHERE leaf.freeze_id = :freeze_id
ORDER BY leaf.number;

-- name: add_beacon!
-- The randomness for a freeze, unless it has some.
INSERT INTO beacons (id, freeze_id, source, round, randomness, signature, created_at)
VALUES (:id, :freeze_id, :source, :round, :randomness, :signature, :now)
ON CONFLICT (freeze_id) DO NOTHING;

-- name: next_version$
-- The number of the next draw of a kind.
SELECT coalesce(max(version), 0) + 1 FROM draws WHERE round_id = :round_id AND kind = :kind;

-- name: add_draw!
-- A draw, the one who ran it, and its bundle; draws_version_unique refuses another of its number.
WITH draw AS (
    INSERT INTO draws (id, round_id, freeze_id, beacon_id, batch_id, follows_id, kind, version, label, seed, engine,
                       applicant_count, place_count, award_count, result_digest, bundle_digest, created_at)
    SELECT :id, :round_id, frozen.id, CASE WHEN :kind <> 'REHEARSAL' THEN beacon.id END, :batch_id, :follows_id, :kind,
           :version, :label, :seed, :engine, :applicant_count, frozen.place_count, :award_count, :result_digest,
           coalesce(:batch_digest, encode(sha256(:bundle), 'hex')), :now
    FROM freezes AS frozen
    LEFT JOIN beacons AS beacon ON beacon.freeze_id = frozen.id
    WHERE frozen.id = :freeze_id
    RETURNING id
),
hand AS (
    INSERT INTO draw_hands (draw_id, run_by) SELECT id, :by FROM draw
)
INSERT INTO draw_bundles (draw_id, public, sealed)
SELECT id, :bundle, :sealed FROM draw WHERE :bundle::bytea IS NOT NULL;

-- name: add_results!
-- Who won which choice, by ticket, in the order of the queue.
INSERT INTO draw_results (draw_id, position, public_id, ticket, class_number, rank, is_sealed)
SELECT :draw_id, result.position, result.public_id, result.ticket, result.class_number, result.rank,
       result.public_id = ANY(:sealed::text[])
FROM unnest(:public_ids::text[], :tickets::text[], :class_numbers::int[], :ranks::int[])
     WITH ORDINALITY AS result (public_id, ticket, class_number, rank, position);

-- name: add_closures!
-- When each place closed that did.
INSERT INTO draw_closures (draw_id, place_id, event)
SELECT :draw_id, closure.place_id, closure.event
FROM unnest(:place_ids::uuid[], :events::int[]) AS closure (place_id, event);

-- name: add_awards!
-- Who gets which place, and the places held for the season, of which nobody hears before the publication;
-- occupancies_never_overlap refuses one that is taken.
WITH award AS (
    SELECT * FROM unnest(:application_ids::uuid[], :place_ids::uuid[]) AS award (application_id, place_id)
),
held AS (
    INSERT INTO occupancies (place_id, period, span, kind, state, draw_id, is_told, created_at)
    SELECT award.place_id, season_period(round.season_starts, round.season_ends, provider.time_zone),
           int4range(0, 1), 'AWARD', 'HOLDING', :draw_id, false, :now
    FROM rounds AS round
    JOIN providers AS provider ON provider.id = round.provider_id
    CROSS JOIN award
    WHERE round.id = :round_id
    ORDER BY award.place_id
    RETURNING id, place_id
)
INSERT INTO draw_awards (draw_id, application_id, place_id, occupancy_id)
SELECT :draw_id, award.application_id, award.place_id, held.id
FROM award JOIN held ON held.place_id = award.place_id;

-- name: add_fits!
-- The sets of places that refusals speak of, numbered from 0; each set is written as an array in text.
INSERT INTO draw_fits (draw_id, number, place_ids)
SELECT :draw_id, fit.number - 1, fit.place_ids::uuid[]
FROM unnest(:fits::text[]) WITH ORDINALITY AS fit (place_ids, number);

-- name: add_refusals!
-- Why each better choice was not received.
INSERT INTO draw_refusals (draw_id, application_id, choice, event, fit, sufficient)
SELECT :draw_id, refusal.application_id, refusal.choice, refusal.event, refusal.fit, refusal.sufficient
FROM unnest(:application_ids::uuid[], :choices::int[], :events::int[], :fits::int[], :sufficient::int[])
     AS refusal (application_id, choice, event, fit, sufficient);

-- name: add_exchanged!
-- Who gave a place for another.
INSERT INTO draw_cycles (draw_id, application_id, gave_place_id, got_place_id, event, size)
SELECT :draw_id, one.application_id, one.gave, one.got, one.event, one.size
FROM unnest(:application_ids::uuid[], :gave::uuid[], :got::uuid[], :events::int[], :sizes::int[])
     AS one (application_id, gave, got, event, size);

-- name: add_cut_offs!
-- How far the queue got at each harbor or winter area, by the beam of boats.
INSERT INTO draw_cutoffs (draw_id, harbor_id, area_id, beam_mm, last_position)
SELECT :draw_id, harbor.id, area.id, one.beam_mm, one.last_position
FROM unnest(:sites::uuid[], :beams::int[], :last_positions::int[]) AS one (site_id, beam_mm, last_position)
LEFT JOIN harbors AS harbor ON harbor.id = one.site_id
LEFT JOIN winter_storage_areas AS area ON area.id = one.site_id;

-- name: draw_that_stands^
-- The draw of a round that was neither undone nor superseded; batches are apart.
SELECT draw.id, draw.round_id, draw.freeze_id, draw.kind, draw.version, hand.run_by, hand.released_by,
       draw.released_at, draw.published_at
FROM draws AS draw
JOIN draw_hands AS hand ON hand.draw_id = draw.id
WHERE draw.round_id = :round_id AND draw.kind = 'DRAW' AND num_nonnulls(draw.undone_at, draw.superseded_at) = 0
ORDER BY draw.created_at DESC, draw.version DESC
LIMIT 1;

-- name: round_of_draw^
-- How far a draw is, and the code of its round with the time at which its results are told.
SELECT round.code, round.publishes_at, draw.released_at, draw.published_at, draw.undone_at
FROM draws AS draw JOIN rounds AS round ON round.id = draw.round_id
WHERE draw.id = :draw_id;

-- name: report_of_draw^
-- What a draw came to and whose hands it went through, for who keeps the round.
SELECT round.code, draw.kind, draw.version, draw.seed, draw.engine, draw.applicant_count, draw.place_count,
       draw.award_count, draw.result_digest, draw.bundle_digest, hand.run_by, hand.released_by, draw.released_at,
       draw.published_at,
       ARRAY(SELECT count(result.rank)::int
             FROM generate_series(0, (SELECT max(rank) FROM draw_results WHERE draw_id = draw.id)) AS rank
             LEFT JOIN draw_results AS result ON result.draw_id = draw.id AND result.rank = rank.rank
             GROUP BY rank.rank ORDER BY rank.rank) AS by_rank
FROM draws AS draw
JOIN rounds AS round ON round.id = draw.round_id
JOIN draw_hands AS hand ON hand.draw_id = draw.id
WHERE draw.id = :draw_id;

-- name: mark_released!
-- The results are let go; draw_hands_of_two_people refuses whoever ran the draw.
WITH hand AS (
    UPDATE draw_hands SET released_by = :by WHERE draw_id = :id
)
UPDATE draws SET released_at = :now WHERE id = :id;

-- name: mark_unreleased!
-- The results are held back again.
WITH hand AS (
    UPDATE draw_hands SET released_by = NULL WHERE draw_id = :id
)
UPDATE draws SET released_at = NULL WHERE id = :id;

-- name: mark_published!
-- Everybody can read the results.
WITH result AS (
    UPDATE draw_results SET is_told = true WHERE draw_id = :id
),
held AS (
    UPDATE occupancies SET is_told = true WHERE draw_id = :id AND NOT is_told
)
UPDATE draws SET published_at = :now WHERE id = :id;

-- name: undo_draw!
-- The draw stands no more: its places are free for the next.
WITH draw AS (
    UPDATE draws SET undone_at = :now WHERE id = :id RETURNING id
)
UPDATE occupancies SET state = 'ENDED' FROM draw WHERE draw_id = draw.id AND kind = 'AWARD';

-- name: supersede_draw!
-- A published draw counts no more, and its places are free from now on; what was told of it stays, and what has begun.
WITH draw AS (
    UPDATE draws SET superseded_at = :now WHERE id = :id RETURNING id
)
UPDATE occupancies SET period = held_until(period, :now), state = 'ENDED'
FROM draw
WHERE draw_id = draw.id AND kind = 'AWARD' AND state = 'HOLDING';

-- name: public_bundle$
-- The public bundle of a round's newest published draw.
SELECT bundle.public
FROM rounds AS round
JOIN draws AS draw ON draw.round_id = round.id AND draw.published_at IS NOT NULL
JOIN draw_bundles AS bundle ON bundle.draw_id = draw.id
WHERE round.code = :code
ORDER BY draw.created_at DESC
LIMIT 1;

-- name: to_be_told
-- Applications of a draw whose applicants were not written to, in order of position; the ones already told are not there.
SELECT application.id, application.person_id, application.reference, application.language, application.mode,
       applicant.email, result.rank, award.place_id IS NOT NULL AS placed,
       award.place_id IS NOT DISTINCT FROM lease.place_id AS kept,
       round.kind, round.name_fi, round.name_sv, round.name_en,
       (round.rules ->> 'carryOver')::boolean IS TRUE AS carried,
       coalesce((round.rules ->> 'correctionDays')::int, 14) AS correction_days
FROM draw_results AS result
JOIN draws AS draw ON draw.id = result.draw_id
JOIN rounds AS round ON round.id = draw.round_id
JOIN applications AS application ON application.public_id = result.public_id AND application.erased_at IS NULL
JOIN applicants AS applicant ON applicant.application_id = application.id
LEFT JOIN leases AS lease ON lease.id = application.lease_id
LEFT JOIN draw_awards AS award ON award.draw_id = draw.id AND award.application_id = application.id
WHERE result.draw_id = :draw_id
AND NOT EXISTS (
    SELECT FROM draw_notices AS notice WHERE notice.draw_id = draw.id AND notice.application_id = application.id)
ORDER BY result.position
LIMIT :most;

-- name: add_notices!
-- These applicants are told now; each once. Who has no address is told by nobody: their time has not begun.
INSERT INTO draw_notices (draw_id, application_id, notified_at)
SELECT :draw_id, told.id, CASE WHEN applicant.email IS NOT NULL THEN :now::timestamptz END
FROM unnest(:application_ids::uuid[]) AS told (id)
JOIN applicants AS applicant ON applicant.application_id = told.id;

-- name: draw_of_round^
-- The draw of a round that counts: its newest that is published, unless a correction called for another.
SELECT id, version, seed, engine, applicant_count, place_count, award_count, result_digest, created_at
FROM draws
WHERE round_id = :round_id AND kind <> 'REHEARSAL' AND published_at IS NOT NULL AND superseded_at IS NULL
AND (:batches::boolean OR kind <> 'BATCH')
ORDER BY created_at DESC, version DESC
LIMIT 1;

-- name: results
-- The published results of a draw, in the order of the queue.
SELECT position, public_id, ticket, class_number, rank
FROM draw_results
WHERE draw_id = :draw_id
ORDER BY position;

-- name: result_of^
-- What a draw came to for one public id, and the place where this transaction may see it, unless it was declined.
SELECT result.position, result.ticket, result.class_number, result.rank,
       CASE WHEN decline.created_at IS NULL AND application.status <> 'WITHDRAWN' THEN award.place_id END AS place_id,
       decline.created_at AS declined_at,
       EXISTS (SELECT FROM upgrade_refusals WHERE application_id = application.id) AS refuses_upgrades
FROM draw_results AS result
JOIN applications AS application ON application.public_id = result.public_id
LEFT JOIN draw_awards AS award ON award.draw_id = result.draw_id AND award.application_id = application.id
LEFT JOIN declines AS decline ON decline.draw_id = result.draw_id AND decline.application_id = application.id
WHERE result.draw_id = :draw_id AND application.id = :application_id;

-- name: refusals_of
-- Why one application did not get its better choices: the fitting places, the whole set of places of that harbor that
-- was closed by the event, both in place order, and how many of these the draw, or one before it, gave to somebody.
SELECT refusal.choice, refusal.event, refusal.sufficient, fit.place_ids AS fitting,
       coalesce(tight.place_ids, '{}') AS tight, coalesce(tight.holders, 0) AS holders
FROM draw_refusals AS refusal
JOIN draw_fits AS fit ON fit.draw_id = refusal.draw_id AND fit.number = refusal.fit
LEFT JOIN LATERAL (
    SELECT array_agg(place.id ORDER BY place.width_mm::bigint * place.length_mm NULLS LAST, place.id) AS place_ids,
           count(*) FILTER (WHERE EXISTS (
               SELECT FROM occupancies AS held
               JOIN draws AS giver ON giver.id = held.draw_id
               JOIN draws AS told ON told.id = refusal.draw_id
                    AND told.round_id = giver.round_id AND giver.created_at <= told.created_at
               WHERE held.place_id = place.id)) AS holders
    FROM draw_closures AS closure
    JOIN places AS place ON place.id = closure.place_id
    WHERE closure.draw_id = refusal.draw_id AND closure.event <= refusal.event
      AND coalesce(place.harbor_id, place.area_id) = (
          SELECT coalesce(harbor_id, area_id) FROM places WHERE id = fit.place_ids[1])
) AS tight ON refusal.event IS NOT NULL
WHERE refusal.draw_id = :draw_id AND refusal.application_id = :application_id
ORDER BY refusal.choice;

-- name: exchange_of^
-- What an exchanger gave in a draw, and what came for it.
SELECT gave_place_id, got_place_id, event, size
FROM draw_cycles
WHERE draw_id = :draw_id AND application_id = :application_id;

-- name: sealed_of^
-- Both halves of one application as it was sealed by the freeze that stands, and its way to the root; of an erased one
-- there is no private half any more.
SELECT frozen.root, frozen.created_at, frozen.application_count, leaf.number, leaf.leaf, leaf.path, secret.salt,
       secret.record, encode(sha256(convert_to(frozen.rules, 'UTF8')), 'hex') AS rules_hash,
       encode(sha256(convert_to(frozen.places, 'UTF8')), 'hex') AS places_hash
FROM freeze_leaves AS leaf
JOIN freezes AS frozen ON frozen.id = leaf.freeze_id AND frozen.undone_at IS NULL
LEFT JOIN freeze_secrets AS secret
     ON secret.freeze_id = leaf.freeze_id AND secret.application_id = leaf.application_id
WHERE leaf.application_id = :application_id;

-- name: award_to_decline^
-- What the newest published draw of its round gave to an application, and when that was declined. For the system.
SELECT award.draw_id, award.application_id, award.occupancy_id, decline.created_at AS declined_at
FROM draw_awards AS award
LEFT JOIN declines AS decline ON decline.draw_id = award.draw_id AND decline.application_id = award.application_id
WHERE award.application_id = :application_id
AND award.draw_id = (
    SELECT draw.id FROM draws AS draw
    JOIN applications AS application ON application.round_id = draw.round_id AND application.id = :application_id
    WHERE draw.published_at IS NOT NULL AND draw.superseded_at IS NULL
    ORDER BY draw.created_at DESC, draw.version DESC
    LIMIT 1);

-- name: decline!
-- What was given is not taken; declines_pkey refuses a second time.
INSERT INTO declines (draw_id, application_id, reason, created_at)
VALUES (:draw_id, :application_id, :reason, :now);

-- name: end_occupancies!
-- Places are free from now on; what has begun by now stays as it was until then.
UPDATE occupancies
SET period = held_until(period, :now), state = 'ENDED'
WHERE id = ANY(:ids::uuid[]) AND state = 'HOLDING' AND upper(period) > :now;

-- name: note_declined!
-- A line in the history: what was given was declined.
INSERT INTO application_events (application_id, number, at, event, by, actor, details)
SELECT :id, 1 + count(*), :now, 'DECLINED', acting_person(), 'APPLICANT', jsonb_build_object('reason', :reason::text)
FROM application_events WHERE application_id = :id;

-- name: refuse_upgrades!
-- The winner wants to keep what there is.
INSERT INTO upgrade_refusals (application_id, created_at) VALUES (:application_id, :now)
ON CONFLICT (application_id) DO NOTHING;

-- name: accept_upgrades!
-- The winner may get something better again.
DELETE FROM upgrade_refusals WHERE application_id = :application_id;

-- name: lock_claim^
-- The newest claim of an application that its place was not as described; nobody else decides it meanwhile. One that was
-- carried into a batch counts there.
SELECT decline.draw_id, decline.batch_id
FROM declines AS decline JOIN draws AS draw ON draw.id = decline.draw_id
WHERE decline.application_id = :application_id AND decline.reason = 'NOT_AS_DESCRIBED'
ORDER BY draw.created_at DESC, draw.version DESC
LIMIT 1
FOR UPDATE OF decline;

-- name: decide_claim!
-- What a clerk found of a claim, and why.
UPDATE declines SET verdict = :verdict, verdict_reason = :reason, decided_by = :by, decided_at = :now
WHERE draw_id = :draw_id AND application_id = :application_id;

-- name: batch_under_way^
-- The batch of a round that is opened, and not published yet. For the system.
SELECT id, round_id, number, follows_id, standing, answers, digest, opened_by, opened_at FROM batches
WHERE round_id = :round_id AND published_at IS NULL AND undone_at IS NULL;

-- name: published_draw^
-- The newest published draw of a round.
SELECT draw.id, draw.round_id, draw.freeze_id, draw.kind, draw.version, hand.run_by, hand.released_by,
       draw.released_at, draw.published_at
FROM draws AS draw
JOIN draw_hands AS hand ON hand.draw_id = draw.id
WHERE draw.round_id = :round_id AND draw.published_at IS NOT NULL AND draw.superseded_at IS NULL
ORDER BY draw.created_at DESC, draw.version DESC
LIMIT 1;

-- name: standing_of
-- What a draw came to for everybody in its queue, with the place.
SELECT result.public_id, result.rank, award.place_id::text AS place_id
FROM draw_results AS result
JOIN applications AS application ON application.public_id = result.public_id
LEFT JOIN draw_awards AS award ON award.draw_id = result.draw_id AND award.application_id = application.id
WHERE result.draw_id = :draw_id
ORDER BY result.position;

-- name: declines_of
-- Who gave back what a draw gave, and what was found of their claims.
SELECT application.public_id, decline.reason, decline.verdict
FROM declines AS decline
JOIN applications AS application ON application.id = decline.application_id
WHERE decline.draw_id = :draw_id
ORDER BY application.public_id;

-- name: season_is_over$
-- Whether the last day of a round's season is over where its provider is.
SELECT upper(season_period(round.season_starts, round.season_ends, provider.time_zone)) <= :now
FROM rounds AS round JOIN providers AS provider ON provider.id = round.provider_id
WHERE round.id = :round_id;

-- name: open_claims
-- Applications that claim that their place was not as described, and of which no clerk has found anything yet.
SELECT application.reference
FROM declines AS decline
JOIN applications AS application ON application.id = decline.application_id AND application.status = 'SUBMITTED'
WHERE application.round_id = :round_id AND application.erased_at IS NULL
AND decline.reason = 'NOT_AS_DESCRIBED' AND decline.verdict IS NULL
AND decline.draw_id = (
    SELECT id FROM draws WHERE round_id = :round_id AND published_at IS NOT NULL AND superseded_at IS NULL
    ORDER BY created_at DESC, version DESC LIMIT 1)
ORDER BY application.reference;

-- name: withdrawn_since
-- Applications of a round that are in no queue any more; who was given a place for a correction has that. Whoever paid
-- for a place and does not hold it any more has left it, or has another.
WITH newest AS (
    SELECT id FROM draws WHERE round_id = :round_id AND published_at IS NOT NULL AND superseded_at IS NULL
    ORDER BY created_at DESC, version DESC LIMIT 1
)
SELECT application.public_id FROM applications AS application
WHERE application.round_id = :round_id
AND (application.status IN ('WITHDRAWN', 'EXPIRED') OR application.erased_at IS NOT NULL OR EXISTS (
    SELECT FROM correction_offers AS offer
    JOIN occupancies AS held ON held.id = offer.occupancy_id AND held.state = 'HOLDING'
    WHERE offer.application_id = application.id)
    OR application.status = 'HANDLED' AND NOT EXISTS (
        SELECT FROM draw_awards AS award
        JOIN newest ON newest.id = award.draw_id
        JOIN leases AS lease ON lease.occupancy_id = award.occupancy_id AND lease.status = 'ACTIVE'
        WHERE award.application_id = application.id))
ORDER BY application.public_id;

-- name: content_with_theirs
-- Applications of a round whose applicants want to keep what they have.
SELECT application.public_id
FROM upgrade_refusals AS refusal
JOIN applications AS application ON application.id = refusal.application_id
WHERE application.round_id = :round_id
ORDER BY application.public_id;

-- name: next_batch_number$
-- The number of the next batch of a round.
SELECT coalesce(max(number), 0) + 1 FROM batches WHERE round_id = :round_id;

-- name: add_batch!
-- A batch as it was frozen, and whose answers it has taken in; batches_one_under_way refuses a second at a time.
WITH batch AS (
    INSERT INTO batches (id, round_id, number, follows_id, standing, answers, digest, opened_by, opened_at)
    VALUES (:id, :round_id, :number, :follows_id, :standing, :answers, :digest, :by, :now)
)
UPDATE declines SET batch_id = :id WHERE draw_id = :follows_id;

-- name: batch_of_draw^
-- The batch that a draw is of.
SELECT batch.id, batch.round_id, batch.number, batch.follows_id, batch.standing, batch.answers, batch.digest,
       batch.opened_by, batch.opened_at
FROM draws AS draw JOIN batches AS batch ON batch.id = draw.batch_id
WHERE draw.id = :draw_id;

-- name: batch_by_number^
-- A batch of a round by its number, that was not taken back.
SELECT id, round_id, number, follows_id, standing, answers, digest, opened_by, opened_at FROM batches
WHERE round_id = :round_id AND number = :number AND undone_at IS NULL;

-- name: draw_of_batch^
-- What a batch came to, as far as it stands.
SELECT draw.id, draw.round_id, draw.freeze_id, draw.kind, draw.version, hand.run_by, hand.released_by,
       draw.released_at, draw.published_at
FROM draws AS draw
JOIN draw_hands AS hand ON hand.draw_id = draw.id
WHERE draw.batch_id = :batch_id AND draw.undone_at IS NULL;

-- name: plan_awards!
-- Who is to get which place by a batch; none is held by that.
INSERT INTO draw_awards (draw_id, application_id, place_id)
SELECT :draw_id, award.application_id, award.place_id
FROM unnest(:application_ids::uuid[], :place_ids::uuid[]) AS award (application_id, place_id);

-- name: carry_declines!
-- Whoever gave a place back since a batch was opened has given back what the batch would give.
INSERT INTO declines (draw_id, application_id, reason, created_at, verdict, decided_by, decided_at, verdict_reason)
SELECT :draw_id, decline.application_id, decline.reason, decline.created_at, decline.verdict, decline.decided_by,
       decline.decided_at, decline.verdict_reason
FROM declines AS decline
JOIN draw_awards AS award ON award.draw_id = :draw_id AND award.application_id = decline.application_id
WHERE decline.draw_id = :follows_id AND decline.batch_id IS NULL;

-- name: keep_occupancies!
-- Who has the same place after a batch as before holds it by the same occupancy.
UPDATE draw_awards AS award SET occupancy_id = before.occupancy_id
FROM draw_awards AS before
JOIN occupancies AS held ON held.id = before.occupancy_id AND held.state = 'HOLDING'
WHERE award.draw_id = :draw_id AND before.draw_id = :follows_id
AND before.application_id = award.application_id AND before.place_id = award.place_id;

-- name: hold_orders_of_movers
-- The orders of offers to those who move by a batch, in order of id: nobody pays for them, or takes them back, meanwhile.
SELECT ordered.id
FROM draw_awards AS award
JOIN draw_awards AS before ON before.draw_id = :follows_id AND before.application_id = award.application_id
     AND before.place_id <> award.place_id
JOIN offers AS offer ON offer.application_id = award.application_id AND offer.status IN ('OPEN', 'ACCEPTED')
JOIN orders AS ordered ON ordered.id = offer.order_id
WHERE award.draw_id = :draw_id
ORDER BY ordered.id
FOR UPDATE OF ordered;

-- name: leases_that_move
-- Leases of those who have paid for the place of before, and the better place, in order of the leases; whether that is
-- theirs already.
SELECT lease.id AS lease_id, award.place_id, award.occupancy_id IS NOT NULL AS is_theirs, provider.time_zone
FROM draw_awards AS award
JOIN draw_awards AS before ON before.draw_id = :follows_id AND before.application_id = award.application_id
     AND before.place_id <> award.place_id
JOIN leases AS lease ON lease.occupancy_id = before.occupancy_id AND lease.status = 'ACTIVE'
JOIN providers AS provider ON provider.id = lease.provider_id
WHERE award.draw_id = :draw_id
ORDER BY lease.id;

-- name: switch_leases!
-- Whoever has paid for the place of before has the same lease on the better one, at the same instant; what it costs is
-- told.
WITH moving AS (
    SELECT lease.*, award.place_id AS new_place_id, award.occupancy_id AS new_occupancy_id, given.new_id,
           given.order_id AS new_order_id, given.worth AS new_worth, given.paid AS new_paid
    FROM unnest(:ids::uuid[], :new_ids::uuid[], :order_ids::uuid[], :worths::numeric[], :paid::numeric[])
         AS given (id, new_id, order_id, worth, paid)
    JOIN leases AS lease ON lease.id = given.id AND lease.status = 'ACTIVE'
    JOIN draw_awards AS before ON before.draw_id = :follows_id AND before.occupancy_id = lease.occupancy_id
    JOIN draw_awards AS award ON award.draw_id = :draw_id AND award.application_id = before.application_id
         AND award.place_id <> before.place_id AND award.occupancy_id IS NOT NULL
),
left_behind AS (
    UPDATE leases SET status = 'ENDED', ended_at = :now, ending = 'EXCHANGED' FROM moving WHERE leases.id = moving.id
),
kept AS (
    UPDATE occupancies SET kind = 'LEASE' FROM moving WHERE occupancies.id = moving.new_occupancy_id
)
INSERT INTO leases (id, provider_id, place_id, occupancy_id, season_starts, season_ends, person_id, organisation_id,
                    tenant_name, tenant_email, tenant_language, boat_type_id, registration, beam_mm, length_mm,
                    draught_mm, mass_kg, status, origin, follows_id, order_id, worth, paid, created_at)
SELECT new_id, provider_id, new_place_id, new_occupancy_id, season_starts, season_ends, person_id, organisation_id,
       tenant_name, tenant_email, tenant_language, boat_type_id, registration, beam_mm, length_mm, draught_mm, mass_kg,
       'ACTIVE', 'AWARDED', id, new_order_id, new_worth, new_paid, :now
FROM moving;

-- name: leave_occupancies!
-- Whoever moves leaves the place of before; what has begun by now stays as it was until then.
UPDATE occupancies AS held
SET period = held_until(held.period, :now), state = 'ENDED'
FROM draw_awards AS before
WHERE before.draw_id = :follows_id AND held.id = before.occupancy_id AND held.state = 'HOLDING'
AND upper(held.period) > :now
AND NOT EXISTS (SELECT FROM draw_awards WHERE draw_id = :draw_id AND occupancy_id = held.id);

-- name: take_occupancies!
-- Whoever gets a place by a batch holds it from now on, or from the beginning of the season, unless it was given back
-- meanwhile; occupancies_never_overlap refuses one that is taken.
WITH award AS (
    SELECT award.application_id, award.place_id,
           season_period(round.season_starts, round.season_ends, provider.time_zone) AS season
    FROM draw_awards AS award
    JOIN applications AS application ON application.id = award.application_id
         AND application.status IN ('SUBMITTED', 'HANDLED') AND application.erased_at IS NULL
    JOIN rounds AS round ON round.id = application.round_id
    JOIN providers AS provider ON provider.id = round.provider_id
    WHERE award.draw_id = :draw_id AND award.occupancy_id IS NULL
    AND (application.status = 'SUBMITTED' OR EXISTS (
        SELECT FROM draws AS draw
        JOIN draw_awards AS before ON before.draw_id = draw.follows_id AND before.application_id = application.id
        JOIN leases AS lease ON lease.occupancy_id = before.occupancy_id AND lease.status = 'ACTIVE'
        WHERE draw.id = award.draw_id))
    AND upper(season_period(round.season_starts, round.season_ends, provider.time_zone)) > :now
    AND NOT EXISTS (
        SELECT FROM declines WHERE draw_id = award.draw_id AND application_id = award.application_id)
    AND NOT EXISTS (
        SELECT FROM correction_offers AS offer
        JOIN occupancies AS held ON held.id = offer.occupancy_id AND held.state = 'HOLDING'
        WHERE offer.application_id = award.application_id)
),
held AS (
    INSERT INTO occupancies (place_id, period, span, kind, state, draw_id, created_at)
    SELECT place_id, tstzrange(greatest(lower(season), :now), upper(season)), int4range(0, 1), 'AWARD', 'HOLDING',
           :draw_id, :now
    FROM award
    ORDER BY place_id
    RETURNING id, place_id
)
UPDATE draw_awards AS given SET occupancy_id = held.id
FROM award JOIN held ON held.place_id = award.place_id
WHERE given.draw_id = :draw_id AND given.application_id = award.application_id;

-- name: mark_batch_published!
-- The batch is through; the next one can be opened.
UPDATE batches SET published_at = :now WHERE id = :id;

-- name: undo_batch!
-- The batch stands no more: who had answered is answered by the next.
WITH answer AS (
    UPDATE declines SET batch_id = NULL WHERE batch_id = :id
)
UPDATE batches SET undone_at = :now, undone_reason = :reason WHERE id = :id;

-- name: batch_to_be_told
-- Applications of a batch whose applicants were not written to, in order of position: the place they have by it and the
-- one of before, and their position among those who wait. Who gave a place back meanwhile has none.
WITH told AS (
    SELECT result.public_id, result.position, result.rank,
           count(*) FILTER (WHERE result.rank IS NULL) OVER (ORDER BY result.position) AS waiting_position
    FROM draw_results AS result WHERE result.draw_id = :draw_id
)
SELECT application.id, application.person_id, application.reference, application.language, application.status,
       applicant.email, told.rank, told.waiting_position, award.occupancy_id IS NOT NULL AS placed, award.place_id,
       award.place_id IS NOT NULL AS awarded,
       CASE WHEN decline.application_id IS NULL THEN before.place_id END AS before_id,
       round.name_fi, round.name_sv, round.name_en,
       coalesce((round.rules ->> 'correctionDays')::int, 14) AS correction_days
FROM told
JOIN draws AS draw ON draw.id = :draw_id
JOIN rounds AS round ON round.id = draw.round_id
JOIN applications AS application ON application.public_id = told.public_id AND application.erased_at IS NULL
JOIN applicants AS applicant ON applicant.application_id = application.id
LEFT JOIN draw_awards AS award ON award.draw_id = draw.id AND award.application_id = application.id
LEFT JOIN draw_awards AS before ON before.draw_id = draw.follows_id AND before.application_id = application.id
LEFT JOIN declines AS decline ON decline.draw_id = before.draw_id AND decline.application_id = application.id
     AND decline.batch_id = draw.batch_id
WHERE NOT EXISTS (
    SELECT FROM draw_notices AS notice WHERE notice.draw_id = draw.id AND notice.application_id = application.id)
ORDER BY told.position
LIMIT :most;

-- name: add_batch_notices!
-- These applicants are through; the time for a correction of those to whom the batch said nothing runs as it did before.
INSERT INTO draw_notices (draw_id, application_id, notified_at)
SELECT :draw_id, one.id,
       CASE WHEN one.id <> ALL (:told::uuid[]) THEN before.notified_at
            WHEN applicant.email IS NOT NULL THEN :now::timestamptz END
FROM unnest(:application_ids::uuid[]) AS one (id)
JOIN applicants AS applicant ON applicant.application_id = one.id
JOIN draws AS draw ON draw.id = :draw_id
LEFT JOIN draw_notices AS before ON before.draw_id = draw.follows_id AND before.application_id = one.id;

-- name: end_offers!
-- What an application was given for a correction is free from now on.
UPDATE occupancies AS held
SET period = held_until(held.period, :now), state = 'ENDED'
FROM correction_offers AS offer
WHERE offer.application_id = :application_id AND held.id = offer.occupancy_id
AND held.state = 'HOLDING' AND upper(held.period) > :now;
