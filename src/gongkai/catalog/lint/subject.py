"""What a check looks at, and how it says what it found: one plain sentence about one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gongkai.catalog.cleaning import join_lines
from gongkai.catalog.lint.registry import described
from gongkai.catalog.model import Catalog, Finding, Item, Origin, Place, Severity, SourceCell
from gongkai.catalog.vocabulary import field_label

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Subject:
    """One catalog under the rules of one day; ``reference`` is the edition it is held against."""

    catalog: Catalog
    today: date
    reference: Catalog | None = None

    def noticed(self, *codes: str) -> set[tuple[str | None, int | None, str | None]]:
        """Number, line and field of what the reader has already said under these codes."""
        return {
            (one.seq, one.line, one.field) for one in self.catalog.findings if one.code in codes
        }

    @property
    def items(self) -> tuple[Item, ...]:
        """The rows of the catalog."""
        return self.catalog.items


def found(
    code: str,
    item: Item,
    field: str,
    sentence: str,
    *,
    suggestion: str | None = None,
    severity: Severity | None = None,
    cell: SourceCell | None = None,
) -> Finding:
    """Return a finding about one cell; ``sentence`` goes on after 第3项（原文第20行）的“公开时限”.

    The severity is the rule's own unless a check knows better in this case.
    """
    place = cell.place if cell else place_of(item, field)
    label = field_label(field)
    return Finding(
        code,
        severity or described()[code].severity,
        f"{where(item)}的“{label}”{sentence}",
        seq=item.seq,
        field=field,
        line=item.line,
        place=place,
        suggestion=suggestion,
    )


def overall(code: str, field: str | None, sentence: str, suggestion: str | None = None) -> Finding:
    """Return a finding about the catalog as a whole."""
    severity = described()[code].severity
    return Finding(code, severity, f"本目录{sentence}", field=field, suggestion=suggestion)


def where(item: Item) -> str:
    """Name the row as the reader does: 第14项（原文第307行）."""
    if item.line is None:
        return f"第{item.seq}项" if item.seq else "本目录"
    part = next((cell.place.part for cell in item.cells), None)
    line = f"{part or '原文'}第{item.line}行"
    return f"第{item.seq}项（{line}）" if item.seq else line


def place_of(item: Item, field: str | None) -> Place | None:
    """Return where the cell of a field stands; for a field without a cell, its row."""
    for cell in item.cells:
        if cell.field == field:
            return cell.place
    if item.line is None:
        return None
    part = next((cell.place.part for cell in item.cells), None)
    return Place(part, item.line)


def own(item: Item, field: str) -> bool:
    """True where the value is printed in this row: a merged cell is looked at once, in its own."""
    return item.origin.get(field) is not Origin.CARRIED


def texts(item: Item) -> Iterator[tuple[str, str, SourceCell | None]]:
    """Yield field, text and cell of everything printed in this row, its lines joined."""
    if item.cells:
        for cell in item.cells:
            if cell.origin is not Origin.CARRIED and cell.text:
                yield cell.field, _one_line(cell.text), cell
        return
    for level in item.levels:
        yield "levels", level, None
    values = {
        "content": item.content,
        "time_limit": item.time_limit.text if item.time_limit else None,
        "publisher": item.publisher,
        "form": item.form,
        "remarks": item.remarks,
    }
    for field, value in values.items():
        if value:
            yield field, join_lines(value), None


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Return ``text`` without white space and signs, for telling whether two say the same."""
    return _SIGNS.sub("", text)


@lru_cache(maxsize=16384)
def _one_line(text: str) -> str:
    # A column repeats its cells over and over, and every rule on wording asks for all of them.
    return join_lines(text)


def name_of(item: Item) -> str:
    """Name an item by its innermost heading."""
    return item.levels[-1] if item.levels else (item.seq or "未命名事项")
