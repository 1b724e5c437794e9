"""What an officer sees of a catalog before it is imported, and where it probably belongs."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz.distance import Indel

from gongkai.catalog.vocabulary import field_label
from gongkai.duties.models import Catalog
from gongkai.workspace.wording import SEVERITIES

_SHOWN = 100  # findings of a catalog; the rest is counted
_LIKELY = 0.9
_YEARS = re.compile(r"[（(]?(?:19|20)\d\d年?版?[）)]?|[（(][^（）()]*版[）)]|\s+")


def preview_of(data: dict[str, Any]) -> dict[str, Any]:
    """Return a catalog of a reading in the few values the preview shows, as plain values.

    ``columns`` are the item fields its table has a column for and ``extras`` the headings kept
    as they are; ``findings`` are the gravest, ``counts`` how many of each severity there are.
    """
    items = data["items"]
    findings = data["findings"]
    counted = Counter(one["severity"] for one in findings)
    grave = list(SEVERITIES)
    first = sorted(findings, key=lambda one: grave.index(one["severity"]))[:_SHOWN]
    extras = dict.fromkeys(heading for item in items for heading, _ in item["extras"])
    return {
        "title": data["title"],
        "issuer": data["issuer"] or "",
        "items": len(items),
        "elements": sum(len(item["elements"]) for item in items),
        "unresolved": sum("unresolved" in item["origin"].values() for item in items),
        "columns": [field_label(one) for one in dict.fromkeys(data["columns"]) if _named(one)],
        "extras": list(extras),
        "first_items": [" › ".join(item["levels"]) or item["content"][:30] for item in items[:5]],
        "counts": [[key, name, counted[key]] for key, name in SEVERITIES.items() if counted[key]],
        "findings": [[one["severity"], SEVERITIES[one["severity"]], _told(one)] for one in first],
        "more_findings": max(0, len(findings) - _SHOWN),
        "domain": domain_of(data["title"]),
    }


def domain_of(title: str) -> str:
    """Return the field of work a title names, or an empty text; the longest name wins."""
    words = _domains()
    found = max((word for word in words if word in title), key=len, default="")
    return words.get(found, "")


def likely_catalog(title: str, issuer: str, catalogs: Iterable[Catalog]) -> int | None:
    """Return the catalog this is probably a new edition of: titles alike but for the year.

    An exact title of the same issuer wins; a catalog of another issuer or of another field of
    work is never offered.
    """
    best: tuple[float, int] | None = None
    for one in catalogs:
        if one.issuer and issuer and one.issuer != issuer:
            continue
        if domain_of(title) != domain_of(one.title):
            continue
        alike = float(Indel.normalized_similarity(_plain(title), _plain(one.title)))
        alike += 0.1 * (one.title == title)
        if alike >= _LIKELY and (best is None or alike > best[0]):
            best = (alike, one.pk)
    return best[1] if best else None


def _told(finding: dict[str, Any]) -> str:
    suggestion = finding.get("suggestion")
    return f"{finding['message']}建议：{suggestion}" if suggestion else str(finding["message"])


def _named(field: str) -> bool:
    return field_label(field) != field


def _plain(title: str) -> str:
    return _YEARS.sub("", title)


@cache
def _domains() -> dict[str, str]:
    text = files("gongkai.workspace").joinpath("data", "domains.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    words: dict[str, str] = {name: name for name in data["domains"]}
    words |= data["also"]
    return words
