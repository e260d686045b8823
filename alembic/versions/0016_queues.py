"""Who waits for a place between rounds, who would exchange one, and what tenants are written about."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

TEMPLATES = ("LEASE_ENDED", "TENANT_MOVED")

# The set of templates as the revisions before have left it, with these, or without them.
RENAMED = """
    DO $$
    DECLARE
        known text[];
    BEGIN
        SELECT array_agg(named[1]) INTO known
        FROM pg_constraint, regexp_matches(pg_get_constraintdef(oid), '''([A-Z_]+)''', 'g') AS named
        WHERE conname = 'messages_template_known';
        ALTER TABLE messages DROP CONSTRAINT messages_template_known;
        EXECUTE format('ALTER TABLE messages ADD CONSTRAINT messages_template_known CHECK (template IN (%s))', (
            SELECT string_agg(quote_literal(template), ', ' ORDER BY number)
            FROM unnest({templates}) WITH ORDINALITY AS listed (template, number)));
    END $$
"""
OURS = "ARRAY['" + "', '".join(TEMPLATES) + "']"
MORE = RENAMED.format(templates=f"known || {OURS}")
FEWER = RENAMED.format(templates=f"ARRAY(SELECT one FROM unnest(known) AS one WHERE one <> ALL ({OURS}))")


def upgrade() -> None:
    op.execute(MORE)


def downgrade() -> None:
    op.execute("ALTER TABLE messages NO FORCE ROW LEVEL SECURITY")
    op.execute(f"DELETE FROM messages WHERE template = ANY ({OURS})")
    op.execute("ALTER TABLE messages FORCE ROW LEVEL SECURITY")
    op.execute(FEWER)
