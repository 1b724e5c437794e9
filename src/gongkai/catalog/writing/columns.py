"""The columns a catalog is written with: those it has, in the standard order and wording."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.catalog.headings import column as known
from gongkai.catalog.model import Catalog, Item

# Names and order of 建办厅〔2019〕71号; 过程, 公开形式 and 备注 of examples/catalogs/.
_SINGLE = {
    "seq": "序号",
    "process": "过程",
    "content": "公开内容（要素）",
    "legal_bases": "公开依据",
    "time_limit": "公开时限",
    "publisher": "公开主体",
    "channels": "公开渠道和载体",
    "form": "公开形式",
    "remarks": "备注",
}
_ORDER = (
    *("seq", "process", "levels", "content", "legal_bases", "time_limit", "publisher"),
    *("channels", "audiences", "modes", "tiers", "form", "remarks"),
)
_LEVELS = ("一级事项", "二级事项", "三级事项", "四级事项", "五级事项", "六级事项")
_UPPER = {
    "levels": "公开事项",
    "audiences": "公开对象",
    "modes": "公开方式",
    "tiers": "公开层级",
}
_CHOICES = {
    "audiences": {"everyone": "全社会", "specific": "特定群体"},
    "modes": {"proactive": "主动", "on_request": "依申请"},
    "tiers": {"city": "市级", "county": "县级", "township": "乡级"},
}
_ALWAYS = ("everyone", "specific", "proactive", "on_request", "county", "township")


@dataclass(frozen=True, slots=True)
class Printed:
    """One column as written: ``lower`` is the second heading row, blank where there is none.

    ``choice`` is what a tick stands for, ``level`` the place of a level column, ``extra`` the
    heading that the catalog itself gives to a column without a field.
    """

    field: str
    upper: str
    lower: str = ""
    choice: str | None = None
    level: int | None = None
    extra: str | None = None


def columns_of(catalog: Catalog) -> tuple[Printed, ...]:
    """Return the columns of ``catalog``; where it does not tell them, those that hold a value."""
    found: list[Printed] = []
    for field in _ORDER:
        if field == "levels":
            found += _levels(catalog)
        elif not _has(catalog, field):
            continue
        elif field in _CHOICES:
            found += _choices(catalog, field)
        else:
            found.append(Printed(field, _SINGLE[field]))
    extras = dict.fromkeys(heading for item in catalog.items for heading, _ in item.extras)
    found += [Printed("extras", heading, extra=heading) for heading in extras]
    return tuple(found)


def _has(catalog: Catalog, field: str) -> bool:
    if field in catalog.columns or field in ("seq", "content"):
        return True
    return any(getattr(item, field) for item in catalog.items)


def _levels(catalog: Catalog) -> Iterator[Printed]:
    """Yield the level columns under 公开事项, with the catalog's own names where it has any."""
    own = [
        heading.rpartition("/")[2]
        for field, heading in zip(catalog.columns, catalog.headings, strict=False)
        if field == "levels"
    ]
    count = max(1, len(own), *(len(item.levels) for item in catalog.items), *_told(catalog.items))
    if count == 1:
        yield Printed("levels", _UPPER["levels"], level=0)
        return
    own = own if len(set(own)) == count and all(map(_is_level, own)) else []
    for place in range(count):
        name = own[place] if own else _LEVELS[min(place, len(_LEVELS) - 1)]
        yield Printed("levels", _UPPER["levels"], name, level=place)


def _told(items: Sequence[Item]) -> Iterator[int]:
    for item in items:
        yield 1 + max(
            (int(name[7:]) for name in item.origin if name.startswith("levels.")), default=-1
        )


def _is_level(heading: str) -> bool:
    return known(heading).field == "levels"


def _choices(catalog: Catalog, field: str) -> Iterator[Printed]:
    """Yield a column for each choice, under the catalog's own names where it has any."""
    own: dict[str, str] = {}
    for name, heading in zip(catalog.columns, catalog.headings, strict=False):
        found = known(heading.rpartition("/")[2])
        if name == field and found.field == field and found.choice:
            own.setdefault(found.choice, found.heading)
    used = {value for item in catalog.items for value in getattr(item, field)}
    for value, name in _CHOICES[field].items():
        if value in own or value in used or (value in _ALWAYS and not own):
            yield Printed(field, _UPPER[field], own.get(value, name), choice=value)
