-- name: renewable
-- The leases of a season that nobody ended and that run to its end, in order of id, after one of them.
SELECT lease.id FROM leases AS lease
JOIN places AS place ON place.id = lease.place_id AND place.kind = :place_kind
JOIN occupancies AS held ON held.id = lease.occupancy_id
JOIN providers AS provider ON provider.id = lease.provider_id
WHERE lease.provider_id = :provider_id AND lease.season_starts = :starts AND lease.season_ends = :ends
AND lease.status = 'ACTIVE' AND lease.erased_at IS NULL
AND upper(held.period) = upper(season_period(lease.season_starts, lease.season_ends, provider.time_zone))
ORDER BY lease.id;

-- name: facts
-- What the renewal of leases depends on: who would pay and is written to where, whether it is renewed or offered already
-- or another place is, whether somebody else has the place, and whether an order of the tenant's is overdue; for the
-- system.
SELECT lease.id,
       CASE
           WHEN EXISTS (SELECT FROM leases AS next
                        WHERE next.follows_id = lease.id AND next.season_starts = :starts AND next.season_ends = :ends)
                OR lease.status <> 'ACTIVE' AND EXISTS (SELECT FROM leases AS next WHERE next.follows_id = lease.id)
               THEN 'RENEWED'
           WHEN lease.status <> 'ACTIVE' OR lease.erased_at IS NOT NULL THEN 'NOT_ACTIVE'
           WHEN EXISTS (SELECT FROM offers AS offer
                        WHERE offer.previous_lease_id = lease.id AND offer.kind = 'RENEWAL'
                        AND offer.season_starts = :starts AND offer.season_ends = :ends
                        AND offer.status IN ('OPEN', 'ACCEPTED', 'DECLINED', 'EXPIRED')) THEN 'OFFERED_ALREADY'
           WHEN EXISTS (SELECT FROM offers AS offer WHERE offer.previous_lease_id = lease.id AND offer.status = 'OPEN')
               THEN 'OTHER_OFFER'
       END AS skip,
       coalesce(lease.tenant_name, organisation.name,
                nullif(concat_ws(' ', profile.first_name, profile.last_name), '')) AS payer_name,
       coalesce(CASE WHEN profile.email_verified_at IS NOT NULL THEN profile.email END,
                (SELECT speaker.email FROM representations AS claim
                 JOIN person_profiles AS speaker ON speaker.person_id = claim.person_id
                 WHERE claim.organisation_id = lease.organisation_id AND claim.status = 'VERIFIED'
                 AND speaker.email_verified_at IS NOT NULL AND speaker.email IS NOT NULL
                 ORDER BY claim.person_id LIMIT 1),
                lease.tenant_email) AS email,
       coalesce(profile.language, lease.tenant_language, 'fi') AS language,
       EXISTS (SELECT FROM occupancies AS other
               WHERE other.place_id = lease.place_id AND other.state = 'HOLDING' AND other.id <> lease.occupancy_id
               AND other.period && season_period(:starts, :ends, provider.time_zone)) AS taken,
       EXISTS (SELECT FROM orders AS owed
               WHERE owed.provider_id = lease.provider_id AND owed.status = 'OPEN' AND owed.expires_at <= :now
               AND (owed.person_id = lease.person_id OR owed.organisation_id = lease.organisation_id))
       OR EXISTS (SELECT FROM switch_dues AS due JOIN orders AS owed ON owed.id = due.order_id AND owed.status = 'OPEN'
                  WHERE due.lease_id = lease.id AND due.grace_until <= :now) AS owes
FROM leases AS lease
JOIN providers AS provider ON provider.id = lease.provider_id
LEFT JOIN person_profiles AS profile ON profile.person_id = lease.person_id
LEFT JOIN organisations AS organisation ON organisation.id = lease.organisation_id
WHERE lease.id = ANY(:ids::uuid[])
ORDER BY lease.id;

-- name: time_zone_of$
-- Where the days of a provider begin and end.
SELECT time_zone FROM providers WHERE id = :provider_id;

