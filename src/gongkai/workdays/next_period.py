"""Which period a day is named in: this one (每月10日前) or the one after (次月10日前)."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from gongkai.catalog.model import Clause, LimitKind
from gongkai.catalog.numerals import half_width, to_int
from gongkai.workdays.defaults import read
from gongkai.workdays.periods import period_end
from gongkai.workdays.span import step

NUMBER = "[0-9〇零一二三四五六七八九十两]+"


def next_period(clause: Clause, phrase: str, day: date) -> date:
    """Return the first day on which the day ``clause`` names can lie.

    It is ``day`` itself, or the first day of the next period where the phrase says 次月, 次年 or
    季度结束后. In a phrase of several limits the word must stand before this clause's own number.
    """
    fixed = clause.kind is LimitKind.FIXED_DATE
    period = "year" if fixed else clause.period
    if not _says_next(clause, phrase, period or "", fixed=fixed):
        return day
    end = period_end(period, day)
    return day if end is None else step(end, 1)


def ended_period(event: str | None) -> str | None:
    """Return the period whose end an event is: quarter for 每季度结束; None for other events."""
    match = re.fullmatch(_data("period_events")["pattern"], event or "")
    if match is None:
        return None
    periods = ("month", "quarter", "half_year", "year")
    return next(one for one in periods if match["period"] in _data("period_events")[one])


def _says_next(clause: Clause, phrase: str, period: str, *, fixed: bool) -> bool:
    words = _data("next_period")
    if period not in words or period == "ended":
        return False
    lead = "|".join(words[period])
    phrase = half_width(phrase)
    if period in words["ended"]:
        return re.search(f"{lead}|{words['ended'][period]}", phrase) is not None
    sign = "月" if fixed else "[日号]"
    number = (clause.period if fixed else clause.on) or ""
    wanted = number.split("-")[0 if fixed else -1]
    found = re.findall(f"(?:{lead})度?份?的?({NUMBER}){sign}", phrase)
    if found:
        return any(to_int(one) == to_int(wanted.lstrip("0")) for one in found)
    # 次月底前, 次月上旬: no number to go by, so the phrase must say it of all its limits.
    return re.match(f"(?:每年?)?(?:{lead})", phrase) is not None


@cache
def _data(name: str) -> dict[str, Any]:
    found: dict[str, Any] = read("defaults.toml")[name]
    return found
