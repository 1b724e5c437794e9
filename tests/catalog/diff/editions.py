"""Makes small editions of a catalog for tests, through the reader and without it."""

from __future__ import annotations

from dataclasses import replace

from gongkai.catalog.diff import ChangeKind, Comparison
from gongkai.catalog.model import Catalog, Element, Item, LegalBasis, Origin
from tests.catalog.tables import read_one, tabbed

HEADINGS = ("序号", "一级事项", "二级事项", "公开内容", "公开依据", "公开时限", "公开主体")
ROWS = (
    (
        "政策法规",
        "政策文件",
        "1.文件名称；2.文号；3.发布日期",
        "《土地法》",
        "20个工作日内",
        "甲科",
    ),
    (
        "住房保障",
        "申请受理",
        "1.受理条件；2.申请材料；3.办理流程",
        "《城市法》",
        "即时公开",
        "乙科",
    ),
    ("住房保障", "分配结果", "1.小区名称；2.房号；3.入住人姓名", "《城市法》", "7日内", "乙科"),
    ("行政执法", "行政处罚", "1.处罚决定书文号；2.处罚事由", "《处罚法》", "7个工作日内", "丙科"),
)


def edition(*rows: tuple[str, ...], headings: tuple[str, ...] = HEADINGS) -> Catalog:
    """Read an edition; rows are numbered here, because numbers must not matter."""
    numbered = [(str(place), *row) for place, row in enumerate(rows, start=1)]
    return read_one(tabbed(*numbered, headings=headings))


def but(row: tuple[str, ...], **cells: str) -> tuple[str, ...]:
    """Return a row with some cells changed, by column: one, two, content, basis, limit, by."""
    names = ("one", "two", "content", "basis", "limit", "by")
    return tuple(cells.get(name, cell) for name, cell in zip(names, row, strict=True))


def told(comparison: Comparison) -> list[tuple[set[ChangeKind], tuple[int, ...], tuple[int, ...]]]:
    """Return every change without its fields."""
    return [(set(change.kinds), change.old, change.new) for change in comparison.changes]


def item(*levels: str, content: str = "", elements: tuple[str, ...] = (), seq: str = "1") -> Item:
    """Make an item that the reader never saw."""
    blank = edition(ROWS[0]).items[0]
    return replace(
        blank,
        seq=seq,
        levels=levels,
        content=content,
        elements=tuple(Element(name) for name in elements),
        legal_bases=(LegalBasis("土地法"),),
        origin=dict.fromkeys(blank.origin, Origin.PRINTED),
    )
