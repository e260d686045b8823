"""How providers join, who acts for them, and what they show beside their resources: images, hours, policies."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ROLE = "CHECK (role IN ('VIEWER', 'CLERK', 'MANAGER', 'OWNER'))"
HOUR = "([01][0-9]|2[0-3]):[0-5][0-9]"
# What is shown of a thing of the catalogue: which thing, and whose it is.
SUBJECT = """
    subject_type text NOT NULL,
    subject_id   uuid NOT NULL,
    provider_id  uuid NOT NULL REFERENCES providers
"""

PROVIDERS = (
    "ALTER TABLE providers ADD COLUMN verified_at timestamptz",
    "COMMENT ON COLUMN providers.verified_at IS 'when the city, or a strong identification, vouched for it'",
    """
    CREATE UNIQUE INDEX providers_business_id_unique ON providers (business_id)
    WHERE business_id IS NOT NULL AND retired_at IS NULL
    """,
)

SIGN_UPS = (
    """
    CREATE TABLE provider_sign_ups (
        id          uuid PRIMARY KEY,
        person_id   uuid NOT NULL REFERENCES people,
        kind        text NOT NULL,
        name_fi     text,
        name_sv     text,
        name_en     text,
        business_id text,
        email       text NOT NULL,
        phone       text,
        www_url     text,
        description text,
        language    text NOT NULL,
        assured     boolean NOT NULL,
        state       text NOT NULL,
        received_at timestamptz NOT NULL,
        decided_at  timestamptz,
        decided_by  uuid REFERENCES people,
        reason      text,
        provider_id uuid CONSTRAINT provider_sign_ups_provider_once UNIQUE REFERENCES providers,
        CONSTRAINT provider_sign_ups_kind_known CHECK (kind IN ('COMPANY', 'CLUB', 'PRIVATE_PERSON')),
        CONSTRAINT provider_sign_ups_state_known CHECK (state IN ('RECEIVED', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
        CONSTRAINT provider_sign_ups_named CHECK (coalesce(name_fi, name_en, name_sv) IS NOT NULL),
        CONSTRAINT provider_sign_ups_business_id_spelled CHECK (business_id ~ '^[0-9]{7}-[0-9]$'),
        CONSTRAINT provider_sign_ups_business_id_fits_kind CHECK (CASE kind
            WHEN 'COMPANY' THEN business_id IS NOT NULL
            WHEN 'PRIVATE_PERSON' THEN business_id IS NULL
            ELSE true END),
        CONSTRAINT provider_sign_ups_email_length CHECK (length(email) BETWEEN 3 AND 254),
        CONSTRAINT provider_sign_ups_phone_length CHECK (length(phone) BETWEEN 5 AND 30),
        CONSTRAINT provider_sign_ups_www_url_spelled CHECK (www_url ~ '^https?://' AND length(www_url) <= 500),
        CONSTRAINT provider_sign_ups_description_length CHECK (length(description) BETWEEN 1 AND 2000),
        CONSTRAINT provider_sign_ups_language_known CHECK (language IN ('fi', 'sv', 'en')),
        CONSTRAINT provider_sign_ups_decided_has_time CHECK ((state = 'RECEIVED') = (decided_at IS NULL)),
        CONSTRAINT provider_sign_ups_rejected_has_reason CHECK ((state = 'REJECTED') = (reason IS NOT NULL)),
        CONSTRAINT provider_sign_ups_reason_length CHECK (length(reason) BETWEEN 1 AND 2000),
        CONSTRAINT provider_sign_ups_approved_has_provider CHECK ((state = 'APPROVED') = (provider_id IS NOT NULL)),
        CONSTRAINT provider_sign_ups_decided_by_another CHECK (CASE
            WHEN state IN ('RECEIVED', 'WITHDRAWN') THEN decided_by IS NULL
            WHEN decided_by IS NULL THEN state = 'APPROVED' AND kind = 'PRIVATE_PERSON' AND assured
            ELSE decided_by <> person_id END)
    )
    """,
    "COMMENT ON TABLE provider_sign_ups IS 'who wants to list resources here, and what was decided'",
    "COMMENT ON COLUMN provider_sign_ups.assured IS 'whether the person was strongly identified at the sign-up'",
    """
    CREATE UNIQUE INDEX provider_sign_ups_one_waiting ON provider_sign_ups (person_id) WHERE state = 'RECEIVED'
    """,
    """
    CREATE UNIQUE INDEX provider_sign_ups_business_id_once ON provider_sign_ups (business_id)
    WHERE state = 'RECEIVED' AND business_id IS NOT NULL
    """,
    """
    CREATE UNIQUE INDEX provider_sign_ups_one_as_private_person ON provider_sign_ups (person_id)
    WHERE state = 'APPROVED' AND kind = 'PRIVATE_PERSON'
    """,
    "CREATE INDEX ON provider_sign_ups (state, received_at, id)",
    "CREATE INDEX ON provider_sign_ups (person_id, received_at, id)",
)

# The last owner of a provider stays: of two who leave at once, the second waits for the first and sees that it is gone.
# Whoever leaves does not see the others any more, so the count is the system's.
MEMBERS = (
    "ALTER TABLE provider_members ADD COLUMN name text "
    "CONSTRAINT provider_members_name_length CHECK (length(name) BETWEEN 1 AND 201)",
    "COMMENT ON COLUMN provider_members.name IS 'the name under which the others see the member'",
    "ALTER TABLE provider_members ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid() "
    "CONSTRAINT provider_members_id_unique UNIQUE",
    """
    CREATE FUNCTION provider_keeps_an_owner() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        acting text := coalesce(current_setting('ahti.act', true), '');
        kept boolean;
    BEGIN
        PERFORM FROM providers WHERE id = OLD.provider_id FOR NO KEY UPDATE;
        PERFORM set_config('ahti.act', 'staff', true);
        kept := EXISTS (SELECT FROM provider_members WHERE provider_id = OLD.provider_id AND role = 'OWNER');
        PERFORM set_config('ahti.act', acting, true);
        IF NOT kept THEN
            RAISE EXCEPTION 'provider % would be without an owner', OLD.provider_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'provider_members_keep_an_owner';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER provider_members_keep_an_owner AFTER UPDATE OR DELETE ON provider_members
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.role = 'OWNER') EXECUTE FUNCTION provider_keeps_an_owner()
    """,
    f"""
    CREATE TABLE provider_invitations (
        id          uuid PRIMARY KEY,
        provider_id uuid NOT NULL REFERENCES providers,
        email       text NOT NULL,
        role        text NOT NULL CONSTRAINT provider_invitations_role_known {ROLE},
        language    text NOT NULL,
        token_hash  bytea NOT NULL CONSTRAINT provider_invitations_token_unique UNIQUE,
        invited_by  uuid NOT NULL REFERENCES people,
        state       text NOT NULL,
        created_at  timestamptz NOT NULL,
        expires_at  timestamptz NOT NULL,
        answered_at timestamptz,
        accepted_by uuid REFERENCES people,
        CONSTRAINT provider_invitations_email_length CHECK (length(email) BETWEEN 3 AND 254),
        CONSTRAINT provider_invitations_language_known CHECK (language IN ('fi', 'sv', 'en')),
        CONSTRAINT provider_invitations_token_hashed CHECK (length(token_hash) = 32),
        CONSTRAINT provider_invitations_state_known CHECK (state IN ('OPEN', 'ACCEPTED', 'WITHDRAWN')),
        CONSTRAINT provider_invitations_expire_later CHECK (created_at < expires_at),
        CONSTRAINT provider_invitations_answered_has_time CHECK ((state = 'OPEN') = (answered_at IS NULL)),
        CONSTRAINT provider_invitations_accepted_by_somebody CHECK ((state = 'ACCEPTED') = (accepted_by IS NOT NULL)),
        CONSTRAINT provider_invitations_accepted_in_time CHECK (state <> 'ACCEPTED' OR answered_at < expires_at)
    )
    """,
    "COMMENT ON TABLE provider_invitations IS 'who was asked by mail to act for a provider; the token is not kept'",
    "CREATE INDEX ON provider_invitations (provider_id, created_at, id)",
)

IMAGES = (
    """
    CREATE TABLE images (
        id           uuid PRIMARY KEY,
        hash         text NOT NULL CONSTRAINT images_hash_spelled CHECK (hash ~ '^[0-9a-f]{64}$'),
        width        integer NOT NULL CHECK (width BETWEEN 1 AND 4096),
        height       integer NOT NULL CHECK (height BETWEEN 1 AND 4096),
        small_width  integer NOT NULL CHECK (small_width BETWEEN 1 AND width),
        small_height integer NOT NULL CHECK (small_height BETWEEN 1 AND height),
        content      bytea STORAGE EXTERNAL NOT NULL,
        small        bytea STORAGE EXTERNAL NOT NULL,
        uploaded_by  uuid NOT NULL REFERENCES people,
        created_at   timestamptz NOT NULL,
        CONSTRAINT images_shown_unique UNIQUE (id, hash)
    )
    """,
    "COMMENT ON TABLE images IS 'pictures in two sizes, as WebP without anything beside the picture'",
    "COMMENT ON COLUMN images.hash IS 'SHA-256 of content: the name under which the picture is served'",
    "CREATE INDEX ON images (hash)",
    "CREATE INDEX ON images (uploaded_by, created_at)",
    f"""
    CREATE TABLE image_attachments (
        id           uuid PRIMARY KEY,
        image_id     uuid NOT NULL CONSTRAINT image_attachments_image_once UNIQUE,
        hash         text NOT NULL,
        width        integer NOT NULL,
        height       integer NOT NULL,
        small_width  integer NOT NULL,
        small_height integer NOT NULL,
        {SUBJECT},
        licence      text NOT NULL,
        author       text NOT NULL,
        caption_fi   text,
        caption_sv   text,
        caption_en   text,
        created_at   timestamptz NOT NULL,
        CONSTRAINT image_attachments_show_their_image FOREIGN KEY (image_id, hash) REFERENCES images (id, hash),
        CONSTRAINT image_attachments_subject_known CHECK (
            subject_type IN ('PROVIDER', 'HARBOR', 'PIER', 'PLACE', 'WINTER_STORAGE_AREA', 'SERVICE')),
        CONSTRAINT image_attachments_licence_known CHECK (licence IN
            ('CC0-1.0', 'CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-ND-4.0', 'CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0')),
        CONSTRAINT image_attachments_author_length CHECK (length(author) BETWEEN 1 AND 200),
        CONSTRAINT image_attachments_captions_length CHECK (
            length(caption_fi) BETWEEN 1 AND 500 AND length(caption_sv) BETWEEN 1 AND 500
            AND length(caption_en) BETWEEN 1 AND 500)
    )
    """,
    "COMMENT ON TABLE image_attachments IS 'which picture is shown of what, by whom it was taken, under which licence'",
    "CREATE INDEX ON image_attachments (subject_id, created_at, id)",
)

HOURS = (
    f"""
    CREATE TABLE opening_hours (
        id        uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        {SUBJECT},
        weekday   text,
        first_day date,
        last_day  date,
        day       date,
        opens     text,
        closes    text,
        CONSTRAINT opening_hours_subject_known CHECK (subject_type IN ('PROVIDER', 'HARBOR', 'SERVICE')),
        CONSTRAINT opening_hours_weekday_known CHECK (weekday IN
            ('MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY')),
        CONSTRAINT opening_hours_weekly_or_of_a_day CHECK (
            num_nonnulls(weekday, day) = 1 AND (day IS NULL OR num_nonnulls(first_day, last_day) = 0)),
        CONSTRAINT opening_hours_season_in_order CHECK (
            num_nonnulls(first_day, last_day) IN (0, 2) AND first_day <= last_day),
        CONSTRAINT opening_hours_spelled CHECK (
            opens ~ '^{HOUR}$' AND closes ~ '^({HOUR}|24:00)$' AND opens <> closes),
        CONSTRAINT opening_hours_closed_on_a_day CHECK (
            num_nonnulls(opens, closes) IN (0, 2) AND (opens IS NOT NULL OR day IS NOT NULL)),
        CONSTRAINT opening_hours_once UNIQUE NULLS NOT DISTINCT (subject_id, weekday, first_day, last_day, day, opens)
    )
    """,
    "COMMENT ON TABLE opening_hours IS 'weekly hours, within a season where one is told, and days that are exceptions'",
    "COMMENT ON COLUMN opening_hours.closes IS 'not later than opens: on the next day'",
    "COMMENT ON COLUMN opening_hours.opens IS 'null: closed, on a day that is an exception'",
)

POLICIES = (
    f"""
    CREATE TABLE provider_policies (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        {SUBJECT},
        kind       text NOT NULL,
        title_fi   text,
        title_sv   text,
        title_en   text,
        url        text NOT NULL,
        valid_from date NOT NULL,
        CONSTRAINT provider_policies_subject_known CHECK (
            subject_type IN ('PROVIDER', 'HARBOR', 'WINTER_STORAGE_AREA', 'SERVICE')),
        CONSTRAINT provider_policies_kind_known CHECK (
            kind IN ('TERMS', 'CANCELLATION', 'PRIVACY', 'PRICES', 'ACCESSIBILITY', 'RULES')),
        CONSTRAINT provider_policies_titled CHECK (coalesce(title_fi, title_en, title_sv) IS NOT NULL),
        CONSTRAINT provider_policies_titles_length CHECK (
            length(title_fi) BETWEEN 1 AND 200 AND length(title_sv) BETWEEN 1 AND 200
            AND length(title_en) BETWEEN 1 AND 200),
        CONSTRAINT provider_policies_url_spelled CHECK (url ~ '^https://' AND length(url) <= 500),
        CONSTRAINT provider_policies_once UNIQUE (subject_id, kind, valid_from)
    )
    """,
    "COMMENT ON TABLE provider_policies IS 'rules and terms by reference: what they are called and where they stand'",
)

PERSONAL = ("provider_sign_ups", "provider_invitations")
SHOWN = ("image_attachments", "opening_hours", "provider_policies")

GRANTS = (
    f"GRANT SELECT, INSERT ON {', '.join(PERSONAL)} TO ahti_app",
    "GRANT UPDATE (state, decided_at, decided_by, reason, provider_id) ON provider_sign_ups TO ahti_app",
    "GRANT UPDATE (state, answered_at, accepted_by) ON provider_invitations TO ahti_app",
    "GRANT UPDATE (name) ON provider_members TO ahti_app",
    "GRANT DELETE ON provider_sign_ups, provider_invitations TO ahti_app",
    "GRANT SELECT, INSERT, DELETE ON images TO ahti_app",
    "GRANT SELECT (id, hash, width, small_width, content, small) ON images TO ahti_read",
    f"GRANT SELECT, INSERT, DELETE ON {', '.join(SHOWN)} TO ahti_app",
    f"GRANT SELECT ON {', '.join(SHOWN)} TO ahti_read",
)

# Managers make and change members, but owners only owners.
MAY_HAVE = "acting_as_staff() OR provider_id = ANY(acting_for(CASE role WHEN 'OWNER' THEN 'OWNER' ELSE 'MANAGER' END))"
MEMBERS_OF_OLD = ("managers_add_members", "managers_change_members", "members_leave_or_are_removed")

ROW_SECURITY = (
    *(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in (*PERSONAL, *SHOWN)),
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in PERSONAL),
    """
    CREATE POLICY sign_ups_of_the_person_and_for_the_city ON provider_sign_ups FOR SELECT
    USING (acting_as_staff() OR person_id = acting_person() OR acting_as_city())
    """,
    """
    CREATE POLICY people_sign_up_themselves ON provider_sign_ups FOR INSERT
    WITH CHECK (acting_as_staff() OR person_id = acting_person() AND state = 'RECEIVED')
    """,
    """
    CREATE POLICY what_waits_is_decided_or_withdrawn ON provider_sign_ups FOR UPDATE
    USING (state = 'RECEIVED' AND (acting_as_staff() OR acting_as_city() OR person_id = acting_person()))
    WITH CHECK (acting_as_staff() OR acting_as_city() AND state IN ('APPROVED', 'REJECTED')
                OR person_id = acting_person() AND state = 'WITHDRAWN')
    """,
    "CREATE POLICY sign_ups_are_erased ON provider_sign_ups FOR DELETE USING (acting_as_staff())",
    "CREATE POLICY invitations_are_erased ON provider_invitations FOR DELETE USING (acting_as_staff())",
    *(f"DROP POLICY {policy} ON provider_members" for policy in MEMBERS_OF_OLD),
    f"CREATE POLICY managers_add_members ON provider_members FOR INSERT WITH CHECK ({MAY_HAVE})",
    f"CREATE POLICY managers_change_members ON provider_members FOR UPDATE USING ({MAY_HAVE})",
    f"""
    CREATE POLICY members_leave_or_are_removed ON provider_members FOR DELETE
    USING (person_id = acting_person() OR {MAY_HAVE})
    """,
    """
    CREATE POLICY managers_see_invitations ON provider_invitations FOR SELECT
    USING (acting_as_staff() OR provider_id = ANY(acting_for('MANAGER')))
    """,
    f"CREATE POLICY managers_invite ON provider_invitations FOR INSERT WITH CHECK ({MAY_HAVE})",
    f"""
    CREATE POLICY invitations_are_answered ON provider_invitations FOR UPDATE
    USING (state = 'OPEN' AND ({MAY_HAVE})) WITH CHECK ({MAY_HAVE})
    """,
    *(
        statement
        for table in SHOWN
        for statement in (
            f"CREATE POLICY everybody_sees_it ON {table} FOR SELECT USING (true)",
            f"CREATE POLICY clerks_show_it ON {table} FOR INSERT "
            "WITH CHECK (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))",
            f"CREATE POLICY clerks_hide_it ON {table} FOR DELETE "
            "USING (acting_as_staff() OR acting_as_city() OR provider_id = ANY(acting_for('CLERK')))",
        )
    ),
)

VERSIONS = tuple(
    f"""
    CREATE TRIGGER data_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION tell_data_version('catalogue')
    """
    for table in SHOWN
)


def upgrade() -> None:
    for statement in (
        *PROVIDERS,
        *SIGN_UPS,
        *MEMBERS,
        *IMAGES,
        *HOURS,
        *POLICIES,
        *GRANTS,
        *ROW_SECURITY,
        *VERSIONS,
    ):
        op.execute(statement)


def downgrade() -> None:
    for policy in MEMBERS_OF_OLD:
        op.execute(f"DROP POLICY {policy} ON provider_members")
    may = "acting_as_staff() OR provider_id = ANY(acting_for('MANAGER'))"
    op.execute(f"CREATE POLICY managers_add_members ON provider_members FOR INSERT WITH CHECK ({may})")
    op.execute(f"CREATE POLICY managers_change_members ON provider_members FOR UPDATE USING ({may})")
    op.execute(
        "CREATE POLICY members_leave_or_are_removed ON provider_members FOR DELETE "
        "USING (acting_as_staff() OR person_id = acting_person() OR provider_id = ANY(acting_for('MANAGER')))"
    )
    op.execute("DROP TABLE provider_policies, opening_hours, image_attachments, images, provider_invitations")
    op.execute("DROP TABLE provider_sign_ups")
    op.execute("DROP TRIGGER provider_members_keep_an_owner ON provider_members")
    op.execute("DROP FUNCTION provider_keeps_an_owner()")
    op.execute("ALTER TABLE provider_members DROP COLUMN name, DROP COLUMN id")
    op.execute("DROP INDEX providers_business_id_unique")
    op.execute("ALTER TABLE providers DROP COLUMN verified_at")
