"""What staff look at."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# What clerks may know of a claim is whether somebody vouched for it. They do not see the profiles, boats and papers by
# which that is known, so that the function looks for them; which applications it speaks of is for row security to say.
FUNCTION = """
    CREATE FUNCTION waiting_work(wanted_round uuid) RETURNS TABLE (application_id uuid, work text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        act text := current_setting('ahti.act', true);
    BEGIN
        PERFORM set_config('ahti.act', 'staff', true);
        RETURN QUERY
        WITH standing AS MATERIALIZED (
            SELECT application.id, application.person_id, application.organisation_id, application.boat_id,
                   application.boat_estimated, application.confirmed_at, application.channel,
                   application.class_reason IS NULL
                   AND application.class_number < jsonb_array_length(round.rules -> 'classes') AS claims_residence
            FROM applications AS application
            JOIN rounds AS round ON round.id = application.round_id
            WHERE application.round_id = wanted_round AND application.status = 'SUBMITTED'
        )
        SELECT one.id, 'DUPLICATES' FROM standing AS one
        WHERE EXISTS (
            SELECT FROM application_duplicates AS pair
            WHERE pair.status = 'OPEN' AND one.id IN (pair.first_id, pair.second_id) AND pair.round_id = wanted_round)
        UNION ALL
        SELECT one.id, 'UNVERIFIED_RESIDENCE' FROM standing AS one
        WHERE one.claims_residence
        AND NOT EXISTS (
            SELECT FROM person_profiles AS profile
            WHERE profile.person_id = one.person_id AND profile.municipality_source IN ('REGISTER', 'ATTESTED'))
        AND NOT EXISTS (
            SELECT FROM person_residences AS residence
            WHERE residence.person_id = one.person_id AND residence.resides)
        UNION ALL
        SELECT one.id, 'MISSING_TITLE' FROM standing AS one
        WHERE NOT one.boat_estimated
        AND NOT EXISTS (SELECT FROM boats AS boat WHERE boat.id = one.boat_id AND boat.title_since IS NOT NULL)
        UNION ALL
        SELECT one.id, 'UNCONFIRMED_MAIL' FROM standing AS one
        WHERE one.confirmed_at IS NULL AND one.channel = 'ONLINE'
        UNION ALL
        SELECT one.id, 'UNVERIFIED_ORGANISATION' FROM standing AS one
        WHERE one.organisation_id IS NOT NULL
        AND NOT EXISTS (
            SELECT FROM representations AS claim
            WHERE claim.organisation_id = one.organisation_id AND claim.person_id = one.person_id
            AND claim.status = 'VERIFIED')
        UNION ALL
        SELECT correction.application_id, 'CORRECTIONS' FROM corrections AS correction
        JOIN applications AS application ON application.id = correction.application_id
        WHERE application.round_id = wanted_round AND application.erased_at IS NULL AND correction.status = 'OPEN';
        PERFORM set_config('ahti.act', coalesce(act, ''), true);
    END
    $$
"""

# What clerks do to many applications at once: who asked for what, and what became of each.
HANDLINGS = (
    """
    CREATE TABLE handlings (
        id          uuid PRIMARY KEY,
        round_id    uuid NOT NULL REFERENCES rounds,
        provider_id uuid NOT NULL REFERENCES providers,
        act         text NOT NULL,
        detail      jsonb NOT NULL,
        reason      text NOT NULL,
        asked_by    uuid REFERENCES people,
        key_id      uuid REFERENCES api_keys,
        client_id   uuid REFERENCES clients ON DELETE SET NULL,
        request_id  text NOT NULL,
        created_at  timestamptz NOT NULL,
        ended_at    timestamptz,
        CONSTRAINT handlings_act_known CHECK (act IN
            ('SET_CLASS', 'RESOLVE_DUPLICATES', 'ATTEST_RESIDENCE', 'DECIDE_REPRESENTATION', 'ASK', 'WITHDRAW')),
        CONSTRAINT handlings_reason_length CHECK (length(reason) BETWEEN 1 AND 2000),
        CONSTRAINT handlings_asked_by_somebody CHECK (num_nonnulls(asked_by, key_id) = 1)
    )
    """,
    "COMMENT ON TABLE handlings IS 'one act of staff on many applications of a round'",
    "COMMENT ON COLUMN handlings.detail IS 'a class number, a resolution, whether it is so, a question, or null'",
    """
    CREATE TABLE handling_items (
        handling_id    uuid NOT NULL REFERENCES handlings ON DELETE CASCADE,
        application_id uuid NOT NULL REFERENCES applications,
        outcome        text,
        problem        jsonb,
        PRIMARY KEY (handling_id, application_id),
        CONSTRAINT handling_items_outcome_known CHECK (outcome IN ('DONE', 'UNCHANGED', 'REFUSED')),
        CONSTRAINT handling_items_refused_with_problem
            CHECK ((outcome IS NOT DISTINCT FROM 'REFUSED') = (problem IS NOT NULL))
    )
    """,
    "COMMENT ON TABLE handling_items IS 'an application in it, and what became of it; null: it is still to come'",
    "CREATE INDEX ON handlings (round_id, created_at)",
    "CREATE INDEX ON handling_items (application_id)",
    "GRANT SELECT, INSERT, DELETE ON handlings, handling_items TO ahti_app",
    "GRANT UPDATE (ended_at) ON handlings TO ahti_app",
    "GRANT UPDATE (outcome, problem) ON handling_items TO ahti_app",
    *(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY" for table in ("handlings", "handling_items")),
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in ("handlings", "handling_items")),
    *(
        f"CREATE POLICY handlings_{verb}_by_clerks ON handlings FOR {command} "
        f"{check} (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))"
        for verb, command, check in (
            ("are_seen", "SELECT", "USING"),
            ("are_asked_for", "INSERT", "WITH CHECK"),
            ("are_ended", "UPDATE", "USING"),
        )
    ),
    "CREATE POLICY handlings_go_by_the_system ON handlings FOR DELETE USING (acting_as_staff())",
    *(
        f"CREATE POLICY items_{verb}_with_their_handling ON handling_items FOR {command} "
        f"{check} (EXISTS (SELECT FROM handlings WHERE id = handling_id))"
        for verb, command, check in (
            ("are_seen", "SELECT", "USING"),
            ("come", "INSERT", "WITH CHECK"),
            ("are_noted", "UPDATE", "USING"),
        )
    ),
    "CREATE POLICY items_go_by_the_system ON handling_items FOR DELETE USING (acting_as_staff())",
)


def upgrade() -> None:
    for statement in HANDLINGS:
        op.execute(statement)
    op.execute(FUNCTION)
    op.execute("COMMENT ON FUNCTION waiting_work IS 'what somebody has to look at, before a freeze and after results'")
    op.execute("REVOKE ALL ON FUNCTION waiting_work(uuid) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION waiting_work(uuid) TO ahti_app")


def downgrade() -> None:
    op.execute("DROP FUNCTION waiting_work(uuid)")
    op.execute("DROP TABLE handling_items, handlings")
