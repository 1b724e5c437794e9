"""The third shape: cells that end with ``|``, on one line or on many.

What web extractors print. Each ``|`` ends a cell, whatever line breaks it holds; a row begins on
a new line. Some print fillers at the end of a row up to the widest row of the table
(``√ | √ | |||``), some one cell on a line, some a ``|`` before the first cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from gongkai.catalog.cleaning import squash
from gongkai.catalog.headings import (
    Column,
    column,
    is_heading_row,
    is_known,
    is_sub_row,
    is_tier_like,
)
from gongkai.catalog.joining import completed, join
from gongkai.catalog.kinds import Kind, kind_of
from gongkai.catalog.source import Line

SIGN = "|"
FULL_WIDTH = str.maketrans("｜│┃", "|||")
MOST_HEADINGS = 120  # cells looked at where a heading begins
MOST_LINES = 400
AHEAD = 3  # unknown headings in a row before the headings are over


@dataclass(slots=True)
class Chunk:
    """The text up to one ``|``: its lines, and whether a new line begins with it."""

    lines: list[Line] = field(default_factory=list)
    opens: bool = False

    @property
    def text(self) -> str:
        """The text with its lines, without the blank ones around it."""
        return "\n".join(line.text.strip() for line in self.lines).strip()

    @property
    def blank(self) -> bool:
        """True where nothing is printed."""
        return not any(line.text.strip() for line in self.lines)


@dataclass(frozen=True, slots=True)
class Heading:
    """The headings of a table: its columns, and how its rows are printed.

    ``width``: how many cells each row has with its fillers, None where rows are not filled up.
    ``leads``: a ``|`` stands before the first cell. ``chunks``: how many the headings take.
    """

    columns: tuple[Column, ...]
    width: int | None
    leads: bool
    stacked: bool  # one cell on a line
    breaks: bool  # cells inside a row begin on new lines as well
    chunks: int


def is_rule(text: str) -> bool:
    """True for the line under a heading that only draws (---|---|)."""
    plain = squash(text)
    return "-" in plain and not plain.strip("|-:+")


def cut(lines: Sequence[Line]) -> tuple[list[Chunk], list[Line]]:
    """Cut lines into chunks; the second part is what stands after the last ``|``."""
    chunks: list[Chunk] = []
    open_chunk = Chunk()
    for line in lines:
        if is_rule(line.text):
            continue
        parts = line.text.translate(FULL_WIDTH).split(SIGN)
        for place, part in enumerate(parts):
            if place == 0 and open_chunk.blank:
                open_chunk.opens = True
            open_chunk.lines.append(Line(part, line.number))
            if place < len(parts) - 1:
                chunks.append(open_chunk)
                open_chunk = Chunk()
    return chunks, [line for line in open_chunk.lines if line.text.strip()]


def may_begin(line: Line) -> bool:
    """True where headings may begin on ``line``; cheap, for it is asked of every line."""
    text = line.text.translate(FULL_WIDTH)
    if SIGN not in text or len(text) > 600:
        return False
    parts = [part for part in text.split(SIGN) if part.strip()]
    return bool(parts) and (
        column(parts[0]).field != "unknown" or sum(is_known(part) for part in parts[:6]) > 1
    )


def heading_at(lines: Sequence[Line]) -> tuple[Heading, list[Chunk], list[Line]] | None:
    """Read the headings that begin on the first line, or return None where none do.

    The second part are the chunks after them, the third the text after the last chunk.
    """
    chunks, _ = cut(lines[:MOST_LINES])
    heads = chunks[: _end(chunks)]
    leads = bool(heads) and heads[0].blank and heads[0].opens
    texts = [chunk.text for chunk in heads]
    if not is_heading_row(texts):
        return None
    found = _split(heads, leads)
    if found is None:
        return None
    columns, upper = found
    width = _filled(heads, upper, len(columns), leads)
    printed = [chunk for chunk in heads if not chunk.blank]
    opening = sum(chunk.opens for chunk in printed)
    stacked = opening * 2 > len(printed)
    breaks = opening > (0 if leads else 1 + (upper < len(heads)))
    if width is None and upper == len(heads) and _has_fillers(lines):
        width = len(heads) - leads
    heading = Heading(columns, width, leads, stacked, breaks, len(heads))
    every, after = cut(lines)
    return heading, every[len(heads) :], after


def _end(chunks: Sequence[Chunk]) -> int:
    """Return how many chunks the headings take."""
    end = 0
    for place, chunk in enumerate(chunks[:MOST_HEADINGS]):
        if chunk.blank:
            continue
        if kind_of(chunk.text) is Kind.NUMBER:
            break
        if _is_head(chunk.text):
            end = place + 1
        elif (chunk.opens and not _more(chunks, place)) or len(squash(chunk.text)) > 30:
            break
    while 0 < end < len(chunks) and not chunks[end].opens:  # the rest of the line
        end += 1
    end = _to_number(chunks, end)
    while end < len(chunks) and chunks[end].blank and not _row_of_blanks(chunks, end):
        end += 1
    leads = bool(chunks) and chunks[0].blank and chunks[0].opens
    if leads and 0 < end < len(chunks) and chunks[end - 1].blank and chunks[end - 1].opens:
        end -= 1  # the sign before the first cell of the next row
    return end


def _to_number(chunks: Sequence[Chunk], end: int) -> int:
    """Take headings nobody knows before the number of the first row (公开 |, 公开 |, 1 |)."""
    first = next((chunk for chunk in chunks if not chunk.blank), None)
    if first is None or column(first.text).field != "seq":
        return end
    place, seen = end, 0
    while place < len(chunks) and seen <= AHEAD:
        if kind_of(chunks[place].text) is Kind.NUMBER:
            return place if seen else end
        seen += not chunks[place].blank
        place += 1
    return end


def _row_of_blanks(chunks: Sequence[Chunk], place: int) -> bool:
    """True where the blank at ``place`` is the ``|`` before the first cell of the next row."""
    following = chunks[place + 1] if place + 1 < len(chunks) else None
    return (
        chunks[place].opens
        and following is not None
        and not following.blank
        and not following.opens
    )


def _is_head(text: str) -> bool:
    return is_known(text) or is_tier_like(text)


def _more(chunks: Sequence[Chunk], place: int) -> bool:
    """True where known headings go on soon after an unknown one."""
    coming = [chunk for chunk in chunks[place + 1 : place + 12] if not chunk.blank][:AHEAD]
    return sum(_is_head(chunk.text) for chunk in coming) * 2 > len(coming) > 0


def _split(heads: Sequence[Chunk], leads: bool) -> tuple[tuple[Column, ...], int] | None:
    """Return the columns, and how many chunks the upper row of headings has."""
    printed = [(place, chunk.text) for place, chunk in enumerate(heads) if not chunk.blank]
    texts = [text for _, text in printed]
    half = len(texts) // 2
    if len(texts) % 2 == 0 and is_heading_row(texts[:half]) and is_heading_row(texts[half:]):
        columns = join(texts[:half], texts[half:])
        if columns is not None:
            return columns, printed[half][0] - leads
    for number, (place, _) in enumerate(printed):
        if number < 3 or (not heads[place].opens and not (leads and heads[place - 1].opens)):
            continue
        over, under = completed(texts[:number], texts[number:])
        if is_sub_row(under) and is_heading_row(over):
            columns = join(over, under)
            if columns is not None:
                return columns, place - leads
    columns = join(texts, None)
    return (columns, len(heads)) if columns is not None else None


def _filled(heads: Sequence[Chunk], upper: int, width: int, leads: bool) -> int | None:
    """Return how many cells a row has with its fillers, where the headings show it."""
    total = len(heads)
    if upper == total:  # one row of headings
        return total - leads if total - leads > width else None
    half = total // 2
    if total % 2 == 0 and half - leads >= width and abs(upper - half) <= 2:
        return half - leads
    return None


def _has_fillers(lines: Sequence[Line]) -> bool:
    """True where rows end with signs that have nothing between them, and no other cells do so."""
    texts = [line.text.translate(FULL_WIDTH).strip() for line in lines]
    inner = any(SIGN * 2 in text.rstrip(SIGN) for text in texts)
    return not inner and any(text.endswith(SIGN * 2) for text in texts)
