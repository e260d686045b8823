-- name: free_places
-- The berths on offer of a round's provider that nobody holds during its season, with ids as text, in order of id.
SELECT berth.id::text, berth.harbor_id::text AS harbor, berth.pier_id::text AS pier, berth.width_mm, berth.length_mm,
       berth.depth_mm, berth.max_mass_kg, berth.mooring
FROM rounds AS round
JOIN providers AS provider ON provider.id = round.provider_id
JOIN berths_on_offer AS berth ON berth.provider_id = round.provider_id
WHERE round.id = :round_id AND NOT EXISTS (
    SELECT FROM occupancies AS held
    WHERE held.place_id = berth.id AND held.state = 'HOLDING'
      AND held.period && season_period(round.season_starts, round.season_ends, provider.time_zone))
ORDER BY berth.id;

-- name: entrants
-- The applications of a round that stand, in order of public id; a choice has an entry in each of the three lists.
SELECT application.id, application.public_id, application.class_number, application.boat_type_id::text AS boat_type,
       application.beam_mm, application.length_mm, application.draught_mm, application.mass_kg,
       list.harbors, list.piers, list.berths
FROM applications AS application
CROSS JOIN LATERAL (
    SELECT array_agg(coalesce(choice.harbor_id, pier.harbor_id)::text ORDER BY choice.rank) AS harbors,
           array_agg(choice.pier_id::text ORDER BY choice.rank) AS piers,
           array_agg(choice.place_id::text ORDER BY choice.rank) AS berths
    FROM application_choices AS choice
    LEFT JOIN piers AS pier ON pier.id = choice.pier_id
    WHERE choice.application_id = application.id
) AS list
WHERE application.round_id = :round_id AND application.status = 'SUBMITTED'
ORDER BY application.public_id;

-- name: add_draw!
-- The first draw of a round; draws_version_unique refuses another.
INSERT INTO draws (id, round_id, version, seed, engine, applicant_count, place_count, award_count, result_digest,
                   created_at)
VALUES (:id, :round_id, 1, :seed, :engine, :applicant_count, :place_count, :award_count, :result_digest, :now);

-- name: add_results!
-- Who won which choice, by ticket, in the order of the queue.
INSERT INTO draw_results (draw_id, position, public_id, ticket, class_number, rank)
SELECT :draw_id, result.position, result.public_id, result.ticket, result.class_number, result.rank
FROM unnest(:public_ids::text[], :tickets::text[], :class_numbers::int[], :ranks::int[])
     WITH ORDINALITY AS result (public_id, ticket, class_number, rank, position);

-- name: add_closures!
-- When each place closed that did.
INSERT INTO draw_closures (draw_id, place_id, event)
SELECT :draw_id, closure.place_id, closure.event
FROM unnest(:place_ids::uuid[], :events::int[]) AS closure (place_id, event);

-- name: add_awards!
-- Who gets which place, and the places held for the season; occupancies_never_overlap refuses one that is taken.
WITH award AS (
    SELECT * FROM unnest(:application_ids::uuid[], :place_ids::uuid[]) AS award (application_id, place_id)
),
held AS (
    INSERT INTO occupancies (place_id, period, span, kind, state, draw_id, created_at)
    SELECT award.place_id, season_period(round.season_starts, round.season_ends, provider.time_zone),
           int4range(0, 1), 'AWARD', 'HOLDING', :draw_id, :now
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
INSERT INTO draw_refusals (draw_id, application_id, choice, event, fit)
SELECT :draw_id, refusal.application_id, refusal.choice, refusal.event, refusal.fit
FROM unnest(:application_ids::uuid[], :choices::int[], :events::int[], :fits::int[])
     AS refusal (application_id, choice, event, fit);

-- name: draw_of_round^
-- The draw of a round that counts: its newest.
SELECT id, version, seed, engine, applicant_count, place_count, award_count, result_digest, created_at
FROM draws
WHERE round_id = :round_id
ORDER BY version DESC
LIMIT 1;

-- name: results
-- The published results of a draw, in the order of the queue.
SELECT position, public_id, ticket, class_number, rank
FROM draw_results
WHERE draw_id = :draw_id
ORDER BY position;

-- name: result_of^
-- What a draw came to for one public id, and the place where this transaction may see it.
SELECT result.position, result.ticket, result.class_number, result.rank, award.place_id
FROM draw_results AS result
JOIN applications AS application ON application.public_id = result.public_id
LEFT JOIN draw_awards AS award ON award.draw_id = result.draw_id AND award.application_id = application.id
WHERE result.draw_id = :draw_id AND application.id = :application_id;

-- name: refusals_of
-- Why one application did not get its better choices: the fitting places, the whole set of places of that harbor that
-- was closed by the event, both in place order, and how many of these the draw gave to somebody.
SELECT refusal.choice, refusal.event, fit.place_ids AS fitting,
       coalesce(tight.place_ids, '{}') AS tight, coalesce(tight.holders, 0) AS holders
FROM draw_refusals AS refusal
JOIN draw_fits AS fit ON fit.draw_id = refusal.draw_id AND fit.number = refusal.fit
LEFT JOIN LATERAL (
    SELECT array_agg(place.id ORDER BY place.width_mm::bigint * place.length_mm NULLS LAST, place.id) AS place_ids,
           count(*) FILTER (WHERE EXISTS (
               SELECT FROM occupancies AS held
               WHERE held.place_id = place.id AND held.draw_id = refusal.draw_id)) AS holders
    FROM draw_closures AS closure
    JOIN places AS place ON place.id = closure.place_id
    WHERE closure.draw_id = refusal.draw_id AND closure.event <= refusal.event
      AND place.harbor_id = (SELECT harbor_id FROM places WHERE id = fit.place_ids[1])
) AS tight ON refusal.event IS NOT NULL
WHERE refusal.draw_id = :draw_id AND refusal.application_id = :application_id
ORDER BY refusal.choice;
