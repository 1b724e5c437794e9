"""Limits without a number: as soon as it happens, or as another text says.

Sources: 国务院令第711号 第二十六条; the phrase dictionary of RULES.md §5.
"""

from __future__ import annotations

import re
from functools import cache

from gongkai.catalog.limits.events import ends_in_event, event_of, may_be_event
from gongkai.catalog.limits.patterns import (
    AFTER,
    ANYTHING,
    NUMBER,
    Reading,
    data,
    without_tails,
    words,
)
from gongkai.catalog.model import Clause, LimitKind


def as_required(core: str) -> Reading:
    """按规定及时, 按照法定时间, 根据实际, 不定期: another text or the work itself decides."""
    return (Clause(LimitKind.AS_REQUIRED),) if _as_required().fullmatch(core) else ()


@cache
def _as_required() -> re.Pattern[str]:
    fast, lead = words("realtime", "words"), words("as_required", "leads")
    filler, head = words("as_required", "fillers"), words("as_required", "heads")
    cited = f"《[^《》]{{1,60}}》(?:（[^（）]{{1,30}}）)?(?:第{NUMBER}条)?(?:第{NUMBER}款)?"
    ruled = (
        f"{lead}(?:{filler}){{0,6}}(?:{cited}、?){{0,3}}(?:{filler}){{0,3}}{head}的?"
        f"(?:{words('as_required', 'ends')})?"
    )
    alone = words("as_required", "words")
    other = f"{words('as_required', 'texts')}[^，。；：0-9每]{{1,30}}(?:规定|要求)的?"
    other += f"(?:{words('as_required', 'ends')})?"
    set_by = (
        f"(?:{cited}|{words('as_required', 'laws')})规定的?(?:公开)?(?:时限|期限|时间)(?:之?内)?"
    )
    return re.compile(
        f"(?:{ruled}|{other}|{set_by}|{lead}(?:{cited}、?){{1,3}}|{alone})，?(?:予以)?(?:{fast})?"
    )


def as_it_goes(core: str) -> Reading:
    """按进展情况及时: promptly, each time the work moves on."""
    match = re.fullmatch(
        f"{words('realtime', 'causes')}(?P<event>(?:{words('realtime', 'progress_of')}){{0,2}}"
        f"{words('realtime', 'progress')})，?(?:予以|进行)?{words('realtime', 'words')}",
        core,
    )
    return (Clause(LimitKind.REALTIME, event=match["event"]),) if match else ()


def is_vague(core: str) -> bool:
    """True for words that name neither a number nor another text (定期, 不定期)."""
    return without_tails(core) in data()["as_required"]["vague"]


def realtime(core: str) -> Reading:
    """实时, 根据变动及时, 按进展情况及时, 信息变更后及时: as soon as it happens."""
    fast = words("realtime", "words")
    match = re.fullmatch(
        f"(?:{words('events', 'duties')}|主动)?(?P<cause>(?!随时){words('realtime', 'causes')})?"
        f"(?P<event>{ANYTHING}{{0,40}}?)"
        f"(?P<after>{AFTER}|时|的)?，?(?:予以|进行)?{fast}(?:并?{fast})?(?:、?(?:准确|全面|完整|主动))*",
        core,
    )
    if match is None:
        return ()
    event = event_of(match["event"])
    if event and event.removesuffix("情况") in data()["realtime"]["changes"]:
        event = event.removesuffix("情况")
    if event and match["cause"] and event.endswith(tuple(data()["as_required"]["orders"])):
        return (Clause(LimitKind.AS_REQUIRED),)  # 按照领导要求及时
    if event:
        marked = match["cause"] or match["after"]
        if not may_be_event(event) or not (marked or ends_in_event(event)):
            return ()
        # 材料的及时 names no event; 变更的，及时 does.
        if match["after"] == "的" and not match["cause"] and not ends_in_event(event):
            return ()
    return (Clause(LimitKind.REALTIME, event=event),)


def otherwise_ruled(core: str) -> Reading:
    """法律、法规另有规定的，从其规定; 除法律、法规另有规定外: another text decides for a part.

    Source: 国务院令第711号 第二十六条.
    """
    scope = (
        "(?P<scope>[^；。]{0,40}?(?:另有|有特殊|有专门|有明确|有其他|(?<![没无])有)(?:规定|要求))"
    )
    match = re.fullmatch(
        f"{scope}的?，?(?:应当|应|须)?{words('as_required', 'yields')}", core
    ) or re.fullmatch(f"除{scope}的?(?:情形|情况)?(?:以|之)?外", core)
    if match is None or (match["scope"] and not may_be_event(match["scope"])):
        return ()
    return (Clause(LimitKind.AS_REQUIRED, scope=match["scope"].removeprefix("除") + "的"),)
