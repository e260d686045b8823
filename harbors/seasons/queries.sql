-- name: set_season$
-- A season of a provider, instead of what was told of the one of its kind that begins in the same year.
INSERT INTO seasons (id, provider_id, kind, year, starts, ends, sent_on, due_on, grace_days, modified_at)
VALUES (:id, :provider_id, :kind, extract(year FROM :starts::date), :starts, :ends, :sent_on, :due_on, :grace_days,
        :now)
ON CONFLICT (provider_id, kind, year) DO UPDATE
SET starts = excluded.starts, ends = excluded.ends, sent_on = excluded.sent_on, due_on = excluded.due_on,
    grace_days = excluded.grace_days, modified_at = excluded.modified_at
RETURNING id;

-- name: seasons_of
-- The seasons of a provider, the first first.
SELECT id, provider_id, kind, starts, ends, sent_on, due_on, grace_days FROM seasons
WHERE provider_id = :provider_id ORDER BY starts, kind;

-- name: hold_season_of_year^
-- The season of a kind that begins in a year; nobody else changes it until the transaction ends.
SELECT id, provider_id, kind, starts, ends, sent_on, due_on, grace_days FROM seasons
WHERE provider_id = :provider_id AND kind = :kind AND year = :year
FOR NO KEY UPDATE;

-- name: hold_season^
-- A season; nobody else changes it until the transaction ends.
SELECT id, provider_id, kind, starts, ends, sent_on, due_on, grace_days FROM seasons
WHERE id = :id
FOR NO KEY UPDATE;

-- name: season_with^
-- A season.
SELECT id, provider_id, kind, starts, ends, sent_on, due_on, grace_days FROM seasons WHERE id = :id;

-- name: place_of_seasons^
-- Of which kind a place of a provider is, and the time zone in which its days begin.
SELECT place.kind, provider.time_zone
FROM places AS place JOIN providers AS provider ON provider.id = place.provider_id
WHERE place.id = :place_id AND place.provider_id = :provider_id AND place.retired_at IS NULL;

-- name: has_leases$
-- Whether somebody has a lease of the season.
SELECT EXISTS (
    SELECT FROM leases AS lease JOIN places AS place ON place.id = lease.place_id AND place.kind = :kind
    WHERE lease.provider_id = :provider_id AND lease.season_starts = :starts AND lease.season_ends = :ends);

-- name: move_season!
-- The season has other days, for a reason that its tenants are told.
UPDATE seasons SET starts = :starts, ends = :ends, moved_for = :reason, modified_at = :now WHERE id = :id;

-- name: moved_for$
-- Why the season was moved the last time.
SELECT moved_for FROM seasons WHERE id = :id;
