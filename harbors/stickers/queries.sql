-- name: take_number$
-- The next number of a provider, kind and season; who takes one holds the counter until the transaction ends, so that
-- what is rolled back leaves no gap.
INSERT INTO sticker_counters (provider_id, kind, season_starts, last) VALUES (:provider_id, :kind, :season_starts, 1)
ON CONFLICT (provider_id, kind, season_starts) DO UPDATE SET last = sticker_counters.last + 1
RETURNING last;

-- name: add_sticker!
-- A sticker with its number.
INSERT INTO stickers (id, provider_id, kind, season_starts, number, notice_id, lease_id, by_hand, given_at, posted_at)
VALUES (:id, :provider_id, :kind, :season_starts, :number, :notice_id, :lease_id, :by_hand, :now,
        CASE WHEN :by_hand THEN :now::timestamptz END);

-- name: sticker_of^
-- The sticker of a notice or of a lease, as far as this transaction sees it.
SELECT id, provider_id, kind, season_starts, number, notice_id, lease_id, by_hand, given_at, posted_at
FROM stickers WHERE notice_id = :notice_id OR lease_id = :lease_id;

-- name: leases_to_mark
-- Those of the leases whose boats are to carry stickers, because their provider wants that for such places, in the order
-- in which counters are held, so that nobody waits for each other; for the system.
SELECT lease.id, lease.provider_id, wanted.kind, lease.season_starts
FROM leases AS lease
JOIN places AS place ON place.id = lease.place_id
JOIN sticker_kinds AS wanted ON wanted.provider_id = lease.provider_id
    AND wanted.kind = CASE place.kind WHEN 'BERTH' THEN 'BERTH' WHEN 'WINTER_STORAGE_PLACE' THEN 'WINTER_STORAGE' END
WHERE lease.id = ANY(:lease_ids::uuid[])
ORDER BY lease.provider_id, wanted.kind, lease.season_starts, lease.id;

-- name: provider_of_lease$
-- Whose place a lease is of, as far as this transaction sees it.
SELECT provider_id FROM leases WHERE id = :lease_id;

-- name: envelopes
-- Stickers of a provider that are still to be posted, the first given first, with the address of whoever has an account
-- and no order of non-disclosure, or that paper told; for the system.
SELECT sticker.id, sticker.kind, sticker.number, sticker.season_starts, sticker.given_at,
       coalesce(notice.holder_name, lease.tenant_name, concat_ws(' ', profile.first_name, profile.last_name)) AS name,
       coalesce(notice.holder_address,
                CASE WHEN NOT profile.non_disclosure THEN
                    nullif(concat_ws(', ', profile.address, concat_ws(' ', profile.zip_code, profile.municipality)), '')
                END) AS address,
       coalesce(notice.place_id, lease.place_id) AS place_id, coalesce(notice.id, lease.id) AS subject_id,
       coalesce(notice.person_id, lease.person_id) AS person_id
FROM stickers AS sticker
LEFT JOIN storage_notices AS notice ON notice.id = sticker.notice_id
LEFT JOIN leases AS lease ON lease.id = sticker.lease_id
LEFT JOIN person_profiles AS profile ON profile.person_id = coalesce(notice.person_id, lease.person_id)
WHERE sticker.provider_id = :provider_id AND sticker.posted_at IS NULL
ORDER BY sticker.given_at, sticker.id
LIMIT :most;

-- name: hold_stickers
-- Stickers of a provider that nobody else posts until the transaction ends.
SELECT id FROM stickers WHERE id = ANY(:ids::uuid[]) AND provider_id = :provider_id ORDER BY id FOR UPDATE;

-- name: mark_posted!
-- Stickers that went out by post; when the first said so stands.
UPDATE stickers SET posted_at = :now WHERE id = ANY(:ids::uuid[]) AND posted_at IS NULL;

-- name: clear_kinds!
-- For no lease of a provider stickers are given.
DELETE FROM sticker_kinds WHERE provider_id = :provider_id;

-- name: add_kinds!
-- The leases of a provider for which stickers are given.
INSERT INTO sticker_kinds (provider_id, kind) SELECT :provider_id, unnest(:kinds::text[]);
