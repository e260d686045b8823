"""Knows the SQL that asks the database what its tables are: columns, what leads an index, what is checked."""

# $1: the names of tables. A JSON object: of each that there is its columns, the leading columns of its indexes with
# the condition of each, and its conditions. A constraint that was never held against the rows says nothing of them.
STORED = """
    SELECT coalesce(json_object_agg(relation.relname, json_build_object(
        'columns', (
            SELECT json_object_agg(attname, json_build_array(format_type(atttypid, NULL), attnotnull AND NOT EXISTS (
                SELECT FROM pg_constraint
                WHERE conrelid = attrelid AND contype = 'n' AND NOT convalidated AND conkey = ARRAY[attnum]
            )))
            FROM pg_attribute WHERE attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
        ),
        'leading', (
            SELECT coalesce(json_agg(json_build_array(attname, pg_get_expr(indpred, indrelid))), '[]')
            FROM pg_index
            JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
            JOIN pg_class AS index ON index.oid = indexrelid
            JOIN pg_am AS method ON method.oid = index.relam AND method.amname = 'btree'
            WHERE indrelid = relation.oid AND indisvalid
        ),
        'checks', (
            SELECT coalesce(json_agg(pg_get_expr(conbin, conrelid)), '[]')
            FROM pg_constraint WHERE conrelid = relation.oid AND contype = 'c' AND convalidated
        )
    )), '{}')::text
    FROM pg_class AS relation
    WHERE relation.relname = ANY($1::text[]) AND relation.relkind IN ('r', 'p') AND pg_table_is_visible(relation.oid)
"""
