-- name: one_load_at_a_time!
-- Waits until no other transaction is loading a catalogue, and keeps others waiting until this one ends.
SELECT pg_advisory_xact_lock(hashtextextended('harbors.places.load_catalogue', 0));

-- name: known_records
-- Every record of the given types of the given systems (``judged``), and the records with the given ids.
SELECT relation, kind, id, whole_id, content_digest, retired_at, created_at, modified_at, judged
FROM (
    SELECT 'providers' AS relation, NULL AS kind, NULL::uuid AS whole_id,
           id, content_digest, retired_at, created_at, modified_at, source_system, source_type
    FROM providers
    UNION ALL
    SELECT 'boat_types' AS relation, NULL AS kind, NULL::uuid AS whole_id,
           id, content_digest, retired_at, created_at, modified_at, source_system, source_type
    FROM boat_types
    UNION ALL
    SELECT 'harbors' AS relation, NULL AS kind, NULL::uuid AS whole_id,
           id, content_digest, retired_at, created_at, modified_at, source_system, source_type
    FROM harbors
    UNION ALL
    SELECT 'piers' AS relation, NULL AS kind, harbor_id AS whole_id,
           id, content_digest, retired_at, created_at, modified_at, source_system, source_type
    FROM piers
    UNION ALL
    SELECT 'winter_storage_areas' AS relation, NULL AS kind, NULL::uuid AS whole_id,
           id, content_digest, retired_at, created_at, modified_at, source_system, source_type
    FROM winter_storage_areas
    UNION ALL
    SELECT 'winter_storage_sections' AS relation, NULL AS kind, area_id AS whole_id,
           id, content_digest, retired_at, created_at, modified_at, source_system, source_type
    FROM winter_storage_sections
    UNION ALL
    SELECT 'places' AS relation, kind, NULL::uuid AS whole_id,
           id, content_digest, retired_at, created_at, modified_at, source_system, source_type
    FROM places
    UNION ALL
    SELECT 'services' AS relation, NULL AS kind, NULL::uuid AS whole_id,
           id, content_digest, retired_at, created_at, modified_at, source_system, source_type
    FROM services
    UNION ALL
    SELECT 'ferry_stops' AS relation, NULL AS kind, NULL::uuid AS whole_id,
           id, content_digest, retired_at, created_at, modified_at, source_system, source_type
    FROM ferry_stops
    UNION ALL
    SELECT 'ferry_routes' AS relation, NULL AS kind, NULL::uuid AS whole_id,
           id, content_digest, retired_at, created_at, modified_at, source_system, source_type
    FROM ferry_routes
) AS listed,
LATERAL (SELECT EXISTS (
    SELECT FROM unnest(:systems::text[], :types::text[]) AS scope (system, type)
    WHERE (scope.system, scope.type) = (source_system, source_type)
)) AS scope (judged)
WHERE judged OR id = ANY(:ids::uuid[]);

-- name: write_providers!
-- Brings providers in; what was known of one of them gives way, and a retired one is back.
INSERT INTO providers (
    id, kind, name_fi, name_sv, name_en, name_sort, search_text, business_id, phone, email, www_url, time_zone,
    created_at, modified_at, retired_at, source_system, source_type, source_id, source_licence, source_fetched_at,
    content_digest
)
SELECT
    id, kind, name_fi, name_sv, name_en, name_sort, search_text, business_id, phone, email, www_url, time_zone,
    created_at, modified_at, retired_at, source_system, source_type, source_id, source_licence, source_fetched_at,
    content_digest
FROM json_populate_recordset(NULL::providers, :rows::text::json)
ON CONFLICT (id) DO UPDATE SET (
    kind, name_fi, name_sv, name_en, name_sort, search_text, business_id, phone, email, www_url, time_zone,
    created_at, modified_at, retired_at, source_licence, source_fetched_at, content_digest
) = (SELECT
    kind, name_fi, name_sv, name_en, name_sort, search_text, business_id, phone, email, www_url, time_zone,
    created_at, modified_at, retired_at, source_licence, source_fetched_at, content_digest
FROM (SELECT excluded.*) AS told);

