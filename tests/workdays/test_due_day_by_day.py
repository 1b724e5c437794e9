"""Every kind of limit, under every ledger, comes to the day a plain count from day to day finds."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gongkai.catalog.model import Clause, LimitKind, LimitUnit, TimeLimit
from gongkai.workdays import (
    Due,
    Extension,
    Ledger,
    Pause,
    Restart,
    StepKind,
    Targets,
    due,
    official,
)
from tests.workdays import naive

BEIJING = timezone(timedelta(hours=8))
WD = LimitUnit.WORKING_DAY
EACH_DAY = (StepKind.COUNTED, StepKind.SKIPPED, StepKind.PAUSED)
days = st.dates(date(2004, 3, 1), date(2026, 12, 31))
units = st.sampled_from(LimitUnit)
periods = st.sampled_from(sorted(naive.PERIODS))


class Entries(NamedTuple):
    """A ledger as day offsets from the start: (days running, days paused) and the rest."""

    pauses: list[tuple[int, int]]
    extensions: list[int]
    restarts: list[int]

    def spans(self, start: date) -> list[naive.Span]:
        spans, day = [], start
        for running, standing in self.pauses:
            sent = day + timedelta(days=running)
            day = sent + timedelta(days=standing)
            spans.append((sent, day))
        return spans

    def restart_days(self, start: date) -> list[date]:
        return [start + timedelta(days=n) for n in self.restarts]

    def ledger(self, start: date, *, still_open: bool = False) -> Ledger:
        pauses = [Pause(sent, closed, "征求第三方意见") for sent, closed in self.spans(start)]
        if still_open and pauses:
            pauses[-1] = Pause(pauses[-1].sent, None, "征求第三方意见")
        return Ledger(
            tuple(pauses),
            tuple(Extension(k) for k in self.extensions),
            tuple(Restart(day) for day in self.restart_days(start)),
        )


entries = st.builds(
    Entries,
    st.lists(st.tuples(st.integers(0, 25), st.integers(0, 40)), max_size=3),
    st.lists(st.integers(1, 20), max_size=1),
    st.lists(st.integers(0, 40), max_size=2),
)
some_pauses = st.builds(
    Entries,
    st.lists(st.tuples(st.integers(0, 25), st.integers(0, 40)), min_size=1, max_size=3),
    st.lists(st.integers(1, 20), max_size=1),
    st.just([]),
)
counted = st.builds(
    Clause, st.just(LimitKind.AFTER_EVENT), n=st.integers(0, 60), unit=units, event=st.none()
)
backwards = st.builds(
    Clause,
    st.just(LimitKind.BEFORE_EVENT),
    n=st.integers(0, 30),
    unit=st.sampled_from([WD, LimitUnit.DAY]),
)
every = st.builds(Clause, st.just(LimitKind.PERIODIC), n=st.integers(1, 30), unit=units)
periodic = st.builds(Clause, st.just(LimitKind.PERIODIC), period=periods) | st.builds(
    Clause,
    st.just(LimitKind.PERIODIC),
    n=st.integers(1, 30),
    unit=st.sampled_from([WD, LimitUnit.DAY, LimitUnit.MONTH]),
    period=periods,
)
month_days = st.integers(1, 31)
inside = (
    st.builds(
        lambda weekday: Clause(LimitKind.PERIODIC, period="week", on=str(weekday)),
        st.integers(1, 7),
    )
    | st.builds(
        lambda number: Clause(LimitKind.PERIODIC, period="month", on=f"1-{number}"), month_days
    )
    | st.builds(
        lambda month, number: Clause(LimitKind.PERIODIC, period="quarter", on=f"{month}-{number}"),
        st.integers(1, 3),
        month_days,
    )
    | st.builds(
        lambda month, number: Clause(
            LimitKind.PERIODIC, period="half_year", on=f"{month}-{number}"
        ),
        st.integers(1, 6),
        month_days,
    )
)
fixed = st.builds(
    lambda day: Clause(LimitKind.FIXED_DATE, period=f"{day:%m-%d}"),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
)
clauses = counted | backwards | every | periodic | inside | fixed


def limit(clause: Clause) -> TimeLimit:
    return TimeLimit("", (clause,))


def each_day(answer: Due) -> list[date | None]:
    return [step.on for step in answer.steps if step.kind in EACH_DAY]


@settings(max_examples=500)
@given(clauses, days, entries)
@example(Clause(LimitKind.AFTER_EVENT, 20, WD), date(2026, 12, 4), Entries([(2, 30)], [20], []))
def test_any_limit_under_any_ledger_is_what_a_count_from_day_to_day_finds(
    clause: Clause, start: date, entries: Entries
) -> None:
    answer = due(limit(clause), start, ledger=entries.ledger(start))
    assert answer.due == naive.due(
        clause, start, entries.spans(start), entries.extensions, entries.restart_days(start)
    )
    assert answer.unpaused == naive.due(
        clause, start, [], entries.extensions, entries.restart_days(start)
    )


@given(counted, days, some_pauses)
def test_a_pause_still_open_on_the_day_looked_at_counts_as_closed_on_it(
    clause: Clause, start: date, entries: Entries
) -> None:
    sent, closed = entries.spans(start)[-1]
    waiting = due(limit(clause), start, ledger=entries.ledger(start, still_open=True), as_of=closed)
    done = due(limit(clause), start, ledger=entries.ledger(start))
    assert (waiting.due, waiting.paused_since) == (done.due, sent)
    assert done.paused_since is None


@given(days, st.integers(0, 23), st.integers(0, 400), entries)
def test_hours_run_from_their_moment_by_day_and_by_night(
    start: date, hour: int, n: int, entries: Entries
) -> None:
    entries = entries._replace(extensions=[], restarts=[])
    moment = datetime(start.year, start.month, start.day, hour, 30, tzinfo=BEIJING)
    clause = Clause(LimitKind.AFTER_EVENT, n, LimitUnit.HOUR)
    answer = due(limit(clause), moment, ledger=entries.ledger(start))
    assert answer.at == naive.at(moment, n, entries.spans(start))
    assert answer.at is not None
    assert answer.due == answer.at.date()


@given(st.sampled_from(["month", "quarter", "year"]), days, st.integers(1, 28))
def test_a_day_of_the_next_period_lies_in_the_next_period(
    period: str, start: date, number: int
) -> None:
    phrases = {"month": "次月", "quarter": "次季度首月", "year": "次年1月"}
    if period == "year":
        clause = Clause(LimitKind.FIXED_DATE, period=f"01-{number:02d}")
    else:
        clause = Clause(LimitKind.PERIODIC, period=period, on=f"1-{number}")
    answer = due(TimeLimit(f"{phrases[period]}{number}日前", (clause,)), start)
    assert answer.due == naive.due(clause, start, [], [], [], following=True)


# What holds of every answer


@given(st.sampled_from([WD, LimitUnit.DAY]), days, st.integers(0, 40), entries)
def test_each_day_up_to_the_last_is_explained_once_and_n_of_them_count(
    unit: LimitUnit, start: date, n: int, entries: Entries
) -> None:
    entries = entries._replace(extensions=[], restarts=[])
    answer = due(limit(Clause(LimitKind.AFTER_EVENT, n, unit)), start, ledger=entries.ledger(start))
    kinds = Counter(step.kind for step in answer.steps)
    assert kinds[StepKind.COUNTED] == n
    assert answer.due is not None
    until = answer.due
    if kinds[StepKind.ROLLED]:
        until -= timedelta(days=1)
        seen = [day for day in dict.fromkeys(each_day(answer)) if day]
    else:
        seen = [day for day in each_day(answer) if day]
        assert not n or seen[-1] == answer.due
    expected = naive.walk(start, until)
    # A limit of no days is due on its own day, and rolls from there.
    assert seen == (expected if n or not kinds[StepKind.ROLLED] else [start, *expected])


@given(clauses, days, entries)
def test_standing_still_never_makes_a_limit_shorter(
    clause: Clause, start: date, entries: Entries
) -> None:
    answer = due(limit(clause), start, ledger=entries.ledger(start))
    without = due(limit(clause), start, ledger=entries._replace(pauses=[]).ledger(start))
    assert answer.due is not None
    assert answer.unpaused is not None
    assert answer.due >= answer.unpaused == without.due == without.unpaused


@given(units, days, st.integers(0, 60), entries)
def test_one_more_of_any_unit_is_never_due_earlier(
    unit: LimitUnit, start: date, n: int, entries: Entries
) -> None:
    ledger = entries.ledger(start)
    fewer = due(limit(Clause(LimitKind.AFTER_EVENT, n, unit)), start, ledger=ledger).due
    more = due(limit(Clause(LimitKind.AFTER_EVENT, n + 1, unit)), start, ledger=ledger).due
    assert fewer is not None
    assert more is not None
    assert fewer <= more


@given(days, entries, st.integers(1, 20))
def test_a_longer_extension_is_due_later_by_just_so_many_working_days(
    start: date, entries: Entries, k: int
) -> None:
    entries = entries._replace(pauses=[], extensions=[k])
    ledger = entries.ledger(start)
    plain = due(
        limit(Clause(LimitKind.AFTER_EVENT, 20, WD)),
        start,
        ledger=Ledger(restarts=ledger.restarts),
    )
    longer = due(limit(Clause(LimitKind.AFTER_EVENT, 20, WD)), start, ledger=ledger)
    assert plain.due is not None
    assert longer.due is not None
    assert official().working_days_between(plain.due, longer.due) == k


@given(days, st.integers(1, 20), st.integers(1, 20))
def test_a_target_of_fewer_days_is_never_later_than_one_of_more(
    start: date, one: int, other: int
) -> None:
    timely = TimeLimit("及时公开", (Clause(LimitKind.REALTIME),))
    sooner, later = sorted([one, other])
    first = due(timely, start, targets=Targets(timely=sooner))
    second = due(timely, start, targets=Targets(timely=later))
    assert first.target is not None
    assert second.target is not None
    assert second.due is not None
    assert first.target <= second.target <= second.due == first.due
