-- name: add_orders!
-- Orders of one provider.
INSERT INTO orders (id, provider_id, reference, purpose, status, person_id, organisation_id, payer_name, payer_email,
                    payer_language, application_id, access_hash, expires_at, created_at, paid_at)
SELECT id, provider_id, reference, purpose, status, person_id, organisation_id, payer_name, payer_email,
       payer_language, application_id, access_hash, expires_at, :now, CASE status WHEN 'PAID' THEN :now::timestamptz END
FROM unnest(:ids::uuid[], :provider_ids::uuid[], :references::text[], :purposes::text[], :statuses::text[],
            :person_ids::uuid[], :organisation_ids::uuid[], :names::text[], :emails::text[], :languages::text[],
            :application_ids::uuid[], :access_hashes::bytea[], :expirations::timestamptz[])
     AS opened (id, provider_id, reference, purpose, status, person_id, organisation_id, payer_name, payer_email,
                payer_language, application_id, access_hash, expires_at);

-- name: add_lines!
-- Lines of orders, numbered on from those that each has.
INSERT INTO order_lines (order_id, number, kind, product, text_fi, text_sv, text_en, quantity, unit, amount, vat_rate,
                         vat_amount, ground_fi, ground_sv, ground_en, reason, added_by, added_at)
SELECT line.order_id,
       coalesce((SELECT max(number) FROM order_lines AS before WHERE before.order_id = line.order_id), 0)
       + row_number() OVER (PARTITION BY line.order_id ORDER BY line.position),
       kind, product, text_fi, text_sv, text_en, quantity, unit, amount, vat_rate, vat_amount, ground_fi, ground_sv,
       ground_en, reason, :by, :now
FROM unnest(:order_ids::uuid[], :kinds::text[], :products::text[], :fi::text[], :sv::text[], :en::text[],
            :quantities::numeric[], :units::text[], :amounts::numeric[], :vat_rates::numeric[],
            :vat_amounts::numeric[], :grounds_fi::text[], :grounds_sv::text[], :grounds_en::text[], :reasons::text[])
     WITH ORDINALITY
     AS line (order_id, kind, product, text_fi, text_sv, text_en, quantity, unit, amount, vat_rate, vat_amount,
              ground_fi, ground_sv, ground_en, reason, position);

-- name: hold_orders
-- The ids of orders, in their order; nobody else moves them until the transaction ends.
SELECT id FROM orders WHERE id = ANY(:ids::uuid[]) ORDER BY id FOR UPDATE;

-- name: orders_with_ids
-- Orders in order of id, as far as this transaction sees them.
SELECT id, provider_id, reference, purpose, status, person_id, organisation_id, payer_name, payer_email,
       payer_language, application_id, expires_at, created_at, paid_at
FROM orders WHERE id = ANY(:ids::uuid[]) ORDER BY id;

-- name: lines_of_orders
-- The lines of orders, as they were added.
SELECT order_id, number, kind, product, text_fi, text_sv, text_en, quantity, unit, amount, vat_rate, vat_amount, ground_fi,
       ground_sv, ground_en, reason
FROM order_lines WHERE order_id = ANY(:ids::uuid[]) ORDER BY order_id, number;

-- name: move_orders!
-- Orders that come to stand elsewhere.
UPDATE orders
SET status = :status,
    paid_at = CASE :status WHEN 'PAID' THEN :now ELSE paid_at END,
    closed_at = CASE WHEN :status IN ('EXPIRED', 'CANCELLED') THEN :now::timestamptz END
WHERE id = ANY(:ids::uuid[]);

-- name: extend_orders!
-- Orders that may be paid until another time.
UPDATE orders SET expires_at = :expires_at WHERE id = ANY(:ids::uuid[]);
