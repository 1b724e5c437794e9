"""Finds the tables of a text whose cells end with ``|``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.catalog import asides, boxes, piped, piped_rows, placing
from gongkai.catalog.aligning import cost_as_printed
from gongkai.catalog.cells import Cell, Noted, Row
from gongkai.catalog.cleaning import squash
from gongkai.catalog.headings import Column, is_heading_row
from gongkai.catalog.kinds import Kind, kind_of
from gongkai.catalog.model import Severity
from gongkai.catalog.piped import SIGN, Chunk, Heading
from gongkai.catalog.source import Line, Source
from gongkai.catalog.table import Table, without_empty
from gongkai.catalog.titles import is_plain_title, is_title
from gongkai.catalog.vocabulary import load
from gongkai.refusals import Refused

FEWEST_SIGNS = 8  # lines with nothing but a sign
JOINED = "rows-joined-inferred"
WINDOW = 200  # lines in which headings must be over
NO_NUMBER = "序号（表头没有印出）"
MOST_BELOW = 4  # cells
BELIEVED = 40  # tenths: what a row without a number may cost where only counting tells the rows


@dataclass(slots=True)
class _Found:
    """The tables so far, and the text since the last one."""

    tables: list[Table]
    between: list[Line]
    padded: dict[int, bool]


def as_tabs(source: Source) -> Source:
    """Return a text whose rows do not end with ``|`` with tabs between its cells instead."""
    source = _raised(source)
    texts = [line.text.translate(piped.FULL_WIDTH).strip() for line in source.lines]
    signed = [text for text in texts if SIGN in text and not piped.is_rule(text)]
    ending = sum(text.endswith(SIGN) for text in signed)
    even = len({text.count(SIGN) for text in signed}) == 1
    if not signed or (ending * 3 >= len(signed) and not even):
        return source
    for text in signed:
        if not text.endswith(SIGN) and is_heading_row(text.split(SIGN)):
            return replace(source, lines=tuple(map(_with_tabs, source.lines)))
    return source


def _raised(source: Source) -> Source:
    """Return a text whose signs all stand on lines of their own with each behind its cell."""
    lines = [Line(line.text.translate(piped.FULL_WIDTH), line.number) for line in source.lines]
    signs = [line.text.strip() for line in lines if SIGN in line.text]
    if len(signs) < FEWEST_SIGNS or any(sign.strip(SIGN) for sign in signs):
        return source
    raised: list[Line] = []
    for line in lines:
        printed = raised[-1].text.rstrip() if raised else ""
        if line.text.strip() == SIGN and printed and not printed.endswith(SIGN):
            raised[-1] = Line(f"{printed} {SIGN}", raised[-1].number)
        else:
            raised.append(line)
    return replace(source, lines=tuple(raised))


def _with_tabs(line: Line) -> Line:
    text = line.text.translate(piped.FULL_WIDTH)
    if piped.is_rule(text):
        return Line("", line.number)
    return Line(text.strip().removeprefix(SIGN).replace(SIGN, "\t"), line.number)


def find(source: Source) -> list[Table]:
    """Return the tables of ``source`` in order, their rows as wide as their headings.

    Refuses with ``catalog-shredded`` where nothing tells where a row ends.
    """
    starts = _starts(source.lines)
    found = _Found([], [], {})
    found.between = _plain(source.lines[: starts[0]]) if starts else []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(source.lines)
        _read(source, source.lines[start:end], found)
    if found.tables:
        found.tables[-1].outside += found.between
    for place, table in enumerate(found.tables):
        asides.set_aside(table)
        placing.place(table.rows, table.columns, padded=found.padded[place])
    return without_empty(found.tables)


def _starts(lines: Sequence[Line]) -> list[int]:
    """Return the indices of the lines where headings begin."""
    found: list[int] = []
    place = 0
    while place < len(lines):
        read = None
        start = place
        if piped.may_begin(lines[place]):
            start, read = _heading(lines, place)
        if read is None:
            place += 1
            continue
        found.append(start)
        rest = read[1]
        following = _first_printed(rest[0]) if rest else lines[place].number
        place += 1
        while place < len(lines) and lines[place].number < following:
            place += 1
    return found


def _first_printed(chunk: Chunk) -> int:
    """Return the line a chunk begins to say something on: its first may end the row above."""
    printed = [line.number for line in chunk.lines if line.text.strip()]
    return printed[0] if printed else chunk.lines[0].number


def _heading(
    lines: Sequence[Line], place: int
) -> tuple[int, tuple[Heading, list[Chunk], list[Line]] | None]:
    """Read the headings at ``place``, with the sign before the first one where it stands above."""
    before = place - 1
    while before >= 0 and not lines[before].text.strip():
        before -= 1
    if before >= 0 and lines[before].text.strip() == SIGN:
        read = piped.heading_at(lines[before : before + WINDOW])
        if read is not None and read[0].width is not None:
            return before, read
    return place, piped.heading_at(lines[place : place + WINDOW])


def _read(source: Source, lines: Sequence[Line], found: _Found) -> None:
    """Read the table that begins with the headings on the first of ``lines``."""
    read = piped.heading_at(lines)
    if read is None:
        return
    heading, chunks, after = read
    heading = _with_number(heading, chunks)
    chunks, numbers = _without_numbers(chunks)
    rows = piped_rows.rows(chunks, heading)
    _check_rows(source, lines[0], heading, rows)
    while rows and _is_below(rows[-1]):
        after = [line for chunk in rows.pop() for line in chunk.lines] + after
    filled = heading.width is not None or _ends_with_fillers(rows)
    _open(found, heading, filled)
    found.tables[-1].findings += [asides.finding_at(line.number) for line in numbers]
    opens_page = bool(found.tables[-1].rows)
    for chunked in rows:
        title = _title_of(chunked)
        if title:
            found.between += title
            continue
        if found.between:
            _open(found, heading, filled)
        if _goes_on_with_channels(chunked, found.tables[-1].rows):
            continue
        _take_title_off(chunked, found)
        if found.between:
            _open(found, heading, filled)
        row = Row([_cell(chunk, place) for place, chunk in enumerate(chunked, start=1)], opens_page)
        found.tables[-1].rows.append(row)
        opens_page = False
    found.between += _plain(after)


def _without_numbers(chunks: list[Chunk]) -> tuple[list[Chunk], list[Line]]:
    """Take off the row that numbers the columns; the second part is the line it begins on."""
    start = end = next((at for at, one in enumerate(chunks) if not one.blank), len(chunks))
    while end < len(chunks) and asides.is_number(chunks[end].text, end - start + 1):
        end += 1
    if end - start < asides.FEWEST_NUMBERS:
        return chunks, []
    while end < len(chunks) and chunks[end].blank and not chunks[end].opens:
        end += 1
    return chunks[end:], [next(line for line in chunks[start].lines if line.text.strip())]


def _with_number(heading: Heading, chunks: Sequence[Chunk]) -> Heading:
    """Give back the column of numbers that the export left without a heading."""
    room = heading.width is None or heading.width > len(heading.columns)
    if any(column.field == "seq" for column in heading.columns) or not room:
        return heading
    numbered = replace(heading, columns=(Column("seq", NO_NUMBER, cut=True), *heading.columns))
    first = [row[0] for row in piped_rows.rows(chunks, numbered)]
    numbers = sum(kind_of(chunk.text) is Kind.NUMBER for chunk in first)
    return numbered if numbers * 3 >= len(first) > 0 else heading


def _is_below(row: Sequence[Chunk]) -> bool:
    """True for what a page prints below the table (打印 | 关闭)."""
    below = load("columns")["below"]
    texts = [squash(chunk.text) for chunk in row if not chunk.blank]
    return len(texts) <= MOST_BELOW and all(
        (len(text) <= below["longest"] and text.startswith(tuple(below["short"])))
        or any(word in text for word in below["anywhere"])
        for text in texts
    )


def _ends_with_fillers(rows: Sequence[Sequence[Chunk]]) -> bool:
    """True where signs with nothing between them, not even a space, only end rows.

    An empty cell is printed as one with a space in it; signs alone make a row as wide as another.
    """
    fills = [[[line.text for line in chunk.lines] == [""] for chunk in row] for row in rows]
    ends = [list(reversed(row)) for row in fills]
    counts = [row.index(False) if False in row else len(row) for row in ends]
    inner = sum(any(row[count:]) for row, count in zip(ends, counts, strict=True))
    return inner * 5 <= len(rows) and sum(map(bool, counts)) * 2 > len(rows)


def _open(found: _Found, heading: Heading, filled: bool) -> None:
    """Begin a table, or go on with the last one."""
    if found.tables and found.tables[-1].goes_on(heading.columns, found.between):
        found.tables[-1].outside += found.between
    else:
        found.padded[len(found.tables)] = filled
        found.tables.append(Table(found.between, heading.columns))
    found.between = []


def _title_of(row: Sequence[Chunk]) -> list[Line]:
    """Return the lines of a row that holds nothing but a title."""
    printed = [chunk for chunk in row if not chunk.blank]
    if len(printed) == 1 and is_title(printed[0].text):
        return _plain(printed[0].lines)
    return []


def _take_title_off(row: Sequence[Chunk], found: _Found) -> None:
    """Take a title printed without cells off the first cell of the row below it."""
    first = row[0]
    for place in range(len(first.lines) - 1, 0, -1):
        if is_plain_title(first.lines[place - 1].text):
            found.between += _plain(first.lines[:place])
            first.lines = first.lines[place:]
            return


def _goes_on_with_channels(row: Sequence[Chunk], rows: Sequence[Row]) -> bool:
    """True where a row holds nothing but more boxes of the channels above, which take them in."""
    printed = [chunk for chunk in row if not chunk.blank]
    if len(printed) != 1 or not rows or kind_of(printed[0].text) is not Kind.CHANNELS:
        return False
    channels = [cell for cell in rows[-1].cells if kind_of(cell.text) is Kind.CHANNELS]
    if len(channels) != 1 or not boxes.has_box(printed[0].text):
        return False
    channels[0].lines.extend(_cell(printed[0], 1).lines)
    if all(noted.code != JOINED for noted in rows[-1].noted):
        message = "的公开渠道印在几行里，后面只有方框的几行并入本行，请核对。"
        rows[-1].noted.append(Noted(JOINED, message, "channels", Severity.WARNING))
    return True


def _cell(chunk: Chunk, column: int) -> Cell:
    lines = [Line(line.text.strip(), line.number) for line in chunk.lines]
    while len(lines) > 1 and not lines[0].text:
        del lines[0]
    while len(lines) > 1 and not lines[-1].text:
        del lines[-1]
    return Cell(lines, column=column)


def _check_rows(
    source: Source, line: Line, heading: Heading, rows: Sequence[Sequence[Chunk]]
) -> None:
    """Refuse cells that stand one on a line where neither numbers nor fillers tell the rows."""
    if not heading.stacked or heading.width is not None or heading.columns[0].field == "seq":
        return
    width = len(heading.columns)
    kinds = [[kind_of(chunk.text) for chunk in row] for row in rows]
    doubtful = sum(
        len(row) != width or cost_as_printed(row, heading.columns) > BELIEVED for row in kinds
    )
    if doubtful:
        raise Refused(
            "catalog-shredded",
            f"文件 {source.name} 第{line.number}行起有表头（{width}栏），但表格每行只有一格，"
            "又没有序号，合并的格子没有印出，分不清哪几格是一行；"
            "请改用原来的 Word、Excel 或网页文件。",
        )


def _plain(lines: Sequence[Line]) -> list[Line]:
    """Return lines outside the table, each cell of a line by itself."""
    parts = (
        Line(part.strip(), line.number)
        for line in lines
        for part in line.text.translate(piped.FULL_WIDTH).split(SIGN)
    )
    return [part for part in parts if part.text]
