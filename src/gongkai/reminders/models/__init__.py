"""Reminders, the letters they are collected in, and what a body set for them."""

from gongkai.reminders.models.feed import CalendarFeed
from gongkai.reminders.models.letter import Letter, LetterState
from gongkai.reminders.models.passes import Pass
from gongkai.reminders.models.reminder import Reminder, ReminderKind
from gongkai.reminders.models.settings import ReminderSettings

__all__ = [
    "CalendarFeed",
    "Letter",
    "LetterState",
    "Pass",
    "Reminder",
    "ReminderKind",
    "ReminderSettings",
]
