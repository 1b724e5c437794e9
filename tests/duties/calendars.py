"""Notices and changed days for tests: 2027 as nobody has published it."""

from __future__ import annotations

from datetime import date

from gongkai.bodies.models import Body
from gongkai.clocks import actions as clocks
from gongkai.clocks.models import DayKind, NoticeYear
from gongkai.workdays import DayRow, Notice
from gongkai.workdays.notices import YearNotice

NOTICE = Notice("国务院办公厅关于2027年部分节假日安排的通知", "国办发明电〔2026〕99号", None, True)


def notice_of_2027(off_until: int = 4, work: int | None = 9) -> YearNotice:
    """Return a notice: off from 1 January to that day, and that Saturday worked instead."""
    days = [
        DayRow(date(2027, 1, day), off=True, name="元旦", notice=NOTICE)
        for day in range(1, off_until + 1)
    ]
    if work:
        days.append(DayRow(date(2027, 1, work), off=False, name="元旦", notice=NOTICE))
    return YearNotice(2027, NOTICE, tuple(days))


def loaded(read: YearNotice) -> NoticeYear:
    """Load a notice from the command line."""
    return clocks.import_notice(
        actor=None, read=read, source_name="2027.txt", source_sha256=str(len(read.days)).zfill(64)
    )


def off(on: date, body: Body | None = None) -> None:
    """Give a body and all below it (None: everybody) a day off."""
    clocks.change_day(
        actor=None,
        body=body,
        on=on,
        kind=DayKind.OFF,
        reason="当地民族节日",
        name="三月三",
        source="自治县人民政府公告2026年第1号",
    )
