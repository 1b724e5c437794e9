"""Why a candidate for a limit decides or does not, in one line (RULES.md §5)."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from gongkai.catalog.lint.precedence import days
from gongkai.catalog.model import Clause, LimitKind, TimeLimit

if TYPE_CHECKING:
    from gongkai.duties.limit_order import Candidate, Override


class Standing(Enum):
    """On what grounds the chosen one was chosen."""

    CHOSEN = "chosen"  # by the body, with a reason
    COMPARED = "compared"  # by the order of the sources
    ALONE = "alone"  # the catalog's own cannot be compared with the others
    UNSAID = "unsaid"  # the catalog says nothing that could be counted


EITHER = "与选定的时限哪个先到要看节假日，先到的为准"
_KINDS = {
    LimitKind.PERIODIC: "目录按期更新，到期日按期计算，与按天数计的规定不相比较",
    LimitKind.FIXED_DATE: "目录写明了日期，与按天数计的规定不相比较",
    LimitKind.BEFORE_EVENT: "目录要求事前公开，与事后计算的规定不相比较",
    LimitKind.REALTIME: "目录要求及时公开，按本机关掌握的天数办，最迟不超过规定的期限",
}


def why(one: Candidate, chosen: Candidate, standing: Standing, override: Override | None) -> str:
    """Return the line for ``one``, where ``chosen`` decides."""
    if one is chosen:
        return _decides(one, standing, override)
    if not one.seen:
        return "原文待核，只列出，不据以计算"
    if standing is Standing.CHOSEN:
        return "本机关另行选定了时限"
    if standing is Standing.ALONE:
        return _beside(one, chosen)
    mine, theirs = _clause(one.limit), _clause(chosen.limit)
    if one.limit.clauses[0].kind is LimitKind.DURATION:
        return "说的是公开多久，不是什么时候公开"
    if one.limit.clauses[0].kind is LimitKind.PERIODIC:
        return "按期更新的要求，与按天数计的规定不相比较"
    if mine is None or theirs is None:
        return "没有写明天数，让位于写明天数的规定"
    if one.general:
        return "一般规定，让位于专门规定"
    if chosen.general and one.rank > chosen.rank:
        return f"效力低于{chosen.rank_name}而时限更长，不能适用"
    return _less(
        one, chosen, shorter=days(mine.n or 0, mine.unit) - days(theirs.n or 0, theirs.unit)
    )


def _decides(one: Candidate, standing: Standing, override: Override | None) -> str:
    if standing is Standing.CHOSEN and override is not None:
        return f"本机关选定，理由：{override.reason}"
    if standing is Standing.UNSAID:
        return "目录没有写明可以计算的天数，" + ("适用一般规定" if one.general else "适用专门规定")
    if standing is Standing.ALONE:
        return _alone(one.limit.clauses[0], one)
    if one.general:
        return "其他时限更长而效力更低，适用一般规定"
    if one.id.startswith("catalog"):
        return "目录的专门要求，没有效力更高的专门规定"
    return f"{one.rank_name}的专门规定，在各项来源中顺序最先"


def _alone(clause: Clause, one: Candidate) -> str:
    if clause.scope is not None:
        return "目录对各个部分分别规定了时限，按各部分办"
    if not one.id.startswith("catalog"):
        return "目录没有写明时限，本地规定另有要求"
    return _KINDS.get(clause.kind, "目录自己的时限")


def _beside(one: Candidate, chosen: Candidate) -> str:
    if chosen.limit.clauses[0].kind is LimitKind.REALTIME and _clause(one.limit) is not None:
        return "上限：目录没有写天数，最迟不得超过这一期限"
    return "与目录的时限不相比较，列在旁边"


def _less(one: Candidate, chosen: Candidate, *, shorter: float) -> str:
    if one.rank > chosen.rank:
        more = "；时限更短，要按它办请说明理由后选定" if shorter < 0 else ""
        return f"效力低于{chosen.rank_name}{more}"
    if one.rank == chosen.rank and one.year < chosen.year:
        return "同一效力，早于选定的规定"
    if shorter > 0:
        return "同一效力，时限更长，取较短的"
    return "起算的事件不同，列在旁边"


def _clause(limit: TimeLimit) -> Clause | None:
    return next((one for one in limit.clauses if one.n is not None and one.unit is not None), None)
