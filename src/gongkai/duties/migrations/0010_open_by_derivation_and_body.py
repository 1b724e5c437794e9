"""A calendar changed for one city looks at the obligations of that city alone."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0009_counts_from_the_index")]

    operations = [
        migrations.RemoveIndex(model_name="obligation", name="open_by_derivation"),
        migrations.AddIndex(
            model_name="obligation",
            index=models.Index(
                condition=models.Q(("excused_on", None), ("fulfilled_on", None)),
                fields=["derivation", "body"],
                name="open_by_derivation",
            ),
        ),
    ]
