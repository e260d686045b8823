"""Who holds a place for a season, as tenant."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

OCCUPANCIES = (
    "ALTER TABLE occupancies DROP CONSTRAINT occupancies_kind_check",
    "ALTER TABLE occupancies ADD CONSTRAINT occupancies_kind_check CHECK (kind IN ('AWARD', 'LEASE'))",
)

LEASES = (
    """
    CREATE TABLE leases (
        id              uuid PRIMARY KEY,
        provider_id     uuid NOT NULL REFERENCES providers,
        place_id        uuid NOT NULL REFERENCES places,
        occupancy_id    uuid NOT NULL CONSTRAINT leases_occupancy_unique UNIQUE REFERENCES occupancies,
        season_starts   date NOT NULL,
        season_ends     date NOT NULL,
        person_id       uuid REFERENCES people,
        organisation_id uuid REFERENCES organisations,
        tenant_name     text,
        tenant_email    text,
        tenant_language text,
        boat_type_id    uuid REFERENCES boat_types,
        registration    text,
        beam_mm         integer NOT NULL,
        length_mm       integer NOT NULL,
        draught_mm      integer,
        mass_kg         integer,
        status          text NOT NULL,
        origin          text NOT NULL,
        follows_id      uuid REFERENCES leases,
        created_at      timestamptz NOT NULL,
        ended_at        timestamptz,
        ending          text,
        end_reason      text,
        erased_at       timestamptz,
        CONSTRAINT leases_season_in_order CHECK (season_starts <= season_ends),
        CONSTRAINT leases_of_somebody CHECK (CASE WHEN erased_at IS NULL
            THEN num_nonnulls(person_id, organisation_id) <= 1
                AND num_nonnulls(person_id, organisation_id, tenant_name) >= 1
            ELSE num_nonnulls(person_id, organisation_id, tenant_name, tenant_email, registration) = 0 END),
        CONSTRAINT leases_tenant_name_length CHECK (length(tenant_name) BETWEEN 1 AND 201),
        CONSTRAINT leases_tenant_email_length CHECK (length(tenant_email) BETWEEN 3 AND 254),
        CONSTRAINT leases_tenant_language_known CHECK (tenant_language IN ('fi', 'sv', 'en')),
        CONSTRAINT leases_registration_length CHECK (length(registration) BETWEEN 2 AND 20),
        CONSTRAINT leases_length_of_a_boat CHECK (length_mm BETWEEN 2000 AND 24000),
        CONSTRAINT leases_beam_of_a_boat CHECK (beam_mm BETWEEN 500 AND 12000),
        CONSTRAINT leases_draught_of_a_boat CHECK (draught_mm BETWEEN 0 AND 6000),
        CONSTRAINT leases_mass_of_a_boat CHECK (mass_kg BETWEEN 10 AND 200000),
        CONSTRAINT leases_status_known CHECK (status IN ('ACTIVE', 'ENDED')),
        CONSTRAINT leases_origin_known CHECK (origin IN ('IMPORTED', 'RECORDED', 'AWARDED', 'MOVED', 'EXCHANGED')),
        CONSTRAINT leases_ending_known CHECK (ending IN ('TERMINATED', 'MOVED', 'EXCHANGED')),
        CONSTRAINT leases_ended_at_some_time CHECK (num_nonnulls(ended_at, ending) = CASE status
            WHEN 'ENDED' THEN 2 ELSE 0 END),
        CONSTRAINT leases_ended_for_a_reason CHECK (ending = 'EXCHANGED' OR (ending IS NULL) = (end_reason IS NULL)),
        CONSTRAINT leases_end_reason_length CHECK (length(end_reason) BETWEEN 1 AND 2000)
    )
    """,
    "COMMENT ON TABLE leases IS 'who holds a place for a season; the occupancy says from when to when'",
    "COMMENT ON COLUMN leases.tenant_name IS 'as the provider knows the tenant, with or without account'",
    "COMMENT ON COLUMN leases.ended_at IS 'from when the place is free again before its season is over; may lie ahead'",
    "COMMENT ON COLUMN leases.follows_id IS 'the lease that a move or an exchange ended for this one'",
    "COMMENT ON COLUMN leases.erased_at IS 'when all that tells of the tenant was taken out'",
    """
    CREATE FUNCTION lease_keeps_to_its_place() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.place_id IS DISTINCT FROM (SELECT place_id FROM occupancies WHERE id = NEW.occupancy_id)
            OR NEW.provider_id IS DISTINCT FROM (SELECT provider_id FROM places WHERE id = NEW.place_id) THEN
            RAISE EXCEPTION 'lease % speaks of another place', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'leases_keep_to_their_place';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE CONSTRAINT TRIGGER leases_keep_to_their_place AFTER INSERT ON leases
    FOR EACH ROW EXECUTE FUNCTION lease_keeps_to_its_place()
    """,
)

RETENTION = (
    "ALTER TABLE retention_periods DROP CONSTRAINT retention_periods_kind_known",
    """
    ALTER TABLE retention_periods ADD CONSTRAINT retention_periods_kind_known CHECK (kind IN (
        'APPLICATION', 'CERTIFICATE', 'IDEMPOTENCY_KEY', 'LEASE', 'MAIL_CONFIRMATION', 'REPRESENTATION'))
    """,
    "INSERT INTO retention_periods (kind, days) VALUES ('LEASE', 2190)",
)

INDEXES = (
    "CREATE INDEX ON leases (provider_id, season_starts, created_at, id)",
    "CREATE INDEX ON leases (provider_id, created_at, id)",
    "CREATE INDEX ON leases (place_id)",
    "CREATE INDEX ON leases (person_id, season_starts, id) WHERE person_id IS NOT NULL",
    "CREATE INDEX ON leases (organisation_id) WHERE organisation_id IS NOT NULL",
    "CREATE INDEX ON leases (provider_id, registration) WHERE registration IS NOT NULL",
    "CREATE INDEX ON leases (season_ends) WHERE erased_at IS NULL",
)

GRANTS = (
    "GRANT SELECT, INSERT ON leases TO ahti_app",
    """
    GRANT UPDATE (person_id, organisation_id, tenant_name, tenant_email, tenant_language, registration, status,
                  ended_at, ending, end_reason, erased_at)
    ON leases TO ahti_app
    """,
)

# A tenant sees the own leases and changes none: that is for the clerks of the provider, and for the system.
ROW_SECURITY = (
    "ALTER TABLE leases ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE leases FORCE ROW LEVEL SECURITY",
    """
    CREATE POLICY leases_are_seen ON leases FOR SELECT
    USING (acting_as_staff() OR person_id = acting_person() OR organisation_id = ANY(acting_organisations())
           OR provider_id = ANY(acting_for('CLERK')))
    """,
    """
    CREATE POLICY leases_are_made_by_clerks ON leases FOR INSERT
    WITH CHECK (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))
    """,
    """
    CREATE POLICY leases_are_ended_by_clerks ON leases FOR UPDATE
    USING (acting_as_staff() OR provider_id = ANY(acting_for('CLERK')))
    """,
)


def upgrade() -> None:
    for statement in (*OCCUPANCIES, *LEASES, *RETENTION, *INDEXES, *GRANTS, *ROW_SECURITY):
        op.execute(statement)


# Going back there is no room for leases, nor for the time in which they hold a place.
def downgrade() -> None:
    op.execute("DROP TABLE leases")
    op.execute("DROP FUNCTION lease_keeps_to_its_place()")
    op.execute("DELETE FROM retention_periods WHERE kind = 'LEASE'")
    op.execute("ALTER TABLE retention_periods DROP CONSTRAINT retention_periods_kind_known")
    op.execute(
        """
        ALTER TABLE retention_periods ADD CONSTRAINT retention_periods_kind_known CHECK (kind IN (
            'APPLICATION', 'CERTIFICATE', 'IDEMPOTENCY_KEY', 'MAIL_CONFIRMATION', 'REPRESENTATION'))
        """
    )
    op.execute("DELETE FROM occupancies WHERE kind = 'LEASE'")
    op.execute("ALTER TABLE occupancies DROP CONSTRAINT occupancies_kind_check")
    op.execute("ALTER TABLE occupancies ADD CONSTRAINT occupancies_kind_check CHECK (kind = 'AWARD')")
