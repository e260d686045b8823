"""Rounds: windows, kinds, policies, rules in versions, where a round stands."""

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

BACK = (
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
    for statement in ROUNDS:
        op.execute(statement)


def downgrade() -> None:
    for statement in BACK:
        op.execute(statement)
