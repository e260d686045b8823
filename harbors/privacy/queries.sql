-- name: person_with$
-- The person of an identity.
SELECT person_id FROM person_identities WHERE issuer = :issuer AND subject = :subject;

-- name: export_profile
-- What is in the profile.
SELECT (to_jsonb(one) - 'id')::text AS record FROM person_profiles AS one WHERE one.person_id = :person_id;

-- name: export_residences
-- Where it is attested that the person lives, or does not.
SELECT to_jsonb(one)::text AS record FROM person_residences AS one WHERE one.person_id = :person_id
ORDER BY one.municipality;

-- name: export_identities
-- By which sign-ins the person is known.
SELECT to_jsonb(one)::text AS record FROM person_identities AS one WHERE one.person_id = :person_id
ORDER BY one.issuer, one.subject;

-- name: export_boats
-- The person's own boats.
SELECT to_jsonb(one)::text AS record FROM boats AS one WHERE one.person_id = :person_id ORDER BY one.created_at, one.id;

-- name: export_certificates
-- The papers of the person's own boats.
SELECT to_jsonb(one)::text AS record FROM boat_certificates AS one
JOIN boats AS boat ON boat.id = one.boat_id
WHERE boat.person_id = :person_id ORDER BY one.created_at, one.id;

-- name: export_owners
-- With whom the person's own boats are owned.
SELECT to_jsonb(one)::text AS record FROM boat_owners AS one
JOIN boats AS boat ON boat.id = one.boat_id
WHERE boat.person_id = :person_id ORDER BY one.boat_id, one.position;

-- name: export_representations
-- For which organisations the person says to act.
SELECT (to_jsonb(one) || jsonb_build_object('business_id', organisation.business_id, 'name', organisation.name))::text
       AS record
FROM representations AS one
JOIN organisations AS organisation ON organisation.id = one.organisation_id
WHERE one.person_id = :person_id ORDER BY one.claimed_at, one.id;

-- name: export_applications
-- The person's applications as they were told.
SELECT ((to_jsonb(one) - 'edit_token_hash') || (to_jsonb(applicant) - 'application_id'))::text AS record
FROM applications AS one
JOIN applicants AS applicant ON applicant.application_id = one.id
WHERE one.person_id = :person_id ORDER BY one.submitted_at, one.id;

-- name: export_choices
-- What the person's applications are for.
SELECT (to_jsonb(one) - 'rank_above')::text AS record FROM application_choices AS one
JOIN applications AS application ON application.id = one.application_id
WHERE application.person_id = :person_id ORDER BY one.application_id, one.rank;

-- name: export_events
-- What happened to the person's applications.
SELECT to_jsonb(one)::text AS record FROM application_events AS one
JOIN applications AS application ON application.id = one.application_id
WHERE application.person_id = :person_id ORDER BY one.application_id, one.number;

-- name: export_drafts
-- What the person has not submitted yet.
SELECT (to_jsonb(one) - 'edit_token_hash')::text AS record FROM application_drafts AS one
WHERE one.person_id = :person_id ORDER BY one.created_at, one.id;

-- name: export_awards
-- Which places the person's applications won, by draws that were told.
SELECT to_jsonb(one)::text AS record FROM draw_awards AS one
JOIN applications AS application ON application.id = one.application_id
JOIN draws AS draw ON draw.id = one.draw_id AND draw.published_at IS NOT NULL
WHERE application.person_id = :person_id ORDER BY one.application_id, one.draw_id;

-- name: export_sealed
-- What was sealed of the person's applications: the public half as published, the private one and its salt.
SELECT jsonb_build_object('freeze_id', one.freeze_id, 'application_id', one.application_id, 'public_id', leaf.public_id,
                          'leaf', leaf.leaf, 'salt', encode(one.salt, 'hex'), 'record', one.record)::text AS record
