"""The programs of others: who they are, what people allowed them, and keys with which servers act for a provider."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SCOPES = """ARRAY['profile:read', 'profile:write', 'applications:read', 'applications:write', 'listings:read',
        'listings:write', 'provider:read', 'provider:write', 'programs:write', 'city']"""
ASSURANCE = "CHECK (assurance IN ('NONE', 'LOW', 'SUBSTANTIAL', 'HIGH'))"


def scoped(table: str) -> str:
    """The column of scopes: some of those that there are."""
    return f"""
        scopes text[] NOT NULL
        CONSTRAINT {table}_scopes_known CHECK (cardinality(scopes) > 0 AND scopes <@ {SCOPES})
    """


def hashed(table: str) -> str:
    """The key of something of which only the hash is kept."""
    return f"hash bytea PRIMARY KEY CONSTRAINT {table}_hashed CHECK (length(hash) = 32)"


FUNCTIONS = (
    r"""
    CREATE FUNCTION redirect_uri_is_sound(uri text) RETURNS boolean IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
        SELECT uri ~ '^[\x21-\x7e]+$' AND length(uri) <= 500 AND uri !~ '[#*\\<>"`{}|^]' AND (
            uri ~ '^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?]|$)'
            OR uri ~ '^https?://\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?([/?]|$)' AND (uri ~ '^https' OR uri ~ '^http://\[::1\]')
            OR uri ~ '^http://127\.0\.0\.1(:[0-9]{1,5})?([/?]|$)'
            OR uri ~ '^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:')
    $$
    """,
    "COMMENT ON FUNCTION redirect_uri_is_sound IS 'whether people may be sent there with a code: RFC 8252, RFC 9700'",
    """
    CREATE FUNCTION redirect_uris_are_sound(uris text[]) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
        SELECT cardinality(uris) BETWEEN 1 AND 20
               AND (SELECT bool_and(redirect_uri_is_sound(uri)) FROM unnest(uris) AS uri)
    $$
    """,
)

CLIENTS = (
    f"""
    CREATE TABLE clients (
        id               uuid PRIMARY KEY,
        person_id        uuid REFERENCES people,
        provider_id      uuid REFERENCES providers,
        registered_by    uuid NOT NULL REFERENCES people,
        name             text NOT NULL CONSTRAINT clients_name_length CHECK (length(name) BETWEEN 1 AND 100),
        homepage         text NOT NULL,
        privacy_policy   text NOT NULL,
        redirect_uris    text[] NOT NULL CONSTRAINT clients_redirect_uris_sound
                         CHECK (redirect_uris_are_sound(redirect_uris)),
        {scoped("clients")},
        confidential     boolean NOT NULL,
        secret_hash      bytea,
        test_mode        boolean NOT NULL,
        state            text NOT NULL,
        suspended_reason text,
        created_at       timestamptz NOT NULL,
        modified_at      timestamptz NOT NULL,
        CONSTRAINT clients_one_owner CHECK (num_nonnulls(person_id, provider_id) = 1),
        CONSTRAINT clients_homepage_spelled CHECK (homepage ~ '^https://' AND length(homepage) <= 500),
        CONSTRAINT clients_privacy_policy_spelled
            CHECK (privacy_policy ~ '^https://' AND length(privacy_policy) <= 500),
        CONSTRAINT clients_confidential_has_secret CHECK (confidential = (secret_hash IS NOT NULL)),
        CONSTRAINT clients_secret_hashed CHECK (length(secret_hash) = 32),
        CONSTRAINT clients_state_known CHECK (state IN ('ACTIVE', 'SUSPENDED', 'RETIRED')),
        CONSTRAINT clients_suspended_has_reason CHECK (state <> 'SUSPENDED' OR suspended_reason IS NOT NULL),
        CONSTRAINT clients_suspended_reason_length CHECK (length(suspended_reason) BETWEEN 1 AND 2000)
    )
    """,
    "COMMENT ON TABLE clients IS 'programs of others that may act for people, each with that person''s grant'",
    "COMMENT ON COLUMN clients.secret_hash IS 'of a program on a server of its own; it is shown once'",
    "COMMENT ON COLUMN clients.test_mode IS 'whether it acts only for those whose program it is'",
    "CREATE INDEX ON clients (person_id, created_at, id) WHERE person_id IS NOT NULL",
    "CREATE INDEX ON clients (provider_id, created_at, id) WHERE provider_id IS NOT NULL",
    """
    CREATE FUNCTION client_changes_by_whom_it_may() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        owned boolean := acting_as_staff() OR coalesce(OLD.person_id = acting_person(), false)
                         OR coalesce(OLD.provider_id = ANY(acting_for('MANAGER')), false);
        possible boolean := CASE
            WHEN OLD.state = NEW.state THEN true
            WHEN OLD.state = 'ACTIVE' AND NEW.state = 'SUSPENDED' THEN acting_as_staff() OR acting_as_city()
            WHEN OLD.state = 'SUSPENDED' AND NEW.state = 'ACTIVE' THEN acting_as_staff() OR acting_as_city()
            WHEN OLD.state IN ('ACTIVE', 'SUSPENDED') AND NEW.state = 'RETIRED' THEN owned
            ELSE false END;
    BEGIN
        IF NOT possible THEN
            RAISE EXCEPTION 'client % does not become % like that', OLD.id, NEW.state
                USING ERRCODE = 'check_violation', CONSTRAINT = 'clients_state_moves';
        END IF;
        IF NOT owned AND (NEW.name, NEW.homepage, NEW.privacy_policy, NEW.redirect_uris, NEW.scopes, NEW.test_mode,
                          NEW.secret_hash)
           IS DISTINCT FROM (OLD.name, OLD.homepage, OLD.privacy_policy, OLD.redirect_uris, OLD.scopes, OLD.test_mode,
                             OLD.secret_hash) THEN
            RAISE EXCEPTION 'client % is another''s', OLD.id USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER clients_change_by_whom_they_may BEFORE UPDATE ON clients
    FOR EACH ROW EXECUTE FUNCTION client_changes_by_whom_it_may()
    """,
)

# A person allows a program; each sign-in for it begins a family of tokens, which ends as a whole.
GRANTING = (
    f"""
    CREATE TABLE grants (
        id           uuid PRIMARY KEY,
        person_id    uuid NOT NULL REFERENCES people,
        client_id    uuid NOT NULL REFERENCES clients,
        {scoped("grants")},
        given_at     timestamptz NOT NULL,
        last_used_on date,
        revoked_at   timestamptz
    )
    """,
    "COMMENT ON TABLE grants IS 'what a person allowed a program to do'",
    "COMMENT ON COLUMN grants.last_used_on IS 'the day is enough: it is not written with each request'",
    "CREATE UNIQUE INDEX grants_one_alive ON grants (person_id, client_id) WHERE revoked_at IS NULL",
    "CREATE INDEX ON grants (person_id, given_at, id)",
    "CREATE INDEX ON grants (client_id)",
    f"""
    CREATE TABLE token_families (
        id         uuid PRIMARY KEY,
        grant_id   uuid NOT NULL REFERENCES grants,
        {scoped("token_families")},
        assurance  text NOT NULL CONSTRAINT token_families_assurance_known {ASSURANCE},
        begun_at   timestamptz NOT NULL,
        revoked_at timestamptz
    )
    """,
    "COMMENT ON TABLE token_families IS 'all tokens that follow from one consent; they end together'",
    "CREATE INDEX ON token_families (grant_id)",
    f"""
    CREATE TABLE authorization_codes (
        {hashed("authorization_codes")},
        family_id    uuid NOT NULL REFERENCES token_families ON DELETE CASCADE,
        redirect_uri text NOT NULL,
        challenge    text NOT NULL
                     CONSTRAINT authorization_codes_challenge_spelled CHECK (challenge ~ '^[A-Za-z0-9_-]{{43}}$'),
        expires_at   timestamptz NOT NULL,
        used_at      timestamptz
    )
    """,
    "CREATE INDEX ON authorization_codes (family_id)",
    f"""
    CREATE TABLE access_tokens (
        {hashed("access_tokens")},
        family_id  uuid NOT NULL REFERENCES token_families ON DELETE CASCADE,
        {scoped("access_tokens")},
        expires_at timestamptz NOT NULL
    )
    """,
    "CREATE INDEX ON access_tokens (family_id)",
    f"""
    CREATE TABLE refresh_tokens (
        {hashed("refresh_tokens")},
        family_id  uuid NOT NULL REFERENCES token_families ON DELETE CASCADE,
        expires_at timestamptz NOT NULL,
        used_at    timestamptz
    )
    """,
    "CREATE INDEX ON refresh_tokens (family_id)",
    "COMMENT ON COLUMN refresh_tokens.used_at IS 'each is good once; one that comes again ends its family'",
    f"""
    CREATE TABLE authorization_requests (
        id         uuid PRIMARY KEY,
        word_hash  bytea NOT NULL CONSTRAINT authorization_requests_word_hashed CHECK (length(word_hash) = 32),
        query      text NOT NULL CONSTRAINT authorization_requests_query_length CHECK (length(query) <= 8192),
        verifier   text NOT NULL,
        nonce      text NOT NULL,
        person_id  uuid REFERENCES people,
        assurance  text CONSTRAINT authorization_requests_assurance_known {ASSURANCE},
        expires_at timestamptz NOT NULL,
        CONSTRAINT authorization_requests_person_assured CHECK ((person_id IS NULL) = (assurance IS NULL))
    )
    """,
    "COMMENT ON TABLE authorization_requests IS 'a browser on its way from a program over sign-in and consent'",
    "COMMENT ON COLUMN authorization_requests.word_hash IS 'of what this one browser keeps in a cookie'",
)

KEYS = (
    f"""
    CREATE TABLE api_keys (
        id           uuid PRIMARY KEY,
        provider_id  uuid NOT NULL REFERENCES providers,
        made_by      uuid NOT NULL REFERENCES people,
        name         text NOT NULL CONSTRAINT api_keys_name_length CHECK (length(name) BETWEEN 1 AND 100),
        role         text NOT NULL
                     CONSTRAINT api_keys_role_known CHECK (role IN ('VIEWER', 'CLERK', 'MANAGER', 'OWNER')),
        {scoped("api_keys")},
        secret_hash  bytea NOT NULL CONSTRAINT api_keys_secret_hashed CHECK (length(secret_hash) = 32),
        test_mode    boolean NOT NULL,
        created_at   timestamptz NOT NULL,
        expires_at   timestamptz NOT NULL,
        revoked_at   timestamptz,
        last_used_on date,
        replaces_id  uuid CONSTRAINT api_keys_replaced_once UNIQUE REFERENCES api_keys,
        CONSTRAINT api_keys_expire_within_a_year
            CHECK (expires_at >= created_at AND expires_at <= created_at + interval '366 days')
    )
    """,
    "COMMENT ON TABLE api_keys IS 'with which servers act for a provider; the secret is shown once'",
    "COMMENT ON COLUMN api_keys.replaces_id IS 'the key from which this one takes over'",
    "CREATE INDEX ON api_keys (provider_id, created_at, id)",
)

SHOWN = ("clients", "grants", "api_keys")
HIDDEN = ("token_families", "authorization_codes", "access_tokens", "refresh_tokens", "authorization_requests")

GRANTS = (
    f"GRANT SELECT, INSERT ON {', '.join((*SHOWN, *HIDDEN))} TO ahti_app",
    f"GRANT DELETE ON {', '.join(HIDDEN)}, grants, clients TO ahti_app",
    "GRANT UPDATE (name, homepage, privacy_policy, redirect_uris, scopes, secret_hash, test_mode, state, "
    "suspended_reason, modified_at) ON clients TO ahti_app",
    "GRANT UPDATE (scopes, given_at, last_used_on, revoked_at) ON grants TO ahti_app",
    "GRANT UPDATE (revoked_at) ON token_families TO ahti_app",
    "GRANT UPDATE (used_at) ON authorization_codes, refresh_tokens TO ahti_app",
    "GRANT UPDATE (word_hash, person_id, assurance) ON authorization_requests TO ahti_app",
    "GRANT UPDATE (expires_at, revoked_at, last_used_on) ON api_keys TO ahti_app",
)

# Who allowed a program sees what it is called; only the system, which hands out tokens, sees anything of these.
ROW_SECURITY = (
    *(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in (*SHOWN, *HIDDEN)),
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in (*SHOWN, *HIDDEN)),
    *(f"CREATE POLICY {table}_are_the_systems ON {table} USING (acting_as_staff())" for table in HIDDEN),
    """
    CREATE POLICY clients_of_owners_and_grants ON clients FOR SELECT
    USING (acting_as_staff() OR acting_as_city() OR person_id = acting_person()
           OR provider_id = ANY(acting_for('MANAGER'))
           OR EXISTS (SELECT FROM grants WHERE client_id = clients.id AND grants.person_id = acting_person()))
    """,
    """
    CREATE POLICY owners_register_clients ON clients FOR INSERT
    WITH CHECK (acting_as_staff() OR registered_by = acting_person() AND state = 'ACTIVE'
                AND (person_id = acting_person() OR provider_id = ANY(acting_for('MANAGER'))))
    """,
    """
    CREATE POLICY owners_and_the_city_change_clients ON clients FOR UPDATE
    USING (acting_as_staff() OR acting_as_city() OR person_id = acting_person()
           OR provider_id = ANY(acting_for('MANAGER')))
    """,
    "CREATE POLICY grants_of_the_person ON grants FOR SELECT USING (acting_as_staff() OR person_id = acting_person())",
    "CREATE POLICY grants_come_by_the_system ON grants FOR INSERT WITH CHECK (acting_as_staff())",
    """
    CREATE POLICY people_revoke_their_grants ON grants FOR UPDATE
    USING (acting_as_staff() OR person_id = acting_person())
    WITH CHECK (acting_as_staff() OR person_id = acting_person() AND revoked_at IS NOT NULL)
    """,
    "CREATE POLICY grants_go_by_the_system ON grants FOR DELETE USING (acting_as_staff())",
    "CREATE POLICY clients_go_by_the_system ON clients FOR DELETE USING (acting_as_staff())",
    """
    CREATE POLICY managers_see_keys ON api_keys FOR SELECT
    USING (acting_as_staff() OR provider_id = ANY(acting_for('MANAGER')))
    """,
    """
    CREATE POLICY managers_make_keys_like_themselves ON api_keys FOR INSERT
    WITH CHECK (acting_as_staff() OR made_by = acting_person()
                AND provider_id = ANY(acting_for('MANAGER')) AND provider_id = ANY(acting_for(role)))
    """,
    """
    CREATE POLICY managers_end_keys ON api_keys FOR UPDATE
    USING (acting_as_staff() OR provider_id = ANY(acting_for('MANAGER')))
    """,
)


def upgrade() -> None:
    for statement in (*FUNCTIONS, *CLIENTS, *GRANTING, *KEYS, *GRANTS, *ROW_SECURITY):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP POLICY clients_of_owners_and_grants ON clients")
    op.execute(f"DROP TABLE api_keys, {', '.join(HIDDEN)}, grants, clients")
    op.execute(
        "DROP FUNCTION client_changes_by_whom_it_may(), redirect_uris_are_sound(text[]), redirect_uri_is_sound(text)"
    )
