-- name: add_organisation!
-- An organisation, unless there is one with this business id: the first name that it is given stays.
INSERT INTO organisations (id, business_id, name, created_at) VALUES (:id, :business_id, :name, :now)
ON CONFLICT (business_id) DO NOTHING;

-- name: organisation_with$
-- The organisation with this business id.
SELECT id FROM organisations WHERE business_id = :business_id;

-- name: claim_representation!
-- Somebody says to act for an organisation.
INSERT INTO representations (id, organisation_id, person_id, status, claimed_at)
VALUES (:id, :organisation_id, :person_id, 'CLAIMED', :now);

-- name: lock_representation^
-- A claim, for whoever decides it; nobody else does until the transaction ends.
SELECT id, organisation_id, person_id, status, reason FROM representations WHERE id = :id FOR UPDATE;

-- name: decide_representation!
-- What a handler found of a claim.
UPDATE representations SET status = :status, decided_at = :now, reason = :reason WHERE id = :id;
