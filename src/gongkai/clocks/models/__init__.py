"""Calendars as imported and changed, the bodies' own targets, the rows of a clock's ledger."""

from gongkai.clocks.models.calendar import DayChange, DayKind, NoticeYear
from gongkai.clocks.models.ledger import Cause, EntryKind, LedgerRow
from gongkai.clocks.models.targets import BodyTargets

__all__ = [
    "BodyTargets",
    "Cause",
    "DayChange",
    "DayKind",
    "EntryKind",
    "LedgerRow",
    "NoticeYear",
]
