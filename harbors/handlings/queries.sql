-- name: selected
-- Those of these applications that are of a round, as far as this transaction sees them.
SELECT id FROM applications
WHERE round_id = :round_id AND id = ANY(:ids::uuid[]) AND erased_at IS NULL
ORDER BY id;

-- name: add_handling!
-- An act on many applications, of which nothing is done yet.
INSERT INTO handlings (id, round_id, provider_id, act, detail, reason, asked_by, key_id, client_id, request_id,
                       created_at)
VALUES (:id, :round_id, :provider_id, :act, :detail::text::jsonb, :reason, :asked_by, :key_id, :client_id,
        :request_id, :created_at);

-- name: add_items!
-- The applications that it is about.
INSERT INTO handling_items (handling_id, application_id) SELECT :handling_id, unnest(:application_ids::uuid[]);

-- name: find_handling^
-- An act on many applications.
SELECT id, round_id, provider_id, act, detail::text AS detail, reason, asked_by, key_id, client_id, request_id,
       created_at, ended_at
FROM handlings WHERE id = :id;

-- name: handlings_of_round
-- What was done to many applications of a round, the newest first.
SELECT id, round_id, provider_id, act, detail::text AS detail, reason, asked_by, key_id, client_id, request_id,
       created_at, ended_at
FROM handlings WHERE round_id = :round_id
ORDER BY created_at DESC, id
LIMIT :most;

-- name: progress^
-- What became of how many.
SELECT count(*)::int AS total,
       count(*) FILTER (WHERE outcome = 'DONE')::int AS done,
       count(*) FILTER (WHERE outcome = 'UNCHANGED')::int AS unchanged,
       count(*) FILTER (WHERE outcome = 'REFUSED')::int AS refused
FROM handling_items WHERE handling_id = :handling_id;

-- name: items_of_handling
-- The applications in it after one of them, in order of their ids, and what became of each.
SELECT application_id, outcome, problem::text AS problem FROM handling_items
WHERE handling_id = :handling_id AND (:after::uuid IS NULL OR application_id > :after)
AND (:outcome::text IS NULL OR outcome = :outcome)
ORDER BY application_id
LIMIT :most;

-- name: next_items
-- Those whose turn it is: nobody else takes them until the transaction ends.
SELECT application_id FROM handling_items
WHERE handling_id = :handling_id AND outcome IS NULL
ORDER BY application_id
LIMIT :most
FOR UPDATE;

-- name: lock_with_pairs
-- These applications and those that may be the same, in the one order in which all who handle lock.
SELECT application.id FROM applications AS application
WHERE application.id = ANY(:ids::uuid[])
OR application.id IN (
    SELECT unnest(ARRAY[pair.first_id, pair.second_id]) FROM application_duplicates AS pair
    WHERE pair.status = 'OPEN' AND (pair.first_id = ANY(:ids::uuid[]) OR pair.second_id = ANY(:ids::uuid[])))
ORDER BY application.id
FOR NO KEY UPDATE OF application;

-- name: note_outcomes!
-- What became of some of them.
UPDATE handling_items AS item SET outcome = told.outcome, problem = told.problem::jsonb
FROM unnest(:application_ids::uuid[], :outcomes::text[], :problems::text[]) AS told (application_id, outcome, problem)
WHERE item.handling_id = :handling_id AND item.application_id = told.application_id;

-- name: end_handling!
-- Nothing is left to do.
UPDATE handlings SET ended_at = :now WHERE id = :id AND ended_at IS NULL;

-- name: open_pairs
-- The pairs of an application of which nobody has said yet what they are, with which of the two came first.
SELECT pair.id,
       CASE WHEN (one.submitted_at, one.id) <= (other.submitted_at, other.id) THEN one.id ELSE other.id END AS oldest,
       CASE WHEN (one.submitted_at, one.id) <= (other.submitted_at, other.id) THEN other.id ELSE one.id END AS newest
FROM application_duplicates AS pair
JOIN applications AS one ON one.id = pair.first_id
JOIN applications AS other ON other.id = pair.second_id
WHERE pair.status = 'OPEN' AND :id IN (pair.first_id, pair.second_id)
ORDER BY pair.id;

-- name: is_open$
-- Whether a pair is still to be decided: a merge decides other pairs, too.
SELECT EXISTS (SELECT FROM application_duplicates WHERE id = :id AND status = 'OPEN');

-- name: waiting_among
-- Those of these applications of a round that wait for a kind of work.
SELECT application_id FROM waiting_work(:round_id)
WHERE work = :work AND application_id = ANY(:application_ids::uuid[]);

-- name: claim_of^
-- What a person says of an organisation, and what was found of that.
SELECT id, status FROM representations WHERE organisation_id = :organisation_id AND person_id = :person_id;

-- name: readers
-- How many of those who wait for a kind of work read which language; of people without a mail address none.
SELECT application.language, count(*)::int AS recipients
FROM waiting_work(:round_id) AS waiting
JOIN applications AS application ON application.id = waiting.application_id
JOIN applicants AS applicant ON applicant.application_id = application.id
WHERE waiting.work = :work AND applicant.email IS NOT NULL
GROUP BY application.language;
