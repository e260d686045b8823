-- name: put_job!
-- A job in the transaction of the caller, unless one with this key waits or runs already.
WITH job AS (
    INSERT INTO pgqueuer (priority, entrypoint, payload, dedupe_key, execute_after, status)
    VALUES (:priority, :kind, convert_to(:ids, 'UTF8'), :key, coalesce(:due, now()), 'queued')
    ON CONFLICT (dedupe_key) WHERE status IN ('queued', 'picked') AND dedupe_key IS NOT NULL DO NOTHING
    RETURNING id, entrypoint, priority
)
INSERT INTO pgqueuer_log (job_id, status, entrypoint, priority)
SELECT id, 'queued', entrypoint, priority FROM job;

-- name: lock_claim$
-- Whether the job is still this worker's. Nobody else can pick it until the transaction ends; a heartbeat gets past.
SELECT true FROM pgqueuer
WHERE id = :id AND queue_manager_id = :worker AND status = 'picked'
FOR KEY SHARE;

-- name: finish_job$
-- Takes a job out of the queue, in the transaction of its effect; null when it is not this worker's any more.
WITH done AS (
    DELETE FROM pgqueuer
    WHERE id = :id AND queue_manager_id = :worker AND status = 'picked'
    RETURNING id, entrypoint, priority
)
INSERT INTO pgqueuer_log (job_id, status, entrypoint, priority)
SELECT id, 'successful', entrypoint, priority FROM done
RETURNING job_id;

-- name: postpone_job!
-- An attempt has failed: another is made after ``wait``.
WITH job AS (
    UPDATE pgqueuer
    SET status = 'queued', execute_after = now() + :wait, attempts = attempts + 1, updated = now(),
        queue_manager_id = NULL
    WHERE id = :id AND queue_manager_id = :worker AND status = 'picked'
    RETURNING id, entrypoint, priority
)
INSERT INTO pgqueuer_log (job_id, status, entrypoint, priority, traceback)
SELECT id, 'queued', entrypoint, priority, :failure::text::jsonb FROM job;

-- name: hold_job!
-- The last attempt has failed: the job stays, and nobody does it until it is put back.
WITH job AS (
    UPDATE pgqueuer
    SET status = 'failed', attempts = attempts + 1, updated = now(), queue_manager_id = NULL
    WHERE id = :id AND queue_manager_id = :worker AND status = 'picked'
    RETURNING id, entrypoint, priority
)
INSERT INTO pgqueuer_log (job_id, status, entrypoint, priority, traceback)
SELECT id, 'failed', entrypoint, priority, :failure::text::jsonb FROM job;

-- name: give_back_job!
-- A worker that has to stop gives back what it has not done; that is no failed attempt.
WITH job AS (
    UPDATE pgqueuer
    SET status = 'queued', updated = now(), queue_manager_id = NULL
    WHERE id = :id AND queue_manager_id = :worker AND status = 'picked'
    RETURNING id, entrypoint, priority
)
INSERT INTO pgqueuer_log (job_id, status, entrypoint, priority)
SELECT id, 'queued', entrypoint, priority FROM job;

-- name: tell_workers!
-- Has workers look again, as new jobs have them: of jobs that are due anew pgqueuer's own trigger tells nobody.
SELECT pg_notify('ch_pgqueuer', json_build_object(
    'channel', 'ch_pgqueuer', 'operation', 'update', 'sent_at', now(), 'table', 'pgqueuer',
    'type', 'table_changed_event')::text);

-- name: be_alive!
-- Holds a lock for as long as this session lasts: by it others see that the worker lives.
SELECT pg_advisory_lock_shared(hashtextextended('ahti worker ' || :worker::uuid, 0));

-- name: free_orphans
-- Jobs of workers whose sessions are gone go back into the queue, and are held when that has happened too often; those
-- in the middle of a transaction are let be.
WITH gone AS MATERIALIZED (
    SELECT queue_manager_id
    FROM (SELECT DISTINCT queue_manager_id FROM pgqueuer WHERE queue_manager_id IS NOT NULL) AS worker
    WHERE pg_try_advisory_xact_lock(hashtextextended('ahti worker ' || queue_manager_id, 0))
),
orphan AS MATERIALIZED (
    SELECT id FROM pgqueuer
    WHERE queue_manager_id IN (SELECT queue_manager_id FROM gone) AND status = 'picked'
    FOR UPDATE SKIP LOCKED
),
job AS (
    UPDATE pgqueuer
    SET status = (CASE WHEN (SELECT count(*) FROM pgqueuer_log WHERE job_id = pgqueuer.id AND traceback = :failure::text::jsonb)
                            < :most_losses - 1 THEN 'queued' ELSE 'failed' END)::pgqueuer_status,
        updated = now(), queue_manager_id = NULL
    WHERE id IN (SELECT id FROM orphan)
    RETURNING id, entrypoint, priority, status
)
INSERT INTO pgqueuer_log (job_id, status, entrypoint, priority, traceback)
SELECT id, status, entrypoint, priority, :failure::text::jsonb FROM job
RETURNING job_id;

-- name: retry_job$
-- A held job goes back into the queue with all its attempts; null when no held job has this id.
WITH job AS (
    UPDATE pgqueuer
    SET status = 'queued', execute_after = now(), attempts = 0, updated = now()
    WHERE id = :id AND status = 'failed'
    RETURNING id, entrypoint, priority
)
INSERT INTO pgqueuer_log (job_id, status, entrypoint, priority)
SELECT id, 'queued', entrypoint, priority FROM job
RETURNING job_id;

-- name: tick$
-- Whether this tick of a recurring job is new: of several who ask at once only one is told so.
INSERT INTO timetable AS kept (name, ticked_at)
VALUES (:name, :tick)
ON CONFLICT (name) DO UPDATE SET ticked_at = excluded.ticked_at WHERE kept.ticked_at < excluded.ticked_at
RETURNING true;

-- name: list_jobs
-- Jobs that are not done, oldest first, each with what went wrong last.
SELECT job.id, job.entrypoint AS kind, job.status::text AS status, convert_from(job.payload, 'UTF8') AS ids,
       job.attempts, job.created AS created_at, job.execute_after AS due_at,
       (SELECT traceback ->> 'message' FROM pgqueuer_log
        WHERE job_id = job.id AND traceback IS NOT NULL ORDER BY created DESC, id DESC LIMIT 1) AS last_error
FROM pgqueuer AS job
WHERE job.status = ANY (:statuses::text[]::pgqueuer_status[])
ORDER BY job.id
LIMIT :most;

-- name: count_jobs
-- How many jobs there are, by kind and status, and since when the oldest of those that are due has waited.
SELECT entrypoint AS kind, status::text AS status, count(*) AS count,
       min(execute_after) FILTER (WHERE status = 'queued' AND execute_after <= now()) AS due_since
FROM pgqueuer
GROUP BY entrypoint, status;

-- name: trim_job_log!
-- What became of jobs that were done long ago is forgotten; of those that still have a row it is kept.
DELETE FROM pgqueuer_log AS line
WHERE created < :before AND NOT EXISTS (SELECT FROM pgqueuer WHERE id = line.job_id);
