-- name: hold_provider!
-- Lets nobody else list for the provider until this transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended('harbors.listings ' || :provider_id::uuid, 0));

-- name: terms_of_provider^
-- Whether what a provider lists is published without a decision.
SELECT publishes_unreviewed(id) AS unreviewed FROM providers WHERE id = :provider_id AND retired_at IS NULL;

-- name: kept_harbors
-- The harbors of a provider, each as the content of a listing; the parameter kind serves places alone.
SELECT id, to_jsonb(told) AS content
FROM (
    SELECT id, name_fi, name_sv, name_en, street_address_fi, street_address_sv, street_address_en, zip_code,
           municipality, region, service_map_id, image_url, availability, phone, email, www_url, amenities, is_active,
           geometry_source, geojson AS geometry
    FROM harbors WHERE provider_id = :provider_id AND retired_at IS NULL AND :kind::text IS NULL
) AS told;

-- name: kept_piers
-- The piers in the harbors of a provider.
SELECT id, to_jsonb(told) AS content
FROM (
    SELECT pier.id, harbor_id, identifier, price_tier, pier.amenities, pier.is_accessible, pier.is_active,
           pier.geometry_source, pier.geojson AS geometry,
           ARRAY(SELECT boat_type_id FROM pier_boat_types WHERE pier_id = pier.id ORDER BY 1) AS suitable_boat_types
    FROM piers AS pier
    JOIN harbors AS harbor ON harbor.id = harbor_id
    WHERE harbor.provider_id = :provider_id AND pier.retired_at IS NULL AND :kind::text IS NULL
) AS told;

-- name: kept_winter_storage_areas
-- The winter storage areas of a provider.
SELECT id, to_jsonb(told) AS content
FROM (
    SELECT id, name_fi, name_sv, name_en, street_address_fi, street_address_sv, street_address_en, zip_code,
           municipality, region, service_map_id, image_url, availability, phone, email, www_url, is_active,
           geometry_source, geojson AS geometry
    FROM winter_storage_areas WHERE provider_id = :provider_id AND retired_at IS NULL AND :kind::text IS NULL
) AS told;

-- name: kept_winter_storage_sections
-- The sections of the winter storage areas of a provider.
SELECT id, to_jsonb(told) AS content
FROM (
    SELECT section.id, area_id, identifier, section.amenities, section.is_active, section.geometry_source,
           section.geojson AS geometry
    FROM winter_storage_sections AS section
    JOIN winter_storage_areas AS area ON area.id = area_id
    WHERE area.provider_id = :provider_id AND section.retired_at IS NULL AND :kind::text IS NULL
) AS told;

-- name: kept_places
-- The places of a kind that a provider lets.
SELECT id, to_jsonb(told) AS content
FROM (
    SELECT id, harbor_id, pier_id, area_id, section_id, number, name_fi, name_sv, name_en, width_mm, length_mm,
           depth_mm, max_mass_kg, mooring, units, amenities, is_accessible, is_active, is_invoiceable,
           geometry_source, geojson AS geometry
    FROM places WHERE provider_id = :provider_id AND retired_at IS NULL AND kind = :kind::text
) AS told;

-- name: kept_services
-- The services of a provider.
SELECT id, to_jsonb(told) AS content
FROM (
    SELECT id, kind, harbor_id, name_fi, name_sv, name_en, phone, email, www_url, is_active, geometry_source,
           geojson AS geometry
    FROM services WHERE provider_id = :provider_id AND retired_at IS NULL AND :kind::text IS NULL
) AS told;

-- name: kept_ferry_stops
-- The ferry stops that a provider keeps up to date.
SELECT id, to_jsonb(told) AS content
FROM (
    SELECT id, code, harbor_id, name_fi, name_sv, name_en, is_accessible, is_active, geometry_source,
           geojson AS geometry
    FROM ferry_stops WHERE provider_id = :provider_id AND retired_at IS NULL AND :kind::text IS NULL
) AS told;

-- name: kept_ferry_routes
-- The routes of an operator, the stops of each in their order.
SELECT id, to_jsonb(told) AS content
FROM (
    SELECT id, code, name_fi, name_sv, name_en, phone, email, www_url, bicycles_allowed, dogs_allowed, cars_allowed,
           is_accessible, is_active, geometry_source, geojson AS geometry,
           ARRAY(SELECT stop_id FROM ferry_route_stops WHERE route_id = ferry_routes.id ORDER BY position) AS stops
    FROM ferry_routes WHERE operator_id = :provider_id AND retired_at IS NULL AND :kind::text IS NULL
) AS told;

