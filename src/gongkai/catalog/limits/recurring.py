"""Limits that come round: every so often, on a day of the period, on a date of the year.

Source: RULES.md CAL-06 and the phrase dictionary of §5.
"""

from __future__ import annotations

import re

from gongkai.catalog.limits.patterns import (
    BEFORE,
    NUMBER,
    WITHIN,
    Reading,
    amount,
    at_most,
    data,
    unit_of,
    words,
)
from gongkai.catalog.model import Clause, LimitKind, LimitUnit
from gongkai.catalog.numerals import to_int

_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LAST = 31  # of a month whose length varies: its last day
_TENS = {"上旬": 10, "中旬": 20, "下旬": _LAST}
_DAY = f"(?:(?P<d>{NUMBER})[日号]|(?P<ten>[上中下]旬)|(?P<end>月?底|月?末))"
_DAYS = f"{NUMBER}[日号](?:[、和及]{NUMBER}[日号])+"  # 每月5日、20日
_MONTH_OF = "(?P<m>首个?月|末个?月|最后[一1]?个?月|第?[一二三四五六1-6]个?月)(?:份)?的?"
# 每季度结束后次月15日前: the first month of the quarter that follows.
_AFTER_QUARTER = re.compile(
    "^每?个?季度?(?:结束|终了)?(?:之|以)?后的?(?:次月|下月|下个月|首月|第[一1]个月)(?:份)?的?"
)
_ONE = {LimitUnit.DAY: "day", LimitUnit.WEEK: "week"} | {
    LimitUnit.MONTH: "month",
    LimitUnit.YEAR: "year",
}


def _plain(core: str) -> str:
    """Drop what does not change how often: 至少, 定期, 更新, 一次."""
    core = re.sub(words("often", "fillers"), "", core)
    return re.sub("(?:[1一]次)?(?:以上)?$", "", core)


def periodic(core: str) -> Reading:
    """月度, 每季度, 每半年至少一次, 1次/年: once in every period."""
    if re.match("(?:公示|公告)(?!.*[每次])", core):
        return ()  # 公示半年 is how long
    rate = re.fullmatch("(?:至少|不少于)?[1一]次[/／](?P<per>[^/，。；]{1,4})", core)
    plain = f"每{rate['per']}" if rate else _plain(core)
    once = re.search("[1一]次$", core) and re.match(f"(?:至少)?{re.escape(plain)}", core)
    for entry in data()["periodic"]:
        if plain in entry["words"] or (once and plain.replace("1", "一") in entry.get("once", ())):
            return (Clause(LimitKind.PERIODIC, period=entry["period"]),)
    return ()


def every_so_many(core: str) -> Reading:
    """每20个工作日更新, 每三个月一次: every n units."""
    once = re.fullmatch(f"{amount()}(?:至少)?(?:更新|公开|公布|公示|发布)?[1一]次", core)
    if once and once["unit"] != "月":  # 3月一次: once in March, or every three months
        core = f"每{once['n']}{once['unit']}"
    match = re.fullmatch(f"每(?:隔|间隔)?(?:{amount()}|(?P<one>个?工作日|个?小时))", _plain(core))
    if match is None:
        return ()
    if match["one"]:
        return (Clause(LimitKind.PERIODIC, n=1, unit=unit_of(match["one"].removeprefix("个"))),)
    number, unit = to_int(match["n"]), unit_of(match["unit"])
    if not number:
        return ()
    if number == 1 and unit in _ONE:
        return (Clause(LimitKind.PERIODIC, period=_ONE[unit]),)
    return (Clause(LimitKind.PERIODIC, n=number, unit=unit),)


