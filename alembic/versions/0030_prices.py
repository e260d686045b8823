"""What places cost: price lists that hold for a time, VAT by date, and the grounds on which something is taken off."""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

PRODUCTS = "'BERTH', 'WINTER_STORAGE', 'SERVICE', 'GUEST_NIGHT', 'PASSENGER_TRANSPORT'"

VAT = (
    f"""
    CREATE TABLE vat_rates (
        product text NOT NULL CONSTRAINT vat_rates_product_known CHECK (product IN ({PRODUCTS})),
        rate    numeric(5, 2) NOT NULL CHECK (rate BETWEEN 0 AND 100),
        valid   daterange NOT NULL,
        CONSTRAINT vat_rates_begin CHECK (NOT isempty(valid) AND lower(valid) IS NOT NULL),
        CONSTRAINT vat_rates_never_overlap EXCLUDE USING gist (product WITH =, valid WITH &&)
    )
    """,
    "COMMENT ON TABLE vat_rates IS 'the percentage of VAT by kind of product and day of supply'",
    """
    INSERT INTO vat_rates (product, rate, valid)
    SELECT product, 25.50, '[2024-09-01,)' FROM unnest(ARRAY['BERTH', 'WINTER_STORAGE', 'SERVICE']) AS product
    UNION ALL
    SELECT product, rate, valid::daterange
    FROM unnest(ARRAY['GUEST_NIGHT', 'PASSENGER_TRANSPORT']) AS product,
         (VALUES (14.00, '[2025-01-01,2026-01-01)'), (13.50, '[2026-01-01,)')) AS lowered (rate, valid)
    """,
    """
    CREATE TABLE provider_vat (
        provider_id uuid NOT NULL REFERENCES providers,
        is_liable   boolean NOT NULL,
        valid       daterange NOT NULL,
        CONSTRAINT provider_vat_begins CHECK (NOT isempty(valid) AND lower(valid) IS NOT NULL),
        CONSTRAINT provider_vat_never_overlaps EXCLUDE USING gist (provider_id WITH =, valid WITH &&)
    )
    """,
    "COMMENT ON TABLE provider_vat IS 'whether a seller is liable to VAT; untold, all but private people are'",
)

