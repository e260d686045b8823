"""A round frozen, drawn, released and published."""

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

HEX_32 = "'^[0-9a-f]{32}$'"
HEX_64 = "'^[0-9a-f]{64}$'"
ACTOR = "'^[a-z]+:.{1,100}$'"

FREEZES = (
    f"""
    CREATE TABLE freezes (
        id                uuid PRIMARY KEY,
        round_id          uuid NOT NULL REFERENCES rounds,
        number            integer NOT NULL CHECK (number >= 1),
        root              text NOT NULL CONSTRAINT freezes_root_spelled CHECK (root ~ {HEX_64}),
        rules             text NOT NULL,
        places            text NOT NULL,
        application_count integer NOT NULL CHECK (application_count >= 0),
        place_count       integer NOT NULL CHECK (place_count >= 0),
        beacon_at         timestamptz,
        beacon_plan       jsonb CONSTRAINT freezes_beacon_plan_object CHECK (jsonb_typeof(beacon_plan) = 'object'),
        created_at        timestamptz NOT NULL,
        undone_at         timestamptz,
        undone_reason     text CONSTRAINT freezes_undone_reason_length CHECK (length(undone_reason) BETWEEN 1 AND 2000),
        CONSTRAINT freezes_number_once UNIQUE (round_id, number),
        CONSTRAINT freezes_undone_for_a_reason CHECK ((undone_at IS NULL) = (undone_reason IS NULL)),
        CONSTRAINT freezes_beacon_whole CHECK ((beacon_at IS NULL) = (beacon_plan IS NULL)),
        CONSTRAINT freezes_beacon_lies_ahead CHECK (beacon_at > created_at)
    )
    """,
    "COMMENT ON TABLE freezes IS 'public: what a round was sealed by, and which beacon will give the seed'",
    "COMMENT ON COLUMN freezes.beacon_plan IS 'which round of which source is waited for, line by line'",
    "COMMENT ON COLUMN freezes.rules IS 'the document of which the root is made, as RFC 8785 JSON; so are the places'",
    "CREATE UNIQUE INDEX freezes_one_stands ON freezes (round_id) WHERE undone_at IS NULL",
    """
    CREATE TABLE freeze_places (
        freeze_id uuid PRIMARY KEY REFERENCES freezes,
        salt      bytea NOT NULL CONSTRAINT freeze_places_salt_length CHECK (length(salt) = 16),
        places    text NOT NULL
    )
    """,
    "COMMENT ON TABLE freeze_places IS 'which place stands behind each number, and the secret that orders equal ones'",
    f"""
    CREATE TABLE freeze_leaves (
        freeze_id      uuid NOT NULL REFERENCES freezes,
        number         integer NOT NULL CHECK (number >= 0),
        application_id uuid NOT NULL REFERENCES applications,
        public_id      text NOT NULL CONSTRAINT freeze_leaves_public_id_spelled CHECK (public_id ~ {HEX_32}),
        leaf           text NOT NULL,
        path           bytea NOT NULL CONSTRAINT freeze_leaves_path_of_hashes CHECK (length(path) % 32 = 0),
        PRIMARY KEY (freeze_id, number),
        CONSTRAINT freeze_leaves_application_once UNIQUE (freeze_id, application_id)
    )
    """,
    "COMMENT ON TABLE freeze_leaves IS 'the public record of each application, in order of public id: never deleted'",
    "COMMENT ON COLUMN freeze_leaves.path IS 'the hashes beside the way from the leaf to the root, upwards'",
    """
    CREATE TABLE freeze_secrets (
        freeze_id      uuid NOT NULL REFERENCES freezes,
        application_id uuid NOT NULL REFERENCES applications,
        salt           bytea NOT NULL CONSTRAINT freeze_secrets_salt_length CHECK (length(salt) = 16),
        record         text NOT NULL,
        PRIMARY KEY (freeze_id, application_id)
    )
    """,
    "COMMENT ON TABLE freeze_secrets IS 'the private record and its salt: an erasure destroys both'",
    f"""
    CREATE TABLE beacons (
        id         uuid PRIMARY KEY,
        freeze_id  uuid NOT NULL CONSTRAINT beacons_one_a_freeze UNIQUE REFERENCES freezes,
        source     text NOT NULL,
        round      integer NOT NULL CHECK (round >= 1),
        randomness text NOT NULL CONSTRAINT beacons_randomness_spelled CHECK (randomness ~ {HEX_64}),
        signature  text NOT NULL CONSTRAINT beacons_signature_spelled CHECK (signature ~ '^([0-9a-f]{{2}})+$'),
        created_at timestamptz NOT NULL
    )
    """,
    "COMMENT ON TABLE beacons IS 'public: the randomness that came for a freeze, as its source signed it'",
)

