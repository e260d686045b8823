"""The catalogue: providers, harbors, piers, places, winter storage, services, ferries, and the shapes of all."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# What every listed row carries beside its own columns.
LISTED = """
    created_at        timestamptz NOT NULL,
    modified_at       timestamptz NOT NULL,
    retired_at        timestamptz,
    source_system     text NOT NULL,
    source_type       text NOT NULL,
    source_id         text NOT NULL,
    source_licence    text NOT NULL,
    source_fetched_at timestamptz,
    content_digest    bytea NOT NULL,
    UNIQUE (source_system, source_type, source_id)
"""

# A text in three languages, its sort key (Finnish order as bytes) and what a text filter looks into.
NAMED = """
    name_fi     text,
    name_sv     text,
    name_en     text,
    name_sort   text COLLATE "C" NOT NULL,
    search_text text NOT NULL
"""

# A geometry: WKB for Shapely, compact GeoJSON for readers, boxes for GiST, paths for refinement at the edge;
# ``bbox`` and ``shape`` in WGS 84 degrees, ``metric_bbox`` and ``metric_shape`` in ETRS-TM35FIN metres.
LOCATED = """
    geometry        bytea  NOT NULL,
    geometry_source text   NOT NULL CHECK (geometry_source IN ('SURVEYED', 'IMPORTED', 'GENERATED')),
    geojson         text   NOT NULL,
    centroid        text   NOT NULL,
    bbox            box    NOT NULL,
    shape           path[] NOT NULL,
    metric_bbox     box    NOT NULL,
    metric_shape    path[] NOT NULL
"""

CONTACT = """
    phone   text,
    email   text,
    www_url text
"""

SITE = """
    street_address_fi text,
    street_address_sv text,
    street_address_en text,
    zip_code          text,
    municipality      text,
    region            text,
    service_map_id    text,
    image_url         text,
    availability      text CHECK (availability IN
                      ('PLENTY', 'SHORT_QUEUE', 'MEDIUM_QUEUE', 'LONG_QUEUE', 'RARELY_AVAILABLE'))
"""

AMENITIES = """
    amenities text[] NOT NULL DEFAULT '{}' CHECK (amenities <@ ARRAY[
        'ELECTRICITY', 'PERSONAL_ELECTRICITY', 'WATER', 'GATE', 'MOORING', 'WASTE_COLLECTION', 'LIGHTING',
        'TOILET', 'SHOWER', 'SAUNA', 'LAUNDRY', 'WIFI',
        'SUMMER_STORAGE_FOR_DOCKING_EQUIPMENT', 'SUMMER_STORAGE_FOR_TRAILERS', 'SUMMER_STORAGE_FOR_BOATS'])
