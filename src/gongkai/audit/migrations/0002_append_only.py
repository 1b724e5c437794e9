"""The database refuses to change or delete an audit entry, whoever asks."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION audit_entries_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit entries are written once and never changed';
END
$$;
CREATE TRIGGER audit_entries_stay BEFORE UPDATE OR DELETE ON audit_auditentry
    FOR EACH ROW EXECUTE FUNCTION audit_entries_stay();
"""
BACKWARDS = """
DROP TRIGGER audit_entries_stay ON audit_auditentry;
DROP FUNCTION audit_entries_stay();
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
