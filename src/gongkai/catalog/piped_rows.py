"""Cuts the chunks of a text with ``|`` into rows: by the numbers, the fillers or the lines."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.catalog.cells import follows
from gongkai.catalog.cleaning import squash
from gongkai.catalog.piped import Chunk, Heading

LARGEST_GAP = 5  # numbers left out where only numbers tell the rows
MOST_MIXED = 20  # rows that may stand under one number


def rows(chunks: Sequence[Chunk], heading: Heading) -> list[list[Chunk]]:
    """Cut the chunks after the headings into rows, without the ``|`` before the first cell."""
    size = (heading.width or len(heading.columns)) + heading.leads
    numbered = heading.columns[0].field == "seq"
    found: list[list[Chunk]] = []
    start, last = 0, None
    while start < len(chunks):
        if numbered:
            number = _number(chunks, start, heading)
            last = number or last
        end = _row_end(chunks, start, size, heading, last)
        row = chunks[start + heading.leads : end] if heading.leads else chunks[start:end]
        if any(not chunk.blank for chunk in row):
            found.append(list(row))
        start = end
    return found


def _number(chunks: Sequence[Chunk], start: int, heading: Heading) -> str | None:
    place = start + heading.leads
    text = squash(chunks[place].text) if place < len(chunks) else ""
    return text if text.isascii() and text.isdigit() else None


def _row_end(
    chunks: Sequence[Chunk], start: int, size: int, heading: Heading, last: str | None
) -> int:
    """Return where the row that begins at ``start`` ends."""
    full = min(start + size, len(chunks))
    whole = start + size == full and (
        full == len(chunks) or _comes_later(chunks[min(full, len(chunks) - 1)].text, last)
    )
    for place in range(start + 1 + heading.leads, full):
        if _begins_row(chunks, place, heading, last, whole):
            return place
    if heading.stacked and heading.width is None and last is not None:
        for place in range(start + len(heading.columns) // 2 + 1, full):
            if chunks[place].opens and _comes_soon(chunks[place].text, last):
                return place
    if heading.stacked and heading.width is None and last is not None:
        return _next_number(chunks, full, heading, last)
    if full == len(chunks) or chunks[full].opens:
        return full
    later = range(full + 1, min(full + size, len(chunks)))
    return next((place for place in later if chunks[place].opens), full)


def _comes_later(text: str, last: str | None) -> bool:
    """True for the number of a later row; numbers may have gaps."""
    number = squash(text)
    if last is None or not (number.isascii() and number.isdigit() and len(number) < 5):
        return follows(text, last)
    return int(number) > int(last)


def _comes_soon(text: str, last: str) -> bool:
    number = squash(text)
    return _comes_later(text, last) and number.isdigit() and int(number) - int(last) <= LARGEST_GAP


def _next_number(chunks: Sequence[Chunk], full: int, heading: Heading, last: str) -> int:
    """Return where the next number stands: without fillers nothing else tells where a row ends.

    What stands before it and is more than a row is left together, for it cannot be cut.
    """
    if full == len(chunks) or _number(chunks, full, heading) is not None:
        return full
    size = len(heading.columns)
    end = min(full + MOST_MIXED * size, len(chunks))
    later = [place for place in range(full + 1, end) if chunks[place].opens]
    exact = (place for place in later if follows(chunks[place].text, last))
    gap = (place for place in later if _comes_soon(chunks[place].text, last))
    return next(exact, next(gap, end))


def _begins_row(
    chunks: Sequence[Chunk], place: int, heading: Heading, last: str | None, whole: bool
) -> bool:
    """True where a row begins at ``place`` though the one before it is not full yet.

    ``whole``: the row before it would end just before the next number.
    """
    if not chunks[place].opens:
        return False
    cell = place + heading.leads
    if cell >= len(chunks) or (heading.leads and not chunks[place].blank):
        return False
    if follows(chunks[cell].text, last):
        return True
    if heading.width is not None or heading.stacked or chunks[cell].blank:
        return False
    if heading.breaks:
        return _on_line(chunks, cell) > 2
    return not whole


def _on_line(chunks: Sequence[Chunk], place: int) -> int:
    """Return how many cells end on the line that the cell at ``place`` begins on."""
    count = 1
    while place + count < len(chunks) and not chunks[place + count].opens and count < 4:
        count += 1
    return count
