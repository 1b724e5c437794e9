"""One field of a stored item as plain values, the way ``gongkai.catalog.to_dict`` writes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongkai.catalog import to_dict
from gongkai.catalog.formats.values import from_values
from gongkai.catalog.vocabulary import field_label
from gongkai.duties.fitting import refuse_too_long, shortened
from gongkai.duties.models import Element, ElementCorrection, Item
from gongkai.refusals import Refused

TEXTS = ("seq", "process", "content", "publisher", "form", "remarks")
CHOICES: dict[str, tuple[str, ...]] = {
    "audiences": ("everyone", "specific"),
    "modes": ("proactive", "on_request"),
    "tiers": ("city", "county", "township"),
}
FIELDS = (
    *("seq", "process", "levels", "content", "elements", "legal_bases", "time_limit"),
    *("publisher", "channels", "audiences", "modes", "tiers", "form", "remarks"),
)
_THEN = "请改短后再保存"
_FREE = 5000  # positions above it are free while elements change places


def printed_of(item: Item, field: str) -> str:
    """Return what the cells of a field print; elements stand in 公开内容."""
    wanted = "content" if field == "elements" else field
    return "\n".join(cell["text"] for cell in item.cells if cell["field"] == wanted)


def value_of(item: Item, field: str) -> Any:
    """Return the field of ``item`` as plain values."""
    if field == "elements":
        return [element_values(one) for one in item.elements.all()]
    value = getattr(item, field)
    return list(value) if field in ("levels", *CHOICES) else value


def checked(item: Item, field: str, value: Any) -> Any:
    """Return ``value`` as it would be stored. Refuses with ``unknown-field``, ``not-a-value``,
    ``value-missing``, ``value-twice`` and ``cell-too-long``."""
    if field not in FIELDS:
        raise Refused("unknown-field", "没有这个栏目，请刷新页面后重试。")
    label = field_label(field)
    clean = _normal(field, value, label)
    if field in ("content", "levels") and not clean:
        raise Refused("value-missing", f"“{label}”不能为空。")
    if field in CHOICES:
        if set(clean) - set(CHOICES[field]):
            raise Refused("not-a-value", f"“{label}”里没有这个选项，请刷新页面后重试。")
        clean = [one for one in CHOICES[field] if one in clean]
    if field == "elements":
        keys = [(one["group"], one["name"]) for one in clean]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice:
            raise Refused("value-twice", f"要素“{shortened(twice[1])}”写了两次，请去掉一个。")
    _refuse_unfit(item, field, clean)
    return clean


def put(item: Item, field: str, value: Any) -> None:
    """Store a checked ``value``; elements that go on keep their row."""
    if field == "elements":
        _put_elements(item, value)
        return
    setattr(item, field, value)
    changed = [field]
    if field == "time_limit":
        item.time_limit_text = value["text"] if value else ""
        changed.append("time_limit_text")
    item.save(update_fields=changed)


def _normal(field: str, value: Any, label: str) -> Any:
    """Through the frozen values and back, so that what is stored is of the right shape."""
    blank: dict[str, Any] = {"title": "", "items": [{"content": ""}]}
    given = value if value is not None or field != "content" else ""
    blank["items"][0][field] = given
    try:
        (paper,) = from_values(blank)
    except ValueError as error:
        raise Refused("not-a-value", f"“{label}”填写的内容读不懂，请核对后重试。") from error
    clean = to_dict(paper)["items"][0][field]
    if field in TEXTS:
        return (clean or "").strip()
    if field == "levels":
        return [one.strip() for one in clean if one.strip()]
    if field == "time_limit" and clean and not clean["text"].strip():
        return None
    return clean


def _refuse_unfit(item: Item, field: str, value: Any) -> None:
    where = f"“{shortened(item.name)}”"
    if field == "elements":
        for number, data in enumerate(value, start=1):
            if not data["name"].strip():
                raise Refused("value-missing", f"第{number}个要素没有名称。")
            refuse_too_long(_row(item, data, number), where, _THEN)
        return
    probe = Item(edition_id=item.edition_id)
    setattr(probe, field, value)
    if field == "time_limit":
        probe.time_limit_text = value["text"] if value else ""
    refuse_too_long(probe, where, _THEN)
    if field == "legal_bases" and any(not one["title"].strip() for one in value):
        raise Refused("value-missing", "有一条公开依据没有标题。")


def _put_elements(item: Item, value: Sequence[dict[str, Any]]) -> None:
    known = {(one.group, one.name): one for one in item.elements.all()}
    kept = [known.pop(((one["group"] or ""), one["name"]), None) for one in value]
    gone = [one.pk for one in known.values()]
    ElementCorrection.objects.filter(element__in=gone).delete()
    Element.objects.filter(pk__in=gone).delete()
    for number, stays in enumerate([one for one in kept if one], start=1):
        stays.position = _FREE + number
        stays.save(update_fields=["position"])
    for number, (old, data) in enumerate(zip(kept, value, strict=True), start=1):
        row = _row(item, data, number)
        if old:
            row.pk = old.pk
        row.save()
    # What was prefetched is no longer what is stored.
    getattr(item, "_prefetched_objects_cache", {}).pop("elements", None)


def _row(item: Item, data: dict[str, Any], number: int) -> Element:
    return Element(
        item=item,
        position=number,
        name=data["name"].strip(),
        group=data["group"] or "",
        kind=data["kind"],
        masked=data["masked"],
        inferred=data["inferred"],
        required=data["required"],
    )


def element_values(row: Element) -> dict[str, Any]:
    """Return a stored element as ``gongkai.catalog.to_dict`` writes it."""
    return {
        "name": row.name,
        "group": row.group or None,
        "kind": row.kind,
        "masked": row.masked,
        "inferred": row.inferred,
        "required": row.required,
    }
