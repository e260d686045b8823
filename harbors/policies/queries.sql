-- name: clear_policies!
-- The policies of a thing, to be told anew.
DELETE FROM provider_policies WHERE subject_id = :subject_id;

-- name: add_policies!
-- Policies by reference.
INSERT INTO provider_policies (subject_type, subject_id, provider_id, kind, title_fi, title_sv, title_en, url,
                               valid_from)
SELECT :subject_type, :subject_id, :provider_id, line.*
FROM unnest(:kinds::text[], :titles_fi::text[], :titles_sv::text[], :titles_en::text[], :urls::text[],
            :valid_from::date[]) AS line;
