-- name: open_rounds
-- The rounds that are open, or closed and not frozen: their odds may still change.
SELECT id FROM rounds
WHERE opens_at <= :now AND frozen_at IS NULL AND drawn_at IS NULL
ORDER BY id;

-- name: round_by_id^
-- A round with its rules as text.
SELECT id, provider_id, code, name_fi, name_sv, name_en, kind, season_starts, season_ends, opens_at, closes_at,
       publishes_at, upgrades_until, policy, rules::text AS rules, rules_version, previous_round_id, closed_at,
       frozen_at, drawn_at, released_at, published_at
FROM rounds
WHERE id = :id;

-- name: keep_application_odds!
-- How often each application of a round came out how.
-- What each choice came to is written as an array in text.
INSERT INTO application_odds (application_id, round_id, seeds, won, kept, nothing, as_of)
SELECT application.id, application.round_id, :seeds, told.won::int[], told.kept, told.nothing, :as_of
FROM unnest(:public_ids::text[], :won::text[], :kept::int[], :nothing::int[]) AS told (public_id, won, kept, nothing)
JOIN applications AS application ON application.public_id = told.public_id AND application.round_id = :round_id
ON CONFLICT (application_id) DO UPDATE
SET seeds = EXCLUDED.seeds, won = EXCLUDED.won, kept = EXCLUDED.kept, nothing = EXCLUDED.nothing,
    as_of = EXCLUDED.as_of;

-- name: forget_application_odds!
-- Those of applications that take no part any more.
DELETE FROM application_odds WHERE round_id = :round_id AND as_of < :as_of;

-- name: keep_round_odds!
-- How those who ask for a harbor, or for a winter area, with boats of a beam come out.
INSERT INTO round_odds (round_id, harbor_id, area_id, beam_from_mm, beam_to_mm, applicants, seeds, here, here_low,
                        here_high, elsewhere, elsewhere_low, elsewhere_high, nothing, nothing_low, nothing_high, as_of)
SELECT :round_id, harbor.id, area.id, one.beam_from_mm, one.beam_to_mm, one.applicants, :seeds, one.here, one.here_low,
       one.here_high, one.elsewhere, one.elsewhere_low, one.elsewhere_high, one.nothing, one.nothing_low,
       one.nothing_high, :as_of
FROM unnest(:site_ids::uuid[], :beams_from::int[], :beams_to::int[], :applicants::int[], :here::float8[],
            :here_low::float8[], :here_high::float8[], :elsewhere::float8[], :elsewhere_low::float8[],
            :elsewhere_high::float8[], :nothing::float8[], :nothing_low::float8[], :nothing_high::float8[])
     AS one (site_id, beam_from_mm, beam_to_mm, applicants, here, here_low, here_high, elsewhere, elsewhere_low,
             elsewhere_high, nothing, nothing_low, nothing_high)
LEFT JOIN harbors AS harbor ON harbor.id = one.site_id
LEFT JOIN winter_storage_areas AS area ON area.id = one.site_id
ON CONFLICT (round_id, site_id, beam_to_mm) DO UPDATE
SET applicants = EXCLUDED.applicants, seeds = EXCLUDED.seeds, here = EXCLUDED.here, here_low = EXCLUDED.here_low,
    here_high = EXCLUDED.here_high, elsewhere = EXCLUDED.elsewhere, elsewhere_low = EXCLUDED.elsewhere_low,
    elsewhere_high = EXCLUDED.elsewhere_high, nothing = EXCLUDED.nothing, nothing_low = EXCLUDED.nothing_low,
    nothing_high = EXCLUDED.nothing_high, as_of = EXCLUDED.as_of;

-- name: forget_round_odds!
-- Those of groups that have become too small.
DELETE FROM round_odds WHERE round_id = :round_id AND as_of < :as_of;

-- name: own_odds^
-- How often an application that this transaction may see came out how, unless it was changed since. A change that was
-- under way when the round was read bears a time before it: a minute is longer than any transaction.
SELECT odds.seeds, odds.won, odds.kept, odds.nothing
FROM application_odds AS odds
JOIN applications AS application ON application.id = odds.application_id
WHERE odds.application_id = :application_id AND application.status = 'SUBMITTED'
AND odds.as_of >= greatest(application.submitted_at, application.edited_at) + interval '1 minute';
