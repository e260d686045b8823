-- name: ground_with^
-- Unmarked ground, and the terms on which its provider takes notices.
SELECT place.id, place.provider_id, place.area_id,
       place.is_active AND area.is_active AND area.retired_at IS NULL AS in_use,
       EXISTS (SELECT FROM winter_storage_sections WHERE cut_from = place.id AND retired_at IS NULL) AS is_cut,
       provider.time_zone, terms.usual_m2, terms.due_days, terms.remind_days, terms.regret_days, terms.cradle_days,
       terms.refund
FROM places AS place
JOIN providers AS provider ON provider.id = place.provider_id
JOIN winter_storage_areas AS area ON area.id = place.area_id
LEFT JOIN storage_terms AS terms ON terms.provider_id = place.provider_id
WHERE place.id = :id AND place.kind = 'UNMARKED_WINTER_STORAGE' AND place.retired_at IS NULL;

-- name: terms_of^
-- The terms on which a provider takes notices.
SELECT usual_m2, due_days, remind_days, regret_days, cradle_days, refund FROM storage_terms
WHERE provider_id = :provider_id;

-- name: set_terms!
-- The terms on which a provider takes notices from now on.
INSERT INTO storage_terms (provider_id, usual_m2, due_days, remind_days, regret_days, cradle_days, refund, modified_at)
VALUES (:provider_id, :usual_m2, :due_days, :remind_days::integer[], :regret_days, :cradle_days, :refund, :now)
ON CONFLICT (provider_id) DO UPDATE
SET usual_m2 = excluded.usual_m2, due_days = excluded.due_days, remind_days = excluded.remind_days,
    regret_days = excluded.regret_days, cradle_days = excluded.cradle_days, refund = excluded.refund,
    modified_at = excluded.modified_at;

-- name: room$
-- How many square metres of ground are free for a whole time; nothing where nobody knows how large it is.
SELECT greatest(coalesce(ground_capacity_m2(:id), 0) - ground_taken_m2(:id, tstzrange(:starts_at, :ends_at)), 0);

-- name: is_notified$
-- Whether there is another notice of a boat for a part of a time at a provider; for the system.
SELECT EXISTS (
    SELECT FROM storage_notices AS notice
    JOIN occupancies AS held ON held.id = notice.occupancy_id
    WHERE notice.provider_id = :provider_id AND notice.registration = :registration
    AND held.state = 'COUNTED' AND held.period && tstzrange(:starts_at, :ends_at));

-- name: organisation_name$
-- What an organisation is called, for whom the acting person acts.
SELECT name FROM organisations WHERE id = :id AND id = ANY(acting_organisations());

-- name: add_notice!
-- A notice, and what it takes of the ground; ground_never_overfilled refuses what it has no room for.
WITH counted AS (
    INSERT INTO occupancies (id, place_id, period, span, kind, state, m2, created_at)
    VALUES (:occupancy_id, :place_id, tstzrange(:starts_at, :ends_at), int4range(0, 1), 'STORAGE', 'COUNTED', :m2, :now)
)
INSERT INTO storage_notices (id, provider_id, place_id, occupancy_id, order_id, reference, season_starts, season_ends,
                             person_id, organisation_id, holder_name, holder_email, holder_address, holder_language,
                             registration, trailer_registration, beam_mm, length_mm, has_frame, stands, status,
                             channel, access_hashes, due_at, created_at)
VALUES (:id, :provider_id, :place_id, :occupancy_id, :order_id, :reference, :season_starts, :season_ends, :person_id,
        :organisation_id, :name, :email, :address, :language, :registration, :trailer_registration, :beam_mm,
        :length_mm, :has_frame, :stands, 'NOTIFIED', :channel, ARRAY[:access_hash::bytea], :due_at, :now);

-- name: notices_with_ids
-- Notices in order of id, as far as this transaction sees them.
SELECT notice.id, notice.provider_id, notice.place_id, notice.occupancy_id, notice.order_id, notice.reference,
       notice.season_starts, notice.season_ends, notice.person_id, notice.organisation_id, notice.holder_name,
       notice.holder_email, notice.holder_address, notice.holder_language, notice.registration,
       notice.trailer_registration, notice.beam_mm, notice.length_mm, notice.has_frame, notice.stands, notice.status,
       notice.channel, notice.due_at, notice.created_at, notice.paid_at, notice.reminded_days,
       lower(held.period) AS starts_at, upper(held.period) AS ends_at
FROM storage_notices AS notice
JOIN occupancies AS held ON held.id = notice.occupancy_id
WHERE notice.id = ANY(:ids::uuid[])
ORDER BY notice.id;

