-- name: load_profile^
-- What is known of a person, with the municipalities of which it is attested that they live there.
SELECT profile.person_id, profile.first_name, profile.last_name, profile.names_identified_at, profile.address,
       profile.zip_code, profile.municipality, profile.municipality_source, profile.municipality_on, profile.language,
       profile.phone, profile.email, profile.email_verified_at, profile.birth_year, profile.of_age_attested_on,
       profile.non_disclosure,
       ARRAY(SELECT municipality FROM person_residences WHERE person_id = profile.person_id AND resides
             ORDER BY municipality) AS residences
FROM person_profiles AS profile
WHERE profile.person_id = :person_id;

-- name: lock_profile$
-- Whether there is a profile; nobody else changes it until the transaction ends.
SELECT EXISTS (SELECT FROM person_profiles WHERE person_id = :person_id FOR UPDATE);

-- name: change_profile!
-- The whole profile as it is after a change.
UPDATE person_profiles
SET first_name = :first_name, last_name = :last_name, names_identified_at = :names_identified_at, address = :address,
    zip_code = :zip_code, municipality = :municipality, municipality_source = :municipality_source,
    municipality_on = :municipality_on, language = :language, phone = :phone, email = :email,
    email_verified_at = :email_verified_at, birth_year = :birth_year, of_age_attested_on = :of_age_attested_on,
    non_disclosure = :non_disclosure, modified_at = :now
WHERE person_id = :person_id;

-- name: attest_residence!
-- Whether somebody lives in a municipality, as somebody who knows says.
INSERT INTO person_residences (person_id, municipality, resides, attested_on)
VALUES (:person_id, :municipality, :resides, :today)
ON CONFLICT (person_id, municipality) DO UPDATE SET resides = excluded.resides, attested_on = excluded.attested_on;

-- name: add_confirmation!
-- A link that is mailed to an address.
INSERT INTO mail_confirmations (token_hash, person_id, application_id, email, created_at, expires_at)
VALUES (:token_hash, :person_id, :application_id, :email, :now, :expires_at);

-- name: present_link!
-- Tells row security, until the transaction ends, which link is followed.
SELECT set_config('ahti.capability', :token, true);

-- name: take_confirmation^
-- The link with this token, of a person or of an application as asked, which works this once.
DELETE FROM mail_confirmations
WHERE token_hash = :token_hash AND expires_at > :now AND (person_id IS NOT NULL) = :of_a_person
RETURNING person_id, application_id, email;

-- name: mark_verified$
-- The person reads the mail of the address in the profile; nothing where it is another by now.
UPDATE person_profiles SET email_verified_at = :now, modified_at = :now
WHERE person_id = :person_id AND email = :email
RETURNING person_id;
