"""Importing an edition, and mending what its elements were taken for."""

from __future__ import annotations

import dataclasses
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import transaction
from django.db.models import CharField
from django.utils import timezone

from gongkai.audit.actions import record
from gongkai.bodies.models import Body, Officer, Role
from gongkai.bodies.queries import subtree_ids
from gongkai.catalog import to_dict
from gongkai.catalog.model import Catalog as Paper
from gongkai.catalog.model import ElementKind, Finding
from gongkai.catalog.model import Item as Row
from gongkai.duties.models import Catalog, Edition, Element, Item
from gongkai.duties.rules import require_may_adopt
from gongkai.refusals import Refused

# Kinds for which ``gongkai.privacy`` has a mask.
MASKABLE = frozenset({ElementKind.ID_NUMBER, ElementKind.PHONE})


@transaction.atomic
def import_edition(
    *,
    actor: Officer | None,
    read: Paper,
    source_name: str,
    source_sha256: str,
    label: str,
    domain: str = "",
) -> Edition:
    """Store one catalog as read, as an edition. ``actor`` is null from the command line.

    Refuses a file that is already an edition of that catalog, a label in use, a reading without
    items, and a cell that is longer than its column. Nothing is changed by a refusal.
    """
    if actor is not None and not actor.has_role(Role.ADMINISTRATOR):
        raise Refused("wrong-role", "只有系统管理员可以导入目录。")
    if not read.items:
        raise Refused("no-items", f"{source_name}里没有读到公开事项。")
    paper = Catalog(title=read.title, issuer=read.issuer or "", domain=domain)
    _refuse_too_long(paper, "目录")
    kept, _ = Catalog.objects.get_or_create(
        title=paper.title, issuer=paper.issuer, defaults={"domain": domain}
    )
    if Edition.objects.filter(catalog=kept, source_sha256=source_sha256).exists():
        raise Refused("same-file", f"这份文件已经导入为《{kept}》的一个版次。")
    if Edition.objects.filter(catalog=kept, label=label).exists():
        raise Refused("label-in-use", f"《{kept}》已有版次“{label}”，请换一个名称。")
    edition = Edition(
        catalog=kept,
        label=label,
        source_name=source_name,
        source_sha256=source_sha256,
        imported_at=timezone.now(),
        imported_by=actor,
        findings=[dataclasses.asdict(finding) for finding in read.findings],
    )
    _refuse_too_long(edition, "目录")
    edition.save()
    rows = zip(read.items, to_dict(read)["items"], strict=True)
    for position, (row, data) in enumerate(rows, start=1):
        _store_item(edition, position, row, data, read.findings)
    record(
        "duties.import_edition",
        edition,
        actor=actor,
        body_id=actor.office.body_id if actor else None,
        after={"items": len(read.items), "findings": len(read.findings), "source": source_name},
    )
    return edition


def _store_item(
    edition: Edition, position: int, row: Row, data: dict[str, Any], findings: tuple[Finding, ...]
) -> None:
    limit = data["time_limit"]
    item = Item(
        edition=edition,
        position=position,
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
        origin=data["origin"],
        findings=[
            dataclasses.asdict(finding)
            for finding in findings
            if finding.line is not None and finding.line == row.line
        ],
    )
    where = f"第{position}项“{_short(item.name)}”"
    _refuse_too_long(item, where)
    item.save()
    elements = [
        Element(
            item=item,
            position=number,
            name=element.name,
            group=element.group or "",
            kind=element.kind.value,
            masked=element.masked,
            inferred=element.inferred,
        )
        for number, element in enumerate(row.elements, start=1)
    ]
    for element in elements:
        _refuse_too_long(element, f"{where}的要素“{_short(element.name)}”")
    Element.objects.bulk_create(elements)


def _refuse_too_long(thing: Catalog | Edition | Item | Element, where: str) -> None:
    """Refuse what the table cannot hold: a cell that long is two cells or rows read as one."""
    for field in thing._meta.concrete_fields:
        given = getattr(thing, field.attname)
        column: object = field
        if isinstance(field, ArrayField):
            column = field.base_field
        if not isinstance(column, CharField) or column.max_length is None:
            continue
        for text in given if isinstance(given, list) else [given]:
            if len(text) > column.max_length:
                raise Refused(
                    "cell-too-long",
                    f"{where}的“{field.verbose_name}”有{len(text)}字，最多{column.max_length}字，"
                    "请检查原文件这一格后重新导入。",
                )


def _short(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30]}…"


@transaction.atomic
def change_element(*, actor: Officer, element: Element, kind: ElementKind, masked: bool) -> Element:
    """Correct what an element was taken for. Values already given keep the kind they had.

    Allowed to an administrator of the body that stands above every other body which has adopted
    the edition: a shared form is not changed from the side. Only kinds that have a mask can be
    masked.
    """
    adoption = element.item.edition.adoptions.filter(body_id=actor.office.body_id).first()
    if adoption is None:
        raise Refused("another-body", "本机关没有采用这份目录，不能修改它的要素。")
    require_may_adopt(actor, adoption.body)
    _refuse_from_the_side(element.item.edition, adoption.body)
    if masked and kind not in MASKABLE:
        raise Refused("no-mask", "只有证件号码和电话可以隐藏部分号码，请先改类型。")
    element = Element.objects.select_for_update().get(pk=element.pk)
    before = {"kind": element.kind, "masked": element.masked, "inferred": element.inferred}
    element.kind, element.masked, element.inferred = kind.value, masked, False
    element.save(update_fields=["kind", "masked", "inferred"])
    after = {"kind": element.kind, "masked": element.masked, "inferred": False}
    record(
        "duties.change_element",
        element,
        actor=actor,
        body_id=adoption.body_id,
        before=before,
        after=after,
    )
    return element


def _refuse_from_the_side(edition: Edition, body: Body) -> None:
    others = edition.adoptions.exclude(body_id__in=subtree_ids(body)).select_related("body")
    other = others.first()
    if other is not None:
        raise Refused("shared-edition", f"{other.body}也采用这份目录，本机关不能单独修改它的要素。")