def on_a_day(core: str) -> Reading:
    """每月5日前, 每月5日、20日, 每季度第一个月15日前, 季末: by a day inside the period."""
    core = _plain(re.sub(f"^{at_most()}", "", core))
    core = _AFTER_QUARTER.sub("每季度首月", core)
    core = re.sub(f"(?:{WITHIN}|{BEFORE})$", "", core)
    days = re.fullmatch(f"{words('inside', 'month')}的?(?P<days>{_DAYS})", core)
    if days:
        found = [
            _on("month", 1, to_int(day) or 0)
            for day in re.split("[日号][、和及]?", days["days"])
            if day
        ]
        return tuple(one for reading in found for one in reading) if all(found) else ()
    month = re.fullmatch(f"{words('inside', 'month')}的?{_DAY}", core)
    if month or core in data()["inside"]["month_end"]:
        return _on("month", 1, _day(month) if month else _LAST)
    for period, length in (("quarter", 3), ("half_year", 6)):
        if core in data()["inside"][f"{period}_end"]:
            return _on(period, length, _LAST)
        match = re.fullmatch(f"{words('inside', period)}的?{_MONTH_OF}(?:{_DAY})?", core)
        if match:
            return _on(period, _month(match["m"], length), _day(match))
    return ()


def on_a_weekday(core: str) -> Reading:
    """每周一, 每周五前: by a day of the week, 1 to 7."""
    match = re.fullmatch(f"每个?(?:周|星期|礼拜)(?P<w>[一二三四五六日天])(?:{BEFORE})?", core)
    if match is None:
        return ()
    day = "一二三四五六日".index(match["w"].replace("天", "日")) + 1
    return (Clause(LimitKind.PERIODIC, period="week", on=str(day)),)


def fixed_date(core: str) -> Reading:
    """每年1月31日前, 3月底前, 年底前, 每年6月30日和12月31日前: dates of the year, as MM-DD."""
    printed = core = re.sub(f"^{at_most()}", "", core)
    core = re.sub(f"^{words('dates', 'leads')}的?", "", core) or core
    core = core.replace("元月", "1月")
    # 底 alone is of a year only behind 每年: 每学期|末.
    if len(printed) > 1 and re.fullmatch(f"{words('dates', 'year_end')}(?:{BEFORE})?", core):
        return (Clause(LimitKind.FIXED_DATE, period="12-31"),)
    quarter = re.fullmatch(f"第?(?P<q>[一二三四1-4])季度(?P<end>{WITHIN}|底前?|末前?)?", core)
    # 一季度 alone can be every quarter as well as the first.
    if quarter and (quarter["end"] or core.startswith("第") or core != printed):
        month = (to_int(quarter["q"]) or 0) * 3
        return (Clause(LimitKind.FIXED_DATE, period=f"{month:02d}-{_MONTH_DAYS[month - 1]}"),)
    if core == printed and re.fullmatch(f"{NUMBER}月{WITHIN}", core):
        return ()  # 一月内: in January, or within a month
    found = [_date(part) for part in re.split("[、和及]", core)]
    if not all(found) or _shares_a_day(core):
        return ()
    return tuple(Clause(LimitKind.FIXED_DATE, period=period) for period in found if period)


def _shares_a_day(text: str) -> bool:
    """1月、7月15日前: whether the 15th is of both months is not said."""
    *before, last = re.split("[、和及]", text)
    return re.search("月.*[日号旬]", last) is not None and any(
        re.search("月份?$", part) for part in before
    )


def _date(text: str) -> str | None:
    """Return ``MM-DD``; 3月 alone is its last day, 3月前 could be either end and is none."""
    match = re.fullmatch(f"(?P<m>{NUMBER})月(?:份)?(?:{_DAY}(?:{BEFORE})?|{WITHIN})?", text)
    month = to_int(match["m"]) if match else None
    if match is None or month is None or not 1 <= month <= len(_MONTH_DAYS):
        return None
    last = 28 if month == 2 and not match["d"] else _MONTH_DAYS[month - 1]
    day = _day(match)
    if not match["d"]:
        day = min(day, last)
    return f"{month:02d}-{day:02d}" if 1 <= day <= last else None


def _on(period: str, month: int, day: int) -> Reading:
    if not 1 <= day <= _LAST or not month:
        return ()
    return (Clause(LimitKind.PERIODIC, period=period, on=f"{month}-{day}"),)


def _day(match: re.Match[str]) -> int:
    if match["d"]:
        return to_int(match["d"]) or 0
    return _TENS[match["ten"]] if match["ten"] else _LAST


def _month(word: str, length: int) -> int:
    if word.startswith("首"):
        return 1
    if word.startswith(("末", "最后")):
        return length
    number = to_int(re.sub("[第个月]", "", word)) or 0
    return number if number <= length else 0
