-- name: prospects
-- For each choice of a list, or for each harbor or winter area where the boat fits, in rounds: how many places in use fit
-- under the rules of the round, how many of them nobody holds in its season, with or without a tenant of the season
-- before; and who asked for the harbor in the last published round of the kind. Says again what the engine says of
-- fitting (``harbors.draws.fitting``); a test holds one against the other.
WITH round AS MATERIALIZED (
    SELECT round.id, round.provider_id, round.kind, round.rules,
           season_period(round.season_starts, round.season_ends, provider.time_zone) AS season,
           CASE round.kind WHEN 'BERTH' THEN 'BERTH' ELSE 'WINTER_STORAGE_PLACE' END AS place_kind,
           last.id AS last_id
    FROM rounds AS round
    JOIN providers AS provider ON provider.id = round.provider_id
    LEFT JOIN LATERAL (
        SELECT before.id
        FROM rounds AS before
        WHERE before.provider_id = round.provider_id AND before.kind = round.kind AND before.published_at IS NOT NULL
        AND before.season_starts < round.season_starts
        ORDER BY before.season_starts DESC, before.published_at DESC, before.id
        LIMIT 1
    ) AS last ON true
    WHERE round.id = ANY(:round_ids::uuid[])
),
margins AS MATERIALIZED (
    SELECT round.id AS round_id, of.mooring, (of.told ->> 'beamMm')::bigint AS beam_mm,
           (of.told ->> 'lengthMm')::bigint AS length_mm, (of.told ->> 'depthMm')::bigint AS depth_mm
    FROM round
    CROSS JOIN LATERAL (
        SELECT NULL AS mooring, round.rules -> 'margins' AS told
        UNION ALL
        SELECT key, value FROM jsonb_each(round.rules -> 'byMooring')
    ) AS of
),
fitting AS MATERIALIZED (
    SELECT round.id AS round_id, place.id, coalesce(place.harbor_id, place.area_id) AS site_id,
           coalesce(place.pier_id, place.section_id) AS part_id,
           NOT EXISTS (
               SELECT FROM occupancies AS held
               WHERE held.place_id = place.id AND held.state = 'HOLDING' AND held.is_told
               AND held.period && round.season) AS to_give,
           EXISTS (
               SELECT FROM occupancies AS lease
               WHERE lease.place_id = place.id AND lease.state = 'HOLDING' AND lease.kind = 'LEASE'
               AND lower(lease.period) > lower(round.season) - interval '400 days'
               AND upper(lease.period) <= lower(round.season)) AS has_tenant
    FROM round
    JOIN places AS place ON place.provider_id = round.provider_id AND place.kind = round.place_kind
    JOIN margins AS common ON common.round_id = round.id AND common.mooring IS NULL
    LEFT JOIN margins AS own ON own.round_id = round.id AND own.mooring = place.mooring
    LEFT JOIN piers AS pier ON pier.id = place.pier_id
    LEFT JOIN harbors AS harbor ON harbor.id = place.harbor_id
    LEFT JOIN winter_storage_sections AS section ON section.id = place.section_id
    LEFT JOIN winter_storage_areas AS area ON area.id = place.area_id
    LEFT JOIN LATERAL (
        SELECT reserve.told ->> 'flag' AS flag
        FROM jsonb_array_elements(coalesce(round.rules -> 'reserves', '[]')) WITH ORDINALITY AS reserve (told, number)
        WHERE CASE jsonb_typeof(reserve.told -> 'placeIds') WHEN 'array' THEN reserve.told -> 'placeIds' ? place.id::text
              ELSE coalesce(place.is_accessible, false) END
        ORDER BY reserve.number
        LIMIT 1
    ) AS reserve ON true
    WHERE place.is_active AND place.retired_at IS NULL
    AND coalesce(pier.is_active AND pier.retired_at IS NULL, true)
    AND coalesce(harbor.is_active AND harbor.retired_at IS NULL, true)
    AND coalesce(section.is_active AND section.retired_at IS NULL, true)
    AND coalesce(area.is_active AND area.retired_at IS NULL, true)
    AND (:everywhere::boolean OR place.harbor_id = ANY(:choice_ids::uuid[]) OR place.pier_id = ANY(:choice_ids::uuid[])
         OR place.area_id = ANY(:choice_ids::uuid[]) OR place.section_id = ANY(:choice_ids::uuid[])
         OR place.id = ANY(:choice_ids::uuid[]))
    AND coalesce(place.width_mm >= :beam_mm::bigint + coalesce(own.beam_mm, common.beam_mm), true)
    AND coalesce(place.length_mm >= :length_mm::bigint + coalesce(own.length_mm, common.length_mm), true)
    AND coalesce(place.depth_mm >= :draught_mm::bigint + coalesce(own.depth_mm, common.depth_mm), true)
    AND coalesce(place.max_mass_kg >= :mass_kg::bigint, true)
    AND coalesce(round.rules -> 'moorings' -> :boat_type_id::text ? place.mooring, true)
    AND (reserve.flag IS NULL OR reserve.flag = 'ACCESSIBLE' AND :accessibility_required::boolean)
),
wanted AS (
    SELECT round.id AS round_id, choice.kind, choice.id, choice.number
    FROM round
    CROSS JOIN unnest(:choice_kinds::text[], :choice_ids::uuid[]) WITH ORDINALITY AS choice (kind, id, number)
    WHERE NOT :everywhere
    UNION ALL
    SELECT site.round_id, CASE WHEN harbor.id IS NULL THEN 'AREA' ELSE 'HARBOR' END, site.site_id,
           row_number() OVER (PARTITION BY site.round_id
                              ORDER BY coalesce(harbor.name_sort, area.name_sort), site.site_id)
    FROM (SELECT DISTINCT round_id, site_id FROM fitting) AS site
    LEFT JOIN harbors AS harbor ON harbor.id = site.site_id
    LEFT JOIN winter_storage_areas AS area ON area.id = site.site_id
    WHERE :everywhere AND site.site_id IS NOT NULL
),
counted AS (
    SELECT wanted.round_id, wanted.kind, wanted.id, wanted.number, count(fitting.id)::int AS fitting,
           count(*) FILTER (WHERE fitting.to_give AND NOT fitting.has_tenant)::int AS free,
           count(*) FILTER (WHERE fitting.to_give AND fitting.has_tenant)::int AS kept
    FROM wanted
    LEFT JOIN fitting ON fitting.round_id = wanted.round_id
         AND CASE WHEN wanted.kind IN ('HARBOR', 'AREA') THEN fitting.site_id
             WHEN wanted.kind IN ('PIER', 'SECTION') THEN fitting.part_id ELSE fitting.id END = wanted.id
    WHERE wanted.number <= :most
    GROUP BY wanted.round_id, wanted.kind, wanted.id, wanted.number
)
SELECT counted.round_id, counted.kind, counted.id, counted.fitting, counted.free, counted.kept, demand.round_id AS last_id,
       demand.applicants, demand.first_choices, demand.placed