FROM freeze_secrets AS one
JOIN freeze_leaves AS leaf ON leaf.freeze_id = one.freeze_id AND leaf.application_id = one.application_id
JOIN applications AS application ON application.id = one.application_id
WHERE application.person_id = :person_id ORDER BY one.application_id, one.freeze_id;

-- name: export_results
-- What draws that were told came to for the person's applications.
SELECT (to_jsonb(one) - 'id' - 'is_told' - 'is_sealed' || jsonb_build_object('application_id', application.id))::text
       AS record
FROM draw_results AS one
JOIN draws AS draw ON draw.id = one.draw_id AND draw.published_at IS NOT NULL
JOIN applications AS application ON application.public_id = one.public_id
WHERE application.person_id = :person_id ORDER BY application.id, one.draw_id;

-- name: export_refusals
-- Why the person's applications did not get better choices, by draws that were told.
SELECT (to_jsonb(one) - 'fit' || jsonb_build_object('place_ids', fit.place_ids))::text AS record
FROM draw_refusals AS one
JOIN draws AS draw ON draw.id = one.draw_id AND draw.published_at IS NOT NULL
JOIN draw_fits AS fit ON fit.draw_id = one.draw_id AND fit.number = one.fit
JOIN applications AS application ON application.id = one.application_id
WHERE application.person_id = :person_id ORDER BY one.application_id, one.draw_id, one.choice;

-- name: export_cycles
-- Which places the person's applications gave and got, by draws that were told.
SELECT to_jsonb(one)::text AS record FROM draw_cycles AS one
JOIN draws AS draw ON draw.id = one.draw_id AND draw.published_at IS NOT NULL
JOIN applications AS application ON application.id = one.application_id
WHERE application.person_id = :person_id ORDER BY one.application_id, one.draw_id;

-- name: export_notices
-- When the person was told of results.
SELECT to_jsonb(one)::text AS record FROM draw_notices AS one
JOIN applications AS application ON application.id = one.application_id
WHERE application.person_id = :person_id ORDER BY one.application_id, one.draw_id;

-- name: export_corrections
-- What the person thinks is wrong with results, what was found, and which place was given for it.
SELECT (to_jsonb(one) - 'decided_by' || jsonb_build_object('place_id', offer.place_id))::text AS record
FROM corrections AS one
LEFT JOIN correction_offers AS offer ON offer.correction_id = one.id
JOIN applications AS application ON application.id = one.application_id
WHERE application.person_id = :person_id ORDER BY one.asked_at, one.id;

-- name: export_declines
-- What was given to the person's applications and given back, and what was found of their claims.
SELECT (to_jsonb(one) - 'batch_id')::text AS record FROM declines AS one
JOIN applications AS application ON application.id = one.application_id
WHERE application.person_id = :person_id ORDER BY one.application_id, one.draw_id;

-- name: export_upgrade_refusals
-- Which of the person's applications want to keep what they have.
SELECT to_jsonb(one)::text AS record FROM upgrade_refusals AS one
JOIN applications AS application ON application.id = one.application_id
WHERE application.person_id = :person_id ORDER BY one.application_id;

-- name: export_odds
-- How likely simulated draws made it that the person's applications win.
SELECT to_jsonb(one)::text AS record FROM application_odds AS one
JOIN applications AS application ON application.id = one.application_id
WHERE application.person_id = :person_id ORDER BY one.application_id;

-- name: export_leases
-- Which places the person has held, and which boat lay there.
SELECT (to_jsonb(one) || jsonb_build_object('period', occupancy.period))::text AS record FROM leases AS one
JOIN occupancies AS occupancy ON occupancy.id = one.occupancy_id
WHERE one.person_id = :person_id ORDER BY one.created_at, one.id;

-- name: export_offers
-- Which places the person was offered, for which boat, and what came of it.
SELECT (to_jsonb(one) - 'access_hashes')::text AS record FROM offers AS one WHERE one.person_id = :person_id
ORDER BY one.created_at, one.id;

