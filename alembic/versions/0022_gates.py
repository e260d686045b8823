"""What lets tenants in at a harbor, a pier or a winter storage area; shown to those who have paid, and to clerks."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

GATES = (
    """
    CREATE TABLE gates (
        id          uuid PRIMARY KEY,
        provider_id uuid NOT NULL REFERENCES providers,
        harbor_id   uuid REFERENCES harbors,
        pier_id     uuid REFERENCES piers,
        area_id     uuid REFERENCES winter_storage_areas,
        code        text,
        key_fi      text,
        key_sv      text,
        key_en      text,
        arrival_fi  text,
        arrival_sv  text,
        arrival_en  text,
        lead_days   integer NOT NULL,
        starts_at   timestamptz NOT NULL,
        ends_at     timestamptz,
        created_at  timestamptz NOT NULL,
        CONSTRAINT gates_at_one_site CHECK (num_nonnulls(harbor_id, pier_id, area_id) = 1),
        CONSTRAINT gates_code_length CHECK (length(code) BETWEEN 1 AND 60),
        CONSTRAINT gates_lead CHECK (lead_days BETWEEN 0 AND 120),
        CONSTRAINT gates_in_order CHECK (starts_at <= ends_at),
        CONSTRAINT gates_one_at_a_time EXCLUDE USING gist
            ((coalesce(harbor_id, pier_id, area_id)) WITH =, tstzrange(starts_at, ends_at) WITH &&)
    )
    """,
    "COMMENT ON TABLE gates IS 'what lets tenants in at a site: one at a time, until the next is told there'",
    "COMMENT ON COLUMN gates.code IS 'what opens the gate; in no log, no mail, no audit trail and no export'",
    "COMMENT ON COLUMN gates.lead_days IS 'so many days before a lease begins its tenant is shown it'",
)

# A lease of a register, or one that staff recorded, owes nothing here.
OWES_NOTHING = (
    """
    CREATE FUNCTION lease_owes_nothing(lease uuid) RETURNS boolean LANGUAGE sql STABLE
    RETURN lease IS NOT NULL
    """,
    "COMMENT ON FUNCTION lease_owes_nothing IS 'whether nothing that was ordered for a lease waits for money'",
)

INDEXES = (
    "CREATE INDEX ON gates (provider_id, starts_at, id)",
    "CREATE INDEX ON gates (harbor_id) WHERE harbor_id IS NOT NULL",
    "CREATE INDEX ON gates (pier_id) WHERE pier_id IS NOT NULL",
    "CREATE INDEX ON gates (area_id) WHERE area_id IS NOT NULL",
)

GRANTS = (
    "GRANT SELECT, INSERT ON gates TO ahti_app",
    "GRANT UPDATE (ends_at) ON gates TO ahti_app",
)

ROW_SECURITY = (
    "ALTER TABLE gates ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE gates FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY gates_are_seen_by_clerks ON gates FOR SELECT
    USING (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))
    """,
    """
    CREATE POLICY gates_are_told_by_clerks ON gates FOR INSERT
    WITH CHECK (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))
    """,
    """
    CREATE POLICY gates_are_changed_by_clerks ON gates FOR UPDATE
    USING (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))
    """,
)


def upgrade() -> None:
    for statement in (*GATES, *OWES_NOTHING, *INDEXES, *GRANTS, *ROW_SECURITY):
        op.execute(statement)
    op.execute("SELECT know_message_templates('GATE_CHANGED')")


def downgrade() -> None:
    op.execute("SELECT forget_message_templates('GATE_CHANGED')")
    op.execute("DROP TABLE gates")
    op.execute("DROP FUNCTION lease_owes_nothing(uuid)")
