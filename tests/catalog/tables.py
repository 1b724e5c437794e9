"""Writes small catalogs for tests, in the two shapes the reader knows."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.catalog import read_text
from gongkai.catalog.model import Catalog, Finding, Item, Origin

TITLE = "东湖区住房局政务公开事项标准目录"
HEADINGS = ("序号", "过程", "一级事项", "二级事项", "公开内容", "公开时限", "公开主体")


def tabbed(
    *rows: Sequence[str],
    headings: Sequence[str] = HEADINGS,
    title: str = TITLE,
    page_before: int = -1,
) -> str:
    """Return a catalog with tabs between cells; headings again before row ``page_before``."""
    lines = [title, "", "\t".join(headings)]
    for place, row in enumerate(rows):
        if place == page_before:
            lines += ["", "\t".join(headings)]
        lines.append("\t".join(row))
    return "\n".join(lines) + "\n"


def stacked(
    *rows: Sequence[str], headings: Sequence[Sequence[str]] = (HEADINGS,), title: str = TITLE
) -> str:
    """Return a catalog with every cell on lines of its own."""
    blocks = ["".join(f"\t{cell}\n" for cell in row) for row in (*headings, *rows)]
    return f"{title}\n\n" + "\n".join(blocks)


def read_one(text: str) -> Catalog:
    """Read a text that holds one catalog."""
    (catalog,) = read_text(text, "东湖区.txt").catalogs
    return catalog


def items(text: str) -> tuple[Item, ...]:
    """Read the items of a text that holds one catalog."""
    return read_one(text).items


def found(catalog: Catalog, code: str) -> list[Finding]:
    """Return the findings of one code."""
    return [finding for finding in catalog.findings if finding.code == code]


def origins(item: Item, *fields: str) -> list[Origin]:
    """Return where the named fields came from."""
    return [item.origin[field] for field in fields]