-- name: export_storage_notices
-- Which boats the person brought to unmarked ground, from when to when.
SELECT (to_jsonb(one) - 'access_hashes' || jsonb_build_object('period', occupancy.period))::text AS record
FROM storage_notices AS one
JOIN occupancies AS occupancy ON occupancy.id = one.occupancy_id
WHERE one.person_id = :person_id ORDER BY one.created_at, one.id;

-- name: export_stickers
-- Which numbers the person's boats carried.
SELECT (to_jsonb(one) - 'number_below')::text AS record FROM stickers AS one
LEFT JOIN storage_notices AS notice ON notice.id = one.notice_id
LEFT JOIN leases AS lease ON lease.id = one.lease_id
WHERE :person_id IN (notice.person_id, lease.person_id) ORDER BY one.given_at, one.id;

-- name: export_orders
-- What the person ordered.
SELECT (to_jsonb(one) - 'access_hash')::text AS record FROM orders AS one WHERE one.person_id = :person_id
ORDER BY one.created_at, one.id;

-- name: export_order_lines
-- What the person's orders come to.
SELECT to_jsonb(one)::text AS record FROM order_lines AS one
JOIN orders AS ordered ON ordered.id = one.order_id
WHERE ordered.person_id = :person_id ORDER BY ordered.created_at, one.order_id, one.number;

-- name: export_invoices
-- What was invoiced and credited of the person's orders.
SELECT to_jsonb(one)::text AS record FROM invoices AS one
JOIN orders AS ordered ON ordered.id = one.order_id
WHERE ordered.person_id = :person_id ORDER BY one.issued_at, one.year, one.sequence;
-- name: export_payments
-- What was paid for the person's orders, or was tried.
SELECT (to_jsonb(one) - '{href,return_url,asks,ask_at,noted_by}'::text[])::text AS record FROM payments AS one
JOIN orders AS ordered ON ordered.id = one.order_id
WHERE ordered.person_id = :person_id ORDER BY one.created_at, one.id;

-- name: export_refunds
-- What went back, or is owed.
SELECT (to_jsonb(one) - '{asks,ask_at,noted_by}'::text[])::text AS record FROM refunds AS one
JOIN orders AS ordered ON ordered.id = one.order_id
WHERE ordered.person_id = :person_id ORDER BY one.created_at, one.id;

-- name: export_queue_entries
-- For what the person waits, or waited.
SELECT to_jsonb(one)::text AS record FROM queue_entries AS one WHERE one.person_id = :person_id
ORDER BY one.joined_at, one.id;

-- name: export_queue_choices
-- What the person wants in queues.
SELECT (to_jsonb(one) - 'rank_above')::text AS record FROM queue_choices AS one
JOIN queue_entries AS entry ON entry.id = one.entry_id
WHERE entry.person_id = :person_id ORDER BY one.entry_id, one.rank;

-- name: export_exchanges
-- Which exchanges were proposed to the person; nothing of the others.
SELECT (to_jsonb(one) - 'number')::text AS record FROM exchange_members AS one
JOIN leases AS lease ON lease.id = one.lease_id
LEFT JOIN queue_entries AS entry ON entry.id = one.entry_id
WHERE coalesce(entry.person_id, lease.person_id) = :person_id ORDER BY one.exchange_id, one.number;

-- name: export_confirmations
-- Which links to the person's addresses wait to be followed.
SELECT (to_jsonb(one) - 'token_hash')::text AS record FROM mail_confirmations AS one
WHERE one.person_id = :person_id
OR one.application_id IN (SELECT id FROM applications WHERE person_id = :person_id)
ORDER BY one.created_at;

-- name: export_members
-- For which providers the person acts.
SELECT to_jsonb(one)::text AS record FROM provider_members AS one WHERE one.person_id = :person_id
ORDER BY one.created_at, one.provider_id;

-- name: export_sign_ups
-- Which providers the person signed up.
SELECT (to_jsonb(one) - 'decided_by')::text AS record FROM provider_sign_ups AS one WHERE one.person_id = :person_id
ORDER BY one.received_at, one.id;