-- name: write_boat_types!
-- Brings boat types in; what was known of one of them gives way, and a retired one is back.
INSERT INTO boat_types (
    id, name_fi, name_sv, name_en, name_sort, search_text, created_at, modified_at, retired_at, source_system,
    source_type, source_id, source_licence, source_fetched_at, content_digest
)
SELECT
    id, name_fi, name_sv, name_en, name_sort, search_text, created_at, modified_at, retired_at, source_system,
    source_type, source_id, source_licence, source_fetched_at, content_digest
FROM json_populate_recordset(NULL::boat_types, :rows::text::json)
ON CONFLICT (id) DO UPDATE SET (
    name_fi, name_sv, name_en, name_sort, search_text, created_at, modified_at, retired_at, source_licence,
    source_fetched_at, content_digest
) = (SELECT
    name_fi, name_sv, name_en, name_sort, search_text, created_at, modified_at, retired_at, source_licence,
    source_fetched_at, content_digest
FROM (SELECT excluded.*) AS told);

-- name: write_harbors!
-- Brings harbors in; what was known of one of them gives way, and a retired one is back.
INSERT INTO harbors (
    id, provider_id, name_fi, name_sv, name_en, name_sort, search_text, street_address_fi, street_address_sv,
    street_address_en, zip_code, municipality, region, service_map_id, image_url, availability, phone, email, www_url,
    amenities, is_active, geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape,
    metric_bbox, metric_shape, created_at, modified_at, retired_at, source_system, source_type, source_id,
    source_licence, source_fetched_at, content_digest
)
SELECT
    id, provider_id, name_fi, name_sv, name_en, name_sort, search_text, street_address_fi, street_address_sv,
    street_address_en, zip_code, municipality, region, service_map_id, image_url, availability, phone, email, www_url,
    amenities, is_active, geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape,
    metric_bbox, metric_shape, created_at, modified_at, retired_at, source_system, source_type, source_id,
    source_licence, source_fetched_at, content_digest
FROM json_populate_recordset(NULL::harbors, :rows::text::json)
ON CONFLICT (id) DO UPDATE SET (
    provider_id, name_fi, name_sv, name_en, name_sort, search_text, street_address_fi, street_address_sv,
    street_address_en, zip_code, municipality, region, service_map_id, image_url, availability, phone, email, www_url,
    amenities, is_active, geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape,
    metric_bbox, metric_shape, created_at, modified_at, retired_at, source_licence, source_fetched_at, content_digest
) = (SELECT
    provider_id, name_fi, name_sv, name_en, name_sort, search_text, street_address_fi, street_address_sv,
    street_address_en, zip_code, municipality, region, service_map_id, image_url, availability, phone, email, www_url,
    amenities, is_active, geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape,
    metric_bbox, metric_shape, created_at, modified_at, retired_at, source_licence, source_fetched_at, content_digest
FROM (SELECT excluded.*) AS told);

-- name: write_piers!
-- Brings piers in; what was known of one of them gives way, and a retired one is back.
INSERT INTO piers (
    id, harbor_id, identifier, identifier_sort, price_tier, amenities, is_accessible, is_active, geometry,
    geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox, metric_shape, created_at,
    modified_at, retired_at, source_system, source_type, source_id, source_licence, source_fetched_at, content_digest
)
SELECT
    id, harbor_id, identifier, identifier_sort, price_tier, amenities, is_accessible, is_active, geometry,
    geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox, metric_shape, created_at,
    modified_at, retired_at, source_system, source_type, source_id, source_licence, source_fetched_at, content_digest
FROM json_populate_recordset(NULL::piers, :rows::text::json)
ON CONFLICT (id) DO UPDATE SET (
    harbor_id, identifier, identifier_sort, price_tier, amenities, is_accessible, is_active, geometry, geometry_source,
    geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox, metric_shape, created_at, modified_at,
    retired_at, source_licence, source_fetched_at, content_digest
) = (SELECT
    harbor_id, identifier, identifier_sort, price_tier, amenities, is_accessible, is_active, geometry, geometry_source,
    geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox, metric_shape, created_at, modified_at,
    retired_at, source_licence, source_fetched_at, content_digest
FROM (SELECT excluded.*) AS told);

