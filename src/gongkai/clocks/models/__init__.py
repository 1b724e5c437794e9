"""Calendars as they were imported and changed, and the rows of a clock's ledger."""

from gongkai.clocks.models.calendar import DayChange, DayKind, NoticeYear
from gongkai.clocks.models.ledger import Cause, EntryKind, LedgerRow

__all__ = ["Cause", "DayChange", "DayKind", "EntryKind", "LedgerRow", "NoticeYear"]
