-- name: add_payment!
-- An attempt to pay an order; the gateway is asked outside of the transaction.
INSERT INTO payments (id, order_id, provider_id, method, status, amount, return_url, client_id, created_at, ask_at)
VALUES (:id, :order_id, :provider_id, :method, 'STARTED', :amount, :return_url, :client_id, :now, :ask_at);

-- name: add_received$
-- Money that came without a gateway; nothing where this transaction has been noted.
INSERT INTO payments (id, order_id, provider_id, method, status, amount, transaction_id, noted_by, created_at,
                      captured_at)
VALUES (:id, :order_id, :provider_id, :method, 'CAPTURED', :amount, :transaction_id, :noted_by, :now, :now)
ON CONFLICT (provider_id, method, transaction_id) DO NOTHING
RETURNING id;

-- name: find_payment^
-- A payment, as far as this transaction sees it.
SELECT id, order_id, provider_id, method, status, amount, transaction_id, href, return_url, client_id, created_at, asks
FROM payments WHERE id = :id;

-- name: payment_of_transaction$
-- The payment that is this transaction.
SELECT id FROM payments WHERE provider_id = :provider_id AND method = :method AND transaction_id = :transaction_id;

-- name: hold_payment^
-- A payment that nobody else moves until the transaction ends.
SELECT id, order_id, provider_id, method, status, amount, transaction_id, href, return_url, client_id, created_at, asks
FROM payments WHERE id = :id FOR UPDATE;

-- name: move_payment!
-- A payment that comes to stand elsewhere, and the transaction that it is.
UPDATE payments
SET status = :status, transaction_id = coalesce(transaction_id, :transaction_id),
    captured_at = CASE :status WHEN 'CAPTURED' THEN :now::timestamptz END,
    ask_at = CASE WHEN :status IN ('STARTED', 'PENDING') THEN ask_at END,
    failure = :failure
WHERE id = :id;

-- name: note_answer!
-- What the gateway answered when the payment was created there; what a callback brought before stays.
UPDATE payments
SET transaction_id = coalesce(transaction_id, :transaction_id), href = coalesce(href, :href),
    answered_at = coalesce(answered_at, :now),
    status = CASE status WHEN 'STARTED' THEN 'PENDING' ELSE status END
WHERE id = :id;

-- name: note_asked!
-- When the gateway is asked next.
UPDATE payments SET asks = asks + 1, ask_at = :ask_at WHERE id = :id AND status IN ('STARTED', 'PENDING');

-- name: payments_to_ask
-- Undecided payments of which nothing was heard for a while.
SELECT id FROM payments WHERE status IN ('STARTED', 'PENDING') AND ask_at <= :now ORDER BY ask_at, id LIMIT :most;

-- name: add_event$
-- Something that was heard.
INSERT INTO payment_events (method, kind, payment_id, refund_id, told, outcome, heard_at)
VALUES (:method, :kind, (SELECT id FROM payments WHERE id = :payment_id), (SELECT id FROM refunds WHERE id = :refund_id),
        :told::text::jsonb, :outcome, :now)
RETURNING number;

-- name: balance_of_order^
-- What came for an order and what goes back.
SELECT total, captured, refunded FROM order_balances WHERE order_id = :order_id;

-- name: kept_of_payments
-- What of each captured payment of an order has not gone back, the newest first.
SELECT payment.id, payment.amount - coalesce(sum(refund.amount), 0) AS kept
FROM payments AS payment LEFT JOIN refunds AS refund ON refund.payment_id = payment.id
WHERE payment.order_id = :order_id AND payment.status = 'CAPTURED'
GROUP BY payment.id
ORDER BY payment.captured_at DESC, payment.created_at DESC, payment.id;

-- name: add_refund!
-- Money that is owed to whoever paid.
INSERT INTO refunds (id, payment_id, order_id, provider_id, amount, reason, status, created_at, ask_at)
SELECT :id, payment.id, payment.order_id, payment.provider_id, :amount, :reason, 'OWED', :now,
       CASE WHEN payment.method IN ('EMBEDDED', 'PAYTRAIL') THEN :now::timestamptz END
FROM payments AS payment WHERE payment.id = :payment_id;

