"""What was ordered, of whom, and for how much: lines that stand as they were quoted."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

ORDERS = (
    """
    CREATE TABLE orders (
        id              uuid PRIMARY KEY,
        provider_id     uuid NOT NULL REFERENCES providers,
        reference       text NOT NULL CONSTRAINT orders_reference_unique UNIQUE,
        purpose         text NOT NULL,
        status          text NOT NULL,
        person_id       uuid REFERENCES people,
        organisation_id uuid REFERENCES organisations,
        payer_name      text,
        payer_email     text,
        payer_language  text NOT NULL,
        application_id  uuid REFERENCES applications,
        access_hash     bytea,
        expires_at      timestamptz,
        created_at      timestamptz NOT NULL,
        paid_at         timestamptz,
        closed_at       timestamptz,
        erased_at       timestamptz,
        CONSTRAINT orders_reference_spelled CHECK (reference ~ '^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$'),
        CONSTRAINT orders_purpose_known CHECK (purpose IN ('OFFER', 'STORAGE_NOTICE', 'SWITCH')),
        CONSTRAINT orders_status_known CHECK (status IN ('OPEN', 'PAID', 'EXPIRED', 'CANCELLED')),
        CONSTRAINT orders_paid_has_time CHECK (status <> 'PAID' OR paid_at IS NOT NULL),
        CONSTRAINT orders_closed_has_time CHECK ((status IN ('EXPIRED', 'CANCELLED')) = (closed_at IS NOT NULL)),
        CONSTRAINT orders_of_one_payer CHECK (num_nonnulls(person_id, organisation_id) <= 1),
        CONSTRAINT orders_name_a_payer CHECK ((payer_name IS NULL) = (erased_at IS NOT NULL)),
        CONSTRAINT orders_erased_tell_nothing
            CHECK (erased_at IS NULL OR num_nonnulls(person_id, organisation_id, payer_email, access_hash) = 0),
        CONSTRAINT orders_payer_name_length CHECK (length(payer_name) BETWEEN 1 AND 201),
        CONSTRAINT orders_payer_email_length CHECK (length(payer_email) BETWEEN 3 AND 254),
        CONSTRAINT orders_payer_language_known CHECK (payer_language IN ('fi', 'sv', 'en')),
        CONSTRAINT orders_access_hashed CHECK (length(access_hash) = 32)
    )
    """,
    "COMMENT ON TABLE orders IS 'what is to be paid, and what for; the sums are those of its lines'",
    "COMMENT ON COLUMN orders.payer_name IS 'as invoices name the payer; books are kept longer than accounts'",
    "COMMENT ON COLUMN orders.access_hash IS 'of the capability in the link that the payer was sent'",
    "COMMENT ON COLUMN orders.expires_at IS 'until when it is taken for good money; null: until it is paid'",
    """
    CREATE TABLE order_lines (
        order_id   uuid NOT NULL REFERENCES orders,
        number     integer NOT NULL CHECK (number >= 1),
        kind       text NOT NULL,
        product    text NOT NULL,
        text_fi    text NOT NULL,
        text_sv    text NOT NULL,
        text_en    text NOT NULL,
        quantity   numeric(12, 4) NOT NULL CHECK (quantity > 0),
        unit       text NOT NULL,
        amount     numeric(12, 2) NOT NULL,
        vat_rate   numeric(5, 2) NOT NULL CHECK (vat_rate BETWEEN 0 AND 100),
        vat_amount numeric(12, 2) NOT NULL,
        ground_fi  text,
        ground_sv  text,
        ground_en  text,
        reason     text,
        added_by   text NOT NULL,
        added_at   timestamptz NOT NULL,
        PRIMARY KEY (order_id, number),
        CONSTRAINT order_lines_kind_known
            CHECK (kind IN ('PLACE', 'SERVICE', 'SUBSIDY', 'DIFFERENCE', 'ADJUSTMENT', 'CREDIT')),
        CONSTRAINT order_lines_product_known
            CHECK (product IN ('BERTH', 'WINTER_STORAGE', 'SERVICE', 'GUEST_NIGHT', 'PASSENGER_TRANSPORT')),
        CONSTRAINT order_lines_unit_known CHECK (unit IN ('SEASON', 'MONTH', 'DAY', 'M2', 'PIECE')),
        CONSTRAINT order_lines_vat_is_contained
            CHECK (vat_amount = round(amount * vat_rate / (100 + vat_rate), 2)),
        CONSTRAINT order_lines_signed CHECK (CASE kind WHEN 'SUBSIDY' THEN amount <= 0 WHEN 'CREDIT' THEN amount <= 0
            WHEN 'ADJUSTMENT' THEN true ELSE amount >= 0 END),
        CONSTRAINT order_lines_subsidy_has_ground
            CHECK (kind <> 'SUBSIDY' OR num_nonnulls(ground_fi, ground_sv, ground_en) = 3),
        CONSTRAINT order_lines_change_has_reason
            CHECK (kind NOT IN ('ADJUSTMENT', 'CREDIT') OR reason IS NOT NULL),
        CONSTRAINT order_lines_reason_length CHECK (length(reason) BETWEEN 1 AND 2000)
    )
    """,
    "COMMENT ON TABLE order_lines IS 'as quoted: no line changes and none goes; another price is another line'",
    "COMMENT ON COLUMN order_lines.amount IS 'of the whole line in euros, VAT included'",
    "COMMENT ON COLUMN order_lines.added_by IS 'system, or who changed the price'",
)

RETENTION = (
    "ALTER TABLE retention_periods DROP CONSTRAINT retention_periods_kind_known",
    """
    ALTER TABLE retention_periods ADD CONSTRAINT retention_periods_kind_known CHECK (kind IN (
        'APPLICATION', 'CERTIFICATE', 'DRAFT', 'IDEMPOTENCY_KEY', 'LEASE', 'MAIL_CONFIRMATION', 'ORDER',
        'REPRESENTATION'))
    """,
    # Six years after the end of the year, says the law on bookkeeping.
    "INSERT INTO retention_periods (kind, days) VALUES ('ORDER', 2556)",
)

INDEXES = (
    "CREATE INDEX ON orders (provider_id, created_at, id)",
    "CREATE INDEX ON orders (provider_id, status, created_at, id)",
    "CREATE INDEX ON orders (person_id, created_at, id) WHERE person_id IS NOT NULL",
    "CREATE INDEX ON orders (organisation_id) WHERE organisation_id IS NOT NULL",
    "CREATE INDEX ON orders (application_id) WHERE application_id IS NOT NULL",
    "CREATE INDEX ON orders (expires_at) WHERE status = 'OPEN'",
    "CREATE INDEX ON orders (created_at) WHERE erased_at IS NULL",
)

GRANTS = (
    "GRANT SELECT, INSERT ON orders, order_lines TO ahti_app",
    """
    GRANT UPDATE (status, person_id, organisation_id, payer_name, payer_email, access_hash, expires_at, paid_at,
                  closed_at, erased_at)
    ON orders TO ahti_app
    """,
)

# Who pays sees the order, and so does whoever was sent its link; the system writes.
ROW_SECURITY = (
    *(
        f"ALTER TABLE {table} {what} ROW LEVEL SECURITY"
        for table in ("orders", "order_lines")
        for what in ("ENABLE", "FORCE")
    ),
    """
    CREATE POLICY orders_are_seen ON orders FOR SELECT
    USING (acting_as_staff() OR person_id = acting_person() OR organisation_id = ANY(acting_organisations())
           OR provider_id = ANY(acting_for('CLERK')) OR access_hash = presented_capability()
           OR EXISTS (SELECT FROM applications WHERE id = application_id))
    """,
    "CREATE POLICY orders_are_made_by_the_system ON orders FOR INSERT WITH CHECK (acting_as_staff())",
    "CREATE POLICY orders_are_moved_by_the_system ON orders FOR UPDATE USING (acting_as_staff())",
    """
    CREATE POLICY order_lines_are_seen ON order_lines FOR SELECT
    USING (acting_as_staff() OR EXISTS (SELECT FROM orders WHERE orders.id = order_id))
    """,
    "CREATE POLICY order_lines_are_made_by_the_system ON order_lines FOR INSERT WITH CHECK (acting_as_staff())",
)


def upgrade() -> None:
    for statement in (*ORDERS, *RETENTION, *INDEXES, *GRANTS, *ROW_SECURITY):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE order_lines, orders")
    op.execute("DELETE FROM retention_periods WHERE kind = 'ORDER'")
    op.execute("ALTER TABLE retention_periods DROP CONSTRAINT retention_periods_kind_known")
    op.execute(
        """
        ALTER TABLE retention_periods ADD CONSTRAINT retention_periods_kind_known CHECK (kind IN (
            'APPLICATION', 'CERTIFICATE', 'DRAFT', 'IDEMPOTENCY_KEY', 'LEASE', 'MAIL_CONFIRMATION', 'REPRESENTATION'))
        """
    )
