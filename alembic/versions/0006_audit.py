"""The trail of who did and saw what: records that can be erased, and a chain over them that cannot be changed."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# The functions below tell what they are about by 'ahti.audit', until they are done: writing, sealing or erasing.
FUNCTIONS = (
    """
    CREATE FUNCTION auditing() RETURNS text STABLE PARALLEL SAFE LANGUAGE sql AS $$
        SELECT nullif(current_setting('ahti.audit', true), '')
    $$
    """,
    "COMMENT ON FUNCTION auditing IS 'what the function that keeps the trail is about just now, if it is at work'",
    """
    CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND auditing() = TG_ARGV[0] THEN
            RETURN NULL;
        END IF;
        RAISE EXCEPTION '% of %: the audit trail only grows', TG_OP, TG_TABLE_NAME
            USING ERRCODE = 'insufficient_privilege';
    END
    $$
    """,
)

TABLES = (
    """
    CREATE TABLE audit_entries (
        id             uuid PRIMARY KEY,
        at             timestamptz NOT NULL,
        request_id     text,
        actor_kind     text NOT NULL
            CONSTRAINT audit_entries_actor_known CHECK (actor_kind IN ('PERSON', 'API_KEY', 'SYSTEM', 'NOBODY')),
        actor_id       uuid,
        on_behalf_kind text
            CONSTRAINT audit_entries_on_behalf_known CHECK (on_behalf_kind IN ('PERSON', 'PROVIDER')),
        on_behalf_id   uuid,
        client_id      uuid,
        operation      text NOT NULL
            CONSTRAINT audit_entries_operation_spelled CHECK (operation ~ '^[A-Za-z][A-Za-z0-9_]{0,99}$'),
        subject_type   text
            CONSTRAINT audit_entries_subject_spelled CHECK (subject_type ~ '^[A-Z][A-Za-z0-9]{0,99}$'),
        subject_id     uuid,
        person_id      uuid,
        provider_id    uuid,
        reason         text,
        outcome        text NOT NULL CONSTRAINT audit_entries_outcome_known CHECK (outcome IN ('DONE', 'REFUSED')),
        codes          text[] NOT NULL,
        before         jsonb,
        after          jsonb,
        salt           bytea NOT NULL CONSTRAINT audit_entries_salted CHECK (length(salt) = 32),
        digest         bytea NOT NULL CONSTRAINT audit_entries_digested CHECK (length(digest) = 32),
        CONSTRAINT audit_entries_actor_named CHECK ((actor_kind IN ('PERSON', 'API_KEY')) = (actor_id IS NOT NULL)),
        CONSTRAINT audit_entries_on_behalf_whole CHECK ((on_behalf_kind IS NULL) = (on_behalf_id IS NULL)),
        CONSTRAINT audit_entries_subject_of_a_type CHECK (subject_id IS NULL OR subject_type IS NOT NULL),
        CONSTRAINT audit_entries_refused_with_codes CHECK ((outcome = 'REFUSED') = (cardinality(codes) > 0))
    )
    """,
    "COMMENT ON TABLE audit_entries IS 'who did or saw what; what is about a person is erased with the person'",
    "COMMENT ON COLUMN audit_entries.person_id IS 'whom it is about; no reference, since the trail outlives all'",
    "COMMENT ON COLUMN audit_entries.digest IS 'SHA-256 of the salt and of the entry as canonical JSON'",
    """
    CREATE TABLE audit_unsealed (
        entry_id     uuid PRIMARY KEY,
        at           timestamptz NOT NULL,
        operation    text NOT NULL,
        subject_type text,
        subject_id   uuid,
        digest       bytea NOT NULL
    )
    """,
    "COMMENT ON TABLE audit_unsealed IS 'entries that were committed and wait for their number in the chain'",
    """
    CREATE TABLE audit_chain (
        number       bigint PRIMARY KEY CONSTRAINT audit_chain_counted CHECK (number >= 1),
        entry_id     uuid NOT NULL CONSTRAINT audit_chain_entry_unique UNIQUE,
        at           timestamptz NOT NULL,
        operation    text NOT NULL,
        subject_type text,
        subject_id   uuid,
        digest       bytea NOT NULL CONSTRAINT audit_chain_digested CHECK (length(digest) = 32),
        hash         bytea NOT NULL CONSTRAINT audit_chain_hashed CHECK (length(hash) = 32)
    )
    """,
    "COMMENT ON TABLE audit_chain IS 'every entry in the order of sealing, each hashed with the hash before it'",
    """
    CREATE TABLE audit_erasures (
        entry_id   uuid PRIMARY KEY,
        erasure_id uuid NOT NULL REFERENCES audit_entries DEFERRABLE INITIALLY DEFERRED
    )
    """,
    "COMMENT ON TABLE audit_erasures IS 'which entries were erased, and the entry that tells of it'",
    "CREATE INDEX ON audit_entries (at, id)",
    "CREATE INDEX ON audit_entries (person_id, at, id)",
    "CREATE INDEX ON audit_entries (provider_id, at, id)",
    "CREATE INDEX ON audit_entries (operation, at, id)",
    "CREATE INDEX ON audit_erasures (erasure_id, entry_id)",
)

KEEPERS = (
    """
    CREATE FUNCTION queue_audit_entries() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    BEGIN
        PERFORM set_config('ahti.audit', 'writing', true);
        IF EXISTS (SELECT FROM added JOIN audit_chain ON entry_id = id) THEN
            RAISE EXCEPTION 'an audit entry with this id was erased' USING ERRCODE = 'unique_violation';
        END IF;
        INSERT INTO audit_unsealed (entry_id, at, operation, subject_type, subject_id, digest)
        SELECT id, at, operation, subject_type, subject_id, digest FROM added;
        PERFORM set_config('ahti.audit', '', true);
        RETURN NULL;
    END
    $$
    """,
    "COMMENT ON FUNCTION queue_audit_entries IS 'no entry is without its place in the chain, or in the queue for one'",
    """
    CREATE FUNCTION audit_link(previous bytea, number bigint, entry_id uuid, at timestamptz, operation text,
                               subject_type text, subject_id uuid, digest bytea)
    RETURNS bytea IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
        SELECT sha256(convert_to(concat_ws(
            E'\\n', 'ahti-audit/1', encode(previous, 'hex'), number, entry_id,
            to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), operation, coalesce(subject_type, '-'),
            coalesce(subject_id::text, '-'), encode(digest, 'hex')), 'UTF8'))
    $$
    """,
    "COMMENT ON FUNCTION audit_link IS 'the hash of an entry: SHA-256 over these lines'",
    """
    CREATE FUNCTION seal_audit_entries(at_most integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    DECLARE
        one audit_unsealed;
        last_number bigint := 0;
        last_hash bytea := decode(repeat('00', 32), 'hex');
        sealed integer := 0;
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtextextended('ahti.audit', 0));
        PERFORM set_config('ahti.audit', 'sealing', true);
        SELECT number, hash INTO last_number, last_hash
        FROM (SELECT number, hash FROM audit_chain UNION ALL SELECT last_number, last_hash) AS known
        ORDER BY number DESC LIMIT 1;
        FOR one IN
            WITH taken AS (
                DELETE FROM audit_unsealed
                WHERE entry_id IN (SELECT entry_id FROM audit_unsealed ORDER BY at, entry_id LIMIT at_most)
                RETURNING *
            )
            SELECT * FROM taken ORDER BY at, entry_id
        LOOP
            last_number := last_number + 1;
            last_hash := audit_link(last_hash, last_number, one.entry_id, one.at, one.operation, one.subject_type,
                                    one.subject_id, one.digest);
            INSERT INTO audit_chain (number, entry_id, at, operation, subject_type, subject_id, digest, hash)
            VALUES (last_number, one.entry_id, one.at, one.operation, one.subject_type, one.subject_id, one.digest,
                    last_hash);
            sealed := sealed + 1;
        END LOOP;
        PERFORM set_config('ahti.audit', '', true);
        RETURN sealed;
    END
    $$
    """,
    "COMMENT ON FUNCTION seal_audit_entries IS 'gives committed entries their number and hash, one sealer at a time'",
    """
    CREATE FUNCTION erase_audit_entries(person uuid, erasure uuid, OUT erased bigint, OUT digest bytea)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    BEGIN
        IF NOT (acting_as_staff() OR person IS NOT DISTINCT FROM acting_person()) THEN
            RAISE EXCEPTION 'entries are erased for the person or by the system'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        PERFORM set_config('ahti.audit', 'erasing', true);
        WITH gone AS (DELETE FROM audit_entries WHERE person_id = person RETURNING id),
        marked AS (INSERT INTO audit_erasures (entry_id, erasure_id) SELECT id, erasure FROM gone)
        SELECT count(*), sha256(convert_to(coalesce(string_agg(id::text, E'\\n' ORDER BY id), ''), 'UTF8'))
        INTO erased, digest FROM gone;
        PERFORM set_config('ahti.audit', '', true);
    END
    $$
    """,
    "COMMENT ON FUNCTION erase_audit_entries IS 'destroys records and salts; the entry of this erasure has to follow'",
    """
    CREATE TRIGGER queued AFTER INSERT ON audit_entries REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION queue_audit_entries()
    """,
)

# Which work of the keepers may delete from a table; nothing else ever does.
DELETED_BY = {"audit_entries": "erasing", "audit_unsealed": "sealing", "audit_chain": "", "audit_erasures": ""}

WALLS = (
    *(
        f"""
        CREATE TRIGGER grows_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change('{work}')
        """
        for table, work in DELETED_BY.items()
    ),
    "GRANT SELECT, INSERT ON audit_entries TO ahti_app",
    "GRANT SELECT ON audit_unsealed, audit_chain, audit_erasures TO ahti_app",
    "REVOKE EXECUTE ON FUNCTION seal_audit_entries, erase_audit_entries, queue_audit_entries FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION seal_audit_entries, erase_audit_entries TO ahti_app",
    *(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in DELETED_BY),
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in DELETED_BY),
    """
    CREATE POLICY entries_of_the_person_and_of_the_provider ON audit_entries FOR SELECT
    USING (acting_as_staff() OR person_id = acting_person() OR provider_id = ANY(acting_for('OWNER'))
           OR acting_as_city() OR auditing() = 'erasing')
    """,
    "CREATE POLICY entries_come_from_anybody ON audit_entries FOR INSERT WITH CHECK (true)",
    "CREATE POLICY entries_are_erased ON audit_entries FOR DELETE USING (auditing() = 'erasing')",
    *(
        f"CREATE POLICY {table}_of_the_system ON {table} FOR SELECT USING (acting_as_staff() OR auditing() IS NOT NULL)"
        for table in ("audit_unsealed", "audit_chain", "audit_erasures")
    ),
    "CREATE POLICY unsealed_are_queued ON audit_unsealed FOR INSERT WITH CHECK (auditing() = 'writing')",
    "CREATE POLICY unsealed_are_sealed ON audit_unsealed FOR DELETE USING (auditing() = 'sealing')",
    "CREATE POLICY chain_is_sealed ON audit_chain FOR INSERT WITH CHECK (auditing() = 'sealing')",
    "CREATE POLICY erasures_are_kept ON audit_erasures FOR INSERT WITH CHECK (auditing() = 'erasing')",
)


def upgrade() -> None:
    for statement in (*FUNCTIONS, *TABLES, *KEEPERS, *WALLS):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE audit_erasures, audit_chain")
    op.execute("DROP FUNCTION seal_audit_entries")
    op.execute("DROP TABLE audit_unsealed, audit_entries")
    op.execute(
        "DROP FUNCTION erase_audit_entries, audit_link, queue_audit_entries(), refuse_audit_change(), auditing()"
    )
