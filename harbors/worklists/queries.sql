-- name: work_counts
-- How many applications of a round wait for each kind of work; those that this transaction may see.
SELECT waiting.work, count(*)::int AS count
FROM waiting_work(:round_id) AS waiting
JOIN applications AS application ON application.id = waiting.application_id
GROUP BY waiting.work;

-- name: waiting_for
-- The applications of a round that wait for one kind of work, in the order in which they came.
SELECT application.id
FROM waiting_work(:round_id) AS waiting
JOIN applications AS application ON application.id = waiting.application_id
WHERE waiting.work = :work
ORDER BY application.submitted_at, application.id
LIMIT :most;

-- name: balances
-- Demand and supply of a round by harbor or winter area, in steps of 500 mm; a place that has no width is in the step
-- from 0. What the draws of the round itself hold is free.
WITH round AS MATERIALIZED (
    SELECT round.id, round.provider_id, season_period(round.season_starts, round.season_ends, provider.time_zone) AS season,
           coalesce((round.rules #>> '{margins,beamMm}')::int, 0) AS margin_mm,
           CASE round.kind WHEN 'BERTH' THEN 'BERTH' ELSE 'WINTER_STORAGE_PLACE' END AS place_kind
    FROM rounds AS round
    JOIN providers AS provider ON provider.id = round.provider_id
    WHERE round.id = :round_id
),
supply AS (
    SELECT place.harbor_id, place.area_id, coalesce((place.width_mm - 1) / 500, 0) * 500 AS from_mm,
           count(*)::int AS places, count(*) FILTER (WHERE held.place_id IS NULL)::int AS free
    FROM round
    JOIN places AS place ON place.provider_id = round.provider_id AND place.kind = round.place_kind
    LEFT JOIN LATERAL (
        SELECT held.place_id FROM occupancies AS held
        WHERE held.place_id = place.id AND held.state = 'HOLDING' AND held.is_told AND held.period && round.season
        AND NOT EXISTS (SELECT FROM draws WHERE draws.id = held.draw_id AND draws.round_id = round.id)
        LIMIT 1
    ) AS held ON true
    WHERE place.is_active AND place.retired_at IS NULL
    GROUP BY 1, 2, 3
),
wishes AS (
    SELECT application.id, choice.rank, coalesce(choice.harbor_id, pier.harbor_id, place.harbor_id) AS harbor_id,
           coalesce(choice.area_id, section.area_id, place.area_id) AS area_id,
           (application.beam_mm + round.margin_mm - 1) / 500 * 500 AS from_mm
    FROM round
    JOIN applications AS application ON application.round_id = round.id AND application.status <> 'WITHDRAWN'
    JOIN application_choices AS choice ON choice.application_id = application.id
    LEFT JOIN piers AS pier ON pier.id = choice.pier_id
    LEFT JOIN winter_storage_sections AS section ON section.id = choice.section_id
    LEFT JOIN places AS place ON place.id = choice.place_id
),
demand AS (
    SELECT harbor_id, area_id, from_mm, count(DISTINCT id) FILTER (WHERE rank = 0)::int AS first_choices,
           count(DISTINCT id)::int AS choices
    FROM wishes
    GROUP BY 1, 2, 3
),
placed AS (
    SELECT place.harbor_id, place.area_id, (application.beam_mm + round.margin_mm - 1) / 500 * 500 AS from_mm,
           count(DISTINCT application.id)::int AS placed
    FROM round
    JOIN draws AS draw ON draw.round_id = round.id
    JOIN draw_awards AS award ON award.draw_id = draw.id
    JOIN occupancies AS held ON held.id = award.occupancy_id AND held.state = 'HOLDING'
    JOIN applications AS application ON application.id = award.application_id
    JOIN places AS place ON place.id = award.place_id
    GROUP BY 1, 2, 3
)
SELECT harbor_id, area_id, from_mm, from_mm + 500 AS to_mm, coalesce(sum(places), 0)::int AS places,
       coalesce(sum(free), 0)::int AS free, coalesce(sum(first_choices), 0)::int AS first_choices,
       coalesce(sum(choices), 0)::int AS choices, coalesce(sum(placed), 0)::int AS placed
FROM (
    SELECT harbor_id, area_id, from_mm, places, free, NULL::int AS first_choices, NULL::int AS choices,
           NULL::int AS placed
    FROM supply
    UNION ALL
    SELECT harbor_id, area_id, from_mm, NULL, NULL, first_choices, choices, NULL FROM demand
    UNION ALL
    SELECT harbor_id, area_id, from_mm, NULL, NULL, NULL, NULL, placed FROM placed
) AS counted
GROUP BY harbor_id, area_id, from_mm
ORDER BY harbor_id, area_id, from_mm;

-- name: refusal_counts
-- The choices that the newest draw of a round refused, by harbor or winter area and by ground.
SELECT coalesce(choice.harbor_id, pier.harbor_id, place.harbor_id) AS harbor_id,
       coalesce(choice.area_id, section.area_id, place.area_id) AS area_id,
       CASE WHEN refusal.event IS NULL THEN 'NOTHING_FITS' ELSE 'ALL_GIVEN' END AS ground,
       count(*)::int AS choices, count(DISTINCT refusal.application_id)::int AS applicants
FROM draw_refusals AS refusal
JOIN application_choices AS choice
     ON choice.application_id = refusal.application_id AND choice.rank = refusal.choice
LEFT JOIN piers AS pier ON pier.id = choice.pier_id
LEFT JOIN winter_storage_sections AS section ON section.id = choice.section_id
LEFT JOIN places AS place ON place.id = choice.place_id
WHERE refusal.draw_id = (
    SELECT id FROM draws WHERE round_id = :round_id AND kind <> 'REHEARSAL' ORDER BY created_at DESC LIMIT 1
)
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;

-- name: listed_applications
-- The applications of a round for a list to take along, in the order in which they came; what the newest draw came to
-- where there is one. An accessibility need is not in it.
SELECT application.id, application.person_id, application.reference, application.public_id, application.status,
       application.mode, application.channel, application.class_number, application.submitted_at,
       applicant.first_name, applicant.last_name, applicant.email, applicant.phone, applicant.municipality,
       application.language, application.boat_registration, application.length_mm, application.beam_mm,
       application.draught_mm, application.mass_kg,
       (
           SELECT string_agg(
               coalesce(harbor.name_fi, area.name_fi, harbor.name_en, area.name_en, '')
               || coalesce(' ' || pier.identifier, ' ' || section.identifier, '') || coalesce(' ' || place.number, ''),
               '; ' ORDER BY choice.rank)
           FROM application_choices AS choice
           LEFT JOIN places AS place ON place.id = choice.place_id
           LEFT JOIN piers AS pier ON pier.id = coalesce(choice.pier_id, place.pier_id)
           LEFT JOIN winter_storage_sections AS section ON section.id = coalesce(choice.section_id, place.section_id)
           LEFT JOIN harbors AS harbor ON harbor.id = coalesce(choice.harbor_id, pier.harbor_id, place.harbor_id)
           LEFT JOIN winter_storage_areas AS area ON area.id = coalesce(choice.area_id, section.area_id, place.area_id)
           WHERE choice.application_id = application.id
       ) AS choices,
       result.position, result.rank
FROM applications AS application
JOIN applicants AS applicant ON applicant.application_id = application.id
LEFT JOIN LATERAL (
    SELECT one.position, one.rank FROM draw_results AS one
    WHERE one.public_id = application.public_id AND one.draw_id = (
        SELECT id FROM draws WHERE round_id = :round_id AND kind <> 'REHEARSAL' ORDER BY created_at DESC LIMIT 1)
) AS result ON true
WHERE application.round_id = :round_id AND application.erased_at IS NULL
ORDER BY application.submitted_at, application.id;
