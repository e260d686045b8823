-- name: add_round!
-- A new round with the first version of its rules; rounds_code_unique refuses a code that is taken.
WITH round AS (
    INSERT INTO rounds (id, provider_id, code, name_fi, name_sv, name_en, name_sort, search_text, kind, season_starts,
                        season_ends, opens_at, closes_at, publishes_at, upgrades_until, policy, rules, rules_version,
                        previous_round_id, created_at, modified_at)
    VALUES (:id, :provider_id, :code, :name_fi, :name_sv, :name_en, :name_sort, :search_text, :kind, :season_starts,
            :season_ends, :opens_at, :closes_at, :publishes_at, :upgrades_until, :policy, :rules::text::jsonb, 1,
            :previous_round_id, :now, :now)
    RETURNING id, rules, created_at
)
INSERT INTO round_rules (round_id, version, rules, created_at)
SELECT id, 1, rules, created_at FROM round;

-- name: provider_of_round$
-- Whose round it is.
SELECT provider_id FROM rounds WHERE id = :id;

-- name: change_rules!
-- The rules from now on, as another version; round_rules_version_once refuses one that is there.
WITH round AS (
    UPDATE rounds SET rules = :rules::text::jsonb, rules_version = :version, modified_at = :now
    WHERE id = :id
    RETURNING id, rules
)
INSERT INTO round_rules (round_id, version, rules, reason, created_at)
SELECT id, :version, rules, :reason, :now FROM round;

-- name: move_windows!
-- When boaters apply and when results are told, from now on.
UPDATE rounds
SET opens_at = :opens_at, closes_at = :closes_at, publishes_at = :publishes_at, upgrades_until = :upgrades_until,
    modified_at = :now
WHERE id = :id;

-- name: lock_round_by_id^
-- A round that nobody can apply to, close or draw until this transaction ends; waits for those who are at it.
SELECT id, provider_id, code, name_fi, name_sv, name_en, kind, season_starts, season_ends, opens_at, closes_at,
       publishes_at, upgrades_until, policy, rules::text AS rules, rules_version, previous_round_id, closed_at,
       frozen_at, drawn_at, released_at, published_at
FROM rounds
WHERE id = :id
FOR UPDATE;

-- name: provider_exists$
-- Whether a provider is listed.
SELECT EXISTS (SELECT FROM providers WHERE id = :id AND retired_at IS NULL);

-- name: rounds
-- Every round, the newest first, with its rules as text.
SELECT id, provider_id, code, name_fi, name_sv, name_en, kind, season_starts, season_ends, opens_at, closes_at,
       publishes_at, upgrades_until, policy, rules::text AS rules, rules_version, previous_round_id, closed_at,
       frozen_at, drawn_at, released_at, published_at
FROM rounds
ORDER BY opens_at DESC, code;

-- name: round_by_code^
-- A round as it stands.
SELECT id, provider_id, code, name_fi, name_sv, name_en, kind, season_starts, season_ends, opens_at, closes_at,
       publishes_at, upgrades_until, policy, rules::text AS rules, rules_version, previous_round_id, closed_at,
       frozen_at, drawn_at, released_at, published_at
FROM rounds
WHERE code = :code;

-- name: lock_round^
-- A round that nobody can apply to, close or draw until this transaction ends; waits for those who are at it.
SELECT id, provider_id, code, name_fi, name_sv, name_en, kind, season_starts, season_ends, opens_at, closes_at,
       publishes_at, upgrades_until, policy, rules::text AS rules, rules_version, previous_round_id, closed_at,
       frozen_at, drawn_at, released_at, published_at
FROM rounds
WHERE code = :code
FOR UPDATE;

-- name: hold_round^
-- A round that cannot be closed or drawn until this transaction ends; others may apply meanwhile.
SELECT id, provider_id, code, name_fi, name_sv, name_en, kind, season_starts, season_ends, opens_at, closes_at,
       publishes_at, upgrades_until, policy, rules::text AS rules, rules_version, previous_round_id, closed_at,
       frozen_at, drawn_at, released_at, published_at
FROM rounds
WHERE id = :id
FOR KEY SHARE;

-- name: mark_stages!
-- What staff have done with the round, each stage with its time; what was taken back is null.
UPDATE rounds
SET closed_at = :closed_at, frozen_at = :frozen_at, drawn_at = :drawn_at, released_at = :released_at,
    published_at = :published_at, modified_at = :now
WHERE id = :id;
