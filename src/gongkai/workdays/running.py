"""A clock's ledger, settled: from which day the clock counts, and which days it leaves out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from gongkai.refusals import Refused
from gongkai.workdays.ledger import Extension, Ledger, Pause, Restart
from gongkai.workdays.span import LONGEST

# No summer time since 1991, and the calendar begins in 2004: a fixed offset is exact, and needs
# no table of time zones on the machine.
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")


@dataclass(frozen=True, slots=True)
class Running:
    """What counts of a clock.

    ``trigger``: the day the event fell on. ``start``: the day counted from, the last restart or
    the trigger. ``at``: the moment counted from, where it is known. ``pauses``: those that still
    matter, by day, each closed (an open one on the day it is looked at). ``paused_since``: the
    first day of a pause that is still open.
    """

    trigger: date
    start: date
    at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    restart: Restart | None = None
    paused_since: date | None = None

    def without_pauses(self) -> Running:
        """Return the same clock as if it had never stood still (RPL-33d: the safe date)."""
        return replace(self, pauses=(), paused_since=None)


def settle(start: date | datetime, ledger: Ledger, as_of: date | None = None) -> Running:
    """Return what counts of a clock that starts on ``start`` and has these entries.

    Of several restarts the last wins; a pause that began before it is over with it, since all is
    counted anew (COR-30, FEE-06c). An open pause leaves out the days up to ``as_of``; none where
    ``as_of`` is not given, and it has not begun where ``as_of`` is earlier. Raises ``Refused``
    for a moment without a time zone, an entry before the start and a pause beyond all limits.
    """
    at = _moment(start) if isinstance(start, datetime) else None
    day = at.date() if at else start
    restart = max(ledger.restarts, key=lambda entry: entry.on, default=None)
    for entry in ledger.restarts:
        if entry.on < day:
            raise Refused(
                "restart-before-start", f"重新起算日{entry.on}早于起算日{day}，请核对日期。"
            )
    for pause in ledger.pauses:
        if pause.sent < day:
            raise Refused(
                "pause-before-start", f"暂停的开始日{pause.sent}早于起算日{day}，请核对日期。"
            )
    counts_from = restart.on if restart else day
    pauses = [pause for pause in ledger.pauses if pause.sent >= counts_from]
    waiting = [pause for pause in pauses if pause.closed is None]
    if as_of is not None and any(pause.sent > as_of for pause in waiting):
        pauses = [pause for pause in pauses if pause.closed is not None]
        waiting = []
    closed = [replace(pause, closed=pause.closed or as_of or pause.sent) for pause in pauses]
    for pause in closed:
        _check_length(pause)
    return Running(
        trigger=day,
        start=counts_from,
        at=None if restart else at,
        pauses=tuple(sorted(closed, key=lambda pause: pause.sent)),
        extensions=ledger.extensions,
        restart=restart,
        paused_since=waiting[0].sent if waiting else None,
    )


def pause_on(pauses: tuple[Pause, ...], day: date) -> Pause | None:
    """Return the pause that keeps ``day`` from counting: after ``sent``, not after ``closed``."""
    for pause in pauses:
        if pause.closed is not None and pause.sent < day <= pause.closed:
            return pause
    return None


def _moment(start: datetime) -> datetime:
    if start.tzinfo is None:
        raise Refused("moment-without-zone", f"时刻{start}没有写明时区，不知道是哪一天。")
    try:
        return start.astimezone(SHANGHAI)
    except OverflowError:
        raise Refused("day_out_of_range", f"时刻{start}超出可表示的日期。") from None


def _check_length(pause: Pause) -> None:
    if pause.closed is not None and (pause.closed - pause.sent).days > LONGEST:
        raise Refused("pause-too-long", f"{pause.sent}开始的暂停长达{LONGEST}天以上，请核对日期。")
