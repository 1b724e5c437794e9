"""The pass of a day: tell, write the letters, hand them over. Each step goes on where one that
died left off, so the pass may be run again at any time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from gongkai.reminders.letters import write_letters
from gongkai.reminders.sending import Sent, send
from gongkai.reminders.telling import tell


@dataclass(frozen=True, slots=True)
class Done:
    """What a pass did; all zero where it had been done."""

    told: int
    letters: int
    sent: Sent


def remind(today: date) -> Done:
    """Do what is left of the reminders of ``today``."""
    return Done(tell(today), write_letters(today), send(today))


def remind_if_time(now: datetime) -> Done | None:
    """Do the pass of the day at ``now`` (aware), once its hour has come in Asia/Shanghai."""
    local = timezone.localtime(now)
    if local.hour < int(settings.REMIND_HOUR):
        return None
    return remind(local.date())
