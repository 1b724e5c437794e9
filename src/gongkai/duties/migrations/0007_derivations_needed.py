"""Every obligation has a body and a derivation; the old column goes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('duties', '0006_derivations_kept')]

    operations = [
        migrations.AlterField(
            model_name='obligation',
            name='derivation',
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name='obligations',
                to='duties.derivation',
            ),
        ),
        migrations.AlterField(
            model_name='obligation',
            name='body',
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name='obligations',
                to='bodies.body',
            ),
        ),
        migrations.RemoveField('obligation', 'old_derivation'),
    ]
