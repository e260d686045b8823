"""Places that are offered: to whom, at which price, until when, and what became of it."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

OCCUPANCIES = (
    "ALTER TABLE occupancies DROP CONSTRAINT occupancies_kind_check",
    "ALTER TABLE occupancies ADD CONSTRAINT occupancies_kind_check CHECK (kind IN ('AWARD', 'LEASE', 'OFFER'))",
)

LEASES = (
    "ALTER TABLE leases DROP CONSTRAINT leases_origin_known",
    """
    ALTER TABLE leases ADD CONSTRAINT leases_origin_known CHECK (origin IN
        ('IMPORTED', 'RECORDED', 'AWARDED', 'MOVED', 'EXCHANGED', 'OFFERED', 'RENEWED'))
    """,
    "COMMENT ON COLUMN leases.follows_id IS 'the lease that was moved, exchanged or renewed for this one'",
)

# An offer that is paid handles its application; one that nobody answered in time ends it.
APPLICATIONS = (
    "ALTER TABLE applications DROP CONSTRAINT applications_status_known",
    """
    ALTER TABLE applications ADD CONSTRAINT applications_status_known
        CHECK (status IN ('SUBMITTED', 'HANDLED', 'EXPIRED', 'WITHDRAWN'))
    """,
    "ALTER TABLE application_events DROP CONSTRAINT application_events_known",
    """
    ALTER TABLE application_events ADD CONSTRAINT application_events_known CHECK (event IN
        ('SUBMITTED', 'ENTERED', 'CARRIED', 'EDITED', 'CLAIMED', 'CLASS_SET', 'DUPLICATE_RESOLVED', 'ASKED',
         'WITHDRAWN', 'DECLINED', 'NOT_CARRIED', 'HANDLED', 'EXPIRED'))
    """,
)

TABLES = (
    """
    CREATE TABLE offer_terms (
        id            uuid PRIMARY KEY,
        provider_id   uuid NOT NULL REFERENCES providers,
        round_id      uuid REFERENCES rounds,
        offer_days    integer NOT NULL CHECK (offer_days BETWEEN 1 AND 100),
        grace_days    integer NOT NULL CHECK (grace_days BETWEEN 0 AND 100),
        reminder_days integer[] NOT NULL,
        by_invoice    boolean NOT NULL,
        CONSTRAINT offer_terms_once UNIQUE NULLS NOT DISTINCT (provider_id, round_id),
        CONSTRAINT offer_terms_few_reminders CHECK (cardinality(reminder_days) <= 10)
    )
    """,
    "COMMENT ON TABLE offer_terms IS 'how a provider offers what its rounds give; without any its places cost nothing'",
    "COMMENT ON COLUMN offer_terms.round_id IS 'null: for all rounds of the provider that have none of their own'",
    "COMMENT ON COLUMN offer_terms.by_invoice IS 'whether an offer can be accepted by asking for an invoice'",
    """
    CREATE TABLE offers (
        id                uuid PRIMARY KEY,
        provider_id       uuid NOT NULL REFERENCES providers,
        kind              text NOT NULL,
        status            text NOT NULL,
        reference         text NOT NULL CONSTRAINT offers_reference_unique UNIQUE,
        application_id    uuid REFERENCES applications,
        queue_entry_id    uuid REFERENCES queue_entries ON DELETE SET NULL,
        previous_lease_id uuid REFERENCES leases,
        replaces_id       uuid CONSTRAINT offers_replaced_once UNIQUE REFERENCES offers,
        order_id          uuid NOT NULL CONSTRAINT offers_order_unique UNIQUE REFERENCES orders,
        lease_id          uuid CONSTRAINT offers_lease_unique UNIQUE REFERENCES leases,
        place_id          uuid NOT NULL REFERENCES places,
        occupancy_id      uuid NOT NULL REFERENCES occupancies,
        season_starts     date NOT NULL,
        season_ends       date NOT NULL,
        starts_at         timestamptz NOT NULL,
        ends_at           timestamptz NOT NULL,
        person_id         uuid REFERENCES people,
        organisation_id   uuid REFERENCES organisations,
        tenant_name       text,
        tenant_email      text,
        tenant_language   text NOT NULL,
        boat_type_id      uuid REFERENCES boat_types,
        registration      text,
        beam_mm           integer NOT NULL,
        length_mm         integer NOT NULL,
        draught_mm        integer,
        mass_kg           integer,
        channel           text NOT NULL,
        by_invoice        boolean NOT NULL,
        due_at            timestamptz NOT NULL,
        grace_days        integer NOT NULL CHECK (grace_days BETWEEN 0 AND 100),
        reminder_days     integer[] NOT NULL,
        reminded_days     integer,
        access_hashes     bytea[] NOT NULL,
        created_at        timestamptz NOT NULL,
        accepted_at       timestamptz,
        answered_at       timestamptz,
        answer_reason     text,
        erased_at         timestamptz,
        CONSTRAINT offers_kind_known CHECK (kind IN ('AWARD', 'RENEWAL', 'DIRECT', 'SWITCH')),
        CONSTRAINT offers_status_known CHECK (status IN ('OPEN', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN')),
        CONSTRAINT offers_channel_known CHECK (channel IN ('MAIL', 'PAPER')),
        CONSTRAINT offers_reference_spelled CHECK (reference ~ '^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$'),
        CONSTRAINT offers_awards_are_applied_for CHECK (kind <> 'AWARD' OR application_id IS NOT NULL),
        CONSTRAINT offers_answered_has_time CHECK ((status = 'OPEN') = (answered_at IS NULL)),
        CONSTRAINT offers_accepted_has_lease CHECK ((status = 'ACCEPTED') = (lease_id IS NOT NULL)),
        CONSTRAINT offers_answer_reason_length CHECK (length(answer_reason) BETWEEN 1 AND 2000),
        CONSTRAINT offers_withdrawn_for_a_reason CHECK (status <> 'WITHDRAWN' OR answer_reason IS NOT NULL),
        CONSTRAINT offers_season_in_order CHECK (season_starts <= season_ends),
        CONSTRAINT offers_period_in_order CHECK (starts_at < ends_at),
        CONSTRAINT offers_due_later CHECK (due_at > created_at),
        CONSTRAINT offers_few_reminders CHECK (cardinality(reminder_days) <= 10),
        CONSTRAINT offers_to_somebody CHECK (CASE WHEN erased_at IS NULL
            THEN num_nonnulls(person_id, organisation_id) <= 1
                AND num_nonnulls(person_id, organisation_id, tenant_name) >= 1
            ELSE num_nonnulls(person_id, organisation_id, tenant_name, tenant_email, registration) = 0
                AND cardinality(access_hashes) = 0 END),
        CONSTRAINT offers_tenant_name_length CHECK (length(tenant_name) BETWEEN 1 AND 201),
        CONSTRAINT offers_tenant_email_length CHECK (length(tenant_email) BETWEEN 3 AND 254),
        CONSTRAINT offers_tenant_language_known CHECK (tenant_language IN ('fi', 'sv', 'en')),
        CONSTRAINT offers_registration_length CHECK (length(registration) BETWEEN 2 AND 20)
    )
    """,
    "COMMENT ON TABLE offers IS 'a place for somebody, at a price that stands in its order, until it is due'",
    "COMMENT ON COLUMN offers.occupancy_id IS 'what keeps the place; the lease takes it over as it is'",
    "COMMENT ON COLUMN offers.starts_at IS 'of the lease that would come of it, as ends_at'",
    "COMMENT ON COLUMN offers.due_at IS 'until when it is to be paid; it expires grace_days later'",
    "COMMENT ON COLUMN offers.reminded_days IS 'of the days before the due date the last that was reminded of'",
    "COMMENT ON COLUMN offers.access_hashes IS 'of the capabilities in the links that were mailed'",
    "COMMENT ON COLUMN offers.accepted_at IS 'when an invoice was asked for; the place is let once that is paid'",
    """
    CREATE TABLE offer_faults (
        application_id uuid PRIMARY KEY REFERENCES applications,
        draw_id        uuid NOT NULL REFERENCES draws,
        code           text NOT NULL CONSTRAINT offer_faults_code_spelled CHECK (code ~ '^[A-Z_]{3,40}$'),
        noted_at       timestamptz NOT NULL
    )
    """,
    "COMMENT ON TABLE offer_faults IS 'winners who could be made no offer, and why: mostly there is no price'",
)

INDEXES = (
    "CREATE INDEX ON offers (provider_id, created_at, id)",
    "CREATE INDEX ON offers (provider_id, status, due_at, id)",
    "CREATE INDEX ON offers (place_id)",
    "CREATE INDEX ON offers (occupancy_id)",
    "CREATE INDEX ON offers (person_id, created_at, id) WHERE person_id IS NOT NULL",
    "CREATE INDEX ON offers (organisation_id) WHERE organisation_id IS NOT NULL",
    "CREATE INDEX ON offers (application_id) WHERE application_id IS NOT NULL",
    "CREATE INDEX ON offers (previous_lease_id) WHERE previous_lease_id IS NOT NULL",
    "CREATE INDEX ON offers (queue_entry_id) WHERE queue_entry_id IS NOT NULL",
    "CREATE INDEX ON offers (due_at) WHERE status = 'OPEN'",
    "CREATE INDEX ON offers (ends_at) WHERE erased_at IS NULL",
    "CREATE INDEX ON offer_faults (draw_id)",
    # One offer at a time, whoever makes them at once.
    "CREATE UNIQUE INDEX offers_one_open_for_an_application ON offers (application_id) WHERE status = 'OPEN'",
    """
    CREATE UNIQUE INDEX offers_one_open_for_a_lease ON offers (previous_lease_id)
    WHERE status = 'OPEN' AND kind <> 'AWARD'
    """,
    "CREATE UNIQUE INDEX offers_one_open_for_an_occupancy ON offers (occupancy_id) WHERE status = 'OPEN'",
)

GRANTS = (
    "GRANT SELECT, INSERT ON offers, offer_terms, offer_faults TO ahti_app",
    """
    GRANT UPDATE (status, lease_id, place_id, occupancy_id, person_id, organisation_id, tenant_name, tenant_email,
                  registration, due_at, reminded_days, access_hashes, accepted_at, answered_at, answer_reason,
                  erased_at)
    ON offers TO ahti_app
    """,
    "GRANT UPDATE (offer_days, grace_days, reminder_days, by_invoice) ON offer_terms TO ahti_app",
    "GRANT UPDATE (draw_id, code, noted_at), DELETE ON offer_faults TO ahti_app",
)

PERSONAL = ("offers", "offer_faults")

# Who is offered a place sees the offer, and so does whoever has its link or its application; the system writes.
ROW_SECURITY = (
    *(f"ALTER TABLE {table} {what} ROW LEVEL SECURITY" for table in PERSONAL for what in ("ENABLE", "FORCE")),
    """
    CREATE POLICY offers_are_seen ON offers FOR SELECT
    USING (acting_as_staff() OR person_id = acting_person() OR organisation_id = ANY(acting_organisations())
           OR provider_id = ANY(acting_for('CLERK')) OR presented_capability() = ANY(access_hashes)
           OR EXISTS (SELECT FROM applications WHERE id = application_id))
    """,
    "CREATE POLICY offers_are_made_by_the_system ON offers FOR INSERT WITH CHECK (acting_as_staff())",
    "CREATE POLICY offers_are_moved_by_the_system ON offers FOR UPDATE USING (acting_as_staff())",
    """
    CREATE POLICY offer_faults_are_seen_by_clerks ON offer_faults FOR SELECT
    USING (acting_as_staff() OR EXISTS (
        SELECT FROM applications AS application JOIN rounds AS round ON round.id = application.round_id
        WHERE application.id = application_id AND round.provider_id = ANY(acting_for('CLERK'))))
    """,
    "CREATE POLICY offer_faults_are_noted_by_the_system ON offer_faults FOR INSERT WITH CHECK (acting_as_staff())",
    "CREATE POLICY offer_faults_change_by_the_system ON offer_faults FOR UPDATE USING (acting_as_staff())",
    "CREATE POLICY offer_faults_go_by_the_system ON offer_faults FOR DELETE USING (acting_as_staff())",
    "DROP POLICY orders_are_seen ON orders",
    """
    CREATE POLICY orders_are_seen ON orders FOR SELECT
    USING (acting_as_staff() OR person_id = acting_person() OR organisation_id = ANY(acting_organisations())
           OR provider_id = ANY(acting_for('CLERK')) OR access_hash = presented_capability()
           OR EXISTS (SELECT FROM applications WHERE id = application_id)
           OR presented_capability() IS NOT NULL AND EXISTS (SELECT FROM offers WHERE order_id = orders.id))
    """,
)

RETENTION = (
    "ALTER TABLE retention_periods DROP CONSTRAINT retention_periods_kind_known",
    """
    ALTER TABLE retention_periods ADD CONSTRAINT retention_periods_kind_known CHECK (kind IN (
        'APPLICATION', 'CERTIFICATE', 'DRAFT', 'IDEMPOTENCY_KEY', 'LEASE', 'MAIL_CONFIRMATION', 'OFFER', 'ORDER',
        'REPRESENTATION'))
    """,
    "INSERT INTO retention_periods (kind, days) VALUES ('OFFER', 2190)",
)

TEMPLATES = "'OFFER_MADE', 'OFFER_DUE', 'OFFER_CONFIRMED', 'OFFER_EXPIRED', 'OFFER_WITHDRAWN', 'OFFER_EXTENDED'"


def upgrade() -> None:
    for statement in (*OCCUPANCIES, *LEASES, *APPLICATIONS, *TABLES, *INDEXES, *GRANTS, *ROW_SECURITY, *RETENTION):
        op.execute(statement)
    op.execute(f"SELECT know_message_templates({TEMPLATES})")


# Going back there is no room for offers: what they kept free is free, and their applications stand as submitted.
BACK = (
    "DROP POLICY orders_are_seen ON orders",
    """
    CREATE POLICY orders_are_seen ON orders FOR SELECT
    USING (acting_as_staff() OR person_id = acting_person() OR organisation_id = ANY(acting_organisations())
           OR provider_id = ANY(acting_for('CLERK')) OR access_hash = presented_capability()
           OR EXISTS (SELECT FROM applications WHERE id = application_id))
    """,
    "DROP TABLE offer_faults, offers, offer_terms",
    "DELETE FROM retention_periods WHERE kind = 'OFFER'",
    "ALTER TABLE retention_periods DROP CONSTRAINT retention_periods_kind_known",
    """
    ALTER TABLE retention_periods ADD CONSTRAINT retention_periods_kind_known CHECK (kind IN (
        'APPLICATION', 'CERTIFICATE', 'DRAFT', 'IDEMPOTENCY_KEY', 'LEASE', 'MAIL_CONFIRMATION', 'ORDER',
        'REPRESENTATION'))
    """,
    "SELECT set_config('ahti.act', 'staff', true)",
    "UPDATE applications SET status = 'SUBMITTED' WHERE status IN ('HANDLED', 'EXPIRED')",
    "DELETE FROM application_events WHERE event IN ('HANDLED', 'EXPIRED')",
    "ALTER TABLE application_events DROP CONSTRAINT application_events_known",
    """
    ALTER TABLE application_events ADD CONSTRAINT application_events_known CHECK (event IN
        ('SUBMITTED', 'ENTERED', 'CARRIED', 'EDITED', 'CLAIMED', 'CLASS_SET', 'DUPLICATE_RESOLVED', 'ASKED',
         'WITHDRAWN', 'DECLINED', 'NOT_CARRIED'))
    """,
    "ALTER TABLE applications DROP CONSTRAINT applications_status_known",
    """
    ALTER TABLE applications ADD CONSTRAINT applications_status_known CHECK (status IN ('SUBMITTED', 'WITHDRAWN'))
    """,
    "UPDATE leases SET origin = 'RECORDED' WHERE origin IN ('OFFERED', 'RENEWED')",
    "ALTER TABLE leases DROP CONSTRAINT leases_origin_known",
    """
    ALTER TABLE leases ADD CONSTRAINT leases_origin_known CHECK (origin IN
        ('IMPORTED', 'RECORDED', 'AWARDED', 'MOVED', 'EXCHANGED'))
    """,
    "COMMENT ON COLUMN leases.follows_id IS 'the lease that a move or an exchange ended for this one'",
    "DELETE FROM occupancies WHERE kind = 'OFFER'",
    "ALTER TABLE occupancies DROP CONSTRAINT occupancies_kind_check",
    "ALTER TABLE occupancies ADD CONSTRAINT occupancies_kind_check CHECK (kind IN ('AWARD', 'LEASE'))",
)


def downgrade() -> None:
    op.execute(f"SELECT forget_message_templates({TEMPLATES})")
    for statement in BACK:
        op.execute(statement)
