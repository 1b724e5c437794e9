"""Writes tables as web extractors do, with ``|`` after each cell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

TITLE = "某县养老服务领域基层政务公开标准目录"
UPPER = (
    "序号",
    "公开事项",
    "公开内容（要素）",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道和载体",
    "公开对象",
    "公开方式",
    "公开层级",
)
LOWER = ("一级事项", "二级事项", "全社会", "特定群体", "主动", "依申请公开", "县级", "乡级")
WIDTH = 14
TICKS = 8  # the first column of ticks
Table = Sequence[Sequence[str]]


def lined(rows: Table) -> str:
    """A row on a line, empty cells kept."""
    return _text(" | ".join(row) + " |" for row in (UPPER, LOWER, *rows))


def leading(rows: Table) -> str:
    """As :func:`lined`, with a sign before the first cell."""
    return _text("| " + " | ".join(row) + " |" for row in (UPPER, LOWER, *rows))


def stacked(rows: Table) -> str:
    """A cell on a line, an empty one as a line with nothing but the sign."""
    return _text(_cells(row) for row in (UPPER, LOWER, *rows))


def filled(rows: Table) -> str:
    """A row on a line, with fillers up to the widest; what is empty is left out."""
    kept = [[cell for cell in row if cell] for row in (UPPER, LOWER, *rows)]
    return _text(" | ".join(row) + " | " + "|" * (WIDTH - len(row)) for row in kept)


def filled_stacked(rows: Table) -> str:
    """As :func:`filled`, with a cell on a line."""
    kept = [[cell for cell in row if cell] for row in (UPPER, LOWER, *rows)]
    return _text(_cells(row) + ("\n" + "|" * (WIDTH - len(row))).rstrip("\n") for row in kept)


def tabbed(rows: Table) -> str:
    """A row on a line, with tabs between the cells, and blanks under merged headings."""
    upper = [*UPPER[:2], "", *UPPER[2:8], "", UPPER[8], "", UPPER[9], ""]
    lower = ["", *LOWER[:2], *[""] * 5, *LOWER[2:]]
    return _text("\t".join(row) for row in (upper, lower, *rows))


KEPT: tuple[Callable[[Table], str], ...] = (lined, leading, stacked)
LEFT_OUT: tuple[Callable[[Table], str], ...] = (filled, filled_stacked)


def _cells(row: Sequence[str]) -> str:
    return "\n".join(f"{cell} |" if cell else "|" for cell in row)


def _text(lines: Iterable[str]) -> str:
    return "\n".join([TITLE, *lines]) + "\n"
