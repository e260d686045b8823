"""Invoices and credit notes with numbers without gaps, whom they pay, and the accounts that the books know."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

INVOICES = (
    """
    CREATE TABLE payees (
        id             uuid PRIMARY KEY,
        provider_id    uuid NOT NULL REFERENCES providers,
        name           text NOT NULL CHECK (length(name) BETWEEN 1 AND 70),
        business_id    text CHECK (length(business_id) BETWEEN 1 AND 20),
        street_address text CHECK (length(street_address) BETWEEN 1 AND 200),
        zip_code       text CHECK (length(zip_code) BETWEEN 1 AND 20),
        city           text CHECK (length(city) BETWEEN 1 AND 100),
        iban           text NOT NULL,
        bic            text NOT NULL,
        invoicing      boolean NOT NULL,
        told_at        timestamptz NOT NULL,
        CONSTRAINT payees_iban_spelled CHECK (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
        CONSTRAINT payees_bic_spelled CHECK (bic ~ '^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$')
    )
    """,
    "COMMENT ON TABLE payees IS 'whom invoices name and pay: the newest of a provider counts, and none changes'",
    "COMMENT ON COLUMN payees.invoicing IS 'whether tenants may ask to pay by transfer'",
    """
    CREATE TABLE invoice_counters (
        provider_id uuid NOT NULL REFERENCES providers,
        year        integer NOT NULL,
        last        integer NOT NULL CHECK (last >= 1),
        PRIMARY KEY (provider_id, year)
    )
    """,
    "COMMENT ON TABLE invoice_counters IS 'the last number that a provider gave: held until it is really given'",
    """
    CREATE TABLE invoices (
        id          uuid PRIMARY KEY,
        order_id    uuid NOT NULL REFERENCES orders,
        provider_id uuid NOT NULL REFERENCES providers,
        payee_id    uuid NOT NULL REFERENCES payees,
        kind        text NOT NULL,
        year        integer NOT NULL,
        sequence    integer NOT NULL CHECK (sequence >= 1),
        reference   text NOT NULL CONSTRAINT invoices_reference_unique UNIQUE,
        credits_id  uuid REFERENCES invoices,
        issued_at   timestamptz NOT NULL,
        due_on      date,
        first_line  integer NOT NULL CHECK (first_line >= 1),
        last_line   integer NOT NULL,
        turned      boolean NOT NULL,
        amount      numeric(12, 2) NOT NULL,
        language    text NOT NULL,
        CONSTRAINT invoices_number_once UNIQUE (provider_id, year, sequence),
        CONSTRAINT invoices_kind_known CHECK (kind IN ('INVOICE', 'CREDIT_NOTE')),
        CONSTRAINT invoices_language_known CHECK (language IN ('fi', 'sv', 'en')),
        CONSTRAINT invoices_reference_spelled CHECK (reference ~ '^[1-9][0-9]{3,19}$'),
        CONSTRAINT invoices_have_lines CHECK (last_line >= first_line),
        CONSTRAINT invoices_signed CHECK (CASE kind WHEN 'INVOICE' THEN amount > 0 ELSE amount < 0 END),
        CONSTRAINT invoices_credit_note_names_its_invoice CHECK ((kind = 'CREDIT_NOTE') = (credits_id IS NOT NULL)),
        CONSTRAINT invoices_only_credit_notes_turn CHECK (kind = 'CREDIT_NOTE' OR NOT turned)
    )
    """,
    "COMMENT ON TABLE invoices IS 'invoices and credit notes as they were given: none changes and none goes'",
    "COMMENT ON COLUMN invoices.sequence IS 'without a gap in the year of the provider'",
    "COMMENT ON COLUMN invoices.reference IS 'tells transfers apart; it opens nothing'",
    "COMMENT ON COLUMN invoices.turned IS 'takes back lines that were invoiced: each counts with the other sign'",
    """
    CREATE FUNCTION invoice_comes_to_its_lines() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.amount <> (SELECT coalesce(sum(amount), 0) FROM order_lines
                          WHERE order_id = NEW.order_id AND number BETWEEN NEW.first_line AND NEW.last_line)
                         * (CASE WHEN NEW.turned THEN -1 ELSE 1 END) THEN
            RAISE EXCEPTION 'invoice % does not come to its lines', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'invoices_come_to_their_lines';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER invoices_come_to_their_lines AFTER INSERT ON invoices
    FOR EACH ROW EXECUTE FUNCTION invoice_comes_to_its_lines()
    """,
)

INDEXES = (
    "CREATE INDEX ON payees (provider_id, told_at)",
    "CREATE INDEX ON invoices (order_id, issued_at, sequence)",
    "CREATE INDEX ON invoices (payee_id)",
    "CREATE INDEX ON invoices (credits_id) WHERE credits_id IS NOT NULL",
)

TABLES = ("payees", "invoice_counters", "invoices")

GRANTS = (
    "GRANT SELECT, INSERT ON payees, invoices TO ahti_app",
    "GRANT SELECT, INSERT, UPDATE ON invoice_counters TO ahti_app",
)

# Who sees an order sees its invoices; the system writes.
ROW_SECURITY = (
    *(f"ALTER TABLE {table} {what} ROW LEVEL SECURITY" for table in TABLES for what in ("ENABLE", "FORCE")),
    """
    CREATE POLICY payees_are_seen ON payees FOR SELECT
    USING (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))
    """,
    "CREATE POLICY payees_are_made_by_the_system ON payees FOR INSERT WITH CHECK (acting_as_staff())",
    "CREATE POLICY invoice_counters_are_the_systems ON invoice_counters USING (acting_as_staff())",
    """
    CREATE POLICY invoices_are_seen ON invoices FOR SELECT
    USING (acting_as_staff() OR EXISTS (SELECT FROM orders WHERE orders.id = order_id))
    """,
    "CREATE POLICY invoices_are_made_by_the_system ON invoices FOR INSERT WITH CHECK (acting_as_staff())",
)


def upgrade() -> None:
    for statement in (*INVOICES, *INDEXES, *GRANTS, *ROW_SECURITY):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE invoices, invoice_counters, payees")
    op.execute("DROP FUNCTION invoice_comes_to_its_lines()")
