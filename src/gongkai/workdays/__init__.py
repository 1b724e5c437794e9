"""Working days and due dates: pure Python, no clock is read and no library holds the data."""

from __future__ import annotations

from gongkai.workdays.calendar import Calendar, DayRow, Notice, YearStatus
from gongkai.workdays.deadline import due
from gongkai.workdays.defaults import Targets
from gongkai.workdays.kinds import targets_read
from gongkai.workdays.lasting import lasts_until
from gongkai.workdays.ledger import NOTHING, Extension, Ledger, Pause, Restart
from gongkai.workdays.official import load, official
from gongkai.workdays.steps import Due, PartDue, Step, StepKind

__all__ = [
    "NOTHING",
    "Calendar",
    "DayRow",
    "Due",
    "Extension",
    "Ledger",
    "Notice",
    "PartDue",
    "Pause",
    "Restart",
    "Step",
    "StepKind",
    "Targets",
    "YearStatus",
    "due",
    "lasts_until",
    "load",
    "official",
    "targets_read",
]
