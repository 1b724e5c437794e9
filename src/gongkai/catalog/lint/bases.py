"""Checks of 公开依据: the same law twice, and notices of a year that is over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from gongkai.catalog.lint.registry import check
from gongkai.catalog.lint.subject import Subject, found, own, plain
from gongkai.catalog.lint.tables import load
from gongkai.catalog.model import Finding, Item, LegalBasis
from gongkai.catalog.variants import simplified

FIELD = "legal_bases"
_STATE = "中华人民共和国"


@lru_cache(maxsize=16384)
def key_of(title: str) -> str:
    """Return what two ways of printing one title have in common."""
    without_note = re.sub(r"[（(][^（）()]*[）)]\s*$", "", title)
    return plain(simplified(without_note)).removeprefix(_STATE)


def cited(basis: LegalBasis) -> str:
    """Name a basis as a catalog prints it: 《政府信息公开条例》（国务院令第492号）."""
    return f"《{basis.title}》" + (f"（{basis.number}）" if basis.number else "")


def cited_in(subject: Subject) -> Iterator[tuple[Item, LegalBasis]]:
    """Yield every basis with its item: each once for a cell, a merged cell where it is printed."""
    for item in subject.items:
        if own(item, FIELD):
            for basis in dict.fromkeys(item.legal_bases):
                yield item, basis


@cache
def _yearly() -> re.Pattern[str]:
    kinds = "|".join(entry["words"] for entry in load("laws")["yearly"])
    return re.compile(f"(?<![0-9])(?P<year>20[0-9]{{2}})年?[^0-9]{{0,20}}?(?:{kinds})")


@check("basis-yearly-expired")
def expired(subject: Subject) -> Iterator[Finding]:
    """The yearly 工作要点 of an earlier year."""
    for item, basis in cited_in(subject):
        match = _yearly().search(simplified(basis.title))
        if match and int(match["year"]) < subject.today.year:
            yield found(
                "basis-yearly-expired",
                item,
                FIELD,
                f"引用{cited(basis)}，这是{match['year']}年的年度文件，年度已过，不宜再作依据。",
                suggestion="删去，或者改引长期有效的依据，如《中华人民共和国政府信息公开条例》"
                "（国务院令第711号）",
            )


@check("basis-period-over")
def period_over(subject: Subject) -> Iterator[Finding]:
    """A plan or a programme whose years are over: 十三五, 2018—2020年."""
    for item, basis in cited_in(subject):
        last = _last_year(simplified(basis.title))
        if last is not None and last < subject.today.year:
            yield found(
                "basis-period-over",
                item,
                FIELD,
                f"引用{cited(basis)}，这份文件管到{last}年为止，期限已过，请核对有没有新的文件。",
                suggestion="改引现行的规划或者方案",
            )


def _last_year(title: str) -> int | None:
    """Return the last year that a title says it is for, or None where it names no span."""
    for entry in load("laws")["period"]:
        match = re.search(entry["words"], title)
        if match:
            return int(entry.get("last") or match["last"])
    return None


@check("basis-twice")
def twice(subject: Subject) -> Iterator[Finding]:
    """The same law twice in one cell; two articles of one law are two bases."""
    for item in subject.items:
        if not own(item, FIELD):
            continue
        seen: dict[tuple[str, str | None], LegalBasis] = {}
        for basis in item.legal_bases:
            key = (key_of(basis.title), basis.article)
            if key[0] and key in seen:
                yield found(
                    "basis-twice",
                    item,
                    FIELD,
                    f"里《{basis.title}》引用了不止一次。",
                    suggestion=f"只留一次：{cited(seen[key])}",
                )
            seen.setdefault(key, basis)
