-- name: selected_leases
-- The leases of a provider that run now or later, of any of these sites or by themselves; of all where nothing is named.
SELECT lease.id
FROM leases AS lease
JOIN occupancies AS held ON held.id = lease.occupancy_id AND held.state = 'HOLDING' AND upper(held.period) > :now
JOIN places AS place ON place.id = lease.place_id
WHERE lease.provider_id = :provider_id AND lease.erased_at IS NULL
AND (:everybody OR place.harbor_id = ANY(:harbor_ids::uuid[]) OR place.pier_id = ANY(:pier_ids::uuid[])
     OR place.area_id = ANY(:area_ids::uuid[]) OR lease.id = ANY(:lease_ids::uuid[]))
ORDER BY lease.id;

-- name: readers
-- Who is written to for each lease: the tenant, those who speak for an organisation, or the address of the register.
WITH lease AS (
    SELECT id, person_id, organisation_id, tenant_email, tenant_language FROM leases WHERE id = ANY(:ids::uuid[])
),
account AS (
    SELECT id, person_id, tenant_language FROM lease WHERE person_id IS NOT NULL
    UNION ALL
    SELECT lease.id, speaker.person_id, lease.tenant_language
    FROM lease JOIN representations AS speaker
    ON speaker.organisation_id = lease.organisation_id AND speaker.status = 'VERIFIED'
),
told AS (
    SELECT account.id, account.person_id, profile.email AS address,
           coalesce(profile.language, account.tenant_language, 'fi') AS language
    FROM account
    JOIN person_profiles AS profile ON profile.person_id = account.person_id
    WHERE profile.email IS NOT NULL AND profile.email_verified_at IS NOT NULL
)
SELECT id AS lease_id, person_id, address, language FROM told
UNION ALL
SELECT id, person_id, tenant_email, coalesce(tenant_language, 'fi') FROM lease
WHERE tenant_email IS NOT NULL AND NOT EXISTS (SELECT FROM told WHERE told.id = lease.id)
ORDER BY lease_id, person_id;

-- name: add_circular!
-- A circular, with a letter for each lease.
WITH circular AS (
    INSERT INTO circulars (id, provider_id, subject_fi, subject_sv, subject_en, text_fi, text_sv, text_en, asked_by,
                           key_id, created_at)
    VALUES (:id, :provider_id, :subject_fi, :subject_sv, :subject_en, :text_fi, :text_sv, :text_en, :asked_by, :key_id,
            :now)
)
INSERT INTO circular_letters (circular_id, lease_id) SELECT :id, unnest(:lease_ids::uuid[]);

-- name: find_circular^
-- A circular, as far as this transaction sees it.
SELECT circular.id, provider_id, subject_fi, subject_sv, subject_en, text_fi, text_sv, text_en, asked_by, key_id,
       circular.created_at, ended_at, name_fi, name_sv, name_en
FROM circulars AS circular
JOIN providers AS provider ON provider.id = provider_id
WHERE circular.id = :id;

-- name: circulars_of_provider
-- What the tenants of a provider were written, the newest first.
SELECT circular.id, provider_id, subject_fi, subject_sv, subject_en, text_fi, text_sv, text_en, asked_by, key_id,
       circular.created_at, ended_at, name_fi, name_sv, name_en
FROM circulars AS circular
JOIN providers AS provider ON provider.id = provider_id
WHERE provider_id = :provider_id
ORDER BY circular.created_at DESC, circular.id
LIMIT :most;

-- name: provider_names^
-- What a provider is called.
SELECT name_fi, name_sv, name_en FROM providers WHERE id = :id;

-- name: next_letters
-- Letters that are still to be written, in order of their leases; nobody else writes them until the transaction ends.
SELECT lease_id FROM circular_letters WHERE circular_id = :circular_id AND outcome IS NULL
ORDER BY lease_id LIMIT :most
FOR UPDATE;

-- name: known_keys$
-- Which of these messages have been written.
SELECT coalesce(array_agg(key), '{}') FROM messages WHERE key = ANY(:keys::text[]);

-- name: note_letters!
-- What became of letters.
UPDATE circular_letters AS letter SET outcome = noted.outcome, keys = string_to_array(noted.keys, ',')
FROM unnest(:lease_ids::uuid[], :outcomes::text[], :keys::text[]) AS noted (lease_id, outcome, keys)
WHERE letter.circular_id = :circular_id AND letter.lease_id = noted.lease_id;

-- name: end_circular!
-- Every letter is written.
UPDATE circulars SET ended_at = :now WHERE id = :id AND ended_at IS NULL;

-- name: letters_by_outcome
-- How many letters of a circular came to what.
SELECT outcome, count(*)::int AS letters FROM circular_letters WHERE circular_id = :circular_id GROUP BY outcome;

-- name: messages_by_status
-- Where the messages of a circular stand; for the system, since they are their readers'.
SELECT message.status, count(*)::int AS messages
FROM messages AS message
WHERE message.key IN (SELECT unnest(keys) FROM circular_letters WHERE circular_id = :circular_id)
GROUP BY message.status;

-- name: letters_of_circular
-- The letters of a circular in order of their leases, of those after one of them.
SELECT lease_id, outcome FROM circular_letters
WHERE circular_id = :circular_id AND (:outcome::text IS NULL OR outcome = :outcome)
AND (:after::uuid IS NULL OR lease_id > :after)
ORDER BY lease_id LIMIT :most;