-- name: export_invitations
-- Which invitations the person accepted.
SELECT (to_jsonb(one) - 'token_hash' - 'invited_by')::text AS record FROM provider_invitations AS one
WHERE one.accepted_by = :person_id ORDER BY one.created_at, one.id;

-- name: export_grants
-- Which programs the person allowed to act.
SELECT to_jsonb(one)::text AS record FROM grants AS one WHERE one.person_id = :person_id ORDER BY one.given_at, one.id;

-- name: export_clients
-- The person's own programs.
SELECT (to_jsonb(one) - 'secret_hash')::text AS record FROM clients AS one WHERE one.person_id = :person_id
ORDER BY one.created_at, one.id;

-- name: export_requests
-- For which programs the person is just signing in.
SELECT (to_jsonb(one) - 'word_hash' - 'verifier' - 'nonce')::text AS record FROM authorization_requests AS one
WHERE one.person_id = :person_id ORDER BY one.expires_at, one.id;

-- name: export_messages
-- What the person was told. A link that still lets somebody in is not told.
SELECT (to_jsonb(one) || jsonb_build_object('figures', one.figures - 'link'))::text AS record FROM messages AS one
WHERE one.person_id = :person_id ORDER BY one.created_at, one.id;

-- name: export_audit
-- Who did or saw what of the person.
SELECT (to_jsonb(one) - 'salt' - 'digest')::text AS record FROM audit_entries AS one WHERE one.person_id = :person_id
ORDER BY one.at, one.id;

-- name: hold_person$
-- Whether the person is there to be erased; nobody else erases it until the transaction ends.
SELECT EXISTS (SELECT FROM people WHERE id = :person_id AND erased_at IS NULL FOR UPDATE);

-- name: hindrances^
-- What stands against an erasure: a place that is held now or later, as far as the person was told; an application that
-- waits for its results; a provider that would be without an owner; what is to be paid.
SELECT EXISTS (SELECT FROM draw_awards AS award
               JOIN applications AS application ON application.id = award.application_id
               JOIN occupancies AS occupancy ON occupancy.id = award.occupancy_id
               WHERE application.person_id = :person_id AND occupancy.state = 'HOLDING' AND occupancy.is_told
               AND upper(occupancy.period) > :now
               UNION ALL
               SELECT FROM correction_offers AS offer
               JOIN applications AS application ON application.id = offer.application_id
               JOIN occupancies AS occupancy ON occupancy.id = offer.occupancy_id
               WHERE application.person_id = :person_id AND occupancy.state = 'HOLDING'
               AND upper(occupancy.period) > :now
               UNION ALL
               SELECT FROM leases AS lease
               JOIN occupancies AS occupancy ON occupancy.id = lease.occupancy_id
               WHERE lease.person_id = :person_id AND occupancy.state = 'HOLDING'
               AND upper(occupancy.period) > :now
               UNION ALL
               SELECT FROM storage_notices AS notice
               JOIN occupancies AS occupancy ON occupancy.id = notice.occupancy_id
               WHERE notice.person_id = :person_id AND occupancy.state = 'COUNTED'
               AND upper(occupancy.period) > :now) AS place_held,
       EXISTS (SELECT FROM applications AS application
               JOIN rounds AS round ON round.id = application.round_id
               WHERE application.person_id = :person_id AND application.status = 'SUBMITTED'
               AND round.published_at IS NULL AND (round.closed_at IS NOT NULL OR :now >= round.closes_at)) AS draw_waits,
       EXISTS (SELECT FROM provider_members AS own
               WHERE own.person_id = :person_id AND own.role = 'OWNER'
               AND NOT EXISTS (SELECT FROM provider_members AS other
                               WHERE other.provider_id = own.provider_id AND other.role = 'OWNER'
                               AND other.person_id <> own.person_id)) AS last_owner,
       EXISTS (SELECT FROM orders WHERE person_id = :person_id AND status = 'OPEN') AS money_due;