# Draws that are there have had their seed given by staff, and were told at once.
DRAWS = (
    """
    ALTER TABLE draws
        ADD COLUMN kind text NOT NULL DEFAULT 'GIVEN',
        ADD COLUMN freeze_id uuid REFERENCES freezes,
        ADD COLUMN beacon_id uuid REFERENCES beacons,
        ADD COLUMN follows_id uuid REFERENCES draws,
        ADD COLUMN label text CONSTRAINT draws_label_length CHECK (length(label) BETWEEN 1 AND 200),
        ADD COLUMN bundle_digest text,
        ADD COLUMN released_at timestamptz,
        ADD COLUMN published_at timestamptz,
        ADD COLUMN undone_at timestamptz,
        ADD COLUMN superseded_at timestamptz,
        DROP CONSTRAINT draws_version_unique
    """,
    "UPDATE draws SET released_at = created_at, published_at = created_at",
    "ALTER TABLE draw_results ADD COLUMN is_told boolean NOT NULL DEFAULT true",
    "ALTER TABLE draw_results ALTER COLUMN is_told SET DEFAULT false",
    "ALTER TABLE draw_results ADD COLUMN is_sealed boolean NOT NULL DEFAULT false",
    "COMMENT ON COLUMN draw_results.is_sealed IS 'whether the boat at its berth would tell whose list this is'",
    "COMMENT ON COLUMN draw_results.is_told IS 'whether everybody may read it: from the publication of its draw on'",
    f"""
    ALTER TABLE draws
        ALTER COLUMN kind DROP DEFAULT,
        ADD CONSTRAINT draws_kind_known CHECK (kind IN ('GIVEN', 'REHEARSAL', 'DRAW', 'BATCH')),
        ADD CONSTRAINT draws_version_unique UNIQUE (round_id, kind, version),
        ADD CONSTRAINT draws_bundle_digest_spelled CHECK (bundle_digest ~ {HEX_64}),
        ADD CONSTRAINT draws_rehearsal_never_released
            CHECK (kind <> 'REHEARSAL' OR num_nonnulls(released_at, published_at) = 0),
        ADD CONSTRAINT draws_have_a_beacon CHECK (CASE WHEN kind IN ('DRAW', 'BATCH')
            THEN num_nonnulls(freeze_id, beacon_id, bundle_digest) = 3 ELSE beacon_id IS NULL END),
        ADD CONSTRAINT draws_batch_follows CHECK ((kind = 'BATCH') = (follows_id IS NOT NULL)),
        ADD CONSTRAINT draws_released_before_publication CHECK (published_at IS NULL OR released_at IS NOT NULL),
        ADD CONSTRAINT draws_published_are_never_undone CHECK (published_at IS NULL OR undone_at IS NULL),
        ADD CONSTRAINT draws_only_published_are_superseded CHECK (superseded_at IS NULL OR published_at IS NOT NULL)
    """,
    "COMMENT ON COLUMN draws.kind IS 'GIVEN: by a seed of staff, before there were beacons'",
    "COMMENT ON COLUMN draws.undone_at IS 'when staff went back a stage; another version takes its place'",
    "COMMENT ON COLUMN draws.superseded_at IS 'when a correction called for another version; what was told stays'",
    f"""
    CREATE TABLE draw_hands (
        draw_id     uuid PRIMARY KEY REFERENCES draws,
        run_by      text NOT NULL CONSTRAINT draw_hands_run_by_spelled CHECK (run_by ~ {ACTOR}),
        released_by text CONSTRAINT draw_hands_released_by_spelled CHECK (released_by ~ {ACTOR}),
        CONSTRAINT draw_hands_of_two_people CHECK (released_by <> run_by)
    )
    """,
    "COMMENT ON TABLE draw_hands IS 'who ran a draw and who released it: never the same'",
    """
    CREATE TABLE draw_bundles (
        draw_id uuid PRIMARY KEY REFERENCES draws,
        public  bytea NOT NULL,
        sealed  text[] NOT NULL
    )
    """,
    "COMMENT ON TABLE draw_bundles IS 'the public bundle of a draw, and the public ids that are sealed in it'",
    """
    CREATE TABLE draw_notices (
        draw_id        uuid NOT NULL REFERENCES draws,
        application_id uuid NOT NULL REFERENCES applications,
        notified_at    timestamptz,
        PRIMARY KEY (draw_id, application_id)
    )
    """,
    "COMMENT ON TABLE draw_notices IS 'when each applicant was told: the time for a correction runs from then'",
    "COMMENT ON COLUMN draw_notices.notified_at IS 'null: there is no address, and the time has not begun'",
    """
    CREATE TABLE draw_cycles (
        draw_id        uuid NOT NULL REFERENCES draws,
        application_id uuid NOT NULL REFERENCES applications,
        gave_place_id  uuid NOT NULL REFERENCES places,
        got_place_id   uuid NOT NULL REFERENCES places,
        event          integer NOT NULL CHECK (event >= 0),
        size           integer NOT NULL CHECK (size >= 1),
        PRIMARY KEY (draw_id, application_id)
    )
    """,
    "ALTER TABLE occupancies ADD COLUMN is_told boolean NOT NULL DEFAULT true",
    "COMMENT ON COLUMN occupancies.is_told IS 'whether others may know of it: of an award from the publication on'",
    "COMMENT ON TABLE draw_cycles IS 'which own place an exchanger gave, and what came for it'",
    """
    ALTER TABLE draw_refusals
        ADD COLUMN sufficient integer CONSTRAINT draw_refusals_sufficient_counted CHECK (sufficient >= 1)
    """,
    "COMMENT ON COLUMN draw_refusals.sufficient IS 'the position in the queue that would have got the choice, if any'",
)

