-- name: hold_provider^
-- The names of a provider; nobody else changes who acts for it until the transaction ends.
SELECT name_fi, name_sv, name_en FROM providers WHERE id = :provider_id FOR NO KEY UPDATE;

-- name: roles_at
-- Who acts for a provider, in which role.
SELECT person_id, role FROM provider_members WHERE provider_id = :provider_id;

-- name: known_name^
-- The name of a person, as far as it was told.
SELECT first_name, last_name FROM person_profiles WHERE person_id = :person_id;

-- name: add_member!
-- Somebody acts for a provider from now on.
INSERT INTO provider_members (provider_id, person_id, role, name, created_at)
VALUES (:provider_id, :person_id, :role, :name, :now);

-- name: change_role!
-- A member has another role.
UPDATE provider_members SET role = :role WHERE provider_id = :provider_id AND person_id = :person_id;

-- name: remove_member!
-- Somebody acts for the provider no longer.
DELETE FROM provider_members WHERE provider_id = :provider_id AND person_id = :person_id;

-- name: open_invitations$
-- How many invitations of a provider can still be accepted.
SELECT count(*) FROM provider_invitations WHERE provider_id = :provider_id AND state = 'OPEN' AND expires_at > :now;

-- name: add_invitation!
-- Somebody is invited.
INSERT INTO provider_invitations (id, provider_id, email, role, language, token_hash, invited_by, state, created_at,
                                  expires_at)
VALUES (:id, :provider_id, :email, :role, :language, :token_hash, :invited_by, 'OPEN', :now, :expires_at);

-- name: lock_invitation_with^
-- The invitation with this token; nobody else answers it until the transaction ends.
SELECT id, provider_id, email, role, language, invited_by, state, expires_at
FROM provider_invitations WHERE token_hash = :token_hash FOR NO KEY UPDATE;

-- name: lock_invitation$
-- Whether an open invitation is ours until the transaction ends.
SELECT EXISTS (SELECT FROM provider_invitations WHERE id = :id AND provider_id = :provider_id FOR NO KEY UPDATE);

-- name: load_invitation^
-- An invitation of a provider, answered or not.
SELECT id, provider_id, email, role, language, invited_by, state, expires_at
FROM provider_invitations WHERE id = :id AND provider_id = :provider_id;

-- name: answer_invitation!
-- The end of an invitation.
UPDATE provider_invitations SET state = :state, answered_at = :now, accepted_by = :accepted_by WHERE id = :id;

-- name: provider_of_invitation$
-- The provider of an invitation that this transaction sees.
SELECT provider_id FROM provider_invitations WHERE id = :id;

-- name: member_with^
-- For whom a member acts, and who that is, as far as this transaction sees.
SELECT provider_id, person_id FROM provider_members WHERE id = :id;

-- name: id_of_member$
-- The id of a membership.
SELECT id FROM provider_members WHERE provider_id = :provider_id AND person_id = :person_id;
