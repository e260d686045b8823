"""Knows the SQL of the Python peers: pages, rows by id and numbers of rows, for all parents of a batch at once."""

HARBORS = """
    SELECT id, name_fi, name_sv, name_en, centroid, place_count, active_place_count, name_sort AS sort
    FROM harbors WHERE retired_at IS NULL AND (name_sort, id) > ($2, $3)
    ORDER BY name_sort, id LIMIT $1
"""
HARBORS_BY_ID = """
    SELECT id, name_fi, name_sv, name_en, centroid, place_count, active_place_count
    FROM harbors WHERE retired_at IS NULL AND id = ANY($1)
"""
COUNT_HARBORS = "SELECT count(*) FROM harbors WHERE retired_at IS NULL"

PIERS_OF_HARBORS = """
    SELECT page.* FROM unnest($4::uuid[]) AS harbor (id) CROSS JOIN LATERAL (
        SELECT id, harbor_id, harbor_id AS parent, identifier, geojson, identifier_sort AS sort
        FROM piers WHERE retired_at IS NULL AND harbor_id = harbor.id AND (identifier_sort, id) > ($2, $3)
        ORDER BY identifier_sort, id LIMIT $1
    ) AS page
"""
PIERS_BY_ID = "SELECT id, harbor_id, identifier, geojson FROM piers WHERE retired_at IS NULL AND id = ANY($1)"
COUNT_PIERS = """
    SELECT harbor_id AS parent, count(*) AS number
    FROM piers WHERE retired_at IS NULL AND harbor_id = ANY($1) GROUP BY harbor_id
"""

BERTHS_OF_PIERS = """
    SELECT page.* FROM unnest($4::uuid[]) AS pier (id) CROSS JOIN LATERAL (
        SELECT id, pier_id, pier_id AS parent, number, width_mm, length_mm, depth_mm, mooring, is_active, geojson,
               number_sort AS sort
        FROM places
        WHERE kind = 'BERTH' AND retired_at IS NULL AND pier_id = pier.id AND (number_sort, id) > ($2, $3)
        ORDER BY number_sort, id LIMIT $1
    ) AS page
"""
BERTHS_BY_ID = """
    SELECT id, pier_id, number, width_mm, length_mm, depth_mm, mooring, is_active, geojson
    FROM places WHERE kind = 'BERTH' AND retired_at IS NULL AND id = ANY($1)
"""
COUNT_BERTHS_OF_PIERS = """
    SELECT pier_id AS parent, count(*) AS number
    FROM places WHERE kind = 'BERTH' AND retired_at IS NULL AND pier_id = ANY($1) GROUP BY pier_id
"""
BERTHS = """
    SELECT id, pier_id, number, width_mm, length_mm, depth_mm, mooring, is_active, geojson, NULL AS sort
    FROM places
    WHERE kind = 'BERTH' AND retired_at IS NULL AND id > $2
      AND ($3::integer IS NULL OR width_mm >= $3) AND ($4::integer IS NULL OR length_mm >= $4)
    ORDER BY id LIMIT $1
"""
COUNT_BERTHS = """
    SELECT count(*) FROM places
    WHERE kind = 'BERTH' AND retired_at IS NULL
      AND ($1::integer IS NULL OR width_mm >= $1) AND ($2::integer IS NULL OR length_mm >= $2)
"""
