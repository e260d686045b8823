"""Applications: drafts, exchanges, paper, organisations, duplicates, history."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# Of boats and people the same thing is written in several ways: what is compared is the letters and digits alone.
COLUMNS = (
    """
    ALTER TABLE applications
        ADD COLUMN mode text NOT NULL DEFAULT 'NEW',
        ADD COLUMN lease_id uuid REFERENCES leases,
        ADD COLUMN organisation_id uuid REFERENCES organisations,
        ADD COLUMN boat_id uuid REFERENCES boats ON DELETE SET NULL,
        ADD COLUMN channel text NOT NULL DEFAULT 'ONLINE',
        ADD COLUMN entered_by uuid REFERENCES people,
        ADD COLUMN carried_from uuid CONSTRAINT applications_carried_once UNIQUE REFERENCES applications,
        ADD COLUMN waiting_since timestamptz,
        ADD COLUMN class_reason text,
        ADD COLUMN class_set_by uuid REFERENCES people,
        ADD COLUMN class_set_at timestamptz,
        ADD COLUMN consents jsonb NOT NULL DEFAULT '{}',
        ADD COLUMN registration_key text GENERATED ALWAYS AS
            (nullif(upper(regexp_replace(boat_registration, '[^[:alnum:]]', '', 'g')), '')) STORED
    """,
    "SELECT set_config('ahti.act', 'staff', true)",
    "UPDATE applications SET waiting_since = submitted_at",
    """
    ALTER TABLE applications
        ALTER COLUMN waiting_since SET NOT NULL,
        ADD CONSTRAINT applications_mode_known CHECK (mode IN ('NEW', 'RENEW', 'EXCHANGE')),
        ADD CONSTRAINT applications_tenants_have_a_lease
            CHECK (CASE WHEN erased_at IS NULL THEN (mode = 'NEW') = (lease_id IS NULL) ELSE lease_id IS NULL END),
        ADD CONSTRAINT applications_channel_known CHECK (channel IN ('ONLINE', 'PAPER')),
        ADD CONSTRAINT applications_paper_is_entered CHECK (channel = 'PAPER' OR entered_by IS NULL),
        ADD CONSTRAINT applications_waited_before CHECK (waiting_since <= submitted_at),
        ADD CONSTRAINT applications_class_set_with_reason
            CHECK (num_nonnulls(class_reason, class_set_at) <> 1
                   AND (class_set_by IS NULL OR class_set_at IS NOT NULL)),
        ADD CONSTRAINT applications_class_reason_length CHECK (length(class_reason) BETWEEN 1 AND 2000),
        ADD CONSTRAINT applications_consents_object CHECK (jsonb_typeof(consents) = 'object'),
        DROP CONSTRAINT applications_nothing_left_when_erased,
        ADD CONSTRAINT applications_nothing_left_when_erased CHECK (CASE WHEN erased_at IS NULL
            THEN num_nonnulls(person_id, edit_token_hash) = 1 OR channel = 'PAPER'
            ELSE num_nonnulls(person_id, edit_token_hash, organisation_id, boat_id, boat_registration, boat_name,
                              class_reason) = 0
                AND NOT accessibility_required AND consents = '{}' END)
    """,
    "COMMENT ON COLUMN applications.entered_by IS 'the clerk; null for a key of the provider, and online'",
    "COMMENT ON COLUMN applications.lease_id IS 'the place that a tenant has, who wants to keep it or to change it'",
    "COMMENT ON COLUMN applications.boat_id IS 'which of the own boats it is; dimensions are those of the day'",
    "COMMENT ON COLUMN applications.carried_from IS 'the application of the round before, which had no luck'",
    "COMMENT ON COLUMN applications.waiting_since IS 'when the first of a chain of carried applications came in'",
    "COMMENT ON COLUMN applications.class_reason IS 'why staff set the class, where the rules of the round did not'",
    "COMMENT ON COLUMN applications.consents IS 'what the applicant agreed to: its name in the rules, and when'",
    "COMMENT ON COLUMN applications.registration_key IS 'by which the boat is known again, however it is spelled'",
    """
    ALTER TABLE applicants
        ALTER COLUMN email DROP NOT NULL,
        ADD COLUMN birth_year integer,
        ADD COLUMN name_key text NOT NULL GENERATED ALWAYS AS
            (lower(regexp_replace(first_name || ' ' || last_name, '[^[:alnum:]]+', ' ', 'g'))) STORED,
        ADD COLUMN phone_key text GENERATED ALWAYS AS (right(regexp_replace(phone, '[^0-9]', '', 'g'), 9)) STORED,
        ADD CONSTRAINT applicants_birth_year_of_the_living CHECK (birth_year BETWEEN 1900 AND 2100),
        ADD CONSTRAINT applicants_can_be_reached CHECK (num_nonnulls(email, address, phone) >= 1)
    """,
    "COMMENT ON COLUMN applicants.email IS 'null only for what came on paper from people who have none'",
    "COMMENT ON COLUMN applicants.name_key IS 'by which a name is known again, however it is spelled'",
    "COMMENT ON COLUMN applicants.phone_key IS 'a number without country code and signs'",
)

# In winter a choice is an area, a section of it, or one place.
CHOICES = (
    """
    ALTER TABLE application_choices
        ADD COLUMN area_id uuid REFERENCES winter_storage_areas,
        ADD COLUMN section_id uuid REFERENCES winter_storage_sections,
        DROP CONSTRAINT application_choices_one_target,
        ADD CONSTRAINT application_choices_one_target
            CHECK (num_nonnulls(harbor_id, pier_id, area_id, section_id, place_id) = 1)
    """,
    "DROP INDEX application_choices_never_twice",
    """
    CREATE UNIQUE INDEX application_choices_never_twice
    ON application_choices (application_id, coalesce(harbor_id, pier_id, area_id, section_id, place_id))
    """,
)

TABLES = (
    """
    CREATE TABLE application_drafts (
        id              uuid PRIMARY KEY,
        round_id        uuid NOT NULL REFERENCES rounds,
        person_id       uuid REFERENCES people,
        edit_token_hash bytea,
        form            jsonb NOT NULL,
        version         integer NOT NULL DEFAULT 1 CHECK (version >= 1),
        created_at      timestamptz NOT NULL,
        edited_at       timestamptz NOT NULL,
        told_at         timestamptz,
        CONSTRAINT application_drafts_one_each UNIQUE (person_id, round_id),
        CONSTRAINT application_drafts_one_way_in CHECK (num_nonnulls(person_id, edit_token_hash) = 1),
        CONSTRAINT application_drafts_token_hashed CHECK (length(edit_token_hash) = 32),
        CONSTRAINT application_drafts_form_object CHECK (jsonb_typeof(form) = 'object')
    )
    """,
    "COMMENT ON TABLE application_drafts IS 'what is not submitted yet: it need not be whole, and takes no part'",
    "COMMENT ON COLUMN application_drafts.told_at IS 'when its author was told that the round is about to close'",
    """
    CREATE TABLE application_events (
        application_id uuid NOT NULL REFERENCES applications,
        number         integer NOT NULL CHECK (number >= 1),
        at             timestamptz NOT NULL,
        event          text NOT NULL,
        by             uuid REFERENCES people,
        actor          text NOT NULL,
        details        jsonb NOT NULL DEFAULT '{}',
        PRIMARY KEY (application_id, number),
        CONSTRAINT application_events_known CHECK (event IN
            ('SUBMITTED', 'ENTERED', 'CARRIED', 'EDITED', 'CLAIMED', 'CLASS_SET', 'DUPLICATE_RESOLVED', 'ASKED',
             'WITHDRAWN', 'DECLINED', 'NOT_CARRIED')),
        CONSTRAINT application_events_actor_known CHECK (actor IN ('APPLICANT', 'STAFF', 'SYSTEM')),
        CONSTRAINT application_events_details_object CHECK (jsonb_typeof(details) = 'object')
    )
    """,
    "COMMENT ON TABLE application_events IS 'the history of an application, in order of number'",
    "COMMENT ON COLUMN application_events.by IS 'who did it; null for who has no account, and for the system'",
    """
    CREATE TABLE application_duplicates (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        round_id   uuid NOT NULL REFERENCES rounds,
        first_id   uuid NOT NULL REFERENCES applications,
        second_id  uuid NOT NULL REFERENCES applications,
        ground     text NOT NULL,
        status     text NOT NULL DEFAULT 'OPEN',
        found_at   timestamptz NOT NULL,
        decided_by uuid REFERENCES people,
        decided_at timestamptz,
        reason     text,
        CONSTRAINT application_duplicates_pair_in_order CHECK (first_id < second_id),
        CONSTRAINT application_duplicates_once UNIQUE (first_id, second_id, ground),
        CONSTRAINT application_duplicates_ground_known CHECK (ground IN ('PERSON', 'BOAT')),
        CONSTRAINT application_duplicates_status_known CHECK (status IN ('OPEN', 'NOT_THE_SAME', 'MERGED')),
        CONSTRAINT application_duplicates_decided_has_time CHECK ((status = 'OPEN') = (decided_at IS NULL)),
        CONSTRAINT application_duplicates_told_apart_with_reason
            CHECK (status <> 'NOT_THE_SAME' OR reason IS NOT NULL),
        CONSTRAINT application_duplicates_reason_length CHECK (length(reason) BETWEEN 1 AND 2000)
    )
    """,
    "COMMENT ON TABLE application_duplicates IS 'two applications of one person or for one boat: one ticket is enough'",
    "COMMENT ON COLUMN application_duplicates.decided_by IS 'null for a key, and where the applicant took one back'",
)

# Two applications that come in at once do not see each other: each takes the locks of all by which it can be known,
# in one order, and looks only then. Whoever has to wait sees what the other has committed.
DUPLICATES = (
    """
    CREATE FUNCTION duplicates_of(application uuid) RETURNS TABLE (other_id uuid, ground text)
    STABLE LANGUAGE sql AS $$
        WITH one AS MATERIALIZED (
            SELECT own.id, own.round_id, own.person_id, own.organisation_id, own.boat_id, own.registration_key,
                   own.mode, who.name_key, lower(who.email) AS email, who.phone_key, who.birth_year
            FROM applications AS own JOIN applicants AS who ON who.application_id = own.id
            WHERE own.id = application AND own.status = 'SUBMITTED'
        )
        SELECT other.id, 'PERSON'
        FROM one JOIN applications AS other ON other.round_id = one.round_id AND other.person_id = one.person_id
        WHERE other.id <> one.id AND other.status = 'SUBMITTED' AND 'RENEW' NOT IN (one.mode, other.mode)
        AND one.organisation_id IS NULL AND other.organisation_id IS NULL
        UNION
        SELECT other.id, 'PERSON'
        FROM one
        JOIN applicants AS who ON who.name_key = one.name_key
             AND (lower(who.email) = one.email OR who.phone_key = one.phone_key OR who.birth_year = one.birth_year)
        JOIN applications AS other ON other.id = who.application_id AND other.round_id = one.round_id
        WHERE other.id <> one.id AND other.status = 'SUBMITTED' AND 'RENEW' NOT IN (one.mode, other.mode)
        AND one.organisation_id IS NULL AND other.organisation_id IS NULL
        UNION
        SELECT other.id, 'PERSON'
        FROM one
        JOIN applications AS other ON other.round_id = one.round_id AND other.organisation_id = one.organisation_id
        WHERE other.id <> one.id AND other.status = 'SUBMITTED' AND 'RENEW' NOT IN (one.mode, other.mode)
        AND coalesce(other.registration_key = one.registration_key, other.boat_id = one.boat_id, true)
        UNION
        SELECT other.id, 'BOAT'
        FROM one
        JOIN applications AS other ON other.round_id = one.round_id AND other.registration_key = one.registration_key
        WHERE other.id <> one.id AND other.status = 'SUBMITTED'
        UNION
        SELECT other.id, 'BOAT'
        FROM one JOIN applications AS other ON other.boat_id = one.boat_id AND other.round_id = one.round_id
        WHERE other.id <> one.id AND other.status = 'SUBMITTED'
    $$
    """,
    "COMMENT ON FUNCTION duplicates_of IS 'what else stands in the round for the same person or boat, and why so'",
    """
    CREATE FUNCTION lock_who_and_what(application uuid) RETURNS void LANGUAGE sql AS $$
        SELECT pg_advisory_xact_lock(key) FROM (
            SELECT DISTINCT hashtextextended(concat_ws(' ', 'ahti.duplicates', own.round_id, known.word), 0) AS key
            FROM applications AS own JOIN applicants AS who ON who.application_id = own.id
            CROSS JOIN LATERAL (VALUES
                ('person ' || own.person_id), ('name ' || who.name_key), ('organisation ' || own.organisation_id),
                ('boat ' || own.boat_id), ('registration ' || own.registration_key)) AS known (word)
            WHERE own.id = application AND known.word IS NOT NULL
            ORDER BY key
        ) AS keys
    $$
    """,
    "COMMENT ON FUNCTION lock_who_and_what IS 'lets nobody else in who could be the same, until the transaction ends'",
    """
    CREATE FUNCTION note_duplicates() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
    DECLARE
        act text := current_setting('ahti.act', true);
        as_of timestamptz := greatest(NEW.submitted_at, NEW.edited_at, NEW.claimed_at, NEW.withdrawn_at);
    BEGIN
        PERFORM set_config('ahti.act', 'staff', true);
        IF NEW.status <> 'SUBMITTED' THEN
            UPDATE application_duplicates SET status = 'MERGED', decided_at = as_of
            WHERE NEW.id IN (first_id, second_id) AND status = 'OPEN';
        ELSE
            PERFORM lock_who_and_what(NEW.id);
            IF TG_OP = 'UPDATE' THEN
                DELETE FROM application_duplicates AS pair
                WHERE NEW.id IN (first_id, second_id) AND status = 'OPEN'
                AND NOT EXISTS (SELECT FROM duplicates_of(NEW.id) AS still
                                WHERE still.other_id IN (first_id, second_id) AND still.ground = pair.ground);
            END IF;
            INSERT INTO application_duplicates (round_id, first_id, second_id, ground, found_at)
            SELECT NEW.round_id, least(NEW.id, other_id), greatest(NEW.id, other_id), ground, as_of
            FROM duplicates_of(NEW.id)
            ON CONFLICT DO NOTHING;
        END IF;
        PERFORM set_config('ahti.act', coalesce(act, ''), true);
        RETURN NULL;
    END
    $$
    """,
    "COMMENT ON FUNCTION note_duplicates IS 'an open pair is true at any time: found with what makes it, gone with it'",
    """
    CREATE TRIGGER duplicates_are_noted AFTER INSERT OR UPDATE OF status, person_id, edited_at ON applications
    FOR EACH ROW EXECUTE FUNCTION note_duplicates()
    """,
)

INDEXES = (
    "CREATE INDEX applications_of_a_round ON applications (round_id, submitted_at, id)",
    """
    CREATE INDEX applications_by_registration ON applications (round_id, registration_key)
    WHERE registration_key IS NOT NULL
    """,
    """
    CREATE INDEX applications_by_organisation ON applications (organisation_id, round_id)
    WHERE organisation_id IS NOT NULL
    """,
    "CREATE INDEX applications_by_boat ON applications (boat_id) WHERE boat_id IS NOT NULL",
    """
    CREATE UNIQUE INDEX applications_one_for_a_lease ON applications (lease_id, round_id)
    WHERE lease_id IS NOT NULL AND status = 'SUBMITTED'
    """,
    "CREATE INDEX applicants_by_name ON applicants (name_key)",
    "CREATE INDEX ON application_drafts (round_id) WHERE told_at IS NULL",
    "CREATE INDEX ON application_duplicates (round_id, status, found_at, id)",
    "CREATE INDEX ON application_duplicates (second_id)",
)

PERSONAL = ("application_drafts", "application_events", "application_duplicates")

RETENTION = (
    "ALTER TABLE retention_periods DROP CONSTRAINT retention_periods_kind_known",
    """
    ALTER TABLE retention_periods ADD CONSTRAINT retention_periods_kind_known CHECK (kind IN (
        'APPLICATION', 'CERTIFICATE', 'DRAFT', 'IDEMPOTENCY_KEY', 'LEASE', 'MAIL_CONFIRMATION', 'REPRESENTATION'))
    """,
    "INSERT INTO retention_periods (kind, days) VALUES ('DRAFT', 30)",
)

GRANTS = (
    f"GRANT SELECT, INSERT ON {', '.join(PERSONAL)} TO ahti_app",
    "GRANT DELETE ON application_drafts, application_events, application_duplicates TO ahti_app",
    "GRANT UPDATE (form, version, edited_at, told_at) ON application_drafts TO ahti_app",
    "GRANT UPDATE (status, decided_by, decided_at, reason) ON application_duplicates TO ahti_app",
    """
    GRANT UPDATE (mode, lease_id, organisation_id, boat_id, waiting_since, class_reason, class_set_by, class_set_at,
                  consents)
    ON applications TO ahti_app
    """,
    "REVOKE EXECUTE ON FUNCTION note_duplicates FROM PUBLIC",
)

OWN = """acting_as_staff() OR person_id = acting_person() OR edit_token_hash = presented_capability()
        OR organisation_id = ANY((SELECT acting_organisations())::uuid[])"""
HANDLED = "round_id = ANY(ARRAY(SELECT id FROM rounds WHERE provider_id = ANY(acting_for('CLERK'))))"

# Applicants see their own; clerks all of the rounds of their provider, where they enter what comes on paper.
ROW_SECURITY = (
    *(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in PERSONAL),
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in PERSONAL),
    "DROP POLICY applications_of_their_person ON applications",
    f"CREATE POLICY applications_are_seen ON applications FOR SELECT USING ({OWN} OR {HANDLED})",
    f"CREATE POLICY applications_are_changed ON applications FOR UPDATE USING ({OWN} OR {HANDLED})",
    f"""
    CREATE POLICY applications_come_in ON applications FOR INSERT
    WITH CHECK (
        acting_as_staff()
        OR channel = 'ONLINE' AND class_reason IS NULL
           AND (person_id = acting_person() OR edit_token_hash = presented_capability())
           AND (organisation_id IS NULL OR organisation_id = ANY((SELECT acting_organisations())::uuid[]))
        OR channel = 'PAPER' AND entered_by IS NOT DISTINCT FROM acting_person() AND {HANDLED}
    )
    """,
    """
    CREATE POLICY drafts_of_their_author ON application_drafts
    USING (acting_as_staff() OR person_id = acting_person() OR edit_token_hash = presented_capability())
    """,
    """
    CREATE POLICY events_as_the_application ON application_events FOR SELECT
    USING (acting_as_staff() OR EXISTS (SELECT FROM applications WHERE id = application_id))
    """,
    """
    CREATE POLICY events_happen ON application_events FOR INSERT
    WITH CHECK (acting_as_staff() OR presented_capability() IS NOT NULL OR acting_person() IS NOT NULL
                OR acting_for('CLERK') IS NOT NULL)
    """,
    "CREATE POLICY events_go_by_the_system ON application_events FOR DELETE USING (acting_as_staff())",
    f"CREATE POLICY duplicates_are_seen ON application_duplicates FOR SELECT USING (acting_as_staff() OR {HANDLED})",
    f"""
    CREATE POLICY duplicates_are_resolved ON application_duplicates FOR UPDATE
    USING (acting_as_staff() OR {HANDLED})
    """,
    "CREATE POLICY duplicates_come_by_the_system ON application_duplicates FOR INSERT WITH CHECK (acting_as_staff())",
    "CREATE POLICY duplicates_go_by_the_system ON application_duplicates FOR DELETE USING (acting_as_staff())",
)


def upgrade() -> None:
    for statement in (*COLUMNS, *CHOICES, *TABLES, *DUPLICATES, *INDEXES, *RETENTION, *GRANTS, *ROW_SECURITY):
        op.execute(statement)


# Going back there is no room for what came on paper from people without a mail address: it gets one that leads nowhere.
BEFORE = (
    "DELETE FROM retention_periods WHERE kind = 'DRAFT'",
    "ALTER TABLE retention_periods DROP CONSTRAINT retention_periods_kind_known",
    """
    ALTER TABLE retention_periods ADD CONSTRAINT retention_periods_kind_known CHECK (kind IN (
        'APPLICATION', 'CERTIFICATE', 'IDEMPOTENCY_KEY', 'LEASE', 'MAIL_CONFIRMATION', 'REPRESENTATION'))
    """,
    "DROP POLICY applications_are_seen ON applications",
    "DROP POLICY applications_are_changed ON applications",
    "DROP POLICY applications_come_in ON applications",
    """
    CREATE POLICY applications_of_their_person ON applications
    USING (acting_as_staff() OR person_id = acting_person() OR edit_token_hash = presented_capability())
    """,
    "DROP TRIGGER duplicates_are_noted ON applications",
    "DROP FUNCTION note_duplicates(), lock_who_and_what(uuid), duplicates_of(uuid)",
    f"DROP TABLE {', '.join(PERSONAL)}",
    "DROP INDEX applications_of_a_round",
    "SELECT set_config('ahti.act', 'staff', true)",
    "ALTER TABLE applications DROP CONSTRAINT applications_nothing_left_when_erased",
    """
    UPDATE applications SET edit_token_hash = sha256(id::text::bytea)
    WHERE erased_at IS NULL AND num_nonnulls(person_id, edit_token_hash) = 0
    """,
    """
    ALTER TABLE applications
        DROP COLUMN mode, DROP COLUMN lease_id, DROP COLUMN organisation_id, DROP COLUMN boat_id, DROP COLUMN channel,
        DROP COLUMN entered_by, DROP COLUMN carried_from, DROP COLUMN waiting_since, DROP COLUMN class_reason,
        DROP COLUMN class_set_by, DROP COLUMN class_set_at, DROP COLUMN consents, DROP COLUMN registration_key,
        ADD CONSTRAINT applications_nothing_left_when_erased CHECK (CASE WHEN erased_at IS NULL
            THEN num_nonnulls(person_id, edit_token_hash) = 1
            ELSE num_nonnulls(person_id, edit_token_hash, boat_registration, boat_name) = 0
                AND NOT accessibility_required END)
    """,
    "DROP INDEX application_choices_never_twice",
    "DELETE FROM application_choices WHERE num_nonnulls(area_id, section_id) > 0",
    """
    ALTER TABLE application_choices
        DROP COLUMN area_id, DROP COLUMN section_id,
        ADD CONSTRAINT application_choices_one_target CHECK (num_nonnulls(harbor_id, pier_id, place_id) = 1)
    """,
    """
    CREATE UNIQUE INDEX application_choices_never_twice
    ON application_choices (application_id, coalesce(harbor_id, pier_id, place_id))
    """,
    "ALTER TABLE applicants DROP CONSTRAINT applicants_can_be_reached",
    "COMMENT ON COLUMN applicants.email IS NULL",
    "UPDATE applicants SET email = 'nobody@invalid' WHERE email IS NULL",
    """
    ALTER TABLE applicants
        DROP COLUMN name_key, DROP COLUMN phone_key, DROP COLUMN birth_year, ALTER COLUMN email SET NOT NULL
    """,
)


def downgrade() -> None:
    for statement in BEFORE:
        op.execute(statement)
