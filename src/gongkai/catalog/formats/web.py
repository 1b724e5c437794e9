"""Reads web pages (.html): text and tables in order, with rowspan and colspan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html

from gongkai.catalog.document import Document, Grid, GridCell, Paragraph, grid_of
from gongkai.catalog.formats.word_text import PICTURE
from gongkai.catalog.headings import is_heading_row
from gongkai.catalog.model import Finding, Severity
from gongkai.refusals import Refused

MOST_COLUMNS = 200
MOST_ROWS = 60_000
_BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "section"}
_LEFT_OUT = {"script", "style", "noscript", "template", "head", "select", "button", "svg"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_STRUCK = {"del", "s", "strike"}
_STRUCK_STYLE = re.compile(r"text-decoration[a-z-]*\s*:[^;]*line-through", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030"}
_SPACE = re.compile("[ \t\r\n\f]+")


def read(path: Path) -> Document:
    """Return the text and the tables of the page at ``path``; nothing is fetched.

    Refuses with ``catalog-file-empty`` a page that shows nothing.
    """
    parser = html.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = html.document_fromstring(_text(path.read_bytes()), parser=parser)
    except (etree.LxmlError, ValueError) as why:
        raise Refused(
            "catalog-file-empty", f"文件 {path} 里没有可读的内容；请核对网页是否保存完整。"
        ) from why
    blocks = list(_blocks(root))
    return Document(str(path), "html", tuple(_numbered(blocks)), _struck(root))


def _text(data: bytes) -> str:
    """Decode a page: its byte order mark, what it says of itself, UTF-8, GB18030."""
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, errors="replace")
    said = _CHARSET.search(data[:4096])
    names = [said[1].decode("ascii").lower()] if said else []
    for name in (*(_CHINESE.get(one, one) for one in names), "utf-8", "gb18030"):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("gb18030", errors="replace")


def _numbered(blocks: list[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    tables = 0
    for place, block in enumerate(blocks, start=1):
        if isinstance(block, Paragraph):
            yield Paragraph(block.text, place)
        else:
            tables += 1
            yield Grid(f"表{tables}", block.rows)


def _blocks(root: html.HtmlElement) -> Iterator[Paragraph | Grid]:
    """Yield text and tables. A table around others only lays out the page, unless it is ours."""
    lines: list[str] = []
    for kind, value in _walk(root):
        if kind == "text":
            lines.append(value)
            continue
        yield from _paragraphs(lines)
        lines = []
        if kind == "table":
            yield _grid(value)  # type: ignore[arg-type]
    yield from _paragraphs(lines)


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    shown = _SPACE.sub(" ", "".join(lines).replace("\xa0", " ")).strip()
    if shown:
        yield Paragraph(shown, 0)


def _walk(root: html.HtmlElement) -> Iterator[tuple[str, str | html.HtmlElement]]:
    """Yield ("text", …), ("break", …) and ("table", element) in order, without recursion."""
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start" and skipped is None:
            ours = element.tag == "table" and not _lays_out(element)
            if _left_out(element) or ours:
                skipped = element
            if ours:
                yield "table", element
            elif skipped is None:
                yield from _opening(element)
        elif event == "end":
            yield from _closing(element, root, skipped)
            skipped = None if skipped is element else skipped


def _opening(element: etree._Element) -> Iterator[tuple[str, str | html.HtmlElement]]:
    if element.tag in _BREAKS or element.tag in ("td", "th", "table"):
        yield "break", element
    if element.text:
        yield "text", element.text


def _closing(
    element: etree._Element, root: html.HtmlElement, skipped: etree._Element | None
) -> Iterator[tuple[str, str | html.HtmlElement]]:
    if skipped is None and element.tag in _BREAKS:
        yield "break", element
    if skipped in (None, element) and element.tail and element is not root:
        yield "text", element.tail


def _left_out(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _LEFT_OUT:
        return True
    if _is_struck(element):
        return True
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _is_struck(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return False
    return element.tag in _STRUCK or bool(_STRUCK_STYLE.search(element.get("style", "")))


def _struck(root: html.HtmlElement) -> tuple[Finding, ...]:
    """Count what the page shows struck out: it is not in force, and is left out."""
    count = sum(
        _is_struck(one) and any(text.strip() for text in one.itertext()) for one in root.iter()
    )
    if not count:
        return ()
    message = f"网页里有{count}处划掉的文字，没有读入；请核对是否已经作废。"
    return (Finding("text-hidden", Severity.WARNING, message),)


def _lays_out(table: etree._Element) -> bool:
    """True for a table that holds another one with the headings of a catalog."""
    if is_heading_row([_cell_text(cell) for row in _rows(table)[:6] for cell in _cells(row)][:60]):
        return False
    return any(True for _ in table.iterdescendants("table"))


def _grid(table: etree._Element) -> Grid:
    cells: list[GridCell] = []
    covered: dict[int, int] = {}  # column → last row a cell from above reaches
    rows = _rows(table)[:MOST_ROWS]
    for number, row in enumerate(rows, start=1):
        column = 1
        for cell in _cells(row):
            while covered.get(column, 0) >= number:
                column += 1
            if column > MOST_COLUMNS:
                break
            wide = min(_span(cell, "colspan", 1), MOST_COLUMNS - column + 1)
            tall = min(_span(cell, "rowspan", len(rows)), len(rows) - number + 1)
            for place in range(column, column + wide):
                covered[place] = number + tall - 1
            cells.append(GridCell(_cell_text(cell), number, column, tall, wide))
            column += wide
    return grid_of("表", cells)


def _rows(table: etree._Element) -> list[etree._Element]:
    """Return the rows of this table and not of tables inside it."""
    found: list[etree._Element] = []
    for child in table:
        if child.tag == "tr":
            found.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            found += [row for row in child if row.tag == "tr"]
    return [row for row in found if not _left_out(row)]


def _cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in ("td", "th") and not _left_out(cell)]


def _span(cell: etree._Element, name: str, nought: int) -> int:
    """Return a span of at least 1; 0 means to the end of the table, for rows."""
    printed = (cell.get(name) or "1").strip()[:6]
    number = int(printed) if printed.isascii() and printed.isdigit() else 1
    return max(number or nought, 1)


def _cell_text(cell: etree._Element) -> str:
    """Return the lines of a cell: a block or <br> begins a new one."""
    parts: list[str] = []
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if event == "start" and skipped is None:
            if element is not cell and _left_out(element):
                skipped = element
                continue
            if element.tag in _BREAKS:
                parts.append("\n")
            parts.append(_sign(element) + _SPACE.sub(" ", element.text or ""))
        elif event == "end":
            if skipped is element:
                skipped = None
            elif skipped is None and element.tag in _BREAKS and element.tag != "br":
                parts.append("\n")
            if skipped is None and element is not cell:
                parts.append(_SPACE.sub(" ", element.tail or ""))
    lines = [line.strip(" \xa0") for line in "".join(parts).split("\n")]
    text = "\n".join(line for line in lines if line).replace("\xa0", " ")
    return text if text == PICTURE else text.replace(PICTURE, "")


def _sign(element: etree._Element) -> str:
    """A tick box shows its state; a picture alone in a cell may be a tick, and is not read."""
    if element.tag == "img":
        return PICTURE
    if element.tag == "input" and element.get("type", "").lower() in ("checkbox", "radio"):
        return "☐" if element.get("checked") is None else "☑"
    return ""