LISTS = (
    """
    CREATE TABLE price_lists (
        id                  uuid PRIMARY KEY,
        provider_id         uuid NOT NULL REFERENCES providers,
        product             text NOT NULL,
        status              text NOT NULL,
        valid               daterange NOT NULL,
        company_factor      numeric(5, 2) NOT NULL CHECK (company_factor BETWEEN 0 AND 10),
        non_billable_factor numeric(5, 2) NOT NULL CHECK (non_billable_factor BETWEEN 0 AND 10),
        source_system       text,
        created_at          timestamptz NOT NULL,
        published_at        timestamptz,
        withdrawn_at        timestamptz,
        CONSTRAINT price_lists_product_known CHECK (product IN ('BERTH', 'WINTER_STORAGE')),
        CONSTRAINT price_lists_status_known CHECK (status IN ('DRAFT', 'PUBLISHED', 'WITHDRAWN')),
        CONSTRAINT price_lists_published_has_time CHECK (status <> 'PUBLISHED' OR published_at IS NOT NULL),
        CONSTRAINT price_lists_withdrawn_has_time CHECK ((status = 'WITHDRAWN') = (withdrawn_at IS NOT NULL)),
        CONSTRAINT price_lists_begin CHECK (NOT isempty(valid) AND lower(valid) IS NOT NULL),
        CONSTRAINT price_lists_never_overlap
            EXCLUDE USING gist (provider_id WITH =, product WITH =, valid WITH &&) WHERE (status = 'PUBLISHED')
    )
    """,
    "COMMENT ON TABLE price_lists IS 'the prices of a provider for seasons that begin on its days'",
    """
    CREATE TABLE berth_prices (
        id        uuid PRIMARY KEY,
        list_id   uuid NOT NULL REFERENCES price_lists,
        harbor_id uuid REFERENCES harbors,
        mooring   text CONSTRAINT berth_prices_mooring_known CHECK (mooring IN
                  ('SINGLE_SLIP', 'SIDE_SLIP', 'STERN_BUOY', 'STERN_POLE', 'QUAYSIDE', 'SEA_BUOY',
                   'DINGHY_PLACE', 'TRAILER_PLACE', 'NO_STERN_MOORING')),
        tier      integer CONSTRAINT berth_prices_tier_known CHECK (tier BETWEEN 1 AND 3),
        over_mm   integer NOT NULL CHECK (over_mm >= 0),
        upto_mm   integer,
        amount    numeric(10, 2) NOT NULL CHECK (amount >= 0),
        CONSTRAINT berth_prices_band_in_order CHECK (over_mm < upto_mm),
        CONSTRAINT berth_prices_never_overlap EXCLUDE USING gist (
            list_id WITH =,
            coalesce(harbor_id, '00000000-0000-0000-0000-000000000000') WITH =,
            coalesce(mooring, '') WITH =,
            coalesce(tier, 0) WITH =,
            int8range(over_mm, upto_mm, '(]') WITH &&)
    )
    """,
    "COMMENT ON TABLE berth_prices IS 'what a berth costs a season by its width: over one figure, up to another'",
    "COMMENT ON COLUMN berth_prices.mooring IS 'null: whatever the mooring; the same of harbor and tier'",
    """
    CREATE TABLE area_prices (
        id      uuid PRIMARY KEY,
        list_id uuid NOT NULL REFERENCES price_lists,
        area_id uuid NOT NULL REFERENCES winter_storage_areas,
        stored  text NOT NULL CONSTRAINT area_prices_stored_known CHECK (stored IN ('BOAT', 'BOX')),
        per_m2  numeric(10, 2) NOT NULL CHECK (per_m2 >= 0),
        CONSTRAINT area_prices_once UNIQUE (list_id, area_id, stored)
    )
    """,
    "COMMENT ON TABLE area_prices IS 'what a square metre of a winter storage area costs a season'",
    """
    CREATE TABLE service_prices (
        id         uuid PRIMARY KEY,
        list_id    uuid NOT NULL REFERENCES price_lists,
        position   integer NOT NULL,
        name_fi    text NOT NULL,
        name_sv    text NOT NULL,
        name_en    text NOT NULL,
        per        text NOT NULL CONSTRAINT service_prices_per_known CHECK (per IN ('SEASON', 'MONTH')),
        amount     numeric(10, 2) CHECK (amount >= 0),
        percentage numeric(5, 2) CHECK (percentage BETWEEN 0 AND 100),
        CONSTRAINT service_prices_one_of_two CHECK (num_nonnulls(amount, percentage) = 1)
    )
    """,
    "COMMENT ON TABLE service_prices IS 'what comes beside a place, by an amount or a percentage of its price'",
    """
    CREATE TABLE subsidies (
        id           uuid PRIMARY KEY,
        list_id      uuid NOT NULL REFERENCES price_lists,
        position     integer NOT NULL,
        name_fi      text NOT NULL,
        name_sv      text NOT NULL,
        name_en      text NOT NULL,
        ground_fi    text NOT NULL,
        ground_sv    text NOT NULL,
        ground_en    text NOT NULL,
        amount       numeric(10, 2) CHECK (amount > 0),
        percentage   numeric(5, 2) CHECK (percentage > 0 AND percentage <= 100),
        harbor_id    uuid REFERENCES harbors,
        area_id      uuid REFERENCES winter_storage_areas,
        boat_type_id uuid REFERENCES boat_types,
        ended_at     timestamptz,
        CONSTRAINT subsidies_one_of_two CHECK (num_nonnulls(amount, percentage) = 1)
    )
    """,
    "COMMENT ON TABLE subsidies IS 'what is taken off the price of a place, on what ground, and for which places'",
    "COMMENT ON COLUMN subsidies.ended_at IS 'from when nothing is quoted with it any more'",
)

GROUPS = (
    """
    ALTER TABLE organisations ADD COLUMN payer_group text NOT NULL DEFAULT 'COMPANY'
        CONSTRAINT organisations_payer_group_known CHECK (payer_group IN ('PRIVATE', 'COMPANY', 'NON_BILLABLE'))
    """,
    "COMMENT ON COLUMN organisations.payer_group IS 'how many times the price it pays, by the price list'",
)

REASONS = (
    """
    CREATE TABLE switch_reasons (
        id            uuid PRIMARY KEY,
        number        integer NOT NULL,
        name_fi       text,
        name_sv       text,
        name_en       text,
        source_system text NOT NULL,
        retired_at    timestamptz,
        CONSTRAINT switch_reasons_named CHECK (coalesce(name_fi, name_en, name_sv) IS NOT NULL)
    )
    """,
    "COMMENT ON TABLE switch_reasons IS 'why tenants want another place, as they are offered to choose'",
)

INDEXES = (
    "CREATE INDEX ON price_lists (provider_id, created_at, id)",
    *(f"CREATE INDEX ON {table} (list_id)" for table in ("berth_prices", "service_prices", "subsidies")),
    "CREATE INDEX ON switch_reasons (number, id)",
)

PUBLIC = "price_lists, berth_prices, area_prices, service_prices, subsidies, vat_rates, provider_vat, switch_reasons"

GRANTS = (
    f"GRANT SELECT ON {PUBLIC} TO ahti_read",
    f"GRANT SELECT, INSERT ON {PUBLIC} TO ahti_app",
    "GRANT UPDATE (status, valid, published_at, withdrawn_at) ON price_lists TO ahti_app",
    "GRANT UPDATE (ended_at) ON subsidies TO ahti_app",
    "GRANT UPDATE (valid), DELETE ON provider_vat TO ahti_app",
    "GRANT UPDATE (name_fi, name_sv, name_en, number, retired_at) ON switch_reasons TO ahti_app",
    "GRANT UPDATE (payer_group) ON organisations TO ahti_app",
)

