"""Two years of work, counted back from today: which disclosures, when, and how far each got."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.bodies.models import Officer
from gongkai.clocks.queries import calendar_for
from gongkai.demo.cases import Case, Fate
from gongkai.demo.pieces import Piece, pieces_of
from gongkai.demo.registers import Cast
from gongkai.duties.clocks import derive
from gongkai.duties.models import Duty
from gongkai.duties.queries import last_due_day
from gongkai.workdays.span import add_months

# How far the open ones got, and where their due date lies; each body begins elsewhere in it.
_OPEN = (
    (Fate.DRAFT, "due"),
    (Fate.CONTENT_REVIEW, "upcoming"),
    (Fate.UNDISCLOSED, "upcoming"),
    (Fate.REGISTERED, "overdue"),
    (Fate.SCHEDULED, "upcoming"),
    (Fate.RETURNED, "due"),
    (Fate.READY, "upcoming"),
    (Fate.SECRECY_REVIEW, "upcoming"),
    (Fate.CONTENT_REVIEW, "overdue"),
    (Fate.DRAFT, "upcoming"),
    (Fate.SECRECY_REVIEW, "due"),
)
_AFTERLIVES = (Fate.CORRECTED, Fate.WITHDRAWN, Fate.UNDER_CORRECTION, Fate.CORRECTED)
_LATE_IN_A_HUNDRED = 7


def first_day(today: date) -> date:
    """Return the day the history begins: two years before ``today``."""
    return add_months(today, -24)


def last_day(today: date) -> date:
    """Return the last working day before ``today``: nothing is told of today itself, so that
    nothing can lie in the future at whatever hour the demo is started."""
    return calendar_for().last_working_day(today - timedelta(days=1))


def working_days_before(day: date, count: int) -> date:
    """Return the working day that lies ``count`` working days before ``day``."""
    for _ in range(count):
        day = calendar_for().last_working_day(day - timedelta(days=1))
    return day


def plan(casts: list[Cast], today: date, rng: random.Random) -> list[Case]:
    """Return every case, in the order in which the information was formed."""
    cases: list[Case] = []
    for place, cast in enumerate(casts):
        mine = [case for piece in pieces_of(cast.key) for case in _cases(cast, piece, today, rng)]
        _leave_open(mine, place, today, rng)
        _give_afterlives(mine, today, rng)
        _publish_one_lately(mine, today)
        cases += mine
    cases.sort(key=lambda case: (case.formed_on, case.done_on))
    _number_documents(cases)
    return cases


def _cases(cast: Cast, piece: Piece, today: date, rng: random.Random) -> Iterator[Case]:
    duties = tuple(_duty(cast, item) for item in (piece.item, *piece.also))
    editor = _editor(cast, duties)
    for formed_on, subject in _occasions(piece, today, rng):
        done_on = _published_on(duties[0], formed_on, today, rng)
        yield Case(cast, piece, duties, editor, subject, formed_on, done_on)


def _duty(cast: Cast, item: str) -> Duty:
    for duty in cast.duties:
        if duty.applies and duty.item.path.endswith(item):
            return duty
    raise LookupError(f"{cast.key}: no item {item}")


def _editor(cast: Cast, duties: tuple[Duty, ...]) -> Officer:
    editor = cast.editor_for(duties[0])
    if editor is None:
        raise LookupError(f"{cast.key}: no editor for {duties[0].item.path}")
    return editor


def _occasions(piece: Piece, today: date, rng: random.Random) -> Iterator[tuple[date, str]]:
    """Yield the days on which information was formed, with the subject, oldest first."""
    start, last = first_day(today), last_day(today)
    if piece.months:
        month = date(start.year, start.month, 1)
        while month <= last:
            if (month.month - 1) % piece.months == 0:
                day = calendar_for().next_working_day(month + timedelta(days=rng.randint(4, 12)))
                if start <= day <= last:
                    yield day, ""
            month = add_months(month, 1)
        return
    span = (last - start).days
    for place, subject in enumerate(piece.subjects):
        share = (place + rng.uniform(0.15, 0.85)) / len(piece.subjects)
        yield (
            calendar_for().last_working_day(last - timedelta(days=int(span * (1 - share)))),
            subject,
        )


def _published_on(duty: Duty, formed_on: date, today: date, rng: random.Random) -> date:
    calendar = calendar_for()
    due_on = _due_on(duty, formed_on)
    if duty.next_opens_on is not None:
        # It answers a period, whose limit runs from before it was formed: it is in time.
        return min(calendar.add_working_days(formed_on, rng.randint(1, 7)), last_day(today))
    if rng.randrange(100) < _LATE_IN_A_HUNDRED:
        day = calendar.add_working_days(due_on, rng.randint(1, 8))
    else:
        day = calendar.add_working_days(formed_on, rng.randint(1, 12))
        day = calendar.last_working_day(min(day, max(due_on, formed_on)))
    return min(max(day, formed_on), last_day(today))


_known: dict[tuple[str, date], date] = {}


def _due_on(duty: Duty, formed_on: date) -> date:
    """Return the due date; most items of a catalog share one phrase, so it is kept by phrase."""
    key = (duty.item.time_limit_text, formed_on)
    if key not in _known:
        _known[key] = derive(duty, formed_on).due_on
    return _known[key]


def _leave_open(cases: list[Case], place: int, today: date, rng: random.Random) -> None:
    """Leave the newest case of each piece with several subjects unfinished."""
    pool = [
        [case for case in cases if case.piece is piece][-1]
        for piece in dict.fromkeys(case.piece for case in cases)
        if len(piece.subjects) > 1
    ]
    shift = place * 3 % len(_OPEN)
    for case, (fate, want) in zip(pool, (*_OPEN[shift:], *_OPEN[:shift]), strict=False):
        formed_on = _formed_so_that(case.duties[0], want, today, rng)
        if formed_on is not None:
            case.fate, case.formed_on = fate, formed_on
            steps = calendar_for().working_days_between(formed_on, last_day(today))
            case.done_on = calendar_for().add_working_days(formed_on, min(steps, 4))


def _formed_so_that(duty: Duty, want: str, today: date, rng: random.Random) -> date | None:
    """Return a working day from which the due date lies where it is wanted, if there is one."""
    fitting = []
    last, soon = last_day(today), last_due_day(today)
    for back in range(90):
        day = last - timedelta(days=back)
        if not calendar_for().is_working_day(day):
            continue
        due_on = _due_on(duty, day)
        where = "overdue" if due_on < today else "due" if due_on <= soon else "upcoming"
        if where == want and (today - due_on).days < 25:
            fitting.append(day)
    return rng.choice(fitting) if fitting else None


def _give_afterlives(cases: list[Case], today: date, rng: random.Random) -> None:
    calendar, last = calendar_for(), last_day(today)
    settled = [
        case for case in cases if case.fate is Fate.PUBLISHED and (last - case.done_on).days > 60
    ]
    for fate in _AFTERLIVES:
        if not settled:
            return
        case = settled.pop(rng.randrange(len(settled)))
        case.fate = fate
        case.after_on = calendar.add_working_days(case.done_on, rng.randint(5, 30))
        if fate is Fate.UNDER_CORRECTION:
            case.after_on = calendar.last_working_day(last - timedelta(days=rng.randint(1, 9)))
    _supersede_one(cases, settled)


def _publish_one_lately(cases: list[Case], today: date) -> None:
    """Let one document come out on the last day: what it sets off is still to be done."""
    last = last_day(today)
    documents = [one for one in cases if one.piece.document and one.fate is Fate.PUBLISHED]
    if documents:
        newest = max(documents, key=lambda case: case.formed_on)
        newest.formed_on, newest.done_on = working_days_before(last, 6), last


def _supersede_one(cases: list[Case], settled: list[Case]) -> None:
    """Let one yearly statement be replaced by the next year's."""
    for old in settled:
        later = [
            case
            for case in cases
            if case.piece is old.piece
            and case.fate is Fate.PUBLISHED
            and case.done_on > old.done_on
        ]
        if old.piece.months == 12 and later:
            old.fate, old.successor, old.after_on = Fate.SUPERSEDED, later[0], later[0].done_on
            return


def _number_documents(cases: list[Case]) -> None:
    series: Counter[tuple[str, int]] = Counter()
    for case in cases:
        if case.piece.document:
            key = (case.cast.key, case.formed_on.year)
            series[key] += 1
            case.serial = series[key]
