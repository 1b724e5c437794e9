"""Checks of 公开渠道和载体: no box filled, or a channel named elsewhere and not ticked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gongkai.catalog.cleaning import squash
from gongkai.catalog.lint.registry import check
from gongkai.catalog.lint.subject import Subject, found, own
from gongkai.catalog.model import Finding, Item
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import field_label, load

FIELD = "channels"
_SHORTEST = 3  # 电视, 现场 and 公报 stand in too many sentences that name no channel
_THROUGH = "(?:通过|利用|运用|依托|登录|在|于)"
_DONE = "(?:上|予以|进行|向社会)?(?:公开|公示|公布|发布|公告|张贴)"
_NOTICE = re.compile(
    "公示(?:期|时间)?(?:不少于|不得少于|至少|为)?[0-9一二三五七十]{1,3}(?:个?工作日|日|天)"
)
_BOARD = "公示栏（电子屏）"
_BOARD_NAME = f"社区/企事业单位/村{_BOARD}"
_ELSEWHERE = ("form", "remarks", "time_limit", "content")


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return {
        entry["name"]: tuple(
            name for name in (entry["name"], *entry["aliases"]) if len(name) >= _SHORTEST
        )
        for entry in load("channels")["channel"]
        if entry["name"] != "其他"
    }


@cache
def _named(channel: str) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_names()[channel], key=len, reverse=True))
    return re.compile(f"{_THROUGH}[^，。；、]{{0,8}}?(?:{names})(?:等[^，。；]{{0,6}})?{_DONE}")


@check("channel-none")
def none_ticked(subject: Subject) -> Iterator[Finding]:
    """Boxes are printed and none of them is filled."""
    for item in subject.items:
        if item.channels and own(item, FIELD) and not any(one.required for one in item.channels):
            yield found(
                "channel-none",
                item,
                FIELD,
                f"印了{len(item.channels)}种渠道，没有勾选一种。",
                suggestion="■政府网站",
            )


@check("channel-notice-board")
def notice_unticked(subject: Subject) -> Iterator[Finding]:
    """公示7个工作日, and the box of the notice board is printed empty."""
    for item in subject.items:
        limit = simplified(squash(item.time_limit.text)) if item.time_limit else ""
        notice = _NOTICE.search(limit)
        if notice and any(one.name.endswith(_BOARD) and not one.required for one in item.channels):
            yield found(
                "channel-notice-board",
                item,
                FIELD,
                f"没有勾选公示栏，而公开时限写有“{notice.group()}”；要张榜公示的，请勾选。",
                suggestion=f"■{_BOARD_NAME}",
            )


@check("channel-unticked")
def named_elsewhere(subject: Subject) -> Iterator[Finding]:
    """A channel is named in another cell of the row, and its box is not filled."""
    for item in subject.items:
        missing = [one.name for one in item.channels if not one.required and one.name in _names()]
        for field, text in _texts(item):
            for channel in tuple(missing):
                said = field == "form" and any(name in text for name in _names()[channel])
                if said or _named(channel).search(text):
                    missing.remove(channel)
                    yield found(
                        "channel-unticked",
                        item,
                        FIELD,
                        f"没有勾选“{channel}”，而本行的“{field_label(field)}”写到要在那里公开。",
                        suggestion=f"■{channel}",
                    )


def _texts(item: Item) -> Iterator[tuple[str, str]]:
    values = {
        "form": item.form,
        "remarks": item.remarks,
        "time_limit": item.time_limit.text if item.time_limit else None,
        "content": item.content,
    }
    for field in _ELSEWHERE:
        text = values[field]
        if text:
            yield field, simplified(squash(text))
