"""Says why a text is no table: what was seen of one, and what is missing."""

from __future__ import annotations

from typing import NoReturn

from gongkai.catalog.cleaning import squash
from gongkai.catalog.headings import UNKNOWN, column
from gongkai.catalog.source import Source
from gongkai.refusals import Refused

ENOUGH = 4  # headings of different fields that show a table was there
WITHIN = 60  # lines
QUOTED = 6
LONGEST_LINE = 400


def refuse(source: Source) -> NoReturn:
    """Refuse a text without cells.

    ``catalog-shredded`` where headings are printed and nothing keeps the cells apart, else
    ``catalog-no-table``.
    """
    first, last, names = _headings(source)
    if names:
        quoted = "、".join(f"“{name}”" for name in names[:QUOTED])
        where = f"第{first}行" if first == last else f"第{first}至{last}行"
        raise Refused(
            "catalog-shredded",
            f"文件 {source.name} {where}有{quoted}等表头，但文字里没有分隔各格的标记"
            "（制表符或竖线），看不出哪段文字属于哪一栏；请改用原来的 Word、Excel 或网页文件，"
            "或从表格里重新复制。",
        )
    raise Refused(
        "catalog-no-table",
        f"文件 {source.name} 里没有找到目录表格："
        "没有一行同时写有“序号、公开事项、公开内容”这样的表头。",
    )


def _headings(source: Source) -> tuple[int, int, list[str]]:
    """Return the first and last line of the headings, and their names; no names where none are."""
    seen: list[tuple[int, str, str]] = []
    for line in source.lines:
        text = line.text.strip()
        if not text or len(text) > LONGEST_LINE:
            continue
        for name in dict.fromkeys((text, *text.split())):
            found = column(name)
            if found.field != UNKNOWN and found.choice is None and len(squash(name)) < 20:
                seen.append((line.number, found.field, squash(name)))
        seen = [one for one in seen if one[0] > line.number - WITHIN]
        fields = {field for _, field, _ in seen}
        if len(fields) >= ENOUGH and fields & {"content", "levels"}:
            return seen[0][0], seen[-1][0], list(dict.fromkeys(name for _, _, name in seen))
    return _run_together(source)


def _run_together(source: Source) -> tuple[int, int, list[str]]:
    """Headings printed with nothing between them: 序号公开事项公开内容公开依据."""
    names = ("序号", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体")
    for line in source.lines:
        text = squash(line.text[:LONGEST_LINE])
        found = [name for name in names if name in text]
        if len(found) >= ENOUGH:
            return line.number, line.number, found
    return 0, 0, []
