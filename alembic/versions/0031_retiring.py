"""A place leaves the catalogue when nobody has it and no money is under way for it."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

# Whoever retires a place need not see who has it or who pays for it, so that the function looks.
IN_USE = """
    CREATE FUNCTION places_in_use(wanted uuid[], since timestamptz) RETURNS SETOF uuid
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        act text := current_setting('ahti.act', true);
    BEGIN
        PERFORM set_config('ahti.act', 'staff', true);
        RETURN QUERY
        SELECT place.id FROM unnest(wanted) AS place (id)
        WHERE EXISTS (
            SELECT FROM occupancies AS held
            WHERE held.place_id = place.id AND held.state IN ('HOLDING', 'COUNTED') AND upper(held.period) > since)
        OR EXISTS (
            SELECT FROM (
                SELECT offer.order_id FROM offers AS offer WHERE offer.place_id = place.id
                UNION ALL
                SELECT lease.order_id FROM leases AS lease WHERE lease.place_id = place.id
                UNION ALL
                SELECT due.order_id FROM switch_dues AS due
                JOIN leases AS lease ON lease.id = due.lease_id WHERE lease.place_id = place.id
                UNION ALL
                SELECT notice.order_id FROM storage_notices AS notice WHERE notice.place_id = place.id
                UNION ALL
                SELECT difference.order_id FROM storage_differences AS difference
                JOIN storage_notices AS notice ON notice.id = difference.notice_id WHERE notice.place_id = place.id
            ) AS asked
            JOIN orders AS ordered ON ordered.id = asked.order_id
            WHERE ordered.status = 'OPEN' OR EXISTS (
                SELECT FROM refunds AS refund WHERE refund.order_id = ordered.id AND refund.status <> 'DONE'));
        PERFORM set_config('ahti.act', coalesce(act, ''), true);
    END
    $$
"""
GUARD = """
    CREATE FUNCTION place_is_retired_when_free() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT FROM places_in_use(ARRAY[NEW.id], NEW.retired_at)) THEN
            RAISE EXCEPTION 'place % is in use', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'places_retired_when_free';
        END IF;
        RETURN NULL;
    END
    $$
"""


def upgrade() -> None:
    op.execute(IN_USE)
    op.execute("COMMENT ON FUNCTION places_in_use IS 'which somebody has, or for which money is under way'")
    op.execute("REVOKE EXECUTE ON FUNCTION places_in_use FROM PUBLIC")
    op.execute("GRANT EXECUTE ON FUNCTION places_in_use TO ahti_app")
    op.execute(GUARD)
    op.execute("""
        CREATE TRIGGER places_retired_when_free AFTER UPDATE OF retired_at ON places
        FOR EACH ROW WHEN (OLD.retired_at IS NULL AND NEW.retired_at IS NOT NULL)
        EXECUTE FUNCTION place_is_retired_when_free()
    """)


def downgrade() -> None:
    op.execute("DROP TRIGGER places_retired_when_free ON places")
    op.execute("DROP FUNCTION place_is_retired_when_free, places_in_use")