AFTERWARDS = (
    f"""
    CREATE TABLE corrections (
        id             uuid PRIMARY KEY,
        draw_id        uuid NOT NULL REFERENCES draws,
        application_id uuid NOT NULL REFERENCES applications,
        request        text CONSTRAINT corrections_request_length CHECK (length(request) BETWEEN 1 AND 4000),
        status         text NOT NULL CONSTRAINT corrections_status_known
            CHECK (status IN ('OPEN', 'REJECTED', 'NEW_VERSION', 'OFFER')),
        asked_at       timestamptz NOT NULL,
        decided_at     timestamptz,
        decided_by     text CONSTRAINT corrections_decided_by_spelled CHECK (decided_by ~ {ACTOR}),
        reason         text CONSTRAINT corrections_reason_length CHECK (length(reason) BETWEEN 1 AND 4000),
        CONSTRAINT corrections_decided_whole
            CHECK (num_nonnulls(decided_at, decided_by) = CASE status WHEN 'OPEN' THEN 0 ELSE 2 END)
    )
    """,
    """
    COMMENT ON TABLE corrections IS
    'what applicants think is wrong with a draw, and what a human found: another version, or an offer of its own'
    """,
    "COMMENT ON COLUMN corrections.request IS 'null, as the reason is: the applicant was erased'",
    """
    CREATE TABLE correction_offers (
        correction_id  uuid PRIMARY KEY REFERENCES corrections,
        application_id uuid NOT NULL REFERENCES applications,
        place_id       uuid NOT NULL REFERENCES places,
        occupancy_id   uuid NOT NULL CONSTRAINT correction_offers_occupancy_unique UNIQUE REFERENCES occupancies
    )
    """,
    "COMMENT ON TABLE correction_offers IS 'a place that was given for a correction, beside what the draw came to'",
    "CREATE INDEX ON correction_offers (application_id)",
    "CREATE INDEX ON correction_offers (place_id)",
    "CREATE UNIQUE INDEX corrections_one_open ON corrections (draw_id, application_id) WHERE status = 'OPEN'",
    "CREATE INDEX ON corrections (application_id)",
    f"""
    CREATE TABLE batches (
        id            uuid PRIMARY KEY,
        round_id      uuid NOT NULL REFERENCES rounds,
        number        integer NOT NULL CHECK (number >= 1),
        follows_id    uuid NOT NULL REFERENCES draws,
        standing      text NOT NULL,
        answers       text NOT NULL,
        digest        text NOT NULL CONSTRAINT batches_digest_spelled CHECK (digest ~ {HEX_64}),
        opened_by     text NOT NULL CONSTRAINT batches_opened_by_spelled CHECK (opened_by ~ {ACTOR}),
        opened_at     timestamptz NOT NULL,
        published_at  timestamptz,
        undone_at     timestamptz,
        undone_reason text CONSTRAINT batches_undone_reason_length CHECK (length(undone_reason) BETWEEN 1 AND 2000),
        CONSTRAINT batches_number_once UNIQUE (round_id, number),
        CONSTRAINT batches_undone_for_a_reason CHECK ((undone_at IS NULL) = (undone_reason IS NULL)),
        CONSTRAINT batches_published_are_never_undone CHECK (num_nonnulls(published_at, undone_at) <= 1)
    )
    """,
    "COMMENT ON TABLE batches IS 'what a later draw of a season begins with, frozen: none of it is changed'",
    "COMMENT ON COLUMN batches.digest IS 'SHA-256 of the answers, which have that of the standing'",
    """
    CREATE UNIQUE INDEX batches_one_under_way ON batches (round_id) WHERE published_at IS NULL AND undone_at IS NULL
    """,
    "CREATE INDEX ON batches (follows_id)",
    """
    ALTER TABLE draws
        ADD COLUMN batch_id uuid REFERENCES batches,
        ADD CONSTRAINT draws_have_their_batch CHECK ((kind = 'BATCH') = (batch_id IS NOT NULL))
    """,
    "CREATE UNIQUE INDEX draws_one_a_batch ON draws (batch_id) WHERE undone_at IS NULL",
    "CREATE INDEX ON draws (batch_id)",
    """
    ALTER TABLE draw_awards
        ALTER COLUMN occupancy_id DROP NOT NULL,
        DROP CONSTRAINT draw_awards_occupancy_unique,
        ADD CONSTRAINT draw_awards_occupancy_once UNIQUE (draw_id, occupancy_id)
    """,
    "COMMENT ON COLUMN draw_awards.occupancy_id IS 'null: of a batch that is not published, or given back before'",
    "CREATE INDEX ON draw_awards (occupancy_id)",
    f"""
    CREATE TABLE declines (
        draw_id        uuid NOT NULL,
        application_id uuid NOT NULL,
        reason         text NOT NULL
            CONSTRAINT declines_reason_known CHECK (reason IN ('NOT_WANTED', 'NOT_AS_DESCRIBED', 'NOT_PAID')),
        created_at     timestamptz NOT NULL,
        verdict        text CONSTRAINT declines_verdict_known CHECK (verdict IN ('UPHELD', 'REJECTED')),
        decided_by     text CONSTRAINT declines_decided_by_spelled CHECK (decided_by ~ {ACTOR}),
        decided_at     timestamptz,
        verdict_reason text CONSTRAINT declines_verdict_reason_length CHECK (length(verdict_reason) BETWEEN 1 AND 2000),
        batch_id       uuid REFERENCES batches,
        PRIMARY KEY (draw_id, application_id),
        FOREIGN KEY (draw_id, application_id) REFERENCES draw_awards (draw_id, application_id),
        CONSTRAINT declines_only_claims_are_decided CHECK (verdict IS NULL OR reason = 'NOT_AS_DESCRIBED'),
        CONSTRAINT declines_decided_whole
            CHECK (num_nonnulls(verdict, decided_by, decided_at, verdict_reason) IN (0, 4))
    )
    """,
    "COMMENT ON TABLE declines IS 'places that were given and not taken: the next batch gives them'",
    "COMMENT ON COLUMN declines.verdict IS 'whether a clerk found that the place was not as described, as was claimed'",
    "COMMENT ON COLUMN declines.batch_id IS 'the batch that has taken it in; null: the next one will'",
    """
    CREATE TABLE upgrade_refusals (
        application_id uuid PRIMARY KEY REFERENCES applications,
        created_at     timestamptz NOT NULL
    )
    """,
    "COMMENT ON TABLE upgrade_refusals IS 'winners who want to keep what they have, whatever comes free'",
    """
    CREATE TABLE round_demand (
        round_id      uuid NOT NULL REFERENCES rounds,
        harbor_id     uuid REFERENCES harbors,
        area_id       uuid REFERENCES winter_storage_areas,
        site_id       uuid NOT NULL GENERATED ALWAYS AS (coalesce(harbor_id, area_id)) STORED,
        applicants    integer NOT NULL,
        first_choices integer NOT NULL,
        placed        integer NOT NULL,
        PRIMARY KEY (round_id, site_id),
        CONSTRAINT round_demand_of_one_site CHECK (num_nonnulls(harbor_id, area_id) = 1),
        CONSTRAINT round_demand_tells_of_nobody CHECK (applicants >= 5),
        CONSTRAINT round_demand_counted
            CHECK (first_choices BETWEEN 0 AND applicants AND placed BETWEEN 0 AND applicants)
    )
    """,
    "COMMENT ON TABLE round_demand IS 'public: who asked for a harbor in a told round, as its public bundle shows it'",
    "CREATE INDEX ON round_demand (harbor_id)",
    "CREATE INDEX ON round_demand (area_id)",
    """
    CREATE TABLE draw_cutoffs (
        id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        draw_id       uuid NOT NULL REFERENCES draws,
        harbor_id     uuid REFERENCES harbors,
        area_id       uuid REFERENCES winter_storage_areas,
        site_id       uuid NOT NULL GENERATED ALWAYS AS (coalesce(harbor_id, area_id)) STORED,
        beam_mm       integer NOT NULL CHECK (beam_mm >= 1),
        last_position integer CHECK (last_position >= 0),
        CONSTRAINT draw_cutoffs_beam_once UNIQUE (draw_id, site_id, beam_mm),
        CONSTRAINT draw_cutoffs_of_one_site CHECK (num_nonnulls(harbor_id, area_id) = 1)
    )
    """,
    "COMMENT ON TABLE draw_cutoffs IS 'public once told: how far the queue got, for beams that are those of nobody'",
    "COMMENT ON COLUMN draw_cutoffs.last_position IS 'null: the last of the queue still could; 0: nobody could'",
    "CREATE INDEX ON draw_cutoffs (harbor_id)",
    "CREATE INDEX ON draw_cutoffs (area_id)",
)

