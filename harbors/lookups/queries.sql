-- name: standing
-- What stands at a provider's, or is about to, under a number of a place (with its pier or section or without), a number
-- of a sticker, a registration or a reference; and the places with that number that nobody has. As a clerk sees it.
WITH spot AS MATERIALIZED (
    SELECT place.id
    FROM places AS place
    LEFT JOIN piers AS pier ON pier.id = place.pier_id
    LEFT JOIN winter_storage_sections AS section ON section.id = place.section_id
    WHERE place.provider_id = :provider_id AND place.retired_at IS NULL
    AND place.kind IN ('BERTH', 'WINTER_STORAGE_PLACE')
    AND :text IN (upper(place.number), upper(concat_ws(' ', coalesce(pier.identifier, section.identifier), place.number)))
),
leased AS (
    SELECT lease.place_id, lease.id AS lease_id, NULL::uuid AS notice_id, lease.person_id, lease.tenant_name AS name,
           lease.registration, (SELECT number FROM stickers WHERE lease_id = lease.id) AS sticker_number,
           (SELECT bool_and(ordered.status <> 'OPEN') FROM offers AS offer
            JOIN orders AS ordered ON ordered.id = offer.order_id
            WHERE offer.lease_id = lease.id) AS is_paid,
           lower(held.period) AS starts_at, upper(held.period) AS ends_at
    FROM leases AS lease
    JOIN occupancies AS held ON held.id = lease.occupancy_id
    WHERE lease.provider_id = :provider_id AND held.state = 'HOLDING' AND upper(held.period) > :now
    AND (lease.registration = :text OR lease.place_id IN (SELECT id FROM spot)
         OR EXISTS (SELECT FROM stickers WHERE lease_id = lease.id AND number = :number))
),
notified AS (
    SELECT notice.place_id, NULL::uuid AS lease_id, notice.id AS notice_id, notice.person_id, notice.holder_name AS name,
           coalesce(notice.registration, notice.trailer_registration) AS registration,
           (SELECT number FROM stickers WHERE notice_id = notice.id) AS sticker_number,
           notice.paid_at IS NOT NULL AND NOT EXISTS (
               SELECT FROM storage_differences AS difference
               JOIN orders AS ordered ON ordered.id = difference.order_id
               WHERE difference.notice_id = notice.id AND ordered.status = 'OPEN') AS is_paid,
           lower(held.period) AS starts_at, upper(held.period) AS ends_at
    FROM storage_notices AS notice
    JOIN occupancies AS held ON held.id = notice.occupancy_id
    WHERE notice.provider_id = :provider_id AND held.state = 'COUNTED' AND upper(held.period) > :now
    AND (:text IN (notice.registration, notice.trailer_registration, notice.reference)
         OR EXISTS (SELECT FROM stickers WHERE notice_id = notice.id AND number = :number))
)
SELECT * FROM leased
UNION ALL
SELECT * FROM notified
UNION ALL
SELECT spot.id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM spot WHERE NOT EXISTS (SELECT FROM leased WHERE leased.place_id = spot.id)
ORDER BY place_id, starts_at, lease_id, notice_id
LIMIT :most;