-- name: addresses_of$
-- The mail addresses that the person told.
SELECT coalesce(array_agg(DISTINCT told.email), '{}') FROM (
    SELECT email FROM person_profiles WHERE person_id = :person_id
    UNION SELECT applicant.email FROM applicants AS applicant
    JOIN applications AS application ON application.id = applicant.application_id
    WHERE application.person_id = :person_id
    UNION SELECT tenant_email FROM leases WHERE person_id = :person_id
    UNION SELECT tenant_email FROM offers WHERE person_id = :person_id
    UNION SELECT payer_email FROM orders WHERE person_id = :person_id
    UNION SELECT holder_email FROM storage_notices WHERE person_id = :person_id
) AS told WHERE told.email IS NOT NULL;

-- name: applications_of
-- The person's applications.
SELECT id FROM applications WHERE person_id = :person_id ORDER BY id FOR UPDATE;

-- name: empty_application!
-- An application of which nothing is left that tells of a person. Before the draw it takes part no more; after it the
-- draw stands. The new reference is nobody's.
UPDATE applications AS application
SET status = CASE WHEN (SELECT drawn_at FROM rounds WHERE id = application.round_id) IS NULL
                  THEN 'WITHDRAWN' ELSE status END,
    withdrawn_at = CASE WHEN (SELECT drawn_at FROM rounds WHERE id = application.round_id) IS NULL
                        THEN coalesce(withdrawn_at, :now) ELSE withdrawn_at END,
    person_id = NULL, edit_token_hash = NULL, claimed_at = NULL, boat_registration = NULL, boat_name = NULL,
    boat_id = NULL, lease_id = NULL, organisation_id = NULL, class_reason = NULL, class_set_by = NULL,
    class_set_at = NULL, consents = '{}',
    accessibility_required = false, reference = :reference, erased_at = :now
WHERE id = :id;

-- name: forget_applicant!
-- Who applied.
DELETE FROM applicants WHERE application_id = :id;

-- name: forget_history!
-- What happened to the application.
DELETE FROM application_events WHERE application_id = :id;

-- name: forget_pairs!
-- With which other application it was held to be the same.
DELETE FROM application_duplicates WHERE :id IN (first_id, second_id);

-- name: forget_handlings!
-- What staff did to it together with others; and where it was the only one, that they did.
WITH item AS (
    DELETE FROM handling_items WHERE application_id = :id RETURNING handling_id
)
DELETE FROM handlings WHERE id IN (SELECT handling_id FROM item)
AND NOT EXISTS (SELECT FROM handling_items WHERE handling_id = handlings.id AND application_id <> :id);

-- name: forget_drafts!
-- What the person has not submitted.
DELETE FROM application_drafts WHERE person_id = :person_id;

-- name: forget_links!
-- Links that were mailed to a person, or to the applicant of one of these applications.
DELETE FROM mail_confirmations WHERE person_id = :person_id OR application_id = ANY(:application_ids::uuid[]);

-- name: forget_messages!
-- Where somebody was written to, and what; of messages that name no person those to the same addresses, too.
UPDATE messages SET address = NULL, figures = '{}', last_error = NULL, forgotten_at = coalesce(forgotten_at, :now),
                    person_id = NULL
WHERE person_id = :person_id OR person_id IS NULL AND address = ANY(:addresses::text[]);

-- name: forget_boats!
-- The boats, with their papers and owners.
DELETE FROM boats WHERE person_id = :person_id;

-- name: fail_exchanges!
-- Exchanges that cannot be done without the person.
UPDATE exchanges SET status = 'FAILED', failure = 'CHANGED', decided_at = :now
WHERE status IN ('PROPOSED', 'AGREED') AND id IN (
    SELECT member.exchange_id FROM exchange_members AS member
    JOIN leases AS lease ON lease.id = member.lease_id
    LEFT JOIN queue_entries AS entry ON entry.id = member.entry_id
    WHERE coalesce(entry.person_id, lease.person_id) = :person_id);

