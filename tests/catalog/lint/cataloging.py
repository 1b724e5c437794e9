"""Builds small catalogs for the tests of the rules: 某县民政局, one row at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from gongkai.catalog import read_limit
from gongkai.catalog.lint import lint
from gongkai.catalog.model import (
    Catalog,
    Channel,
    Element,
    ElementKind,
    Finding,
    Item,
    LegalBasis,
    Origin,
    Place,
    Severity,
    SourceCell,
)

TODAY = date(2026, 11, 21)
TITLE = "某县民政局政务公开标准目录"
WITHIN_20 = "自该信息形成或者变更之日起20个工作日内"
COLUMNS = ("seq", "levels", "content", "legal_bases", "time_limit", "publisher", "channels")
_PLACES = {field: place for place, field in enumerate((*COLUMNS, "form", "remarks"), start=1)}


def row(seq: int | str = 1, /, **given: Any) -> Item:
    """Return one item, printed on line 10 + its number; ``given`` replaces its fields.

    ``bases`` are (title, number) pairs, ``limit`` is a phrase, ``boxes`` the channels by name.
    """
    number = int(seq) if str(seq).isdigit() else 0
    text = given.pop("limit", WITHIN_20)
    bases = given.pop("bases", [("中华人民共和国政府信息公开条例", "国务院令第711号")])
    boxes = given.pop("boxes", {"政府网站": True})
    origins = given.pop("origin", {})
    values: dict[str, Any] = {
        "seq": str(seq),
        "process": None,
        "levels": ("社会救助", f"事项{seq}"),
        "content": f"第{seq}项的办理依据和办理条件",
        "elements": (),
        "legal_bases": tuple(LegalBasis(*basis) for basis in bases),
        "time_limit": read_limit(text) if text else None,
        "publisher": "某县民政局",
        "channels": tuple(Channel(name, ticked) for name, ticked in boxes.items()),
        "audiences": ("everyone",),
        "modes": ("proactive",),
        "tiers": (),
        "form": None,
        "remarks": None,
        "line": 10 + number,
        **given,
    }
    fields = (*COLUMNS, "audiences", "modes", "process", "form", "remarks")
    values["origin"] = dict.fromkeys(fields, Origin.PRINTED) | origins
    values.setdefault("cells", _cells(values, text))
    return Item(**values)


def catalog(*items: Item, findings: Sequence[Finding] = (), **given: Any) -> Catalog:
    """Return a catalog of these rows with every usual column."""
    values = {"title": TITLE, "columns": COLUMNS, **given}
    return Catalog(issuer="某县民政局", items=items, findings=tuple(findings), **values)


def found(code: str, *items: Item, today: date = TODAY, **given: Any) -> list[Finding]:
    """Return what one rule says about a catalog of these rows."""
    reference = given.pop("reference", None)
    findings = lint(catalog(*items, **given), today=today, reference=reference)
    return [finding for finding in findings if finding.code == code]


def said(code: str, *items: Item, today: date = TODAY, **given: Any) -> list[str]:
    """Return the sentences of one rule."""
    return [finding.message for finding in found(code, *items, today=today, **given)]


def element(
    name: str, kind: str = "text", *, group: str | None = None, masked: bool = False
) -> Element:
    """Return one element of a content."""
    return Element(name, group, ElementKind(kind), masked)


def noticed(code: str, item: Item, field: str) -> Finding:
    """Return a finding as the reader gives it."""
    return Finding(code, Severity.WARNING, "读取时的话。", item.seq, field, item.line)


def _cells(values: dict[str, Any], limit: str | None) -> tuple[SourceCell, ...]:
    bases = "；".join(
        f"《{basis.title}》" + (f"（{basis.number}）" if basis.number else "")
        for basis in values["legal_bases"]
    )
    printed = {
        "seq": values["seq"],
        "levels": "\n".join(values["levels"]),
        "content": values["content"],
        "legal_bases": bases,
        "time_limit": limit,
        "publisher": values["publisher"],
        "channels": "、".join(channel.name for channel in values["channels"]),
        "form": values["form"],
        "remarks": values["remarks"],
    }
    return tuple(
        SourceCell(
            field,
            field,
            text or "",
            Place(None, values["line"], _PLACES[field]),
            values["origin"].get(field, Origin.PRINTED),
        )
        for field, text in printed.items()
    )
