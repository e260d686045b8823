"""Who acts: people, the identities they sign in with, and whom they act for."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# Who asks is told to the database for one transaction, beside what 0002 says: ahti.person is the id of the person,
# ahti.viewer_of, .clerk_of, .manager_of and .owner_of hold the ids of the providers for which they may act in at least
# that role, with commas between, ahti.city is 'handler' for those who handle for the city. Nothing told: nobody.
FUNCTIONS = (
    """
    CREATE FUNCTION acting_person() RETURNS uuid STABLE PARALLEL SAFE LANGUAGE sql AS $$
        SELECT nullif(current_setting('ahti.person', true), '')::uuid
    $$
    """,
    "COMMENT ON FUNCTION acting_person IS 'the person for whom this transaction acts, if any'",
    """
    CREATE FUNCTION acting_for(role text) RETURNS uuid[] STABLE PARALLEL SAFE LANGUAGE sql AS $$
        SELECT string_to_array(nullif(current_setting('ahti.' || lower(role) || '_of', true), ''), ',')::uuid[]
    $$
    """,
    "COMMENT ON FUNCTION acting_for IS 'the providers for which this transaction acts in at least that role; or null'",
    """
    CREATE FUNCTION acting_as_city() RETURNS boolean STABLE PARALLEL SAFE LANGUAGE sql AS $$
        SELECT coalesce(current_setting('ahti.city', true) = 'handler', false)
    $$
    """,
    "COMMENT ON FUNCTION acting_as_city IS 'whether this transaction is an act of somebody who handles for the city'",
)

TABLES = (
    """
    CREATE TABLE people (
        id         uuid PRIMARY KEY,
        created_at timestamptz NOT NULL,
        erased_at  timestamptz
    )
    """,
    "COMMENT ON TABLE people IS 'a bare key to which all that is known of a person refers; it outlives erasure'",
    """
    CREATE TABLE person_identities (
        issuer     text NOT NULL CONSTRAINT person_identities_issuer_length CHECK (length(issuer) BETWEEN 1 AND 500),
        subject    text NOT NULL CONSTRAINT person_identities_subject_length CHECK (length(subject) BETWEEN 1 AND 255),
        person_id  uuid NOT NULL REFERENCES people,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (issuer, subject)
    )
    """,
    "COMMENT ON TABLE person_identities IS 'who a person is to an issuer of tokens'",
    """
    CREATE TABLE provider_members (
        provider_id uuid NOT NULL REFERENCES providers,
        person_id   uuid NOT NULL REFERENCES people,
        role        text NOT NULL
            CONSTRAINT provider_members_role_known CHECK (role IN ('VIEWER', 'CLERK', 'MANAGER', 'OWNER')),
        created_at  timestamptz NOT NULL,
        PRIMARY KEY (provider_id, person_id)
    )
    """,
    "COMMENT ON TABLE provider_members IS 'who acts for a provider, and in which role'",
    "CREATE INDEX ON person_identities (person_id)",
    "CREATE INDEX ON provider_members (person_id)",
)

PERSONAL = ("people", "person_identities", "provider_members")

GRANTS = (
    f"GRANT SELECT, INSERT ON {', '.join(PERSONAL)} TO ahti_app",
    "GRANT UPDATE (erased_at) ON people TO ahti_app",
    "GRANT UPDATE (role) ON provider_members TO ahti_app",
    "GRANT DELETE ON person_identities, provider_members TO ahti_app",
)

ROW_SECURITY = (
    *(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in PERSONAL),
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in PERSONAL),
    """
    CREATE POLICY people_see_themselves ON people FOR SELECT
    USING (acting_as_staff() OR id = acting_person() OR acting_as_city())
    """,
    "CREATE POLICY people_come_by_the_system ON people FOR INSERT WITH CHECK (acting_as_staff())",
    "CREATE POLICY people_are_erased_by_the_system ON people FOR UPDATE USING (acting_as_staff())",
    "CREATE POLICY identities_of_the_person ON person_identities FOR SELECT "
    "USING (acting_as_staff() OR person_id = acting_person())",
    "CREATE POLICY identities_come_by_the_system ON person_identities FOR INSERT WITH CHECK (acting_as_staff())",
    "CREATE POLICY identities_go_by_the_system ON person_identities FOR DELETE USING (acting_as_staff())",
    """
    CREATE POLICY members_see_each_other ON provider_members FOR SELECT
    USING (acting_as_staff() OR person_id = acting_person() OR provider_id = ANY(acting_for('VIEWER')))
    """,
    """
    CREATE POLICY managers_add_members ON provider_members FOR INSERT
    WITH CHECK (acting_as_staff() OR provider_id = ANY(acting_for('MANAGER')))
    """,
    """
    CREATE POLICY managers_change_members ON provider_members FOR UPDATE
    USING (acting_as_staff() OR provider_id = ANY(acting_for('MANAGER')))
    """,
    """
    CREATE POLICY members_leave_or_are_removed ON provider_members FOR DELETE
    USING (acting_as_staff() OR person_id = acting_person() OR provider_id = ANY(acting_for('MANAGER')))
    """,
)


# An answer is kept when it is known, in the transaction of the effect, and never changes.
ANSWERS = (
    "DELETE FROM idempotency_keys WHERE answer IS NULL",
    "ALTER TABLE idempotency_keys ALTER answer SET NOT NULL",
    "COMMENT ON COLUMN idempotency_keys.answer IS NULL",
    "REVOKE UPDATE (answer) ON idempotency_keys FROM ahti_app",
)


def upgrade() -> None:
    for statement in (*FUNCTIONS, *TABLES, *GRANTS, *ROW_SECURITY, *ANSWERS):
        op.execute(statement)


def downgrade() -> None:
    op.execute("GRANT UPDATE (answer) ON idempotency_keys TO ahti_app")
    op.execute("COMMENT ON COLUMN idempotency_keys.answer IS 'null only inside the transaction that works it out'")
    op.execute("ALTER TABLE idempotency_keys ALTER answer DROP NOT NULL")
    op.execute("DROP TABLE provider_members, person_identities, people")
    op.execute("DROP FUNCTION acting_as_city(), acting_for(text), acting_person()")
