-- name: exchangers
-- Tenants of a provider who would exchange, the earliest first: their wishes wait, are in no open proposal, and their
-- leases run to the end of a season that is not over.
SELECT entry.id, entry.lease_id, entry.joined_at, list.harbors, list.piers, list.berths
FROM queue_entries AS entry
JOIN leases AS lease ON lease.id = entry.lease_id AND lease.status = 'ACTIVE'
JOIN occupancies AS occupancy ON occupancy.id = lease.occupancy_id
JOIN providers AS provider ON provider.id = lease.provider_id
CROSS JOIN LATERAL (
    SELECT array_agg(coalesce(choice.harbor_id, pier.harbor_id)::text ORDER BY choice.rank) AS harbors,
           array_agg(choice.pier_id::text ORDER BY choice.rank) AS piers,
           array_agg(choice.place_id::text ORDER BY choice.rank) AS berths
    FROM queue_choices AS choice
    LEFT JOIN piers AS pier ON pier.id = choice.pier_id
    WHERE choice.entry_id = entry.id
) AS list
WHERE entry.provider_id = :provider_id AND entry.mode = 'EXCHANGE' AND entry.status = 'WAITING'
AND upper(occupancy.period) > :now
AND upper(occupancy.period) = upper(season_period(lease.season_starts, lease.season_ends, provider.time_zone))
AND NOT EXISTS (
    SELECT FROM exchange_members AS member
    JOIN exchanges AS exchange ON exchange.id = member.exchange_id AND exchange.status = 'PROPOSED'
    WHERE member.entry_id = entry.id)
ORDER BY entry.joined_at, entry.id;

-- name: their_places
-- Berths that are given in exchange, those in use, with ids as text.
SELECT berth.id::text, berth.harbor_id::text AS harbor, berth.pier_id::text AS pier, berth.width_mm, berth.length_mm,
       berth.depth_mm, berth.max_mass_kg, berth.mooring
FROM berths_on_offer AS berth
WHERE berth.id = ANY(:ids::uuid[])
ORDER BY berth.id;

-- name: providers_with_exchangers
-- Where somebody would exchange.
SELECT DISTINCT provider_id AS id FROM queue_entries
WHERE mode = 'EXCHANGE' AND status = 'WAITING' ORDER BY provider_id;

-- name: hold_entries!
-- Nobody else proposes for these wishes, or takes one back, until the transaction ends.
SELECT id FROM queue_entries WHERE id = ANY(:ids::uuid[]) ORDER BY id FOR UPDATE;

-- name: free_entries$
-- Which of these wishes, which are held, still wait and are in no open proposal.
SELECT coalesce(array_agg(entry.id), '{}')
FROM queue_entries AS entry
WHERE entry.id = ANY(:ids::uuid[]) AND entry.status = 'WAITING'
AND NOT EXISTS (
    SELECT FROM exchange_members AS member
    JOIN exchanges AS exchange ON exchange.id = member.exchange_id AND exchange.status = 'PROPOSED'
    WHERE member.entry_id = entry.id);

-- name: add_exchange!
-- An exchange that is proposed, with its members in the order in which each gives to the next.
WITH exchange AS (
    INSERT INTO exchanges (id, provider_id, origin, status, created_at, expires_at)
    VALUES (:id, :provider_id, :origin, 'PROPOSED', :now, :expires_at)
    RETURNING id
)
INSERT INTO exchange_members (id, exchange_id, number, entry_id, lease_id, place_id, answer)
SELECT member.id, exchange.id, member.number - 1, member.entry_id, member.lease_id, member.place_id, 'OPEN'
FROM exchange
CROSS JOIN unnest(:member_ids::uuid[], :entry_ids::uuid[], :lease_ids::uuid[], :place_ids::uuid[])
           WITH ORDINALITY AS member (id, entry_id, lease_id, place_id, number);