FROM counted
JOIN round ON round.id = counted.round_id
LEFT JOIN piers AS pier ON pier.id = counted.id
LEFT JOIN winter_storage_sections AS section ON section.id = counted.id
LEFT JOIN places AS place ON place.id = counted.id
LEFT JOIN round_demand AS demand ON demand.round_id = round.last_id
     AND demand.site_id = coalesce(pier.harbor_id, section.area_id, place.harbor_id, place.area_id, counted.id)
ORDER BY counted.round_id, counted.number;

-- name: forget_demand!
-- What was told of an earlier version of the draw.
DELETE FROM round_demand WHERE round_id = :round_id;

-- name: keep_demand!
-- Who asked for each harbor or winter area in the draw of a round, and how many got a place there. Of what is sealed only
-- what was won is counted: whoever takes the public records away from these figures is left with nothing. Who keeps the
-- own place asks for nothing. Of fewer than five nothing is told.
WITH entrant AS MATERIALIZED (
    SELECT application.id, result.is_sealed, result.rank, award.place_id
    FROM draw_results AS result
    JOIN applications AS application
         ON application.public_id = result.public_id AND application.round_id = :round_id
    LEFT JOIN draw_awards AS award ON award.draw_id = result.draw_id AND award.application_id = application.id
    WHERE result.draw_id = :draw_id AND application.mode <> 'RENEW'
),
won AS MATERIALIZED (
    SELECT entrant.id, coalesce(place.harbor_id, place.area_id) AS site_id
    FROM entrant
    JOIN application_choices AS choice ON choice.application_id = entrant.id AND choice.rank = entrant.rank
    JOIN places AS place ON place.id = entrant.place_id
),
asked AS MATERIALIZED (
    SELECT entrant.id, site.id AS site_id, min(choice.rank) AS rank
    FROM entrant
    JOIN application_choices AS choice ON choice.application_id = entrant.id
    LEFT JOIN piers AS pier ON pier.id = choice.pier_id
    LEFT JOIN winter_storage_sections AS section ON section.id = choice.section_id
    LEFT JOIN places AS place ON place.id = choice.place_id
    CROSS JOIN LATERAL (
        SELECT coalesce(choice.harbor_id, pier.harbor_id, choice.area_id, section.area_id, place.harbor_id,
                        place.area_id) AS id
    ) AS site
    WHERE NOT entrant.is_sealed
    GROUP BY entrant.id, site.id
),
told AS (
    SELECT id, site_id, asked.rank, won.id IS NOT NULL AS placed
    FROM asked FULL JOIN won USING (id, site_id)
)
INSERT INTO round_demand (round_id, harbor_id, area_id, applicants, first_choices, placed)
SELECT :round_id, harbor.id, area.id, count(*), count(*) FILTER (WHERE told.rank = 0), count(*) FILTER (WHERE told.placed)
FROM told
LEFT JOIN harbors AS harbor ON harbor.id = told.site_id
LEFT JOIN winter_storage_areas AS area ON area.id = told.site_id
WHERE num_nonnulls(harbor.id, area.id) = 1
GROUP BY harbor.id, area.id
HAVING count(*) >= 5;
