"""Who waits for a place between rounds, who would exchange one, and what tenants are written about."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TEMPLATES = ("LEASE_ENDED", "TENANT_MOVED", "EXCHANGE_PROPOSED", "EXCHANGE_DONE", "EXCHANGE_FAILED")

LISTED = "'" + "', '".join(TEMPLATES) + "'"

QUEUES = (
    """
    CREATE TABLE queue_entries (
        id                     uuid PRIMARY KEY,
        provider_id            uuid NOT NULL REFERENCES providers,
        person_id              uuid NOT NULL REFERENCES people,
        mode                   text NOT NULL,
        lease_id               uuid REFERENCES leases,
        reference              text NOT NULL CONSTRAINT queue_entries_reference_unique UNIQUE,
        status                 text NOT NULL,
        class_number           integer NOT NULL CHECK (class_number >= 1),
        declined               boolean NOT NULL DEFAULT false,
        boat_type_id           uuid REFERENCES boat_types,
        registration           text,
        beam_mm                integer NOT NULL,
        length_mm              integer NOT NULL,
        draught_mm             integer,
        mass_kg                integer,
        accessibility_required boolean NOT NULL,
        joined_at              timestamptz NOT NULL,
        left_at                timestamptz,
        CONSTRAINT queue_entries_mode_known CHECK (mode IN ('NEW', 'EXCHANGE')),
        CONSTRAINT queue_entries_exchange_a_lease CHECK ((mode = 'EXCHANGE') = (lease_id IS NOT NULL)),
        CONSTRAINT queue_entries_status_known CHECK (status IN ('WAITING', 'LEFT', 'SERVED')),
        CONSTRAINT queue_entries_left_has_time CHECK ((status = 'WAITING') = (left_at IS NULL)),
        CONSTRAINT queue_entries_reference_spelled CHECK (reference ~ '^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$'),
        CONSTRAINT queue_entries_registration_length CHECK (length(registration) BETWEEN 2 AND 20),
        CONSTRAINT queue_entries_length_of_a_boat CHECK (length_mm BETWEEN 2000 AND 24000),
        CONSTRAINT queue_entries_beam_of_a_boat CHECK (beam_mm BETWEEN 500 AND 12000),
        CONSTRAINT queue_entries_draught_of_a_boat CHECK (draught_mm BETWEEN 0 AND 6000),
        CONSTRAINT queue_entries_mass_of_a_boat CHECK (mass_kg BETWEEN 10 AND 200000)
    )
    """,
    "COMMENT ON TABLE queue_entries IS 'standing wishes between rounds: for a place, or for another one in exchange'",
    "COMMENT ON COLUMN queue_entries.declined IS 'who declined what was offered goes behind the own class'",
    """
    CREATE UNIQUE INDEX queue_entries_one_waits ON queue_entries (person_id, provider_id)
    WHERE status = 'WAITING' AND mode = 'NEW'
    """,
    "CREATE UNIQUE INDEX queue_entries_one_for_a_lease ON queue_entries (lease_id) WHERE status = 'WAITING'",
    """
    CREATE TABLE queue_choices (
        entry_id   uuid NOT NULL REFERENCES queue_entries ON DELETE CASCADE,
        rank       integer NOT NULL CHECK (rank >= 0),
        rank_above integer GENERATED ALWAYS AS (nullif(rank, 0) - 1) STORED,
        harbor_id  uuid REFERENCES harbors,
        pier_id    uuid REFERENCES piers,
        place_id   uuid REFERENCES places,
        PRIMARY KEY (entry_id, rank),
        CONSTRAINT queue_choices_one_target CHECK (num_nonnulls(harbor_id, pier_id, place_id) = 1),
        CONSTRAINT queue_choices_ranks_dense
            FOREIGN KEY (entry_id, rank_above) REFERENCES queue_choices (entry_id, rank) ON DELETE CASCADE
    )
    """,
    """
    CREATE UNIQUE INDEX queue_choices_never_twice
    ON queue_choices (entry_id, coalesce(harbor_id, pier_id, place_id))
    """,
    """
    CREATE TABLE queue_lengths (
        harbor_id  uuid NOT NULL REFERENCES harbors,
        width_mm   integer NOT NULL CHECK (width_mm > 0),
        waiting    integer CHECK (waiting >= 5),
        counted_at timestamptz NOT NULL,
        PRIMARY KEY (harbor_id, width_mm)
    )
    """,
    "COMMENT ON TABLE queue_lengths IS 'public: how many wait in a harbor for a berth so wide, by the half metre'",
    "COMMENT ON COLUMN queue_lengths.waiting IS 'null: fewer than five'",
)

# The queue: whom the newest published round of berths left without one, then whoever joined since. Both views show what
# row security shows to the one who asks.
VIEWS = (
    """
    CREATE VIEW waiting WITH (security_invoker = true) AS
    SELECT 'ROUND' AS source, application.id, round.provider_id, application.person_id, application.reference,
           application.class_number, false AS declined, 0 AS came, result.position::bigint AS key,
           application.submitted_at AS since, application.boat_type_id, application.beam_mm, application.length_mm,
           application.draught_mm, application.mass_kg, application.accessibility_required
    FROM (
        SELECT DISTINCT ON (provider_id) id, provider_id FROM rounds
        WHERE published_at IS NOT NULL AND kind = 'BERTH'
        ORDER BY provider_id, published_at DESC, id
    ) AS round
    JOIN applications AS application ON application.round_id = round.id AND application.status = 'SUBMITTED'
    CROSS JOIN LATERAL (
        SELECT id FROM draws AS one
        WHERE one.round_id = round.id AND one.published_at IS NOT NULL AND one.superseded_at IS NULL
        ORDER BY EXISTS (SELECT FROM draw_results WHERE draw_id = one.id) DESC, one.created_at DESC, one.id
        LIMIT 1
    ) AS draw
    JOIN draw_results AS result ON result.draw_id = draw.id AND result.public_id = application.public_id
    WHERE result.rank IS NULL
    UNION ALL
    SELECT 'JOINED', id, provider_id, person_id, reference, class_number, declined, 1,
           (extract(epoch FROM joined_at) * 1000000)::bigint, joined_at, boat_type_id, beam_mm, length_mm, draught_mm,
           mass_kg, accessibility_required
    FROM queue_entries
    WHERE status = 'WAITING' AND mode = 'NEW'
    """,
    "COMMENT ON VIEW waiting IS 'everybody in the queue, in the order of class_number, declined, came, key, id'",
    """
    CREATE VIEW waiting_wishes WITH (security_invoker = true) AS
    SELECT choice.application_id AS id, choice.rank,
           coalesce(choice.harbor_id, pier.harbor_id, place.harbor_id) AS harbor_id, choice.pier_id, choice.place_id
    FROM application_choices AS choice
    LEFT JOIN piers AS pier ON pier.id = choice.pier_id
    LEFT JOIN places AS place ON place.id = choice.place_id
    UNION ALL
    SELECT choice.entry_id, choice.rank, coalesce(choice.harbor_id, pier.harbor_id, place.harbor_id),
           choice.pier_id, choice.place_id
    FROM queue_choices AS choice
    LEFT JOIN piers AS pier ON pier.id = choice.pier_id
    LEFT JOIN places AS place ON place.id = choice.place_id
    """,
    "COMMENT ON VIEW waiting_wishes IS 'what those in the queue want; the harbor is known of piers and berths, too'",
)

EXCHANGES = (
    """
    CREATE TABLE exchanges (
        id          uuid PRIMARY KEY,
        provider_id uuid NOT NULL REFERENCES providers,
        status      text NOT NULL,
        created_at  timestamptz NOT NULL,
        expires_at  timestamptz NOT NULL,
        decided_at  timestamptz,
        failure     text,
        CONSTRAINT exchanges_status_known CHECK (status IN ('PROPOSED', 'DONE', 'FAILED')),
        CONSTRAINT exchanges_decided_has_time CHECK ((status = 'PROPOSED') = (decided_at IS NULL)),
        CONSTRAINT exchanges_failed_for_a_reason CHECK ((status = 'FAILED') = (failure IS NOT NULL)),
        CONSTRAINT exchanges_failure_known CHECK (failure IN ('DECLINED', 'EXPIRED', 'CHANGED')),
        CONSTRAINT exchanges_expire_later CHECK (created_at < expires_at)
    )
    """,
    "COMMENT ON TABLE exchanges IS 'proposals between rounds: each gives a place to the next, all of them or none'",
    """
    CREATE TABLE exchange_members (
        id          uuid PRIMARY KEY,
        exchange_id uuid NOT NULL REFERENCES exchanges ON DELETE CASCADE,
        number      integer NOT NULL CHECK (number >= 0),
        entry_id    uuid NOT NULL REFERENCES queue_entries ON DELETE CASCADE,
        lease_id    uuid NOT NULL REFERENCES leases,
        place_id    uuid NOT NULL REFERENCES places,
        answer      text NOT NULL,
        answered_at timestamptz,
        CONSTRAINT exchange_members_number_once UNIQUE (exchange_id, number),
        CONSTRAINT exchange_members_lease_once UNIQUE (exchange_id, lease_id),
        CONSTRAINT exchange_members_place_once UNIQUE (exchange_id, place_id),
        CONSTRAINT exchange_members_answer_known CHECK (answer IN ('OPEN', 'ACCEPTED', 'DECLINED')),
        CONSTRAINT exchange_members_answered_has_time CHECK ((answer = 'OPEN') = (answered_at IS NULL))
    )
    """,
    "COMMENT ON COLUMN exchange_members.place_id IS 'the place that the member would get'",
)

INDEXES = (
    "CREATE INDEX ON queue_entries (provider_id, joined_at, id)",
    "CREATE INDEX ON queue_entries (person_id, joined_at, id)",
    "CREATE INDEX ON queue_entries (left_at) WHERE left_at IS NOT NULL",
    "CREATE INDEX ON exchange_members (entry_id)",
    "CREATE INDEX ON exchanges (provider_id, created_at, id)",
    "CREATE INDEX exchanges_open ON exchanges (expires_at) WHERE status = 'PROPOSED'",
)

PERSONAL = ("queue_entries", "queue_choices", "exchanges", "exchange_members")

GRANTS = (
    "GRANT SELECT ON waiting, waiting_wishes TO ahti_app",
    "GRANT SELECT ON queue_lengths TO ahti_read",
    "GRANT SELECT, INSERT, DELETE ON queue_lengths, queue_entries, queue_choices TO ahti_app",
    "GRANT SELECT, INSERT ON exchanges, exchange_members TO ahti_app",
    "GRANT UPDATE (status, declined, left_at, class_number) ON queue_entries TO ahti_app",
    "GRANT UPDATE (status, decided_at, failure) ON exchanges TO ahti_app",
    "GRANT UPDATE (answer, answered_at) ON exchange_members TO ahti_app",
)

OF_CLERKS = "provider_id = ANY(acting_for('CLERK'))"
OF_ENTRY = "EXISTS (SELECT FROM queue_entries WHERE id = entry_id)"
OWN_ENTRY = "EXISTS (SELECT FROM queue_entries WHERE id = entry_id AND person_id = acting_person())"

ROW_SECURITY = (
    *(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in PERSONAL),
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in PERSONAL),
    f"""
    CREATE POLICY queue_entries_are_seen ON queue_entries FOR SELECT
    USING (acting_as_staff() OR person_id = acting_person() OR {OF_CLERKS})
    """,
    """
    CREATE POLICY queue_entries_are_joined ON queue_entries FOR INSERT
    WITH CHECK (acting_as_staff() OR person_id = acting_person())
    """,
    """
    CREATE POLICY queue_entries_are_left ON queue_entries FOR UPDATE
    USING (acting_as_staff() OR person_id = acting_person())
    """,
    "CREATE POLICY queue_entries_go_by_the_system ON queue_entries FOR DELETE USING (acting_as_staff())",
    f"CREATE POLICY queue_choices_as_the_entry ON queue_choices FOR SELECT USING (acting_as_staff() OR {OF_ENTRY})",
    f"""
    CREATE POLICY queue_choices_by_whom_they_are ON queue_choices FOR INSERT
    WITH CHECK (acting_as_staff() OR {OWN_ENTRY})
    """,
    "CREATE POLICY queue_choices_go_by_the_system ON queue_choices FOR DELETE USING (acting_as_staff())",
    # A member sees the own part alone: who the others are is nobody's business before all of them agree, nor after.
    f"""
    CREATE POLICY exchange_members_are_seen ON exchange_members FOR SELECT
    USING (acting_as_staff() OR {OF_ENTRY})
    """,
    "CREATE POLICY exchange_members_by_the_system ON exchange_members USING (acting_as_staff())",
    f"""
    CREATE POLICY exchanges_are_seen ON exchanges FOR SELECT
    USING (acting_as_staff() OR {OF_CLERKS}
           OR EXISTS (SELECT FROM exchange_members WHERE exchange_id = exchanges.id))
    """,
    "CREATE POLICY exchanges_by_the_system ON exchanges USING (acting_as_staff())",
)


def upgrade() -> None:
    for statement in (*QUEUES, *VIEWS, *EXCHANGES, *INDEXES, *GRANTS, *ROW_SECURITY):
        op.execute(statement)
    op.execute(f"SELECT know_message_templates({LISTED})")
    op.execute(
        """
        CREATE TRIGGER data_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON queue_lengths
        FOR EACH STATEMENT EXECUTE FUNCTION tell_data_version('catalogue')
        """
    )


def downgrade() -> None:
    op.execute("DROP TABLE exchange_members, exchanges")
    op.execute("DROP VIEW waiting_wishes, waiting")
    op.execute("DROP TABLE queue_lengths, queue_choices, queue_entries")
    op.execute(f"SELECT forget_message_templates({LISTED})")
