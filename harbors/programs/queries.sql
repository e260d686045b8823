-- name: add_client!
-- A program, in use from now on.
INSERT INTO clients (id, person_id, provider_id, registered_by, name, homepage, privacy_policy, redirect_uris, scopes,
                     confidential, secret_hash, test_mode, state, created_at, modified_at)
VALUES (:id, :person_id, :provider_id, :registered_by, :name, :homepage, :privacy_policy, :redirect_uris, :scopes,
        :confidential, :secret_hash, :test_mode, 'ACTIVE', :now, :now);

-- name: find_client^
-- A program, as far as this transaction sees it.
SELECT id, person_id, provider_id, name, homepage, privacy_policy, redirect_uris, scopes, confidential, secret_hash,
       test_mode, state
FROM clients WHERE id = :id;

-- name: hold_client^
-- The same, held until the transaction ends.
SELECT id, person_id, provider_id, name, homepage, privacy_policy, redirect_uris, scopes, confidential, secret_hash,
       test_mode, state
FROM clients WHERE id = :id FOR UPDATE;

-- name: change_client!
-- What is told of a program, all of it.
UPDATE clients SET name = :name, homepage = :homepage, privacy_policy = :privacy_policy, redirect_uris = :redirect_uris,
       scopes = :scopes, test_mode = :test_mode, modified_at = :now
WHERE id = :id;

-- name: change_client_secret!
-- From now on only this secret is good.
UPDATE clients SET secret_hash = :secret_hash, modified_at = :now WHERE id = :id;

-- name: move_client!
-- Where a program stands, with the reason of a suspension.
UPDATE clients SET state = :state, suspended_reason = :reason, modified_at = :now WHERE id = :id;

-- name: revoke_grant^
-- Ends what a person allowed, with all that follows from it; none where there is none alive.
UPDATE grants SET revoked_at = :now WHERE id = :id AND person_id = :person_id AND revoked_at IS NULL
RETURNING client_id;

-- name: widen_grant^
-- What a person allowed before, and now beside it; none where nothing alive was allowed.
UPDATE grants SET given_at = :now,
       scopes = ARRAY(SELECT unnest(scopes) UNION SELECT unnest(:scopes::text[]) ORDER BY 1)
WHERE person_id = :person_id AND client_id = :client_id AND revoked_at IS NULL
RETURNING id;

-- name: add_grant^
-- What a person allows a program for the first time; none where another transaction was first.
INSERT INTO grants (id, person_id, client_id, scopes, given_at)
VALUES (:id, :person_id, :client_id, :scopes, :now)
ON CONFLICT (person_id, client_id) WHERE revoked_at IS NULL DO NOTHING
RETURNING id;

-- name: begin_family!
-- What follows from one consent.
INSERT INTO token_families (id, grant_id, scopes, assurance, begun_at)
VALUES (:id, :grant_id, :scopes, :assurance, :now);

-- name: add_code!
-- Brings the consent to the program.
INSERT INTO authorization_codes (hash, family_id, redirect_uri, challenge, expires_at)
VALUES (:hash, :family_id, :redirect_uri, :challenge, :expires_at);

-- name: use_code^
-- Uses a code up: of any number of equal requests one gets it, and only while it is good.
UPDATE authorization_codes AS code SET used_at = :now
FROM token_families AS family JOIN grants ON grants.id = family.grant_id
WHERE code.hash = :hash AND code.used_at IS NULL AND code.expires_at > :now
      AND family.id = code.family_id AND family.revoked_at IS NULL
      AND grants.revoked_at IS NULL AND grants.client_id = :client_id
RETURNING code.family_id, code.redirect_uri, code.challenge, family.scopes;

-- name: end_family_of_code!
-- A code that comes again takes back what it gave.
UPDATE token_families AS family SET revoked_at = :now
FROM authorization_codes AS code JOIN token_families AS own ON own.id = code.family_id
JOIN grants ON grants.id = own.grant_id
WHERE code.hash = :hash AND code.used_at IS NOT NULL AND family.id = own.id AND family.revoked_at IS NULL
      AND grants.client_id = :client_id;

