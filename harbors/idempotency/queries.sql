-- name: take_turn^
-- What the request with this key came to, and for which arguments; and whether no other transaction is at work for it:
-- none begins before this one ends. Who ended in the instant between the look and the turn is met by ``keep_answer``.
SELECT turn.is_ours, kept.argument_hash, kept.answer::text AS answer
FROM (SELECT pg_try_advisory_xact_lock(hashtextextended(:caller || ' ' || encode(:key_hash::bytea, 'hex'), 1)))
    AS turn (is_ours)
LEFT JOIN idempotency_keys AS kept ON kept.caller = :caller AND kept.key_hash = :key_hash;

-- name: keep_answer!
-- What the request with this key came to.
INSERT INTO idempotency_keys (caller, key_hash, argument_hash, answer, created_at)
VALUES (:caller, :key_hash, :argument_hash, :answer::text::jsonb, :now);