-- name: nameable
-- What the listings of a provider may name: its own harbors, piers, areas and sections; boat types and ferry stops
-- whoever keeps them.
SELECT 'HARBOR' AS kind, id, NULL::uuid AS whole_id, ARRAY[lower(name_fi), lower(name_sv), lower(name_en)] AS labels
FROM harbors WHERE provider_id = :provider_id AND retired_at IS NULL
UNION ALL
SELECT 'PIER' AS kind, pier.id, harbor_id AS whole_id, ARRAY[lower(identifier)] AS labels
FROM piers AS pier
JOIN harbors AS harbor ON harbor.id = harbor_id
WHERE harbor.provider_id = :provider_id AND pier.retired_at IS NULL
UNION ALL
SELECT 'WINTER_STORAGE_AREA' AS kind, id, NULL AS whole_id,
       ARRAY[lower(name_fi), lower(name_sv), lower(name_en)] AS labels
FROM winter_storage_areas WHERE provider_id = :provider_id AND retired_at IS NULL
UNION ALL
SELECT 'WINTER_STORAGE_SECTION' AS kind, section.id, area_id AS whole_id, ARRAY[lower(identifier)] AS labels
FROM winter_storage_sections AS section
JOIN winter_storage_areas AS area ON area.id = area_id
WHERE area.provider_id = :provider_id AND section.retired_at IS NULL
UNION ALL
SELECT 'BOAT_TYPE' AS kind, id, NULL AS whole_id, ARRAY[lower(name_fi), lower(name_sv), lower(name_en)] AS labels
FROM boat_types WHERE retired_at IS NULL
UNION ALL
SELECT 'FERRY_STOP' AS kind, id, NULL AS whole_id,
       ARRAY[lower(code), lower(name_fi), lower(name_sv), lower(name_en)] AS labels
FROM ferry_stops WHERE retired_at IS NULL;

-- name: waiting
-- The listings of a provider that wait for a decision, of the kinds that others may name and of one more.
SELECT kind, action, resource_id, external_id, content
FROM listings
WHERE provider_id = :provider_id AND state = 'PENDING'
  AND kind IN ('HARBOR', 'PIER', 'WINTER_STORAGE_AREA', 'WINTER_STORAGE_SECTION', 'FERRY_STOP', :kind);

-- name: external_ids
-- Which resource a provider's own name stands for, by the last listing that told it.
SELECT DISTINCT ON (external_id) external_id, resource_id
FROM listings
WHERE provider_id = :provider_id AND kind = :kind AND external_id IS NOT NULL AND state <> 'WITHDRAWN'
ORDER BY external_id, submitted_at DESC, id;

-- name: supersede!
-- Takes back what waits for these resources: something newer takes its place.
UPDATE listings SET state = 'WITHDRAWN', decided_at = :now, decided_by = :person_id
WHERE state = 'PENDING' AND resource_id = ANY(:resource_ids::uuid[]);

-- name: add_listings!
-- Keeps listings, those of one submission at once.
INSERT INTO listings (
    id, provider_id, kind, action, resource_id, external_id, content, state, reviewed, batch_id, submitted_at,
    submitted_by, decided_at, decided_by
)
SELECT id, :provider_id, :kind, action, resource_id, external_id, content,
       CASE WHEN :reviewed::boolean THEN 'PENDING' ELSE 'PUBLISHED' END, :reviewed, :batch_id, :now::timestamptz,
       :person_id::uuid, CASE WHEN NOT :reviewed THEN :now END, CASE WHEN NOT :reviewed THEN :person_id END
FROM jsonb_to_recordset(:listings::jsonb)
AS told (id uuid, action text, resource_id uuid, external_id text, content jsonb);

-- name: lock_listings
-- Those of the listings that wait for a decision, locked in a fixed order.
SELECT id, provider_id, kind, action, resource_id, external_id, content, state, reviewed, batch_id, submitted_at,
       submitted_by, decided_at, decided_by, reason
FROM listings
WHERE id = ANY(:ids::uuid[]) AND state = 'PENDING'
ORDER BY id
FOR UPDATE;

-- name: existing_listings$
-- How many of the listings there are, whatever became of them.
SELECT count(*) FROM listings WHERE id = ANY(:ids::uuid[]);

-- name: waiting_in_batch
-- The listings of a batch that wait for a decision.
SELECT id FROM listings WHERE batch_id = :batch_id AND state = 'PENDING' ORDER BY id;

-- name: decide!
-- What became of listings, by whom, and why.
UPDATE listings SET state = :state, decided_at = :now, decided_by = :person_id, reason = :reason
WHERE id = ANY(:ids::uuid[]);

