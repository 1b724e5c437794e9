"""Reads a whole phrase: every piece of it becomes clauses or a finding, none is passed over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from gongkai.catalog.limits import safety
from gongkai.catalog.limits.clauses import clauses_of
from gongkai.catalog.limits.normal import inform, reading_text, warn
from gongkai.catalog.limits.patterns import Reading, at_most, data
from gongkai.catalog.limits.pieces import cut, sentences, splits, without_brackets
from gongkai.catalog.limits.scopes import is_part, scoped
from gongkai.catalog.limits.vague import is_vague
from gongkai.catalog.model import Clause, Finding, LimitKind, LimitUnit, TimeLimit

LONGEST = 400  # characters of a phrase; longer is text and no limit
LONGEST_PIECE = 120
_TOGETHER = 4  # comma pieces that can make one limit: 自该信息形成之日起，20个工作日内，公开
_FUSED = 60  # characters in which two limits without a sign between them are looked for
_END = (
    "(?:内|前|止|次|更新|公开|公布|发布|公示|公告|以上|长期|常年|永久|及时|实时|动态"
    "|日|天|月|期|年)$"
)
# 20日内（法定节假日除外）: the bracket says which days count, and no unit of the model is that.
_WHICH_DAYS = re.compile(
    "工作日|(?:不含|不包括|不计|扣除|除).*(?:假日|假期|休息日|双休日|周末)"
    "|(?:假日|假期|休息日|双休日|周末).*(?:除外|不计|不算)"
)
_COUNTED = (LimitKind.AFTER_EVENT, LimitKind.BEFORE_EVENT)


@dataclass
class _Reader:
    clauses: list[Clause] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    # Counted limits that nothing sets off, each with the piece that prints it and its finding.
    bare: list[tuple[Clause, str, Finding]] = field(default_factory=list)


def read_limit(phrase: str) -> TimeLimit:
    """Read a 公开时限 phrase into clauses. Never raises, never fills in a default.

    What cannot be read gives no clause and the finding ``limit-unreadable``; a number of days
    with nothing that sets it off gives ``limit-without-trigger``. The other findings:
    ``limit-unit-missing`` (20内), ``limit-none`` (无, /), ``limit-ditto`` (同上), ``limit-typo`` (a
    slip that was read as what it must mean), ``limit-fused`` (two limits with no sign between
    them), ``limit-vague`` (定期), ``limit-remark`` (a bracket, an office or a board that is no
    limit) and ``limit-part-unread`` (a number that is in no clause).
    """
    text = phrase.strip()
    if len(text) > LONGEST:
        message = f"公开时限有{len(text)}个字，不像时限，请人工确定。"
        return TimeLimit(text, (), (warn("limit-unreadable", message),))
    plain, notes = reading_text(text)
    reader = _Reader(findings=notes)
    if not plain:
        reader.findings.append(warn("limit-unreadable", "公开时限是空的，没有可读的内容。"))
    elif plain in data()["none"]["words"]:
        reader.findings.append(warn("limit-none", f"公开时限写的是“{plain}”，没有写明时限。"))
    elif plain in data()["none"]["ditto"]:
        message = f"公开时限写的是“{plain}”，请对照上一项确定。"
        reader.findings.append(warn("limit-ditto", message))
    else:
        for sentence in sentences(plain):
            _sentence(reader, sentence)
        _several_bare(reader)
        if not (reader.clauses or reader.findings):
            _unreadable(reader, plain)  # nothing but marks: 1.
        lost = safety.unaccounted(plain, reader.clauses, reader.findings)
        if lost:
            message = f"公开时限里的“{'、'.join(lost)}”没有读进任何一条，请人工核对。"
            reader.findings.append(warn("limit-part-unread", message))
    findings = tuple(dict.fromkeys(reader.findings))
    return TimeLimit(text, tuple(dict.fromkeys(reader.clauses)), findings)


def _sentence(reader: _Reader, sentence: str) -> None:
    """Read the comma pieces of a sentence, as many together as make one limit."""
    pieces = [piece for piece in cut(sentence, "，") if piece not in ("", "其中")]
    condition, label = "", None
    event: str | None = None
    place = 0
    while place < len(pieces):
        for end in range(min(len(pieces), place + _TOGETHER), place, -1):
            joined = "，".join(pieces[place:end])
            found = _read(joined, reader if end == place + 1 else None)
            if found:
                break
        if found:
            # 机构信息：长期公开，及时更新: what stands before the colon is for all that follows.
            label = label or _label(joined, found)
            found = tuple(replace(one, scope=one.scope or label) for one in found)
            event = _add(reader, joined, found, condition, event)
            condition = ""
        elif place + 1 < len(pieces) and is_part(joined) and not condition:
            condition = joined  # 涉及重大事项的，随时公开
        else:
            _unreadable(reader, f"{condition}，{joined}" if condition else joined)
            condition = ""
        place = end
    if condition:
        _unreadable(reader, condition)


def _label(piece: str, found: Reading) -> str | None:
    head, colon, _ = piece.partition("：")
    scope = found[0].scope or ""
    return head if colon and scope.startswith(head) else None


def _read(piece: str, reader: _Reader | None) -> Reading:
    """Return what a piece says; only with a ``reader`` are brackets and fused limits cut."""
    if len(piece) > LONGEST_PIECE:
        return ()
    scope, clauses = scoped(piece)
    if clauses:
        return tuple(replace(one, scope=scope) if scope else one for one in clauses)
    if reader is None:
        return ()
    return _bracketed(piece, reader) or _fused(piece, reader)


def _bracketed(piece: str, reader: _Reader) -> Reading:
    """Read a piece without its brackets; what stands in them is a limit too, or a remark."""
    main, remarks = without_brackets(piece)
    if not remarks:
        return ()
    before = len(reader.findings)
    found = _read(main, reader) if main else ()
    if main and not found:
        del reader.findings[before:]
        return ()
    if any(map(_says_which_days, remarks)) and any(
        one.n and one.unit is not LimitUnit.WORKING_DAY for one in found
    ):
        del reader.findings[before:]
        return ()
    inner = _Reader()
    for remark in remarks:
        for sentence in sentences(remark):
            _sentence(inner, sentence)
    for finding in inner.findings:
        if finding.code == "limit-without-trigger":
            continue  # said again when the clauses are kept
        if main and finding.code == "limit-unreadable":
            message = f"公开时限的括号里还写有“{'、'.join(remarks)}”，没有读成时限，请核对。"
            finding = inform("limit-remark", message)
        reader.findings.append(finding)
    return (*found, *inner.clauses)


def _says_which_days(remark: str) -> bool:
    """True for a bracket that says which days count; not for one that only moves the last."""
    return _WHICH_DAYS.search(remark) is not None and re.search("顺延|[0-9]", remark) is None


def _several_bare(reader: _Reader) -> None:
    """20个工作日，10日: which of the two is for what is not said, so neither is read."""
    for kind in _COUNTED:
        bare = [one for one in reader.bare if one[0].kind is kind and one[0].scope is None]
        if len({clause for clause, _, _ in bare}) < 2:
            continue
        pieces = list(dict.fromkeys(piece for _, piece, _ in bare))
        shown = "、".join(f"“{piece}”" for piece in pieces)
        for clause, _, finding in bare:
            reader.clauses = [one for one in reader.clauses if one != clause]
            reader.findings = [one for one in reader.findings if one != finding]
        message = f"公开时限里有几条{shown}连在一起，没有写明各从什么时候算起、各管什么。"
        reader.findings.append(warn("limit-fused", message))
        for piece in pieces:
            _unreadable(reader, piece)


def _fused(piece: str, reader: _Reader) -> Reading:
    """信息形成之日起20个工作日内每年更新一次: two limits with no sign between them."""
    if len(piece) > _FUSED:
        return ()
    for left, joint, right in splits(piece):
        second = clauses_of(right) if right else ()
        if joint and right and not second:  # 预算2月底前、决算8月底前
            scope, found = scoped(right)
            second = tuple(replace(one, scope=scope) if scope else one for one in found)
        # 会前3日内 is no 会前 and 3日内: what goes on from the left must begin on its own.
        if not second or any(one.kind in _COUNTED and one.event is None for one in second):
            continue
        if not joint and not re.search(_END, left):
            continue  # 每季|度末25日前: no limit ends there
        if not joint and left.endswith("月") and second[0].kind in _COUNTED:
            continue  # 每年2月|会议结束后20日内: the month is of the event
        if joint and left.endswith("月") and re.match("[0-9]{1,2}月[0-9]", right):
            continue  # 每年1月、7月15日前: whether the 15th is of both is not said
        first = _read(left, None)
        if not first:
            continue
        if not joint:
            message = f"公开时限“{piece}”是连写的两条，读作“{left}”和“{right}”，请核对。"
            reader.findings.append(inform("limit-fused", message, f"{left}；{right}"))
        return (*first, *second)
    return ()


def _add(
    reader: _Reader, piece: str, found: Reading, condition: str, event: str | None
) -> str | None:
    """Keep what a piece says and name what it lacks; return the event the next piece goes on from.

    及时公开，最长不超过20个工作日 counts from the event of the piece before.
    """
    capped = re.match(f"(?:{'|'.join(data()['most']['fillers'])})?{at_most()}", piece)
    for clause in found:
        if condition:
            scope = f"{condition}，{clause.scope}" if clause.scope else condition
            clause = replace(clause, scope=scope)
        if clause.kind in _COUNTED and clause.event is None:
            before = reader.clauses[-1] if reader.clauses else None
            hours = before is not None and clause.unit is before.unit is LimitUnit.HOUR
            if capped and before and before.kind is LimitKind.DURATION and before.n:
                _unreadable(reader, piece)  # 不少于5个工作日，不超过10个工作日: how long at most
                continue
            if (capped or hours) and event:
                clause = replace(clause, event=event)
            else:
                message = f"公开时限“{piece}”没有写明从什么时候算起，请人工确定。"
                finding = warn("limit-without-trigger", message)
                reader.findings.append(finding)
                reader.bare += [] if capped else [(clause, piece, finding)]
        if clause.kind is LimitKind.AS_REQUIRED and is_vague(
            piece.removeprefix(clause.scope or "").lstrip("：，")
        ):
            message = f"公开时限“{piece}”没有写明多久一次，请人工确定。"
            reader.findings.append(inform("limit-vague", message))
        reader.clauses.append(clause)
        event = clause.event or event
    return event


def _unreadable(reader: _Reader, piece: str) -> None:
    unitless = re.search("(?P<n>[0-9]{1,4})个?(?P<end>内|之内|以内|前|之前|以前)", piece)
    if unitless:
        number = unitless["n"]
        message = f"公开时限“{piece}”只有数字“{number}”，没有写明是工作日还是日，请人工确定。"
        unit = "日" if unitless["end"].endswith("前") else "个工作日"
        likely = piece.replace(unitless.group(), f"{number}{unit}{unitless['end']}", 1)
        reader.findings.append(warn("limit-unit-missing", message, likely))
        return
    reader.findings.append(warn("limit-unreadable", f"公开时限“{piece}”读不懂，请人工确定。"))
