-- name: revenue
-- What orders of a provider brought in a time, by month there, product and rate; cancelled ones are taken out again.
WITH booked AS (
    SELECT line.product, line.vat_rate, line.amount, line.vat_amount, line.order_id,
           greatest(line.added_at, paid.paid_at) AS at
    FROM orders AS paid JOIN order_lines AS line ON line.order_id = paid.id
    WHERE paid.provider_id = :provider_id AND paid.paid_at IS NOT NULL
    UNION ALL
    SELECT line.product, line.vat_rate, -line.amount, -line.vat_amount, line.order_id, cancelled.closed_at
    FROM orders AS cancelled JOIN order_lines AS line ON line.order_id = cancelled.id
    WHERE cancelled.provider_id = :provider_id AND cancelled.paid_at IS NOT NULL AND cancelled.status = 'CANCELLED'
)
SELECT date_trunc('month', booked.at AT TIME ZONE provider.time_zone)::date AS month, booked.product, booked.vat_rate,
       sum(booked.amount) AS amount, sum(booked.vat_amount) AS vat_amount,
       count(DISTINCT booked.order_id)::int AS orders
FROM booked JOIN providers AS provider ON provider.id = :provider_id
WHERE booked.at >= :first::date::timestamp AT TIME ZONE provider.time_zone
AND booked.at < :before::date::timestamp AT TIME ZONE provider.time_zone
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;

-- name: occupancy_by_width
-- How full a provider's places in use of a kind are in a season, by harbor or area, in steps of 500 mm. A place is leased or
-- offered that is so on any day of it; what a draw gave and nobody was told of yet is free.
WITH season AS (
    SELECT season_period(:season_starts, :season_ends, time_zone) AS period FROM providers WHERE id = :provider_id
),
placed AS (
    SELECT place.harbor_id, place.area_id, (place.width_mm - 1) / 500 AS step,
           coalesce(bool_or(held.kind = 'LEASE'), false) AS is_leased, count(held.id) > 0 AS is_held
    FROM places AS place
    CROSS JOIN season
    LEFT JOIN piers AS pier ON pier.id = place.pier_id
    LEFT JOIN harbors AS harbor ON harbor.id = place.harbor_id
    LEFT JOIN winter_storage_sections AS section ON section.id = place.section_id
    LEFT JOIN winter_storage_areas AS area ON area.id = place.area_id
    LEFT JOIN occupancies AS held ON held.place_id = place.id AND held.state = 'HOLDING' AND held.is_told
        AND held.period && season.period
    WHERE place.provider_id = :provider_id AND place.kind = :kind AND place.is_active AND place.retired_at IS NULL
    AND coalesce(pier.is_active AND pier.retired_at IS NULL, true)
    AND coalesce(harbor.is_active AND harbor.retired_at IS NULL, true)
    AND coalesce(section.is_active AND section.retired_at IS NULL, true)
    AND coalesce(area.is_active AND area.retired_at IS NULL, true)
    GROUP BY place.id
)
SELECT harbor_id, area_id, step * 500 AS from_mm, (step + 1) * 500 AS to_mm, count(*)::int AS places,
       count(*) FILTER (WHERE is_leased)::int AS leased,
       count(*) FILTER (WHERE is_held AND NOT is_leased)::int AS offered,
       count(*) FILTER (WHERE NOT is_held)::int AS free
FROM placed
GROUP BY harbor_id, area_id, step
ORDER BY harbor_id, area_id, step;
