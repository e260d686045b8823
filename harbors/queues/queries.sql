-- name: queue_rules$
-- The rules by which a provider's queue stands: those of its newest round of berths.
SELECT rules::text FROM rounds
WHERE provider_id = :provider_id AND kind = 'BERTH'
ORDER BY opens_at DESC, id
LIMIT 1;

-- name: in_use
-- Of each wanted thing, in this order: whether it is in use by the provider; null for one that is not there.
SELECT wanted.id,
       CASE wanted.kind
       WHEN 'HARBOR' THEN (SELECT CASE WHEN retired_at IS NULL THEN is_active AND provider_id = :provider_id END
                           FROM harbors WHERE id = wanted.id)
       WHEN 'PIER' THEN (SELECT CASE WHEN pier.retired_at IS NULL THEN
                                    pier.is_active AND harbor.is_active AND harbor.retired_at IS NULL
                                    AND harbor.provider_id = :provider_id END
                         FROM piers AS pier JOIN harbors AS harbor ON harbor.id = pier.harbor_id
                         WHERE pier.id = wanted.id)
       ELSE (SELECT CASE WHEN place.retired_at IS NULL AND place.kind = 'BERTH' THEN EXISTS (
                             SELECT FROM berths_on_offer WHERE id = place.id AND provider_id = :provider_id) END
             FROM places AS place WHERE place.id = wanted.id)
       END AS in_use
FROM unnest(:ids::uuid[], :kinds::text[]) WITH ORDINALITY AS wanted (id, kind, number)
ORDER BY wanted.number;

-- name: add_entry!
-- A standing wish; queue_entries_one_waits and queue_entries_one_for_a_lease refuse a second.
INSERT INTO queue_entries (id, provider_id, person_id, mode, lease_id, reference, status, class_number, boat_type_id,
                           registration, beam_mm, length_mm, draught_mm, mass_kg, accessibility_required, joined_at)
VALUES (:id, :provider_id, :person_id, :mode, :lease_id, :reference, 'WAITING', :class_number, :type_id, :registration,
        :beam_mm, :length_mm, :draught_mm, :mass_kg, :accessibility_required, :now);

-- name: add_choices!
-- The list of a wish; in each of the three lists of ids every choice has an entry, two of them null.
INSERT INTO queue_choices (entry_id, rank, harbor_id, pier_id, place_id)
SELECT :id, choice.number - 1, choice.harbor_id, choice.pier_id, choice.place_id
FROM unnest(:harbor_ids::uuid[], :pier_ids::uuid[], :berth_ids::uuid[])
     WITH ORDINALITY AS choice (harbor_id, pier_id, place_id, number);

-- name: lock_entry^
-- An entry that may be changed; nobody else changes it until the transaction ends.
SELECT id, status, person_id, mode FROM queue_entries WHERE id = :id FOR UPDATE;

-- name: leave!
-- Entries that wait no more.
UPDATE queue_entries SET status = :status, left_at = :now WHERE id = ANY(:ids::uuid[]) AND status = 'WAITING';

-- name: choices_of
-- The lists of entries, each choice as kind and id.
SELECT entry_id, rank,
       CASE WHEN harbor_id IS NOT NULL THEN 'HARBOR' WHEN pier_id IS NOT NULL THEN 'PIER' ELSE 'BERTH' END AS kind,
       coalesce(harbor_id, pier_id, place_id) AS id
FROM queue_choices WHERE entry_id = ANY(:ids::uuid[])
ORDER BY entry_id, rank;

-- name: is_own$
-- Whether the transaction sees the entry or the application: whoever does may know where it stands.
SELECT EXISTS (SELECT FROM queue_entries WHERE id = :id) OR EXISTS (SELECT FROM applications WHERE id = :id);

-- name: provider_of_waiting$
-- At whom somebody waits; nothing for who does not. For the system.
SELECT provider_id FROM waiting WHERE id = :id;

-- name: standing_overall^
-- How many wait at the same provider, and how many of them before. For the system.
SELECT count(*) AS waiting,
       count(*) FILTER (WHERE (other.class_number, other.declined, other.came, other.key, other.id)
                              < (mine.class_number, mine.declined, mine.came, mine.key, mine.id)) AS ahead
