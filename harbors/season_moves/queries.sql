-- name: in_play$
-- Whether a place of the season is held for somebody who has no lease yet, or is being given in a frozen round. No round
-- of the provider is frozen until the transaction ends; for the system.
WITH round AS MATERIALIZED (
    SELECT id, kind, published_at, season_starts, season_ends FROM rounds WHERE provider_id = :provider_id FOR KEY SHARE
)
SELECT EXISTS (
    SELECT FROM occupancies AS held
    JOIN places AS place ON place.id = held.place_id AND place.kind = :place_kind
    JOIN providers AS provider ON provider.id = place.provider_id
    WHERE place.provider_id = :provider_id AND held.state = 'HOLDING' AND held.kind <> 'LEASE'
    AND held.period && season_period(:starts, :ends, provider.time_zone))
OR EXISTS (
    SELECT FROM round JOIN freezes AS frozen ON frozen.round_id = round.id AND frozen.undone_at IS NULL
    WHERE round.published_at IS NULL AND round.kind = :kind AND round.season_starts = :starts
    AND round.season_ends = :ends);

-- name: hold_leases_of
-- The leases of a season that nobody ended, in order of id; nobody else changes them until the transaction ends.
SELECT lease.id FROM leases AS lease
JOIN places AS place ON place.id = lease.place_id AND place.kind = :place_kind
WHERE lease.provider_id = :provider_id AND lease.season_starts = :starts AND lease.season_ends = :ends
AND lease.status = 'ACTIVE'
ORDER BY lease.id
FOR UPDATE OF lease;

-- name: move_leases!
-- Leases have the season's other days: who began or ended with the season does so still, and who came later or leaves
-- earlier keeps that day. occupancies_never_overlap refuses a place that somebody else has in the days that are new.
WITH moved AS (
    UPDATE leases SET season_starts = :starts, season_ends = :ends WHERE id = ANY(:ids::uuid[])
    RETURNING occupancy_id, provider_id
),
whole AS (
    SELECT moved.occupancy_id, season_period(:old_starts, :old_ends, provider.time_zone) AS before,
           season_period(:starts, :ends, provider.time_zone) AS after
    FROM moved JOIN providers AS provider ON provider.id = moved.provider_id
),
target AS (
    SELECT whole.occupancy_id,
           CASE WHEN lower(held.period) <= lower(whole.before) THEN lower(whole.after)
                ELSE least(greatest(lower(held.period), lower(whole.after)), upper(whole.after) - interval '1 day') END AS starts,
           CASE WHEN upper(held.period) >= upper(whole.before) THEN upper(whole.after)
                ELSE greatest(least(upper(held.period), upper(whole.after)), lower(whole.after) + interval '1 day') END AS ends
    FROM whole JOIN occupancies AS held ON held.id = whole.occupancy_id
)
UPDATE occupancies SET period = tstzrange(starts, ends)
FROM target WHERE occupancies.id = target.occupancy_id AND starts < ends;

-- name: leases_of
-- The leases of a season that nobody ended, in order of id; for the system.
SELECT lease.id FROM leases AS lease
JOIN places AS place ON place.id = lease.place_id AND place.kind = :place_kind
WHERE lease.provider_id = :provider_id AND lease.season_starts = :starts AND lease.season_ends = :ends
AND lease.status = 'ACTIVE'
ORDER BY lease.id;
