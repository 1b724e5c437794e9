"""Limits that say how long something stays public (RULES.md §5)."""

from __future__ import annotations

import re

from gongkai.catalog.limits.events import event_of, may_be_event
from gongkai.catalog.limits.patterns import (
    AFTER,
    ANYTHING,
    Reading,
    amount,
    counted,
    data,
    nameless_amount,
    words,
)
from gongkai.catalog.model import Clause, LimitKind


def open_ended(core: str) -> Reading:
    """长期, 保持长期, 永久: no end is printed."""
    return (Clause(LimitKind.DURATION),) if core in data()["duration"]["open_ended"] else ()


def so_long(core: str) -> Reading:
    """公示期不少于7日, 公示5个工作日, 5个工作日公示: so many days."""
    core = re.sub("半年(?=以上|$)", "6个月", core)
    head, least = words("duration", "heads"), words("duration", "least")
    ends = words("duration", "ends")
    head = f"(?:面?向社会)?{head}(?:，?(?:时间|期限|时长))?(?:一般)?(?:{least})?"
    match = re.fullmatch(f"(?:{head}|{least}){amount()}(?:以上|{ends})?", core)
    match = match or re.fullmatch(f"{amount()}(?:以上)?的?(?:{ends}|以上)", core)
    return counted(match, LimitKind.DURATION) if match else ()


def until(core: str) -> Reading:
    """任期内, 有效期内长期, 自公布之日起至任期届满止: as long as something lasts."""
    forever = f"(?:{words('duration', 'open_ended')})?"
    within = re.fullmatch(
        f"(?:在(?![建校册职线岗编读用任]))?(?P<event>{ANYTHING}{{1,20}}?期)限?[内间]，?{forever}",
        core,
    )
    stop = re.fullmatch(
        f"(?:{words('duration', 'heads')}|公开|公布)?"
        f"(?:自(?P<start>{ANYTHING}{{1,40}}?){AFTER}，?)?"
        f"(?:至|到(?![期账位达场岗货])|直至|直到)(?P<event>{ANYTHING}{{2,30}}?)"
        f"(?:之日|时)?(?:为?止)?",
        core,
    )
    match = within or stop
    if match is None or not may_be_event(match["event"]) or match["event"].startswith("每"):
        return ()
    if re.search(nameless_amount(), match["event"]):
        return ()
    # That it begins when it is published goes without saying; any other beginning is kept.
    start = match["start"] if match is stop else None
    scope = f"自{start}起" if start and start not in data()["events"]["publishing"] else None
    return (Clause(LimitKind.DURATION, event=event_of(match["event"]), scope=scope),)
