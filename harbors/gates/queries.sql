-- name: hold_site!
-- One after the other tells what lets tenants in at a site.
SELECT pg_advisory_xact_lock(hashtextextended('gate ' || :id::uuid, 0));

-- name: end_gates$
-- What has let tenants in at a site does so until an instant; how many had it until then.
WITH ended AS (
    UPDATE gates SET ends_at = greatest(starts_at, :at)
    WHERE coalesce(harbor_id, pier_id, area_id) = :site_id AND (ends_at IS NULL OR ends_at > :at)
    RETURNING starts_at
)
SELECT count(*)::int FROM ended WHERE starts_at < :at;

-- name: add_gate!
-- What lets tenants in at a site from an instant on.
INSERT INTO gates (id, provider_id, harbor_id, pier_id, area_id, code, key_fi, key_sv, key_en, arrival_fi, arrival_sv,
                   arrival_en, lead_days, starts_at, created_at)
VALUES (:id, :provider_id, CASE WHEN :kind::text = 'HARBOR' THEN :site_id::uuid END,
        CASE WHEN :kind::text = 'PIER' THEN :site_id::uuid END,
        CASE WHEN :kind::text = 'WINTER_STORAGE_AREA' THEN :site_id::uuid END,
        :code, :key_fi, :key_sv, :key_en, :arrival_fi, :arrival_sv, :arrival_en, :lead_days, :starts_at, :now);

-- name: gate_with^
-- What lets tenants in, and what people call the site; for clerks and the system.
SELECT gate.id, gate.provider_id, gate.harbor_id, gate.pier_id, gate.area_id, gate.code, gate.key_fi, gate.key_sv,
       gate.key_en, gate.arrival_fi, gate.arrival_sv, gate.arrival_en, gate.lead_days, gate.starts_at, gate.ends_at,
       coalesce(harbor.name_fi, area.name_fi) AS name_fi, coalesce(harbor.name_sv, area.name_sv) AS name_sv,
       coalesce(harbor.name_en, area.name_en) AS name_en, pier.identifier
FROM gates AS gate
LEFT JOIN piers AS pier ON pier.id = gate.pier_id
LEFT JOIN harbors AS harbor ON harbor.id = coalesce(gate.harbor_id, pier.harbor_id)
LEFT JOIN winter_storage_areas AS area ON area.id = gate.area_id
WHERE gate.id = :id;

-- name: leases_seen
-- Those of these leases that this transaction sees, with their providers.
SELECT id, provider_id FROM leases WHERE id = ANY(:ids::uuid[]) AND status = 'ACTIVE';

-- name: entries_of
-- What lets tenants in at this instant by these leases, the harbor before its pier; to clerks whenever the lease runs, to
-- tenants from the lead time on, while the lease holds its place and nothing is owed for it. For the system.
SELECT lease.id AS lease_id, gate.id, gate.provider_id, gate.harbor_id, gate.pier_id, gate.area_id, gate.code,
       gate.key_fi, gate.key_sv, gate.key_en, gate.arrival_fi, gate.arrival_sv, gate.arrival_en, gate.lead_days,
       gate.starts_at, gate.ends_at, coalesce(harbor.name_fi, area.name_fi) AS name_fi,
       coalesce(harbor.name_sv, area.name_sv) AS name_sv, coalesce(harbor.name_en, area.name_en) AS name_en,
       CASE WHEN gate.pier_id IS NOT NULL THEN pier.identifier END AS identifier
FROM leases AS lease
JOIN occupancies AS held ON held.id = lease.occupancy_id AND held.state = 'HOLDING' AND upper(held.period) > :now
JOIN places AS place ON place.id = lease.place_id
LEFT JOIN piers AS pier ON pier.id = place.pier_id
LEFT JOIN harbors AS harbor ON harbor.id = place.harbor_id
LEFT JOIN winter_storage_areas AS area ON area.id = place.area_id
JOIN gates AS gate ON (gate.harbor_id = place.harbor_id OR gate.pier_id = place.pier_id OR gate.area_id = place.area_id)
     AND gate.starts_at <= :now AND (gate.ends_at IS NULL OR gate.ends_at > :now)
WHERE lease.id = ANY(:ids::uuid[]) AND lease.status = 'ACTIVE'
AND (lease.id = ANY(:as_clerk::uuid[])
     OR lower(held.period) - make_interval(days => gate.lead_days) <= :now AND lease_owes_nothing(lease.id))
ORDER BY lease.id, gate.pier_id IS NOT NULL, gate.id;

-- name: tenants_of
-- The leases whose tenants are let in at a site at an instant, as tenants are shown it; for the system.
SELECT lease.id
FROM gates AS gate
JOIN places AS place ON place.harbor_id = gate.harbor_id OR place.pier_id = gate.pier_id OR place.area_id = gate.area_id
JOIN leases AS lease ON lease.place_id = place.id AND lease.status = 'ACTIVE'
JOIN occupancies AS held ON held.id = lease.occupancy_id AND held.state = 'HOLDING' AND upper(held.period) > :at
WHERE gate.id = :id AND lower(held.period) - make_interval(days => gate.lead_days) <= :at
AND lease_owes_nothing(lease.id)
ORDER BY lease.id;
