"""What all tenants of a harbor, a pier or a selection are written, and what became of each letter."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLES = ("circulars", "circular_letters")
CIRCULARS = (
    """
    CREATE TABLE circulars (
        id          uuid PRIMARY KEY,
        provider_id uuid NOT NULL REFERENCES providers,
        subject_fi  text,
        subject_sv  text,
        subject_en  text,
        text_fi     text,
        text_sv     text,
        text_en     text,
        asked_by    uuid REFERENCES people,
        key_id      uuid REFERENCES api_keys,
        created_at  timestamptz NOT NULL,
        ended_at    timestamptz,
        CONSTRAINT circulars_asked_by_somebody CHECK (num_nonnulls(asked_by, key_id) = 1),
        CONSTRAINT circulars_whole_in_each_language CHECK (
            (subject_fi IS NULL) = (text_fi IS NULL) AND (subject_sv IS NULL) = (text_sv IS NULL)
            AND (subject_en IS NULL) = (text_en IS NULL) AND num_nonnulls(text_fi, text_sv, text_en) > 0)
    )
    """,
    "COMMENT ON TABLE circulars IS 'one message of a provider to many tenants'",
    """
    CREATE TABLE circular_letters (
        circular_id uuid NOT NULL REFERENCES circulars,
        lease_id    uuid NOT NULL REFERENCES leases,
        outcome     text,
        keys        text[] NOT NULL DEFAULT '{}',
        PRIMARY KEY (circular_id, lease_id),
        CONSTRAINT circular_letters_outcome_known CHECK (outcome IN ('WRITTEN', 'REPEATED', 'UNREACHABLE'))
    )
    """,
    "COMMENT ON TABLE circular_letters IS 'a lease whose tenant is written to; without an outcome: still to come'",
    "COMMENT ON COLUMN circular_letters.keys IS 'the keys of the messages that were written for it'",
    "CREATE INDEX ON circulars (provider_id, created_at, id)",
    "CREATE INDEX ON circular_letters (lease_id)",
    "CREATE INDEX ON circular_letters (circular_id, lease_id) WHERE outcome IS NULL",
    "GRANT SELECT, INSERT ON circulars, circular_letters TO ahti_app",
    "GRANT UPDATE (ended_at) ON circulars TO ahti_app",
    "GRANT UPDATE (outcome, keys) ON circular_letters TO ahti_app",
    *(f"ALTER TABLE {table} {what} ROW LEVEL SECURITY" for table in TABLES for what in ("ENABLE", "FORCE")),
    """
    CREATE POLICY circulars_are_seen_by_clerks ON circulars FOR SELECT
    USING (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))
    """,
    """
    CREATE POLICY circular_letters_are_seen_with_their_circular ON circular_letters FOR SELECT
    USING (EXISTS (SELECT FROM circulars WHERE id = circular_id))
    """,
    *(f"CREATE POLICY {table}_are_written ON {table} FOR INSERT WITH CHECK (acting_as_staff())" for table in TABLES),
    *(f"CREATE POLICY {table}_are_noted ON {table} FOR UPDATE USING (acting_as_staff())" for table in TABLES),
    "SELECT know_message_templates('CIRCULAR')",
)


def upgrade() -> None:
    for statement in CIRCULARS:
        op.execute(statement)


def downgrade() -> None:
    op.execute("SELECT forget_message_templates('CIRCULAR')")
    op.execute("DROP TABLE circular_letters, circulars")
