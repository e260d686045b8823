"""The seasons of providers: from which day to which, and when those who have a place renew it."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

SEASONS = (
    """
    CREATE TABLE seasons (
        id          uuid PRIMARY KEY,
        provider_id uuid NOT NULL REFERENCES providers,
        kind        text NOT NULL,
        year        integer NOT NULL,
        starts      date NOT NULL,
        ends        date NOT NULL,
        sent_on     date,
        due_on      date,
        grace_days  integer NOT NULL DEFAULT 0,
        moved_for   text,
        modified_at timestamptz NOT NULL,
        CONSTRAINT seasons_one_a_year UNIQUE (provider_id, kind, year),
        CONSTRAINT seasons_kind_known CHECK (kind IN ('BERTH', 'WINTER_STORAGE')),
        CONSTRAINT seasons_begin_in_their_year CHECK (year = extract(year FROM starts)),
        CONSTRAINT seasons_in_order CHECK (starts <= ends),
        CONSTRAINT seasons_a_year_at_most CHECK (ends - starts < 366),
        CONSTRAINT seasons_renewed_at_some_time CHECK (num_nonnulls(sent_on, due_on) IN (0, 2)),
        CONSTRAINT seasons_renewed_in_order CHECK (sent_on < due_on AND due_on + grace_days < starts),
        CONSTRAINT seasons_grace CHECK (grace_days BETWEEN 0 AND 100),
        CONSTRAINT seasons_moved_for_length CHECK (length(moved_for) BETWEEN 1 AND 2000),
        CONSTRAINT seasons_never_overlap
            EXCLUDE USING gist (provider_id WITH =, kind WITH =, daterange(starts, ends, '[]') WITH &&)
    )
    """,
    "COMMENT ON TABLE seasons IS 'from which day to which a provider lets its berths or winter places, year by year'",
    "COMMENT ON COLUMN seasons.sent_on IS 'when those who had a place are sent the renewal for this season'",
    "COMMENT ON COLUMN seasons.due_on IS 'the last day on which a renewal is paid in time; grace comes after'",
    "COMMENT ON COLUMN seasons.moved_for IS 'why its days were moved the last time, as tenants were told'",
)

GRANTS = (
    "GRANT SELECT, INSERT ON seasons TO ahti_app",
    "GRANT UPDATE (starts, ends, sent_on, due_on, grace_days, moved_for, modified_at) ON seasons TO ahti_app",
    "GRANT SELECT ON seasons TO ahti_read",
    "GRANT UPDATE (season_starts, season_ends) ON leases TO ahti_app",
)

ROW_SECURITY = (
    "ALTER TABLE seasons ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY everybody_sees_seasons ON seasons FOR SELECT USING (true)",
    """
    CREATE POLICY managers_tell_seasons ON seasons FOR INSERT
    WITH CHECK (acting_as_staff() OR provider_id = ANY(acting_for('MANAGER')))
    """,
    """
    CREATE POLICY managers_change_seasons ON seasons FOR UPDATE
    USING (acting_as_staff() OR provider_id = ANY(acting_for('MANAGER')))
    """,
)

VERSIONS = """
    CREATE TRIGGER data_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON seasons
    FOR EACH STATEMENT EXECUTE FUNCTION tell_data_version('catalogue')
"""


def upgrade() -> None:
    for statement in (*SEASONS, *GRANTS, *ROW_SECURITY, VERSIONS):
        op.execute(statement)
    op.execute("SELECT know_message_templates('SEASON_MOVED')")


def downgrade() -> None:
    op.execute("SELECT forget_message_templates('SEASON_MOVED')")
    op.execute("REVOKE UPDATE (season_starts, season_ends) ON leases FROM ahti_app")
    op.execute("DROP TABLE seasons")
