-- name: add_round!
-- A new round; rounds_code_unique refuses a code that is taken.
INSERT INTO rounds (id, provider_id, code, name_fi, name_sv, name_en, name_sort, search_text, season_starts,
                    season_ends, opens_at, closes_at, policy, rules, created_at, modified_at)
VALUES (:id, :provider_id, :code, :name_fi, :name_sv, :name_en, :name_sort, :search_text, :season_starts,
        :season_ends, :opens_at, :closes_at, :policy, :rules::text::jsonb, :now, :now);

-- name: provider_exists$
-- Whether a provider is listed.
SELECT EXISTS (SELECT FROM providers WHERE id = :id AND retired_at IS NULL);

-- name: rounds
-- Every round, the newest first, with its rules as text.
SELECT id, provider_id, code, name_fi, name_sv, name_en, season_starts, season_ends, opens_at, closes_at, policy,
       rules::text AS rules, closed_at, drawn_at
FROM rounds
ORDER BY opens_at DESC, code;

-- name: round_by_code^
-- A round as it stands.
SELECT id, provider_id, code, name_fi, name_sv, name_en, season_starts, season_ends, opens_at, closes_at, policy,
       rules::text AS rules, closed_at, drawn_at
FROM rounds
WHERE code = :code;

-- name: lock_round^
-- A round that nobody can apply to, close or draw until this transaction ends; waits for those who are at it.
SELECT id, provider_id, code, name_fi, name_sv, name_en, season_starts, season_ends, opens_at, closes_at, policy,
       rules::text AS rules, closed_at, drawn_at
FROM rounds
WHERE code = :code
FOR UPDATE;

-- name: hold_round^
-- A round that cannot be closed or drawn until this transaction ends; others may apply meanwhile.
SELECT id, provider_id, code, name_fi, name_sv, name_en, season_starts, season_ends, opens_at, closes_at, policy,
       rules::text AS rules, closed_at, drawn_at
FROM rounds
WHERE id = :id
FOR KEY SHARE;

-- name: mark_closed!
-- The round takes no more applications.
UPDATE rounds SET closed_at = :closed_at, modified_at = :now WHERE id = :id;

-- name: mark_drawn!
-- The round is drawn.
UPDATE rounds SET drawn_at = :now, modified_at = :now WHERE id = :id;
