-- name: known_reasons
-- What a source brought before, what is gone included.
SELECT id, number, name_fi, name_sv, name_en, retired_at IS NOT NULL AS retired
FROM switch_reasons WHERE source_system = :source;

-- name: keep_reasons!
-- Reasons as they read now.
INSERT INTO switch_reasons AS kept (id, number, name_fi, name_sv, name_en, source_system)
SELECT id, number, fi, sv, en, :source
FROM unnest(:ids::uuid[], :numbers::integer[], :fi::text[], :sv::text[], :en::text[])
     AS reason (id, number, fi, sv, en)
ON CONFLICT (id) DO UPDATE
SET number = excluded.number, name_fi = excluded.name_fi, name_sv = excluded.name_sv, name_en = excluded.name_en,
    retired_at = NULL;

-- name: retire_reasons!
-- Reasons that nobody is offered any more.
UPDATE switch_reasons SET retired_at = :now WHERE id = ANY(:ids::uuid[]);
