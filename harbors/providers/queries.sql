-- name: has_provider$
-- Whether a provider that has not retired has this business id.
SELECT EXISTS (SELECT FROM providers WHERE business_id = :business_id AND retired_at IS NULL);

-- name: add_sign_up!
-- Somebody wants to be a provider.
INSERT INTO provider_sign_ups (id, person_id, kind, name_fi, name_sv, name_en, business_id, email, phone, www_url,
                               description, language, assured, state, received_at)
VALUES (:id, :person_id, :kind, :name_fi, :name_sv, :name_en, :business_id, :email, :phone, :www_url, :description,
        :language, :assured, 'RECEIVED', :now);

-- name: lock_sign_up$
-- Whether this transaction sees the sign-up; nobody else decides on it until it ends.
SELECT EXISTS (SELECT FROM provider_sign_ups WHERE id = :id FOR NO KEY UPDATE);

-- name: load_sign_up^
-- A sign-up.
SELECT id, person_id, kind, name_fi, name_sv, name_en, business_id, email, phone, www_url, description, language,
       assured, state, received_at, provider_id
FROM provider_sign_ups WHERE id = :id;

-- name: decide_sign_up!
-- The end of a sign-up that waits.
UPDATE provider_sign_ups
SET state = :state, decided_at = :now, decided_by = :decided_by, reason = :reason, provider_id = :provider_id
WHERE id = :id;

-- name: mark_verified!
-- Somebody vouched for the provider.
UPDATE providers SET verified_at = :now WHERE id = :id;

-- name: lock_provider^
-- What a provider tells of itself; nobody else changes it until the transaction ends.
SELECT name_fi, name_sv, name_en, phone, email, www_url
FROM providers WHERE id = :id AND retired_at IS NULL FOR NO KEY UPDATE;

-- name: change_provider!
-- What a provider tells of itself after a change.
UPDATE providers
SET name_fi = :name_fi, name_sv = :name_sv, name_en = :name_en, name_sort = :name_sort, search_text = :search_text,
    phone = :phone, email = :email, www_url = :www_url, modified_at = :now
WHERE id = :id;

-- name: set_review!
-- Whether the city decides on what the provider lists.
UPDATE providers SET listings_reviewed = :reviewed, modified_at = :now WHERE id = :id;

-- name: all_providers
-- Every provider that has not retired, by name.
SELECT id, kind, name_fi, name_sv, name_en FROM providers WHERE retired_at IS NULL ORDER BY name_sort, id;
