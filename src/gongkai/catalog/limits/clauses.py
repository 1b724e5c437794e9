"""One function for each kind of limit: a piece of a phrase in, a clause or None out.

To teach the reader a new form, add a function here and its name to ``READERS``; the first that
can read a piece decides. Sources: RULES.md CAL-03, CAL-04, CAL-06 and the phrase dictionary of §5.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from gongkai.catalog.limits.patterns import (
    AFTER,
    BEFORE,
    NUMBER,
    WITHIN,
    amount,
    any_of,
    data,
    event_of,
    names_event,
    unit_of,
)
from gongkai.catalog.model import Clause, LimitKind, LimitUnit
from gongkai.catalog.numerals import to_int

_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def periodic(core: str) -> Clause | None:
    """月度, 每季度, 每半年一次: once in every period."""
    plain = re.sub("(?:至少|不少于)?(?:更新|公开|发布|公布)?(?:[1一]次)?(?:以上)?$", "", core)
    for entry in data()["periodic"]:
        if plain in entry["words"]:
            return Clause(LimitKind.PERIODIC, period=entry["period"])
    return None


def fixed_date(core: str) -> Clause | None:
    """每年1月31日前, 每年3月底前, 年底前: by a day of the year, given as MM-DD."""
    match = re.fullmatch(
        f"(?:每年度?|次年|当年|翌年)?的?(?P<m>{NUMBER})月(?:份)?(?:(?P<d>{NUMBER})[日号]|底|末){BEFORE}?",
        core,
    )
    if re.fullmatch(f"(?:每年|当年)?年?(?:年底|底){BEFORE}", core):
        return Clause(LimitKind.FIXED_DATE, period="12-31")
    if match is None:
        return None
    month = to_int(match["m"]) or 0
    if not 1 <= month <= 12:
        return None
    last = _MONTH_DAYS[month - 1]
    day = (to_int(match["d"]) or 0) if match["d"] else min(last, 28 if month == 2 else last)
    if not 1 <= day <= last:
        return None
    return Clause(LimitKind.FIXED_DATE, period=f"{month:02d}-{day:02d}")


def as_required(core: str) -> Clause | None:
    """按规定及时, 按照法定时间, 根据实际: another text or the work itself decides."""
    return Clause(LimitKind.AS_REQUIRED) if _as_required_pattern().fullmatch(core) else None


@cache
def _as_required_pattern() -> re.Pattern[str]:
    words = data()["as_required"]
    fast = any_of(data()["realtime"]["words"])
    lead, heads, ends = any_of(words["leads"]), any_of(words["heads"]), any_of(words["ends"])
    fillers = any_of(words["fillers"])
    ruled = (
        f"{lead}(?:{fillers}){{0,6}}(?:《[^》]{{1,60}}》)?(?:{fillers}){{0,3}}{heads}的?(?:{ends})?"
    )
    cited = f"{lead}《[^》]{{1,60}}》"
    return re.compile(f"(?:{ruled}|{cited}|{any_of(words['words'])})，?(?:{fast})?")


def realtime(core: str) -> Clause | None:
    """实时, 根据变动及时, 信息变更后及时: as soon as it happens."""
    words = data()["realtime"]
    match = re.fullmatch(
        f"(?:{any_of(words['causes'])})?(?P<event>[^，。；]{{0,30}}?)"
        f"(?P<after>{AFTER}|时|的)?，?{any_of(words['words'])}",
        core,
    )
    if match is None or re.search("[0-9]", match["event"]):
        return None
    event = event_of(match["event"])
    if event and event.removesuffix("情况") in ("变动", "变化", "变更", "调整"):
        event = event.removesuffix("情况")
    if event and not names_event(event):
        return None
    return Clause(LimitKind.REALTIME, event=event)


def duration(core: str) -> Clause | None:
    """公示期不少于7日, 长期: how long it stays public; no number means open-ended."""
    words = data()["duration"]
    if core in words["open_ended"]:
        return Clause(LimitKind.DURATION)
    head, least = any_of(words["heads"]), any_of(words["least"])
    match = re.fullmatch(f"(?:{head}{least}?|{least}){amount()}(?:以上)?", core)
    return _counted(match, LimitKind.DURATION) if match else None


def before_event(core: str) -> Clause | None:
    """提前一周, 会前7日, 会议召开3日前: before something that is set to happen."""
    for pattern in (
        f"(?P<event>[^，。；0-9]{{0,40}}?)提前(?:至少)?{amount()}(?:以上)?",
        f"(?P<event>[^，。；0-9]{{1,40}}?){BEFORE}的?(?:至少|不少于)?{amount()}(?:{WITHIN}|以上|{BEFORE})?",
        f"(?P<event>[^，。；0-9]{{1,40}}?)(?:至少)?{amount()}{BEFORE}",
    ):
        match = re.fullmatch(pattern, core)
        if match and not re.search("[月年]$", match["event"]):
            return _counted(match, LimitKind.BEFORE_EVENT, event_of(match["event"]))
    return None


def after_event(core: str) -> Clause | None:
    """自该信息形成之日起20个工作日内, 信息获取（形成变更）20个工作日内, 批复后20日内."""
    fast = f"(?:{any_of(data()['realtime']['words'])})?"
    most = "(?:最迟|最长)?(?:不超过|不得超过|不晚于)"
    for pattern in (
        f"(?P<event>[^；，]{{1,80}}?){AFTER}的?，?{amount()}{WITHIN}{fast}",
        f"(?P<event>[^；，]{{1,80}}?)之日起，?{amount()}",
        f"(?P<event>[^；，]{{1,80}}?){AFTER}的?，?{most}{amount()}",
        f"(?P<event>[^；，]{{0,80}}?)的?(?:{most})?{amount()}{WITHIN}{fast}",
    ):
        match = re.fullmatch(pattern, core)
        if match:
            break
    else:
        return None
    event = event_of(match["event"])
    if event and (re.search(amount() + WITHIN, event) or not _may_be_event(match)):
        return None
    return _counted(match, LimitKind.AFTER_EVENT, event)


def _may_be_event(match: re.Match[str]) -> bool:
    """A marked event (…之日起) is one; unmarked, it must name something that happens."""
    return names_event(match["event"]) or bool(re.match(AFTER, match.string[match.end("event") :]))


def otherwise_ruled(core: str) -> Clause | None:
    """法律、法规另有规定的，从其规定: another text decides for a part.

    Source: 国务院令第711号 第二十六条.
    """
    match = re.fullmatch(
        "(?P<scope>[^；。]{1,40}另有规定)的?，?(?:从其规定|依照其规定|按其规定执行|除外)", core
    )
    return Clause(LimitKind.AS_REQUIRED, scope=match["scope"] + "的") if match else None


def same_day(core: str) -> Clause | None:
    """信息形成当日: within the day of the event, so nought days after it."""
    match = re.fullmatch("(?P<event>[^，。；]{1,40}?)(?:的)?(?:当日|当天|同日)内?", core)
    if match is None or not names_event(match["event"]):
        return None
    return Clause(LimitKind.AFTER_EVENT, n=0, unit=LimitUnit.DAY, event=event_of(match["event"]))


def _counted(match: re.Match[str], kind: LimitKind, event: str | None = None) -> Clause | None:
    number = to_int(match["n"])
    if not number:
        return None
    return Clause(kind, n=number, unit=unit_of(match["unit"]), event=event)


READERS: tuple[Callable[[str], Clause | None], ...] = (
    periodic,
    fixed_date,
    as_required,
    realtime,
    duration,
    before_event,
    after_event,
    same_day,
    otherwise_ruled,
)
