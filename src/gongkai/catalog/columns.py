"""Looks at the values of a column where its heading alone may mislead.

公开方式 is 主动/依申请 in one catalog and 全文发布 in another; 公开形式 holds a form in one and a
channel in another. The values decide, and a finding says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.catalog import channels, marks
from gongkai.catalog.bounds import is_too_long
from gongkai.catalog.cells import Row
from gongkai.catalog.cleaning import join_lines, squash
from gongkai.catalog.headings import UNKNOWN, Column, is_ordinal
from gongkai.catalog.kinds import Kind, kind_of
from gongkai.catalog.notes import Notes
from gongkai.catalog.vocabulary import field_label, load

_BY_VALUE = ("modes", "form", "channels", "tiers")
_WORDS = ("audiences", "modes", "tiers", "form", "channels")
_CUT = {
    Kind.LIMIT: "time_limit",
    Kind.OFFICE: "publisher",
    Kind.CHANNELS: "channels",
    Kind.BASIS: "legal_bases",
}
LONGEST_CUT = 2  # signs: 公开


def by_values(columns: tuple[Column, ...], rows: Sequence[Row], notes: Notes) -> tuple[Column, ...]:
    """Return the columns with the field their values call for; says what it changed."""
    columns = _mend(columns, rows, notes)
    single = [
        place
        for place, column in enumerate(columns)
        if column.field in _BY_VALUE and column.choice is None
    ]
    fields = {place: _field_of(rows, place, columns[place].field) for place in single}
    fixed = {column.field for place, column in enumerate(columns) if place not in single}
    taken = [field for field in fields.values() if field in fixed]
    if taken or len(set(fields.values())) < len(fields):
        fields = {place: columns[place].field for place in single}
    changed = list(columns)
    for place, field in fields.items():
        if field != columns[place].field:
            example = _values(rows, place)[0]
            message = (
                f"“{columns[place].heading}”一栏的内容是“{example}”这样的值，"
                f"按内容读作“{field_label(field)}”。"
            )
            notes.info("column-by-values", message, field)
            changed[place] = replace(columns[place], field=field)
    return _one_each(_late_levels(changed))


def note_headings(columns: Sequence[Column], notes: Notes) -> None:
    """Name the columns no field stands for, those cut, and those that name two things."""
    unknown = [column.heading or "（空）" for column in columns if column.field == UNKNOWN]
    if unknown:
        names = "、".join(f"“{heading}”" for heading in unknown)
        notes.info("column-unknown", f"表头{names}没有对应的项目，内容按原表头另外保留。")
    for column in columns:
        if column.cut:
            message = f"有一栏的表头没有印出，按内容读作“{field_label(column.field)}”，请核对。"
            notes.warning("column-cut", message, column.field)
        if column.shared:
            message = f"“{column.heading}”一栏兼有两种内容，统一读作“{field_label(column.field)}”。"
            notes.info("column-shared", message, column.field)


def _mend(columns: Sequence[Column], rows: Sequence[Row], notes: Notes) -> tuple[Column, ...]:
    """Give a column whose heading is cut to 公开 the one field that its values can only be."""
    mended = list(columns)
    for place, column in enumerate(columns):
        if column.field != UNKNOWN or len(column.heading) > LONGEST_CUT:
            continue
        kinds = {kind_of(text) for text in _values(rows, place)}
        field = _CUT.get(next(iter(kinds))) if len(kinds) == 1 else None
        if field and field not in {one.field for one in mended}:
            message = (
                f"表头“{column.heading or '（空）'}”不完整，内容都是{field_label(field)}，"
                f"读作“{field_label(field)}”，请核对。"
            )
            notes.warning("column-cut", message, field)
            mended[place] = replace(column, field=field, cut=True)
    return tuple(mended)


def _late_levels(columns: Sequence[Column]) -> Sequence[Column]:
    """Keep a class printed behind the contents (事项类别) under its own heading: it is no level."""
    fields = [column.field for column in columns]
    if "content" not in fields or "levels" not in fields[: fields.index("content")]:
        return columns
    late = fields.index("content")
    return [
        replace(column, field=UNKNOWN)
        if place > late and column.field == "levels" and not is_ordinal(column.heading)
        else column
        for place, column in enumerate(columns)
    ]


def _one_each(columns: Sequence[Column]) -> tuple[Column, ...]:
    """Leave a field of words to the first column; the next is kept under its own heading."""
    seen: set[str] = set()
    kept: list[Column] = []
    for column in columns:
        words = column.choice is None and column.field in _WORDS
        kept.append(replace(column, field=UNKNOWN) if words and column.field in seen else column)
        seen.add(column.field)
    return tuple(kept)


def _values(rows: Sequence[Row], place: int) -> list[str]:
    texts = (row.cells[place].text for row in rows if place < len(row.cells))
    return [join_lines(text) for text in texts if text.strip() and not is_too_long(text)]


def _field_of(rows: Sequence[Row], place: int, field: str) -> str:
    """Return the field every value of a column fits; the printed one where none fits all."""
    values = _values(rows, place)
    if not values:
        return field
    fits = {
        "modes": all(not marks.from_words(value, "modes")[1] for value in values),
        "form": all(_is_form(value) for value in values),
        "channels": all(channels.is_list(value) for value in values),
        "tiers": all(not marks.from_words(value, "tiers")[1] for value in values),
    }
    if fits[field]:
        return field
    return next((other for other in _BY_VALUE if fits[other]), field)


def _is_form(value: str) -> bool:
    return any(squash(value) in entry["names"] for entry in load("words")["form"])
