-- name: provider_of_ground$
-- Whose the unmarked part of a winter area is.
SELECT provider_id FROM places
WHERE id = :id AND kind = 'UNMARKED_WINTER_STORAGE' AND retired_at IS NULL;

-- name: lock_ground^
-- The unmarked part of a winter area, which nobody else cuts until the transaction ends; with where it lies.
SELECT id, provider_id, area_id, ground_m2, centroid
FROM places
WHERE id = :id AND kind = 'UNMARKED_WINTER_STORAGE' AND retired_at IS NULL
FOR NO KEY UPDATE;

-- name: lots_of
-- The lots that ground is cut into, and until when somebody had or has each of them; in order of number.
SELECT lot.id, lot.section_id, lot.width_mm, lot.length_mm, lot.number,
       (SELECT max(upper(period)) FROM occupancies WHERE place_id = lot.id AND state = 'HOLDING') AS held_until
FROM winter_storage_sections AS section
JOIN places AS lot ON lot.section_id = section.id AND lot.retired_at IS NULL
WHERE section.cut_from = :id AND section.retired_at IS NULL
ORDER BY lot.number_sort, lot.id;

-- name: opened_round$
-- The code of a winter round of the provider that has opened and is not told yet, of a season that is not over.
SELECT code FROM rounds
WHERE provider_id = :provider_id AND kind = 'WINTER_STORAGE' AND opens_at <= :now AND published_at IS NULL
AND season_ends >= :now::timestamptz::date
ORDER BY opens_at, code
LIMIT 1;

-- name: measure!
-- How large the ground is, as staff measured it.
UPDATE places SET ground_m2 = :ground_m2, modified_at = :now
WHERE id = :id AND ground_m2 IS DISTINCT FROM :ground_m2;

-- name: mark_cut!
-- These sections are cut from the ground; lots_fit_their_ground refuses what is too much for it.
UPDATE winter_storage_sections SET cut_from = :id
WHERE id = ANY(:section_ids::uuid[]);
