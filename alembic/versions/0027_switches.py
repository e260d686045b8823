"""What a lease was paid with, how changes of places are settled, and swaps between two holders."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

TEMPLATES = ("SWAP_PROPOSED", "SWAP_FAILED", "LEASE_TRANSFERRED", "LEASE_TAKEN_OVER", "SWITCH_UNPAID")
LISTED = "'" + "', '".join(TEMPLATES) + "'"

ORIGINS = "'IMPORTED', 'RECORDED', 'AWARDED', 'MOVED', 'EXCHANGED', 'OFFERED', 'RENEWED'"
ENDINGS = "'TERMINATED', 'MOVED', 'EXCHANGED'"

LEASES = (
    "ALTER TABLE leases ADD COLUMN order_id uuid REFERENCES orders",
    "ALTER TABLE leases ADD COLUMN worth numeric(12, 2)",
    "ALTER TABLE leases ADD COLUMN paid numeric(12, 2)",
    """
    ALTER TABLE leases
        ADD CONSTRAINT leases_charged_by_an_order CHECK (num_nonnulls(order_id, worth, paid) IN (0, 3)),
        ADD CONSTRAINT leases_paid_at_most_their_worth CHECK (paid BETWEEN 0 AND worth)
    """,
    "COMMENT ON COLUMN leases.order_id IS 'the last order that paid for it; those before are of the leases it follows'",
    "COMMENT ON COLUMN leases.worth IS 'what its whole time costs, services aside'",
    "COMMENT ON COLUMN leases.paid IS 'how much of that orders of this service pay; the rest was elsewhere, or waived'",
    "CREATE INDEX ON leases (order_id) WHERE order_id IS NOT NULL",
    "CREATE INDEX ON leases (follows_id) WHERE follows_id IS NOT NULL",
    "ALTER TABLE leases DROP CONSTRAINT leases_origin_known",
    f"""
    ALTER TABLE leases ADD CONSTRAINT leases_origin_known CHECK (origin IN ({ORIGINS}, 'SWITCHED', 'TRANSFERRED'))
    """,
    "ALTER TABLE leases DROP CONSTRAINT leases_ending_known",
    f"""
    ALTER TABLE leases ADD CONSTRAINT leases_ending_known CHECK (ending IN (
        {ENDINGS}, 'GIVEN_UP', 'SWITCHED', 'TRANSFERRED'))
    """,
    "ALTER TABLE leases DROP CONSTRAINT leases_ended_for_a_reason",
    """
    ALTER TABLE leases ADD CONSTRAINT leases_ended_for_a_reason CHECK (
        ending IN ('EXCHANGED', 'GIVEN_UP', 'SWITCHED') OR (ending IS NULL) = (end_reason IS NULL))
    """,
)

RULES = (
    """
    CREATE TABLE switch_policies (
        provider_id    uuid PRIMARY KEY REFERENCES providers,
        swaps_allowed  boolean NOT NULL,
        swaps_approved boolean NOT NULL,
        due_days       integer NOT NULL,
        grace_days     integer NOT NULL,
        unpaid         text NOT NULL,
        set_at         timestamptz NOT NULL,
        CONSTRAINT switch_policies_days CHECK (due_days BETWEEN 0 AND 365 AND grace_days BETWEEN 0 AND 365),
        CONSTRAINT switch_policies_unpaid_known CHECK (unpaid IN ('LIST', 'END'))
    )
    """,
    "COMMENT ON TABLE switch_policies IS 'public: how a provider deals with swaps, and with differences nobody pays'",
    "COMMENT ON COLUMN switch_policies.swaps_approved IS 'whether staff have to approve what two holders agree on'",
    """
    CREATE TABLE refund_rules (
        provider_id uuid NOT NULL REFERENCES providers,
        valid_from  date NOT NULL,
        kind        text NOT NULL,
        fee         numeric(8, 2) NOT NULL CHECK (fee >= 0),
        before_days integer[] NOT NULL,
        percents    numeric(5, 2)[] NOT NULL,
        PRIMARY KEY (provider_id, valid_from),
        CONSTRAINT refund_rules_kind_known CHECK (kind IN ('NONE', 'DAYS', 'TABLE')),
        CONSTRAINT refund_rules_tables_have_steps CHECK (
            cardinality(before_days) = cardinality(percents) AND (kind = 'TABLE') = (cardinality(percents) > 0)),
        CONSTRAINT refund_rules_shares CHECK (0 <= ALL (percents) AND 100 >= ALL (percents))
    )
    """,
    "COMMENT ON TABLE refund_rules IS 'public: what a provider gives back to who gives up a place, from a day on'",
    "COMMENT ON COLUMN refund_rules.before_days IS 'the share holds before this day, from the first of the season'",
    """
    CREATE TABLE switch_dues (
        order_id    uuid PRIMARY KEY REFERENCES orders,
        lease_id    uuid NOT NULL REFERENCES leases,
        provider_id uuid NOT NULL REFERENCES providers,
        due_at      timestamptz NOT NULL,
        grace_until timestamptz NOT NULL,
        reminders   integer NOT NULL DEFAULT 0 CHECK (reminders BETWEEN 0 AND 2),
        overdue_at  timestamptz,
        CONSTRAINT switch_dues_grace_after_due CHECK (due_at <= grace_until)
    )
    """,
    "COMMENT ON TABLE switch_dues IS 'until when the difference of a change of places is to be paid'",
    "COMMENT ON COLUMN switch_dues.overdue_at IS 'from when staff look at it'",
    "CREATE INDEX ON switch_dues (due_at) WHERE overdue_at IS NULL",
    "CREATE INDEX ON switch_dues (provider_id, due_at, order_id)",
    "CREATE INDEX ON switch_dues (lease_id)",
)

EXCHANGES = (
    "ALTER TABLE exchanges ADD COLUMN origin text NOT NULL DEFAULT 'SEARCH'",
    "ALTER TABLE exchanges ALTER COLUMN origin DROP DEFAULT",
    "ALTER TABLE exchanges ADD COLUMN refusal text",
    "ALTER TABLE exchanges ADD CONSTRAINT exchanges_origin_known CHECK (origin IN ('SEARCH', 'SWAP'))",
    """
    ALTER TABLE exchanges ADD CONSTRAINT exchanges_refused_for_a_reason
    CHECK (coalesce(failure = 'REFUSED', false) = (refusal IS NOT NULL))
    """,
    "ALTER TABLE exchanges ADD CONSTRAINT exchanges_refusal_length CHECK (length(refusal) BETWEEN 1 AND 2000)",
    "ALTER TABLE exchanges DROP CONSTRAINT exchanges_status_known",
    """
    ALTER TABLE exchanges ADD CONSTRAINT exchanges_status_known
    CHECK (status IN ('PROPOSED', 'DONE', 'FAILED') OR status = 'AGREED' AND origin = 'SWAP')
    """,
    "ALTER TABLE exchanges DROP CONSTRAINT exchanges_decided_has_time",
    """
    ALTER TABLE exchanges ADD CONSTRAINT exchanges_decided_has_time
    CHECK ((status IN ('PROPOSED', 'AGREED')) = (decided_at IS NULL))
    """,
    "ALTER TABLE exchanges DROP CONSTRAINT exchanges_failure_known",
    """
    ALTER TABLE exchanges ADD CONSTRAINT exchanges_failure_known
    CHECK (failure IN ('DECLINED', 'EXPIRED', 'CHANGED') OR failure IN ('WITHDRAWN', 'REFUSED') AND origin = 'SWAP')
    """,
    "DROP INDEX exchanges_open",
    "CREATE INDEX exchanges_open ON exchanges (expires_at) WHERE status IN ('PROPOSED', 'AGREED')",
    "COMMENT ON COLUMN exchanges.origin IS 'SWAP: proposed by one of two holders to the other'",
    "ALTER TABLE exchange_members ALTER COLUMN entry_id DROP NOT NULL",
    "COMMENT ON COLUMN exchange_members.entry_id IS 'the standing wish; a swap has none, and number 0 proposed it'",
    "CREATE INDEX ON exchange_members (lease_id)",
)

GRANTS = (
    "GRANT SELECT ON switch_policies, refund_rules TO ahti_read",
    "GRANT SELECT, INSERT, UPDATE ON switch_policies, refund_rules TO ahti_app",
    "GRANT SELECT, INSERT ON switch_dues TO ahti_app",
    "GRANT UPDATE (reminders, overdue_at) ON switch_dues TO ahti_app",
    "GRANT UPDATE (refusal) ON exchanges TO ahti_app",
)

OF_ENTRY = "EXISTS (SELECT FROM queue_entries WHERE id = entry_id)"
# The lease that a member gives is seen by its tenant and by the clerks of the provider.
OF_LEASE = "EXISTS (SELECT FROM leases WHERE id = lease_id)"

ROW_SECURITY = (
    "ALTER TABLE switch_dues ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE switch_dues FORCE ROW LEVEL SECURITY",
    f"CREATE POLICY switch_dues_as_the_lease ON switch_dues FOR SELECT USING (acting_as_staff() OR {OF_LEASE})",
    "CREATE POLICY switch_dues_by_the_system ON switch_dues USING (acting_as_staff())",
    "DROP POLICY exchange_members_are_seen ON exchange_members",
    f"""
    CREATE POLICY exchange_members_are_seen ON exchange_members FOR SELECT
    USING (acting_as_staff() OR {OF_ENTRY} OR entry_id IS NULL AND {OF_LEASE})
    """,
)


def upgrade() -> None:
    for statement in (*LEASES, *RULES, *EXCHANGES, *GRANTS, *ROW_SECURITY):
        op.execute(statement)
    for table in ("switch_policies", "refund_rules"):
        op.execute(
            f"""
            CREATE TRIGGER data_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION tell_data_version('catalogue')
            """
        )
    op.execute(f"SELECT know_message_templates({LISTED})")


# Going back there is no room for swaps, nor for the new ways in which leases begin and end.
def downgrade() -> None:
    op.execute(f"SELECT forget_message_templates({LISTED})")
    op.execute("DROP POLICY exchange_members_are_seen ON exchange_members")
    op.execute(
        f"""
        CREATE POLICY exchange_members_are_seen ON exchange_members FOR SELECT
        USING (acting_as_staff() OR {OF_ENTRY})
        """
    )
    for statement in (
        "ALTER TABLE exchanges NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE exchange_members NO FORCE ROW LEVEL SECURITY",
        "ALTER TABLE leases NO FORCE ROW LEVEL SECURITY",
        "DROP TABLE switch_dues, refund_rules, switch_policies",
        "DELETE FROM exchanges WHERE origin = 'SWAP'",
        "DROP INDEX exchange_members_lease_id_idx",
        "ALTER TABLE exchange_members ALTER COLUMN entry_id SET NOT NULL",
        "COMMENT ON COLUMN exchange_members.entry_id IS NULL",
        "DROP INDEX exchanges_open",
        "CREATE INDEX exchanges_open ON exchanges (expires_at) WHERE status = 'PROPOSED'",
        "ALTER TABLE exchanges DROP CONSTRAINT exchanges_status_known",
        "ALTER TABLE exchanges DROP CONSTRAINT exchanges_failure_known",
        "ALTER TABLE exchanges DROP CONSTRAINT exchanges_decided_has_time",
        "ALTER TABLE exchanges DROP COLUMN refusal, DROP COLUMN origin",
        """
        ALTER TABLE exchanges
            ADD CONSTRAINT exchanges_status_known CHECK (status IN ('PROPOSED', 'DONE', 'FAILED')),
            ADD CONSTRAINT exchanges_decided_has_time CHECK ((status = 'PROPOSED') = (decided_at IS NULL)),
            ADD CONSTRAINT exchanges_failure_known CHECK (failure IN ('DECLINED', 'EXPIRED', 'CHANGED'))
        """,
        """
        UPDATE leases SET origin = 'MOVED' WHERE origin IN ('SWITCHED', 'TRANSFERRED')
        """,
        """
        UPDATE leases SET ending = CASE ending WHEN 'SWITCHED' THEN 'EXCHANGED' WHEN 'TRANSFERRED' THEN 'MOVED'
                                               ELSE 'TERMINATED' END,
                          end_reason = CASE WHEN ending = 'GIVEN_UP' THEN coalesce(end_reason, '-') ELSE end_reason END
        WHERE ending IN ('GIVEN_UP', 'SWITCHED', 'TRANSFERRED')
        """,
        "ALTER TABLE leases DROP CONSTRAINT leases_origin_known",
        f"ALTER TABLE leases ADD CONSTRAINT leases_origin_known CHECK (origin IN ({ORIGINS}))",
        "ALTER TABLE leases DROP CONSTRAINT leases_ending_known",
        f"ALTER TABLE leases ADD CONSTRAINT leases_ending_known CHECK (ending IN ({ENDINGS}))",
        "ALTER TABLE leases DROP CONSTRAINT leases_ended_for_a_reason",
        """
        ALTER TABLE leases ADD CONSTRAINT leases_ended_for_a_reason
        CHECK (ending = 'EXCHANGED' OR (ending IS NULL) = (end_reason IS NULL))
        """,
        "DROP INDEX leases_follows_id_idx",
        "ALTER TABLE leases DROP COLUMN paid, DROP COLUMN worth, DROP COLUMN order_id",
        "ALTER TABLE leases FORCE ROW LEVEL SECURITY",
        "ALTER TABLE exchanges FORCE ROW LEVEL SECURITY",
        "ALTER TABLE exchange_members FORCE ROW LEVEL SECURITY",
    ):
        op.execute(statement)
