"""Rounds, applications and draws; row security around what is personal; answers kept for requests that come twice."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# A text in three languages, its sort key (Finnish order as bytes) and what a text filter looks into.
NAMED = """
    name_fi     text,
    name_sv     text,
    name_en     text,
    name_sort   text COLLATE "C" NOT NULL,
    search_text text NOT NULL
"""

HEX_32 = "'^[0-9a-f]{32}$'"
HEX_64 = "'^[0-9a-f]{64}$'"

# Who asks is told to the database for one transaction: set_config('ahti.act', 'staff', true) by the command line,
# set_config('ahti.capability', <the edit token>, true) for an applicant. Nothing told: no personal row is seen.
FUNCTIONS = (
    """
    CREATE FUNCTION acting_as_staff() RETURNS boolean STABLE PARALLEL SAFE LANGUAGE sql AS $$
        SELECT coalesce(current_setting('ahti.act', true) = 'staff', false)
    $$
    """,
    "COMMENT ON FUNCTION acting_as_staff IS 'whether this transaction is an act of staff'",
    """
    CREATE FUNCTION presented_capability() RETURNS bytea STABLE PARALLEL SAFE LANGUAGE sql AS $$
        SELECT sha256(convert_to(nullif(current_setting('ahti.capability', true), ''), 'UTF8'))
    $$
    """,
    "COMMENT ON FUNCTION presented_capability IS 'the hash of the edit token that this transaction presents, if any'",
    """
    CREATE FUNCTION season_period(first_day date, last_day date, time_zone text) RETURNS tstzrange
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
        SELECT tstzrange(first_day::timestamp AT TIME ZONE time_zone, (last_day + 1)::timestamp AT TIME ZONE time_zone)
    $$
    """,
    "COMMENT ON FUNCTION season_period IS 'from the first midnight to the one that ends the last day, there'",
    """
    CREATE FUNCTION held_until(period tstzrange, instant timestamptz) RETURNS tstzrange
        IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
        SELECT CASE WHEN lower(period) < instant THEN tstzrange(lower(period), least(upper(period), instant))
                    ELSE period END
    $$
    """,
    "COMMENT ON FUNCTION held_until IS 'a period as it ends early; whole where it has not begun, since none is empty'",
)

TABLES = (
    """
    CREATE VIEW berths_on_offer AS
    SELECT place.id, place.provider_id, place.harbor_id, place.pier_id,
           place.width_mm, place.length_mm, place.depth_mm, place.max_mass_kg, place.mooring
    FROM places AS place
    JOIN piers AS pier ON pier.id = place.pier_id AND pier.is_active AND pier.retired_at IS NULL
    JOIN harbors AS harbor ON harbor.id = place.harbor_id AND harbor.is_active AND harbor.retired_at IS NULL
    WHERE place.kind = 'BERTH' AND place.is_active AND place.retired_at IS NULL
    """,
    "COMMENT ON VIEW berths_on_offer IS 'berths that can be applied for: in use, like their pier and harbor'",
    f"""
    CREATE TABLE rounds (
        id            uuid PRIMARY KEY,
        provider_id   uuid NOT NULL REFERENCES providers,
        code          text NOT NULL CONSTRAINT rounds_code_unique UNIQUE,
        {NAMED},
        season_starts date NOT NULL,
        season_ends   date NOT NULL,
        opens_at      timestamptz NOT NULL,
        closes_at     timestamptz NOT NULL,
        policy        text NOT NULL CONSTRAINT rounds_policy_known CHECK (policy IN ('LOTTERY')),
        rules         jsonb NOT NULL CONSTRAINT rounds_rules_object CHECK (jsonb_typeof(rules) = 'object'),
        closed_at     timestamptz,
        drawn_at      timestamptz,
        created_at    timestamptz NOT NULL,
        modified_at   timestamptz NOT NULL,
        CONSTRAINT rounds_named CHECK (coalesce(name_fi, name_en, name_sv) IS NOT NULL),
        CONSTRAINT rounds_code_spelled CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(code) <= 60),
        CONSTRAINT rounds_season_in_order CHECK (season_starts <= season_ends),
        CONSTRAINT rounds_opens_before_it_closes CHECK (opens_at < closes_at),
        CONSTRAINT rounds_closed_after_opening CHECK (closed_at >= opens_at),
        CONSTRAINT rounds_drawn_after_close CHECK (drawn_at IS NULL OR drawn_at >= closed_at AND closed_at IS NOT NULL)
    )
    """,
    "COMMENT ON COLUMN rounds.closed_at IS 'when staff closed the round early; at the draw it is set for every round'",
    f"""
    CREATE TABLE applications (
        id                     uuid PRIMARY KEY,
        round_id               uuid NOT NULL REFERENCES rounds,
        public_id              text NOT NULL CONSTRAINT applications_public_id_unique UNIQUE,
        reference              text NOT NULL CONSTRAINT applications_reference_unique UNIQUE,
        status                 text NOT NULL,
        class_number           integer NOT NULL,
        boat_type_id           uuid REFERENCES boat_types,
        boat_registration      text,
        boat_name              text,
        boat_estimated         boolean NOT NULL,
        beam_mm                integer NOT NULL,
        length_mm              integer NOT NULL,
        draught_mm             integer,
        mass_kg                integer,
        accessibility_required boolean NOT NULL,
        language               text NOT NULL,
        submitted_at           timestamptz NOT NULL,
        edited_at              timestamptz,
        withdrawn_at           timestamptz,
        edit_token_hash        bytea NOT NULL,
        CONSTRAINT applications_public_id_spelled CHECK (public_id ~ {HEX_32}),
        CONSTRAINT applications_reference_spelled CHECK (reference ~ '^[2-9A-HJKMNP-Z]{{5}}-[2-9A-HJKMNP-Z]{{5}}$'),
        CONSTRAINT applications_status_known CHECK (status IN ('SUBMITTED', 'WITHDRAWN')),
        CONSTRAINT applications_withdrawn_has_time CHECK ((status = 'WITHDRAWN') = (withdrawn_at IS NOT NULL)),
        CONSTRAINT applications_class_counted CHECK (class_number >= 1),
        CONSTRAINT applications_length_of_a_boat CHECK (length_mm BETWEEN 2000 AND 24000),
        CONSTRAINT applications_beam_of_a_boat CHECK (beam_mm BETWEEN 500 AND 12000),
        CONSTRAINT applications_draught_of_a_boat CHECK (draught_mm BETWEEN 0 AND 6000),
        CONSTRAINT applications_mass_of_a_boat CHECK (mass_kg BETWEEN 10 AND 200000),
        CONSTRAINT applications_language_known CHECK (language IN ('fi', 'sv', 'en')),
        CONSTRAINT applications_token_hashed CHECK (length(edit_token_hash) = 32)
    )
    """,
    "COMMENT ON COLUMN applications.class_number IS 'given by the rules of the round; no input carries it'",
    """
    CREATE TABLE applicants (
        application_id uuid PRIMARY KEY REFERENCES applications,
        first_name     text NOT NULL,
        last_name      text NOT NULL,
        email          text NOT NULL,
        phone          text,
        address        text,
        zip_code       text,
        municipality   text NOT NULL,
        CONSTRAINT applicants_first_name_length CHECK (length(first_name) BETWEEN 1 AND 100),
        CONSTRAINT applicants_last_name_length CHECK (length(last_name) BETWEEN 1 AND 100),
        CONSTRAINT applicants_email_length CHECK (length(email) BETWEEN 3 AND 254),
        CONSTRAINT applicants_phone_length CHECK (length(phone) BETWEEN 5 AND 30),
        CONSTRAINT applicants_address_length CHECK (length(address) BETWEEN 1 AND 200),
        CONSTRAINT applicants_zip_code_length CHECK (length(zip_code) BETWEEN 2 AND 12),
        CONSTRAINT applicants_municipality_length CHECK (length(municipality) BETWEEN 1 AND 100)
    )
    """,
    "COMMENT ON TABLE applicants IS 'who applies; apart from the application, so that the person can be erased'",
    """
    CREATE TABLE application_choices (
        application_id uuid NOT NULL REFERENCES applications,
        rank           integer NOT NULL CHECK (rank >= 0),
        rank_above     integer GENERATED ALWAYS AS (nullif(rank, 0) - 1) STORED,
        harbor_id      uuid REFERENCES harbors,
        pier_id        uuid REFERENCES piers,
        place_id       uuid REFERENCES places,
        PRIMARY KEY (application_id, rank),
        CONSTRAINT application_choices_one_target CHECK (num_nonnulls(harbor_id, pier_id, place_id) = 1),
        CONSTRAINT application_choices_ranks_dense
            FOREIGN KEY (application_id, rank_above) REFERENCES application_choices (application_id, rank)
    )
    """,
    "COMMENT ON COLUMN application_choices.rank IS 'place in the list as submitted, from 0; none is skipped'",
    f"""
    CREATE TABLE draws (
        id              uuid PRIMARY KEY,
        round_id        uuid NOT NULL REFERENCES rounds,
        version         integer NOT NULL CHECK (version >= 1),
        seed            text NOT NULL CONSTRAINT draws_seed_spelled CHECK (seed ~ {HEX_64}),
        engine          text NOT NULL,
        applicant_count integer NOT NULL CHECK (applicant_count >= 0),
        place_count     integer NOT NULL CHECK (place_count >= 0),
        award_count     integer NOT NULL CHECK (award_count BETWEEN 0 AND least(applicant_count, place_count)),
        result_digest   text NOT NULL CONSTRAINT draws_digest_spelled CHECK (result_digest ~ {HEX_64}),
        created_at      timestamptz NOT NULL,
        CONSTRAINT draws_version_unique UNIQUE (round_id, version)
    )
    """,
    f"""
    CREATE TABLE draw_results (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        draw_id      uuid NOT NULL REFERENCES draws,
        position     integer NOT NULL CHECK (position >= 1),
        public_id    text NOT NULL CONSTRAINT draw_results_public_id_spelled CHECK (public_id ~ {HEX_32}),
        ticket       text NOT NULL CONSTRAINT draw_results_ticket_spelled CHECK (ticket ~ {HEX_64}),
        class_number integer NOT NULL CHECK (class_number >= 1),
        rank         integer CHECK (rank >= 0),
        CONSTRAINT draw_results_position_unique UNIQUE (draw_id, position),
        CONSTRAINT draw_results_public_id_unique UNIQUE (draw_id, public_id)
    )
    """,
    "COMMENT ON TABLE draw_results IS 'public: who won which choice, by ticket and not by name, without the place'",
    """
    CREATE TABLE draw_closures (
        draw_id  uuid NOT NULL REFERENCES draws,
        place_id uuid NOT NULL REFERENCES places,
        event    integer NOT NULL CHECK (event >= 0),
        PRIMARY KEY (draw_id, place_id)
    )
    """,
    "COMMENT ON TABLE draw_closures IS 'the event after which a place could not be reached by anybody any more'",
    """
    CREATE TABLE draw_awards (
        draw_id        uuid NOT NULL REFERENCES draws,
        application_id uuid NOT NULL REFERENCES applications,
        place_id       uuid NOT NULL REFERENCES places,
        occupancy_id   uuid NOT NULL CONSTRAINT draw_awards_occupancy_unique UNIQUE REFERENCES occupancies,
        PRIMARY KEY (draw_id, application_id),
        CONSTRAINT draw_awards_place_once UNIQUE (draw_id, place_id)
    )
    """,
    """
    CREATE TABLE draw_fits (
        draw_id   uuid NOT NULL REFERENCES draws,
        number    integer NOT NULL CHECK (number >= 0),
        place_ids uuid[] NOT NULL,
        PRIMARY KEY (draw_id, number)
    )
    """,
    "COMMENT ON TABLE draw_fits IS 'sets of places that fit a boat, each kept once; refusals name them by number'",
    """
    CREATE TABLE draw_refusals (
        draw_id        uuid NOT NULL,
        application_id uuid NOT NULL,
        choice         integer NOT NULL,
        event          integer CHECK (event >= 0),
        fit            integer NOT NULL,
        PRIMARY KEY (draw_id, application_id, choice),
        CONSTRAINT draw_refusals_of_a_choice
            FOREIGN KEY (application_id, choice) REFERENCES application_choices (application_id, rank),
        CONSTRAINT draw_refusals_fit_kept FOREIGN KEY (draw_id, fit) REFERENCES draw_fits (draw_id, number)
    )
    """,
    "COMMENT ON COLUMN draw_refusals.event IS 'the event at which the last fitting place closed; null: nothing fitted'",
    """
    CREATE TABLE idempotency_keys (
        caller        text NOT NULL,
        key_hash      bytea NOT NULL,
        argument_hash bytea NOT NULL,
        answer        jsonb,
        created_at    timestamptz NOT NULL,
        PRIMARY KEY (caller, key_hash)
    )
    """,
    "COMMENT ON TABLE idempotency_keys IS 'the first answer to each key, kept in the transaction of the effect'",
    "COMMENT ON COLUMN idempotency_keys.answer IS 'null only inside the transaction that works it out'",
)

OCCUPANCIES = (
    "ALTER TABLE occupancies ADD COLUMN draw_id uuid REFERENCES draws",
    "COMMENT ON COLUMN occupancies.draw_id IS 'the draw that gave the place, of an award'",
)

INDEXES = (
    "CREATE INDEX ON rounds (provider_id)",
    "CREATE INDEX ON rounds (name_sort, id)",
    "CREATE INDEX ON rounds (opens_at, id)",
    "CREATE INDEX ON applications (round_id, public_id)",
    """
    CREATE UNIQUE INDEX application_choices_never_twice
    ON application_choices (application_id, coalesce(harbor_id, pier_id, place_id))
    """,
    "CREATE INDEX occupancies_place_id_idx ON occupancies (place_id)",
    "CREATE INDEX ON draw_awards (application_id)",
    "CREATE INDEX ON draw_refusals (application_id, choice)",
)

# Not public, though nobody is named there: the k-th winner of the results won in the harbor of what closed at event k,
# and sits on it where it is a single place.
UNPUBLISHED = "draw_closures, draw_fits"
PUBLIC = "rounds, draws, draw_results"
PERSONAL = ("applications", "applicants", "application_choices", "draw_awards", "draw_refusals")

GRANTS = (
    "GRANT SELECT ON berths_on_offer TO ahti_read, ahti_app",
    f"GRANT SELECT ON {PUBLIC} TO ahti_read",
    f"GRANT SELECT, INSERT ON {PUBLIC}, {', '.join(PERSONAL)}, {UNPUBLISHED}, idempotency_keys TO ahti_app",
    "GRANT UPDATE (closed_at, drawn_at, modified_at) ON rounds TO ahti_app",
    """
    GRANT UPDATE (status, class_number, boat_type_id, boat_registration, boat_name, boat_estimated, beam_mm, length_mm,
                  draught_mm, mass_kg, accessibility_required, language, edited_at, withdrawn_at)
    ON applications TO ahti_app
    """,
    "GRANT UPDATE ON applicants TO ahti_app",
    "GRANT DELETE ON application_choices TO ahti_app",
    "GRANT UPDATE (answer) ON idempotency_keys TO ahti_app",
)

ROW_SECURITY = (
    *(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in PERSONAL),
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in PERSONAL),
    """
    CREATE POLICY applications_of_staff_or_of_the_capability ON applications
    USING (acting_as_staff() OR edit_token_hash = presented_capability())
    """,
    *(
        f"""
        CREATE POLICY {table}_{command.lower()} ON {table} FOR {command}
        USING (acting_as_staff() OR EXISTS (SELECT FROM applications WHERE id = application_id))
        """
        for table in PERSONAL[1:]
        for command in ("SELECT", "UPDATE", "DELETE")
    ),
    # A new application comes with its person and choices in one statement, which does not see its own rows.
    *(
        f"""
        CREATE POLICY {table}_insert ON {table} FOR INSERT
        WITH CHECK (acting_as_staff() OR presented_capability() IS NOT NULL)
        """
        for table in ("applicants", "application_choices")
    ),
    *(
        f"CREATE POLICY {table}_insert ON {table} FOR INSERT WITH CHECK (acting_as_staff())"
        for table in ("draw_awards", "draw_refusals")
    ),
)


def upgrade() -> None:
    for statement in (*FUNCTIONS, *TABLES, *OCCUPANCIES, *INDEXES, *GRANTS, *ROW_SECURITY):
        op.execute(statement)


def downgrade() -> None:
    op.execute("ALTER TABLE occupancies DROP COLUMN draw_id")
    op.execute(f"DROP TABLE idempotency_keys, {UNPUBLISHED}, {', '.join(PERSONAL)}, {PUBLIC}")
    op.execute("DROP INDEX occupancies_place_id_idx")
    op.execute("DROP VIEW berths_on_offer")
    op.execute("DROP FUNCTION season_period, held_until, presented_capability(), acting_as_staff()")