-- name: write_winter_storage_areas!
-- Brings winter storage areas in; what was known of one of them gives way, and a retired one is back.
INSERT INTO winter_storage_areas (
    id, provider_id, name_fi, name_sv, name_en, name_sort, search_text, street_address_fi, street_address_sv,
    street_address_en, zip_code, municipality, region, service_map_id, image_url, availability, phone, email, www_url,
    is_active, geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox,
    metric_shape, created_at, modified_at, retired_at, source_system, source_type, source_id, source_licence,
    source_fetched_at, content_digest
)
SELECT
    id, provider_id, name_fi, name_sv, name_en, name_sort, search_text, street_address_fi, street_address_sv,
    street_address_en, zip_code, municipality, region, service_map_id, image_url, availability, phone, email, www_url,
    is_active, geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox,
    metric_shape, created_at, modified_at, retired_at, source_system, source_type, source_id, source_licence,
    source_fetched_at, content_digest
FROM json_populate_recordset(NULL::winter_storage_areas, :rows::text::json)
ON CONFLICT (id) DO UPDATE SET (
    provider_id, name_fi, name_sv, name_en, name_sort, search_text, street_address_fi, street_address_sv,
    street_address_en, zip_code, municipality, region, service_map_id, image_url, availability, phone, email, www_url,
    is_active, geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox,
    metric_shape, created_at, modified_at, retired_at, source_licence, source_fetched_at, content_digest
) = (SELECT
    provider_id, name_fi, name_sv, name_en, name_sort, search_text, street_address_fi, street_address_sv,
    street_address_en, zip_code, municipality, region, service_map_id, image_url, availability, phone, email, www_url,
    is_active, geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox,
    metric_shape, created_at, modified_at, retired_at, source_licence, source_fetched_at, content_digest
FROM (SELECT excluded.*) AS told);

-- name: write_winter_storage_sections!
-- Brings sections in; what was known of one of them gives way, and a retired one is back.
INSERT INTO winter_storage_sections (
    id, area_id, identifier, identifier_sort, amenities, is_active, geometry, geometry_source, geojson, simplified_m,
    simplified, centroid, bbox, shape, metric_bbox, metric_shape, created_at, modified_at, retired_at, source_system,
    source_type, source_id, source_licence, source_fetched_at, content_digest
)
SELECT
    id, area_id, identifier, identifier_sort, amenities, is_active, geometry, geometry_source, geojson, simplified_m,
    simplified, centroid, bbox, shape, metric_bbox, metric_shape, created_at, modified_at, retired_at, source_system,
    source_type, source_id, source_licence, source_fetched_at, content_digest
FROM json_populate_recordset(NULL::winter_storage_sections, :rows::text::json)
ON CONFLICT (id) DO UPDATE SET (
    area_id, identifier, identifier_sort, amenities, is_active, geometry, geometry_source, geojson, simplified_m,
    simplified, centroid, bbox, shape, metric_bbox, metric_shape, created_at, modified_at, retired_at, source_licence,
    source_fetched_at, content_digest
) = (SELECT
    area_id, identifier, identifier_sort, amenities, is_active, geometry, geometry_source, geojson, simplified_m,
    simplified, centroid, bbox, shape, metric_bbox, metric_shape, created_at, modified_at, retired_at, source_licence,
    source_fetched_at, content_digest
FROM (SELECT excluded.*) AS told);

-- name: write_places!
-- Brings places of every kind in; what was known of one of them gives way, and a retired one is back.
INSERT INTO places (
    id, kind, provider_id, harbor_id, pier_id, area_id, section_id, number, number_sort, name_fi, name_sv, name_en,
    search_text, width_mm, length_mm, depth_mm, max_mass_kg, mooring, units, amenities, is_accessible, is_active,
    is_invoiceable, geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox,
    metric_shape, created_at, modified_at, retired_at, source_system, source_type, source_id, source_licence,
    source_fetched_at, content_digest
)
SELECT
    id, kind, provider_id, harbor_id, pier_id, area_id, section_id, number, number_sort, name_fi, name_sv, name_en,
    search_text, width_mm, length_mm, depth_mm, max_mass_kg, mooring, units, amenities, is_accessible, is_active,
    is_invoiceable, geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox,
    metric_shape, created_at, modified_at, retired_at, source_system, source_type, source_id, source_licence,
    source_fetched_at, content_digest
