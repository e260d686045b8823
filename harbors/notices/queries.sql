-- name: add_message!
-- A message in the transaction of what it tells of, unless there is one with this key: says how many were added.
-- No column is named as the one in conflict, or whoever writes a message would have to be allowed to read it.
INSERT INTO messages (id, kind, template, language, reference, address, person_id, figures, key, status, created_at)
VALUES (:id, :kind, :template, :language, :reference, :address, :person_id, :figures::text::jsonb, :key, 'WAITING',
        :now)
ON CONFLICT DO NOTHING;

-- name: lock_message^
-- A message as its sender needs it; nobody else sends it until the transaction ends.
SELECT id, kind, template, language, reference, address, person_id, figures::text AS figures, status, attempts,
       last_error, created_at, sent_at
FROM messages WHERE id = :id
FOR UPDATE;

-- name: find_message^
-- A message that this transaction may see.
SELECT id, kind, template, language, reference, address, person_id, figures::text AS figures, status, attempts,
       last_error, created_at, sent_at
FROM messages WHERE id = :id;

-- name: count_sent$
-- How many messages an address was sent since then.
SELECT count(*) FROM messages WHERE address = :address AND sent_at > :since;

-- name: mark_sending!
-- The message is about to be given to the server.
UPDATE messages SET status = 'SENDING', attempts = attempts + 1 WHERE id = :id;

-- name: mark_sent!
-- The server has it; what let in whoever had it is not kept.
UPDATE messages
SET status = 'SENT', sent_at = :now, provider_message_id = :provider_message_id, last_error = NULL,
    figures = CASE WHEN forgotten_at IS NULL THEN :figures::text::jsonb ELSE figures END
WHERE id = :id AND status = 'SENDING';

-- name: mark_waiting!
-- The attempt has failed, and another is made.
UPDATE messages SET status = 'WAITING', last_error = :failure WHERE id = :id AND status = 'SENDING';

-- name: mark_refused!
-- The server will never have it.
UPDATE messages
SET status = 'REFUSED', last_error = :failure,
    figures = CASE WHEN forgotten_at IS NULL THEN :figures::text::jsonb ELSE figures END
WHERE id = :id AND status = 'SENDING';

-- name: mark_kept!
-- Nothing is set up that would send it: it stays in the outbox.
UPDATE messages SET status = 'KEPT' WHERE id = :id AND status = 'SENDING';

-- name: forget_old!
-- Of a message that was dealt with long ago only what it was about and when is left.
UPDATE messages SET address = NULL, figures = '{}', last_error = NULL, forgotten_at = :now
WHERE created_at < :before AND forgotten_at IS NULL AND status NOT IN ('WAITING', 'SENDING');

-- name: forget_person!
-- Of all messages to a person only what they were about and when is left; what waits is not sent any more.
UPDATE messages SET address = NULL, figures = '{}', last_error = NULL, forgotten_at = :now
WHERE person_id = :person_id AND forgotten_at IS NULL;

-- name: list_messages
-- The newest messages that this transaction may see.
SELECT id, kind, template, language, reference, address, person_id, figures::text AS figures, status, attempts,
       last_error, created_at, sent_at
FROM messages
ORDER BY created_at DESC, id
LIMIT :most;

-- name: messages_of_person
-- The delivery log of a person, newest first.
SELECT id, kind, template, language, reference, address, person_id, figures::text AS figures, status, attempts,
       last_error, created_at, sent_at
FROM messages WHERE person_id = :person_id
ORDER BY created_at DESC, id
LIMIT :most;
