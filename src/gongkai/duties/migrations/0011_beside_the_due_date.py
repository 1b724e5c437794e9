"""A due date keeps its parts, the date without pauses, the body's own day and the ceiling."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0010_open_by_derivation_and_body")]

    operations = [
        migrations.AddField(
            model_name="derivation",
            name="also",
            field=models.JSONField(default=dict, verbose_name="另有的日期"),
        ),
    ]
