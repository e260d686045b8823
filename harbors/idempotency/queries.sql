-- name: claim_key^
-- The row of a key, made if it is new; waits for an equal request that is under way, and then sees what that left.
-- Without an answer the key is ours.
INSERT INTO idempotency_keys AS kept (caller, key_hash, argument_hash, created_at)
VALUES (:caller, :key_hash, :argument_hash, :now)
ON CONFLICT (caller, key_hash) DO UPDATE SET answer = kept.answer
RETURNING argument_hash, answer::text AS answer;

-- name: keep_answer!
-- What the request with this key came to.
UPDATE idempotency_keys SET answer = :answer::text::jsonb WHERE caller = :caller AND key_hash = :key_hash;