-- name: forget_queue_entries!
-- For what the person waited.
DELETE FROM queue_entries WHERE person_id = :person_id;

-- name: forget_leases!
-- Who held a place, with which boat; that it was held stays.
UPDATE leases
SET person_id = NULL, tenant_name = NULL, tenant_email = NULL, tenant_language = NULL, registration = NULL,
    erased_at = :now
WHERE person_id = :person_id;

-- name: forget_offers!
-- Who was offered a place, for which boat; that it was offered stays.
UPDATE offers
SET person_id = NULL, tenant_name = NULL, tenant_email = NULL, registration = NULL, access_hashes = '{}',
    erased_at = :now
WHERE person_id = :person_id;

-- name: forget_offers_of_application!
-- Who was offered what a round gave; one that stands waits for its answer.
UPDATE offers
SET person_id = NULL, organisation_id = NULL, tenant_name = NULL, tenant_email = NULL, registration = NULL,
    access_hashes = '{}', erased_at = :now
WHERE application_id = :id AND status <> 'OPEN' AND erased_at IS NULL;

-- name: forget_storage_notices!
-- Who brought a boat to unmarked ground; that it stood there stays, and so does its sticker.
UPDATE storage_notices
SET person_id = NULL, holder_name = NULL, holder_email = NULL, holder_address = NULL, registration = NULL,
    trailer_registration = NULL, access_hashes = '{}', erased_at = :now
WHERE person_id = :person_id;

-- name: forget_orders!
-- Who ordered: of what was paid for the books keep the name as long as the law says, and nothing else.
UPDATE orders
SET person_id = NULL, payer_email = NULL, access_hash = NULL,
    payer_name = CASE WHEN paid_at IS NOT NULL THEN payer_name END,
    erased_at = CASE WHEN paid_at IS NULL THEN :now::timestamptz END
WHERE person_id = :person_id;

-- name: forget_representations!
-- For whom the person said to act.
DELETE FROM representations WHERE person_id = :person_id;

-- name: forget_organisations!
-- Organisations that nobody speaks for any more.
DELETE FROM organisations AS organisation
WHERE NOT EXISTS (SELECT FROM representations WHERE organisation_id = organisation.id)
AND NOT EXISTS (SELECT FROM boats WHERE organisation_id = organisation.id)
AND NOT EXISTS (SELECT FROM applications WHERE organisation_id = organisation.id)
AND NOT EXISTS (SELECT FROM leases WHERE organisation_id = organisation.id)
AND NOT EXISTS (SELECT FROM offers WHERE organisation_id = organisation.id)
AND NOT EXISTS (SELECT FROM orders WHERE organisation_id = organisation.id)
AND NOT EXISTS (SELECT FROM storage_notices WHERE organisation_id = organisation.id);

-- name: forget_invitations!
-- Invitations that the person accepted, or that went to the person's addresses.
DELETE FROM provider_invitations WHERE accepted_by = :person_id OR email = ANY(:addresses::text[]);

-- name: forget_sign_ups!
-- What the person told to list resources; the provider that came of it stays.
DELETE FROM provider_sign_ups WHERE person_id = :person_id;

-- name: forget_members!
-- For which providers the person acts.
DELETE FROM provider_members WHERE person_id = :person_id;

-- name: forget_residences!
-- Where the person lives, or does not.
DELETE FROM person_residences WHERE person_id = :person_id;

-- name: forget_identities!
-- By which sign-ins the person is known.
DELETE FROM person_identities WHERE person_id = :person_id;

-- name: forget_profile!
-- What the person told.
DELETE FROM person_profiles WHERE person_id = :person_id;

-- name: forget_sign_ins!
-- For which programs the person is just signing in.
DELETE FROM authorization_requests WHERE person_id = :person_id;

-- name: forget_tokens!
-- Every token for the person, and those of all who allowed the person's own programs.
DELETE FROM token_families WHERE grant_id IN (
    SELECT id FROM grants
    WHERE person_id = :person_id OR client_id IN (SELECT id FROM clients WHERE person_id = :person_id));

