"""What a past day showed for many bodies comes from the index alone, too."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0011_beside_the_due_date")]

    operations = [
        migrations.RemoveIndex(model_name="obligation", name="obligations_of_a_body"),
        migrations.AddIndex(
            model_name="obligation",
            index=models.Index(
                fields=["body", "due_on"],
                include=(
                    *("provisional", "fulfilled_on", "excused_on", "late_working_days"),
                    *("opened_at", "id"),
                ),
                name="obligations_of_a_body",
            ),
        ),
    ]