-- name: use_refresh_token^
-- Uses a refresh token up: of any number of equal requests one gets it, and only while it is good.
UPDATE refresh_tokens AS token SET used_at = :now
FROM token_families AS family JOIN grants ON grants.id = family.grant_id
WHERE token.hash = :hash AND token.used_at IS NULL AND token.expires_at > :now
      AND family.id = token.family_id AND family.revoked_at IS NULL
      AND grants.revoked_at IS NULL AND grants.client_id = :client_id
RETURNING token.family_id,
          ARRAY(SELECT unnest(family.scopes) INTERSECT SELECT unnest(grants.scopes)) AS scopes;

-- name: end_family_of_refresh_token!
-- A refresh token that comes again was stolen from somebody: its family ends, for thief and owner alike.
UPDATE token_families AS family SET revoked_at = :now
FROM refresh_tokens AS token JOIN token_families AS own ON own.id = token.family_id
JOIN grants ON grants.id = own.grant_id
WHERE token.hash = :hash AND token.used_at IS NOT NULL AND family.id = own.id AND family.revoked_at IS NULL
      AND grants.client_id = :client_id;

-- name: add_access_token!
-- Good for a quarter of an hour.
INSERT INTO access_tokens (hash, family_id, scopes, expires_at) VALUES (:hash, :family_id, :scopes, :expires_at);

-- name: add_refresh_token!
-- Good once.
INSERT INTO refresh_tokens (hash, family_id, expires_at) VALUES (:hash, :family_id, :expires_at);

-- name: end_family_of_any!
-- What a program gives back: of whichever kind the token is, all that came with it ends (RFC 7009).
UPDATE token_families SET revoked_at = :now
FROM grants
WHERE token_families.id IN (SELECT family_id FROM access_tokens WHERE hash = :hash
                            UNION ALL SELECT family_id FROM refresh_tokens WHERE hash = :hash)
      AND token_families.revoked_at IS NULL
      AND grants.id = token_families.grant_id AND grants.client_id = :client_id;

-- name: access_token_principal^
-- Who acts by an access token: the person with the roles of this moment, the program, and how far it may go. None once
-- the token has expired, its family or the grant was revoked, the program is not in use, or, on trial, is not theirs.
SELECT grants.id AS grant_id, grants.person_id, grants.client_id, grants.last_used_on, family.assurance,
       client.test_mode,
       ARRAY(SELECT unnest(token.scopes) INTERSECT SELECT unnest(family.scopes)
             INTERSECT SELECT unnest(grants.scopes) INTERSECT SELECT unnest(client.scopes)) AS scopes,
       coalesce(array_agg(member.provider_id) FILTER (WHERE member.role IS NOT NULL), '{}') AS provider_ids,
       coalesce(array_agg(member.role) FILTER (WHERE member.role IS NOT NULL), '{}') AS roles,
       coalesce(bool_or(provider.kind = 'CITY' AND member.role <> 'VIEWER'), false) AS handles_city
FROM access_tokens AS token
JOIN token_families AS family ON family.id = token.family_id AND family.revoked_at IS NULL
JOIN grants ON grants.id = family.grant_id AND grants.revoked_at IS NULL
JOIN clients AS client ON client.id = grants.client_id AND client.state = 'ACTIVE'
JOIN people AS person ON person.id = grants.person_id AND person.erased_at IS NULL
LEFT JOIN provider_members AS member ON member.person_id = grants.person_id
LEFT JOIN providers AS provider ON provider.id = member.provider_id
WHERE token.hash = :hash AND token.expires_at > :now
GROUP BY token.hash, family.id, grants.id, client.id
HAVING NOT client.test_mode OR client.person_id = grants.person_id
       OR bool_or(member.provider_id = client.provider_id AND member.role IN ('MANAGER', 'OWNER'));

-- name: grant_used!
-- On which day a grant was used last.
UPDATE grants SET last_used_on = :day WHERE id = :id AND last_used_on IS DISTINCT FROM :day;

-- name: add_key!
-- A key of a provider.
INSERT INTO api_keys (id, provider_id, made_by, name, role, scopes, secret_hash, test_mode, created_at, expires_at,
                      replaces_id)
VALUES (:id, :provider_id, :made_by, :name, :role, :scopes, :secret_hash, :test_mode, :now, :expires_at, :replaces_id);

