"""The text of Word paragraphs as it is shown: boxes, symbols, list numbers, no deleted text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from gongkai.catalog.formats import symbols
from gongkai.catalog.formats.word_numbers import Numbering, W, number_of, value_of

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_VML_IMAGE = "{urn:schemas-microsoft-com:vml}imagedata"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
PICTURE = "［图片］"
_LEFT_OUT = frozenset(
    f"{W}{name}"
    for name in (
        *("del", "moveFrom", "delText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt"),
        *("footnoteReference", "endnoteReference", "commentReference", "annotationRef", "rubyPr"),
        *("footnoteRef", "endnoteRef", "tcPr", "tblPr", "tblGrid", "trPr", "tblPrEx"),
    )
)
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}ptab": "\t",
}
_NOT_SHOWN = ("vanish", "strike", "dstrike")  # hidden, struck out
_OFF = ("0", "false", "off")
_CIRCLED = re.compile(r"eq\s*\\o\s*(?:\\a[lrc]\s*)?\(([^,;，；]*)[,;，；]([^)]*)\)", re.IGNORECASE)


@dataclass(slots=True)
class Words:
    """Reads text; ``hidden`` counts the pieces that the document holds but does not show."""

    numbering: Numbering
    hidden: int = 0
    _fields: list[str] = field(default_factory=list)  # the codes of the fields that are open

    def paragraph(self, paragraph: etree._Element) -> str:
        """Return the text of a ``w:p``, its lines joined by line breaks."""
        label = self._label(paragraph)
        text = self._walk(paragraph)
        self._fields.clear()
        if label and text.strip() and (label[-1:].isalnum() or len(label) > 4):
            label += " "
        return label + text

    def block(self, parent: etree._Element) -> str:
        """Return the paragraphs below ``parent`` (a cell), one on a line; tables cell by cell."""
        parts: list[str] = []
        joined = False
        for child in parent:
            if child.tag == f"{W}p":
                text = self.paragraph(child)
                if joined and parts:
                    parts[-1] += text
                else:
                    parts.append(text)
                joined = _mark_deleted(child)
            elif child.tag == f"{W}tbl":
                rows = (self.block(row).replace("\n", " ") for row in child.iter(f"{W}tr"))
                parts.append("\n".join(row.strip() for row in rows))
            elif child.tag in (f"{W}tc", f"{W}customXml", f"{W}ins", f"{W}moveTo"):
                parts.append(self.block(child))
            elif child.tag == f"{W}sdt":
                parts.append(self._control(child, block=True))
        return "\n".join(parts).strip("\n")

    def _label(self, paragraph: etree._Element) -> str:
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        numbers = properties.find(f"{W}numPr")
        list_id = None if numbers is None else value_of(numbers, "numId")
        if numbers is not None and list_id:
            depth = number_of(value_of(numbers, "ilvl"))
        else:
            style = value_of(properties, "pStyle")
            list_id, depth = self.numbering.styles.get(style or "", ("", 0))
        return self.numbering.label(list_id, depth) if list_id else ""

    def _walk(self, parent: etree._Element) -> str:
        parts: list[str] = []
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                parts.append(self._run(child))
            elif tag in _LEFT_OUT or not isinstance(tag, str):
                continue
            elif tag == f"{W}sdt":
                parts.append(self._control(child, block=False))
            elif tag == f"{MC}AlternateContent":
                shown = (self._walk(one) for one in child)
                parts.append(next((text for text in shown if text.strip()), ""))
            elif tag == f"{W}txbxContent":
                parts.append("\n" + self.block(child))
            elif tag in (_VML_IMAGE, _BLIP):
                parts.append(PICTURE)
            elif tag == _MATH:
                parts.append(child.text or "")
            else:
                parts.append(self._walk(child))
        return "".join(parts)

    def _run(self, run: etree._Element) -> str:
        properties = run.find(f"{W}rPr")
        if properties is not None and any(is_on(properties, name) for name in _NOT_SHOWN):
            self.hidden += any(text.strip() for text in run.itertext())
            return ""
        font = _font(properties)
        parts = (self._piece(child, font) for child in run if isinstance(child.tag, str))
        return "".join(parts)

    def _piece(self, child: etree._Element, font: str | None) -> str:
        tag = child.tag
        if tag == f"{W}t":
            return symbols.shown(child.text or "", font)
        if tag in _SIGNS:
            return _SIGNS[tag]
        if tag == f"{W}sym":
            return _symbol(child)
        if tag == f"{W}fldChar":
            return self._field(child)
        if tag == f"{W}instrText":
            self._fields[-1:] = [code + (child.text or "") for code in self._fields[-1:]]
            return ""
        return "" if tag in _LEFT_OUT else self._walk_one(child)

    def _walk_one(self, child: etree._Element) -> str:
        """As :meth:`_walk` for one thing inside a run: a drawing, a ruby, a picture."""
        if child.tag == f"{MC}AlternateContent":
            shown = (self._walk(one) for one in child)
            return next((text for text in shown if text.strip()), "")
        return self._walk(child)

    def _field(self, mark: etree._Element) -> str:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append("")
            box = mark.find(f"{W}ffData/{W}checkBox")
            return "" if box is None else _form_box(box)
        if kind == "end" and self._fields:
            circled = _CIRCLED.search(self._fields.pop())
            if circled:
                return _circled({part.strip() for part in circled.groups()})
        return ""

    def _control(self, control: etree._Element, *, block: bool) -> str:
        """A content control: a tick box shows its state, a placeholder shows nothing."""
        properties = control.find(f"{W}sdtPr")
        if properties is not None:
            box = properties.find(f"{W14}checkbox")
            if box is not None:
                checked = box.find(f"{W14}checked")
                state = "0" if checked is None else checked.get(f"{W14}val", "1")
                return "☐" if state in _OFF else "☑"
            if properties.find(f"{W}showingPlcHdr") is not None:
                return ""
        content = control.find(f"{W}sdtContent")
        if content is None:
            return ""
        return self.block(content) if block else self._walk(content)


def _font(properties: etree._Element | None) -> str | None:
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    return None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")


def is_on(properties: etree._Element, name: str) -> bool:
    """True where a switch like ``w:vanish`` is there and not turned off."""
    switch = properties.find(f"{W}{name}")
    return switch is not None and switch.get(f"{W}val", "1") not in _OFF


def _mark_deleted(paragraph: etree._Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _symbol(symbol: etree._Element) -> str:
    try:
        code = int(symbol.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return symbols.sign(symbol.get(f"{W}font"), code)


def _form_box(box: etree._Element) -> str:
    """The box of an old form: ``checked`` where somebody set it, else its default."""
    for name in ("checked", "default"):
        if box.find(f"{W}{name}") is not None:
            return "☑" if is_on(box, name) else "☐"
    return "☐"


def _circled(signs: set[str]) -> str:
    """Two signs printed on one another (带圈字符): a tick in a box is a ticked box."""
    if signs & {"□", "☐", "口"} and signs & {"√", "✓", "✔"}:
        return "☑"
    return "".join(sorted(signs - {"○", "□", "△", "◇"}))
