"""Puts the paragraphs of one row together into its cells, by what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.catalog.cleaning import squash
from gongkai.catalog.headings import Column
from gongkai.catalog.kinds import Kind, kind_of
from gongkai.catalog.source import Line
from gongkai.catalog.variants import simplified
from gongkai.catalog.vocabulary import load

Paragraph = list[Line]

NEEDED = ("seq", "content", "legal_bases", "time_limit", "publisher", "channels")
MOST_OF_A_NAME = 16  # characters of a publisher broken over paragraphs
SHORTEST_LIMIT = 4  # characters; before another limit, a shorter one is a piece of a name
LONGEST_PIECE = 8  # characters
LONGEST_AUDIENCE = 24  # characters of the words in a column of ticks
_NOTES = ("注", "註", "备注", "備註")
_CONTENTS = (Kind.TEXT, Kind.LONG)
_BULLETS = "●•◆★·"
_TAIL = re.compile("个?工?作?日?内(?:予以)?(?:公开)?[。;；]?")
_NUMBERED = re.compile("[(（]?1")
_SECOND = re.compile("[(（]?2[)）.．、](?![0-9])")
_LISTED = re.compile(f"[{_BULLETS}]|[(（]?1[)）.．、](?![0-9])")


@dataclass(slots=True)
class Parts:
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
    return not any(kind_of(text_of(one)) is Kind.LIMIT for one in numbered[3:])


def parts_of(
    numbered: Sequence[Paragraph], columns: Sequence[Column], *, merged: bool
) -> list[Parts | None]:
    """Return the rows of the paragraphs from one number to the next.

    None for a row in which it cannot be seen what is what: it has no time limit of its own, or
    too many paragraphs around it. ``merged``: a content may stand in the row above.
    """
    number, *rest = _mended(numbered)
    found: list[Parts | None] = []
    for part in _parted(rest):
        parts = _parts(number if not found else None, part)
        bare = parts is not None and merged and _is_bare(parts, columns)
        torn = parts is not None and _is_torn(parts, columns)
        found.append(None if bare or torn else parts)
    return found


def _is_torn(parts: Parts, columns: Sequence[Column]) -> bool:
    """True where there are too many levels, and the last may be the beginning of the content.

    Pieces of names are short (出生, 登记).
    """
    levels = sum(one.field in ("levels", "process") for one in columns)
    if len(parts.heads) <= levels or _opens_list(parts.fields["content"][0]):
        return False
    return any(len(squash(text_of(one))) > LONGEST_PIECE for one in parts.heads)


def _is_bare(parts: Parts, columns: Sequence[Column]) -> bool:
    """True where the content may be the name of the innermost level."""
    content = parts.fields["content"]
    levels = sum(one.field in ("levels", "process") for one in columns)
    named = kind_of(text_of(content[0])) not in _CONTENTS and not _lists(content[0])
    return named and not _opens_list(content[0]) and len(parts.heads) < levels


def _mended(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Put a time limit together again that was cut before its last signs (10个工作, 日内)."""
    found: list[Paragraph] = []
    for paragraph in paragraphs:
        if len(found) > 1 and _TAIL.fullmatch(squash(text_of(paragraph))):
            found[-1] = [*found[-1], *paragraph]
        else:
            found.append(list(paragraph))
    return found


def _parted(paragraphs: Sequence[Paragraph]) -> list[Sequence[Paragraph]]:
    """Cut the rows under one number behind the channels of each."""
    kinds = [kind_of(text_of(one)) for one in paragraphs]
    found: list[Sequence[Paragraph]] = []
    start = 0
    limited = channelled = False
    for place, kind in enumerate(kinds):
        channel = _is_channels(paragraphs[place], kind)
        if limited and channelled and not channel and Kind.LIMIT in kinds[place:]:
            found.append(paragraphs[start:place])
            start, limited, channelled = place, False, False
        limited = limited or kind is Kind.LIMIT
        channelled = limited and channel
    return [*found, paragraphs[start:]]


def _parts(number: Paragraph | None, rest: Sequence[Paragraph]) -> Parts | None:
    kinds = [kind_of(text_of(one)) for one in rest]
    limits = [place for place, kind in enumerate(kinds) if kind is Kind.LIMIT]
    while len(limits) > 1 and _is_piece(rest[limits[0]]):
        del limits[0]  # 依法 of 依法行政
    if not limits or limits[-1] - limits[0] != len(limits) - 1:
        return None
    first, last = limits[0], limits[-1] + 1
    parts = Parts(number, [], {"time_limit": list(rest[first:last])}, [])
    before = _take_before(parts, rest[:first], kinds[:first])
    if not before or not _take_after(parts, rest[last:], kinds[last:]):
        return None
    return None if _is_broken(parts.rest) else parts


