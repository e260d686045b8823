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
            AND claim.status = 'VERIFIED');
        PERFORM set_config('ahti.act', coalesce(act, ''), true);
    END
    $$
"""


def upgrade() -> None:
    op.execute(FUNCTION)
    op.execute("COMMENT ON FUNCTION waiting_work IS 'what somebody has to look at before a round is frozen'")
    op.execute("REVOKE ALL ON FUNCTION waiting_work(uuid) FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION waiting_work(uuid) TO ahti_app")


def downgrade() -> None:
    op.execute("DROP FUNCTION waiting_work(uuid)")
