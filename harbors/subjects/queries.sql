-- name: provider_of_subject$
-- Whose a thing of the catalogue is, while it is there.
SELECT CASE :kind::text
    WHEN 'PROVIDER' THEN (SELECT id FROM providers WHERE id = :id AND retired_at IS NULL)
    WHEN 'HARBOR' THEN (SELECT provider_id FROM harbors WHERE id = :id AND retired_at IS NULL)
    WHEN 'PIER' THEN (SELECT harbor.provider_id FROM piers AS pier JOIN harbors AS harbor ON harbor.id = pier.harbor_id
                      WHERE pier.id = :id AND pier.retired_at IS NULL)
    WHEN 'PLACE' THEN (SELECT provider_id FROM places WHERE id = :id AND retired_at IS NULL)
    WHEN 'WINTER_STORAGE_AREA' THEN
        (SELECT provider_id FROM winter_storage_areas WHERE id = :id AND retired_at IS NULL)
    WHEN 'SERVICE' THEN (SELECT provider_id FROM services WHERE id = :id AND retired_at IS NULL)
END;

-- name: hold_subject!
-- Lets nobody else change what is shown of a thing until the transaction ends.
SELECT pg_advisory_xact_lock(hashtextextended('harbors.subjects ' || :id::uuid, 0));
