-- name: boat_type_known$
-- Whether boats can be of this type.
SELECT EXISTS (SELECT FROM boat_types WHERE id = :type_id AND retired_at IS NULL);

-- name: add_boat!
-- A boat of a person or of an organisation.
INSERT INTO boats (id, person_id, organisation_id, boat_type_id, registration, country, name, beam_mm, length_mm,
                   draught_mm, height_mm, mass_kg, propulsion, hull_material, engine_kw, title, title_since,
                   created_at, modified_at)
VALUES (:id, :person_id, :organisation_id, :type_id, :registration, :country, :name, :beam_mm, :length_mm,
        :draught_mm, :height_mm, :mass_kg, :propulsion, :hull_material, :engine_kw, :title, :title_since, :now, :now);

-- name: lock_boat^
-- The boat, for whoever may change it; nobody else does until the transaction ends.
SELECT id, person_id, organisation_id, boat_type_id, registration, country, name, beam_mm, length_mm, draught_mm,
       height_mm, mass_kg, propulsion, hull_material, engine_kw, title, title_since
FROM boats WHERE id = :id
FOR UPDATE;

-- name: owners_of_boat
-- Those who own a boat together, in the order in which they were told.
SELECT name, share_percent, answers FROM boat_owners WHERE boat_id = :id ORDER BY position;

-- name: change_boat!
-- All that an owner tells of a boat, owners apart.
UPDATE boats
SET boat_type_id = :type_id, registration = :registration, country = :country, name = :name, beam_mm = :beam_mm,
    length_mm = :length_mm, draught_mm = :draught_mm, height_mm = :height_mm, mass_kg = :mass_kg,
    propulsion = :propulsion, hull_material = :hull_material, engine_kw = :engine_kw, title = :title,
    title_since = :title_since, modified_at = :now
WHERE id = :id;

-- name: remove_owners!
-- Whoever owned the boat together is told anew.
DELETE FROM boat_owners WHERE boat_id = :id;

-- name: add_owners!
-- Those who own a boat together.
INSERT INTO boat_owners (boat_id, position, name, share_percent, answers)
SELECT :id, owner.number - 1, owner.name, owner.share_percent, owner.answers
FROM unnest(:names::text[], :shares::numeric[], :answers::boolean[])
     WITH ORDINALITY AS owner (name, share_percent, answers, number);

-- name: remove_boat$
-- The boat goes, with its papers and owners; the answer is its id.
DELETE FROM boats WHERE id = :id RETURNING id;

-- name: add_certificate!
-- A paper of a boat.
INSERT INTO boat_certificates (id, boat_id, kind, issuer, number, expires_on, created_at)
VALUES (:id, :boat_id, :kind, :issuer, :number, :expires_on, :now);

-- name: remove_certificate$
-- The paper goes; the answer is the id of its boat.
DELETE FROM boat_certificates WHERE id = :id RETURNING boat_id;

-- name: acts_for$
-- Whether it is verified that the acting person acts for an organisation.
SELECT coalesce(:organisation_id::uuid = ANY(acting_organisations()), false);
