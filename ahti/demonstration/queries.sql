-- name: submitted$
-- The mail addresses of those whose applications a round holds already.
SELECT coalesce(array_agg(applicant.email), '{}')
FROM applications AS application
JOIN applicants AS applicant ON applicant.application_id = application.id
WHERE application.round_id = :round_id;

-- name: outcome_by_harbor
-- How many berths of each harbor the first draw gave, out of how many: to tenants who stayed, and to which choices of
-- those who moved there; harbors of the provider only.
SELECT harbor.name_fi AS harbor, count(berth.id) AS berths, count(award.place_id) AS given,
       count(*) FILTER (WHERE award.place_id = lease.place_id) AS stayed,
       count(*) FILTER (WHERE result.rank = 0 AND award.place_id IS DISTINCT FROM lease.place_id) AS first,
       count(*) FILTER (WHERE result.rank IN (1, 2) AND award.place_id IS DISTINCT FROM lease.place_id)
           AS second_or_third,
       count(*) FILTER (WHERE result.rank > 2 AND award.place_id IS DISTINCT FROM lease.place_id) AS later
FROM rounds AS round
JOIN draws AS draw ON draw.round_id = round.id AND draw.kind = 'DRAW' AND draw.version = (
    SELECT min(version) FROM draws WHERE round_id = round.id AND kind = 'DRAW')
JOIN berths_on_offer AS berth ON berth.provider_id = round.provider_id
JOIN harbors AS harbor ON harbor.id = berth.harbor_id
LEFT JOIN draw_awards AS award ON award.draw_id = draw.id AND award.place_id = berth.id
LEFT JOIN applications AS application ON application.id = award.application_id
LEFT JOIN leases AS lease ON lease.id = application.lease_id
LEFT JOIN draw_results AS result ON result.draw_id = draw.id AND result.public_id = application.public_id
WHERE round.id = :round_id
GROUP BY harbor.id
ORDER BY harbor.name_sort, harbor.id;

-- name: outcome_by_class
-- How many newcomers of each class won which choice in the first draw; and of those who exchange, with the class null:
-- who stays where he was is not placed by that.
SELECT CASE WHEN application.mode = 'NEW' THEN application.class_number END AS class_number,
       count(*) AS applications,
       count(*) FILTER (WHERE moved.has) AS placed,
       count(*) FILTER (WHERE moved.has AND result.rank = 0) AS first,
       count(*) FILTER (WHERE moved.has AND result.rank IN (1, 2)) AS second_or_third,
       count(*) FILTER (WHERE moved.has AND result.rank > 2) AS later
FROM draws AS draw
JOIN draw_results AS result ON result.draw_id = draw.id
JOIN applications AS application ON application.round_id = draw.round_id AND application.public_id = result.public_id
LEFT JOIN draw_cycles AS cycle ON cycle.draw_id = draw.id AND cycle.application_id = application.id
CROSS JOIN LATERAL (
    SELECT CASE WHEN application.mode = 'NEW' THEN result.rank IS NOT NULL ELSE cycle.draw_id IS NOT NULL END AS has
) AS moved
WHERE draw.round_id = :round_id AND application.mode <> 'RENEW' AND draw.kind = 'DRAW' AND draw.version = (
    SELECT min(version) FROM draws WHERE round_id = :round_id AND kind = 'DRAW')
GROUP BY 1
ORDER BY 1 NULLS LAST;

-- name: renewed$
-- How many tenants keep their berth because they asked for nothing else.
SELECT count(*) FROM applications WHERE round_id = :round_id AND mode = 'RENEW';

-- name: exchanged
-- Some of those who gave a berth for another in the first draw, of the largest cycles first.
SELECT gave.name_fi AS gave_harbor, gave_pier.identifier AS gave_pier, gave_place.number AS gave_number,
       got.name_fi AS got_harbor, got_pier.identifier AS got_pier, got_place.number AS got_number, cycle.size
FROM draws AS draw
JOIN draw_cycles AS cycle ON cycle.draw_id = draw.id
JOIN places AS gave_place ON gave_place.id = cycle.gave_place_id
JOIN piers AS gave_pier ON gave_pier.id = gave_place.pier_id
JOIN harbors AS gave ON gave.id = gave_place.harbor_id
JOIN places AS got_place ON got_place.id = cycle.got_place_id
JOIN piers AS got_pier ON got_pier.id = got_place.pier_id
JOIN harbors AS got ON got.id = got_place.harbor_id
WHERE draw.round_id = :round_id AND draw.kind = 'DRAW' AND draw.version = (
    SELECT min(version) FROM draws WHERE round_id = :round_id AND kind = 'DRAW')
ORDER BY cycle.size DESC, cycle.event, cycle.application_id
LIMIT :most;

-- name: person_of_subject$
-- Somebody of the sign-in page, whatever the port of the issuer was.
SELECT person_id FROM person_identities
WHERE subject = :subject AND issuer ~ '^http://[^/]+/issuer$'
ORDER BY created_at
LIMIT 1;

-- name: know_again!
-- One whom the demonstration's issuer knew at another port is known at this one, too.
INSERT INTO person_identities (issuer, subject, person_id, created_at)
SELECT :issuer, :subject, person_id, :now
FROM person_identities
WHERE subject = :subject AND issuer ~ '^http://[^/]+/issuer$'
ORDER BY created_at
LIMIT 1
ON CONFLICT DO NOTHING;

-- name: add_member!
-- Lets a person act for a provider; a role that was changed in the meantime stays as it is.
INSERT INTO provider_members (provider_id, person_id, role, created_at)
VALUES (:provider_id, :person_id, :role, :now)
ON CONFLICT DO NOTHING;

-- name: last_season$
-- The first day of the newest season of which a provider has leases.
SELECT max(season_starts) FROM leases WHERE provider_id = :provider_id;

-- name: add_people!
-- People, who have an empty profile from the start.
INSERT INTO people (id, created_at) SELECT id, :now FROM unnest(:ids::uuid[]) AS tenant (id);

-- name: tell_of_people!
-- What people told of themselves; their mail addresses are known to be theirs.
UPDATE person_profiles AS profile
SET first_name = tenant.first_name, last_name = tenant.last_name, email = tenant.email, email_verified_at = :now,
    language = tenant.language, municipality = tenant.municipality, municipality_source = 'SELF_DECLARED',
    municipality_on = :now::timestamptz::date, modified_at = :now
FROM unnest(:ids::uuid[], :first_names::text[], :last_names::text[], :emails::text[], :languages::text[],
            :municipalities::text[]) AS tenant (id, first_name, last_name, email, language, municipality)
WHERE profile.person_id = tenant.id;

-- name: has_lease$
-- Whether a person has, or had, a lease.
SELECT EXISTS (SELECT FROM leases WHERE person_id = :person_id);

-- name: unlet_berth^
-- A berth of a provider that nobody had in a season and that is large enough, and the last day of the season.
SELECT berth.id, (SELECT max(season_ends) FROM leases
                  WHERE provider_id = :provider_id AND season_starts = :season_starts) AS season_ends
FROM berths_on_offer AS berth
WHERE berth.provider_id = :provider_id AND berth.width_mm >= :beam_mm::int + 400 AND berth.length_mm >= :length_mm
AND NOT EXISTS (SELECT FROM leases WHERE place_id = berth.id AND season_starts = :season_starts)
ORDER BY berth.width_mm, berth.id
LIMIT 1;