FROM json_populate_recordset(NULL::places, :rows::text::json)
ON CONFLICT (id) DO UPDATE SET (
    kind, provider_id, harbor_id, pier_id, area_id, section_id, number, number_sort, name_fi, name_sv, name_en,
    search_text, width_mm, length_mm, depth_mm, max_mass_kg, mooring, units, amenities, is_accessible, is_active,
    is_invoiceable, geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox,
    metric_shape, created_at, modified_at, retired_at, source_licence, source_fetched_at, content_digest
) = (SELECT
    kind, provider_id, harbor_id, pier_id, area_id, section_id, number, number_sort, name_fi, name_sv, name_en,
    search_text, width_mm, length_mm, depth_mm, max_mass_kg, mooring, units, amenities, is_accessible, is_active,
    is_invoiceable, geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox,
    metric_shape, created_at, modified_at, retired_at, source_licence, source_fetched_at, content_digest
FROM (SELECT excluded.*) AS told);

-- name: write_services!
-- Brings services in; what was known of one of them gives way, and a retired one is back.
INSERT INTO services (
    id, kind, provider_id, harbor_id, name_fi, name_sv, name_en, name_sort, search_text, phone, email, www_url,
    is_active, geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox,
    metric_shape, created_at, modified_at, retired_at, source_system, source_type, source_id, source_licence,
    source_fetched_at, content_digest
)
SELECT
    id, kind, provider_id, harbor_id, name_fi, name_sv, name_en, name_sort, search_text, phone, email, www_url,
    is_active, geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox,
    metric_shape, created_at, modified_at, retired_at, source_system, source_type, source_id, source_licence,
    source_fetched_at, content_digest
FROM json_populate_recordset(NULL::services, :rows::text::json)
ON CONFLICT (id) DO UPDATE SET (
    kind, provider_id, harbor_id, name_fi, name_sv, name_en, name_sort, search_text, phone, email, www_url, is_active,
    geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox, metric_shape,
    created_at, modified_at, retired_at, source_licence, source_fetched_at, content_digest
) = (SELECT
    kind, provider_id, harbor_id, name_fi, name_sv, name_en, name_sort, search_text, phone, email, www_url, is_active,
    geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox, metric_shape,
    created_at, modified_at, retired_at, source_licence, source_fetched_at, content_digest
FROM (SELECT excluded.*) AS told);

-- name: write_ferry_stops!
-- Brings ferry stops in; what was known of one of them gives way, and a retired one is back.
INSERT INTO ferry_stops (
    id, provider_id, code, harbor_id, name_fi, name_sv, name_en, name_sort, search_text, is_accessible, is_active,
    geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox, metric_shape, created_at,
    modified_at, retired_at, source_system, source_type, source_id, source_licence, source_fetched_at, content_digest
)
SELECT
    id, provider_id, code, harbor_id, name_fi, name_sv, name_en, name_sort, search_text, is_accessible, is_active,
    geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox, metric_shape, created_at,
    modified_at, retired_at, source_system, source_type, source_id, source_licence, source_fetched_at, content_digest
FROM json_populate_recordset(NULL::ferry_stops, :rows::text::json)
ON CONFLICT (id) DO UPDATE SET (
    provider_id, code, harbor_id, name_fi, name_sv, name_en, name_sort, search_text, is_accessible, is_active,
    geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox, metric_shape, created_at,
    modified_at, retired_at, source_licence, source_fetched_at, content_digest
) = (SELECT
    provider_id, code, harbor_id, name_fi, name_sv, name_en, name_sort, search_text, is_accessible, is_active,
    geometry, geometry_source, geojson, simplified_m, simplified, centroid, bbox, shape, metric_bbox, metric_shape, created_at,
    modified_at, retired_at, source_licence, source_fetched_at, content_digest
FROM (SELECT excluded.*) AS told);

