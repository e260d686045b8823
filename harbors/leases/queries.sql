-- name: hold_places
-- Places of a provider, in order of id; until the transaction ends they stay as they are, and nobody else leases them.
-- Whether one is in use is said by all that it lies in.
SELECT place.id, place.provider_id, place.kind, provider.time_zone, place.width_mm, place.length_mm, place.depth_mm,
       place.max_mass_kg, place.mooring,
       place.is_active
       AND coalesce((SELECT is_active AND retired_at IS NULL FROM piers WHERE id = place.pier_id), true)
       AND coalesce((SELECT is_active AND retired_at IS NULL FROM harbors WHERE id = place.harbor_id), true)
       AND coalesce((SELECT is_active AND retired_at IS NULL FROM winter_storage_sections WHERE id = place.section_id),
                    true)
       AND coalesce((SELECT is_active AND retired_at IS NULL FROM winter_storage_areas WHERE id = place.area_id), true)
       AS in_use
FROM places AS place
JOIN providers AS provider ON provider.id = place.provider_id
WHERE place.id = ANY(:ids::uuid[]) AND place.provider_id = :provider_id AND place.retired_at IS NULL
ORDER BY place.id
FOR NO KEY UPDATE OF place;

-- name: boat_type_known$
-- Whether boats can be of this type.
SELECT :type_id::uuid IS NULL OR EXISTS (SELECT FROM boat_types WHERE id = :type_id AND retired_at IS NULL);

-- name: add_leases!
-- Leases, and the time for which each holds its place; occupancies_never_overlap refuses a place that is taken.
WITH lease AS (
    SELECT *
    FROM unnest(:ids::uuid[], :occupancy_ids::uuid[], :place_ids::uuid[], :starts::timestamptz[], :ends::timestamptz[],
                :season_starts::date[], :season_ends::date[], :person_ids::uuid[], :organisation_ids::uuid[],
                :names::text[], :emails::text[], :languages::text[], :type_ids::uuid[], :registrations::text[],
                :beams::int[], :lengths::int[], :draughts::int[], :masses::int[], :origins::text[],
                :follows_ids::uuid[], :order_ids::uuid[], :worths::numeric[], :paid::numeric[])
         AS lease (id, occupancy_id, place_id, starts_at, ends_at, season_starts, season_ends, person_id,
                   organisation_id, tenant_name, tenant_email, tenant_language, boat_type_id, registration, beam_mm,
                   length_mm, draught_mm, mass_kg, origin, follows_id, order_id, worth, paid)
),
held AS (
    INSERT INTO occupancies (id, place_id, period, span, kind, state, created_at)
    SELECT occupancy_id, place_id, tstzrange(starts_at, ends_at), int4range(0, 1), 'LEASE', 'HOLDING', :now
    FROM lease
    ORDER BY place_id, starts_at
)
INSERT INTO leases (id, provider_id, place_id, occupancy_id, season_starts, season_ends, person_id, organisation_id,
                    tenant_name, tenant_email, tenant_language, boat_type_id, registration, beam_mm, length_mm,
                    draught_mm, mass_kg, status, origin, follows_id, order_id, worth, paid, created_at)
SELECT id, :provider_id, place_id, occupancy_id, season_starts, season_ends, person_id, organisation_id, tenant_name,
       tenant_email, tenant_language, boat_type_id, registration, beam_mm, length_mm, draught_mm, mass_kg, 'ACTIVE',
       origin, follows_id, order_id, worth, paid, :now
FROM lease;

-- name: leases_with_ids
-- Leases in order of id, as far as this transaction sees them.
SELECT lease.id, lease.provider_id, lease.place_id, lease.occupancy_id, lease.season_starts, lease.season_ends,
       lease.person_id, lease.organisation_id, lease.tenant_name, lease.tenant_email, lease.tenant_language,
       lease.boat_type_id, lease.registration, lease.beam_mm, lease.length_mm, lease.draught_mm, lease.mass_kg,
       lease.status, lease.origin, lease.follows_id, lease.order_id, lease.worth, lease.paid,
       lower(occupancy.period) AS starts_at, upper(occupancy.period) AS ends_at
FROM leases AS lease
JOIN occupancies AS occupancy ON occupancy.id = lease.occupancy_id
WHERE lease.id = ANY(:ids::uuid[])
ORDER BY lease.id;

