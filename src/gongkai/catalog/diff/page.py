"""A comparison as one page for people: no script, nothing from outside, fit to print."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from gongkai.catalog.diff.changes import ChangeKind, Comparison, FieldChange, ItemChange
from gongkai.catalog.diff.files import Both
from gongkai.catalog.diff.marking import runs
from gongkai.catalog.diff.words import (
    KINDS,
    item_label,
    kinds_label,
    label,
    numbers,
    remarks,
    summary,
)
from gongkai.catalog.model import Catalog

_PAGE = """\
<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{sections}
</main>
</body>
</html>
"""
_TABLE = """\
<table>
<caption>只列出有变化的事项，按新版的顺序；删去的列在原来的位置。</caption>
<thead><tr><th scope="col" class="field">栏目</th><th scope="col">旧版</th>\
<th scope="col">新版</th></tr></thead>
{rows}
</table>"""


def page(compared: Sequence[Both]) -> str:
    """Return the whole page (HTML), with a section for each pair of catalogs."""
    style = files("gongkai.catalog.diff").joinpath("report.css").read_text(encoding="utf-8")
    sections = "\n".join(_section(old, new, found) for old, new, found in compared)
    return _PAGE.format(title="标准目录两个版次的比较", style=style, sections=sections)


def _section(old: Catalog, new: Catalog, comparison: Comparison) -> str:
    changed = [one for one in comparison.changes if ChangeKind.SAME not in one.kinds]
    same = [one for one in comparison.changes if ChangeKind.SAME in one.kinds]
    titles = (("旧版", old), ("新版", new))
    parts = [
        f"<section>\n<h2>{escape(comparison.new_title)}</h2>",
        '<dl class="titles">',
        *(
            f"<dt>{name}</dt><dd>{escape(one.title)}（{len(one.items)} 项）</dd>"
            for name, one in titles
        ),
        "</dl>",
        f"<p>{escape(summary(comparison)) or '两版都没有公开事项'}。</p>",
        *(f"<p>{escape(remark)}</p>" for remark in remarks(comparison)),
    ]
    if changed:
        parts.append(_TABLE.format(rows="\n".join(_body(one, old, new) for one in changed)))
    if same:
        entries = "\n".join(f"<li>{_name(one, old, new)}</li>" for one in same)
        parts.append(
            f"<details>\n<summary>{KINDS[ChangeKind.SAME]}的 {len(same)} 项</summary>\n"
            f"<ul>\n{entries}\n</ul>\n</details>"
        )
    return "\n".join([*parts, "</section>"])


def _body(change: ItemChange, old: Catalog, new: Catalog) -> str:
    """Return one item as a group of rows: its name, then a row for each field."""
    head = (
        '<tr class="item"><th scope="rowgroup" colspan="3">'
        f'<span class="kind">{kinds_label(change)}</span>{_name(change, old, new)}</th></tr>'
    )
    rows = [_row(field) for field in change.fields if field.field != "seq"]
    if not (change.old and change.new):
        rows = [_alone(change, old, new)]
    return "\n".join(["<tbody>", head, *rows, "</tbody>"])


def _name(change: ItemChange, old: Catalog, new: Catalog) -> str:
    items = [new.items[b] for b in change.new] or [old.items[a] for a in change.old]
    name = escape("；".join(dict.fromkeys(map(item_label, items))))
    before, after = numbers(change.old, old), numbers(change.new, new)
    parts = [f"旧版序号 {escape(before)}"] if before else []
    parts += [f"新版序号 {escape(after)}"] if after else []
    return f"<strong>{name}</strong>（{'，'.join(parts)}）"


def _row(field: FieldChange) -> str:
    note = f'<span class="note">{escape(field.note)}</span>' if field.note else ""
    found = runs(field.before, field.after)
    before = "".join(_marked(mark, text) for mark, text in found if mark != "come")
    after = "".join(_marked(mark, text) for mark, text in found if mark != "gone")
    return _cells(escape(label(field.field)), before, after + note)


def _marked(mark: str, text: str) -> str:
    tag = {"gone": "del", "come": "ins"}.get(mark)
    return f"<{tag}>{escape(text)}</{tag}>" if tag else escape(text)


def _alone(change: ItemChange, old: Catalog, new: Catalog) -> str:
    """Return the content of an item that only one edition has."""
    if change.new:
        return _cells("公开内容", "", _marked("come", new.items[change.new[0]].content))
    return _cells("公开内容", _marked("gone", old.items[change.old[0]].content), "")


def _cells(name: str, before: str, after: str) -> str:
    return (
        f'<tr><th scope="row" class="field">{name}</th>'
        f'<td data-label="旧版">{before or "—"}</td><td data-label="新版">{after or "—"}</td></tr>'
    )
