"""Finds the part of the item a limit is for: 其中…, 行政处罚：…, 年报每年1月31日前."""

from __future__ import annotations

import re
from functools import cache

from gongkai.catalog.limits.clauses import clauses_of
from gongkai.catalog.limits.events import ends_in_event, may_be_event, subject_of
from gongkai.catalog.limits.patterns import (
    AFTER,
    BEFORE,
    WITHIN,
    Reading,
    at_most,
    data,
    nameless_amount,
    published,
    words,
)
from gongkai.catalog.model import LimitKind

_LONGEST = 40
_IN_A_STAGE = (LimitKind.DURATION, LimitKind.PERIODIC)
# 根据有关规定, 《条例》第二十六条规定的: what a limit rests on, and not what it is for.
_NO_PART = (
    "(?:公开|公示|公告|公布|保留|保存|展示)(?:至|到|直至)"
    "|[每按次第]|根据|依据|依照|遵照|《[^《》]*》.*规定的$"
)
_IN = "(?<![正存所现])在(?![建校册职线岗编读用任])"
_DUTY = "，?(?:均|都)?(?:应当|应|须|需|要|(?<![少多晚低迟短])于|在)?$"


def scoped(piece: str) -> tuple[str | None, Reading]:
    """Return the part a piece is for, in the catalog's words, and what it says; or nothing."""
    inner = piece.removeprefix("其中").lstrip("，：")
    found = _by_colon(inner) or _by_lead(inner)
    if found:
        return found
    if inner != piece or re.match("其他|其它|其余", inner):
        return _subject(inner)
    clauses = clauses_of(piece)
    if clauses:
        return None, clauses
    core, what = _done(piece)
    if what == "答复" and core != piece:
        part, clauses = scoped(core)
        if clauses:
            return f"{part}，{what}" if part else what, clauses
    clauses = clauses_of(core) if what else ()
    if clauses and all(clause.scope is None for clause in clauses):
        return what, clauses
    return _by_noun(piece)


def _done(piece: str) -> tuple[str, str | None]:
    """Split off what is to be done: 3个工作日内公开解读材料, 24小时内举行新闻发布会, …内答复."""
    meeting = re.fullmatch(
        f"(?P<core>.+{WITHIN})(?:组织|要)?(?:召开|举行|举办)(?:首场|第一场)?"
        f"(?P<what>{words('tails', 'meetings')})",
        piece,
    )
    # A limit to answer is read only where it counts from an application: 依申请公开.
    answer = re.fullmatch(
        f"(?P<core>.*申请.*{WITHIN})，?(?:应当|应|须)?(?:予以|作出|书面|给予|依法)*(?P<what>答复)(?:申请人)?",
        piece,
    )
    found = meeting or answer
    return (found["core"], found["what"]) if found else published(piece)


def _by_colon(text: str) -> tuple[str | None, Reading] | None:
    match = re.fullmatch("(?P<scope>[^：]{1,60})：(?P<rest>.+)", text)
    if match is None:
        return None
    label, rest = match["scope"].strip("，"), match["rest"]
    if not may_be_event(label) or not _is_one(label):
        return None
    if label in data()["labels"]["words"]:
        return scoped(rest)
    if label in data()["duration"]["heads"]:
        return None, clauses_of(label + rest) or clauses_of(rest)
    clauses = clauses_of(rest)
    inner, clauses = (None, clauses) if clauses else scoped(rest)
    if label.endswith(tuple(data()["duration"]["heads"])) and any(
        one.kind is LimitKind.AFTER_EVENT and one.event is None for one in clauses
    ):
        return label, ()  # 受理公示：10个工作日 is how long
    return f"{label}：{inner}" if inner else label, clauses


def _by_lead(text: str) -> tuple[str | None, Reading] | None:
    """行政处罚[自]作出之日起…, 执法信息[在]决定作出之日起…: the noun ends before the event."""
    match = re.fullmatch(
        f"(?P<noun>[^。；]{{2,60}}?)，?(?:应当|应|须|需)?"
        f"(?:(?:自|从|{_IN})(?P<rest>[^。；]{{2,80}}?{AFTER}.+)"
        f"|{_IN}(?P<early>[^。；]{{2,80}}?{BEFORE}[^，。；0-9]{{0,8}}))",
        text,
    )
    if match is None or not is_part(match["noun"]):
        return None
    clauses = clauses_of("自" + match["rest"] if match["rest"] else match["early"])
    return (match["noun"], clauses) if clauses else None


def _subject(text: str) -> tuple[str | None, Reading]:
    """其中行政处罚决定作出后…: what the event happens to is the part."""
    scope, clauses = _by_noun(text)
    if clauses:
        return scope, clauses
    clauses = clauses_of(text)
    event = clauses[0].event if clauses else None
    return (subject_of(event) if event else None), clauses


def _by_noun(piece: str) -> tuple[str | None, Reading]:
    """行政许可7个工作日内, 财务收支情况应每月公布一次: a noun in front of a limit."""
    for start in _starts().finditer(piece):
        noun, rest = piece[: start.start()], piece[start.start() :]
        noun = re.sub(_DUTY, "", noun).strip("，")
        part, stage = is_part(noun), is_stage(noun)
        if not (part or stage) or not _is_one(noun):
            continue
        clauses = clauses_of(rest)
        # 审核后公示7天, 首次公开后每季度: how long or how often, in one stage of the work.
        if not part and any(clause.kind not in _IN_A_STAGE for clause in clauses):
            continue
        if clauses and all(clause.scope is None for clause in clauses):
            # That it lasts from when it is published goes without saying.
            plain = re.sub(f"^自|{AFTER}$", "", noun) in data()["events"]["publishing"]
            return None if plain and not part else noun, clauses
    return None, ()


@cache
def _starts() -> re.Pattern[str]:
    """Where a limit can begin in the middle of a piece."""
    return re.compile(f"(?={words('starts', 'words')}|{nameless_amount()})")


def _is_one(noun: str) -> bool:
    """False where a comma parts two things, the first of which could be a limit nobody read."""
    return all(head.endswith(("的", "时", "后", "前", "下")) for head in noun.split("，")[:-1])


def is_stage(noun: str) -> bool:
    """True for a stage of the work: 审核后, 任前, 方案批准之日起."""
    match = re.fullmatch(f"(?P<event>.+?)(?:{AFTER}|{BEFORE})", noun)
    if re.match("每|次|以后|此后|今后|之后", noun):
        return False
    return match is not None and len(noun) <= _LONGEST and may_be_event(match["event"])


def is_part(noun: str) -> bool:
    """True where ``noun`` can be the name of a part of an item."""
    if noun in data()["nouns"]["always"]:
        return True
    if noun.endswith(("、", "个", "为")):
        return False  # 年中、[年底], 年度第一个[季度]
    if not 2 <= len(noun) <= _LONGEST or noun in data()["nouns"]["never"]:
        return False
    if re.fullmatch(at_most(), noun) or noun.startswith("除") or "另有" in noun:
        return False
    ends = (*data()["nouns"]["ends"], *data()["duration"]["heads"])
    if noun.endswith(ends) or not may_be_event(noun):
        return False
    if re.search(f"(?:{AFTER}|{WITHIN})的?$", noun) or re.search("[0-9]", noun):
        return False
    return not ends_in_event(noun) and re.match(_NO_PART, noun) is None
