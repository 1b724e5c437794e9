"""The last shape: every cell a paragraph of its own, with blank lines between, and no signs.

Some pages print their tables so when copied. The headings tell the columns, a number begins each
row, and what each paragraph holds tells its cell: the time limit stands between the legal bases
and the publisher, the channels end the row. A row in which that cannot be seen is quoted and not
read; where most rows are so, the text is none of this shape. Every cell is ``inferred``; the
ticks, which such a text mostly lost, are not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.catalog.cells import Row
from gongkai.catalog.cleaning import squash
from gongkai.catalog.headings import Column, column, is_heading_row, is_known, is_sub_row
from gongkai.catalog.joining import join
from gongkai.catalog.kinds import Kind, kind_of
from gongkai.catalog.paragraph_cells import Builder
from gongkai.catalog.paragraph_rows import Paragraph, can_be_read, is_merged, parts_of
from gongkai.catalog.source import Line, Source
from gongkai.catalog.table import Table, without_empty
from gongkai.catalog.titles import is_title
from gongkai.catalog.vocabulary import load

LONGEST_HEADING = 30  # characters
MOST_HEADINGS = 40  # paragraphs
MOST_PIECES = 3  # paragraphs that one heading is broken into
FEWEST_READ = 3  # one row in three
LARGEST_GAP = 50  # numbers left out between two rows

_UNIT = re.compile("个?(?:工作)?[日天周月年]|小时")  # 20 of 20个工作日 is no number of a row
_BEHIND_NOTE = re.compile("[)）].")  # a note in brackets ends a heading


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int  # index of its first paragraph
    end: int  # index of the number of its first row
    columns: tuple[Column, ...]


def find(source: Source) -> list[Table]:
    """Return the tables of ``source`` in order; none where it is not of this shape."""
    paragraphs = _paragraphs(source.lines)
    headings = _headings(paragraphs)
    if not headings:
        return []
    tables: list[Table] = []
    between = _lines(paragraphs[: headings[0].start])
    found = seen = 0
    for place, heading in enumerate(headings):
        end = headings[place + 1].start if place + 1 < len(headings) else len(paragraphs)
        numbered, after = _numbered(paragraphs[heading.end : end])
        rows: list[Row] = []
        builder = Builder(heading.columns)
        merged = any(is_merged(raw) for raw in numbered)
        for raw in numbered:
            read = parts_of(raw, heading.columns, merged=merged)
            seen += len(read)
            found += sum(one is not None for one in read)
            whole = [one for one in read if one is not None]
            if len(whole) == len(read):
                rows += map(builder.row, whole)
            else:
                rows.append(builder.unread(raw))
        if tables and tables[-1].goes_on(heading.columns, between):
            tables[-1].outside += between
            rows[0].opens_page = True
        else:
            tables.append(Table(between, heading.columns))
        tables[-1].rows += rows
        between = after
    tables[-1].outside += between
    if found * FEWEST_READ < seen:
        return []
    return without_empty(tables)


def _paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Cut lines into paragraphs at the blank ones."""
    found: list[Paragraph] = []
    open_one = False
    for line in lines:
        text = line.text.strip()
        if not text:
            open_one = False
            continue
        if open_one:
            found[-1].append(Line(text, line.number))
        else:
            found.append([Line(text, line.number)])
        open_one = True
    return found


def _headings(paragraphs: Sequence[Paragraph]) -> list[_Heading]:
    found: list[_Heading] = []
    place = 0
    while place < len(paragraphs):
        heading = _heading_at(paragraphs, place) if _may_begin(paragraphs[place]) else None
        if heading is not None:
            found.append(heading)
        place = heading.end if heading is not None else place + 1
    return found


def _may_begin(paragraph: Paragraph) -> bool:
    return len(paragraph) == 1 and column(paragraph[0].text).field == "seq"


def _heading_at(paragraphs: Sequence[Paragraph], start: int) -> _Heading | None:
    """Read the headings from ``start`` up to the first number."""
    end = start
    last = min(len(paragraphs), start + MOST_HEADINGS)
    while end < last and kind_of(_text(paragraphs[end])) is not Kind.NUMBER:
        end += 1
    texts = [squash(_text(one)) for one in paragraphs[start:end]]
    if end == last or any(len(text) > LONGEST_HEADING for text in texts):
        return None
    names = _joined(texts)
    if not all(is_known(name) for name in names):
        return None
    columns = _columns(names)
    readable = columns is not None and can_be_read(columns)
    return _Heading(start, end, columns) if columns is not None and readable else None


def _joined(texts: Sequence[str]) -> list[str]:
    """Put headings together again that a line break cut in two (公开渠道, 和载体)."""
    names: list[str] = []
    place = 0
    while place < len(texts):
        for count in range(MOST_PIECES, 0, -1):
            pieces = texts[place : place + count]
            whole = "".join(pieces)
            if count == 1 or (is_known(whole) and not _BEHIND_NOTE.search(whole)):
                names.append(whole)
                place += min(count, len(texts) - place)
                break
    return names


def _columns(names: Sequence[str]) -> tuple[Column, ...] | None:
    """Tell the second row of headings from the first, and join them."""
    for split in range(1, len(names)):
        upper, lower = names[:split], names[split:]
        if is_heading_row(upper) and is_sub_row(lower) and not is_sub_row(upper[-1:]):
            columns = join(upper, lower)
            if columns is not None:
                return columns
    return join(names, None) if is_heading_row(names) else None


def _numbered(
    paragraphs: Sequence[Paragraph],
) -> tuple[list[list[Paragraph]], list[Line]]:
    """Cut paragraphs into rows at the numbers; titles after the last row are none of it."""
    rows: list[list[Paragraph]] = []
    last = 0
    for place, paragraph in enumerate(paragraphs):
        number = _number(paragraph)
        if number is not None and (
            not rows or number == 1 or (last < number <= last + LARGEST_GAP)
        ):
            following = _text(paragraphs[place + 1]) if place + 1 < len(paragraphs) else ""
            if not rows or not _UNIT.match(following):
                rows.append([])
                last = number
        rows[-1].append(paragraph)
    end = rows[-1]
    cut = next((place for place, one in enumerate(end) if _is_below(one)), len(end))
    rows[-1] = end[:cut]
    return rows, _lines(end[cut:])


def _is_below(paragraph: Paragraph) -> bool:
    """True for a title, and for what a page prints below a table."""
    text = _text(paragraph)
    words = load("columns")["below"]
    brief = len(squash(text)) <= words["longest"] and text.startswith(tuple(words["short"]))
    return brief or is_title(text) or any(word in text for word in words["anywhere"])


def _number(paragraph: Paragraph) -> int | None:
    text = squash(_text(paragraph))
    return int(text) if re.fullmatch("[0-9]{1,5}", text) else None


def _lines(paragraphs: Sequence[Paragraph]) -> list[Line]:
    return [line for paragraph in paragraphs for line in paragraph]


def _text(paragraph: Paragraph) -> str:
    return "\n".join(line.text for line in paragraph)