-- name: forget_grants!
-- Which programs the person allowed to act, and who allowed the person's own.
DELETE FROM grants
WHERE person_id = :person_id OR client_id IN (SELECT id FROM clients WHERE person_id = :person_id);

-- name: forget_clients!
-- The person's own programs: nobody answers for them any more.
DELETE FROM clients WHERE person_id = :person_id;

-- name: forget_requests!
-- Under which keys the person asked for what.
DELETE FROM idempotency_keys
WHERE caller = 'person:' || :person_id::uuid OR caller LIKE 'person:' || :person_id::uuid || ' %';

-- name: mark_erased!
-- The key stays, and tells of nobody.
UPDATE people SET erased_at = :now WHERE id = :person_id;

-- name: period_of$
-- How many days a kind of record is kept after its use has ended.
SELECT days FROM retention_periods WHERE kind = :kind;

-- name: applications_past
-- Applications for seasons that ended before a day, at most so many of which something is left.
SELECT application.id FROM applications AS application
JOIN rounds AS round ON round.id = application.round_id
WHERE application.erased_at IS NULL AND round.season_ends < :before
ORDER BY application.id LIMIT :at_most
FOR UPDATE OF application SKIP LOCKED;

-- name: end_leases!
-- Who held a place in seasons that ended before a day; that it was held stays.
UPDATE leases
SET person_id = NULL, organisation_id = NULL, tenant_name = NULL, tenant_email = NULL, tenant_language = NULL,
    registration = NULL, erased_at = :now
WHERE season_ends < :before AND erased_at IS NULL;

-- name: end_offers!
-- Who was offered a place for a time that ended before then; that it was offered stays.
UPDATE offers
SET person_id = NULL, organisation_id = NULL, tenant_name = NULL, tenant_email = NULL, registration = NULL,
    access_hashes = '{}', erased_at = :now
WHERE ends_at < :before AND status <> 'OPEN' AND erased_at IS NULL;

-- name: end_storage_notices!
-- Who brought a boat in seasons that ended before a day; that it stood there stays.
UPDATE storage_notices
SET person_id = NULL, organisation_id = NULL, holder_name = NULL, holder_email = NULL, holder_address = NULL,
    registration = NULL, trailer_registration = NULL, access_hashes = '{}', erased_at = :now
WHERE season_ends < :before AND erased_at IS NULL;

-- name: end_orders!
-- Who ordered before a day; the sums stay.
UPDATE orders
SET person_id = NULL, organisation_id = NULL, payer_name = NULL, payer_email = NULL, access_hash = NULL,
    erased_at = :now
WHERE created_at < :before AND status <> 'OPEN' AND erased_at IS NULL;

-- name: end_queue_entries!
-- Wishes that ended before a time, unless an exchange still waits for them.
DELETE FROM queue_entries AS entry WHERE left_at < :before AND NOT EXISTS (
    SELECT FROM exchange_members AS member JOIN exchanges AS exchange ON exchange.id = member.exchange_id
    WHERE member.entry_id = entry.id AND exchange.status = 'PROPOSED');

-- name: end_links!
-- Links that nobody followed in time.
DELETE FROM mail_confirmations WHERE expires_at < :before;

-- name: end_keys!
-- Answers that nobody will ask for again.
DELETE FROM idempotency_keys WHERE created_at < :before;

-- name: end_certificates!
-- Papers that were good long ago.
DELETE FROM boat_certificates WHERE expires_on < :before;

-- name: end_representations!
-- Claims to act for an organisation that were refused long ago.
DELETE FROM representations WHERE status = 'REFUSED' AND decided_at < :before;

-- name: end_drafts!
-- What was drafted for rounds that closed before a time, and never submitted.
DELETE FROM application_drafts AS draft USING rounds AS round
WHERE round.id = draft.round_id AND coalesce(round.closed_at, round.closes_at) < :before;
