"""Checks of 公开对象 and 公开方式: both ticked, or ticks that contradict each other.

None ticked at all is the reader's ``choice-none``.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.catalog.lint.registry import check
from gongkai.catalog.lint.subject import Subject, found, own
from gongkai.catalog.model import Finding

_WIDE = "政府网站"


@check("audience-both")
def both_audiences(subject: Subject) -> Iterator[Finding]:
    """全社会 and 特定群体 both ticked, with no word on what goes to whom."""
    for item in subject.items:
        if item.audiences == ("everyone", "specific") and own(item, "audiences"):
            if item.details:
                continue
            yield found(
                "audience-both",
                item,
                "audiences",
                "同时勾选了全社会和特定群体，看不出哪些内容对谁公开。",
                suggestion="只勾选一个；确需两者的，在备注里写明特定群体是谁、公开哪些内容",
            )


@check("audience-mode-both")
def both_modes(subject: Subject) -> Iterator[Finding]:
    """主动 and 依申请 both ticked."""
    for item in subject.items:
        if item.modes == ("proactive", "on_request") and own(item, "modes"):
            yield found(
                "audience-mode-both",
                item,
                "modes",
                "同时勾选了主动公开和依申请公开，看不出哪些内容要主动公开。",
                suggestion="只勾选一个；确需两者的，拆成两个事项或者在备注里写明",
            )


@check("audience-on-request")
def everyone_on_request(subject: Subject) -> Iterator[Finding]:
    """全社会 beside 依申请 only: what is for everyone is published, not asked for."""
    for item in subject.items:
        if item.audiences == ("everyone",) and item.modes == ("on_request",):
            yield found(
                "audience-on-request",
                item,
                "audiences",
                "勾选了全社会，公开方式却只有依申请公开，两者相互矛盾。",
                suggestion="向全社会公开的勾选“主动”；只依申请公开的勾选“特定群体”",
            )


@check("audience-too-wide")
def specific_on_the_website(subject: Subject) -> Iterator[Finding]:
    """特定群体 only, and yet the public website must be used."""
    for item in subject.items:
        channels = [channel.name for channel in item.channels if channel.required]
        if item.audiences == ("specific",) and _WIDE in channels:
            yield found(
                "audience-too-wide",
                item,
                "audiences",
                f"只勾选了特定群体，公开渠道却勾选了面向全社会的“{_WIDE}”，请核对。",
                suggestion="改用入户/现场、精准推送等只到达特定群体的渠道，或者勾选全社会",
            )