# Whoever erases an application, by whatever statement, destroys its private half; what was published stays true.
ERASURES = (
    """
    CREATE FUNCTION destroy_private_half() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM freeze_secrets WHERE application_id = NEW.id;
        UPDATE corrections SET request = NULL, reason = NULL WHERE application_id = NEW.id;
        RETURN NULL;
    END $$
    """,
    "COMMENT ON FUNCTION destroy_private_half IS 'an erased application cannot be opened by anybody any more'",
    """
    CREATE TRIGGER applications_erased_destroy_private_half AFTER UPDATE OF erased_at ON applications
    FOR EACH ROW WHEN (OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL)
    EXECUTE FUNCTION destroy_private_half()
    """,
)

# Whose change makes answers old that are kept.
VERSIONS = tuple(
    f"""
    CREATE TRIGGER data_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION tell_data_version('draws')
    """
    for table in ("freezes", "beacons", "round_demand", "draw_cutoffs")
)

INDEXES = (
    "CREATE INDEX ON freezes (round_id)",
    "CREATE INDEX ON freeze_leaves (application_id)",
    "CREATE INDEX ON freeze_secrets (application_id)",
    "CREATE INDEX ON draws (freeze_id)",
    "CREATE INDEX ON draws (beacon_id)",
    "CREATE INDEX ON draws (follows_id)",
    "CREATE INDEX ON draw_notices (application_id)",
    "CREATE INDEX ON draw_cycles (application_id)",
    "CREATE INDEX ON declines (batch_id)",
    "CREATE INDEX ON declines (application_id)",
    "CREATE INDEX ON occupancies (draw_id) WHERE draw_id IS NOT NULL",
)

