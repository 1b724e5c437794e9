"""Puts findings in reading order: the whole catalog, what comes often, then item by item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.catalog.lint.registry import described
from gongkai.catalog.lint.subject import where
from gongkai.catalog.model import Catalog, Finding, Item, Severity

ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
OFTEN = 3  # the same sentence about this many rows is said once
_WHOLE, _OFTEN = "整份目录", "多项相同的问题"

_Key = tuple[str, Severity, str, str | None]


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the report: ``place`` names the cell, or the rows that have it in common."""

    severity: Severity
    code: str
    title: str
    place: str
    sentence: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Section:
    """The remarks about one item; or about the whole catalog, or about several items alike."""

    title: str
    remarks: tuple[Remark, ...]


def sections(catalog: Catalog, findings: Sequence[Finding]) -> tuple[Section, ...]:
    """Return the findings of a catalog grouped by item, the gravest of each first."""
    rows = {(item.seq, item.line): item for item in catalog.items}
    whole: list[Remark] = []
    by_item: dict[tuple[str | None, int | None], list[Remark]] = {}
    common: dict[_Key, list[Finding]] = {}
    for finding in findings:
        item = rows.get((finding.seq, finding.line)) if finding.line is not None else None
        if item is not None:
            key = (finding.code, finding.severity, _said(finding, item), finding.suggestion)
            common.setdefault(key, []).append(finding)
    for finding in findings:
        item = rows.get((finding.seq, finding.line)) if finding.line is not None else None
        if item is None:
            whole.append(_remark(finding, "", finding.message))
            continue
        sentence = _said(finding, item)
        if len(common[finding.code, finding.severity, sentence, finding.suggestion]) < OFTEN:
            place = finding.place.label if finding.place else ""
            remark = _remark(finding, place, sentence)
            by_item.setdefault((item.seq, item.line), []).append(remark)
    often = [
        _remark(group[0], _places(group), key[2])
        for key, group in common.items()
        if len(group) >= OFTEN
    ]
    made = [Section(_WHOLE, _by_severity(whole)), Section(_OFTEN, _by_severity(often))]
    made += [Section(_name(rows[row]), _by_severity(remarks)) for row, remarks in by_item.items()]
    return tuple(section for section in made if section.remarks)


def counts(findings: Iterable[Finding]) -> dict[Severity, int]:
    """Return how many findings there are of each severity, the gravest first."""
    number = Counter(finding.severity for finding in findings)
    return {severity: number[severity] for severity in ORDER}


def to_dict(catalog: Catalog, findings: Sequence[Finding]) -> dict[str, Any]:
    """Return the findings as plain values for JSON, every key always there."""
    return {
        "title": catalog.title,
        "counts": {severity.value: count for severity, count in counts(findings).items()},
        "findings": [_finding(finding) for finding in findings],
    }


def title_of(code: str) -> str:
    """Return the Chinese name of a rule; a code nobody described stands for itself."""
    rule = described().get(code)
    return rule.title if rule else code


def _finding(finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "title": title_of(finding.code),
        "message": finding.message,
        "suggestion": finding.suggestion,
        "seq": finding.seq,
        "field": finding.field,
        "line": finding.line,
        "place": place
        and {"part": place.part, "row": place.row, "column": place.column, "label": place.label},
    }


def _remark(finding: Finding, place: str, sentence: str) -> Remark:
    return Remark(
        finding.severity,
        finding.code,
        title_of(finding.code),
        place,
        sentence,
        finding.suggestion or "",
    )


def _by_severity(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    return tuple(sorted(remarks, key=lambda remark: ORDER.index(remark.severity)))


def _said(finding: Finding, item: Item) -> str:
    """Return the sentence without the row it begins with: the section already names it."""
    rest = finding.message.removeprefix(where(item))
    return rest if rest == finding.message else rest.lstrip("的：，")


def _name(item: Item) -> str:
    path = " / ".join(part for part in (item.process, *item.levels) if part)
    return where(item) + (f" {path}" if path else "")


def _places(findings: Sequence[Finding]) -> str:
    """Name the rows of a group: 第1、2、6至9项（共6处）."""
    numbers = [finding.seq for finding in findings]
    if not all(one and one.isascii() and one.isdigit() and len(one) < 7 for one in numbers):
        lines = [finding.line for finding in findings if finding.line is not None]
        return f"原文第{_runs(lines)}行（共{len(findings)}处）"
    return f"第{_runs([int(one or 0) for one in numbers])}项（共{len(findings)}处）"


def _runs(numbers: Iterable[int]) -> str:
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number, number])
    return "、".join(
        str(first) if first == last else f"{first}{'、' if last == first + 1 else '至'}{last}"
        for first, last in runs
    )
