"""What came for orders and what goes back: attempts, captures, refunds, and all that was heard of them."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

PAYMENTS = (
    """
    CREATE TABLE payments (
        id             uuid PRIMARY KEY,
        order_id       uuid NOT NULL REFERENCES orders,
        provider_id    uuid NOT NULL REFERENCES providers,
        method         text NOT NULL,
        status         text NOT NULL,
        amount         numeric(12, 2) NOT NULL CONSTRAINT payments_amount_positive CHECK (amount > 0),
        transaction_id text,
        href           text,
        return_url     text,
        client_id      uuid REFERENCES clients,
        noted_by       text,
        created_at     timestamptz NOT NULL,
        asks           integer NOT NULL DEFAULT 0,
        ask_at         timestamptz,
        answered_at    timestamptz,
        captured_at    timestamptz,
        failure        text,
        CONSTRAINT payments_method_known CHECK (method IN ('EMBEDDED', 'PAYTRAIL', 'BANK', 'MANUAL')),
        CONSTRAINT payments_status_known
            CHECK (status IN ('STARTED', 'PENDING', 'CAPTURED', 'FAILED', 'MISMATCHED')),
        CONSTRAINT payments_transaction_once UNIQUE (provider_id, method, transaction_id),
        CONSTRAINT payments_captured_has_time CHECK ((status = 'CAPTURED') = (captured_at IS NOT NULL)),
        CONSTRAINT payments_captured_has_transaction CHECK (status <> 'CAPTURED' OR transaction_id IS NOT NULL),
        CONSTRAINT payments_undecided_are_asked
            CHECK (status NOT IN ('STARTED', 'PENDING') OR ask_at IS NOT NULL),
        CONSTRAINT payments_transaction_length CHECK (length(transaction_id) BETWEEN 1 AND 100),
        CONSTRAINT payments_failure_length CHECK (length(failure) BETWEEN 1 AND 200)
    )
    """,
    # A transaction of a gateway is money once, whosever it is.
    """
    CREATE UNIQUE INDEX payments_gateway_transaction_once ON payments (method, transaction_id)
    WHERE method IN ('EMBEDDED', 'PAYTRAIL')
    """,
    "COMMENT ON TABLE payments IS 'attempts to pay orders, and money that came for them'",
    "COMMENT ON COLUMN payments.id IS 'also the stamp by which the gateway knows it'",
    "COMMENT ON COLUMN payments.href IS 'where the payer goes on at the gateway'",
    "COMMENT ON COLUMN payments.return_url IS 'where the payer comes back to; among those of the client, or our own'",
    "COMMENT ON COLUMN payments.ask_at IS 'when the gateway is asked next, unless it tells before'",
    """
    CREATE TABLE refunds (
        id          uuid PRIMARY KEY,
        payment_id  uuid NOT NULL REFERENCES payments,
        order_id    uuid NOT NULL REFERENCES orders,
        provider_id uuid NOT NULL REFERENCES providers,
        amount      numeric(12, 2) NOT NULL CONSTRAINT refunds_amount_positive CHECK (amount > 0),
        reason      text NOT NULL,
        status      text NOT NULL,
        created_at  timestamptz NOT NULL,
        asks        integer NOT NULL DEFAULT 0,
        ask_at      timestamptz,
        sent_at     timestamptz,
        done_at     timestamptz,
        noted_by    text,
        note        text,
        failure     text,
        CONSTRAINT refunds_reason_known
            CHECK (reason IN ('LATE', 'SURPLUS', 'CANCELLED', 'PRICE_CHANGED', 'UNFULFILLED')),
        CONSTRAINT refunds_status_known CHECK (status IN ('OWED', 'SENT', 'DONE', 'FAILED')),
        CONSTRAINT refunds_done_has_time CHECK ((status = 'DONE') = (done_at IS NOT NULL)),
        CONSTRAINT refunds_noted_has_note CHECK ((noted_by IS NULL) = (note IS NULL)),
        CONSTRAINT refunds_note_length CHECK (length(note) BETWEEN 1 AND 2000),
        CONSTRAINT refunds_failure_length CHECK (length(failure) BETWEEN 1 AND 200)
    )
    """,
    "COMMENT ON TABLE refunds IS 'money that goes back; what is owed counts as gone'",
    "COMMENT ON COLUMN refunds.id IS 'also the key under which the gateway pays it once'",
    """
    CREATE FUNCTION refund_stays_within_payment() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM FROM payments WHERE id = NEW.payment_id FOR UPDATE;
        IF NOT EXISTS (
            SELECT FROM payments AS payment
            WHERE payment.id = NEW.payment_id AND payment.status = 'CAPTURED' AND payment.order_id = NEW.order_id
              AND payment.amount >= (SELECT sum(amount) FROM refunds WHERE payment_id = NEW.payment_id)
        ) THEN
            RAISE EXCEPTION 'refund % is of more than came', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'refunds_within_payment';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER refunds_within_payment AFTER INSERT ON refunds
    FOR EACH ROW EXECUTE FUNCTION refund_stays_within_payment()
    """,
    """
    CREATE TABLE payment_events (
        number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        method      text NOT NULL,
        kind        text NOT NULL,
        payment_id  uuid REFERENCES payments,
        refund_id   uuid REFERENCES refunds,
        told        jsonb NOT NULL,
        outcome     text NOT NULL,
        heard_at    timestamptz NOT NULL,
        CONSTRAINT payment_events_method_known CHECK (method IN ('EMBEDDED', 'PAYTRAIL', 'BANK', 'MANUAL')),
        CONSTRAINT payment_events_kind_known CHECK (kind IN (
            'CREATED', 'RETURN', 'CANCEL', 'CALLBACK', 'FETCHED', 'SENT', 'REFUND_CALLBACK')),
        CONSTRAINT payment_events_outcome_known CHECK (outcome IN (
            'HEARD', 'APPLIED', 'REPEATED', 'MISMATCHED', 'CONTRADICTED', 'UNKNOWN'))
    )
    """,
    "COMMENT ON TABLE payment_events IS 'everything that was heard of payments and refunds, as it came'",
    "COMMENT ON COLUMN payment_events.told IS 'without signatures; the gateway''s words, not ours'",
    """
    CREATE TABLE merchants (
        provider_id        uuid REFERENCES providers,
        method             text,
        sub_merchant_id    text NOT NULL CHECK (length(sub_merchant_id) BETWEEN 1 AND 100),
        merchant_id        text CHECK (length(merchant_id) BETWEEN 1 AND 100),
        commission_percent numeric(5, 2) NOT NULL DEFAULT 0 CHECK (commission_percent BETWEEN 0 AND 100),
        PRIMARY KEY (provider_id, method),
        CONSTRAINT merchants_method_has_gateway CHECK (method IN ('EMBEDDED', 'PAYTRAIL')),
        CONSTRAINT merchants_commission_goes_somewhere CHECK (commission_percent = 0 OR merchant_id IS NOT NULL)
    )
    """,
    "COMMENT ON TABLE merchants IS 'to whom a gateway gives the money of a provider; secrets are in the settings'",
    "COMMENT ON COLUMN merchants.merchant_id IS 'who keeps the commission'",
    """
    CREATE VIEW order_balances WITH (security_invoker = true) AS
    SELECT one.id AS order_id, one.provider_id, one.status,
           coalesce(lines.total, 0)::numeric(12, 2) AS total,
           coalesce(came.captured, 0)::numeric(12, 2) AS captured,
           coalesce(gone.refunded, 0)::numeric(12, 2) AS refunded,
           (coalesce(came.captured, 0) - coalesce(gone.refunded, 0))::numeric(12, 2) AS kept
    FROM orders AS one
    LEFT JOIN LATERAL (SELECT sum(amount) AS total FROM order_lines WHERE order_id = one.id) AS lines ON true
    LEFT JOIN LATERAL (
        SELECT sum(amount) AS captured FROM payments WHERE order_id = one.id AND status = 'CAPTURED'
    ) AS came ON true
    LEFT JOIN LATERAL (SELECT sum(amount) AS refunded FROM refunds WHERE order_id = one.id) AS gone ON true
    """,
    "COMMENT ON VIEW order_balances IS 'what orders come to, what came for them, and what of that goes back'",
)

INDEXES = (
    "CREATE INDEX ON payments (order_id, created_at, id)",
    "CREATE INDEX ON payments (provider_id, created_at, id)",
    "CREATE INDEX ON payments (ask_at) WHERE status IN ('STARTED', 'PENDING')",
    "CREATE INDEX ON payments (client_id) WHERE client_id IS NOT NULL",
    "CREATE INDEX ON payments (created_at) WHERE status = 'MISMATCHED'",
    "CREATE INDEX ON refunds (payment_id)",
    "CREATE INDEX ON refunds (order_id, created_at, id)",
    "CREATE INDEX ON refunds (provider_id, status, created_at, id)",
    "CREATE INDEX ON refunds (ask_at) WHERE status IN ('OWED', 'SENT')",
    "CREATE INDEX ON payment_events (payment_id) WHERE payment_id IS NOT NULL",
    "CREATE INDEX ON payment_events (refund_id) WHERE refund_id IS NOT NULL",
)

TABLES = ("payments", "refunds", "payment_events", "merchants")

GRANTS = (
    "GRANT SELECT, INSERT ON payments, refunds, payment_events, merchants TO ahti_app",
    "GRANT SELECT ON order_balances TO ahti_app",
    """
    GRANT UPDATE (status, transaction_id, href, asks, ask_at, answered_at, captured_at, failure)
    ON payments TO ahti_app
    """,
    "GRANT UPDATE (status, asks, ask_at, sent_at, done_at, noted_by, note, failure) ON refunds TO ahti_app",
    "GRANT UPDATE (outcome) ON payment_events TO ahti_app",
    "GRANT UPDATE (sub_merchant_id, merchant_id, commission_percent) ON merchants TO ahti_app",
)

# Who sees an order sees its payments and refunds; the system writes.
ROW_SECURITY = (
    *(f"ALTER TABLE {table} {what} ROW LEVEL SECURITY" for table in TABLES for what in ("ENABLE", "FORCE")),
    *(
        f"""
        CREATE POLICY {table}_are_seen ON {table} FOR SELECT
        USING (acting_as_staff() OR EXISTS (SELECT FROM orders WHERE orders.id = {table}.order_id))
        """
        for table in ("payments", "refunds")
    ),
    "CREATE POLICY payment_events_are_the_systems ON payment_events USING (acting_as_staff())",
    """
    CREATE POLICY merchants_are_seen ON merchants FOR SELECT
    USING (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))
    """,
    *(
        statement
        for table in ("payments", "refunds", "merchants")
        for statement in (
            f"CREATE POLICY {table}_are_made_by_the_system ON {table} FOR INSERT WITH CHECK (acting_as_staff())",
            f"CREATE POLICY {table}_are_moved_by_the_system ON {table} FOR UPDATE USING (acting_as_staff())",
        )
    ),
)


def upgrade() -> None:
    for statement in (*PAYMENTS, *INDEXES, *GRANTS, *ROW_SECURITY):
        op.execute(statement)
    op.execute("SELECT know_message_templates('MONEY_RETURNED')")


def downgrade() -> None:
    op.execute("SELECT forget_message_templates('MONEY_RETURNED')")
    op.execute("DROP VIEW order_balances")
    op.execute("DROP TABLE payment_events, refunds, payments, merchants")
    op.execute("DROP FUNCTION refund_stays_within_payment()")