-- name: write_ferry_routes!
-- Brings ferry routes in; what was known of one of them gives way, and a retired one is back.
INSERT INTO ferry_routes (
    id, operator_id, code, name_fi, name_sv, name_en, name_sort, search_text, phone, email, www_url, bicycles_allowed,
    dogs_allowed, cars_allowed, is_accessible, is_active, geometry, geometry_source, geojson, simplified_m, simplified,
    centroid, bbox, shape, metric_bbox, metric_shape, created_at, modified_at, retired_at, source_system, source_type,
    source_id, source_licence, source_fetched_at, content_digest
)
SELECT
    id, operator_id, code, name_fi, name_sv, name_en, name_sort, search_text, phone, email, www_url, bicycles_allowed,
    dogs_allowed, cars_allowed, is_accessible, is_active, geometry, geometry_source, geojson, simplified_m, simplified,
    centroid, bbox, shape, metric_bbox, metric_shape, created_at, modified_at, retired_at, source_system, source_type,
    source_id, source_licence, source_fetched_at, content_digest
FROM json_populate_recordset(NULL::ferry_routes, :rows::text::json)
ON CONFLICT (id) DO UPDATE SET (
    operator_id, code, name_fi, name_sv, name_en, name_sort, search_text, phone, email, www_url, bicycles_allowed,
    dogs_allowed, cars_allowed, is_accessible, is_active, geometry, geometry_source, geojson, simplified_m, simplified,
    centroid, bbox, shape, metric_bbox, metric_shape, created_at, modified_at, retired_at, source_licence,
    source_fetched_at, content_digest
) = (SELECT
    operator_id, code, name_fi, name_sv, name_en, name_sort, search_text, phone, email, www_url, bicycles_allowed,
    dogs_allowed, cars_allowed, is_accessible, is_active, geometry, geometry_source, geojson, simplified_m, simplified,
    centroid, bbox, shape, metric_bbox, metric_shape, created_at, modified_at, retired_at, source_licence,
    source_fetched_at, content_digest
FROM (SELECT excluded.*) AS told);

-- name: write_pier_boat_types!
-- Leaves each of the piers with exactly the suitable boat types that its row names.
WITH told AS (
    SELECT pier.id AS pier_id, boat_type_id
    FROM json_to_recordset(:rows::text::json) AS pier (id uuid, suitable_boat_types uuid[]),
         unnest(pier.suitable_boat_types) AS boat_type_id
), gone AS (
    DELETE FROM pier_boat_types AS known
    USING json_to_recordset(:rows::text::json) AS pier (id uuid, suitable_boat_types uuid[])
    WHERE known.pier_id = pier.id AND NOT known.boat_type_id = ANY(pier.suitable_boat_types)
)
INSERT INTO pier_boat_types (pier_id, boat_type_id)
SELECT pier_id, boat_type_id FROM told
ON CONFLICT DO NOTHING;

-- name: write_ferry_route_stops!
-- Leaves each of the routes with exactly the stops that its row names, in their order.
WITH gone AS (
    DELETE FROM ferry_route_stops AS known
    USING json_to_recordset(:rows::text::json) AS route (id uuid, stops uuid[])
    WHERE known.route_id = route.id AND known.position > cardinality(route.stops)
)
INSERT INTO ferry_route_stops (route_id, position, stop_id)
SELECT route.id, position, stop_id
FROM json_to_recordset(:rows::text::json) AS route (id uuid, stops uuid[]),
     unnest(route.stops) WITH ORDINALITY AS stop (stop_id, position)
ON CONFLICT (route_id, position) DO UPDATE SET stop_id = excluded.stop_id;