-- name: hold_leases
-- The ids of leases that may be changed, in their order; nobody else changes them until the transaction ends.
SELECT id FROM leases WHERE id = ANY(:ids::uuid[]) ORDER BY id FOR UPDATE;

-- name: end_leases!
-- Leases that end at an instant: their places are free from then, or altogether where the lease had not begun.
WITH ended AS (
    UPDATE leases SET status = 'ENDED', ended_at = :at, ending = :ending, end_reason = :reason
    WHERE id = ANY(:ids::uuid[]) AND status = 'ACTIVE'
    RETURNING occupancy_id
)
UPDATE occupancies AS occupancy
SET period = held_until(period, :at),
    state = CASE WHEN lower(period) < :at AND :at > :now THEN 'HOLDING' ELSE 'ENDED' END
FROM ended
WHERE occupancy.id = ended.occupancy_id;

-- name: lease_of_boat$
-- A lease under which a boat lies somewhere else of the provider's in a time, if there is one.
SELECT lease.id
FROM leases AS lease
JOIN occupancies AS occupancy ON occupancy.id = lease.occupancy_id
WHERE lease.provider_id = :provider_id AND lease.registration = :registration
AND occupancy.state = 'HOLDING' AND occupancy.period && tstzrange(:start, :end)
LIMIT 1;

-- name: boat_of_another$
-- Whether a registration is that of boats which are kept here, and of none of the tenant's; for the system.
SELECT coalesce(bool_and(coalesce(person_id = :person_id, false) = false
                         AND coalesce(organisation_id = :organisation_id, false) = false), false)
FROM boats
WHERE registration = :registration;

-- name: tenant_known$
-- Whether the person, or the organisation, is there; for the system.
SELECT (:person_id::uuid IS NULL OR EXISTS (SELECT FROM people WHERE id = :person_id AND erased_at IS NULL))
       AND (:organisation_id::uuid IS NULL OR EXISTS (SELECT FROM organisations WHERE id = :organisation_id));

-- name: speakers
-- Who acts for an organisation, as was verified; for the system.
SELECT person_id FROM representations
WHERE organisation_id = :organisation_id AND status = 'VERIFIED' ORDER BY person_id;

-- name: provider_of_lease$
-- Whose the place of a lease is, as far as this transaction sees it.
SELECT provider_id FROM leases WHERE id = :id;

-- name: place_called^
-- What people call a place: its harbor or area, its pier or section, its number.
SELECT place.number, coalesce(harbor.name_fi, area.name_fi) AS name_fi, coalesce(harbor.name_sv, area.name_sv) AS name_sv,
       coalesce(harbor.name_en, area.name_en) AS name_en, coalesce(pier.identifier, section.identifier) AS identifier,
       provider.time_zone
FROM places AS place
JOIN providers AS provider ON provider.id = place.provider_id
LEFT JOIN harbors AS harbor ON harbor.id = place.harbor_id
LEFT JOIN winter_storage_areas AS area ON area.id = place.area_id
LEFT JOIN piers AS pier ON pier.id = place.pier_id
LEFT JOIN winter_storage_sections AS section ON section.id = place.section_id
WHERE place.id = :id;

-- name: current_leases
-- Leases of a provider that count when the places of a season are given: of that season, or of one that began in the 400
-- days before it; those that nobody ended, that run or ran to the end of their season, whose place nobody else has in the
-- season that is given, and whose tenant did not let a renewal pass. Of one tenant, or of all; the newest first.
SELECT lease.id
FROM leases AS lease
JOIN occupancies AS occupancy ON occupancy.id = lease.occupancy_id
JOIN places AS place ON place.id = lease.place_id AND place.kind = :kind
JOIN providers AS provider ON provider.id = lease.provider_id
WHERE lease.provider_id = :provider_id AND lease.status = 'ACTIVE'
AND lease.season_starts > :season_starts::date - 400 AND lease.season_starts <= :season_starts
AND (:person_id::uuid IS NULL OR lease.person_id = :person_id)
AND (:organisation_id::uuid IS NULL OR lease.organisation_id = :organisation_id)
AND upper(occupancy.period) = upper(season_period(lease.season_starts, lease.season_ends, provider.time_zone))
AND NOT EXISTS (
    SELECT FROM occupancies AS other
    WHERE other.place_id = lease.place_id AND other.state = 'HOLDING' AND other.id <> occupancy.id
    AND other.period && season_period(:season_starts, :season_ends, provider.time_zone))
