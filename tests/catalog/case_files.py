"""Makes the cases that are no text: Excel, CSV in other encodings, PDF.

``python -m tests.catalog.case_files [SLUG …]`` writes them to ``tests/catalog/cases``. PDFs are
printed by a headless Chromium (``GONGKAI_CHROMIUM`` or ``chromium``) with a Chinese font.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter

CASES = Path(__file__).parent / "cases"
HEADINGS = ("序号", "一级事项", "二级事项", "公开内容（要素）", "公开依据", "公开时限", "公开主体")
LAW = "《中华人民共和国政府信息公开条例》（国务院令第711号）"
LIMIT = "信息形成之日起20个工作日内"
TITLE = "某县民政局政务公开标准目录"
ROWS = (
    ("1", "社会救助", "低保", "申请条件；申请材料；办理流程", LAW, LIMIT, "某县民政局"),
    ("2", "社会救助", "特困", "救助标准；发放名单", LAW, "审批结束后10个工作日内", "某县民政局"),
    ("3", "养老服务", "高龄津贴", "补贴标准；咨询电话", LAW, "每季度公开一次", "某镇人民政府"),
)
# A picture of one grey point: a page with nothing to read on it.
POINT = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
STYLE = """<meta charset="utf-8"><style>
@page { size: 297mm 90mm; margin: 12mm }
body { font: 12px "Noto Sans CJK SC", sans-serif }
table { border-collapse: collapse; width: 100% }
td, th { border: 1px solid #000; padding: 2px 4px; vertical-align: top }
.turned { writing-mode: vertical-rl } .bare td, .bare th { border: none }
</style>"""


def merged_levels(path: Path) -> None:
    """Merged cells over rows and columns; the table begins at C4."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("目录")
        sheet.merge_range(1, 2, 1, 10, TITLE)
        for place, heading in enumerate(HEADINGS, start=2):
            sheet.merge_range(3, place, 4, place, heading)
        sheet.merge_range(3, 9, 3, 10, "公开对象")
        sheet.write_row(4, 9, ["全社会", "特定群众"])
        for place, row in enumerate(ROWS, start=5):
            sheet.write_row(place, 2, [*row, "√", ""])
        sheet.merge_range(5, 3, 6, 3, "社会救助")
        sheet.merge_range(5, 8, 6, 8, "某县民政局")


def two_sheets(path: Path) -> None:
    """Two sheets with titles of their own, and an empty one."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("民政", "教育"):
            sheet = book.add_worksheet(name)
            sheet.write(0, 0, f"某县{name}局政务公开标准目录")
            sheet.write_row(1, 0, HEADINGS)
            row = (
                ROWS[0]
                if name == "民政"
                else ("1", "招生", "学区划分", "招生范围", LAW, LIMIT, "某县教育局")
            )
            sheet.write_row(2, 0, row)
        book.add_worksheet("Sheet3")


def hidden(path: Path) -> None:
    """A hidden row, a hidden column and a hidden sheet."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("目录")
        sheet.write(0, 0, TITLE)
        sheet.write_row(1, 0, (*HEADINGS, "备注"))
        for place, row in enumerate(ROWS, start=2):
            sheet.write_row(place, 0, (*row, "内部"))
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column(7, 7, None, None, {"hidden": True})
        old = book.add_worksheet("旧版")
        old.write_row(0, 0, HEADINGS)
        old.hide()


def values(path: Path) -> None:
    """Numbers, dates, formulas, errors, line breaks in a cell."""
    with xlsxwriter.Workbook(str(path)) as book:
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("目录")
        sheet.write(0, 0, TITLE)
        sheet.write_row(1, 0, (*HEADINGS, "启用日期"))
        for place, row in enumerate(ROWS, start=2):
            sheet.write_row(place, 1, row[1:])
            sheet.write_formula(place, 0, "=ROW()-2", None, float(row[0]))
            sheet.write_datetime(place, 7, dt.datetime(2026, 1, 31), date)  # noqa: DTZ001
        sheet.write(2, 3, "申请条件\n申请材料\n办理流程")
        sheet.write_formula(3, 6, "=1/0", None, "#DIV/0!")


def comma_gb18030(path: Path) -> None:
    """As Excel in Chinese saves it: GB18030, and merged cells lost to blanks."""
    rows = [[TITLE, *[""] * 6], HEADINGS, ROWS[0], _without(ROWS[1], 1, 6), ROWS[2]]
    path.write_bytes(_lines(rows, ",").encode("gb18030"))


def semicolons(path: Path) -> None:
    """Semicolons between cells, quotes and line breaks in them, a byte order mark."""
    first = (*ROWS[0][:3], '"申请条件；\n申请材料；\n“办理流程”"', *ROWS[0][4:])
    path.write_bytes(_lines([HEADINGS, first, ROWS[2]], ";").encode("utf-8-sig"))


def tabs_utf16(path: Path) -> None:
    """Excel's Unicode text: tabs, UTF-16; one row too short."""
    path.write_bytes(_lines([HEADINGS, ROWS[0], ROWS[1][:5], ROWS[2]], "\t").encode("utf-16"))


def over_page_break(path: Path) -> None:
    """A row and a merged cell cut by the page, the headings printed again."""
    rows = [_long(row, 14 if row[0] == "2" else 8) for row in ROWS[:2]]
    more = ("3", "社会救助", "临时救助", "救助标准；救助流程", LAW, LIMIT, "某县民政局")
    table = _table(_heads("thead"), [*rows, more, ("4", *ROWS[2][1:])], {(0, 1): 3})
    _print(path, f"<h3>{TITLE}</h3>{table}")


def heading_once(path: Path) -> None:
    """The headings on the first page only, page numbers, a note at the end."""
    rows = [_long((str(number), *ROWS[0][1:]), 4) for number in range(1, 5)]
    table = _table(_heads("tbody"), rows, {(0, 1): 4, (0, 6): 4})
    _print(path, f"<h3>{TITLE}</h3>{table}<p>联系电话：见政府网站</p>", numbers=True)


def turned(path: Path) -> None:
    """Text from top to bottom in a narrow merged cell."""
    table = _table(_heads("thead"), ROWS, {(0, 1): 2}).replace(
        "<td rowspan=2>", '<td rowspan=2 class="turned">'
    )
    _print(path, f"<h3>{TITLE}</h3>{table}")


def picture(path: Path) -> None:
    """A scan: a picture and no text."""
    _print(path, f'<img width=600 height=400 src="data:image/png;base64,{POINT}">')


def no_lines(path: Path) -> None:
    """A table without ruled lines: the columns cannot be told for certain."""
    table = _table(_heads("thead"), ROWS, {}).replace("<table>", '<table class="bare">')
    _print(path, f"<h3>{TITLE}</h3>{table}")


MAKERS: dict[str, Callable[[Path], None]] = {
    "excel-merged-levels.xlsx": merged_levels,
    "excel-two-sheets.xlsx": two_sheets,
    "excel-hidden.xlsx": hidden,
    "excel-values.xlsx": values,
    "csv-gb18030.csv": comma_gb18030,
    "csv-semicolons.csv": semicolons,
    "csv-tabs-utf16.csv": tabs_utf16,
    "pdf-over-page-break.pdf": over_page_break,
    "pdf-heading-once.pdf": heading_once,
    "pdf-turned-text.pdf": turned,
    "pdf-picture.pdf": picture,
    "pdf-no-lines.pdf": no_lines,
}


def _lines(rows: Sequence[Sequence[str]], sign: str) -> str:
    return "".join(sign.join(row) + "\r\n" for row in rows)


def _without(row: Sequence[str], *places: int) -> list[str]:
    return ["" if place in places else text for place, text in enumerate(row)]


def _long(row: Sequence[str], times: int) -> list[str]:
    text = "具体要求以当年公布的通知为准，" * times + "另有规定的除外。"
    return [text if place == 3 else one for place, one in enumerate(row)]


def _heads(part: str) -> str:
    return f"<{part}><tr>{''.join(f'<th>{text}</th>' for text in HEADINGS)}</tr></{part}>"


def _table(heads: str, rows: Sequence[Sequence[str]], spans: dict[tuple[int, int], int]) -> str:
    covered = {
        (row + below, column) for (row, column), span in spans.items() for below in range(1, span)
    }
    body = ""
    for place, row in enumerate(rows):
        cells = [
            f"<td rowspan={spans[place, column]}>{text}</td>"
            if (place, column) in spans
            else f"<td>{text}</td>"
            for column, text in enumerate(row)
            if (place, column) not in covered
        ]
        body += f"<tr>{''.join(cells)}</tr>"
    return f"<table>{heads}{body}</table>"


def _print(path: Path, body: str, *, numbers: bool = False) -> None:
    from playwright.sync_api import sync_playwright  # inline: only PDFs need a browser

    footer = '<div style="font-size:9px">第<span class="pageNumber"></span>页</div>'
    with sync_playwright() as player:
        program = os.environ.get("GONGKAI_CHROMIUM") or shutil.which("chromium")
        browser = player.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(STYLE + body)
        page.pdf(
            path=path,
            prefer_css_page_size=True,
            display_header_footer=numbers,
            header_template="<span></span>",
            footer_template=footer,
        )
        browser.close()


def main(slugs: Sequence[str]) -> None:
    """Write the cases of ``slugs``, or all."""
    for name, make in MAKERS.items():
        if not slugs or Path(name).stem in slugs:
            make(CASES / name)


if __name__ == "__main__":
    main(sys.argv[1:])
