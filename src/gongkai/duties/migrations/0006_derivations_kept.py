"""What was derived in each obligation's own row is kept in rows of its own."""

from django.db import migrations


def keep_what_was_derived(apps, schema_editor):
    """Give every obligation its duty's body, and its derivation a row of its own.

    The rows hold no inputs: a calendar that changes computes them anew from the duty.
    """
    derivations = apps.get_model('duties', 'Derivation').objects
    obligations = apps.get_model('duties', 'Obligation').objects
    for row in obligations.select_related('duty').iterator():
        old = row.old_derivation
        row.body_id = row.duty.body_id
        row.derivation = derivations.create(
            inputs={},
            inputs_sha256=f'before-inputs-were-kept:{row.pk}',
            calendar_version=old.get('calendar_version', ''),
            start_on=row.formed_on,
            due_on=row.due_on,
            provisional=row.provisional,
            phrase=old.get('phrase', ''),
            rule=old.get('rule', ''),
            article=old.get('article', ''),
            steps=old.get('steps', []),
        )
        row.save(update_fields=['body', 'derivation'])


class Migration(migrations.Migration):

    dependencies = [('duties', '0005_clocks')]

    operations = [migrations.RunPython(keep_what_was_derived, migrations.RunPython.noop)]
