"""Checks of 公开依据: the same law twice, and notices of a year that is over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from gongkai.catalog.lint.registry import check
from gongkai.catalog.lint.subject import Subject, found, own, plain
from gongkai.catalog.lint.tables import load
from gongkai.catalog.model import Finding, LegalBasis

FIELD = "legal_bases"
_STATE = "中华人民共和国"


@lru_cache(maxsize=16384)
def key_of(title: str) -> str:
    """Return what two ways of printing one title have in common."""
    without_note = re.sub(r"[（(][^（）()]*[）)]\s*$", "", title)
    return plain(without_note).removeprefix(_STATE)


def cited(basis: LegalBasis) -> str:
    """Name a basis as a catalog prints it: 《政府信息公开条例》（国务院令第492号）."""
    return f"《{basis.title}》" + (f"（{basis.number}）" if basis.number else "")


@cache
def _yearly() -> re.Pattern[str]:
    kinds = "|".join(entry["words"] for entry in load("laws")["yearly"])
    return re.compile(f"(?<![0-9])(?P<year>20[0-9]{{2}})年?[^0-9]{{0,20}}?(?:{kinds})")


@check("basis-yearly-expired")
def expired(subject: Subject) -> Iterator[Finding]:
    """The yearly 工作要点 of an earlier year."""
    for item in subject.items:
        if not own(item, FIELD):
            continue
        for basis in dict.fromkeys(item.legal_bases):
            match = _yearly().search(basis.title)
            if match and int(match["year"]) < subject.today.year:
                yield found(
                    "basis-yearly-expired",
                    item,
                    FIELD,
                    f"引用{cited(basis)}，这是{match['year']}年的年度文件，年度已过，不宜再作依据。",
                    suggestion="删去，或者改引长期有效的依据，如《中华人民共和国政府信息公开条例》"
                    "（国务院令第711号）",
                )


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
