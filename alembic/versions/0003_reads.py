"""What reads find ready: figures counted when places change, simpler drawings, versions of the data that are told."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# The parents of places, and the column of places that names them.
PARENTS = {
    "harbors": "harbor_id",
    "piers": "pier_id",
    "winter_storage_areas": "area_id",
    "winter_storage_sections": "section_id",
}
# Those that show how large their places are, too.
WATERS = ("harbors", "piers")
LOCATED = (*PARENTS, "places", "services", "ferry_stops", "ferry_routes")
WIDTH_STEP_MM = 500

# Whose change makes which answers old.
GROUPS = {
    "catalogue": (
        "providers",
        "boat_types",
        "pier_boat_types",
        *LOCATED,
        "ferry_route_stops",
    ),
    "occupancy": ("occupancies",),
    "rounds": ("rounds",),
    "draws": ("draws", "draw_results"),
}

COUNTS = ("place_count", "active_place_count")
SIZES = ("max_width_mm", "max_length_mm", "max_depth_mm")
SPREADS = ("places_by_mooring", "places_by_width")

FIGURES = (
    *(
        f"""
        ALTER TABLE {table}
        ADD COLUMN place_count integer NOT NULL DEFAULT 0,
        ADD COLUMN active_place_count integer NOT NULL DEFAULT 0,
        ADD CONSTRAINT {table}_counts_in_order CHECK (active_place_count BETWEEN 0 AND place_count)
        """
        for table in PARENTS
    ),
    *(
        f"""
        ALTER TABLE {table}
        ADD COLUMN max_width_mm integer,
        ADD COLUMN max_length_mm integer,
        ADD COLUMN max_depth_mm integer,
        ADD COLUMN places_by_mooring jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN places_by_width jsonb NOT NULL DEFAULT '[]'
        """
        for table in WATERS
    ),
    *(f"COMMENT ON COLUMN {table}.place_count IS 'kept by count_places()'" for table in PARENTS),
)


def counted(table: str) -> tuple[str, ...]:
    return (*COUNTS, *SIZES, *SPREADS) if table in WATERS else COUNTS


def figures(table: str) -> str:
    """FROM items that give the figures of the parent ``known``."""
    of_parent = f"FROM places WHERE {PARENTS[table]} = known.id AND retired_at IS NULL"
    counts = f"""
        CROSS JOIN LATERAL (
            SELECT count(*) AS place_count, count(*) FILTER (WHERE is_active) AS active_place_count,
                   max(width_mm) FILTER (WHERE is_active) AS max_width_mm,
                   max(length_mm) FILTER (WHERE is_active) AS max_length_mm,
                   max(depth_mm) FILTER (WHERE is_active) AS max_depth_mm
            {of_parent}
        ) AS counts
    """
    spreads = f"""
        CROSS JOIN LATERAL (
            SELECT coalesce(jsonb_agg(jsonb_build_object('mooring', mooring, 'count', number)
                                      ORDER BY mooring COLLATE "C"), '[]') AS places_by_mooring
            FROM (SELECT mooring, count(*) AS number {of_parent} AND mooring IS NOT NULL GROUP BY mooring) AS spread
        ) AS moorings
        CROSS JOIN LATERAL (
            SELECT coalesce(jsonb_agg(jsonb_build_object('from_mm', upper - {WIDTH_STEP_MM}, 'to_mm', upper,
                                                         'count', number)
                                      ORDER BY upper), '[]') AS places_by_width
            FROM (
                SELECT (width_mm + {WIDTH_STEP_MM - 1}) / {WIDTH_STEP_MM} * {WIDTH_STEP_MM} AS upper,
                       count(*) AS number
                {of_parent} AND width_mm IS NOT NULL GROUP BY 1
            ) AS spread
        ) AS widths
    """
    return counts + spreads if table in WATERS else counts


def recount(table: str) -> str:
    """The lock comes first and by itself: the second statement then sees what those we waited for have committed.

    A plan that was made when the tables were small would be a bad one for a load that has filled them.
    """
    columns, kept, found = (
        ", ".join(f"{prefix}{column}" for column in counted(table)) for prefix in ("", "parent.", "found.")
    )
    return f"""
        CREATE FUNCTION recount_{table}(ids uuid[]) RETURNS void
        STRICT LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, public SET plan_cache_mode = force_custom_plan AS $$
        BEGIN
            PERFORM FROM {table} WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;
            UPDATE {table} AS parent SET ({columns}) = ({found})
            FROM (SELECT known.id, {columns} FROM unnest(ids) AS known (id) {figures(table)}) AS found
            WHERE parent.id = found.id AND ({kept}) IS DISTINCT FROM ({found});
        END $$
    """


OF_PARENTS = ", ".join(f"array_agg(DISTINCT {key}) FILTER (WHERE {key} IS NOT NULL)" for key in PARENTS.values())
INTO_PARENTS = ", ".join(f"of_{table}" for table in PARENTS)
# What of a place its parents' figures depend on: an update of anything else costs no counting.
DEPENDS = f"{', '.join(PARENTS.values())}, is_active, width_mm, length_mm, depth_mm, mooring"
WAS = f"SELECT {DEPENDS} FROM rows_before WHERE retired_at IS NULL"
IS = f"SELECT {DEPENDS} FROM rows_after WHERE retired_at IS NULL"

COUNTING = (
    *(recount(table) for table in PARENTS),
    f"""
    CREATE FUNCTION count_places() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    DECLARE
        {" ".join(f"of_{table} uuid[];" for table in PARENTS)}
    BEGIN
        CASE TG_OP
            WHEN 'INSERT' THEN
                SELECT {OF_PARENTS} INTO {INTO_PARENTS} FROM ({IS}) AS changed;
            WHEN 'DELETE' THEN
                SELECT {OF_PARENTS} INTO {INTO_PARENTS} FROM ({WAS}) AS changed;
            WHEN 'UPDATE' THEN
                SELECT {OF_PARENTS} INTO {INTO_PARENTS}
                FROM (({WAS} EXCEPT ALL {IS}) UNION ALL ({IS} EXCEPT ALL {WAS})) AS changed;
            WHEN 'TRUNCATE' THEN
                {" ".join(f"of_{table} := ARRAY(SELECT id FROM {table});" for table in PARENTS)}
        END CASE;
        {" ".join(f"PERFORM recount_{table}(of_{table});" for table in PARENTS)}
        RETURN NULL;
    END $$
    """,
    "COMMENT ON FUNCTION count_places IS 'keeps the figures of what places belong to, in the transaction of a change'",
    """
    CREATE TRIGGER places_are_counted_when_inserted AFTER INSERT ON places
    REFERENCING NEW TABLE AS rows_after FOR EACH STATEMENT EXECUTE FUNCTION count_places()
    """,
    """
    CREATE TRIGGER places_are_counted_when_updated AFTER UPDATE ON places
    REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_after FOR EACH STATEMENT EXECUTE FUNCTION count_places()
    """,
    """
    CREATE TRIGGER places_are_counted_when_deleted AFTER DELETE ON places
    REFERENCING OLD TABLE AS rows_before FOR EACH STATEMENT EXECUTE FUNCTION count_places()
    """,
    """
    CREATE TRIGGER places_are_counted_when_truncated AFTER TRUNCATE ON places
    FOR EACH STATEMENT EXECUTE FUNCTION count_places()
    """,
    *(f"REVOKE ALL ON FUNCTION recount_{table} FROM PUBLIC" for table in PARENTS),
    *(f"GRANT EXECUTE ON FUNCTION recount_{table} TO ahti_app" for table in PARENTS),
    *(f"SELECT recount_{table}(ARRAY(SELECT id FROM {table}))" for table in PARENTS),
)

# The n-th drawing strays at most the n-th number of metres; where there is none, the geometry is drawn in full.
DRAWINGS = tuple(
    f"""
    ALTER TABLE {table}
    ADD COLUMN simplified_m integer[] NOT NULL DEFAULT '{{}}',
    ADD COLUMN simplified text[] NOT NULL DEFAULT '{{}}',
    ADD CONSTRAINT {table}_drawings_paired CHECK (cardinality(simplified_m) = cardinality(simplified))
    """
    for table in LOCATED
)

# A transaction tells each group once, when it is committed: equal messages of a transaction are one. Its number is told
# so that a reader can find out whether its snapshot has seen it.
VERSIONS = (
    """
    CREATE FUNCTION tell_data_version() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
            PERFORM pg_notify('ahti_data', concat(TG_ARGV[0], ':', pg_current_xact_id()));
        END IF;
        RETURN NULL;
    END $$
    """,
    "COMMENT ON FUNCTION tell_data_version IS 'tells who listens to ahti_data which group of tables has changed'",
    *(
        f"""
        CREATE TRIGGER data_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION tell_data_version('{group}')
        """
        for group, tables in GROUPS.items()
        for table in tables
    ),
)

MISSING = (
    """
    CREATE FUNCTION missing(what text) RETURNS text VOLATILE PARALLEL SAFE LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION USING ERRCODE = 'AH001', MESSAGE = what;
    END $$
    """,
    "COMMENT ON FUNCTION missing IS 'raises AH001: what a read was promised is not there'",
    "GRANT EXECUTE ON FUNCTION missing TO ahti_read, ahti_app",
)

# A list of a kind goes by id or by number and is counted, often only of places that are large enough for a boat, or of
# some harbors or piers. With these in the index that it walks, a page reads only the rows that it shows; the index by
# size counts without reading any row.
INDEXES = (
    "DROP INDEX places_kind_id_idx",
    """
    CREATE INDEX places_by_id_idx ON places (kind, id, width_mm, length_mm, harbor_id, pier_id)
    WHERE retired_at IS NULL
    """,
    "CREATE INDEX places_by_number_idx ON places (number_sort, id, kind, harbor_id, pier_id) WHERE retired_at IS NULL",
    "CREATE INDEX places_by_size_idx ON places (kind, width_mm, length_mm) WHERE retired_at IS NULL",
)


def upgrade() -> None:
    for statement in (*FIGURES, *COUNTING, *DRAWINGS, *VERSIONS, *MISSING, *INDEXES):
        op.execute(statement)


def downgrade() -> None:
    op.execute("DROP INDEX places_by_id_idx, places_by_number_idx, places_by_size_idx")
    op.execute("CREATE INDEX ON places (kind, id)")
    op.execute("DROP FUNCTION missing")
    op.execute("DROP FUNCTION tell_data_version() CASCADE")
    op.execute("DROP FUNCTION count_places() CASCADE")
    for table in PARENTS:
        op.execute(f"DROP FUNCTION recount_{table}")
    for table in LOCATED:
        op.execute(f"ALTER TABLE {table} DROP COLUMN simplified_m, DROP COLUMN simplified")
    for table in PARENTS:
        columns = ", ".join(f"DROP COLUMN {column}" for column in counted(table))
        op.execute(f"ALTER TABLE {table} {columns}")