-- name: hold_key^
-- A key, held until the transaction ends, as far as this transaction sees it.
SELECT key.id, key.provider_id, key.name, key.role, key.scopes, key.test_mode, key.created_at, key.expires_at,
       key.revoked_at, key.last_used_on,
       EXISTS (SELECT FROM api_keys AS later WHERE later.replaces_id = key.id) AS replaced
FROM api_keys AS key WHERE key.id = :id FOR UPDATE;

-- name: provider_of_key$
-- Whose key it is, as far as this transaction sees it.
SELECT provider_id FROM api_keys WHERE id = :id;

-- name: key_ends!
-- When a key is over.
UPDATE api_keys SET expires_at = :expires_at WHERE id = :id;

-- name: revoke_key!
-- A key is no good any more.
UPDATE api_keys SET revoked_at = :now WHERE id = :id AND revoked_at IS NULL;

-- name: key_principal^
-- Who acts by a key: for which provider, in which role, how far. None once it is over or its provider retired.
SELECT key.id, key.secret_hash, key.role, key.scopes, key.test_mode, key.last_used_on, key.provider_id,
       provider.kind = 'CITY' AND key.role <> 'VIEWER' AS handles_city
FROM api_keys AS key
JOIN providers AS provider ON provider.id = key.provider_id AND provider.retired_at IS NULL
WHERE key.id = :id AND key.revoked_at IS NULL AND key.expires_at > :now;

-- name: key_used!
-- On which day a key was used last.
UPDATE api_keys SET last_used_on = :day WHERE id = :id AND last_used_on IS DISTINCT FROM :day;

-- name: add_request!
-- A browser sets out from a program.
INSERT INTO authorization_requests (id, word_hash, query, verifier, nonce, expires_at)
VALUES (:id, :word_hash, :query, :verifier, :nonce, :expires_at);

-- name: find_request^
-- Where that browser is on its way; none for another browser, or too late.
SELECT id, query, verifier, nonce, person_id, assurance FROM authorization_requests
WHERE id = :id AND word_hash = :word_hash AND expires_at > :now FOR UPDATE;

-- name: sign_in_request!
-- Who signed in; from now on the browser is known by another word.
UPDATE authorization_requests SET word_hash = :word_hash, person_id = :person_id, assurance = :assurance
WHERE id = :id AND person_id IS NULL;

-- name: end_request!
-- The browser has arrived.
DELETE FROM authorization_requests WHERE id = :id;

-- name: forget_requests!
-- Browsers that never arrived.
DELETE FROM authorization_requests WHERE expires_at < :before;

-- name: forget_codes!
-- Codes are remembered for a day, so that one which comes again is known.
DELETE FROM authorization_codes WHERE expires_at < :before;

-- name: forget_access_tokens!
-- Access tokens that have been over for a day.
DELETE FROM access_tokens WHERE expires_at < :before;

-- name: forget_refresh_tokens!
-- Refresh tokens that have been over for a day.
DELETE FROM refresh_tokens WHERE expires_at < :before;

-- name: forget_families!
-- What followed from a consent, when nothing is left of it.
DELETE FROM token_families AS family
WHERE family.begun_at < :before
      AND NOT EXISTS (SELECT FROM refresh_tokens AS token WHERE token.family_id = family.id)
      AND NOT EXISTS (SELECT FROM access_tokens AS token WHERE token.family_id = family.id);

-- name: keys_that_end
-- Keys that are good now, end soon, and from which no other has taken over; days are those of their provider.
SELECT key.id, key.name, key.made_by, (key.expires_at AT TIME ZONE provider.time_zone)::date AS expires_on,
       provider.name_fi, provider.name_sv, provider.name_en
FROM api_keys AS key JOIN providers AS provider ON provider.id = key.provider_id
WHERE key.revoked_at IS NULL AND key.expires_at > :now AND key.expires_at <= :until
      AND key.created_at < key.expires_at - (:until::timestamptz - :now::timestamptz)
      AND NOT EXISTS (SELECT FROM api_keys AS later WHERE later.replaces_id = key.id)
ORDER BY key.expires_at, key.id;
