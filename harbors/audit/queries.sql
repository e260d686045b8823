-- name: write_entries!
-- New entries, given as one JSON array; the database queues each for its number in the chain.
INSERT INTO audit_entries (id, at, request_id, actor_kind, actor_id, on_behalf_kind, on_behalf_id, client_id, operation,
                           subject_type, subject_id, person_id, provider_id, reason, outcome, codes, before, after,
                           salt, digest)
SELECT entry.id, entry.at, entry.request_id, entry.actor_kind, entry.actor_id, entry.on_behalf_kind,
       entry.on_behalf_id, entry.client_id, entry.operation, entry.subject_type, entry.subject_id, entry.person_id,
       entry.provider_id, entry.reason, entry.outcome, entry.codes, entry.before, entry.after,
       decode(entry.salt, 'hex'), decode(entry.digest, 'hex')
FROM jsonb_to_recordset(:entries::text::jsonb) AS entry (
    id uuid, at timestamptz, request_id text, actor_kind text, actor_id uuid, on_behalf_kind text, on_behalf_id uuid,
    client_id uuid, operation text, subject_type text, subject_id uuid, person_id uuid, provider_id uuid, reason text,
    outcome text, codes text[], before jsonb, after jsonb, salt text, digest text
);

-- name: seal_entries$
-- Gives committed entries their number and hash, the oldest first, and says how many it were.
SELECT seal_audit_entries(:at_most);

-- name: erase_entries^
-- Destroys the records about a person with their salts: how many, and the SHA-256 of their ids in order, a line each.
SELECT erased, digest FROM erase_audit_entries(:person_id, :erasure_id);

-- name: head^
-- The newest entry of the chain.
SELECT number, hash FROM audit_chain ORDER BY number DESC LIMIT 1;

-- name: chain_page
-- The next entries of the chain in order, each with its record; or with the erasure that it fell to.
SELECT chain.number, chain.entry_id, chain.at, chain.operation, chain.subject_type, chain.subject_id, chain.digest,
       chain.hash, entry.id IS NOT NULL AS recorded, to_jsonb(entry)::text AS record, entry.salt,
       entry.digest AS own_digest, entry.at AS own_at, erasure.erasure_id,
       EXISTS (SELECT FROM audit_entries AS telling
               WHERE telling.id = erasure.erasure_id AND telling.operation = 'AUDIT_ERASED') AS erasure_told
FROM (SELECT * FROM audit_chain WHERE number > :after ORDER BY number LIMIT :count) AS chain
LEFT JOIN audit_entries AS entry ON entry.id = chain.entry_id
LEFT JOIN audit_erasures AS erasure ON erasure.entry_id = chain.entry_id
ORDER BY chain.number;

-- name: unsealed_page
-- The next entries that wait for their number, each with its record; or with the erasure that it fell to.
SELECT queued.entry_id, queued.at, queued.operation, queued.subject_type, queued.subject_id, queued.digest,
       entry.id IS NOT NULL AS recorded, to_jsonb(entry)::text AS record, entry.salt, entry.digest AS own_digest,
       entry.at AS own_at, erasure.erasure_id,
       EXISTS (SELECT FROM audit_entries AS telling
               WHERE telling.id = erasure.erasure_id AND telling.operation = 'AUDIT_ERASED') AS erasure_told
FROM (SELECT * FROM audit_unsealed WHERE entry_id > :after ORDER BY entry_id LIMIT :count) AS queued
LEFT JOIN audit_entries AS entry ON entry.id = queued.entry_id
LEFT JOIN audit_erasures AS erasure ON erasure.entry_id = queued.entry_id
ORDER BY queued.entry_id;

-- name: erased_page
-- The next ids of entries that fell to one erasure.
SELECT entry_id FROM audit_erasures WHERE erasure_id = :erasure_id AND entry_id > :after
ORDER BY entry_id LIMIT :count;

-- name: unchained
-- Records, and erased entries, that have a place neither in the chain nor in the queue.
SELECT id FROM (
    SELECT id FROM audit_entries
    UNION ALL
    SELECT entry_id FROM audit_erasures
) AS known
WHERE NOT EXISTS (SELECT FROM audit_chain WHERE entry_id = known.id)
  AND NOT EXISTS (SELECT FROM audit_unsealed WHERE entry_id = known.id)
LIMIT :count;

-- name: chained$
-- How many rows of the chain have a number up to this one.
SELECT count(*) FROM audit_chain WHERE number <= :until;
