-- name: told_of^
-- The draw that counts for an application of which the result was told, when its applicant was notified, and for how many
-- days a correction can be asked for.
SELECT draw.id AS draw_id, notice.notified_at,
       coalesce((round.rules ->> 'correctionDays')::int, 14) AS correction_days
FROM applications AS application
JOIN rounds AS round ON round.id = application.round_id
JOIN draws AS draw ON draw.round_id = application.round_id
JOIN draw_results AS result ON result.draw_id = draw.id AND result.public_id = application.public_id
LEFT JOIN draw_notices AS notice ON notice.draw_id = draw.id AND notice.application_id = application.id
WHERE application.id = :application_id AND draw.kind <> 'REHEARSAL' AND draw.published_at IS NOT NULL
AND draw.superseded_at IS NULL
ORDER BY draw.created_at DESC, draw.version DESC
LIMIT 1;

-- name: add_correction!
-- What an applicant asks for; corrections_one_open refuses a second while one is open.
INSERT INTO corrections (id, draw_id, application_id, request, status, asked_at)
VALUES (:id, :draw_id, :application_id, :request, 'OPEN', :now);

-- name: find_correction^
-- A request that this transaction may see.
SELECT correction.id, correction.draw_id, correction.application_id, application.round_id, round.provider_id,
       application.person_id, correction.status, correction.request, correction.asked_at, correction.decided_at,
       correction.reason, offer.place_id
FROM corrections AS correction
JOIN applications AS application ON application.id = correction.application_id
JOIN rounds AS round ON round.id = application.round_id
LEFT JOIN correction_offers AS offer ON offer.correction_id = correction.id
WHERE correction.id = :id;

-- name: lock_correction$
-- Where a request stands; nobody else decides it until the transaction ends. For the system.
SELECT status FROM corrections WHERE id = :id FOR UPDATE;

-- name: corrections_of
-- The requests about an application that this transaction may see, in order.
SELECT correction.id, correction.draw_id, correction.application_id, application.round_id, round.provider_id,
       application.person_id, correction.status, correction.request, correction.asked_at, correction.decided_at,
       correction.reason, offer.place_id
FROM corrections AS correction
JOIN applications AS application ON application.id = correction.application_id
JOIN rounds AS round ON round.id = application.round_id
LEFT JOIN correction_offers AS offer ON offer.correction_id = correction.id
WHERE correction.application_id = :application_id
ORDER BY correction.asked_at, correction.id;

-- name: decide!
-- What was found of a request, by whom and why.
UPDATE corrections SET status = :status, decided_at = :now, decided_by = :by, reason = :reason WHERE id = :id;

-- name: end_awards!
-- What an application was given in a round is free from now on: it gets another place. What has begun by now stays as it
-- was until then.
UPDATE occupancies AS held
SET period = held_until(held.period, :now), state = 'ENDED'
WHERE held.state = 'HOLDING' AND held.kind = 'AWARD' AND upper(held.period) > :now AND held.id IN (
    SELECT award.occupancy_id
    FROM draw_awards AS award
    JOIN draws AS draw ON draw.id = award.draw_id AND draw.round_id = :round_id
    WHERE award.application_id = :application_id
    UNION ALL
    SELECT offer.occupancy_id
    FROM correction_offers AS offer
    JOIN corrections AS correction ON correction.id = offer.correction_id
    JOIN draws AS draw ON draw.id = correction.draw_id AND draw.round_id = :round_id
    WHERE offer.application_id = :application_id
);

-- name: add_offer!
-- A place for the season of the round, on the ground of a request; occupancies_never_overlap refuses one that is taken.
WITH held AS (
    INSERT INTO occupancies (place_id, period, span, kind, state, created_at)
    SELECT :place_id, season_period(round.season_starts, round.season_ends, provider.time_zone), int4range(0, 1), 'AWARD',
           'HOLDING', :now
    FROM rounds AS round
    JOIN providers AS provider ON provider.id = round.provider_id
    WHERE round.id = :round_id
    RETURNING id
)
INSERT INTO correction_offers (correction_id, application_id, place_id, occupancy_id)
SELECT :id, :application_id, :place_id, held.id FROM held;

-- name: is_given_on$
-- Whether places of a draw were given on or let since, as by a batch they always are: then it cannot be made again. For
-- the system.
SELECT EXISTS (SELECT FROM draws WHERE id = :draw_id AND kind = 'BATCH')
    OR EXISTS (SELECT FROM batches WHERE follows_id = :draw_id AND undone_at IS NULL)
    OR EXISTS (
        SELECT FROM draw_awards AS award
        JOIN occupancies AS held ON held.id = award.occupancy_id
        JOIN occupancies AS other ON other.place_id = held.place_id AND other.id <> held.id
             AND other.state = 'HOLDING' AND other.period && held.period
        WHERE award.draw_id = :draw_id)
    OR EXISTS (
        SELECT FROM correction_offers AS offer
        JOIN corrections AS correction ON correction.id = offer.correction_id AND correction.draw_id = :draw_id
        JOIN occupancies AS held ON held.id = offer.occupancy_id AND held.state = 'HOLDING');
