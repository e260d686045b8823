"""What is known of people: profiles, boats, organisations; whose an application is; how long things are kept."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PROFILES = (
    """
    CREATE TABLE person_profiles (
        person_id           uuid PRIMARY KEY REFERENCES people,
        id                  uuid NOT NULL GENERATED ALWAYS AS (person_id) STORED
            CONSTRAINT person_profiles_id_unique UNIQUE,
        first_name          text,
        last_name           text,
        names_identified_at timestamptz,
        address             text,
        zip_code            text,
        municipality        text,
        municipality_source text,
        municipality_on     date,
        language            text,
        phone               text,
        email               text,
        email_verified_at   timestamptz,
        birth_year          integer,
        of_age_attested_on  date,
        non_disclosure      boolean NOT NULL DEFAULT false,
        created_at          timestamptz NOT NULL,
        modified_at         timestamptz NOT NULL,
        CONSTRAINT person_profiles_first_name_length CHECK (length(first_name) BETWEEN 1 AND 100),
        CONSTRAINT person_profiles_last_name_length CHECK (length(last_name) BETWEEN 1 AND 100),
        CONSTRAINT person_profiles_address_length CHECK (length(address) BETWEEN 1 AND 200),
        CONSTRAINT person_profiles_zip_code_length CHECK (length(zip_code) BETWEEN 2 AND 12),
        CONSTRAINT person_profiles_municipality_length CHECK (length(municipality) BETWEEN 1 AND 100),
        CONSTRAINT person_profiles_municipality_source_known
            CHECK (municipality_source IN ('SELF_DECLARED', 'REGISTER', 'ATTESTED')),
        CONSTRAINT person_profiles_municipality_whole CHECK (
            num_nonnulls(municipality, municipality_source, municipality_on) IN (0, 3)
        ),
        CONSTRAINT person_profiles_language_known CHECK (language IN ('fi', 'sv', 'en')),
        CONSTRAINT person_profiles_phone_length CHECK (length(phone) BETWEEN 5 AND 30),
        CONSTRAINT person_profiles_email_length CHECK (length(email) BETWEEN 3 AND 254),
        CONSTRAINT person_profiles_only_an_address_is_verified CHECK (email_verified_at IS NULL OR email IS NOT NULL),
        CONSTRAINT person_profiles_only_names_are_identified
            CHECK (names_identified_at IS NULL OR first_name IS NOT NULL AND last_name IS NOT NULL),
        CONSTRAINT person_profiles_birth_year_of_the_living CHECK (birth_year BETWEEN 1900 AND 2100),
        CONSTRAINT person_profiles_nothing_disclosed
            CHECK (NOT non_disclosure OR num_nonnulls(address, zip_code, municipality) = 0)
    )
    """,
    "COMMENT ON COLUMN person_profiles.municipality IS 'of residence, in lower case; its source says who told it, and "
    "municipality_on when'",
    "COMMENT ON COLUMN person_profiles.non_disclosure IS 'an order of non-disclosure: residence is attested, not told'",
    """
    CREATE FUNCTION begin_profile() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO person_profiles (person_id, created_at, modified_at)
        VALUES (NEW.id, NEW.created_at, NEW.created_at);
        RETURN NULL;
    END $$
    """,
    "COMMENT ON FUNCTION begin_profile IS 'a person has a profile from the start, with nothing in it'",
    """
    CREATE TRIGGER people_begin_profile AFTER INSERT ON people
    FOR EACH ROW EXECUTE FUNCTION begin_profile()
    """,
    "SELECT set_config('ahti.act', 'staff', true)",
    """
    INSERT INTO person_profiles (person_id, created_at, modified_at)
    SELECT id, created_at, created_at FROM people WHERE erased_at IS NULL
    """,
    """
    CREATE TABLE person_residences (
        person_id    uuid NOT NULL REFERENCES people,
        municipality text NOT NULL
            CONSTRAINT person_residences_municipality_length CHECK (length(municipality) BETWEEN 1 AND 100),
        resides      boolean NOT NULL,
        attested_on  date NOT NULL,
        PRIMARY KEY (person_id, municipality)
    )
    """,
    "COMMENT ON TABLE person_residences IS 'whether somebody lives in a municipality, for whom that is all there is'",
    # What others vouch for, the person cannot write, whatever the statement.
    """
    CREATE FUNCTION keep_vouched() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF acting_as_staff() OR acting_as_city() THEN
            RETURN NEW;
        END IF;
        IF NEW.municipality_source <> 'SELF_DECLARED'
                AND (TG_OP = 'INSERT' OR (NEW.municipality, NEW.municipality_source, NEW.municipality_on)
                     IS DISTINCT FROM (OLD.municipality, OLD.municipality_source, OLD.municipality_on))
            OR NEW.email_verified_at IS NOT NULL
                AND (TG_OP = 'INSERT' OR (NEW.email, NEW.email_verified_at)
                     IS DISTINCT FROM (OLD.email, OLD.email_verified_at))
            OR NEW.names_identified_at IS NOT NULL
                AND (TG_OP = 'INSERT' OR (NEW.first_name, NEW.last_name, NEW.names_identified_at)
                     IS DISTINCT FROM (OLD.first_name, OLD.last_name, OLD.names_identified_at))
            OR NEW.of_age_attested_on IS NOT NULL
                AND (TG_OP = 'INSERT' OR NEW.of_age_attested_on IS DISTINCT FROM OLD.of_age_attested_on) THEN
            RAISE EXCEPTION 'what others vouch for is not for the person to write'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER person_profiles_keep_vouched BEFORE INSERT OR UPDATE ON person_profiles
    FOR EACH ROW EXECUTE FUNCTION keep_vouched()
    """,
    """
    CREATE TABLE mail_confirmations (
        token_hash     bytea PRIMARY KEY CONSTRAINT mail_confirmations_token_hashed CHECK (length(token_hash) = 32),
        person_id      uuid REFERENCES people,
        application_id uuid REFERENCES applications,
        email          text NOT NULL
            CONSTRAINT mail_confirmations_email_length CHECK (length(email) BETWEEN 3 AND 254),
        created_at     timestamptz NOT NULL,
        expires_at     timestamptz NOT NULL,
        CONSTRAINT mail_confirmations_of_one CHECK (num_nonnulls(person_id, application_id) = 1),
        CONSTRAINT mail_confirmations_expire_later CHECK (created_at < expires_at)
    )
    """,
    "COMMENT ON TABLE mail_confirmations IS 'links that were mailed: who follows one reads the mail of that address'",
)

ORGANISATIONS = (
    """
    CREATE TABLE organisations (
        id          uuid PRIMARY KEY,
        business_id text NOT NULL CONSTRAINT organisations_business_id_unique UNIQUE
            CONSTRAINT organisations_business_id_spelled CHECK (business_id ~ '^[0-9]{7}-[0-9]$'),
        name        text NOT NULL CONSTRAINT organisations_name_length CHECK (length(name) BETWEEN 1 AND 200),
        created_at  timestamptz NOT NULL
    )
    """,
    """
    CREATE TABLE representations (
        id              uuid PRIMARY KEY,
        organisation_id uuid NOT NULL REFERENCES organisations,
        person_id       uuid NOT NULL REFERENCES people,
        status          text NOT NULL
            CONSTRAINT representations_status_known CHECK (status IN ('CLAIMED', 'VERIFIED', 'REFUSED')),
        claimed_at      timestamptz NOT NULL,
        decided_at      timestamptz,
        reason          text CONSTRAINT representations_reason_length CHECK (length(reason) BETWEEN 1 AND 2000),
        CONSTRAINT representations_once UNIQUE (organisation_id, person_id),
        CONSTRAINT representations_decided_has_time CHECK ((status = 'CLAIMED') = (decided_at IS NULL)),
        CONSTRAINT representations_refused_with_reason CHECK (status <> 'REFUSED' OR reason IS NOT NULL)
    )
    """,
    "COMMENT ON TABLE representations IS 'who says to act for an organisation, and whether the city found it true'",
    """
    CREATE FUNCTION acting_organisations() RETURNS uuid[] STABLE PARALLEL SAFE LANGUAGE sql AS $$
        SELECT array_agg(organisation_id) FROM representations
        WHERE person_id = acting_person() AND status = 'VERIFIED'
    $$
    """,
    "COMMENT ON FUNCTION acting_organisations IS 'those for which the acting person may act, as was verified; or null'",
)

BOATS = (
    """
    CREATE TABLE boats (
        id              uuid PRIMARY KEY,
        person_id       uuid REFERENCES people,
        organisation_id uuid REFERENCES organisations,
        boat_type_id    uuid REFERENCES boat_types,
        registration    text,
        country         text NOT NULL,
        name            text,
        beam_mm         integer NOT NULL,
        length_mm       integer NOT NULL,
        draught_mm      integer,
        height_mm       integer,
        mass_kg         integer,
        propulsion      text,
        hull_material   text,
        engine_kw       numeric(6, 1),
        title           text NOT NULL,
        title_since     date,
        created_at      timestamptz NOT NULL,
        modified_at     timestamptz NOT NULL,
        CONSTRAINT boats_of_one CHECK (num_nonnulls(person_id, organisation_id) = 1),
        CONSTRAINT boats_registration_length CHECK (length(registration) BETWEEN 2 AND 20),
        CONSTRAINT boats_country_spelled CHECK (country ~ '^[A-Z]{2}$'),
        CONSTRAINT boats_name_length CHECK (length(name) BETWEEN 1 AND 100),
        CONSTRAINT boats_length_of_a_boat CHECK (length_mm BETWEEN 2000 AND 24000),
        CONSTRAINT boats_beam_of_a_boat CHECK (beam_mm BETWEEN 500 AND 12000 AND beam_mm <= length_mm),
        CONSTRAINT boats_draught_of_a_boat CHECK (draught_mm BETWEEN 0 AND 6000),
        CONSTRAINT boats_height_of_a_boat CHECK (height_mm BETWEEN 0 AND 40000),
        CONSTRAINT boats_mass_of_a_boat CHECK (mass_kg BETWEEN 10 AND 200000),
        CONSTRAINT boats_engine_of_a_boat CHECK (engine_kw BETWEEN 0 AND 10000),
        CONSTRAINT boats_propulsion_known CHECK (propulsion IN
            ('OARS', 'SAIL', 'OUTBOARD', 'INBOARD', 'STERN_DRIVE', 'WATER_JET', 'ELECTRIC')),
        CONSTRAINT boats_hull_material_known CHECK (hull_material IN
            ('FIBREGLASS', 'WOOD', 'ALUMINIUM', 'STEEL', 'PLASTIC', 'RUBBER', 'CONCRETE', 'OTHER')),
        CONSTRAINT boats_title_known CHECK (title IN ('OWNED', 'HELD')),
        CONSTRAINT boats_registered_where_required CHECK (
            registration IS NOT NULL OR country <> 'FI' OR length_mm < 5500 AND coalesce(engine_kw, 0) < 15
        )
    )
    """,
    "COMMENT ON COLUMN boats.height_mm IS 'air draught: from the water to the highest point'",
    "COMMENT ON COLUMN boats.title_since IS 'the day since when the boat is owned or held'",
    """
    CREATE TABLE boat_certificates (
        id         uuid PRIMARY KEY,
        boat_id    uuid NOT NULL REFERENCES boats ON DELETE CASCADE,
        kind       text NOT NULL
            CONSTRAINT boat_certificates_kind_known CHECK (kind IN ('INSPECTION', 'INSURANCE')),
        issuer     text CONSTRAINT boat_certificates_issuer_length CHECK (length(issuer) BETWEEN 1 AND 200),
        number     text NOT NULL CONSTRAINT boat_certificates_number_length CHECK (length(number) BETWEEN 1 AND 60),
        expires_on date NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT boat_certificates_once UNIQUE (boat_id, kind, number)
    )
    """,
    """
    CREATE TABLE boat_owners (
        boat_id       uuid NOT NULL REFERENCES boats ON DELETE CASCADE,
        position      integer NOT NULL CHECK (position >= 0),
        name          text NOT NULL CONSTRAINT boat_owners_name_length CHECK (length(name) BETWEEN 1 AND 200),
        share_percent numeric(5, 2) NOT NULL
            CONSTRAINT boat_owners_share_of_a_boat CHECK (share_percent > 0 AND share_percent <= 100),
        answers       boolean NOT NULL,
        PRIMARY KEY (boat_id, position)
    )
    """,
    "COMMENT ON TABLE boat_owners IS 'who owns a boat together, and who of them answers for it'",
    "CREATE UNIQUE INDEX boat_owners_one_answers ON boat_owners (boat_id) WHERE answers",
)

APPLICATIONS = (
    """
    ALTER TABLE applications
        ADD COLUMN person_id uuid REFERENCES people,
        ADD COLUMN claimed_at timestamptz,
        ADD COLUMN confirmed_at timestamptz,
        ADD COLUMN erased_at timestamptz,
        ALTER COLUMN edit_token_hash DROP NOT NULL,
        ADD CONSTRAINT applications_one_way_in CHECK (person_id IS NULL OR edit_token_hash IS NULL),
        ADD CONSTRAINT applications_claimed_by_a_person CHECK (claimed_at IS NULL OR person_id IS NOT NULL),
        ADD CONSTRAINT applications_nothing_left_when_erased CHECK (CASE WHEN erased_at IS NULL
            THEN num_nonnulls(person_id, edit_token_hash) = 1
            ELSE num_nonnulls(person_id, edit_token_hash, boat_registration, boat_name) = 0
                AND NOT accessibility_required END)
    """,
    "COMMENT ON COLUMN applications.person_id IS 'whose it is; null for one that was made without an account'",
    "COMMENT ON COLUMN applications.confirmed_at IS 'when it was known that the mail address is the applicant''s'",
    "COMMENT ON COLUMN applications.erased_at IS 'when all that tells of a person was taken out; the draw stands'",
    """
    ALTER TABLE applicants
        ADD COLUMN non_disclosure boolean NOT NULL DEFAULT false,
        ALTER COLUMN municipality DROP NOT NULL,
        ADD CONSTRAINT applicants_nothing_disclosed CHECK (CASE WHEN non_disclosure
            THEN num_nonnulls(address, zip_code, municipality) = 0 ELSE municipality IS NOT NULL END)
    """,
)

RETENTION = (
    """
    CREATE TABLE retention_periods (
        kind text PRIMARY KEY,
        days integer NOT NULL CONSTRAINT retention_periods_some_time CHECK (days BETWEEN 1 AND 36500),
        CONSTRAINT retention_periods_kind_known
            CHECK (kind IN ('APPLICATION', 'CERTIFICATE', 'IDEMPOTENCY_KEY', 'MAIL_CONFIRMATION', 'REPRESENTATION'))
    )
    """,
    "COMMENT ON TABLE retention_periods IS 'how many days a kind of personal record is kept after its use has ended'",
    """
    INSERT INTO retention_periods (kind, days) VALUES
        ('APPLICATION', 730), ('CERTIFICATE', 365), ('IDEMPOTENCY_KEY', 90), ('MAIL_CONFIRMATION', 7),
        ('REPRESENTATION', 365)
    """,
)

INDEXES = (
    "CREATE INDEX ON applications (person_id, submitted_at, id) WHERE person_id IS NOT NULL",
    "CREATE INDEX ON mail_confirmations (person_id)",
    "CREATE INDEX ON mail_confirmations (application_id)",
    "CREATE INDEX ON representations (person_id)",
    "CREATE INDEX ON boats (person_id)",
    "CREATE INDEX ON boats (organisation_id)",
)

PERSONAL = (
    "person_profiles",
    "person_residences",
    "mail_confirmations",
    "organisations",
    "representations",
    "boats",
    "boat_certificates",
    "boat_owners",
)

GRANTS = (
    f"GRANT SELECT, INSERT, DELETE ON {', '.join(PERSONAL)} TO ahti_app",
    """
    GRANT UPDATE (first_name, last_name, names_identified_at, address, zip_code, municipality, municipality_source,
                  municipality_on, language, phone, email, email_verified_at, birth_year, of_age_attested_on,
                  non_disclosure, modified_at)
    ON person_profiles TO ahti_app
    """,
    "GRANT UPDATE (resides, attested_on) ON person_residences TO ahti_app",
    "GRANT UPDATE (name) ON organisations TO ahti_app",
    "GRANT UPDATE (status, decided_at, reason) ON representations TO ahti_app",
    """
    GRANT UPDATE (boat_type_id, registration, country, name, beam_mm, length_mm, draught_mm, height_mm, mass_kg,
                  propulsion, hull_material, engine_kw, title, title_since, modified_at)
    ON boats TO ahti_app
    """,
    """
    GRANT UPDATE (person_id, claimed_at, confirmed_at, erased_at, reference, edit_token_hash)
    ON applications TO ahti_app
    """,
    "GRANT DELETE ON applicants, idempotency_keys TO ahti_app",
    "GRANT SELECT ON retention_periods TO ahti_app",
    "GRANT UPDATE (days) ON retention_periods TO ahti_app",
)

OWN = "acting_as_staff() OR person_id = acting_person()"
OWN_BOAT = f"{OWN} OR organisation_id = ANY(acting_organisations())"

ROW_SECURITY = (
    *(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in PERSONAL),
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in PERSONAL),
    f"CREATE POLICY profiles_are_seen ON person_profiles FOR SELECT USING ({OWN} OR acting_as_city())",
    f"CREATE POLICY profiles_are_begun ON person_profiles FOR INSERT WITH CHECK ({OWN})",
    f"CREATE POLICY profiles_are_changed ON person_profiles FOR UPDATE USING ({OWN} OR acting_as_city())",
    "CREATE POLICY profiles_are_erased ON person_profiles FOR DELETE USING (acting_as_staff())",
    f"CREATE POLICY residences_are_seen ON person_residences FOR SELECT USING ({OWN} OR acting_as_city())",
    "CREATE POLICY residences_are_attested ON person_residences USING (acting_as_staff() OR acting_as_city())",
    """
    CREATE POLICY confirmations_are_followed ON mail_confirmations
    USING (acting_as_staff() OR token_hash = presented_capability())
    """,
    """
    CREATE POLICY confirmations_are_asked_for ON mail_confirmations FOR INSERT
    WITH CHECK (acting_as_staff() OR person_id = acting_person()
                OR EXISTS (SELECT FROM applications WHERE id = application_id))
    """,
    """
    CREATE POLICY organisations_are_seen ON organisations FOR SELECT
    USING (acting_as_staff() OR acting_as_city() OR EXISTS (
        SELECT FROM representations WHERE organisation_id = organisations.id AND person_id = acting_person()
    ))
    """,
    "CREATE POLICY organisations_come_by_the_system ON organisations FOR INSERT WITH CHECK (acting_as_staff())",
    """
    CREATE POLICY organisations_are_named_by_the_city ON organisations FOR UPDATE
    USING (acting_as_staff() OR acting_as_city())
    """,
    "CREATE POLICY organisations_go_by_the_system ON organisations FOR DELETE USING (acting_as_staff())",
    f"CREATE POLICY representations_are_seen ON representations FOR SELECT USING ({OWN} OR acting_as_city())",
    """
    CREATE POLICY representations_are_claimed ON representations FOR INSERT
    WITH CHECK (acting_as_staff() OR person_id = acting_person() AND status = 'CLAIMED')
    """,
    """
    CREATE POLICY representations_are_decided ON representations FOR UPDATE
    USING (acting_as_staff() OR acting_as_city())
    """,
    "CREATE POLICY representations_go_by_the_system ON representations FOR DELETE USING (acting_as_staff())",
    f"CREATE POLICY boats_are_seen ON boats FOR SELECT USING ({OWN_BOAT} OR acting_as_city())",
    *(
        f"CREATE POLICY boats_{command.lower()} ON boats FOR {command} {clause} ({OWN_BOAT})"
        for command, clause in (("INSERT", "WITH CHECK"), ("UPDATE", "USING"), ("DELETE", "USING"))
    ),
    *(
        f"""
        CREATE POLICY {table}_as_the_boat ON {table} FOR SELECT
        USING (acting_as_staff() OR EXISTS (SELECT FROM boats WHERE id = boat_id))
        """
        for table in ("boat_certificates", "boat_owners")
    ),
    *(
        f"""
        CREATE POLICY {table}_by_the_owner ON {table}
        USING (acting_as_staff() OR EXISTS (SELECT FROM boats WHERE id = boat_id AND ({OWN_BOAT})))
        """
        for table in ("boat_certificates", "boat_owners")
    ),
    # An application belongs to a person, or to whoever holds its capability.
    "DROP POLICY applications_of_staff_or_of_the_capability ON applications",
    """
    CREATE POLICY applications_of_their_person ON applications
    USING (acting_as_staff() OR person_id = acting_person() OR edit_token_hash = presented_capability())
    """,
    *(
        statement
        for table in ("applicants", "application_choices")
        for statement in (
            f"DROP POLICY {table}_insert ON {table}",
            f"""
            CREATE POLICY {table}_insert ON {table} FOR INSERT
            WITH CHECK (acting_as_staff() OR presented_capability() IS NOT NULL OR acting_person() IS NOT NULL)
            """,
        )
    ),
)


def upgrade() -> None:
    for statement in (
        *(*PROFILES, *ORGANISATIONS, *BOATS, *APPLICATIONS, *RETENTION),
        *(*INDEXES, *GRANTS, *ROW_SECURITY),
    ):
        op.execute(statement)


WALLS_AS_BEFORE = (
    "DROP POLICY applications_of_their_person ON applications",
    """
    CREATE POLICY applications_of_staff_or_of_the_capability ON applications
    USING (acting_as_staff() OR edit_token_hash = presented_capability())
    """,
    *(
        statement
        for table in ("applicants", "application_choices")
        for statement in (
            f"DROP POLICY {table}_insert ON {table}",
            f"""
            CREATE POLICY {table}_insert ON {table} FOR INSERT
            WITH CHECK (acting_as_staff() OR presented_capability() IS NOT NULL)
            """,
        )
    ),
    "REVOKE DELETE ON applicants, idempotency_keys FROM ahti_app",
    "REVOKE UPDATE (reference, edit_token_hash) ON applications FROM ahti_app",
)

# Going back there is no room for what was erased or may not be disclosed, nor for an application that has no token.
APPLICATIONS_AS_BEFORE = (
    "SELECT set_config('ahti.act', 'staff', true)",
    """
    ALTER TABLE applications
        DROP CONSTRAINT applications_one_way_in,
        DROP CONSTRAINT applications_nothing_left_when_erased,
        DROP CONSTRAINT applications_claimed_by_a_person
    """,
    "ALTER TABLE applicants DROP CONSTRAINT applicants_nothing_disclosed",
    "UPDATE applications SET edit_token_hash = sha256(id::text::bytea) WHERE edit_token_hash IS NULL",
    "UPDATE applicants SET municipality = 'unknown' WHERE municipality IS NULL",
    """
    ALTER TABLE applicants
        DROP COLUMN non_disclosure,
        ALTER COLUMN municipality SET NOT NULL
    """,
    """
    ALTER TABLE applications
        DROP COLUMN person_id, DROP COLUMN claimed_at, DROP COLUMN confirmed_at, DROP COLUMN erased_at,
        ALTER COLUMN edit_token_hash SET NOT NULL
    """,
)


def downgrade() -> None:
    for statement in WALLS_AS_BEFORE:
        op.execute(statement)
    op.execute("DROP TRIGGER people_begin_profile ON people")
    op.execute("DROP FUNCTION begin_profile()")
    op.execute("DROP TABLE mail_confirmations, boat_owners, boat_certificates, boats")
    op.execute("DROP FUNCTION acting_organisations()")
    op.execute("DROP TABLE retention_periods, representations, organisations, person_residences, person_profiles")
    op.execute("DROP FUNCTION keep_vouched()")
    for statement in APPLICATIONS_AS_BEFORE:
        op.execute(statement)
