"""How resources are listed, by whoever owns them."""

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

PROVIDERS = (
    "ALTER TABLE providers ADD COLUMN listings_reviewed boolean NOT NULL DEFAULT true",
    "COMMENT ON COLUMN providers.listings_reviewed IS 'whether the city decides on what it lists; never on its own'",
    """
    CREATE FUNCTION publishes_unreviewed(provider_id uuid) RETURNS boolean STABLE PARALLEL SAFE LANGUAGE sql AS $$
        SELECT EXISTS (SELECT FROM providers WHERE id = $1 AND (kind = 'CITY' OR NOT listings_reviewed))
    $$
    """,
    "COMMENT ON FUNCTION publishes_unreviewed IS 'whether what the provider lists is published without a decision'",
    "ALTER TABLE ferry_stops ADD COLUMN provider_id uuid REFERENCES providers",
    "COMMENT ON COLUMN ferry_stops.provider_id IS 'who keeps the stop up to date, if anybody'",
)

LISTINGS = (
    """
    CREATE TABLE listings (
        id           uuid PRIMARY KEY,
        provider_id  uuid NOT NULL REFERENCES providers,
        kind         text NOT NULL,
        action       text NOT NULL,
        resource_id  uuid NOT NULL,
        external_id  text,
        content      jsonb,
        state        text NOT NULL,
        reviewed     boolean NOT NULL,
        batch_id     uuid,
        submitted_at timestamptz NOT NULL,
        submitted_by uuid REFERENCES people,
        decided_at   timestamptz,
        decided_by   uuid REFERENCES people,
        reason       text,
        CONSTRAINT listings_kind_known CHECK (kind IN (
            'HARBOR', 'PIER', 'BERTH', 'GUEST_MOORING', 'QUAY', 'WINTER_STORAGE_AREA', 'WINTER_STORAGE_SECTION',
            'WINTER_STORAGE_PLACE', 'UNMARKED_WINTER_STORAGE', 'SERVICE', 'FERRY_STOP', 'FERRY_ROUTE')),
        CONSTRAINT listings_action_known CHECK (action IN ('CREATE', 'CHANGE', 'RETIRE')),
        CONSTRAINT listings_state_known CHECK (state IN ('PENDING', 'PUBLISHED', 'REJECTED', 'WITHDRAWN')),
        CONSTRAINT listings_content_unless_retired CHECK ((action = 'RETIRE') = (content IS NULL)),
        CONSTRAINT listings_content_object CHECK (jsonb_typeof(content) = 'object'),
        CONSTRAINT listings_external_id_length CHECK (length(external_id) BETWEEN 1 AND 100),
        CONSTRAINT listings_decided_has_time CHECK ((state = 'PENDING') = (decided_at IS NULL)),
        CONSTRAINT listings_rejected_has_reason CHECK ((state = 'REJECTED') = (reason IS NOT NULL)),
        CONSTRAINT listings_reason_length CHECK (length(reason) BETWEEN 1 AND 2000),
        CONSTRAINT listings_decided_by_another CHECK (
            NOT reviewed OR state IN ('PENDING', 'WITHDRAWN')
            OR decided_by IS NOT NULL AND decided_by IS DISTINCT FROM submitted_by)
    )
    """,
    "COMMENT ON TABLE listings IS 'what providers propose to publish, change or retire in the catalogue'",
    "COMMENT ON COLUMN listings.resource_id IS 'the id that the resource has in the catalogue, from the start'",
    "COMMENT ON COLUMN listings.external_id IS 'the provider''s own name of the resource'",
    "COMMENT ON COLUMN listings.content IS 'the whole resource by the columns of its relation; null to retire it'",
    "CREATE UNIQUE INDEX listings_one_pending ON listings (resource_id) WHERE state = 'PENDING'",
    "CREATE INDEX ON listings (provider_id, submitted_at DESC, id)",
    "CREATE INDEX ON listings (state, submitted_at DESC, id)",
    "CREATE INDEX ON listings (submitted_at DESC, id)",
    "CREATE INDEX ON listings (provider_id, kind, resource_id, submitted_at)",
    "CREATE INDEX ON listings (batch_id) WHERE batch_id IS NOT NULL",
    "CREATE INDEX ON ferry_stops (provider_id) WHERE provider_id IS NOT NULL",
)

GRANTS = (
    "GRANT SELECT, INSERT ON listings TO ahti_app",
    "GRANT UPDATE (state, decided_at, decided_by, reason) ON listings TO ahti_app",
)

# Only what waits can be decided; who lists can put nothing into the catalogue that the city has to see first.
ROW_SECURITY = (
    "ALTER TABLE listings ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE listings FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY members_and_the_city_see_listings ON listings FOR SELECT
    USING (acting_as_staff() OR acting_as_city() OR provider_id = ANY(acting_for('VIEWER')))
    """,
    """
    CREATE POLICY clerks_list ON listings FOR INSERT
    WITH CHECK ((acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))
                AND reviewed <> publishes_unreviewed(provider_id)
                AND state = CASE WHEN reviewed THEN 'PENDING' ELSE 'PUBLISHED' END)
    """,
    """
    CREATE POLICY what_waits_is_decided_or_withdrawn ON listings FOR UPDATE
    USING (state = 'PENDING'
           AND (acting_as_staff() OR acting_as_city() OR provider_id = ANY(acting_for('CLERK'))))
    WITH CHECK (acting_as_staff() OR acting_as_city() AND state IN ('PUBLISHED', 'REJECTED')
                OR provider_id = ANY(acting_for('CLERK')) AND state = 'WITHDRAWN')
    """,
)


def upgrade() -> None:
    for statement in (*PROVIDERS, *LISTINGS, *GRANTS, *ROW_SECURITY):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP TABLE listings")
    op.execute("DROP FUNCTION publishes_unreviewed(uuid)")
    op.execute("ALTER TABLE ferry_stops DROP COLUMN provider_id")
    op.execute("ALTER TABLE providers DROP COLUMN listings_reviewed")