-- name: notice_to_show^
-- A notice as it is shown, as far as this transaction sees it.
SELECT notice.id, notice.status, notice.reference, notice.channel, notice.place_id, notice.provider_id, notice.order_id,
       notice.season_starts, notice.season_ends, notice.person_id, notice.organisation_id, notice.holder_name,
       notice.holder_email, notice.holder_address, notice.registration, notice.trailer_registration, notice.beam_mm,
       notice.length_mm, notice.has_frame, notice.stands, notice.m2, notice.due_at, notice.created_at, notice.paid_at,
       notice.ended_at, notice.end_reason, lower(held.period) AS starts_at, upper(held.period) AS ends_at,
       sticker.number AS sticker_number, sticker.posted_at AS sticker_posted_at
FROM storage_notices AS notice
JOIN occupancies AS held ON held.id = notice.occupancy_id
LEFT JOIN stickers AS sticker ON sticker.notice_id = notice.id
WHERE notice.id = :id;

-- name: hold_notices
-- The ids of notices, in their order; nobody else changes them until the transaction ends. For the system.
SELECT id FROM storage_notices WHERE id = ANY(:ids::uuid[]) ORDER BY id FOR UPDATE;

-- name: provider_of_notice$
-- Whose the ground of a notice is, as far as this transaction sees it.
SELECT provider_id FROM storage_notices WHERE id = :id;

-- name: notice_of_order^
-- The notice that an order is for, and whether it is for a difference.
SELECT id, false AS is_difference FROM storage_notices WHERE order_id = :order_id
UNION ALL
SELECT notice_id, true FROM storage_differences WHERE order_id = :order_id;

-- name: differences_of
-- The orders for what a boat takes more than was paid for, the newest first.
SELECT difference.order_id
FROM storage_differences AS difference
JOIN orders ON orders.id = difference.order_id
WHERE difference.notice_id = :id
ORDER BY orders.created_at DESC, orders.id;

-- name: add_difference!
-- An order for what a boat takes more than was paid for.
INSERT INTO storage_differences (order_id, notice_id) VALUES (:order_id, :id);

-- name: mark_notice!
-- A notice that comes to stand elsewhere.
UPDATE storage_notices
SET status = :status,
    paid_at = CASE WHEN :status = 'PAID' THEN :now ELSE paid_at END,
    ended_at = CASE WHEN :status IN ('ENDED', 'WITHDRAWN') THEN :at::timestamptz END,
    end_reason = :reason
WHERE id = :id;

-- name: note_paid!
-- The price of a boat came in that is not there any more.
UPDATE storage_notices SET paid_at = :now WHERE id = :id;

-- name: change_measures!
-- What stands there was measured anew; ground_never_overfilled refuses what it has no room for.
WITH changed AS (
    UPDATE storage_notices
    SET beam_mm = :beam_mm, length_mm = :length_mm, has_frame = :has_frame
    WHERE id = :id
    RETURNING occupancy_id
)
UPDATE occupancies SET m2 = :m2 FROM changed WHERE occupancies.id = changed.occupancy_id;

-- name: leave_ground!
-- The boat is away from an instant on: the ground is free from then, or altogether where it had not been brought.
UPDATE occupancies
SET period = held_until(period, :at),
    state = CASE WHEN lower(period) < :at AND :at > :now THEN 'COUNTED' ELSE 'ENDED' END
WHERE id = :occupancy_id;

-- name: note_reminded!
-- A reminder went out, with a link of its own.
UPDATE storage_notices SET reminded_days = coalesce(:days, reminded_days), access_hashes = access_hashes || :access_hash::bytea WHERE id = :id;

-- name: add_access!
-- Another link that shows the notice.
UPDATE storage_notices SET access_hashes = access_hashes || :access_hash::bytea WHERE id = :id;

-- name: to_be_reminded
-- Unpaid notices of which a reminder is due, in order of id; for the system.
SELECT notice.id
FROM storage_notices AS notice
JOIN storage_terms AS terms ON terms.provider_id = notice.provider_id
WHERE notice.status = 'NOTIFIED' AND notice.due_at > :now
AND EXISTS (SELECT FROM unnest(terms.remind_days) AS days
            WHERE notice.due_at - make_interval(days => days) <= :now
            AND (notice.reminded_days IS NULL OR days < notice.reminded_days))
ORDER BY notice.id
LIMIT :most;

-- name: overdue
-- Notices that were not paid in time, in order of id; for the system.
SELECT id FROM storage_notices WHERE status = 'NOTIFIED' AND due_at <= :now ORDER BY id LIMIT :most;

-- name: staff_address$
-- Where a provider is written to.
SELECT email FROM providers WHERE id = :provider_id AND retired_at IS NULL;

-- name: time_zone_of$
-- What the clocks of a provider go by.
SELECT time_zone FROM providers WHERE id = :provider_id;
