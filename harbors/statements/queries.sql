-- name: providers_with_iban
-- Whose account it is, or was.
SELECT DISTINCT provider_id FROM payees WHERE iban = :iban ORDER BY provider_id;

-- name: invoice_of_reference^
-- The invoice with a payment reference of those who have the account.
SELECT invoice.id, invoice.order_id, invoice.provider_id FROM invoices AS invoice
WHERE invoice.reference = :reference
AND EXISTS (SELECT FROM payees WHERE provider_id = invoice.provider_id AND iban = :iban);

-- name: add_credit$
-- What came to an account, unless it is known; whoever adds the same at once waits.
INSERT INTO bank_credits (id, provider_id, iban, archive_id, booked_on, amount, reference, outcome, taken_at)
VALUES (:id, :provider_id, :iban, :archive_id, :booked_on, :amount, :reference, 'UNMATCHED', :now)
ON CONFLICT (iban, archive_id) DO NOTHING RETURNING id;

-- name: match_credit!
-- For what it came.
UPDATE bank_credits SET outcome = :outcome, invoice_id = :invoice_id, payment_id = :payment_id WHERE id = :id;
