"""Jobs of this room; thin."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app


# No lock: one that a killed worker left behind would keep every later pass from being done.
@app.periodic(cron="*/10 * * * *")
@app.task(name="reminders.remind", queueing_lock="reminders.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Do the reminders of the day, if their hour has come and they are not done."""
    from gongkai.reminders import passing  # inline: the worker loads this before the models

    passing.remind_if_time(timezone.now())
