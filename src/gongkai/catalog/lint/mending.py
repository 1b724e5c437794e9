"""Says what to print instead, for what the reader notices and leaves without a suggestion."""

from __future__ import annotations

import re

from gongkai.catalog.lint.bases import cited
from gongkai.catalog.model import Finding, Item, LimitKind
from gongkai.catalog.vocabulary import unit_label

_QUOTED = re.compile("“(?P<text>[^“”]+)”")
_YEAR = re.compile("[（(﹝〔\\[［【〈<](?P<year>[0-9]{4})年?[）)﹞〕\\]］】〉>]")
_ON_REQUEST = ("on_request",)


def suggestion_for(finding: Finding, item: Item) -> str | None:
    """Return the correction for a finding of the reader, where one can be said for certain."""
    if finding.suggestion is not None:
        return finding.suggestion
    if finding.code == "limit-without-trigger":
        return _with_trigger(item)
    if finding.code == "bracket-wrong":
        quoted = next(iter(_quotes(finding)), "")
        mended = _YEAR.sub(lambda match: f"〔{match['year']}〕", quoted)
        return mended if mended != quoted else None
    if finding.code == "basis-unclosed":
        return _closed(finding, item)
    return None


def _with_trigger(item: Item) -> str | None:
    clauses = item.time_limit.clauses if item.time_limit else ()
    bare = [one for one in clauses if one.kind is LimitKind.AFTER_EVENT and not one.event]
    if len(bare) != 1 or bare[0].n is None or bare[0].unit is None:
        return None
    event = "收到申请" if item.modes == _ON_REQUEST else "该信息形成或者变更"
    return f"自{event}之日起{bare[0].n}{unit_label(bare[0].unit)}内"


def _closed(finding: Finding, item: Item) -> str | None:
    for quoted in _quotes(finding):
        for basis in item.legal_bases:
            if basis.title and quoted.lstrip("《").startswith(basis.title):
                return cited(basis)
    return None


def _quotes(finding: Finding) -> list[str]:
    """Return what the message quotes, the names of columns left out."""
    quotes = [match["text"] for match in _QUOTED.finditer(finding.message)]
    return [quote for quote in quotes if quote != "公开依据"]