"""

IS_NAMED = "CHECK (coalesce(name_fi, name_en, name_sv) IS NOT NULL)"

# PostgreSQL compares coordinates with a tolerance of 0.000001, in degrees a tenth of a metre: every question is asked
# of shapes that are moved to the origin and enlarged a million times. A function in SQL that cannot be inlined costs
# some twenty times as much a call as one in PL/pgSQL, and an order by distance calls one for every row.
FUNCTIONS = (
    """
    CREATE FUNCTION covers_point(shape path[], at point) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS $$
    DECLARE
        part path;
        inside boolean := false;
    BEGIN
        FOREACH part IN ARRAY shape LOOP
            IF isclosed(part) AND npoints(part) > 2 THEN
                inside := inside <> (point(0, 0) <@ polygon((part - at) * point(1000000, 0)));
            END IF;
        END LOOP;
        RETURN inside;
    END $$
    """,
    "COMMENT ON FUNCTION covers_point IS 'whether an odd number of the rings of a shape hold the point'",
    """
    CREATE FUNCTION distance_m(metric_shape path[], at point) RETURNS double precision
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS $$
    DECLARE
        part path;
        nearest double precision := 'infinity';
    BEGIN
        IF covers_point(metric_shape, at) THEN
            RETURN 0;
        END IF;
        FOREACH part IN ARRAY metric_shape LOOP
            nearest := least(nearest, (part - at) <-> point(0, 0));
        END LOOP;
        RETURN nearest;
    END $$
    """,
    "COMMENT ON FUNCTION distance_m IS 'metres from the point to the nearest part of a shape, both in ETRS-TM35FIN'",
    """
    CREATE FUNCTION meets_box(shape path[], area box) RETURNS boolean
    IMMUTABLE STRICT PARALLEL SAFE LANGUAGE plpgsql AS $$
    DECLARE
        part path;
        enlarged path;
        frame polygon := polygon((area - center(area)) * point(1000000, 0));
    BEGIN
        FOREACH part IN ARRAY shape LOOP
            enlarged := (part - center(area)) * point(1000000, 0);
            IF enlarged <-> path(frame) = 0 OR polygon(pclose(enlarged)) <@ frame THEN
                RETURN true;
            END IF;
        END LOOP;
        RETURN covers_point(shape, center(area));
    END $$
    """,
    "COMMENT ON FUNCTION meets_box IS 'whether a shape and a box have a point in common, the box being filled'",
)

TABLES = (
    f"""
    CREATE TABLE providers (
        id          uuid PRIMARY KEY,
        kind        text NOT NULL CHECK (kind IN ('CITY', 'COMPANY', 'CLUB', 'PRIVATE_PERSON')),
        {NAMED},
        business_id text,
        {CONTACT},
        time_zone   text NOT NULL,
        {LISTED},
        CONSTRAINT providers_named {IS_NAMED}
    )
    """,
    f"""
    CREATE TABLE boat_types (
        id uuid PRIMARY KEY,
        {NAMED},
        {LISTED},
        CONSTRAINT boat_types_named {IS_NAMED}
    )
    """,
    f"""
    CREATE TABLE harbors (
        id          uuid PRIMARY KEY,
        provider_id uuid NOT NULL REFERENCES providers,
        {NAMED},
        {SITE},
        {CONTACT},
        {AMENITIES},
        is_active   boolean NOT NULL,
        {LOCATED},
        {LISTED},
        CONSTRAINT harbors_named {IS_NAMED}
    )
    """,
    f"""
    CREATE TABLE piers (
        id              uuid PRIMARY KEY,
        harbor_id       uuid NOT NULL REFERENCES harbors,
        identifier      text NOT NULL,
        identifier_sort text COLLATE "C" NOT NULL,
        price_tier      integer CHECK (price_tier BETWEEN 1 AND 3),
        {AMENITIES},
        is_accessible   boolean,
        is_active       boolean NOT NULL,
        {LOCATED},
        {LISTED},
        UNIQUE (id, harbor_id)
    )
    """,
    """
    CREATE TABLE pier_boat_types (
        pier_id      uuid NOT NULL REFERENCES piers ON DELETE CASCADE,
        boat_type_id uuid NOT NULL REFERENCES boat_types,
        PRIMARY KEY (pier_id, boat_type_id)
    )
    """,
    f"""
    CREATE TABLE winter_storage_areas (
        id          uuid PRIMARY KEY,
        provider_id uuid NOT NULL REFERENCES providers,
        {NAMED},
        {SITE},
        {CONTACT},
        is_active   boolean NOT NULL,
        {LOCATED},
        {LISTED},
        CONSTRAINT winter_storage_areas_named {IS_NAMED}
    )
    """,
    f"""
    CREATE TABLE winter_storage_sections (
        id              uuid PRIMARY KEY,
        area_id         uuid NOT NULL REFERENCES winter_storage_areas,
        identifier      text NOT NULL,
        identifier_sort text COLLATE "C" NOT NULL,
        {AMENITIES},
        is_active       boolean NOT NULL,
        {LOCATED},
        {LISTED},
        UNIQUE (id, area_id)
    )
    """,
    f"""
    CREATE TABLE places (
        id            uuid PRIMARY KEY,
        kind          text NOT NULL CHECK (kind IN
                      ('BERTH', 'WINTER_STORAGE_PLACE', 'UNMARKED_WINTER_STORAGE', 'GUEST_MOORING', 'QUAY')),
        provider_id   uuid NOT NULL REFERENCES providers,
        harbor_id     uuid REFERENCES harbors,
        pier_id       uuid,
        area_id       uuid REFERENCES winter_storage_areas,
        section_id    uuid,
        number        text NOT NULL,
        number_sort   text COLLATE "C" NOT NULL,
        name_fi       text,
        name_sv       text,
        name_en       text,
        search_text   text NOT NULL,
        width_mm      integer CHECK (width_mm > 0),
        length_mm     integer CHECK (length_mm > 0),
        depth_mm      integer CHECK (depth_mm > 0),
        max_mass_kg   integer CHECK (max_mass_kg > 0),
        mooring       text CHECK (mooring IN
                      ('SINGLE_SLIP', 'SIDE_SLIP', 'STERN_BUOY', 'STERN_POLE', 'QUAYSIDE', 'SEA_BUOY',
                       'DINGHY_PLACE', 'TRAILER_PLACE', 'NO_STERN_MOORING')),
        units         integer NOT NULL CHECK (units >= 1),
        {AMENITIES},
        is_accessible boolean,
        is_active     boolean NOT NULL,
        is_invoiceable boolean NOT NULL,
        {LOCATED},
        {LISTED},
        CONSTRAINT places_pier_in_harbor
            FOREIGN KEY (pier_id, harbor_id) REFERENCES piers (id, harbor_id) ON UPDATE CASCADE,
        CONSTRAINT places_section_in_area
            FOREIGN KEY (section_id, area_id) REFERENCES winter_storage_sections (id, area_id) ON UPDATE CASCADE,
        CONSTRAINT places_parent_fits_kind CHECK (CASE kind
            WHEN 'BERTH' THEN pier_id IS NOT NULL AND harbor_id IS NOT NULL AND area_id IS NULL
            WHEN 'WINTER_STORAGE_PLACE' THEN section_id IS NOT NULL AND area_id IS NOT NULL AND harbor_id IS NULL
            WHEN 'UNMARKED_WINTER_STORAGE' THEN area_id IS NOT NULL AND section_id IS NULL AND harbor_id IS NULL
            WHEN 'GUEST_MOORING' THEN harbor_id IS NOT NULL AND area_id IS NULL
            ELSE area_id IS NULL END),
        CONSTRAINT places_pier_has_harbor CHECK (pier_id IS NULL OR harbor_id IS NOT NULL),
        CONSTRAINT places_section_has_area CHECK (section_id IS NULL OR area_id IS NOT NULL),
        CONSTRAINT places_no_depth_on_land CHECK (area_id IS NULL OR depth_mm IS NULL)
    )
    """,
    f"""
    CREATE TABLE services (
        id          uuid PRIMARY KEY,
        kind        text NOT NULL CHECK (kind IN
                    ('RAMP', 'CRANE', 'FUEL', 'PUMP_OUT', 'WASTE', 'WATER', 'SAUNA', 'MAST_CRANE', 'REPAIR', 'SHOP',
                     'RESTAURANT', 'PARKING')),
        provider_id uuid NOT NULL REFERENCES providers,
        harbor_id   uuid REFERENCES harbors,
        {NAMED},
        {CONTACT},
        is_active   boolean NOT NULL,
        {LOCATED},
        {LISTED},
        CONSTRAINT services_named {IS_NAMED}
    )
    """,
    f"""
    CREATE TABLE ferry_stops (
        id            uuid PRIMARY KEY,
        code          text,
        harbor_id     uuid REFERENCES harbors,
        {NAMED},
        is_accessible boolean,
        is_active     boolean NOT NULL,
        {LOCATED},
        {LISTED},
        CONSTRAINT ferry_stops_named {IS_NAMED}
    )
    """,
    f"""
    CREATE TABLE ferry_routes (
        id               uuid PRIMARY KEY,
        operator_id      uuid NOT NULL REFERENCES providers,
        code             text NOT NULL,
        {NAMED},
        {CONTACT},
        bicycles_allowed boolean,
        dogs_allowed     boolean,
        cars_allowed     boolean,
        is_accessible    boolean,
        is_active        boolean NOT NULL,
        {LOCATED},
        {LISTED},
        CONSTRAINT ferry_routes_named {IS_NAMED}
    )
    """,
    """
    CREATE TABLE ferry_route_stops (
        route_id uuid NOT NULL REFERENCES ferry_routes ON DELETE CASCADE,
        position integer NOT NULL CHECK (position >= 1),
        stop_id  uuid NOT NULL REFERENCES ferry_stops,
        PRIMARY KEY (route_id, position)
    )
    """,
    """
    CREATE TABLE occupancies (
        id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        place_id   uuid NOT NULL REFERENCES places,
        period     tstzrange NOT NULL,
        span       int4range NOT NULL,
        kind       text NOT NULL CHECK (kind IN ('AWARD')),
        state      text NOT NULL CHECK (state IN ('HOLDING', 'ENDED')),
        created_at timestamptz NOT NULL,
        CONSTRAINT occupancies_period_half_open CHECK (
            NOT isempty(period) AND lower_inc(period) AND NOT upper_inc(period)
            AND lower(period) > '-infinity' AND upper(period) < 'infinity'),
        CONSTRAINT occupancies_span_bounded CHECK (NOT isempty(span) AND lower(span) >= 0 AND upper(span) IS NOT NULL),
        CONSTRAINT occupancies_never_overlap
            EXCLUDE USING gist (place_id WITH =, span WITH &&, period WITH &&) WHERE (state = 'HOLDING')
    )
    """,
    "COMMENT ON TABLE occupancies IS 'everything that takes a place in time; span counts the units of a divided place'",
    """
    CREATE FUNCTION occupancy_stays_inside_place() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF upper(NEW.span) > (SELECT units FROM places WHERE id = NEW.place_id) THEN
            RAISE EXCEPTION 'span % is larger than place %', NEW.span, NEW.place_id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'occupancies_span_inside_place';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER occupancies_span_inside_place BEFORE INSERT OR UPDATE OF span, place_id ON occupancies
    FOR EACH ROW EXECUTE FUNCTION occupancy_stays_inside_place()
    """,
)

# Whoever loads a catalogue cannot analyse tables of the owner's, and no plan is good before somebody has.
STATISTICS = (
    """
    CREATE FUNCTION gather_catalogue_statistics() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    BEGIN
        ANALYZE providers, boat_types, harbors, piers, pier_boat_types, winter_storage_areas, winter_storage_sections,
                places, services, ferry_stops, ferry_routes, ferry_route_stops;
    END $$
    """,
    "COMMENT ON FUNCTION gather_catalogue_statistics IS 'tells the planner what a load has brought in'",
    "REVOKE ALL ON FUNCTION gather_catalogue_statistics() FROM PUBLIC",
    "GRANT EXECUTE ON FUNCTION gather_catalogue_statistics() TO ahti_app",
)

INDEXES = (
    "CREATE INDEX ON harbors (provider_id)",
    "CREATE INDEX ON harbors (name_sort, id)",
    "CREATE INDEX ON piers (harbor_id, identifier_sort, id)",
    "CREATE INDEX ON pier_boat_types (boat_type_id)",
    "CREATE INDEX ON winter_storage_areas (provider_id)",
    "CREATE INDEX ON winter_storage_sections (area_id, identifier_sort, id)",
    "CREATE INDEX ON places (kind, id)",
    "CREATE INDEX ON places (provider_id, number_sort, id)",
    "CREATE INDEX ON places (harbor_id, number_sort, id) WHERE harbor_id IS NOT NULL",
    "CREATE INDEX ON places (pier_id, number_sort, id) WHERE pier_id IS NOT NULL",
    "CREATE INDEX ON places (area_id, number_sort, id) WHERE area_id IS NOT NULL",
    "CREATE INDEX ON places (section_id, number_sort, id) WHERE section_id IS NOT NULL",
    "CREATE INDEX ON services (provider_id)",
    "CREATE INDEX ON services (harbor_id) WHERE harbor_id IS NOT NULL",
    "CREATE INDEX ON ferry_stops (harbor_id) WHERE harbor_id IS NOT NULL",
    "CREATE INDEX ON ferry_routes (operator_id)",
    "CREATE INDEX ON ferry_route_stops (stop_id)",
    *(
        f"CREATE INDEX ON {table} USING gist ({column})"
        for table in (
            "harbors",
            "piers",
            "winter_storage_areas",
            "winter_storage_sections",
            "places",
            "services",
            "ferry_stops",
            "ferry_routes",
        )
        for column in ("bbox", "metric_bbox")
    ),
)

PUBLIC = (
    "providers, boat_types, harbors, piers, pier_boat_types, winter_storage_areas, winter_storage_sections, places, "
    "services, ferry_stops, ferry_routes, ferry_route_stops, occupancies"
)

GRANTS = (
    f"GRANT SELECT ON {PUBLIC} TO ahti_read",
    f"GRANT SELECT, INSERT, UPDATE ON {PUBLIC} TO ahti_app",
    "GRANT DELETE ON pier_boat_types, ferry_route_stops TO ahti_app",
)


def upgrade() -> None:
    for statement in ("CREATE EXTENSION IF NOT EXISTS btree_gist", *FUNCTIONS, *TABLES, *STATISTICS, *INDEXES, *GRANTS):
        op.execute(statement)


def downgrade() -> None:
    op.execute(f"DROP TABLE {PUBLIC}")
    op.execute(
        "DROP FUNCTION gather_catalogue_statistics, occupancy_stays_inside_place(), meets_box, distance_m, covers_point"
    )
    op.execute("DROP EXTENSION btree_gist")
