-- name: leases_in_charge$
-- How many of these leases the acting clerk keeps; the system keeps all.
SELECT count(*) FROM leases
WHERE id = ANY(:ids::uuid[]) AND (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')));

-- name: orders_behind
-- The orders that paid for leases and for those that they follow, the newest of each lease first. For the system.
WITH RECURSIVE behind AS (
    SELECT id AS lease_id, order_id, follows_id, 0 AS depth FROM leases WHERE id = ANY(:ids::uuid[])
    UNION ALL
    SELECT behind.lease_id, before.order_id, before.follows_id, behind.depth + 1
    FROM behind JOIN leases AS before ON before.id = behind.follows_id
)
SELECT lease_id, order_id FROM behind WHERE order_id IS NOT NULL
GROUP BY lease_id, order_id ORDER BY lease_id, min(depth), order_id;

-- name: organisation_called$
-- The name of an organisation. For the system.
SELECT name FROM organisations WHERE id = :id;

-- name: switch_policies
-- How providers deal with changes of places, those that have said.
SELECT provider_id, swaps_allowed, swaps_approved, due_days, grace_days, unpaid
FROM switch_policies WHERE provider_id = ANY(:provider_ids::uuid[]);

-- name: set_switch_policy!
-- How a provider deals with changes of places.
INSERT INTO switch_policies (provider_id, swaps_allowed, swaps_approved, due_days, grace_days, unpaid, set_at)
VALUES (:provider_id, :swaps_allowed, :swaps_approved, :due_days, :grace_days, :unpaid, :now)
ON CONFLICT (provider_id) DO UPDATE
SET swaps_allowed = excluded.swaps_allowed, swaps_approved = excluded.swaps_approved, due_days = excluded.due_days,
    grace_days = excluded.grace_days, unpaid = excluded.unpaid, set_at = excluded.set_at;

-- name: refund_rules
-- What providers give back to who gives up a place, the newest rule of each first.
SELECT provider_id, kind, fee, valid_from, before_days, percents
FROM refund_rules WHERE provider_id = ANY(:provider_ids::uuid[])
ORDER BY provider_id, valid_from DESC;

-- name: set_refund_rule!
-- What a provider gives back from a day on; the rules of other days stay.
INSERT INTO refund_rules (provider_id, valid_from, kind, fee, before_days, percents)
VALUES (:provider_id, :valid_from, :kind, :fee, :before_days, :percents)
ON CONFLICT (provider_id, valid_from) DO UPDATE
SET kind = excluded.kind, fee = excluded.fee, before_days = excluded.before_days, percents = excluded.percents;

-- name: add_due!
-- Until when a difference is to be paid, and from when it is overdue.
INSERT INTO switch_dues (order_id, lease_id, provider_id, due_at, grace_until)
VALUES (:order_id, :lease_id, :provider_id, :due_at, :grace_until);

-- name: dues_to_look_at
-- Differences that are not paid and for which it is time: to remind of, soon or late, or to list. For the system.
SELECT due.order_id, due.lease_id, due.due_at, due.grace_until, due.reminders
FROM switch_dues AS due
JOIN orders AS ordered ON ordered.id = due.order_id AND ordered.status = 'OPEN'
WHERE due.overdue_at IS NULL
AND (due.reminders = 0 AND due.due_at <= :soon OR due.reminders <= 1 AND due.due_at <= :now OR due.grace_until <= :now)
ORDER BY due.order_id
LIMIT :most;

-- name: lease_of_due$
-- For which lease a difference is to be paid. For the system.
SELECT lease_id FROM switch_dues WHERE order_id = :order_id;

-- name: lock_due^
-- A difference that is not paid, which nobody else looks at until the transaction ends. For the system.
SELECT due.order_id, due.lease_id, due.provider_id, due.due_at, due.grace_until, due.reminders
FROM switch_dues AS due
WHERE due.order_id = :order_id AND due.overdue_at IS NULL
FOR UPDATE;

-- name: mark_reminded!
-- So many times the tenant was reminded.
UPDATE switch_dues SET reminders = :reminders WHERE order_id = :order_id;

-- name: mark_overdue!
-- From here on staff look at it.
UPDATE switch_dues SET overdue_at = :now WHERE order_id = :order_id;

-- name: is_co_owner$
-- Whether somebody of this name is told to own the boat with this registration beside the tenant. For the system.
SELECT EXISTS (
    SELECT FROM boats AS boat
    JOIN boat_owners AS owner ON owner.boat_id = boat.id
    WHERE boat.registration = :registration AND lower(owner.name) = lower(:name));

-- name: unpaid_dues
-- Differences at a provider that are not paid, the longest due first, as far as who acts sees them.
SELECT due.lease_id, due.due_at, due.reminders, due.overdue_at, ordered.reference,
       (SELECT sum(amount) FROM order_lines AS line WHERE line.order_id = ordered.id) AS amount
FROM switch_dues AS due
JOIN orders AS ordered ON ordered.id = due.order_id AND ordered.status = 'OPEN'
WHERE due.provider_id = :provider_id
ORDER BY due.due_at, due.order_id
LIMIT :most;

-- name: returns_of
-- The leases under which the tenant of a lease, who is away from the own place for a time, is to come back. For the system.
SELECT back.id
FROM leases AS away
JOIN leases AS back ON back.follows_id = away.id AND back.status = 'ACTIVE' AND back.origin = 'MOVED'
WHERE away.id = :id AND away.status = 'ACTIVE'
ORDER BY back.id;