# What is told of rounds and draws to everybody; the rest is for the service, and behind row security where it is
# about somebody. Draws and their results are there for everybody from the publication on.
PUBLIC = "freezes, beacons, round_demand, draw_cutoffs"
OWN = (
    "freeze_leaves",
    "freeze_secrets",
    "draw_notices",
    "draw_cycles",
    "corrections",
    "correction_offers",
    "declines",
    "upgrade_refusals",
)
STAFF = ("draw_hands",)
# What a draw gave somebody is seen by nobody before its publication: draws are not seen before it.
OF_A_DRAW = ("draw_cycles",)
OF_THE_APPLICATION = "acting_as_staff() OR EXISTS (SELECT FROM applications WHERE id = {0}.application_id)"
ONCE_TOLD = OF_THE_APPLICATION + " AND EXISTS (SELECT FROM draws WHERE draws.id = {0}.draw_id)"
SERVICE = "freeze_places, draw_bundles, batches"

GRANTS = (
    f"GRANT SELECT ON {PUBLIC} TO ahti_read",
    f"GRANT SELECT, INSERT ON {PUBLIC}, {', '.join(OWN)}, {', '.join(STAFF)}, {SERVICE} TO ahti_app",
    "GRANT UPDATE (undone_at, undone_reason) ON freezes TO ahti_app",
    "GRANT UPDATE (released_at, published_at, undone_at, superseded_at) ON draws TO ahti_app",
    "GRANT UPDATE (is_told) ON draw_results TO ahti_app",
    "GRANT UPDATE (released_by) ON draw_hands TO ahti_app",
    "GRANT UPDATE (status, decided_at, decided_by, reason, request) ON corrections TO ahti_app",
    "GRANT UPDATE (published_at, undone_at, undone_reason) ON batches TO ahti_app",
    "GRANT UPDATE (occupancy_id) ON draw_awards TO ahti_app",
    "GRANT UPDATE (verdict, decided_by, decided_at, verdict_reason, batch_id) ON declines TO ahti_app",
    "GRANT DELETE ON round_demand TO ahti_app",
    "GRANT DELETE ON freeze_secrets, upgrade_refusals TO ahti_app",
)

