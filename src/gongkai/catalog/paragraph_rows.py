"""Puts the paragraphs of one row together into its cells, by what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.catalog.cells import Cell, Noted, Row
from gongkai.catalog.cleaning import join_lines, squash
from gongkai.catalog.headings import Column
from gongkai.catalog.kinds import Kind, kind_of
from gongkai.catalog.model import Severity
from gongkai.catalog.source import Line
from gongkai.catalog.vocabulary import load

Paragraph = list[Line]

NEEDED = ("seq", "content", "legal_bases", "time_limit", "publisher", "channels")
MOST_OF_A_NAME = 16  # characters of a publisher broken over paragraphs
SHORTEST_LIMIT = 4  # characters; before another limit, a shorter one is a piece of a name
QUOTED = 40  # characters of a paragraph that a finding quotes
MOST_QUOTED = 6
MOST_UNREAD = 20
LONGEST_AUDIENCE = 24  # characters of the words in a column of ticks
_NOTES = ("注", "註", "备注", "備註")
_CONTENTS = (Kind.TEXT, Kind.LONG)
_NUMBERED = re.compile("[(（]?1")
_SECOND = re.compile("[(（]?2[)）.．、](?![0-9])")
_LISTED = re.compile("[●•◆★·]|[(（]?1[)）.．、](?![0-9])")


@dataclass(slots=True)
class _Parts:
    """What a row is made of; ``rest`` stands after the channels and belongs to no cell."""

    number: Paragraph | None
    heads: list[Paragraph]
    fields: dict[str, list[Paragraph]]
    rest: list[Paragraph]


def can_be_read(columns: Sequence[Column]) -> bool:
    """True where the columns stand in the order that the anchors of a row need, side by side."""
    fields = [one.field for one in columns]
    if fields[:1] != ["seq"] or "content" not in fields:
        return False
    first = fields.index("content")
    inner = fields[1:first]
    return (
        fields[first : first + len(NEEDED) - 1] == list(NEEDED[1:])
        and bool(inner)
        and all(field in ("levels", "process") for field in inner)
    )


def is_merged(numbered: Sequence[Paragraph]) -> bool:
    """True for a row that prints too little: then cells of its table are merged over rows."""
    return not any(kind_of(_text(one)) is Kind.LIMIT for one in numbered[3:])


def rows_of(
    numbered: Sequence[Paragraph], columns: Sequence[Column], *, merged: bool
) -> list[Row | None]:
    """Return the rows of the paragraphs from one number to the next, for ``placing``.

    None for a row in which it cannot be seen what is what: it has no time limit of its own, or
    too many paragraphs around it. ``merged``: a content may stand in the row above.
    """
    number, *rest = numbered
    found: list[Row | None] = []
    for part in _parted(rest):
        parts = _parts(number if not found else None, part)
        bare = parts is not None and merged and _is_bare(parts, columns)
        found.append(_row(parts, columns) if parts is not None and not bare else None)
    return found


def _is_bare(parts: _Parts, columns: Sequence[Column]) -> bool:
    """True where the content may be the name of the innermost level."""
    content = parts.fields["content"]
    levels = sum(one.field in ("levels", "process") for one in columns)
    named = kind_of(_text(content[0])) not in _CONTENTS and not _lists(content[0])
    return named and not _opens_list(content[0]) and len(parts.heads) < levels


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
    if not before or not _take_after(parts, rest[last:], kinds[last:]):
        return None
    return None if _is_broken(parts.rest) else parts


def _is_broken(rest: Sequence[Paragraph]) -> bool:
    """True where what follows the channels is the other half of the cells of the row."""
    texts = [_text(one) for one in rest if not _text(one).startswith(_NOTES)]
    words = [text for text in texts if kind_of(text) not in (Kind.TICK, Kind.CHOICE, Kind.NOTHING)]
    return len(words) > 1 or any(len(text) > LONGEST_AUDIENCE for text in words)


def _take_before(parts: _Parts, paragraphs: Sequence[Paragraph], kinds: Sequence[Kind]) -> bool:
    """Take the levels, the content and the bases; false where they cannot be told apart."""
    bases = _bases_from(paragraphs, kinds)
    named, basis = paragraphs[:bases], paragraphs[bases:]
    opens = [place for place in range(1, len(named)) if _begins_list(named, place)]
    content = opens[0] if opens else len(named) - 1
    if content < 1 or not basis:
        return False
    plain = not opens and kinds[content] not in _CONTENTS and not _lists(named[content])
    if plain and (len(basis) > 1 or parts.number is None):
        return False  # the first of several bases may be the content, and the name a level
    parts.heads = list(named[:content])
    parts.fields |= {"content": list(named[content:]), "legal_bases": list(basis)}
    return True


def _begins_list(paragraphs: Sequence[Paragraph], place: int) -> bool:
    """True where a list begins, and not the name of a level (1.文化馆服务, 1.1场地开放)."""
    if not _opens_list(paragraphs[place]):
        return False
    following = squash(_text(paragraphs[place + 1])) if place + 1 < len(paragraphs) else ""
    bulleted = not _NUMBERED.match(squash(paragraphs[place][0].text))
    last = place + 1 == len(paragraphs)
    return (
        bulleted
        or last
        or bool(_SECOND.search(squash(_text(paragraphs[place]))) or _SECOND.match(following))
    )


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
    if len(places) > 1 and places[0] == 0 and not _begins_with_box(paragraphs[0]):
        del places[0]  # 便民服务中心 publishes, and is a channel elsewhere
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
    """Return a row as wide as the table; a short one where a level may go on from above.

    A row without a number goes on under the outer level of the one above, so it has fewer. Too
    many levels, or something behind the channels, and what is not sure is lost.
    """
    levels = sum(one.field in ("levels", "process") for one in columns)
    if len(parts.heads) < levels and not parts.rest:
        heads = [*([parts.number] if parts.number else []), *parts.heads]
        named = [parts.fields[name] for name in NEEDED[1:] if name in parts.fields]
        return Row([*(_cell([one]) for one in heads), *map(_cell, named)])
    sure = parts.number is not None and len(parts.heads) == levels
    return _whole(parts, columns, list(parts.heads) if sure else [])


def unread(raw: Sequence[Paragraph], columns: Sequence[Column]) -> Row:
    """Return a row of which only the number is read: its paragraphs cannot be told apart."""
    first = raw[0][0].number
    row = Row([Cell([Line("", first)], lost=True) for _ in columns], number=first, laid_out=True)
    row.cells[0] = _cell(raw[:1])
    quoted = "、".join(f"“{join_lines(_text(one))[:QUOTED]}”" for one in raw[1 : 1 + MOST_UNREAD])
    message = f"的各段文字分不清属于哪一栏，没有读入：{quoted}；请对照原件填写。"
    row.noted.append(Noted("row-mixed", message, None, Severity.ERROR))
    return row


def _whole(parts: _Parts, columns: Sequence[Column], heads: list[Paragraph]) -> Row:
    """Return a row as wide as the table, in which nothing stands that is not sure."""
    first = (parts.number or parts.heads[0])[0].number
    row = Row([], number=first, laid_out=True)
    named = list(heads)
    empty: list[str] = []
    for one in columns:
        taken = parts.fields.get(one.field)
        if one.field == "seq" and parts.number is not None:
            taken = [parts.number]
        elif one.field in ("levels", "process"):
            taken = [named.pop(0)] if named else None
        elif not taken:
            empty.append(one.heading)
        row.cells.append(_cell(taken) if taken else Cell([Line("", first)], lost=True))
    count = sum(not cell.lost for cell in row.cells)
    placed = f"没有印出各格的界线，其中{count}格按内容归入各栏，请核对。"
    row.noted.append(Noted("cells-placed", placed, None, Severity.INFO))
    if empty:
        missing = f"没有印出“{'、'.join(empty)}”的格子：可能为空，也可能与上一行合并，请核对。"
        row.noted.append(Noted("cell-missing", missing))
    if not heads:
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
