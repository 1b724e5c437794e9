"""The numbers Word puts before paragraphs of a list: they are printed, but are not in the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from gongkai.catalog.formats import symbols

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = ("chinese", "ideographdigital", "ideographtraditional", "taiwanese", "japanese")
_DIGITS = "〇一二三四五六七八九"
_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    font: str | None


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has been counted."""

    lists: dict[str, str] = field(default_factory=dict)  # list id to its pattern
    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)  # by pattern and depth
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)  # by list id and depth
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)  # style to list id and depth
    _counted: dict[tuple[str, int], int] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, list_id: str, depth: int) -> str:
        """Count one paragraph of a list and return what stands before it: 1. or 一、 or ■."""
        pattern = self.lists.get(list_id)
        level = self.levels.get((pattern or "", depth))
        if pattern is None or level is None:
            return ""
        if level.format == "bullet":
            return symbols.shown(level.text, level.font)
        if level.format == "none":
            return ""
        key = (pattern, depth)
        restart = self.restarts.get((list_id, depth))
        if restart is not None and (list_id, depth) not in self._begun:
            self._counted[key] = restart - 1
        self._begun.add((list_id, depth))
        self._counted[key] = self._counted.get(key, level.start - 1) + 1
        for deeper in range(depth + 1, _DEEPEST):
            self._counted.pop((pattern, deeper), None)
        return self._filled(pattern, level)

    def _filled(self, pattern: str, level: _Level) -> str:
        text = level.text
        for depth in range(_DEEPEST):
            if f"%{depth + 1}" in text:
                outer = self.levels.get((pattern, depth), level)
                count = self._counted.get((pattern, depth), outer.start)
                text = text.replace(f"%{depth + 1}", _written(count, outer.format))
        return text


def read(numbering: etree._Element | None, styles: etree._Element | None) -> Numbering:
    """Return the lists that ``numbering.xml`` and ``styles.xml`` define."""
    found = Numbering()
    if numbering is not None:
        for pattern in numbering.iterfind(f"{W}abstractNum"):
            name = pattern.get(f"{W}abstractNumId", "")
            for level in pattern.iterfind(f"{W}lvl"):
                found.levels[name, number_of(level.get(f"{W}ilvl"))] = _level(level)
        for one in numbering.iterfind(f"{W}num"):
            list_id = one.get(f"{W}numId", "")
            found.lists[list_id] = value_of(one, "abstractNumId") or ""
            for override in one.iterfind(f"{W}lvlOverride"):
                start = value_of(override, "startOverride")
                if start is not None:
                    depth = number_of(override.get(f"{W}ilvl"))
                    found.restarts[list_id, depth] = number_of(start)
    if styles is not None:
        for style in styles.iterfind(f"{W}style"):
            properties = style.find(f"{W}pPr/{W}numPr")
            shared = None if properties is None else value_of(properties, "numId")
            if properties is not None and shared:
                depth = number_of(value_of(properties, "ilvl"))
                found.styles[style.get(f"{W}styleId", "")] = (shared, depth)
    return found


def value_of(parent: etree._Element, name: str) -> str | None:
    """Return the value of the property ``name`` of ``parent``, or None."""
    child = parent.find(f"{W}{name}")
    return None if child is None else child.get(f"{W}val")


def number_of(text: str | None) -> int:
    """Return a small whole number; 0 where there is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else 0


def _level(level: etree._Element) -> _Level:
    fonts = level.find(f"{W}rPr/{W}rFonts")
    font = None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
    start = value_of(level, "start")
    return _Level(
        1 if start is None else number_of(start),
        value_of(level, "numFmt") or "decimal",
        value_of(level, "lvlText") or "",
        font,
    )


def _written(count: int, form: str) -> str:
    lower = form.lower()
    if lower.startswith("decimalenclosedcircle"):
        return chr(0x2460 + count - 1) if 1 <= count <= 20 else str(count)
    if lower.startswith(_CHINESE):
        return _chinese(count)
    if lower in ("lowerletter", "upperletter") and 1 <= count <= 26:
        return chr((0x61 if lower == "lowerletter" else 0x41) + count - 1)
    if lower in ("lowerroman", "upperroman") and 1 <= count < 40:
        roman = "x" * (count // 10)
        roman += ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[count % 10]
        return roman.upper() if lower == "upperroman" else roman
    return f"{count:02d}" if lower == "decimalzero" else str(count)


def _chinese(count: int) -> str:
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")