-- name: add_run!
-- A run of which nothing is made yet; renewal_runs_one_at_a_time refuses a second one into the same season.
INSERT INTO renewal_runs (id, provider_id, from_season_id, to_season_id, status, created_at)
VALUES (:id, :provider_id, :from_season_id, :to_season_id, 'RUNNING', :now);

-- name: add_items$
-- The leases that it is about; those that another run into this season has had are left to that one. How many.
WITH added AS (
    INSERT INTO renewal_items (run_id, lease_id, season_id, provider_id)
    SELECT :run_id, lease_id, :season_id, :provider_id FROM unnest(:lease_ids::uuid[]) AS lease_id
    ON CONFLICT (lease_id, season_id) DO NOTHING
    RETURNING 1
)
SELECT count(*)::int FROM added;

-- name: run_with^
-- A run.
SELECT id, provider_id, from_season_id, to_season_id, status, created_at FROM renewal_runs WHERE id = :id;

-- name: hold_run^
-- A run; nobody else moves it until the transaction ends.
SELECT id, provider_id, from_season_id, to_season_id, status, created_at FROM renewal_runs
WHERE id = :id FOR NO KEY UPDATE;

-- name: newest_run$
-- Whether renewals into a season have been sent, or are being sent.
SELECT EXISTS (SELECT FROM renewal_runs WHERE to_season_id = :season_id AND status <> 'CANCELLED');

-- name: move_run!
-- Where the run stands by now.
UPDATE renewal_runs SET status = :status, ended_at = CASE WHEN :status::text = 'RUNNING' THEN NULL ELSE :now::timestamptz END
WHERE id = :id;

-- name: next_items
-- The leases whose turn it is; nobody else takes them until the transaction ends.
SELECT lease_id FROM renewal_items
WHERE run_id = :run_id AND outcome IS NULL
ORDER BY lease_id
LIMIT :most
FOR UPDATE;

-- name: note_items!
-- What became of some of them.
UPDATE renewal_items AS item
SET outcome = told.outcome, offer_id = told.offer_id, code = told.code, problem = told.problem::jsonb,
    attempts = item.attempts + 1, noted_at = :now
FROM unnest(:lease_ids::uuid[], :outcomes::text[], :offer_ids::uuid[], :codes::text[], :problems::text[])
     AS told (lease_id, outcome, offer_id, code, problem)
WHERE item.run_id = :run_id AND item.lease_id = told.lease_id;

-- name: hold_items_of
-- A lease in the lists of runs, which hold it before they hold the lease.
SELECT season_id FROM renewal_items WHERE lease_id = :lease_id ORDER BY season_id FOR UPDATE;

-- name: note_by_tenant!
-- A tenant has renewed by themselves; a run that has the lease in its list still finds it renewed.
UPDATE renewal_items SET outcome = 'OFFERED', offer_id = :offer_id, code = NULL, problem = NULL,
                         attempts = attempts + 1, noted_at = :now
WHERE lease_id = :lease_id AND season_id = :season_id AND outcome IS DISTINCT FROM 'OFFERED';

-- name: forget_waiting!
-- The leases of a run that was stopped before their turn; another run takes them.
DELETE FROM renewal_items WHERE run_id = :run_id AND outcome IS NULL;

-- name: put_back$
-- Has those that failed wait again; how many.
WITH again AS (
    UPDATE renewal_items SET outcome = NULL, code = NULL, problem = NULL
    WHERE run_id = :run_id AND outcome = 'FAILED'
    RETURNING 1
)
SELECT count(*)::int FROM again;

-- name: open_renewal^
-- The offer by which a lease is renewed into a season, if it stands.
SELECT id FROM offers
WHERE previous_lease_id = :lease_id AND kind = 'RENEWAL' AND status IN ('OPEN', 'ACCEPTED')
AND season_starts = :starts AND season_ends = :ends
ORDER BY status, created_at DESC
LIMIT 1;

-- name: kind_of_place$
-- Of which kind a place is.
SELECT kind FROM places WHERE id = :id;

-- name: report
-- What became of how many leases of a run, by outcome and code.
SELECT coalesce(outcome, 'WAITING') AS outcome, code, count(*)::int AS leases
FROM renewal_items WHERE run_id = :run_id GROUP BY 1, 2 ORDER BY 1, 2;