-- name: retire!
-- Takes the records with the given ids out of the catalogue, and with each all that cannot be without it: the piers of
-- a harbor, the places at a pier, what a provider lists. Nothing that refers to them is lost.
WITH
retired_providers AS (UPDATE providers SET retired_at = :now WHERE id = ANY(:ids::uuid[])),
retired_boat_types AS (UPDATE boat_types SET retired_at = :now WHERE id = ANY(:ids::uuid[])),
retired_harbors AS (
    UPDATE harbors SET retired_at = :now
    WHERE retired_at IS NULL AND :ids::uuid[] && ARRAY[id, provider_id]
    RETURNING id
),
retired_piers AS (
    UPDATE piers SET retired_at = :now
    WHERE retired_at IS NULL AND (id = ANY(:ids::uuid[]) OR harbor_id IN (SELECT id FROM retired_harbors))
    RETURNING id
),
retired_winter_storage_areas AS (
    UPDATE winter_storage_areas SET retired_at = :now
    WHERE retired_at IS NULL AND :ids::uuid[] && ARRAY[id, provider_id]
    RETURNING id
),
retired_winter_storage_sections AS (
    UPDATE winter_storage_sections SET retired_at = :now
    WHERE retired_at IS NULL AND (id = ANY(:ids::uuid[]) OR area_id IN (SELECT id FROM retired_winter_storage_areas))
    RETURNING id
),
retired_places AS (
    UPDATE places SET retired_at = :now
    WHERE retired_at IS NULL AND (
        id = ANY(:ids::uuid[]) OR provider_id = ANY(:ids::uuid[])
        OR harbor_id IN (SELECT id FROM retired_harbors) OR pier_id IN (SELECT id FROM retired_piers)
        OR area_id IN (SELECT id FROM retired_winter_storage_areas)
        OR section_id IN (SELECT id FROM retired_winter_storage_sections))
),
retired_services AS (
    UPDATE services SET retired_at = :now WHERE retired_at IS NULL AND :ids::uuid[] && ARRAY[id, provider_id]
),
retired_ferry_stops AS (
    UPDATE ferry_stops SET retired_at = :now WHERE retired_at IS NULL AND :ids::uuid[] && ARRAY[id, provider_id]
),
retired_ferry_routes AS (
    UPDATE ferry_routes SET retired_at = :now WHERE retired_at IS NULL AND :ids::uuid[] && ARRAY[id, operator_id]
)
SELECT;

-- name: held_places$
-- How many of the places that would go with the records of the given ids somebody has, now or later, or money is under
-- way for. Until the transaction ends nobody gets one of them.
WITH place AS MATERIALIZED (
    SELECT id FROM places
    WHERE retired_at IS NULL AND :ids::uuid[] && ARRAY[id, harbor_id, pier_id, area_id, section_id]
    ORDER BY id
    FOR UPDATE
)
SELECT count(*) FROM places_in_use(ARRAY(SELECT id FROM place), :now);

-- name: records_in_use
-- Those of the records without which a place would have to go that cannot: somebody has it, now or later, or money is
-- under way for it. Until the transaction ends nobody gets one of their places.
WITH lying AS MATERIALIZED (
    SELECT place.id, within.id AS record_id
    FROM places AS place
    CROSS JOIN LATERAL unnest(ARRAY[
        place.id, place.provider_id, place.harbor_id, place.pier_id, place.area_id, place.section_id
    ]) AS within (id)
    JOIN unnest(:ids::uuid[]) AS gone (id) ON gone.id = within.id
    WHERE place.retired_at IS NULL
),
kept AS MATERIALIZED (
    SELECT id FROM places WHERE id IN (SELECT id FROM lying) ORDER BY id FOR UPDATE
)
SELECT DISTINCT record_id AS id
FROM lying
WHERE id IN (SELECT in_use FROM places_in_use(ARRAY(SELECT id FROM kept), :now) AS in_use);

-- name: held_units
-- Up to which of their units somebody has each of the places, now or later; until the transaction ends nobody gets more.
SELECT place_id AS id, max(upper(span)) AS units
FROM occupancies
JOIN (SELECT id FROM places WHERE id = ANY(:ids::uuid[]) ORDER BY id FOR UPDATE) AS place ON place.id = place_id
WHERE state = 'HOLDING' AND upper(period) > :now
GROUP BY place_id;

-- name: gather_statistics!
-- Tells the planner what a load has brought in; nothing is planned well before.
SELECT gather_catalogue_statistics();