-- name: exchange_of$
-- The exchange of a member who is the acting person, or for whom they act in a swap; nothing for anybody else's.
SELECT member.exchange_id
FROM exchange_members AS member
LEFT JOIN queue_entries AS entry ON entry.id = member.entry_id
LEFT JOIN leases AS lease ON lease.id = member.lease_id
WHERE member.id = :id
AND CASE WHEN member.entry_id IS NOT NULL THEN entry.person_id = :person_id
    ELSE lease.person_id = :person_id OR lease.organisation_id = ANY(acting_organisations()) END;

-- name: exchange_in_charge^
-- The exchange of a member, and whose places it is about, as far as the acting clerk keeps them.
SELECT member.exchange_id, exchange.provider_id
FROM exchange_members AS member
JOIN exchanges AS exchange ON exchange.id = member.exchange_id
WHERE member.id = :id AND exchange.provider_id = ANY(acting_for('CLERK'));

-- name: lock_exchange^
-- An exchange that nobody else answers until the transaction ends. For the system.
SELECT id, provider_id, origin, status, expires_at FROM exchanges WHERE id = :id FOR UPDATE;

-- name: members_of
-- The members of an exchange, in the order in which each gives to the next. For the system.
SELECT member.id, member.entry_id, member.lease_id, member.place_id, member.answer,
       member.entry_id IS NULL OR entry.status = 'WAITING' AS waits
FROM exchange_members AS member
LEFT JOIN queue_entries AS entry ON entry.id = member.entry_id
WHERE member.exchange_id = :id
ORDER BY member.number;

-- name: answer!
-- What a member says.
UPDATE exchange_members SET answer = :answer, answered_at = :now WHERE id = :id;

-- name: decide!
-- What becomes of an exchange.
UPDATE exchanges
SET status = :status, failure = :failure, refusal = :refusal,
    decided_at = CASE WHEN :status IN ('DONE', 'FAILED') THEN :now::timestamptz END
WHERE id = :id;

-- name: expired
-- Exchanges that were not answered in time, with ids in order.
SELECT id FROM exchanges WHERE status IN ('PROPOSED', 'AGREED') AND expires_at <= :now ORDER BY id;

-- name: partner$
-- The lease of a provider with whose holder somebody could swap: by its id, or as the one of a place for a season. Its
-- holder has an account, and its time runs to the end of the season. For the system.
SELECT lease.id
FROM leases AS lease
JOIN occupancies AS occupancy ON occupancy.id = lease.occupancy_id AND occupancy.state = 'HOLDING'
JOIN providers AS provider ON provider.id = lease.provider_id
WHERE (lease.id = :lease_id OR lease.place_id = :place_id) AND lease.status = 'ACTIVE'
AND lease.provider_id = :provider_id AND lease.season_starts = :season_starts AND lease.season_ends = :season_ends
AND num_nonnulls(lease.person_id, lease.organisation_id) = 1 AND upper(occupancy.period) > :now
AND upper(occupancy.period) = upper(season_period(lease.season_starts, lease.season_ends, provider.time_zone))
ORDER BY lower(occupancy.period) DESC, lease.id
LIMIT 1;

-- name: swaps_between^
-- Whether the holder of a lease, which is held, waits for an answer already, and whether the holder of the other one has
-- said no before. For the system.
SELECT coalesce(bool_or(exchange.status IN ('PROPOSED', 'AGREED') AND mine.number = 0), false) AS waits,
       coalesce(bool_or(exchange.failure = 'DECLINED' AND other.lease_id = :other_id), false) AS declined
FROM exchange_members AS mine
JOIN exchanges AS exchange ON exchange.id = mine.exchange_id AND exchange.origin = 'SWAP'
JOIN exchange_members AS other ON other.exchange_id = mine.exchange_id AND other.number = 1
WHERE mine.lease_id = :lease_id AND exchange.expires_at > :now::timestamptz - interval '1 year';