ROW_SECURITY = (
    "ALTER TABLE draws ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE draws FORCE ROW LEVEL SECURITY",
    "CREATE POLICY draws_are_seen_when_published ON draws FOR SELECT "
    "USING (published_at IS NOT NULL OR acting_as_staff())",
    "CREATE POLICY draws_are_made_by_the_system ON draws FOR INSERT WITH CHECK (acting_as_staff())",
    "CREATE POLICY draws_are_moved_by_the_system ON draws FOR UPDATE USING (acting_as_staff())",
    "ALTER TABLE draw_results ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE draw_results FORCE ROW LEVEL SECURITY",
    "CREATE POLICY results_are_for_everybody ON draw_results FOR SELECT TO ahti_read USING (is_told AND NOT is_sealed)",
    """
    CREATE POLICY results_are_seen_with_their_draw ON draw_results FOR SELECT TO ahti_app
    USING (acting_as_staff() OR is_told AND (NOT is_sealed
        OR EXISTS (SELECT FROM applications WHERE applications.public_id = draw_results.public_id)))
    """,
    "CREATE POLICY results_are_made_by_the_system ON draw_results FOR INSERT WITH CHECK (acting_as_staff())",
    "CREATE POLICY results_are_told_by_the_system ON draw_results FOR UPDATE USING (acting_as_staff())",
    "ALTER TABLE draw_cutoffs ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE draw_cutoffs FORCE ROW LEVEL SECURITY",
    "CREATE POLICY cutoffs_are_seen_with_their_draw ON draw_cutoffs FOR SELECT "
    "USING (EXISTS (SELECT FROM draws WHERE draws.id = draw_cutoffs.draw_id))",
    "CREATE POLICY cutoffs_are_made_by_the_system ON draw_cutoffs FOR INSERT WITH CHECK (acting_as_staff())",
    *(
        statement
        for table in (*OWN, *STAFF)
        for statement in (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
            f"CREATE POLICY {table}_change_by_the_system ON {table} USING (acting_as_staff())",
        )
    ),
    *(
        f"""
        CREATE POLICY {table}_as_the_application ON {table} FOR SELECT
        USING (acting_as_staff() OR EXISTS (SELECT FROM applications WHERE id = application_id))
        """
        for table in OWN
        if table not in OF_A_DRAW
    ),
    f"""
    CREATE POLICY draw_cycles_as_the_application ON draw_cycles FOR SELECT USING ({ONCE_TOLD.format("draw_cycles")})
    """,
    *(
        f"ALTER POLICY {table}_select ON {table} USING ({ONCE_TOLD.format(table)})"
        for table in ("draw_awards", "draw_refusals")
    ),
)

