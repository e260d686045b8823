"""Rounds: windows, kinds, policies, rules in versions, where a round stands; lots that winter ground is cut into."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

ROUNDS = (
    """
    ALTER TABLE rounds
        ADD COLUMN kind text NOT NULL DEFAULT 'BERTH'
            CONSTRAINT rounds_kind_known CHECK (kind IN ('BERTH', 'WINTER_STORAGE')),
        ADD COLUMN publishes_at timestamptz,
        ADD COLUMN upgrades_until timestamptz,
        ADD COLUMN previous_round_id uuid REFERENCES rounds,
        ADD COLUMN rules_version integer NOT NULL DEFAULT 1 CHECK (rules_version >= 1),
        ADD COLUMN frozen_at timestamptz,
        ADD COLUMN released_at timestamptz,
        ADD COLUMN published_at timestamptz
    """,
    "UPDATE rounds SET publishes_at = closes_at, frozen_at = drawn_at, released_at = drawn_at, published_at = drawn_at",
    """
    ALTER TABLE rounds
        ALTER COLUMN kind DROP DEFAULT,
        ALTER COLUMN rules_version DROP DEFAULT,
        ALTER COLUMN publishes_at SET NOT NULL,
        DROP CONSTRAINT rounds_policy_known,
        ADD CONSTRAINT rounds_policy_known CHECK (policy IN ('LOTTERY', 'ARRIVAL', 'POINTS')),
        ADD CONSTRAINT rounds_published_after_close CHECK (publishes_at >= closes_at),
        ADD CONSTRAINT rounds_upgrades_after_publication CHECK (upgrades_until >= publishes_at),
        ADD CONSTRAINT rounds_not_before_itself CHECK (previous_round_id <> id),
        ADD CONSTRAINT rounds_stage_after_stage CHECK (
            (frozen_at IS NULL OR closed_at IS NOT NULL) AND (drawn_at IS NULL OR frozen_at IS NOT NULL)
            AND (released_at IS NULL OR drawn_at IS NOT NULL) AND (published_at IS NULL OR released_at IS NOT NULL))
    """,
    "COMMENT ON COLUMN rounds.publishes_at IS 'when results are to be told; until then staff handle what came in'",
    "COMMENT ON COLUMN rounds.upgrades_until IS 'until when later batches may better what winners have; null: never'",
    "COMMENT ON COLUMN rounds.previous_round_id IS 'the round whose unlucky applications may be carried over'",
    "COMMENT ON COLUMN rounds.frozen_at IS 'acts of staff; one that was taken back is null again'",
    "COMMENT ON COLUMN rounds.rules_version IS 'which of round_rules is in rules'",
    "CREATE INDEX ON rounds (previous_round_id)",
    """
    CREATE TABLE round_rules (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        round_id   uuid NOT NULL REFERENCES rounds,
        version    integer NOT NULL CHECK (version >= 1),
        rules      jsonb NOT NULL CONSTRAINT round_rules_object CHECK (jsonb_typeof(rules) = 'object'),
        reason     text CONSTRAINT round_rules_reason_length CHECK (length(reason) BETWEEN 1 AND 2000),
        created_at timestamptz NOT NULL,
        CONSTRAINT round_rules_version_once UNIQUE (round_id, version),
        CONSTRAINT round_rules_changed_for_a_reason CHECK (version = 1 OR reason IS NOT NULL)
    )
    """,
    "COMMENT ON TABLE round_rules IS 'the rules of a round, version by version, and why they were changed'",
    """
    INSERT INTO round_rules (round_id, version, rules, created_at)
    SELECT id, 1, rules, created_at FROM rounds
    """,
    """
    CREATE TRIGGER data_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON round_rules
    FOR EACH STATEMENT EXECUTE FUNCTION tell_data_version('rounds')
    """,
    "GRANT SELECT ON round_rules TO ahti_read",
    "GRANT SELECT, INSERT ON round_rules TO ahti_app",
    """
    GRANT UPDATE (opens_at, closes_at, publishes_at, upgrades_until, rules, rules_version, frozen_at, released_at,
                  published_at)
    ON rounds TO ahti_app
    """,
)

# A section of lots is cut from unmarked ground; whatever changes lots or ground, they fit it. Two who cut at once wait
# for each other at the ground.
LOTS = (
    """
    ALTER TABLE places
        ADD COLUMN ground_m2 numeric(9, 2),
        ADD CONSTRAINT places_ground_is_unmarked
            CHECK (ground_m2 IS NULL OR (kind = 'UNMARKED_WINTER_STORAGE' AND ground_m2 > 0))
    """,
    "ALTER TABLE winter_storage_sections ADD COLUMN cut_from uuid REFERENCES places",
    "COMMENT ON COLUMN places.ground_m2 IS 'how much of an unmarked area can be given, as staff measured it'",
    "COMMENT ON COLUMN winter_storage_sections.cut_from IS 'the unmarked area whose lots of one size these are'",
    "CREATE INDEX ON winter_storage_sections (cut_from, identifier_sort, id)",
    """
    CREATE FUNCTION require_lots_fit(ground uuid) RETURNS void LANGUAGE plpgsql AS $$
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
    """
    CREATE FUNCTION lots_fit_their_ground() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        ground uuid;
    BEGIN
        FOR ground IN
            SELECT section.cut_from FROM changed
            JOIN winter_storage_sections AS section ON section.id = changed.section_id
            WHERE section.cut_from IS NOT NULL
            UNION
            SELECT id FROM changed WHERE kind = 'UNMARKED_WINTER_STORAGE'
            ORDER BY 1
        LOOP
            PERFORM require_lots_fit(ground);
        END LOOP;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION section_fits_its_ground() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM require_lots_fit(NEW.cut_from);
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER lots_fit_their_ground AFTER INSERT ON places REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION lots_fit_their_ground()
    """,
    """
    CREATE TRIGGER lots_still_fit_their_ground AFTER UPDATE ON places REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION lots_fit_their_ground()
    """,
    """
    CREATE TRIGGER section_fits_its_ground AFTER INSERT OR UPDATE OF cut_from, retired_at ON winter_storage_sections
    FOR EACH ROW WHEN (NEW.cut_from IS NOT NULL) EXECUTE FUNCTION section_fits_its_ground()
    """,
)