-- name: find_refund^
-- A refund and how its payment came, as far as this transaction sees it.
SELECT refund.id, refund.payment_id, refund.order_id, payment.method, payment.transaction_id, refund.amount,
       refund.reason, refund.status, refund.asks
FROM refunds AS refund JOIN payments AS payment ON payment.id = refund.payment_id
WHERE refund.id = :id;

-- name: hold_refund^
-- A refund that nobody else moves until the transaction ends.
SELECT refund.id, refund.payment_id, refund.order_id, payment.method, payment.transaction_id, refund.amount,
       refund.reason, refund.status, refund.asks
FROM refunds AS refund JOIN payments AS payment ON payment.id = refund.payment_id
WHERE refund.id = :id FOR UPDATE OF refund;

-- name: move_refund!
-- A refund that comes to stand elsewhere.
UPDATE refunds
SET status = :status, sent_at = CASE :status WHEN 'SENT' THEN :now ELSE sent_at END,
    done_at = CASE :status WHEN 'DONE' THEN :now::timestamptz END,
    asks = CASE :status WHEN 'SENT' THEN asks + 1 ELSE asks END, ask_at = :ask_at, failure = :failure
WHERE id = :id;

-- name: note_refund!
-- A refund that people paid.
UPDATE refunds
SET status = 'DONE', done_at = :now, ask_at = NULL, failure = NULL, noted_by = :noted_by, note = :note
WHERE id = :id;

-- name: refunds_to_send
-- Refunds that a gateway has not been asked for, or of which it has told nothing for a while.
SELECT id FROM refunds WHERE status IN ('OWED', 'SENT') AND ask_at <= :now ORDER BY ask_at, id LIMIT :most;

-- name: merchant_of^
-- To whom the money of a provider goes by a way to pay.
SELECT provider_id, method, sub_merchant_id, merchant_id, commission_percent
FROM merchants WHERE provider_id = :provider_id AND method = :method;

-- name: keep_merchant!
-- To whom the money of a provider goes from now on.
INSERT INTO merchants (provider_id, method, sub_merchant_id, merchant_id, commission_percent)
VALUES (:provider_id, :method, :sub_merchant_id, :merchant_id, :commission_percent)
ON CONFLICT (provider_id, method) DO UPDATE
SET sub_merchant_id = excluded.sub_merchant_id, merchant_id = excluded.merchant_id,
    commission_percent = excluded.commission_percent;

-- name: addresses_of_client$
-- Where a program may have people sent back to.
SELECT redirect_uris FROM clients WHERE id = :client_id AND state = 'ACTIVE';

-- name: hold_application_of_order!
-- What an order is for is held before the order itself: everybody locks in this order.
SELECT FROM applications
WHERE id = (SELECT application_id FROM orders WHERE id = :order_id)
FOR NO KEY UPDATE;

-- name: order_to_show^
-- An order with the columns that are shown, as far as this transaction sees it.
SELECT id, reference, purpose, status, provider_id, application_id, payer_name, expires_at, created_at, paid_at,
       closed_at
FROM orders WHERE id = :id;

-- name: payment_to_show^
-- A payment with the columns that are shown, as far as this transaction sees it.
SELECT id, order_id, method, status, amount, transaction_id, href, failure, created_at, captured_at
FROM payments WHERE id = :id;

-- name: payments_of_orders
-- The payments of orders, the oldest first, as far as this transaction sees them.
SELECT id, order_id, method, status, amount, transaction_id, href, failure, created_at, captured_at
FROM payments WHERE order_id = ANY(:ids::uuid[]) ORDER BY order_id, created_at, id;

-- name: refunds_of_orders
-- The refunds of orders, the oldest first, as far as this transaction sees them.
SELECT refund.id, refund.order_id, payment.method, refund.amount, refund.status, refund.reason, refund.failure,
       refund.created_at, refund.done_at
FROM refunds AS refund JOIN payments AS payment ON payment.id = refund.payment_id
WHERE refund.order_id = ANY(:ids::uuid[]) ORDER BY refund.order_id, refund.created_at, refund.id;

-- name: balances_of_orders
-- What orders come to, what of that came and is kept, and what is still to be paid.
SELECT order_id, total, captured, refunded, kept, CASE status WHEN 'OPEN' THEN total - kept ELSE 0.00 END AS due
FROM order_balances WHERE order_id = ANY(:ids::uuid[]);

