"""How much programs ask of the service, day by day, for whose they are."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TABLES = (
    """
    CREATE TABLE program_usage (
        client_id uuid REFERENCES clients,
        key_id    uuid REFERENCES api_keys,
        day       date NOT NULL,
        requests  bigint NOT NULL CONSTRAINT program_usage_requests_counted CHECK (requests > 0),
        cost      bigint NOT NULL CONSTRAINT program_usage_cost_counted CHECK (cost >= 0),
        CONSTRAINT program_usage_of_one CHECK (num_nonnulls(client_id, key_id) = 1),
        CONSTRAINT program_usage_once_a_day UNIQUE NULLS NOT DISTINCT (client_id, key_id, day)
    )
    """,
    "COMMENT ON TABLE program_usage IS 'how much a program of others, or a server with a key, asked on a day (UTC)'",
    "COMMENT ON COLUMN program_usage.cost IS 'in plain values of the answers'",
    "CREATE INDEX ON program_usage (key_id, day) WHERE key_id IS NOT NULL",
)

# Whose program it is sees the count; only the system, which counts, writes it. A row of a person's program would tell
# nobody whose person used it.
WALLS = (
    "GRANT SELECT, INSERT, UPDATE (requests, cost) ON program_usage TO ahti_app",
    "ALTER TABLE program_usage ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE program_usage FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY usage_is_seen_by_owners ON program_usage FOR SELECT USING (
        acting_as_staff()
        OR EXISTS (SELECT FROM clients AS client WHERE client.id = program_usage.client_id
                   AND (client.person_id = acting_person() OR client.provider_id = ANY(acting_for('MANAGER'))))
        OR EXISTS (SELECT FROM api_keys AS key WHERE key.id = program_usage.key_id
                   AND key.provider_id = ANY(acting_for('MANAGER')))
    )
    """,
    "CREATE POLICY usage_is_counted_by_the_system ON program_usage FOR INSERT WITH CHECK (acting_as_staff())",
    "CREATE POLICY usage_is_added_up_by_the_system ON program_usage FOR UPDATE USING (acting_as_staff())",
)


def upgrade() -> None:
    for statement in (*TABLES, *WALLS):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE program_usage")
