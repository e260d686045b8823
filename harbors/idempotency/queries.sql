-- name: recall_answer^
-- What the request with this key came to, and for which arguments.
SELECT argument_hash, answer::text AS answer FROM idempotency_keys WHERE caller = :caller AND key_hash = :key_hash;

-- name: take_turn$
-- Whether no other transaction is at work for this key; none begins before this one ends.
SELECT pg_try_advisory_xact_lock(hashtextextended(:caller || ' ' || encode(:key_hash::bytea, 'hex'), 1));

-- name: keep_answer!
-- What the request with this key came to.
INSERT INTO idempotency_keys (caller, key_hash, argument_hash, answer, created_at)
VALUES (:caller, :key_hash, :argument_hash, :answer::text::jsonb, :now);