-- name: kept_by
-- Whose each of the resources is, and where its record in the catalogue comes from; retired ones, too.
SELECT id, provider_id, source_system, source_type, source_id, source_licence
FROM (
    SELECT id, provider_id, source_system, source_type, source_id, source_licence FROM harbors
    UNION ALL
    SELECT pier.id, harbor.provider_id, pier.source_system, pier.source_type, pier.source_id, pier.source_licence
    FROM piers AS pier JOIN harbors AS harbor ON harbor.id = harbor_id
    UNION ALL
    SELECT id, provider_id, source_system, source_type, source_id, source_licence FROM winter_storage_areas
    UNION ALL
    SELECT section.id, area.provider_id, section.source_system, section.source_type, section.source_id,
           section.source_licence
    FROM winter_storage_sections AS section JOIN winter_storage_areas AS area ON area.id = area_id
    UNION ALL
    SELECT id, provider_id, source_system, source_type, source_id, source_licence FROM places
    UNION ALL
    SELECT id, provider_id, source_system, source_type, source_id, source_licence FROM services
    UNION ALL
    SELECT id, provider_id, source_system, source_type, source_id, source_licence FROM ferry_stops
    UNION ALL
    SELECT id, operator_id AS provider_id, source_system, source_type, source_id, source_licence FROM ferry_routes
) AS kept
WHERE id = ANY(:ids::uuid[]);

-- name: kind_of^
-- What a resource in the catalogue is, and whose.
SELECT kind, provider_id
FROM (
    SELECT 'HARBOR' AS kind, id, provider_id FROM harbors WHERE retired_at IS NULL
    UNION ALL
    SELECT 'PIER' AS kind, pier.id, harbor.provider_id
    FROM piers AS pier JOIN harbors AS harbor ON harbor.id = harbor_id WHERE pier.retired_at IS NULL
    UNION ALL
    SELECT 'WINTER_STORAGE_AREA' AS kind, id, provider_id FROM winter_storage_areas WHERE retired_at IS NULL
    UNION ALL
    SELECT 'WINTER_STORAGE_SECTION' AS kind, section.id, area.provider_id
    FROM winter_storage_sections AS section JOIN winter_storage_areas AS area ON area.id = area_id
    WHERE section.retired_at IS NULL
    UNION ALL
    SELECT kind, id, provider_id FROM places WHERE retired_at IS NULL
    UNION ALL
    SELECT 'SERVICE' AS kind, id, provider_id FROM services WHERE retired_at IS NULL
    UNION ALL
    SELECT 'FERRY_STOP' AS kind, id, provider_id FROM ferry_stops WHERE retired_at IS NULL
    UNION ALL
    SELECT 'FERRY_ROUTE' AS kind, id, operator_id AS provider_id FROM ferry_routes WHERE retired_at IS NULL
) AS listed
WHERE id = :resource_id;

-- name: load_listing^
-- One listing, as far as this transaction sees.
SELECT id, provider_id, kind, action, resource_id, external_id, content, state, reviewed, batch_id, submitted_at,
       submitted_by, decided_at, decided_by, reason
FROM listings WHERE id = :id;

-- name: called
-- What people call each of the resources, by its name, number or letter; retired ones, too.
SELECT id, label
FROM (
    SELECT id, coalesce(name_fi, name_sv, name_en) AS label FROM harbors
    UNION ALL
    SELECT id, identifier AS label FROM piers
    UNION ALL
    SELECT id, coalesce(name_fi, name_sv, name_en) AS label FROM winter_storage_areas
    UNION ALL
    SELECT id, identifier AS label FROM winter_storage_sections
    UNION ALL
    SELECT id, coalesce(name_fi, name_sv, name_en, number) AS label FROM places
    UNION ALL
    SELECT id, coalesce(name_fi, name_sv, name_en) AS label FROM services
    UNION ALL
    SELECT id, coalesce(name_fi, name_sv, name_en, code) AS label FROM ferry_stops
    UNION ALL
    SELECT id, coalesce(name_fi, name_sv, name_en, code) AS label FROM ferry_routes
) AS resource
WHERE id = ANY(:ids) AND label IS NOT NULL;

-- name: provider_told^
-- How a provider is called and reached, in the language in which it signed up.
SELECT name_fi, name_sv, name_en, email,
       coalesce((SELECT language FROM provider_sign_ups AS sign_up WHERE sign_up.provider_id = provider.id), 'fi')
           AS language
FROM providers AS provider WHERE id = :provider_id;
