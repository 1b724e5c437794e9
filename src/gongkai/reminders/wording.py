"""What a reminder says, in the letter and on the page."""

from __future__ import annotations

from datetime import date

from gongkai.reminders.models import Reminder, ReminderKind

# In this order they stand in a letter.
TITLES = {
    ReminderKind.LATE: "已逾期",
    ReminderKind.TO_OFFICE_HEAD: "本科室逾期，告知负责人",
    ReminderKind.TO_BODY_HEAD: "本机关逾期，告知负责人",
    ReminderKind.ON_THE_DAY: "今天到期",
    ReminderKind.BEFORE: "快到期",
    ReminderKind.MOVED: "到期日有变",
}


def spoken(day: date, seen_from: date | None = None) -> str:
    """Return ``10月9日``, with the year where it is not that of ``seen_from``."""
    year = f"{day.year}年" if seen_from and day.year != seen_from.year else ""
    return f"{year}{day.month}月{day.day}日"


def pending(reminder: Reminder) -> str:
    """Return the mark of a due date that waits for the notice of a year (CAL-09), or nothing."""
    obligation = reminder.obligation
    still = obligation.provisional and obligation.due_on == reminder.due_on
    return "（暂定）" if still else ""


def says(reminder: Reminder) -> str:
    """Return what one reminder tells, in one line; its change must be at hand for a moved one."""
    day, mark = spoken(reminder.due_on, reminder.on), pending(reminder)
    due = day + mark
    kind = ReminderKind(reminder.kind)
    if kind is ReminderKind.BEFORE:
        return f"{due}到期，还有{reminder.days}个工作日。"
    if kind is ReminderKind.ON_THE_DAY:
        if reminder.due_on == reminder.on:
            return f"今天（{day}）到期{mark}。"
        return f"{due}到期，那天不是工作日，今天是之前的最后一个工作日。"
    if kind is ReminderKind.MOVED:
        change = reminder.change
        was = f"由{spoken(change.before.due_on, reminder.on)}" if change else ""
        why = f"：{change.note}" if change and change.note else "。"
        return f"到期日{was}改为{due}{why}"
    return f"{due}到期，已逾期{reminder.days}个工作日。"
