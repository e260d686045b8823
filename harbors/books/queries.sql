-- name: forget_accounts!
-- The accounts of a provider, to be told anew.
DELETE FROM accounts WHERE provider_id = :provider_id;

-- name: add_accounts!
-- The accounts of a provider.
INSERT INTO accounts (provider_id, use, product, method, account, vat_code)
SELECT :provider_id, use, product, method, account, vat_code
FROM unnest(:uses::text[], :products::text[], :methods::text[], :accounts::text[], :vat_codes::text[])
     AS told (use, product, method, account, vat_code);

-- name: accounts_of
-- The accounts of a provider.
SELECT use, product, method, account, vat_code FROM accounts WHERE provider_id = :provider_id
ORDER BY use, product NULLS FIRST, method NULLS FIRST;

-- name: lines_sold
-- Lines of a provider's orders as they were sold, changed after that, or taken back, from the first to the last day.
SELECT happened.kind, happened.key, happened.day, happened.reference, line.kind AS line_kind, line.product,
       line.text_fi, line.text_sv, line.text_en, line.quantity, line.unit, line.amount, line.vat_rate, line.vat_amount
FROM (
    SELECT 'SALE' AS kind, one.id, one.reference, '' AS suffix, one.paid_at AS at, provider.time_zone,
           NULL::timestamptz AS after, one.paid_at AS until
    FROM orders AS one JOIN providers AS provider ON provider.id = one.provider_id
    WHERE one.provider_id = :provider_id AND one.paid_at IS NOT NULL
    UNION ALL
    SELECT DISTINCT 'CHANGE', one.id, one.reference, ' ' || min(line.number) OVER by_time, line.added_at,
           provider.time_zone, line.added_at - interval '1 microsecond', line.added_at
    FROM orders AS one JOIN providers AS provider ON provider.id = one.provider_id
    JOIN order_lines AS line ON line.order_id = one.id AND line.added_at > one.paid_at
    WHERE one.provider_id = :provider_id
    WINDOW by_time AS (PARTITION BY one.id, line.added_at)
    UNION ALL
    SELECT 'CANCELLATION', one.id, one.reference, '', one.closed_at, provider.time_zone, NULL, one.closed_at
    FROM orders AS one JOIN providers AS provider ON provider.id = one.provider_id
    WHERE one.provider_id = :provider_id AND one.status = 'CANCELLED' AND one.paid_at IS NOT NULL
) AS told,
LATERAL (
    SELECT told.kind, told.kind || ' ' || told.reference || told.suffix AS key,
           (told.at AT TIME ZONE told.time_zone)::date AS day, told.reference
) AS happened
JOIN LATERAL (
    SELECT * FROM order_lines
    WHERE order_id = told.id AND (told.after IS NULL OR added_at > told.after) AND added_at <= told.until
) AS line ON true
WHERE happened.day BETWEEN :first AND :last
ORDER BY happened.day, told.at, happened.key, line.number;

-- name: money_moved
-- What came to a provider, what of it was owed back and what was paid back, from the first to the last day.
SELECT moved.kind, moved.kind || ' ' || moved.id AS key, (moved.at AT TIME ZONE provider.time_zone)::date AS day,
       ordered.reference, moved.method, moved.amount, moved.commission
FROM (
    SELECT 'CAPTURE' AS kind, payment.id, payment.order_id, payment.captured_at AS at, payment.method, payment.amount,
           round(payment.amount * coalesce(merchant.commission_percent, 0) / 100, 2) AS commission
    FROM payments AS payment
    LEFT JOIN merchants AS merchant
           ON merchant.provider_id = payment.provider_id AND merchant.method = payment.method
    WHERE payment.provider_id = :provider_id AND payment.status = 'CAPTURED'
    UNION ALL
    SELECT 'REFUND_OWED', refund.id, refund.order_id, refund.created_at, payment.method, refund.amount, 0
    FROM refunds AS refund JOIN payments AS payment ON payment.id = refund.payment_id
    WHERE refund.provider_id = :provider_id
    UNION ALL
    SELECT 'REFUND_DONE', refund.id, refund.order_id, refund.done_at, payment.method, refund.amount, 0
    FROM refunds AS refund JOIN payments AS payment ON payment.id = refund.payment_id
    WHERE refund.provider_id = :provider_id AND refund.status = 'DONE'
) AS moved
JOIN orders AS ordered ON ordered.id = moved.order_id
JOIN providers AS provider ON provider.id = :provider_id
WHERE (moved.at AT TIME ZONE provider.time_zone)::date BETWEEN :first AND :last
ORDER BY day, moved.at, key;