-- name: differing_figures
-- Every stored figure that is not what the places come to, counted in another way than by the database's triggers.
WITH stored AS (
    SELECT 'harbors' AS relation, id, figure, value
    FROM harbors, jsonb_each(jsonb_build_object(
        'place_count', place_count, 'active_place_count', active_place_count, 'max_width_mm', max_width_mm,
        'max_length_mm', max_length_mm, 'max_depth_mm', max_depth_mm, 'places_by_mooring', places_by_mooring,
        'places_by_width', places_by_width
    )) AS each (figure, value)
    UNION ALL
    SELECT 'piers' AS relation, id, figure, value
    FROM piers, jsonb_each(jsonb_build_object(
        'place_count', place_count, 'active_place_count', active_place_count, 'max_width_mm', max_width_mm,
        'max_length_mm', max_length_mm, 'max_depth_mm', max_depth_mm, 'places_by_mooring', places_by_mooring,
        'places_by_width', places_by_width
    )) AS each (figure, value)
    UNION ALL
    SELECT 'winter_storage_areas' AS relation, id, figure, value
    FROM winter_storage_areas, jsonb_each(jsonb_build_object(
        'place_count', place_count, 'active_place_count', active_place_count
    )) AS each (figure, value)
    UNION ALL
    SELECT 'winter_storage_sections' AS relation, id, figure, value
    FROM winter_storage_sections, jsonb_each(jsonb_build_object(
        'place_count', place_count, 'active_place_count', active_place_count
    )) AS each (figure, value)
), belonging AS (
    SELECT relation, parent_id AS id, is_active, width_mm, length_mm, depth_mm, mooring,
           ceil(width_mm / 500.0)::integer * 500 AS to_mm
    FROM places
    CROSS JOIN LATERAL (VALUES
        ('harbors', harbor_id), ('piers', pier_id), ('winter_storage_areas', area_id),
        ('winter_storage_sections', section_id)
    ) AS parent (relation, parent_id)
    WHERE retired_at IS NULL AND parent_id IS NOT NULL
), counted AS (
    SELECT relation, id, 'place_count' AS figure, to_jsonb(count(*)) AS value FROM belonging GROUP BY relation, id
    UNION ALL
    SELECT relation, id, figure, value
    FROM (
        SELECT relation, id, jsonb_build_object(
            'active_place_count', count(*), 'max_width_mm', max(width_mm), 'max_length_mm', max(length_mm),
            'max_depth_mm', max(depth_mm)
        ) AS figures
        FROM belonging WHERE is_active GROUP BY relation, id
    ) AS in_use, jsonb_each(figures) AS each (figure, value)
    UNION ALL
    SELECT relation, id, 'places_by_mooring' AS figure,
           jsonb_agg(jsonb_build_object('mooring', mooring, 'count', number) ORDER BY mooring COLLATE "C") AS value
    FROM (
        SELECT relation, id, mooring, count(*) AS number
        FROM belonging WHERE mooring IS NOT NULL GROUP BY relation, id, mooring
    ) AS spread
    GROUP BY relation, id
    UNION ALL
    SELECT relation, id, 'places_by_width' AS figure, jsonb_agg(
        jsonb_build_object('from_mm', to_mm - 500, 'to_mm', to_mm, 'count', number) ORDER BY to_mm) AS value
    FROM (
        SELECT relation, id, to_mm, count(*) AS number
        FROM belonging WHERE to_mm IS NOT NULL GROUP BY relation, id, to_mm
    ) AS spread
    GROUP BY relation, id
)
SELECT relation, id, figure, stored.value AS stored, should_be.value AS counted
FROM stored
LEFT JOIN counted USING (relation, id, figure)
CROSS JOIN LATERAL (SELECT coalesce(counted.value, CASE
    WHEN figure LIKE '%place_count' THEN '0'::jsonb
    WHEN figure LIKE 'places_by%' THEN '[]'::jsonb
    ELSE 'null'::jsonb END)) AS should_be (value)
WHERE stored.value <> should_be.value
ORDER BY relation, id, figure;

-- name: recount_harbors!
-- Has the database count the places of these harbors again.
SELECT recount_harbors(:ids::uuid[]);

-- name: recount_piers!
-- Has the database count the places of these piers again.
SELECT recount_piers(:ids::uuid[]);

-- name: recount_winter_storage_areas!
-- Has the database count the places of these areas again.
SELECT recount_winter_storage_areas(:ids::uuid[]);

-- name: recount_winter_storage_sections!
-- Has the database count the places of these sections again.
SELECT recount_winter_storage_sections(:ids::uuid[]);
