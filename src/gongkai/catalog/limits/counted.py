"""Limits that count from an event: after it, before it, on the day of it.

Sources: RULES.md CAL-03, CAL-04 and the phrase dictionary of §5.
"""

from __future__ import annotations

import re

from gongkai.catalog.limits.events import ends_in_event, event_of, may_be_event
from gongkai.catalog.limits.patterns import (
    AFTER,
    ANYTHING,
    BEFORE,
    WITHIN,
    Reading,
    amount,
    at_most,
    counted,
    data,
    fast,
    nameless_amount,
    unit_of,
    words,
)
from gongkai.catalog.model import Clause, LimitKind, LimitUnit

_BARE_UNITS = (LimitUnit.WORKING_DAY, LimitUnit.DAY, LimitUnit.WEEK, LimitUnit.HOUR)
_SPAN = "(?:年|月|周|季|旬|星期)(?:度|份)?(?:初|中|底|末)?"
_PERIOD = f"(?:[每次本当上下第去今明一二三四个]*{_SPAN}|^日|每日|次日)"


def after_event(core: str) -> Reading:
    """自该信息形成之日起20个工作日内, 批复后20日内, 不晚于会议召开后3日."""
    core = re.sub(f"^{words('events', 'duties')}(?=[自从])", "", core)
    core = re.sub("(?<=[后起])半年(?=之内|以内|内)", "6个月", core)
    match = re.fullmatch(
        f"(?P<lead>{at_most()})?(?P<event>{ANYTHING}{{1,80}}?){AFTER}的?，?(?P<most>{at_most()})?"
        f"{amount()}(?P<within>{WITHIN})?的?，?{fast()}",
        core,
    )
    if match is None or not may_be_event(match["event"]):
        return ()
    if len(match["event"]) == 1 and match["event"] not in data()["events"]["ending"]:
        return ()
    if re.search("(?<=.)(?<![每本上各当])季$", match["event"]):
        return ()  # 季报季后15日内
    marked = match["within"] or match["most"] or match["lead"]
    if not marked and unit_of(match["unit"]) is LimitUnit.YEAR:
        return ()  # 自登记之日起5年 is more likely how long it stays
    publishing = match["event"].endswith(tuple(data()["events"]["publishing"]))
    if publishing and not marked:
        return ()  # 自公布之日起30日 is more likely how long it stays
    return counted(match, LimitKind.AFTER_EVENT, event_of(match["event"]))


def after_unmarked_event(core: str) -> Reading:
    """信息获取（形成变更）20个工作日内: no 后 and no 之日起, but a word for what happens."""
    match = re.fullmatch(
        f"(?P<event>{ANYTHING}{{1,80}}?)(?:的，|的|，)?(?:{at_most()})?{amount()}"
        f"(?P<within>{WITHIN})?，?{fast()}",
        core,
    )
    if match is None or not may_be_event(match["event"]) or not ends_in_event(match["event"]):
        return ()
    if match["event"].endswith("满") and not match["within"]:
        return ()  # 公示期满30日: thirty days long, or thirty days after it
    return counted(match, LimitKind.AFTER_EVENT, event_of(match["event"]))


def bare_amount(core: str) -> Reading:
    """20个工作日内, 不超过5个工作日: nothing says what sets it off; a finding will.

    A bare 1年 or 3个月 could as well be how long or how often, and is not read.
    """
    core = re.sub("半年(?=之内|以内|内$)", "6个月", core)
    match = re.fullmatch(
        f"(?:{words('most', 'fillers')})?(?P<most>{at_most()})?(?:{words('most', 'fillers')})?"
        f"{amount()}(?P<within>{WITHIN})?"
        f"，?{fast()}",
        core,
    )
    if match is None:
        return ()
    clauses = counted(match, LimitKind.AFTER_EVENT)
    marked = match["within"] or match["most"]
    if match["unit"] == "月":
        return ()  # 一月内: in January, or within a month
    if clauses and not marked and (clauses[0].n, clauses[0].unit) == (24, LimitUnit.HOUR):
        return ()  # round the clock as well as within a day
    return clauses if clauses and (marked or clauses[0].unit in _BARE_UNITS) else ()


def same_day(core: str) -> Reading:
    """信息形成当日, 与政策文件同步, 次日: nought days, or one, after the event."""
    core = re.sub(f"^{at_most()}", "", core)
    for entry in data()["same_day"]:
        word = f"(?:{'|'.join(map(re.escape, entry['words']))})(?:{WITHIN})?{fast()}"
        joined = re.fullmatch(f"[与和随跟同](?P<event>{ANYTHING}{{1,60}}?)(?:的|一并)?{word}", core)
        match = joined or re.fullmatch(f"(?P<event>{ANYTHING}{{0,60}}?)的?{word}", core)
        if match is None:
            continue
        event = re.sub(f"(?:{AFTER}|时)的?$", "", match["event"])
        if event and not may_be_event(event):
            return ()
        if joined is None and re.search("[与随跟]", event):
            return ()  # 政策解读与文件同步: a noun, and then the event
        clause = Clause(
            LimitKind.AFTER_EVENT,
            n=entry["n"],
            unit=LimitUnit(entry["unit"]),
            event=event_of(event),
        )
        return (clause,)
    return ()


def before_event(core: str) -> Reading:
    """提前一周, 会前7日, 会议召开3日前: so much before something that is set to happen.

    会前3日内 is not read: it can mean no later than, or no sooner than, the third day.
    """
    least = f"(?:{words('duration', 'least')})?"
    event = f"(?P<event>{ANYTHING}{{1,40}}?)"
    for pattern in (
        f"{least}(?:(?P<event>{ANYTHING}{{1,40}}?)(?:的|，)?)?{least}提前{least}{amount()}(?:以上)?",
        f"{event}{BEFORE}的?{least}{amount()}(?:以上)?",
        f"{event}的?{least}{amount()}(?:以上)?{BEFORE}",
    ):
        match = re.fullmatch(pattern, core)
        if match and (match["event"] is None or _may_come(match["event"])):
            return counted(match, LimitKind.BEFORE_EVENT, event_of(match["event"]))
    return ()


def before_uncounted(core: str) -> Reading:
    """开学前, 会议召开前: any time before the event, no number printed."""
    match = re.fullmatch(f"(?:{at_most()})?(?P<event>{ANYTHING}{{1,40}}?){BEFORE}{fast()}", core)
    if match is None or not _may_come(match["event"]):
        return ()
    return (Clause(LimitKind.BEFORE_EVENT, event=event_of(match["event"])),)


def _may_come(event: str) -> bool:
    """An event one can be early for: no period (每月), no bare word for a day."""
    event = re.sub("（[^（）]*）$", "", event)
    if re.search(f"{_PERIOD}$|前|后$|的$|{nameless_amount()}$", event) or not may_be_event(event):
        return False
    return len(event) > 1 or event in data()["events"]["short"]
