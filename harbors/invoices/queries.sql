-- name: add_payee!
-- Whom the invoices of a provider name and pay from now on.
INSERT INTO payees (id, provider_id, name, business_id, street_address, zip_code, city, iban, bic, invoicing, told_at)
VALUES (:id, :provider_id, :name, :business_id, :street_address, :zip_code, :city, :iban, :bic, :invoicing, :now);

-- name: newest_payee^
-- Whom the invoices of a provider name and pay now.
SELECT id, provider_id, name, business_id, street_address, zip_code, city, iban, bic, invoicing
FROM payees WHERE provider_id = :provider_id ORDER BY told_at DESC, id DESC LIMIT 1;

-- name: payee_with_id^
-- One payee.
SELECT id, provider_id, name, business_id, street_address, zip_code, city, iban, bic, invoicing
FROM payees WHERE id = :id;

-- name: next_number^
-- The next number of a provider in the year of its clocks; nobody else gets one until the transaction ends.
INSERT INTO invoice_counters AS counter (provider_id, year, last)
SELECT id, extract(year FROM :now::timestamptz AT TIME ZONE time_zone)::integer, 1
FROM providers WHERE id = :provider_id
ON CONFLICT (provider_id, year) DO UPDATE SET last = counter.last + 1
RETURNING year, last;

-- name: add_invoice!
-- An invoice or a credit note.
INSERT INTO invoices (id, order_id, provider_id, payee_id, kind, year, sequence, reference, credits_id, issued_at,
                      due_on, first_line, last_line, turned, amount, language)
VALUES (:id, :order_id, :provider_id, :payee_id, :kind, :year, :sequence, :reference, :credits_id, :issued_at,
        :due_on, :first_line, :last_line, :turned, :amount, :language);

-- name: invoices_of_order
-- What was given for an order, in the order in which it was given.
SELECT id, order_id, provider_id, payee_id, kind, year, sequence, reference, credits_id, issued_at, due_on, first_line,
       last_line, turned, amount, language
FROM invoices WHERE order_id = :order_id ORDER BY issued_at, year, sequence;

-- name: invoice_with_id^
-- An invoice or a credit note, as far as this transaction sees it.
SELECT id, order_id, provider_id, payee_id, kind, year, sequence, reference, credits_id, issued_at, due_on, first_line,
       last_line, turned, amount, language
FROM invoices WHERE id = :id;

-- name: present_capability!
-- With which capability this transaction comes, until it ends.
SELECT set_config('ahti.capability', :token, true);

-- name: terms_of_order^
-- Whether an order may be invoiced, and by which day of its provider it is to be paid: that of its offer, if it has one.
SELECT coalesce(offer.by_invoice, true) AS allowed,
       greatest((:now::timestamptz AT TIME ZONE provider.time_zone)::date,
                ((coalesce(offer.due_at, one.expires_at, :now::timestamptz + interval '14 days')
                  - interval '1 microsecond') AT TIME ZONE provider.time_zone)::date) AS due_on
FROM orders AS one
JOIN providers AS provider ON provider.id = one.provider_id
LEFT JOIN offers AS offer ON offer.order_id = one.id
WHERE one.id = :order_id;

-- name: invoices_of_orders
-- What was given for orders, in the order in which it was given, as far as this transaction sees it.
SELECT id, order_id, provider_id, payee_id, kind, year, sequence, reference, credits_id, issued_at, due_on, first_line,
       last_line, turned, amount, language
FROM invoices WHERE order_id = ANY(:ids::uuid[]) ORDER BY order_id, issued_at, year, sequence;
