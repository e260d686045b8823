"""Runs in which those who have a place are offered it for the next season, and what became of each lease."""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE renewal_runs (
        id             uuid PRIMARY KEY,
        provider_id    uuid NOT NULL REFERENCES providers,
        from_season_id uuid NOT NULL REFERENCES seasons,
        to_season_id   uuid NOT NULL REFERENCES seasons,
        status         text NOT NULL,
        created_at     timestamptz NOT NULL,
        ended_at       timestamptz,
        CONSTRAINT renewal_runs_status_known CHECK (status IN ('RUNNING', 'ENDED', 'CANCELLED')),
        CONSTRAINT renewal_runs_go_on CHECK (from_season_id <> to_season_id),
        CONSTRAINT renewal_runs_over_has_time CHECK ((status = 'RUNNING') = (ended_at IS NULL))
    )
    """,
    "COMMENT ON TABLE renewal_runs IS 'over all leases of a season, into the next one'",
    """
    CREATE TABLE renewal_items (
        id          uuid NOT NULL DEFAULT gen_random_uuid() CONSTRAINT renewal_items_id_unique UNIQUE,
        run_id      uuid NOT NULL REFERENCES renewal_runs,
        lease_id    uuid NOT NULL REFERENCES leases,
        season_id   uuid NOT NULL REFERENCES seasons,
        provider_id uuid NOT NULL REFERENCES providers,
        outcome     text,
        code        text,
        problem     jsonb,
        offer_id    uuid REFERENCES offers,
        attempts    integer NOT NULL DEFAULT 0 CHECK (attempts >= 0),
        noted_at    timestamptz,
        CONSTRAINT renewal_items_once_a_season PRIMARY KEY (lease_id, season_id),
        CONSTRAINT renewal_items_outcome_known CHECK (outcome IN ('OFFERED', 'FAILED', 'SKIPPED')),
        CONSTRAINT renewal_items_code_spelled CHECK (code ~ '^[A-Z_]{3,40}$'),
        CONSTRAINT renewal_items_offered_has_offer
            CHECK ((outcome IS NOT DISTINCT FROM 'OFFERED') = (offer_id IS NOT NULL)),
        CONSTRAINT renewal_items_others_have_a_code
            CHECK ((outcome IS NULL OR outcome = 'OFFERED') = (code IS NULL))
    )
    """,
    "COMMENT ON TABLE renewal_items IS 'of each lease of a run what became of it; without an outcome it waits'",
    "COMMENT ON COLUMN renewal_items.season_id IS 'the one it is renewed into: once, whatever runs there are'",
)

INDEXES = (
    "CREATE UNIQUE INDEX renewal_runs_one_at_a_time ON renewal_runs (to_season_id) WHERE status = 'RUNNING'",
    "CREATE INDEX ON renewal_runs (provider_id, created_at, id)",
    "CREATE INDEX ON renewal_runs (from_season_id)",
    "CREATE INDEX ON renewal_runs (to_season_id)",
    "CREATE INDEX ON renewal_items (run_id, outcome, lease_id)",
    "CREATE INDEX ON renewal_items (run_id, lease_id) WHERE outcome IS NULL",
    "CREATE INDEX ON renewal_items (run_id, lease_id, id)",
    "CREATE INDEX ON renewal_items (offer_id) WHERE offer_id IS NOT NULL",
)

GRANTS = (
    "GRANT SELECT, INSERT ON renewal_runs, renewal_items TO ahti_app",
    "GRANT UPDATE (status, ended_at) ON renewal_runs TO ahti_app",
    "GRANT UPDATE (outcome, code, problem, offer_id, attempts, noted_at), DELETE ON renewal_items TO ahti_app",
)

# What lets a tenant in waits for the order of the lease, and for the difference of a change once that is overdue.
OWES_NOTHING = """
    CREATE OR REPLACE FUNCTION lease_owes_nothing(lease uuid) RETURNS boolean LANGUAGE sql STABLE
    RETURN NOT EXISTS (
        SELECT FROM leases JOIN orders ON orders.id = leases.order_id
        WHERE leases.id = lease AND orders.status = 'OPEN'
        UNION ALL
        SELECT FROM switch_dues JOIN orders ON orders.id = switch_dues.order_id
        WHERE switch_dues.lease_id = lease AND switch_dues.overdue_at IS NOT NULL AND orders.status = 'OPEN')
"""
OWED_NOTHING = """
    CREATE OR REPLACE FUNCTION lease_owes_nothing(lease uuid) RETURNS boolean LANGUAGE sql STABLE
    RETURN lease IS NOT NULL
"""

PERSONAL = ("renewal_runs", "renewal_items")

# Clerks see the runs of their provider; the system makes and moves them, once a manager is known to have asked.
ROW_SECURITY = (
    *(f"ALTER TABLE {table} {what} ROW LEVEL SECURITY" for table in PERSONAL for what in ("ENABLE", "FORCE")),
    *(
        statement
        for table in PERSONAL
        for statement in (
            f"CREATE POLICY {table}_are_seen_by_clerks ON {table} FOR SELECT "
            "USING (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))",
            f"CREATE POLICY {table}_are_made_by_the_system ON {table} FOR INSERT WITH CHECK (acting_as_staff())",
            f"CREATE POLICY {table}_move_by_the_system ON {table} FOR UPDATE USING (acting_as_staff())",
        )
    ),
    "CREATE POLICY renewal_items_go_by_the_system ON renewal_items FOR DELETE USING (acting_as_staff())",
)


def upgrade() -> None:
    for statement in (*TABLES, *INDEXES, *GRANTS, OWES_NOTHING, *ROW_SECURITY):
        op.execute(statement)
    op.execute("SELECT know_message_templates('RENEWAL_MADE')")


def downgrade() -> None:
    op.execute("SELECT forget_message_templates('RENEWAL_MADE')")
    op.execute(OWED_NOTHING)
    op.execute("DROP TABLE renewal_items, renewal_runs")