-- name: unbalanced_orders
-- Orders whose money is not what their status says, and open ones that are paid and stand as if they were not.
SELECT CASE WHEN balance.status = 'OPEN' AND balance.kept >= balance.total THEN 'PAID_WITHOUT_EFFECT'
            ELSE 'UNBALANCED' END AS kind,
       one.reference, one.id,
       balance.status || ': ' || balance.total || ' ordered, ' || balance.kept || ' kept' AS says
FROM order_balances AS balance
JOIN orders AS one ON one.id = balance.order_id
WHERE (balance.provider_id = :provider_id OR :provider_id::uuid IS NULL) AND :before::timestamptz IS NOT NULL
  AND CASE balance.status
      WHEN 'OPEN' THEN balance.kept NOT BETWEEN 0 AND balance.total OR balance.kept = balance.total
      WHEN 'PAID' THEN balance.kept <> balance.total
      ELSE balance.kept <> 0 END
ORDER BY one.created_at, one.id;

-- name: odd_payments
-- Payments that are undecided for long, or told of another amount or order than was asked for.
SELECT CASE status WHEN 'MISMATCHED' THEN 'MISMATCHED' ELSE 'UNDECIDED' END AS kind,
       (SELECT reference FROM orders WHERE id = order_id) AS reference, id,
       status || ' since ' || created_at::text || coalesce(': ' || failure, '') AS says
FROM payments
WHERE (provider_id = :provider_id OR :provider_id::uuid IS NULL)
  AND (status = 'MISMATCHED' OR (status IN ('STARTED', 'PENDING') AND created_at < :before))
ORDER BY created_at, id;

-- name: odd_refunds
-- Refunds that failed, or have not gone for long.
SELECT CASE status WHEN 'FAILED' THEN 'REFUND_FAILED' ELSE 'REFUND_WAITS' END AS kind,
       (SELECT reference FROM orders WHERE id = order_id) AS reference, id,
       amount || ' ' || status || ' since ' || created_at::text || coalesce(': ' || failure, '') AS says
FROM refunds
WHERE (provider_id = :provider_id OR :provider_id::uuid IS NULL)
  AND (status = 'FAILED' OR (status IN ('OWED', 'SENT') AND created_at < :before))
ORDER BY created_at, id;

-- name: odd_events
-- What gateways told that contradicts what we hold, or speaks of nothing that we know.
SELECT event.outcome AS kind,
       (SELECT reference FROM orders WHERE id = coalesce(payment.order_id, refund.order_id)) AS reference,
       coalesce(event.payment_id, event.refund_id) AS id,
       event.method || ' ' || event.kind || ' at ' || event.heard_at::text AS says
FROM payment_events AS event
LEFT JOIN payments AS payment ON payment.id = event.payment_id
LEFT JOIN refunds AS refund ON refund.id = event.refund_id
WHERE event.outcome IN ('CONTRADICTED', 'UNKNOWN')
  AND (coalesce(payment.provider_id, refund.provider_id) = :provider_id OR :provider_id::uuid IS NULL)
ORDER BY event.number;

-- name: totals_of_money^
-- What all orders, or those of a provider, come to.
SELECT count(*) AS orders, coalesce(sum(captured), 0)::numeric(14, 2) AS captured,
       coalesce(sum(refunded), 0)::numeric(14, 2) AS refunded, coalesce(sum(kept), 0)::numeric(14, 2) AS kept,
       coalesce((SELECT sum(amount) FROM refunds
                 WHERE status <> 'DONE' AND (provider_id = :provider_id OR :provider_id::uuid IS NULL)),
                0)::numeric(14, 2) AS owed
FROM order_balances WHERE provider_id = :provider_id OR :provider_id::uuid IS NULL;

-- name: payments_at_gateways
-- Payments of which a gateway knows, in order of id, some at a time.
SELECT payment.id, payment.method, payment.status, payment.amount, payment.transaction_id, ordered.reference
FROM payments AS payment JOIN orders AS ordered ON ordered.id = payment.order_id
WHERE payment.method IN ('EMBEDDED', 'PAYTRAIL') AND payment.transaction_id IS NOT NULL AND payment.id > :after
  AND (payment.provider_id = :provider_id OR :provider_id::uuid IS NULL)
ORDER BY payment.id LIMIT :most;