AND NOT EXISTS (
    SELECT FROM offers AS renewal
    WHERE renewal.previous_lease_id = lease.id AND renewal.kind = 'RENEWAL' AND renewal.status IN ('DECLINED', 'EXPIRED')
    AND renewal.season_starts > lease.season_ends AND renewal.season_starts <= :season_starts)
ORDER BY lease.season_starts DESC, lease.created_at DESC, lease.id;

-- name: leasable_places
-- The places of a provider that are leased for a season, by what people call them.
SELECT place.id, place.number, coalesce(pier.identifier, section.identifier) AS identifier,
       ARRAY[coalesce(harbor.name_fi, area.name_fi), coalesce(harbor.name_sv, area.name_sv),
             coalesce(harbor.name_en, area.name_en)] AS sites
FROM places AS place
LEFT JOIN harbors AS harbor ON harbor.id = place.harbor_id
LEFT JOIN winter_storage_areas AS area ON area.id = place.area_id
LEFT JOIN piers AS pier ON pier.id = place.pier_id
LEFT JOIN winter_storage_sections AS section ON section.id = place.section_id
WHERE place.provider_id = :provider_id AND place.retired_at IS NULL
AND place.kind IN ('BERTH', 'WINTER_STORAGE_PLACE');

-- name: boat_type_names
-- Types of boats by their names.
SELECT id, ARRAY[name_fi, name_sv, name_en] AS names FROM boat_types WHERE retired_at IS NULL;

-- name: erased_leases$
-- Which of these leases tell of nobody any more.
SELECT coalesce(array_agg(id), '{}') FROM leases WHERE id = ANY(:ids::uuid[]) AND erased_at IS NOT NULL;

-- name: stands_in_a_draw$
-- Whether one of the places, each with a time, is being given in a frozen round until its results are told. No round of
-- the provider is frozen until the transaction ends.
WITH round AS MATERIALIZED (
    SELECT id, published_at, season_starts, season_ends FROM rounds WHERE provider_id = :provider_id FOR KEY SHARE
),
sealed AS MATERIALIZED (
    SELECT place.sealed ->> 'id' AS id, season_period(round.season_starts, round.season_ends, provider.time_zone) AS season
    FROM round
    JOIN providers AS provider ON provider.id = :provider_id
    JOIN freezes AS frozen ON frozen.round_id = round.id AND frozen.undone_at IS NULL
    JOIN freeze_places AS places ON places.freeze_id = frozen.id
    CROSS JOIN LATERAL jsonb_array_elements(places.places::jsonb) AS place (sealed)
    WHERE round.published_at IS NULL
)
SELECT EXISTS (
    SELECT FROM unnest(:place_ids::uuid[], :starts::timestamptz[], :ends::timestamptz[])
        AS wanted (place_id, starts_at, ends_at)
    JOIN sealed ON sealed.id = wanted.place_id::text AND sealed.season && tstzrange(wanted.starts_at, wanted.ends_at));

-- name: places_held$
-- Which of the places, each with a time, somebody holds in it; counted from 1.
SELECT coalesce(array_agg(wanted.number), '{}')
FROM unnest(:place_ids::uuid[], :starts::timestamptz[], :ends::timestamptz[])
     WITH ORDINALITY AS wanted (place_id, starts_at, ends_at, number)
WHERE EXISTS (SELECT FROM occupancies AS held
              WHERE held.place_id = wanted.place_id AND held.state = 'HOLDING'
              AND held.period && tstzrange(wanted.starts_at, wanted.ends_at));

-- name: boats_elsewhere$
-- Which of the boats, each with a time, lie elsewhere of the provider's in it; counted from 1.
SELECT coalesce(array_agg(wanted.number), '{}')
FROM unnest(:registrations::text[], :starts::timestamptz[], :ends::timestamptz[])
     WITH ORDINALITY AS wanted (registration, starts_at, ends_at, number)
WHERE EXISTS (SELECT FROM leases AS lease
              JOIN occupancies AS held ON held.id = lease.occupancy_id
              WHERE lease.provider_id = :provider_id AND lease.registration = wanted.registration
              AND held.state = 'HOLDING' AND held.period && tstzrange(wanted.starts_at, wanted.ends_at));
