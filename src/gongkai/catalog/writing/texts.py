"""The text of one cell: what to print so that it reads as the value the item has."""

from __future__ import annotations

import re

from gongkai.catalog.model import Item, LegalBasis, Origin
from gongkai.catalog.writing.columns import Printed

TICK = "√"
STROKE, UNCLEAR = "/", "？"
_HEADINGS = ("seq", "process", "levels")
_STRUCK = (*_HEADINGS, "content", "legal_bases", "time_limit", "publisher", "channels", "form")
FILLED, EMPTY = "■", "□"
_HELD = (Origin.PRINTED, Origin.CARRIED, Origin.INFERRED)
# What XML cannot hold; no reader of ours gives such a sign.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def text_of(item: Item, column: Printed, *, other: bool = False) -> str:
    """Return the text of one cell; blank where the item has no value or it is unresolved.

    An unresolved heading is ``？``, for a blank could be taken for a merged cell. ``other``: the
    second of two ways to print it. Legal bases come first as they were printed in the source and
    then in their plain form; other values the other way round; a heading that is empty on purpose
    is first blank and then a stroke.
    """
    text = _CONTROL.sub("", _text(item, column, other=other))
    if not text and column.field in _HEADINGS:
        sign = sign_of(item, column)
        return sign if other or sign == UNCLEAR else ""
    return text


def sign_of(item: Item, column: Printed) -> str:
    """Return what says why a cell has no text: a stroke or ``？``; else blank.

    A blank cell outside the headings is never filled from above, and reads as unresolved itself.
    """
    field = column.field
    origin = item.origin.get(field, Origin.ABSENT)
    if field == "levels":
        origin = item.origin.get(f"levels.{column.level}", origin)
    if origin is Origin.UNRESOLVED:
        return UNCLEAR if field in _HEADINGS else ""
    return STROKE if field in _STRUCK else ""


def _text(item: Item, column: Printed, *, other: bool) -> str:
    field = column.field
    if field == "levels":
        return _level(item, column.level or 0)
    if field == "extras":
        return "\n".join(text for heading, text in item.extras if heading == column.extra)
    if column.choice:
        return _tick(item, column)
    own, source = _own(item, field), _source(item, field)
    if field == "legal_bases":
        return own if other or not source else source
    return source if other and source else own


def _own(item: Item, field: str) -> str:
    """Return the value of a field in its plain form."""
    if field == "legal_bases":
        return "\n".join(_basis(basis) for basis in item.legal_bases)
    if field == "time_limit":
        return item.time_limit.text if item.time_limit else ""
    if field == "channels":
        boxes = ((FILLED if one.required else EMPTY) + one.name for one in item.channels)
        return "\n".join(boxes)
    return str(getattr(item, field) or "")


def _basis(basis: LegalBasis) -> str:
    number = f"（{basis.number}）" if basis.number else ""
    return f"《{basis.title}》{number}{basis.article or ''}"


def _source(item: Item, field: str) -> str:
    """Return the cell of the source the value was read from, as printed there; else blank."""
    return "\n".join(cell.text for cell in item.cells if cell.field == field)


def _level(item: Item, place: int) -> str:
    """Return the heading in one level column; ``levels`` leaves out columns without a value."""
    told = {
        int(name[7:]): origin for name, origin in item.origin.items() if name.startswith("levels.")
    }
    if not told:
        return item.levels[place] if place < len(item.levels) else ""
    held = sorted(one for one, origin in told.items() if origin in _HELD)
    if len(held) != len(item.levels):  # corrected since it was read: outermost first
        return item.levels[place] if place < len(item.levels) else ""
    return item.levels[held.index(place)] if place in held else ""


def _tick(item: Item, column: Printed) -> str:
    """Return the tick of one choice, or the words that stand for it (特定群体: 教师)."""
    if column.choice not in getattr(item, column.field):
        return ""
    words = [text for heading, text in item.details if heading.rpartition("/")[2] == column.lower]
    return "\n".join(words) or TICK
