"""The odds of a round that is open: of each application for its applicant, of harbors by beam for everybody."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

# Each a probability between its bounds.
OUTCOMES = ("here", "elsewhere", "nothing")
FIGURES = ", ".join(f"{one}{bound} float8 NOT NULL" for one in OUTCOMES for bound in ("", "_low", "_high"))
BOUNDED = " AND ".join(f"{one}_low BETWEEN 0 AND {one} AND {one}_high BETWEEN {one} AND 1" for one in OUTCOMES)

TABLES = (
    """
    CREATE TABLE application_odds (
        application_id uuid PRIMARY KEY REFERENCES applications,
        round_id       uuid NOT NULL REFERENCES rounds,
        seeds          integer NOT NULL,
        won            integer[] NOT NULL,
        kept           integer NOT NULL,
        nothing        integer NOT NULL,
        as_of          timestamptz NOT NULL,
        CONSTRAINT application_odds_counted CHECK (seeds >= 1 AND 0 <= ALL (won) AND kept >= 0 AND nothing >= 0)
    )
    """,
    "COMMENT ON TABLE application_odds IS 'how often simulated draws gave an application what'",
    "COMMENT ON COLUMN application_odds.won IS 'how often each choice was won, the most wanted first'",
    "COMMENT ON COLUMN application_odds.kept IS 'how often a tenant stayed on the own place'",
    f"""
    CREATE TABLE round_odds (
        id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        round_id     uuid NOT NULL REFERENCES rounds,
        harbor_id    uuid REFERENCES harbors,
        area_id      uuid REFERENCES winter_storage_areas,
        site_id      uuid NOT NULL GENERATED ALWAYS AS (coalesce(harbor_id, area_id)) STORED,
        beam_from_mm integer NOT NULL,
        beam_to_mm   integer NOT NULL,
        applicants   integer NOT NULL,
        seeds        integer NOT NULL CONSTRAINT round_odds_simulated CHECK (seeds >= 1),
        {FIGURES},
        as_of        timestamptz NOT NULL,
        CONSTRAINT round_odds_group_once UNIQUE (round_id, site_id, beam_to_mm),
        CONSTRAINT round_odds_of_one_site CHECK (num_nonnulls(harbor_id, area_id) = 1),
        CONSTRAINT round_odds_beams_in_order CHECK (beam_from_mm < beam_to_mm),
        CONSTRAINT round_odds_tell_of_nobody CHECK (applicants >= 5),
        CONSTRAINT round_odds_are_odds CHECK ({BOUNDED})
    )
    """,
    "COMMENT ON TABLE round_odds IS 'how those who ask for a harbor come out, by the beam of their boats'",
)

INDEXES = (
    "CREATE INDEX ON application_odds (round_id)",
    "CREATE INDEX ON round_odds (round_id, site_id, beam_to_mm, id)",
    "CREATE INDEX ON round_odds (harbor_id)",
    "CREATE INDEX ON round_odds (area_id)",
)

GRANTS = (
    "GRANT SELECT ON round_odds TO ahti_read",
    "GRANT SELECT, INSERT, DELETE, UPDATE ON round_odds, application_odds TO ahti_app",
)

ROW_SECURITY = (
    "ALTER TABLE application_odds ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE application_odds FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY odds_are_seen_with_the_application ON application_odds FOR SELECT
    USING (acting_as_staff() OR EXISTS (SELECT FROM applications WHERE id = application_id))
    """,
    """
    CREATE POLICY odds_are_kept_by_the_system ON application_odds
    USING (acting_as_staff()) WITH CHECK (acting_as_staff())
    """,
)

VERSIONS = (
    """
    CREATE TRIGGER data_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON round_odds
    FOR EACH STATEMENT EXECUTE FUNCTION tell_data_version('odds')
    """,
)


def upgrade() -> None:
    for statement in (*TABLES, *INDEXES, *GRANTS, *ROW_SECURITY, *VERSIONS):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE round_odds, application_odds")
