-- name: add_usage!
-- What programs asked on a day, beside what they asked before; in one order, so that two processes never wait in a ring.
INSERT INTO program_usage (client_id, key_id, day, requests, cost)
SELECT client_id, key_id, :day, requests, cost
FROM unnest(:client_ids::uuid[], :key_ids::uuid[], :requests::bigint[], :costs::bigint[])
     AS used (client_id, key_id, requests, cost)
ORDER BY client_id, key_id
ON CONFLICT ON CONSTRAINT program_usage_once_a_day
DO UPDATE SET requests = program_usage.requests + excluded.requests, cost = program_usage.cost + excluded.cost;
