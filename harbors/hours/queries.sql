-- name: clear_hours!
-- The hours of a thing, to be told anew.
DELETE FROM opening_hours WHERE subject_id = :subject_id;

-- name: add_hours!
-- Lines of opening hours.
INSERT INTO opening_hours (subject_type, subject_id, provider_id, weekday, first_day, last_day, day, opens, closes)
SELECT :subject_type, :subject_id, :provider_id, line.*
FROM unnest(:weekdays::text[], :first_days::date[], :last_days::date[], :days::date[], :opens::text[], :closes::text[])
     AS line;
