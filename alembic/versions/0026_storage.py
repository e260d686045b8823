"""Boats that stand on unmarked ground over the winter, counted by the square metre, and stickers without gaps."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TEMPLATES = (
    "STORAGE_NOTED",
    "STORAGE_PAID",
    "STORAGE_DUE",
    "STORAGE_OVERDUE",
    "STORAGE_UNPAID",
    "STORAGE_CHANGED",
    "STORAGE_ENDED",
)
LISTED = "'" + "', '".join(TEMPLATES) + "'"


def another_set(constraint: str, change: str) -> str:
    """Another set of values for ``kind``: what is known, and what ``change`` makes of the array ``known``."""
    return f"""
    DO $$
    DECLARE
        known text[];
        kept_in text;
    BEGIN
        SELECT array_agg(named[1] ORDER BY named[1]), min(conrelid::regclass::text) INTO known, kept_in
        FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([A-Z_]+)''', 'g') AS named
        WHERE conname = '{constraint}';
        EXECUTE format('ALTER TABLE %s DROP CONSTRAINT {constraint}', kept_in);
        EXECUTE format('ALTER TABLE %s ADD CONSTRAINT {constraint} CHECK (kind IN (%s))', kept_in,
                       (SELECT string_agg(quote_literal(kind), ', ' ORDER BY kind) FROM unnest({change}) AS kind));
    END $$
    """


# On unmarked ground nobody has a spot: what stands there is counted. Such rows take no unit of the place, so that they
# are not in the state that occupancies_never_overlap looks at, but in one of their own.
OCCUPANCIES = (
    another_set("occupancies_kind_check", "known || ARRAY['STORAGE']"),
    "ALTER TABLE occupancies ADD COLUMN m2 numeric(7, 2) CONSTRAINT occupancies_m2_positive CHECK (m2 > 0)",
    "ALTER TABLE occupancies DROP CONSTRAINT occupancies_state_check",
    """
    ALTER TABLE occupancies
        ADD CONSTRAINT occupancies_state_check CHECK (state IN ('HOLDING', 'COUNTED', 'ENDED')),
        ADD CONSTRAINT occupancies_counted_by_measure CHECK (
            CASE kind WHEN 'STORAGE' THEN m2 IS NOT NULL AND state IN ('COUNTED', 'ENDED')
            ELSE m2 IS NULL AND state <> 'COUNTED' END)
    """,
    "COMMENT ON COLUMN occupancies.m2 IS 'what a boat takes of unmarked ground, where nobody has a spot'",
    "CREATE INDEX occupancies_counted ON occupancies USING gist (place_id, period) WHERE state = 'COUNTED'",
)

TERMS = (
    """
    CREATE TABLE storage_terms (
        provider_id uuid PRIMARY KEY REFERENCES providers,
        usual_m2    numeric(6, 2) NOT NULL CONSTRAINT storage_terms_usual_size CHECK (usual_m2 BETWEEN 1 AND 500),
        due_days    integer NOT NULL CONSTRAINT storage_terms_due_days CHECK (due_days BETWEEN 1 AND 365),
        remind_days integer[] NOT NULL CONSTRAINT storage_terms_remind_days
            CHECK (cardinality(remind_days) <= 10 AND 0 < ALL (remind_days) AND 365 >= ALL (remind_days)),
        regret_days integer NOT NULL CONSTRAINT storage_terms_regret_days CHECK (regret_days BETWEEN 0 AND 365),
        cradle_days integer NOT NULL CONSTRAINT storage_terms_cradle_days CHECK (cradle_days BETWEEN 0 AND 366),
        refund      text NOT NULL CONSTRAINT storage_terms_refund_known
            CHECK (refund IN ('NOTHING', 'BEFORE_START', 'BY_DAYS')),
        modified_at timestamptz NOT NULL
    )
    """,
    "COMMENT ON TABLE storage_terms IS 'on which terms a provider takes notices of boats; without any it takes none'",
    "COMMENT ON COLUMN storage_terms.usual_m2 IS 'what a boat takes: ground that nobody measured has so much for each'",
    "COMMENT ON COLUMN storage_terms.regret_days IS 'for so long after it whoever gave a notice may take it back'",
    "COMMENT ON COLUMN storage_terms.cradle_days IS 'for so long after the season cradles may stay'",
    "GRANT SELECT ON storage_terms TO ahti_read",
    "GRANT SELECT, INSERT, UPDATE ON storage_terms TO ahti_app",
    "ALTER TABLE storage_terms ENABLE ROW LEVEL SECURITY",
    "CREATE POLICY everybody_sees_terms ON storage_terms FOR SELECT USING (true)",
    """
    CREATE POLICY managers_set_terms ON storage_terms FOR INSERT
    WITH CHECK (acting_as_staff() OR provider_id = ANY(acting_for('MANAGER')))
    """,
    """
    CREATE POLICY managers_change_terms ON storage_terms FOR UPDATE
    USING (acting_as_staff() OR provider_id = ANY(acting_for('MANAGER')))
    """,
    """
    CREATE TRIGGER data_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON storage_terms
    FOR EACH STATEMENT EXECUTE FUNCTION tell_data_version('catalogue')
    """,
)

# How much there is, how much lots take of it, and how much of it is taken at the fullest instant of a period.
GROUND = (
    """
    CREATE FUNCTION ground_lots_m2(ground uuid) RETURNS numeric LANGUAGE sql STABLE AS $$
        SELECT coalesce(sum(lot.width_mm::numeric * lot.length_mm / 1000000), 0)
        FROM winter_storage_sections AS section
        JOIN places AS lot ON lot.section_id = section.id AND lot.retired_at IS NULL
        WHERE section.cut_from = ground AND section.retired_at IS NULL
    $$
    """,
    """
    CREATE FUNCTION ground_capacity_m2(ground uuid) RETURNS numeric LANGUAGE sql STABLE AS $$
        SELECT round(greatest(coalesce(place.ground_m2, place.units * terms.usual_m2) - ground_lots_m2(place.id), 0), 2)
        FROM places AS place
        LEFT JOIN storage_terms AS terms ON terms.provider_id = place.provider_id
        WHERE place.id = ground AND place.kind = 'UNMARKED_WINTER_STORAGE' AND place.retired_at IS NULL
    $$
    """,
    """
    CREATE FUNCTION ground_taken_m2(ground uuid, during tstzrange) RETURNS numeric LANGUAGE sql STABLE AS $$
        SELECT coalesce(max(level), 0)
        FROM (
            SELECT sum(change) OVER (ORDER BY at, change) AS level
            FROM occupancies AS held
            CROSS JOIN LATERAL (VALUES (greatest(lower(held.period), lower(during)), held.m2),
                                       (upper(held.period), -held.m2)) AS step (at, change)
            WHERE held.place_id = ground AND held.state = 'COUNTED' AND held.period && during
        ) AS levels
    $$
    """,
    "COMMENT ON FUNCTION ground_lots_m2 IS 'what the lots take that ground is cut into'",
    "COMMENT ON FUNCTION ground_capacity_m2 IS 'what is left for notices: as measured, or guessed by the usual size'",
    "COMMENT ON FUNCTION ground_taken_m2 IS 'what stands on ground at the fullest instant of a period'",
    """
    CREATE FUNCTION ground_is_never_overfilled() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        room numeric;
        taken numeric;
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.state = 'COUNTED' AND NEW.place_id = OLD.place_id AND NEW.m2 <= OLD.m2
            AND NEW.period <@ OLD.period THEN
            RETURN NULL;
        END IF;
        PERFORM FROM places WHERE id = NEW.place_id FOR NO KEY UPDATE;
        room := ground_capacity_m2(NEW.place_id);
        taken := ground_taken_m2(NEW.place_id, NEW.period);
        IF taken > coalesce(room, 0) THEN
            RAISE EXCEPTION '% m2 on ground % with room for %', taken, NEW.place_id, room
                USING ERRCODE = 'check_violation', CONSTRAINT = 'ground_never_overfilled';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER ground_never_overfilled AFTER INSERT OR UPDATE OF place_id, period, state, m2 ON occupancies
    FOR EACH ROW WHEN (NEW.state = 'COUNTED') EXECUTE FUNCTION ground_is_never_overfilled()
    """,
    # Lots take what is left beside the boats that stand there from the last change of the ground on, or will stand.
    """
    CREATE OR REPLACE FUNCTION require_lots_fit(ground uuid) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        there numeric;
        cut numeric;
        since timestamptz;
    BEGIN
        SELECT ground_m2, modified_at INTO there, since FROM places
        WHERE id = ground AND kind = 'UNMARKED_WINTER_STORAGE' FOR NO KEY UPDATE;
        SELECT sum(coalesce(lot.width_mm::numeric * lot.length_mm / 1000000, 'Infinity')),
               greatest(since, max(lot.modified_at))
        INTO cut, since
        FROM winter_storage_sections AS section
        JOIN places AS lot ON lot.section_id = section.id AND lot.retired_at IS NULL
        WHERE section.cut_from = ground AND section.retired_at IS NULL;
        IF cut > coalesce(there, 0) THEN
            RAISE EXCEPTION 'lots of % m2 on ground % of % m2', cut, ground, there
                USING ERRCODE = 'check_violation', CONSTRAINT = 'lots_fit_their_ground';
        END IF;
        IF cut + ground_taken_m2(ground, tstzrange(since, NULL)) > there THEN
            RAISE EXCEPTION 'lots of % m2 on ground %, where boats stand', cut, ground
                USING ERRCODE = 'check_violation', CONSTRAINT = 'lots_leave_room_for_boats';
        END IF;
    END $$
    """,
)

GROUND_BACK = (
    """
    CREATE OR REPLACE FUNCTION require_lots_fit(ground uuid) RETURNS void LANGUAGE plpgsql AS $$
    DECLARE
        there numeric;
        cut numeric;
    BEGIN
        SELECT ground_m2 INTO there FROM places
        WHERE id = ground AND kind = 'UNMARKED_WINTER_STORAGE' FOR NO KEY UPDATE;
        SELECT sum(coalesce(lot.width_mm::numeric * lot.length_mm / 1000000, 'Infinity')) INTO cut
        FROM winter_storage_sections AS section
        JOIN places AS lot ON lot.section_id = section.id AND lot.retired_at IS NULL
        WHERE section.cut_from = ground AND section.retired_at IS NULL;
        IF cut > coalesce(there, 0) THEN
            RAISE EXCEPTION 'lots of % m2 on ground % of % m2', cut, ground, there
                USING ERRCODE = 'check_violation', CONSTRAINT = 'lots_fit_their_ground';
        END IF;
    END $$
    """,
    "DROP TRIGGER ground_never_overfilled ON occupancies",
    "DROP FUNCTION ground_is_never_overfilled()",
    "DROP FUNCTION ground_taken_m2(uuid, tstzrange)",
    "DROP FUNCTION ground_capacity_m2(uuid)",
    "DROP FUNCTION ground_lots_m2(uuid)",
)

NOTICES = (
    """
    CREATE TABLE storage_notices (
        id                   uuid PRIMARY KEY,
        provider_id          uuid NOT NULL REFERENCES providers,
        place_id             uuid NOT NULL REFERENCES places,
        occupancy_id         uuid NOT NULL CONSTRAINT storage_notices_occupancy_unique UNIQUE REFERENCES occupancies,
        order_id             uuid NOT NULL CONSTRAINT storage_notices_order_unique UNIQUE REFERENCES orders,
        reference            text NOT NULL CONSTRAINT storage_notices_reference_unique UNIQUE,
        season_starts        date NOT NULL,
        season_ends          date NOT NULL,
        person_id            uuid REFERENCES people,
        organisation_id      uuid REFERENCES organisations,
        holder_name          text,
        holder_email         text,
        holder_address       text,
        holder_language      text NOT NULL,
        registration         text,
        trailer_registration text,
        beam_mm              integer NOT NULL,
        length_mm            integer NOT NULL,
        has_frame            boolean NOT NULL,
        stands               text NOT NULL,
        m2                   numeric(7, 2) NOT NULL
            GENERATED ALWAYS AS (round(beam_mm::numeric * length_mm / 1000000, 2)) STORED,
        status               text NOT NULL,
        channel              text NOT NULL,
        access_hashes        bytea[] NOT NULL,
        due_at               timestamptz NOT NULL,
        reminded_days        integer,
        created_at           timestamptz NOT NULL,
        paid_at              timestamptz,
        ended_at             timestamptz,
        end_reason           text,
        erased_at            timestamptz,
        CONSTRAINT storage_notices_reference_spelled CHECK (reference ~ '^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$'),
        CONSTRAINT storage_notices_season_in_order CHECK (season_starts <= season_ends),
        CONSTRAINT storage_notices_of_somebody CHECK (CASE WHEN erased_at IS NULL
            THEN num_nonnulls(person_id, organisation_id) <= 1 AND holder_name IS NOT NULL
            ELSE num_nonnulls(person_id, organisation_id, holder_name, holder_email, holder_address, registration,
                              trailer_registration) + cardinality(access_hashes) = 0 END),
        CONSTRAINT storage_notices_address_of_paper
            CHECK (holder_address IS NULL OR (person_id IS NULL AND channel = 'PAPER')),
        CONSTRAINT storage_notices_holder_name_length CHECK (length(holder_name) BETWEEN 1 AND 201),
        CONSTRAINT storage_notices_holder_email_length CHECK (length(holder_email) BETWEEN 3 AND 254),
        CONSTRAINT storage_notices_holder_address_length CHECK (length(holder_address) BETWEEN 1 AND 300),
        CONSTRAINT storage_notices_holder_language_known CHECK (holder_language IN ('fi', 'sv', 'en')),
        CONSTRAINT storage_notices_registration_length CHECK (length(registration) BETWEEN 2 AND 20),
        CONSTRAINT storage_notices_trailer_length CHECK (length(trailer_registration) BETWEEN 2 AND 20),
        CONSTRAINT storage_notices_trailers_are_registered CHECK (erased_at IS NOT NULL
            OR (stands = 'TRAILER') = (trailer_registration IS NOT NULL)),
        CONSTRAINT storage_notices_length_of_a_boat CHECK (length_mm BETWEEN 2000 AND 26000),
        CONSTRAINT storage_notices_beam_of_a_boat CHECK (beam_mm BETWEEN 500 AND 14000),
        CONSTRAINT storage_notices_stands_known CHECK (stands IN ('TRESTLES', 'TRAILER', 'TARP', 'CRADLE')),
        CONSTRAINT storage_notices_status_known
            CHECK (status IN ('NOTIFIED', 'OVERDUE', 'PAID', 'ENDED', 'WITHDRAWN')),
        CONSTRAINT storage_notices_channel_known CHECK (channel IN ('ONLINE', 'PAPER')),
        CONSTRAINT storage_notices_paid_has_time CHECK (status <> 'PAID' OR paid_at IS NOT NULL),
        CONSTRAINT storage_notices_ended_has_time
            CHECK ((status IN ('ENDED', 'WITHDRAWN')) = (ended_at IS NOT NULL)),
        CONSTRAINT storage_notices_end_reason_length CHECK (length(end_reason) BETWEEN 1 AND 2000),
        CONSTRAINT storage_notices_reminded_some_days_before CHECK (reminded_days > 0)
    )
    """,
    "COMMENT ON TABLE storage_notices IS 'a boat that was brought to unmarked ground; the occupancy counts it'",
    "COMMENT ON COLUMN storage_notices.holder_address IS 'where a sticker is posted, of paper; an account has its own'",
    "COMMENT ON COLUMN storage_notices.has_frame IS 'whether the measures are those of a frame for the cover'",
    "COMMENT ON COLUMN storage_notices.access_hashes IS 'of the capabilities in the links that the holder was sent'",
    "COMMENT ON COLUMN storage_notices.due_at IS 'from when it is overdue; nothing is freed by itself'",
    """
    CREATE TABLE storage_differences (
        order_id  uuid PRIMARY KEY REFERENCES orders,
        notice_id uuid NOT NULL REFERENCES storage_notices
    )
    """,
    "COMMENT ON TABLE storage_differences IS 'orders for what a boat takes more than was paid for'",
    """
    CREATE FUNCTION notice_keeps_to_its_ground() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (NEW.place_id, NEW.m2) IS DISTINCT FROM (SELECT (place_id, m2) FROM occupancies WHERE id = NEW.occupancy_id)
            OR NEW.provider_id IS DISTINCT FROM (SELECT provider_id FROM places WHERE id = NEW.place_id) THEN
            RAISE EXCEPTION 'notice % speaks of other ground', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'storage_notices_keep_to_their_ground';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER storage_notices_keep_to_their_ground
    AFTER INSERT OR UPDATE OF beam_mm, length_mm ON storage_notices DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION notice_keeps_to_its_ground()
    """,
)

STICKERS = (
    """
    CREATE TABLE sticker_kinds (
        provider_id uuid NOT NULL REFERENCES providers,
        kind        text NOT NULL,
        PRIMARY KEY (provider_id, kind),
        CONSTRAINT sticker_kinds_known CHECK (kind IN ('BERTH', 'WINTER_STORAGE', 'UNMARKED'))
    )
    """,
    "COMMENT ON TABLE sticker_kinds IS 'which leases a provider gives stickers for'",
    """
    CREATE TABLE sticker_counters (
        provider_id   uuid NOT NULL REFERENCES providers,
        kind          text NOT NULL,
        season_starts date NOT NULL,
        last          integer NOT NULL CONSTRAINT sticker_counters_count CHECK (last >= 1),
        PRIMARY KEY (provider_id, kind, season_starts)
    )
    """,
    "COMMENT ON TABLE sticker_counters IS 'the last number; who takes the next holds the row until the end'",
    """
    CREATE TABLE stickers (
        id            uuid PRIMARY KEY,
        provider_id   uuid NOT NULL REFERENCES providers,
        kind          text NOT NULL,
        season_starts date NOT NULL,
        number        integer NOT NULL CONSTRAINT stickers_count CHECK (number >= 1),
        number_below  integer GENERATED ALWAYS AS (nullif(number, 1) - 1) STORED,
        notice_id     uuid CONSTRAINT stickers_one_for_a_notice UNIQUE REFERENCES storage_notices,
        lease_id      uuid CONSTRAINT stickers_one_for_a_lease UNIQUE REFERENCES leases,
        by_hand       boolean NOT NULL,
        given_at      timestamptz NOT NULL,
        posted_at     timestamptz,
        CONSTRAINT stickers_number_once UNIQUE (provider_id, kind, season_starts, number),
        CONSTRAINT stickers_without_gaps FOREIGN KEY (provider_id, kind, season_starts, number_below)
            REFERENCES stickers (provider_id, kind, season_starts, number),
        CONSTRAINT stickers_kind_known CHECK (kind IN ('BERTH', 'WINTER_STORAGE', 'UNMARKED')),
        CONSTRAINT stickers_for_one_thing CHECK (num_nonnulls(notice_id, lease_id) = 1
            AND (kind = 'UNMARKED') = (notice_id IS NOT NULL))
    )
    """,
    "COMMENT ON TABLE stickers IS 'numbers to be seen on boats: of a provider, kind and season 1, 2, 3 and so on'",
    "COMMENT ON COLUMN stickers.by_hand IS 'staff gave it over the counter'",
    "COMMENT ON COLUMN stickers.posted_at IS 'null: it is still to be posted'",
)

RETENTION = (
    another_set("retention_periods_kind_known", "known || ARRAY['STORAGE_NOTICE']"),
    "INSERT INTO retention_periods (kind, days) VALUES ('STORAGE_NOTICE', 2190)",
)

INDEXES = (
    "CREATE INDEX ON storage_notices (provider_id, created_at, id)",
    "CREATE INDEX ON storage_notices (provider_id, status, created_at, id)",
    "CREATE INDEX ON storage_notices (provider_id, registration) WHERE registration IS NOT NULL",
    "CREATE INDEX ON storage_notices (provider_id, trailer_registration) WHERE trailer_registration IS NOT NULL",
    "CREATE INDEX ON storage_notices (place_id)",
    "CREATE INDEX ON storage_notices (person_id, created_at, id) WHERE person_id IS NOT NULL",
    "CREATE INDEX ON storage_notices (organisation_id) WHERE organisation_id IS NOT NULL",
    "CREATE INDEX ON storage_notices (due_at) WHERE status = 'NOTIFIED'",
    "CREATE INDEX ON storage_notices (season_ends) WHERE erased_at IS NULL",
    "CREATE INDEX ON storage_differences (notice_id)",
    "CREATE INDEX ON stickers (provider_id, given_at, id) WHERE posted_at IS NULL",
    "CREATE INDEX ON stickers (provider_id, number)",
)

GRANTS = (
    "GRANT SELECT, INSERT ON storage_notices, storage_differences, stickers TO ahti_app",
    """
    GRANT UPDATE (person_id, organisation_id, holder_name, holder_email, holder_address, registration,
                  trailer_registration, beam_mm, length_mm, has_frame, status, access_hashes, reminded_days, paid_at,
                  ended_at, end_reason, erased_at)
    ON storage_notices TO ahti_app
    """,
    "GRANT UPDATE (posted_at) ON stickers TO ahti_app",
    "GRANT SELECT, INSERT, DELETE ON sticker_kinds TO ahti_app",
    "GRANT SELECT, INSERT, UPDATE (last) ON sticker_counters TO ahti_app",
)

# Whoever brought the boat sees the notice, whoever was sent its link, and the clerks; the system writes.
ROW_SECURITY = (
    *(
        f"ALTER TABLE {table} {what} ROW LEVEL SECURITY"
        for table in ("storage_notices", "storage_differences", "stickers", "sticker_kinds", "sticker_counters")
        for what in ("ENABLE", "FORCE")
    ),
    """
    CREATE POLICY notices_are_seen ON storage_notices FOR SELECT
    USING (acting_as_staff() OR person_id = acting_person() OR organisation_id = ANY(acting_organisations())
           OR provider_id = ANY(acting_for('CLERK')) OR presented_capability() = ANY(access_hashes))
    """,
    "CREATE POLICY notices_are_kept_by_the_system ON storage_notices FOR INSERT WITH CHECK (acting_as_staff())",
    "CREATE POLICY notices_are_moved_by_the_system ON storage_notices FOR UPDATE USING (acting_as_staff())",
    """
    CREATE POLICY differences_are_seen ON storage_differences FOR SELECT
    USING (acting_as_staff() OR EXISTS (SELECT FROM storage_notices WHERE id = notice_id))
    """,
    "CREATE POLICY differences_are_kept_by_the_system ON storage_differences FOR INSERT WITH CHECK (acting_as_staff())",
    """
    CREATE POLICY stickers_are_seen ON stickers FOR SELECT
    USING (acting_as_staff() OR provider_id = ANY(acting_for('CLERK'))
           OR EXISTS (SELECT FROM storage_notices WHERE storage_notices.id = notice_id)
           OR EXISTS (SELECT FROM leases WHERE leases.id = lease_id))
    """,
    "CREATE POLICY stickers_are_given_by_the_system ON stickers FOR INSERT WITH CHECK (acting_as_staff())",
    """
    CREATE POLICY stickers_are_posted_by_clerks ON stickers FOR UPDATE
    USING (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))
    """,
    """
    CREATE POLICY sticker_kinds_are_seen ON sticker_kinds FOR SELECT
    USING (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))
    """,
    """
    CREATE POLICY sticker_kinds_are_chosen_by_managers ON sticker_kinds FOR INSERT
    WITH CHECK (acting_as_staff() OR provider_id = ANY(acting_for('MANAGER')))
    """,
    """
    CREATE POLICY sticker_kinds_are_dropped_by_managers ON sticker_kinds FOR DELETE
    USING (acting_as_staff() OR provider_id = ANY(acting_for('MANAGER')))
    """,
    """
    CREATE POLICY orders_of_notices_are_seen ON orders FOR SELECT
    USING (presented_capability() IS NOT NULL
           AND (EXISTS (SELECT FROM storage_notices WHERE order_id = orders.id)
                OR EXISTS (SELECT FROM storage_differences WHERE order_id = orders.id)))
    """,
    "CREATE POLICY the_system_counts ON sticker_counters USING (acting_as_staff())",
)


def upgrade() -> None:
    for statement in (
        *OCCUPANCIES,
        *TERMS,
        *GROUND,
        *NOTICES,
        *STICKERS,
        *RETENTION,
        *INDEXES,
        *GRANTS,
        *ROW_SECURITY,
    ):
        op.execute(statement)
    op.execute(f"SELECT know_message_templates({LISTED})")


# Going back there is no room for what stands on unmarked ground.
def downgrade() -> None:
    op.execute(f"SELECT forget_message_templates({LISTED})")
    op.execute("DROP POLICY orders_of_notices_are_seen ON orders")
    op.execute("DROP TABLE stickers, sticker_counters, sticker_kinds, storage_differences, storage_notices")
    op.execute("DROP FUNCTION notice_keeps_to_its_ground()")
    op.execute("DELETE FROM retention_periods WHERE kind = 'STORAGE_NOTICE'")
    op.execute(another_set("retention_periods_kind_known", "array_remove(known, 'STORAGE_NOTICE')"))
    for statement in GROUND_BACK:
        op.execute(statement)
    op.execute("DROP TABLE storage_terms")
    op.execute("DELETE FROM occupancies WHERE kind = 'STORAGE'")
    op.execute("DROP INDEX occupancies_counted")
    op.execute(
        "ALTER TABLE occupancies DROP CONSTRAINT occupancies_state_check, "
        "DROP CONSTRAINT occupancies_counted_by_measure, DROP COLUMN m2"
    )
    op.execute("ALTER TABLE occupancies ADD CONSTRAINT occupancies_state_check CHECK (state IN ('HOLDING', 'ENDED'))")
    op.execute(another_set("occupancies_kind_check", "array_remove(known, 'STORAGE')"))