# What is shown of prices belongs to the catalogue: another price list empties the same answers.
VERSIONS = tuple(
    f"""
    CREATE TRIGGER data_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION tell_data_version('catalogue')
    """
    for table in PUBLIC.split(", ")
)


# The rule of harbors.prices.rules once more, for whole lists of places at once; a test holds one against the other.
FUNCTIONS = (
    """
    CREATE FUNCTION season_price(priced uuid, season_starts date, payers text) RETURNS numeric
    STABLE PARALLEL SAFE LANGUAGE sql AS $$
        SELECT round(
            CASE WHEN place.area_id IS NULL THEN berth.amount
                 ELSE area.per_m2 * place.width_mm * place.length_mm / 1000000 END
            * CASE payers WHEN 'COMPANY' THEN list.company_factor
                          WHEN 'NON_BILLABLE' THEN list.non_billable_factor ELSE 1 END, 2)
        FROM places AS place
        JOIN price_lists AS list ON list.provider_id = place.provider_id AND list.status = 'PUBLISHED'
            AND list.valid @> season_starts
            AND list.product = CASE place.kind WHEN 'BERTH' THEN 'BERTH'
                                               WHEN 'WINTER_STORAGE_PLACE' THEN 'WINTER_STORAGE' END
        LEFT JOIN piers AS pier ON pier.id = place.pier_id
        LEFT JOIN area_prices AS area
            ON area.list_id = list.id AND area.area_id = place.area_id AND area.stored = 'BOX'
        LEFT JOIN LATERAL (
            SELECT one.amount
            FROM (SELECT price.over_mm, price.upto_mm, price.tier, price.amount,
                         rank() OVER (ORDER BY price.mooring IS NULL, price.harbor_id IS NULL) AS exactness
                  FROM berth_prices AS price
                  WHERE price.list_id = list.id
                  AND (price.mooring IS NULL OR price.mooring = place.mooring)
                  AND (price.harbor_id IS NULL OR price.harbor_id = place.harbor_id)) AS one
            WHERE one.exactness = 1 AND one.over_mm < place.width_mm
            AND (one.upto_mm IS NULL OR place.width_mm <= one.upto_mm)
            AND (one.tier IS NULL OR one.tier = pier.price_tier)
            ORDER BY one.tier NULLS LAST LIMIT 1) AS berth ON true
        WHERE place.id = priced
    $$
    """,
    "COMMENT ON FUNCTION season_price IS 'what a place costs a whole season; null where it has no price'",
    """
    CREATE FUNCTION season_vat(priced uuid, season_starts date) RETURNS numeric
    STABLE PARALLEL SAFE LANGUAGE sql AS $$
        SELECT CASE WHEN coalesce(
                   (SELECT told.is_liable FROM provider_vat AS told
                    WHERE told.provider_id = provider.id AND told.valid @> season_starts),
                   provider.kind <> 'PRIVATE_PERSON'
                   OR EXISTS (SELECT FROM provider_vat AS told WHERE told.provider_id = provider.id))
               THEN (SELECT rate.rate FROM vat_rates AS rate
                     WHERE rate.product = CASE place.kind WHEN 'BERTH' THEN 'BERTH' ELSE 'WINTER_STORAGE' END
                     AND rate.valid @> season_starts)
               ELSE 0.00 END
        FROM places AS place JOIN providers AS provider ON provider.id = place.provider_id
        WHERE place.id = priced
    $$
    """,
    "COMMENT ON FUNCTION season_vat IS 'the percentage of VAT in what a place costs a season'",
    """
    CREATE FUNCTION contract_id(type_name text, key uuid) RETURNS text
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
        SELECT rtrim(translate(
            encode(convert_to(type_name || ':' || key, 'UTF8'), 'base64'), '+/' || chr(10), '-_'), '=')
    $$
    """,
    "COMMENT ON FUNCTION contract_id IS 'an id as the API has it: base64url without padding'",
    "GRANT EXECUTE ON FUNCTION season_price, season_vat, contract_id TO ahti_read, ahti_app",
)


def upgrade() -> None:
    for statement in (*VAT, *LISTS, *GROUPS, *REASONS, *INDEXES, *GRANTS, *VERSIONS, *FUNCTIONS):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP FUNCTION season_price, season_vat, contract_id")
    op.execute("ALTER TABLE organisations DROP COLUMN payer_group")
    op.execute(
        "DROP TABLE switch_reasons, subsidies, service_prices, area_prices, berth_prices, price_lists, provider_vat, "
        "vat_rates"
    )
