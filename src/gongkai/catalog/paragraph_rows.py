"""Puts the paragraphs of one row together into its cells, by what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.catalog.cells import Cell, Noted, Row
from gongkai.catalog.cleaning import join_lines, squash
from gongkai.catalog.headings import Column
from gongkai.catalog.kinds import Kind, kind_of
from gongkai.catalog.source import Line
from gongkai.catalog.vocabulary import load

Paragraph = list[Line]

NEEDED = ("seq", "content", "legal_bases", "time_limit", "publisher", "channels")
MOST_OF_A_NAME = 16  # characters of a publisher broken over paragraphs
SHORTEST_LIMIT = 4  # characters; before another limit, a shorter one is a piece of a name
QUOTED = 40  # characters of a paragraph that a finding quotes
MOST_QUOTED = 6
_CONTENTS = (Kind.TEXT, Kind.LONG)
_LISTED = re.compile("[●•◆★·]|[(（]?1[)）.．、](?![0-9])")


@dataclass(slots=True)
class _Parts:
    """What a row is made of; ``rest`` stands after the channels and belongs to no cell."""

    number: Paragraph | None
    heads: list[Paragraph]
    fields: dict[str, list[Paragraph]]
    rest: list[Paragraph]


def can_be_read(columns: Sequence[Column]) -> bool:
    """True where the columns stand in the order that the anchors of a row need."""
    fields = [one.field for one in columns]
    return fields[:1] == ["seq"] and [one for one in fields if one in NEEDED] == list(NEEDED)


def rows_of(numbered: Sequence[Paragraph], columns: Sequence[Column]) -> list[Row | None]:
    """Return the rows of the paragraphs from one number to the next, for ``placing``.

    None for a row in which it cannot be seen what is what: it has no time limit of its own, or
    too many paragraphs around it.
    """
    number, *rest = numbered
    found: list[Row | None] = []
    for part in _parted(rest):
        parts = _parts(number if not found else None, part)
        found.append(_row(parts, columns) if parts is not None else None)
    return found


def _parted(paragraphs: Sequence[Paragraph]) -> list[Sequence[Paragraph]]:
    """Cut the rows under one number behind the channels of each."""
    kinds = [kind_of(_text(one)) for one in paragraphs]
    found: list[Sequence[Paragraph]] = []
    start = 0
    limited = channelled = False
    for place, kind in enumerate(kinds):
        channel = kind is Kind.CHANNELS or _begins_with_box(paragraphs[place])
        if limited and channelled and not channel and Kind.LIMIT in kinds[place:]:
            found.append(paragraphs[start:place])
            start, limited, channelled = place, False, False
        limited = limited or kind is Kind.LIMIT
        channelled = limited and channel
    return [*found, paragraphs[start:]]


def _parts(number: Paragraph | None, rest: Sequence[Paragraph]) -> _Parts | None:
    kinds = [kind_of(_text(one)) for one in rest]
    limits = [place for place, kind in enumerate(kinds) if kind is Kind.LIMIT]
    while len(limits) > 1 and _is_piece(rest[limits[0]]):
        del limits[0]  # 依法 of 依法行政
    if not limits or limits[-1] - limits[0] != len(limits) - 1:
        return None
    first, last = limits[0], limits[-1] + 1
    parts = _Parts(number, [], {"time_limit": list(rest[first:last])}, [])
    before = _take_before(parts, rest[:first], kinds[:first])
    return parts if before and _take_after(parts, rest[last:], kinds[last:]) else None


def _take_before(parts: _Parts, paragraphs: Sequence[Paragraph], kinds: Sequence[Kind]) -> bool:
    """Take the levels, the content and the bases; false where they cannot be told apart."""
    bases = _bases_from(paragraphs, kinds)
    named, basis = paragraphs[:bases], paragraphs[bases:]
    opens = [place for place, one in enumerate(named) if _opens_list(one)]
    content = opens[0] if opens else len(named) - 1
    if content < 1 or not basis:
        return False
    plain = not opens and kinds[content] not in _CONTENTS and not _lists(named[content])
    if plain and (len(basis) > 1 or parts.number is None):
        return False  # the first of several bases may be the content, and the name a level
    parts.heads = list(named[:content])
    parts.fields |= {"content": list(named[content:]), "legal_bases": list(basis)}
    return True


def _bases_from(paragraphs: Sequence[Paragraph], kinds: Sequence[Kind]) -> int:
    """Return the index of the first of the bases, which stand last."""
    first = len(paragraphs)
    if first and kinds[first - 1] in (Kind.LAW, Kind.SAME):
        return first - 1
    while first and kinds[first - 1] is Kind.BASIS:
        first -= 1
        if _opens_list(paragraphs[first]):
            break
    return first


def _take_after(parts: _Parts, paragraphs: Sequence[Paragraph], kinds: Sequence[Kind]) -> bool:
    """Take the publisher, the channels, and what follows them."""
    places = [
        place
        for place, kind in enumerate(kinds)
        if kind is Kind.CHANNELS or _begins_with_box(paragraphs[place])
    ]
    if not places:
        places = [place for place, kind in enumerate(kinds) if kind is Kind.SAME][-1:]
    first = places[0] if places else min(1, len(paragraphs))
    named = paragraphs[:first]
    if not named or (len(named) > 1 and not _is_one_name(named)):
        return False
    end = places[-1] + 1 if places else first
    parts.fields["publisher"] = list(named)
    if places:
        parts.fields["channels"] = list(paragraphs[first:end])
    parts.rest = list(paragraphs[end:])
    return True


def _row(parts: _Parts, columns: Sequence[Column]) -> Row:
    """Return a short row for ``placing``; a whole one with its levels lost where they are unclear.

    A row without a number goes on under the outer level of the one above, so it has fewer.
    """
    levels = sum(one.field in ("levels", "process") for one in columns)
    room = levels if parts.number is not None else levels - 1
    if len(parts.heads) <= room and not parts.rest:
        whole = [*([[parts.number]] if parts.number else []), *([one] for one in parts.heads)]
        named = [parts.fields[name] for name in NEEDED[1:] if name in parts.fields]
        return Row([_cell(one) for one in (*whole, *named)])
    return _whole(parts, columns, len(parts.heads) <= room)


def _whole(parts: _Parts, columns: Sequence[Column], heads_fit: bool) -> Row:
    """Return a row as wide as the table, in which nothing stands that is not sure."""
    first = (parts.number or parts.heads[0])[0].number
    inner = sum(one.field in ("levels", "process") for one in columns)
    certain = heads_fit and len(parts.heads) == inner
    heads = list(parts.heads) if certain else []
    cells: list[Cell] = []
    for one in columns:
        taken = parts.fields.get(one.field)
        if one.field == "seq" and parts.number is not None:
            taken = [parts.number]
        elif one.field in ("levels", "process") and heads:
            taken = [heads.pop(0)]
        cells.append(_cell(taken) if taken else Cell([Line("", first)], lost=True))
    row = Row(cells, number=first)
    if not certain:
        row.noted.append(_lost(parts.heads, "各级事项"))
    if parts.rest:
        row.noted.append(_lost(parts.rest, "公开渠道之后各栏"))
    return row


def _lost(paragraphs: Sequence[Paragraph], where: str) -> Noted:
    quoted = "、".join(f"“{join_lines(_text(one))[:QUOTED]}”" for one in paragraphs[:MOST_QUOTED])
    message = f"的{quoted}属于{where}中的哪一栏，文字里看不出来，没有读入；请对照原件填写。"
    return Noted("position-lost", message)


def _opens_list(paragraph: Paragraph) -> bool:
    return bool(_LISTED.match(squash(paragraph[0].text)))


def _lists(paragraph: Paragraph) -> bool:
    text = _text(paragraph)
    return "《" not in text and len(re.findall("[、；;]", text)) > 1


def _is_piece(paragraph: Paragraph) -> bool:
    return len(squash(_text(paragraph))) <= SHORTEST_LIMIT


def _begins_with_box(paragraph: Paragraph) -> bool:
    boxes = load("glyphs")["boxes"]
    return squash(paragraph[0].text)[:1] in (*boxes["filled"], *boxes["empty"])


def _is_one_name(paragraphs: Sequence[Paragraph]) -> bool:
    """True where line breaks cut one short name in pieces (公安, 机关)."""
    texts = [squash(_text(one)) for one in paragraphs]
    whole = "".join(texts)
    return (
        len(whole) <= MOST_OF_A_NAME
        and kind_of(whole) is Kind.OFFICE
        and all(kind_of(text) is not Kind.OFFICE for text in texts[:-1])
    )


def _cell(paragraphs: Sequence[Paragraph]) -> Cell:
    return Cell([line for one in paragraphs for line in one], inferred=True)


def _text(paragraph: Paragraph) -> str:
    return "\n".join(line.text for line in paragraph)
