-- name: place_on_map^
-- A place with the harbor or area in which it lies, as far as they are listed.
SELECT place.number, place.kind, place.geometry, place.pier_id, place.section_id,
       coalesce(place.harbor_id, place.area_id) AS site_id,
       coalesce(harbor.name_fi, area.name_fi) AS name_fi, coalesce(harbor.name_sv, area.name_sv) AS name_sv,
       coalesce(harbor.name_en, area.name_en) AS name_en, coalesce(harbor.geometry, area.geometry) AS ground,
       coalesce(pier.identifier, section.identifier) AS part
FROM places AS place
LEFT JOIN harbors AS harbor ON harbor.id = place.harbor_id AND harbor.retired_at IS NULL
LEFT JOIN winter_storage_areas AS area ON area.id = place.area_id AND area.retired_at IS NULL
LEFT JOIN piers AS pier ON pier.id = place.pier_id AND pier.retired_at IS NULL
LEFT JOIN winter_storage_sections AS section ON section.id = place.section_id AND section.retired_at IS NULL
WHERE place.id = :id AND place.retired_at IS NULL AND coalesce(harbor.id, area.id) IS NOT NULL;

-- name: parts_on_map
-- The piers of a harbor, or the sections of an area.
SELECT identifier AS label, geometry FROM piers WHERE harbor_id = :site_id AND retired_at IS NULL
UNION ALL
SELECT identifier, geometry FROM winter_storage_sections WHERE area_id = :site_id AND retired_at IS NULL
ORDER BY label;

-- name: neighbours_on_map
-- Numbered places of the same harbor or area near a place, by number.
SELECT other.number AS label, other.geometry
FROM places AS place
JOIN places AS other ON other.retired_at IS NULL AND other.id <> place.id
     AND other.kind IN ('BERTH', 'GUEST_MOORING', 'WINTER_STORAGE_PLACE')
     AND (other.harbor_id = place.harbor_id OR other.area_id = place.area_id)
     AND other.metric_bbox && box(center(place.metric_bbox) + point(-:reach::float8, -:reach::float8),
                                  center(place.metric_bbox) + point(:reach::float8, :reach::float8))
WHERE place.id = :id
ORDER BY other.number, other.id
LIMIT 600;