def _is_broken(rest: Sequence[Paragraph]) -> bool:
    """True where what follows the channels is the other half of the cells of the row."""
    texts = [text_of(one) for one in rest if not text_of(one).startswith(_NOTES)]
    words = [text for text in texts if kind_of(text) not in (Kind.TICK, Kind.CHOICE, Kind.NOTHING)]
    return len(words) > 1 or any(len(text) > LONGEST_AUDIENCE for text in words)


def _take_before(parts: Parts, paragraphs: Sequence[Paragraph], kinds: Sequence[Kind]) -> bool:
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
    if any(_is_content(one) for one in named[:content]):
        return False  # a content broken over paragraphs that list nothing
    parts.heads = list(named[:content])
    parts.fields |= {"content": list(named[content:]), "legal_bases": list(basis)}
    return True


def _is_content(head: Paragraph) -> bool:
    """True for what no name of a level is: a sentence, a list in semicolons, an open end."""
    text = squash(text_of(head))
    return text[-1:] in "、，,；;" or bool(re.search("[；;。]", text)) or kind_of(text) is Kind.LONG


def _begins_list(paragraphs: Sequence[Paragraph], place: int) -> bool:
    """True where a list begins, and not the name of a level (1.文化馆服务, 1.1场地开放)."""
    if not _opens_list(paragraphs[place]):
        return False
    following = squash(text_of(paragraphs[place + 1])) if place + 1 < len(paragraphs) else ""
    bulleted = not _NUMBERED.match(squash(paragraphs[place][0].text))
    last = place + 1 == len(paragraphs)
    return (
        bulleted
        or last
        or bool(_SECOND.search(squash(text_of(paragraphs[place]))) or _SECOND.match(following))
    )


def _bases_from(paragraphs: Sequence[Paragraph], kinds: Sequence[Kind]) -> int:
    """Return the index of the first of the bases, which stand last."""
    first = len(paragraphs)
    if first and kinds[first - 1] in (Kind.LAW, Kind.SAME):
        return first - 1
    if first and kinds[first - 1] is Kind.TEXT and _names_law(paragraphs[first - 1]):
        return len(paragraphs) if first > 1 and _names_law(paragraphs[first - 2]) else first - 1
    while first and kinds[first - 1] is Kind.BASIS:
        first -= 1
        if _opens_list(paragraphs[first]):
            break
    return first


def _take_after(parts: Parts, paragraphs: Sequence[Paragraph], kinds: Sequence[Kind]) -> bool:
    """Take the publisher, the channels, and what follows them."""
    places = [place for place, kind in enumerate(kinds) if _is_channels(paragraphs[place], kind)]
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


def _names_law(paragraph: Paragraph) -> bool:
    """True for a law behind a bullet; of two such, the first may be of the content."""
    text = squash(text_of(paragraph))
    return text[:1] in _BULLETS and kind_of(text.lstrip(_BULLETS)) in (Kind.LAW, Kind.BASIS)


def _opens_list(paragraph: Paragraph) -> bool:
    return bool(_LISTED.match(squash(paragraph[0].text)))


def _lists(paragraph: Paragraph) -> bool:
    text = text_of(paragraph)
    return "《" not in text and len(re.findall("[、；;]", text)) > 1


def _is_piece(paragraph: Paragraph) -> bool:
    return len(squash(text_of(paragraph))) <= SHORTEST_LIMIT


def _is_channels(paragraph: Paragraph, kind: Kind) -> bool:
    """True for channels, also where an export lost their boxes (政府网站 ??政府公报)."""
    named = simplified(squash(text_of(paragraph))).startswith("政府网站")
    return kind is Kind.CHANNELS or named or _begins_with_box(paragraph)


def _begins_with_box(paragraph: Paragraph) -> bool:
    boxes = load("glyphs")["boxes"]
    return squash(paragraph[0].text)[:1] in (*boxes["filled"], *boxes["empty"])


def _is_one_name(paragraphs: Sequence[Paragraph]) -> bool:
    """True where line breaks cut one short name in pieces (公安, 机关)."""
    texts = [squash(text_of(one)) for one in paragraphs]
    whole = "".join(texts)
    return (
        len(whole) <= MOST_OF_A_NAME
        and kind_of(whole) is Kind.OFFICE
        and all(kind_of(text) is not Kind.OFFICE for text in texts[:-1])
    )


def text_of(paragraph: Paragraph) -> str:
    return "\n".join(line.text for line in paragraph)
