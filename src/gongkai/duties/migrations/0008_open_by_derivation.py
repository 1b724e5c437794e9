"""What a changed calendar reaches: the open obligations of a derivation."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0007_derivations_needed")]

    operations = [
        migrations.AddIndex(
            model_name="obligation",
            index=models.Index(
                condition=models.Q(("excused_on", None), ("fulfilled_on", None)),
                fields=["derivation"],
                name="open_by_derivation",
            ),
        ),
    ]
