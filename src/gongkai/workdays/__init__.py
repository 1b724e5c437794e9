"""Working days and due dates: pure Python, no clock is read and no library holds the data."""

from __future__ import annotations

from gongkai.workdays.calendar import Calendar, DayRow, Notice, YearStatus
from gongkai.workdays.deadline import due
from gongkai.workdays.ledger import NOTHING, Extension, Ledger, Pause, Restart
from gongkai.workdays.official import load, official
from gongkai.workdays.steps import Due, Step, StepKind

__all__ = [
    "NOTHING",
    "Calendar",
    "DayRow",
    "Due",
    "Extension",
    "Ledger",
    "Notice",
    "Pause",
    "Restart",
    "Step",
    "StepKind",
    "YearStatus",
    "due",
    "load",
    "official",
]
