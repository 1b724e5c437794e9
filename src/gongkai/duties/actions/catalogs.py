"""Importing an edition: every row of a catalog as read, with the cells it came from."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Officer, Role
from gongkai.catalog import to_dict
from gongkai.catalog.model import Catalog as Paper
from gongkai.catalog.model import Finding
from gongkai.catalog.model import Item as Row
from gongkai.duties.actions.remembering import remember_corrections
from gongkai.duties.fitting import refuse_too_long, shortened
from gongkai.duties.models import Catalog, Edition, Element, Item
from gongkai.refusals import Refused

# Rows per statement: a compilation has thousands, and a statement takes 65,535 parameters.
_BATCH = 500


@transaction.atomic
def import_edition(
    *,
    actor: Officer | None,
    read: Paper,
    source_name: str,
    source_sha256: str,
    label: str,
    domain: str = "",
    catalog: Catalog | None = None,
) -> Edition:
    """Store one catalog as read, as an edition. ``actor`` is null from the command line.

    ``catalog`` files it under a catalog that is there already, whatever title the new edition
    prints (2024年版); without it, the catalog of the same title and issuer is taken, or made.

    Corrections the actor's body made in earlier editions are made again where the new one prints
    the same (``remember_corrections``).

    Refuses a file that is already an edition of that catalog, a label in use, a reading without
    items, and a cell that is longer than its column. Nothing is changed by a refusal.
    """
    if actor is not None and not actor.has_role(Role.ADMINISTRATOR):
        raise Refused("wrong-role", "只有系统管理员可以导入目录。")
    if not read.items:
        raise Refused("no-items", f"{source_name}里没有读到公开事项。")
    kept = catalog or _catalog_of(read, domain)
    _refuse_twice(kept, source_sha256, label)
    edition = Edition(
        catalog=kept,
        title=read.title,
        label=label,
        source_name=source_name,
        source_sha256=source_sha256,
        imported_at=timezone.now(),
        imported_by=actor,
        columns=list(read.columns),
        headings=list(read.headings),
        findings=[dataclasses.asdict(finding) for finding in read.findings],
    )
    refuse_too_long(edition, "目录")
    edition.save()
    _store_items(edition, read)
    remembered = remember_corrections(edition, actor)
    record(
        "duties.import_edition",
        edition,
        actor=actor,
        body_id=actor.office.body_id if actor else None,
        after={
            "items": len(read.items),
            "findings": len(read.findings),
            "source": source_name,
            **({"remembered": remembered} if remembered else {}),
        },
    )
    return edition


def _refuse_twice(kept: Catalog, source_sha256: str, label: str) -> None:
    if Edition.objects.filter(catalog=kept, source_sha256=source_sha256).exists():
        raise Refused("same-file", f"这份文件已经导入为《{kept}》的一个版次。")
    if Edition.objects.filter(catalog=kept, label=label).exists():
        raise Refused("label-in-use", f"《{kept}》已有版次“{label}”，请换一个名称。")


def _catalog_of(read: Paper, domain: str) -> Catalog:
    paper = Catalog(title=read.title, issuer=read.issuer or "", domain=domain)
    refuse_too_long(paper, "目录")
    kept, _ = Catalog.objects.get_or_create(
        title=paper.title, issuer=paper.issuer, defaults={"domain": domain}
    )
    return kept


def _store_items(edition: Edition, read: Paper) -> None:
    noticed = _by_line(read.findings)
    items: list[Item] = []
    elements: list[Element] = []
    rows = zip(read.items, to_dict(read)["items"], strict=True)
    for position, (row, data) in enumerate(rows, start=1):
        item = _item(edition, position, data, _noticed_of(row, noticed))
        where = f"第{position}项“{shortened(item.name)}”"
        refuse_too_long(item, where)
        items.append(item)
        for element in _elements(item, row):
            refuse_too_long(element, f"{where}的要素“{shortened(element.name)}”")
            elements.append(element)
    Item.objects.bulk_create(items, batch_size=_BATCH)
    Element.objects.bulk_create(elements, batch_size=_BATCH)


def _by_line(findings: Sequence[Finding]) -> Mapping[int, list[Finding]]:
    noticed: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.line is not None:
            noticed[finding.line].append(finding)
    return noticed


def _noticed_of(row: Row, noticed: Mapping[int, list[Finding]]) -> list[dict[str, Any]]:
    """Return what was noticed on the row; several sheets each have a line of that number."""
    part = row.cells[0].place.part if row.cells else None
    return [
        dataclasses.asdict(finding)
        for finding in (noticed.get(row.line, []) if row.line is not None else [])
        if part is None or finding.place is None or finding.place.part == part
    ]


def _item(
    edition: Edition, position: int, data: Mapping[str, Any], findings: list[dict[str, Any]]
) -> Item:
    limit = data["time_limit"]
    return Item(
        edition=edition,
        position=position,
        line=data["line"],
        seq=data["seq"] or "",
        process=data["process"] or "",
        levels=list(data["levels"]),
        content=data["content"],
        publisher=data["publisher"] or "",
        form=data["form"] or "",
        remarks=data["remarks"] or "",
        time_limit_text=limit["text"] if limit else "",
        time_limit=limit,
        legal_bases=data["legal_bases"],
        channels=data["channels"],
        audiences=data["audiences"],
        modes=data["modes"],
        tiers=data["tiers"],
        details=data["details"],
        extras=data["extras"],
        origin=data["origin"],
        cells=data["cells"],
        findings=findings,
    )


def _elements(item: Item, row: Row) -> list[Element]:
    return [
        Element(
            item=item,
            position=number,
            name=element.name,
            group=element.group or "",
            kind=element.kind.value,
            masked=element.masked,
            inferred=element.inferred,
            required=element.required,
        )
        for number, element in enumerate(row.elements, start=1)
    ]
