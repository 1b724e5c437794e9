"""Checks of 公开依据 against the table of laws: void, revised, or a number nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from gongkai.catalog.lint.bases import FIELD, cited, cited_in, key_of
from gongkai.catalog.lint.registry import check, described
from gongkai.catalog.lint.subject import Subject, found, own, texts
from gongkai.catalog.lint.tables import load
from gongkai.catalog.model import Finding, LegalBasis, Severity

_UNSEEN = "M"  # not seen in print: a hint, never more
# Orders of the President are numbered afresh by every Congress; these numbers are given once.
_GIVEN_ONCE = re.compile("^(?:国务院令第|.+〔[0-9]{4}〕)")
_STATE_COUNCIL = re.compile("^国令")
_EDITION = re.compile(
    "[（(](?P<year>(?:19|20)[0-9]{2})年?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?"
    "(?:第[一二三四五六]次)?(?:修订|修正|修改|公布|施行|版)[^）)]{0,6}[）)]"
)
_SAYS = {
    "revised": "已经修订，现行的是{current}",
    "replaced": "已被{current}取代",
    "amended": "此后又经修改，最近一次是{current}",
    "wrong": "文号有误，应为{current}",
}


@cache
def _versions() -> dict[str, list[dict[str, Any]]]:
    table: dict[str, list[dict[str, Any]]] = {}
    for entry in load("laws")["version"]:
        table.setdefault(entry["cited"], []).append(entry)
    return table


@cache
def _by_title(name: str) -> dict[str, dict[str, Any]]:
    return {key_of(entry["title"]): entry for entry in load("laws")[name]}


@check("basis-superseded", "basis-amended")
def superseded(subject: Subject) -> Iterator[Finding]:
    """A version of a law that another version has replaced."""
    for item, basis in cited_in(subject):
        entry = _version_of(basis)
        if entry is None or entry["since"] > subject.today:
            continue
        code = "basis-amended" if entry["way"] == "amended" else "basis-superseded"
        says = _SAYS[entry["way"]].format(current=entry["current"])
        yield found(
            code,
            item,
            FIELD,
            f"引用{cited(basis)}，{says}{_doubt(entry)}。",
            suggestion=_instead(basis, entry),
            severity=_severity(code, entry),
        )


@check("basis-void")
def void(subject: Subject) -> Iterator[Finding]:
    """A law that is void, whatever number it is cited under."""
    for item, basis in cited_in(subject):
        entry = _by_title("void").get(key_of(basis.title))
        if entry is None or entry["since"] > subject.today or _version_of(basis):
            continue
        current = entry.get("current")
        says = f"已被{current}取代" if current else "已经废止"
        yield found(
            "basis-void",
            item,
            FIELD,
            f"引用{cited(basis)}，{says}{_doubt(entry)}。",
            suggestion=current or "删去，或者改引现行依据",
            severity=_severity("basis-void", entry),
        )


@check("basis-number-unknown")
def unknown_number(subject: Subject) -> Iterator[Finding]:
    """A law we know, under a number that none of its versions has."""
    for item, basis in cited_in(subject):
        entry = _by_title("known").get(key_of(basis.title))
        numbers = entry.get("numbers") if entry else None
        if numbers and basis.number and _number(basis) not in numbers:
            if _version_of(basis):
                continue
            yield found(
                "basis-number-unknown",
                item,
                FIELD,
                f"引用{cited(basis)}，这部法规各版的文号里没有这一个，请核对。",
                suggestion="已知的文号：" + "、".join(numbers),
            )


@check("basis-version-old")
def old_edition(subject: Subject) -> Iterator[Finding]:
    """《…》（2017年修正): an edition older than the last revision, by the year in the brackets."""
    for item in subject.items:
        for field, text, cell in texts(item):
            if field != FIELD or not _EDITION.search(text) or not own(item, FIELD):
                continue
            for match in re.finditer("《([^《》]{2,60})》", text):
                year = _edition(match, text)
                entry = _by_title("known").get(key_of(match[1]), {})
                last = entry.get("revised")
                if year and last and year < last <= subject.today.year:
                    yield found(
                        "basis-version-old",
                        item,
                        FIELD,
                        f"引用的是《{match[1]}》{year}年的版本，{last}年已经修订{_doubt(entry)}。",
                        suggestion=f"《{re.sub('[（(].*', '', match[1])}》（{last}年修订）",
                        severity=_severity("basis-version-old", entry),
                        cell=cell,
                    )


def _edition(title: re.Match[str], text: str) -> int | None:
    inside = _EDITION.search(title[1])
    behind = _EDITION.match(text, title.end())
    year = inside or behind
    return int(year["year"]) if year else None


def _version_of(basis: LegalBasis) -> dict[str, Any] | None:
    """Return the table's entry for the version cited; None where it is not in the table."""
    for entry in _versions().get(_number(basis), ()):
        if _GIVEN_ONCE.match(entry["cited"]) or key_of(basis.title) == key_of(entry["title"]):
            return entry
    return None


def _number(basis: LegalBasis) -> str:
    """Return the number as the table writes it: 国令第711号 is 国务院令第711号."""
    return _STATE_COUNCIL.sub("国务院令", basis.number or "")


def _instead(basis: LegalBasis, entry: dict[str, Any]) -> str:
    current = str(entry["current"])
    return current if "《" in current else f"《{basis.title}》（{current.split('（', 1)[0]}）"


def _doubt(entry: dict[str, Any]) -> str:
    return "（待核）" if entry.get("status") == _UNSEEN else ""


def _severity(code: str, entry: dict[str, Any]) -> Severity:
    return Severity.INFO if entry.get("status") == _UNSEEN else described()[code].severity