BACK = (
    "DROP TRIGGER section_fits_its_ground ON winter_storage_sections",
    "DROP TRIGGER lots_still_fit_their_ground ON places",
    "DROP TRIGGER lots_fit_their_ground ON places",
    "DROP FUNCTION section_fits_its_ground",
    "DROP FUNCTION lots_fit_their_ground",
    "DROP FUNCTION require_lots_fit",
    "ALTER TABLE winter_storage_sections DROP COLUMN cut_from",
    "ALTER TABLE places DROP COLUMN ground_m2",
    """
    REVOKE UPDATE (opens_at, closes_at, publishes_at, upgrades_until, rules, rules_version, frozen_at, released_at,
                   published_at)
    ON rounds FROM ahti_app
    """,
    "DROP TABLE round_rules",
    """
    ALTER TABLE rounds
        DROP CONSTRAINT rounds_policy_known,
        DROP CONSTRAINT rounds_stage_after_stage,
        DROP COLUMN kind,
        DROP COLUMN publishes_at,
        DROP COLUMN upgrades_until,
        DROP COLUMN previous_round_id,
        DROP COLUMN rules_version,
        DROP COLUMN frozen_at,
        DROP COLUMN released_at,
        DROP COLUMN published_at
    """,
    "UPDATE rounds SET policy = 'LOTTERY'",
    "ALTER TABLE rounds ADD CONSTRAINT rounds_policy_known CHECK (policy IN ('LOTTERY'))",
)


def upgrade() -> None:
    for statement in (*ROUNDS, *LOTS):
        op.execute(statement)


def downgrade() -> None:
    for statement in BACK:
        op.execute(statement)
