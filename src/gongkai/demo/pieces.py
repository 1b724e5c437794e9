"""What the demo's bodies disclose: text templates by item, from ``data/pieces-*.toml``.

A piece names the item it belongs to (the end of its path), how often it comes (``every``) or
what about (``subjects``), and its texts. Words in braces are put in when it is told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Any

from gongkai.demo.seeds import data

_BODIES = {
    "linzi": "linzi",
    "city": "city",
    "zhoucun": "zhoucun",
    "chongqing": "chongqing",
    "jianglan": "chongqing",
    "yunling": "chongqing",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One family of disclosures; ``months`` is how many months one period lasts (0: none).

    ``event`` is what happens before each, registered by an officer or by the business system
    ``system``.
    """

    item: str
    title: str
    summary: str
    body: str
    months: int
    subjects: tuple[str, ...]
    document: str
    attach: tuple[str, ...]
    also: tuple[str, ...]
    only: tuple[str, ...]
    waive: str
    event: str = ""
    system: str = ""


_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "": 0}


def pieces_of(body: str) -> tuple[Piece, ...]:
    """Return the pieces of the body with this key, in the order of the data file."""
    found = data(f"pieces-{_BODIES[body]}.toml")["piece"]
    made = (_piece(row) for row in found)
    return tuple(piece for piece in made if not piece.only or body in piece.only)


def _piece(row: Mapping[str, Any]) -> Piece:
    return Piece(
        item=row["item"],
        title=row["title"],
        summary=row["summary"],
        body=row.get("body", ""),
        months=_MONTHS[row.get("every", "")],
        subjects=tuple(row.get("subjects", ())),
        document=row.get("document", ""),
        attach=tuple(row.get("attach", ())),
        also=tuple(row.get("also", ())),
        only=tuple(row.get("only", ())),
        waive=row.get("waive", ""),
        event=row.get("event", ""),
        system=row.get("system", ""),
    )


def words_for(piece: Piece, formed_on: date, subject: str, serial: int) -> dict[str, str]:
    """Return the words that depend on the day and the subject."""
    return {
        "subject": subject,
        "year": str(formed_on.year),
        "next": str(formed_on.year + 1),
        "month": str(formed_on.month),
        "date": f"{formed_on.year}年{formed_on.month}月{formed_on.day}日",
        "period": _period(piece.months, formed_on),
        "serial": str(serial),
    }


def put_in(template: str, words: Mapping[str, str]) -> str:
    """Put words into a template; an unknown word is an error of the data file."""
    return template.format_map(words)


def html_of(text: str) -> str:
    """Return paragraphs as HTML: a line is a paragraph, ``## `` begins a heading, ``- `` a list
    item, ``| a | b |`` a row of a table whose first row is the heading."""
    out: list[str] = []
    inside = ""
    for raw in text.strip().splitlines():
        line = raw.strip()
        kind = "ul" if line.startswith("- ") else "table" if line.startswith("|") else ""
        if inside and kind != inside:
            out.append(_END[inside])
        if kind and kind != inside:
            out.append(_BEGIN[kind])
        out.append(_line(line, first=kind != inside))
        inside = kind
    if inside:
        out.append(_END[inside])
    return "".join(out)


_BEGIN = {"ul": "<ul>", "table": "<table>"}
_END = {"ul": "</ul>", "table": "</tbody></table>"}


def _line(line: str, *, first: bool) -> str:
    if line.startswith("|"):
        cell = "th" if first else "td"
        cells = (escape(one.strip()) for one in line.strip("|").split("|"))
        row = "<tr>" + "".join(f"<{cell}>{one}</{cell}>" for one in cells) + "</tr>"
        return f"<thead>{row}</thead><tbody>" if first else row
    if line.startswith("- "):
        return f"<li>{escape(line[2:])}</li>"
    if line.startswith("## "):
        return f"<h2>{escape(line[3:])}</h2>"
    return f"<p>{escape(line)}</p>" if line else ""


def _period(months: int, formed_on: date) -> str:
    """Name the period that ended before ``formed_on``; a year's is the year itself."""
    if months in {0, 12}:
        return f"{formed_on.year}年"
    index = formed_on.year * 12 + formed_on.month - 1 - months
    year, month = divmod(index, 12)
    if months == 1:
        return f"{year}年{month + 1}月"
    if months == 3:
        return f"{year}年第{'一二三四'[month // 3]}季度"
    return f"{year}年{'上下'[month // 6]}半年"