FROM waiting AS mine
JOIN waiting AS other ON other.provider_id = mine.provider_id
WHERE mine.id = :id;

-- name: standing_in_harbors
-- The same in each wanted harbor among those who need a berth as wide, by the half metre; the most wanted first.
SELECT wished.harbor_id, (mine.beam_mm + :margin_mm + 499) / 500 * 500 AS width_mm, count(*) AS waiting,
       count(*) FILTER (WHERE (other.class_number, other.declined, other.came, other.key, other.id)
                              < (mine.class_number, mine.declined, mine.came, mine.key, mine.id)) AS ahead
FROM waiting AS mine
CROSS JOIN LATERAL (
    SELECT harbor_id, min(rank) AS rank FROM waiting_wishes WHERE id = mine.id GROUP BY harbor_id
) AS wished
JOIN waiting AS other ON other.provider_id = mine.provider_id
    AND (other.beam_mm + :margin_mm + 499) / 500 = (mine.beam_mm + :margin_mm + 499) / 500
    AND EXISTS (SELECT FROM waiting_wishes AS wish WHERE wish.id = other.id AND wish.harbor_id = wished.harbor_id)
WHERE mine.id = :id
GROUP BY wished.harbor_id, wished.rank, mine.beam_mm
ORDER BY wished.rank;

-- name: candidates
-- Everybody in the queue who wants a place, or the pier or harbor that it lies in, in the order of the queue. For the
-- system.
WITH queue AS (
    SELECT *, row_number() OVER (ORDER BY class_number, declined, came, key, id) AS position
    FROM waiting WHERE provider_id = :provider_id
)
SELECT queue.source, queue.id, queue.person_id, queue.reference, queue.position, wish.rank, queue.class_number,
       queue.since, queue.boat_type_id, queue.beam_mm, queue.length_mm, queue.draught_mm, queue.mass_kg,
       queue.accessibility_required
FROM queue
CROSS JOIN LATERAL (
    SELECT min(wish.rank) AS rank
    FROM waiting_wishes AS wish
    JOIN places AS place ON place.id = :place_id
    WHERE wish.id = queue.id
    AND (wish.place_id = place.id OR wish.pier_id = place.pier_id
         OR wish.place_id IS NULL AND wish.pier_id IS NULL AND wish.harbor_id = place.harbor_id)
) AS wish
WHERE wish.rank IS NOT NULL
ORDER BY queue.position;

-- name: place_offered^
-- A place as far as it can be offered, and whether it is known to be accessible.
SELECT place.id, place.provider_id, place.kind, provider.time_zone, place.width_mm, place.length_mm, place.depth_mm,
       place.max_mass_kg, place.mooring, coalesce(place.is_accessible, false) AS is_accessible,
       EXISTS (SELECT FROM berths_on_offer WHERE id = place.id) AS in_use
FROM places AS place
JOIN providers AS provider ON provider.id = place.provider_id
WHERE place.id = :id AND place.retired_at IS NULL AND place.kind = 'BERTH';

-- name: providers_with_queues
-- Providers at which anybody can wait.
SELECT DISTINCT provider_id AS id FROM rounds WHERE kind = 'BERTH' ORDER BY provider_id;

-- name: forget_lengths!
-- How many waited in the harbors of a provider.
DELETE FROM queue_lengths WHERE harbor_id IN (SELECT id FROM harbors WHERE provider_id = :provider_id);

-- name: count_lengths!
-- How many wait in each harbor of a provider for a berth so wide; fewer than :fewest are not told.
INSERT INTO queue_lengths (harbor_id, width_mm, waiting, counted_at)
SELECT wish.harbor_id, (one.beam_mm + :margin_mm + 499) / 500 * 500,
       CASE WHEN count(DISTINCT one.id) >= :fewest THEN count(DISTINCT one.id) END, :now
FROM waiting AS one
JOIN waiting_wishes AS wish ON wish.id = one.id
JOIN harbors AS harbor ON harbor.id = wish.harbor_id AND harbor.provider_id = :provider_id
WHERE one.provider_id = :provider_id
GROUP BY wish.harbor_id, (one.beam_mm + :margin_mm + 499) / 500;
