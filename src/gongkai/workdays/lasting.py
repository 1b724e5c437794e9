"""How long something stays public: when a list that is shown for a time is taken down."""

from __future__ import annotations

from datetime import date

from gongkai.catalog.model import Clause, LimitKind, TimeLimit
from gongkai.workdays.calendar import Calendar
from gongkai.workdays.counting import Count, count
from gongkai.workdays.official import official


def lasts_until(
    limit: TimeLimit, published_on: date, calendar: Calendar | None = None
) -> date | None:
    """Return the last day on which it must be shown (公示期7日); None where no day ends it.

    The day of publication is not counted, and a period in days, months or years that ends on a
    day off ends on the next working day (CAL-01, CAL-02). Of several periods the longest counts.
    None for 长期公开, 任期内 and a phrase that says nothing of how long. Raises ``Refused`` as
    ``due`` does.
    """
    calendar = calendar or official()
    lasting = [clause for clause in limit.clauses if clause.kind is LimitKind.DURATION]
    ends = [_end(clause, published_on, calendar) for clause in lasting]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def _end(clause: Clause, published_on: date, calendar: Calendar) -> date | None:
    if clause.n is None or clause.unit is None:
        return None
    return count(Count(calendar, published_on), clause.n, clause.unit).last
