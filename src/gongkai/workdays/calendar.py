"""Which days are working days: official rows, each with the notice it comes from (CAL-07)."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

from gongkai.refusals import Refused
from gongkai.workdays.span import LONGEST, step

SATURDAY = 5
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Notice:
    """The document a row comes from.

    ``number`` and ``dated`` (成文日期) are None where they are not known for certain; ``verified``
    is false where the notice itself still has to be checked (待核).
    """

    title: str
    number: str | None = None
    dated: date | None = None
    verified: bool = False

    def cite(self) -> str:
        """Return the citation a page shows: title, number, and 待核 where it is unverified."""
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.title}》{number}{'' if self.verified else '〔待核〕'}"


@dataclass(frozen=True, slots=True)
class DayRow:
    """One day that a notice names: a day off, or (``off`` false) a make-up working day.

    ``half``: half of it is off (放假办法第3条). Such a row says nothing of whether the day is a
    working day, and the day counts or not as it would without the row.
    """

    on: date
    off: bool
    name: str
    notice: Notice
    half: bool = False


@dataclass(frozen=True, slots=True)
class YearStatus:
    """What the calendar knows of one year.

    ``status`` is ``official`` (its notice is loaded), ``provisional`` (statutory days only) or
    ``unknown`` (no data: weekends and fixed-date statutory days only).
    """

    year: int
    status: str
    notices: tuple[Notice, ...] = ()
    remark: str | None = None

    @property
    def provisional(self) -> bool:
        """True unless the yearly notice is loaded: such a date must be recomputed (CAL-09)."""
        return self.status != "official"


@dataclass(frozen=True, slots=True)
class FixedHoliday:
    """A statutory day off with the same ``MM-DD`` date every year."""

    month_day: str
    name: str
    notice: Notice


@dataclass(frozen=True)
class Calendar:
    """Official working days as a value; equal data give equal calendars and one ``version``.

    ``years`` are in order, ``rows`` by day. Days before the first year are refused; years without
    data fall back to weekends and ``fixed`` days, and are provisional. ``overlay``: days changed
    for one place or body, which win over the notices (CAL-07: local and ethnic holidays).
    ``first_day``: the first it can speak of (2004-01-01 in the official one).
    """

    years: tuple[YearStatus, ...]
    rows: tuple[DayRow, ...]
    fixed: tuple[FixedHoliday, ...] = ()
    overlay: tuple[DayRow, ...] = ()
    first_day: date = field(init=False, repr=False, compare=False)
    _by_day: Mapping[date, DayRow] = field(init=False, repr=False, compare=False)
    _halves: Mapping[date, DayRow] = field(init=False, repr=False, compare=False)
    _by_year: Mapping[int, YearStatus] = field(init=False, repr=False, compare=False)
    _by_month_day: Mapping[str, FixedHoliday] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A frozen dataclass has no other way to keep what is derived from its fields.
        put = object.__setattr__
        rows = (*self.rows, *self.overlay)
        put(self, "_by_day", MappingProxyType({row.on: row for row in rows if not row.half}))
        put(self, "_halves", MappingProxyType({row.on: row for row in rows if row.half}))
        put(self, "_by_year", MappingProxyType({year.year: year for year in self.years}))
        fixed = {holiday.month_day: holiday for holiday in self.fixed}
        put(self, "_by_month_day", MappingProxyType(fixed))
        put(self, "first_day", date(self.years[0].year, 1, 1))

    @cached_property
    def version(self) -> str:
        """Twelve hex digits of what the calendar says, however it was put together."""
        days = sorted([*self._by_day.values(), *self._halves.values()], key=_by_day)
        data = repr((self.years, days, self.fixed)).encode()
        return hashlib.sha256(data).hexdigest()[:12]

    def with_days(self, rows: Iterable[DayRow]) -> Calendar:
        """Return this calendar with days changed; of two rows for one day the later wins.

        They stay changed when a year's notice is loaded afterwards. A body's own rows come after
        those of the bodies above it. Raises ``Refused`` for a day before ``first_day``.
        """
        changed = {(row.on, row.half): row for row in (*self.overlay, *rows)}
        for row in changed.values():
            self._must_know(row.on)
        return replace(self, overlay=tuple(changed[key] for key in sorted(changed)))

    def with_year(self, status: YearStatus, rows: Iterable[DayRow]) -> Calendar:
        """Return this calendar with one year's notice in the place of what stood for that year.

        ``rows`` may name days of the December before. Raises ``Refused`` for a year before the
        first one.
        """
        before = self.year_status(status.year)
        kept = [row for row in self.rows if not _told_by(before, row)]
        new = {(row.on, row.half): row for row in (*kept, *rows)}
        for row in new.values():
            self._must_know(row.on)
        self._must_know(date(status.year, 1, 1))
        years = {year.year: year for year in (*self.years, status)}
        return replace(
            self,
            years=tuple(years[year] for year in sorted(years)),
            rows=tuple(new[key] for key in sorted(new)),
        )

    def row(self, day: date) -> DayRow | None:
        """Return what a notice (or the statute, in a year without one) says of ``day``, if so.

        A half day off is left out here (``half``). Raises ``Refused`` for a day before
        ``first_day``.
        """
        self._must_know(day)
        if day.year in self._by_year:
            return self._by_day.get(day)
        # The last days of December can be named by the notice of the year after.
        named = self._by_day.get(day)
        if named is not None:
            return named
        fixed = self._by_month_day.get(f"{day:%m-%d}")
        return DayRow(day, off=True, name=fixed.name, notice=fixed.notice) if fixed else None

    def half(self, day: date) -> DayRow | None:
        """Return the row that gives half of ``day`` off, if there is one."""
        return self._halves.get(day)

    def is_working_day(self, day: date) -> bool:
        """Return whether ``day`` is a working day (CAL-07, CAL-10)."""
        row = self.row(day)
        return day.weekday() < SATURDAY if row is None else not row.off

    def year_status(self, year: int) -> YearStatus:
        """Return what is known of ``year``; ``unknown`` where there are no data."""
        return self._by_year.get(year) or YearStatus(year, "unknown")

    def is_provisional(self, day: date) -> bool:
        """Return whether ``day`` lies in a year whose notice is not loaded (CAL-09)."""
        return self.year_status(day.year).provisional

    def walk(self, trigger: date, n: int, *, back: bool = False) -> Iterator[tuple[date, bool]]:
        """Yield each day after ``trigger`` and whether it counts, until ``n`` have counted.

        The trigger day itself is not counted (CAL-01). ``back`` walks towards the past. Raises
        ``Refused`` for a count that is negative or longer than any limit.
        """
        if not 0 <= n <= LONGEST:
            raise Refused("count_out_of_range", f"期限须在 0 到 {LONGEST} 之间，现为 {n}。")
        day, counted = trigger, 0
        while counted < n:
            day = step(day, -1 if back else 1)
            works = self.is_working_day(day)
            counted += works
            yield day, works

    def add_working_days(self, trigger: date, n: int) -> date:
        """Return the ``n``-th working day after ``trigger``, which is not counted (CAL-01).

        ``n`` of 0 gives ``trigger`` itself. Raises ``Refused`` as ``walk`` does.
        """
        if trigger >= self.first_day and 0 < n <= LONGEST:
            place = bisect_right(self._worked, trigger) + n - 1
            if place < len(self._worked):
                return self._worked[place]
        return [trigger, *(day for day, _works in self.walk(trigger, n))][-1]

    def next_working_day(self, day: date) -> date:
        """Return ``day`` if it is a working day, or else the first one after it (CAL-02)."""
        while not self.is_working_day(day):
            day = step(day, 1)
        return day

    def last_working_day(self, day: date) -> date:
        """Return ``day`` if it is a working day, or else the last one before it (CAL-06)."""
        while not self.is_working_day(day):
            day = step(day, -1)
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """Return how many working days are later than ``after`` and not later than ``until``.

        With ``after`` a due date and ``until`` the day of publication: how many days late; 0
        where nothing is late.
        """
        if self.first_day <= after and until <= self._worked[-1]:
            late = bisect_right(self._worked, until) - bisect_right(self._worked, after)
            return max(0, late)
        days = (until - after).days
        return sum(self.is_working_day(after + timedelta(days=n)) for n in range(1, days + 1))

    @cached_property
    def _worked(self) -> Sequence[date]:
        """Every working day of the years on file, so that counting is two look-ups and no walk."""
        days = (date(self.years[-1].year, 12, 31) - self.first_day).days
        every = (self.first_day + timedelta(days=n) for n in range(days + 1))
        return [day for day in every if self.is_working_day(day)]

    def _must_know(self, day: date) -> None:
        if day < self.first_day:
            raise Refused(
                "day_before_calendar",
                f"工作日历从 {self.first_day} 起，{day} 早于此日，算不了；请核对日期。",
            )


def _told_by(year: YearStatus, row: DayRow) -> bool:
    # A year's notice may name days of the December before; another year's notice is left alone.
    december = date(year.year - 1, 12, 1) <= row.on < date(year.year, 1, 1)
    return row.notice in year.notices and (december or row.on.year == year.year)


def _by_day(row: DayRow) -> tuple[date, bool]:
    return row.on, row.half