TEMPLATES = (
    *("PLACE_GIVEN", "PLACE_KEPT", "PLACE_NOT_GIVEN", "CORRECTION_DECIDED"),
    *("APPLICATION_ASKED", "APPLICATION_WITHDRAWN"),
    *("PLACE_CAME_FREE", "PLACE_IMPROVED", "STILL_WAITING"),
    *("APPLICATION_CARRIED", "APPLICATION_NOT_CARRIED", "DRAFT_WAITING"),
)
LISTED = "'" + "', '".join(TEMPLATES) + "'"


def upgrade() -> None:
    for statement in (*FREEZES, *DRAWS, *AFTERWARDS, *ERASURES, *VERSIONS, *INDEXES, *GRANTS, *ROW_SECURITY):
        op.execute(statement)
    op.execute(f"SELECT know_message_templates({LISTED})")


BACK = (
    "SELECT set_config('ahti.act', 'staff', true)",
    """
    ALTER TABLE draw_awards
        DROP CONSTRAINT draw_awards_occupancy_once,
        ADD CONSTRAINT draw_awards_occupancy_unique UNIQUE (occupancy_id),
        ALTER COLUMN occupancy_id SET NOT NULL
    """,
    "COMMENT ON COLUMN draw_awards.occupancy_id IS NULL",
    "REVOKE UPDATE (occupancy_id) ON draw_awards FROM ahti_app",
    "DROP INDEX draw_awards_occupancy_id_idx",
    "ALTER TABLE draws DROP COLUMN batch_id",
    "DROP TABLE correction_offers, declines, batches, upgrade_refusals, corrections",
    "DROP TABLE draw_cycles, draw_notices, draw_bundles, draw_hands",
    "DROP TABLE round_demand, draw_cutoffs",
    "DROP TRIGGER applications_erased_destroy_private_half ON applications",
    "DROP FUNCTION destroy_private_half()",
    "DROP POLICY results_are_told_by_the_system ON draw_results",
    "DROP POLICY results_are_made_by_the_system ON draw_results",
    "DROP POLICY results_are_seen_with_their_draw ON draw_results",
    "DROP POLICY results_are_for_everybody ON draw_results",
    "ALTER TABLE draw_results DROP COLUMN is_told, DROP COLUMN is_sealed",
    "ALTER TABLE draw_results DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE draw_results NO FORCE ROW LEVEL SECURITY",
    "DROP POLICY draws_are_moved_by_the_system ON draws",
    "DROP POLICY draws_are_made_by_the_system ON draws",
    "DROP POLICY draws_are_seen_when_published ON draws",
    "ALTER TABLE draws DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE draws NO FORCE ROW LEVEL SECURITY",
    "REVOKE UPDATE (released_at, published_at, undone_at) ON draws FROM ahti_app",
    "DROP INDEX occupancies_draw_id_idx",
    "ALTER TABLE occupancies DROP COLUMN is_told",
    *(
        f"ALTER POLICY {table}_select ON {table} USING ({OF_THE_APPLICATION.format(table)})"
        for table in ("draw_awards", "draw_refusals")
    ),
    "ALTER TABLE draw_refusals DROP COLUMN sufficient",
    """
    ALTER TABLE draws
        DROP CONSTRAINT draws_version_unique,
        DROP COLUMN kind, DROP COLUMN freeze_id, DROP COLUMN beacon_id, DROP COLUMN follows_id, DROP COLUMN label,
        DROP COLUMN bundle_digest, DROP COLUMN released_at, DROP COLUMN published_at, DROP COLUMN undone_at,
        DROP COLUMN superseded_at
    """,
    "ALTER TABLE draws ADD CONSTRAINT draws_version_unique UNIQUE (round_id, version)",
    "DROP TABLE beacons, freeze_secrets, freeze_leaves, freeze_places, freezes",
)


def downgrade() -> None:
    for statement in BACK:
        op.execute(statement)
    op.execute(f"SELECT forget_message_templates({LISTED})")
