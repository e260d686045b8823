"""What banks say came to accounts, and which accounts the books of a provider have."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

BOOKS = (
    """
    CREATE TABLE bank_credits (
        id          uuid PRIMARY KEY,
        provider_id uuid NOT NULL REFERENCES providers,
        iban        text NOT NULL,
        archive_id  text NOT NULL CHECK (length(archive_id) BETWEEN 1 AND 35),
        booked_on   date NOT NULL,
        amount      numeric(12, 2) NOT NULL CHECK (amount > 0),
        reference   text,
        outcome     text NOT NULL,
        invoice_id  uuid REFERENCES invoices,
        payment_id  uuid REFERENCES payments,
        taken_at    timestamptz NOT NULL,
        CONSTRAINT bank_credits_once UNIQUE (iban, archive_id),
        CONSTRAINT bank_credits_outcome_known CHECK (outcome IN ('MATCHED', 'WRONG_AMOUNT', 'UNMATCHED')),
        CONSTRAINT bank_credits_matched_have_invoice CHECK ((outcome = 'UNMATCHED') = (invoice_id IS NULL)),
        CONSTRAINT bank_credits_matched_are_payments CHECK ((invoice_id IS NULL) = (payment_id IS NULL))
    )
    """,
    "COMMENT ON TABLE bank_credits IS 'what a bank says came to an account, each once; who sent it the bank knows'",
    """
    CREATE TABLE accounts (
        provider_id uuid NOT NULL REFERENCES providers,
        use         text NOT NULL,
        product     text,
        method      text,
        account     text NOT NULL CHECK (length(account) BETWEEN 1 AND 20),
        vat_code    text CHECK (length(vat_code) BETWEEN 1 AND 20),
        CONSTRAINT accounts_once UNIQUE NULLS NOT DISTINCT (provider_id, use, product, method),
        CONSTRAINT accounts_use_known
            CHECK (use IN ('RECEIVABLE', 'SALES', 'VAT', 'MONEY', 'REFUNDS_OWED', 'COMMISSION')),
        CONSTRAINT accounts_product_of_sales CHECK (product IS NULL OR use = 'SALES'),
        CONSTRAINT accounts_method_of_money CHECK (method IS NULL OR use = 'MONEY'),
        CONSTRAINT accounts_product_known CHECK (
            product IN ('BERTH', 'WINTER_STORAGE', 'SERVICE', 'GUEST_NIGHT', 'PASSENGER_TRANSPORT')),
        CONSTRAINT accounts_method_known CHECK (method IN ('EMBEDDED', 'PAYTRAIL', 'BANK', 'MANUAL'))
    )
    """,
    "COMMENT ON TABLE accounts IS 'where the journal of a provider posts; without product or method: all the others'",
)

INDEXES = (
    "CREATE INDEX ON bank_credits (provider_id, outcome, booked_on)",
    "CREATE INDEX ON bank_credits (invoice_id) WHERE invoice_id IS NOT NULL",
    "CREATE INDEX ON bank_credits (payment_id) WHERE payment_id IS NOT NULL",
)

TABLES = ("bank_credits", "accounts")

GRANTS = (
    "GRANT SELECT, INSERT ON bank_credits TO ahti_app",
    "GRANT UPDATE (outcome, invoice_id, payment_id) ON bank_credits TO ahti_app",
    "GRANT SELECT, INSERT, DELETE ON accounts TO ahti_app",
)

ROW_SECURITY = (
    *(f"ALTER TABLE {table} {what} ROW LEVEL SECURITY" for table in TABLES for what in ("ENABLE", "FORCE")),
    *(
        f"CREATE POLICY {table}_are_seen ON {table} FOR SELECT "
        "USING (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))"
        for table in TABLES
    ),
    *(
        f"CREATE POLICY {table}_are_made_by_the_system ON {table} FOR INSERT WITH CHECK (acting_as_staff())"
        for table in TABLES
    ),
    "CREATE POLICY bank_credits_are_moved_by_the_system ON bank_credits FOR UPDATE USING (acting_as_staff())",
    "CREATE POLICY accounts_are_dropped_by_the_system ON accounts FOR DELETE USING (acting_as_staff())",
)


def upgrade() -> None:
    for statement in (*BOOKS, *INDEXES, *GRANTS, *ROW_SECURITY):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE bank_credits, accounts")
