"""Reads Excel workbooks (.xlsx, .xls): one grid for each sheet that can be seen, as it is shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from gongkai.catalog import files
from gongkai.catalog.document import Document, Grid, GridCell, grid_of
from gongkai.catalog.formats import guard, worksheets
from gongkai.catalog.formats.worksheets import Sheet, letters
from gongkai.catalog.model import Finding, Severity
from gongkai.refusals import Refused

MOST_CELLS = 4_000_000  # rows times columns of a sheet; a catalog of 30,000 rows has half a million
_NAMED = 10  # hidden rows and error cells a finding names; more are counted

Value = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


def read(path: Path) -> Document:
    """Return the sheets of the workbook at ``path``; rows and columns are those of the sheet.

    Sheets, rows and columns that are hidden are left out, and a finding names them. Formulas
    give the value last worked out. Refuses with ``catalog-file-encrypted``,
    ``catalog-file-empty`` and ``catalog-too-much``.
    """
    zipped = files.head_of(path, 2) == b"PK"
    around = worksheets.look(path) if zipped else {}
    for name, sheet in around.items():
        _check_size(path, name, sheet.rows, sheet.columns)
    grids: list[Grid] = []
    findings = list(guard.macros(path)) if zipped else []
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            for number, about in enumerate(workbook.sheets_metadata):
                if about.typ is not SheetTypeEnum.WorkSheet:
                    continue
                grid = _sheet(workbook.get_sheet_by_index(number), path, around.get(about.name))
                if about.visible is SheetVisibleEnum.Visible:
                    grids += [grid] if grid.rows else []
                    findings += _around(grid, around.get(about.name))
                elif grid.rows:
                    findings.append(_hidden_sheet(about))
    except PasswordError as error:
        raise Refused(
            "catalog-file-encrypted", f"文件 {path} 有密码；请取消密码后再读。"
        ) from error
    if not grids:
        raise Refused("catalog-file-empty", f"文件 {path} 里没有一张看得见且有内容的工作表。")
    return Document(str(path), "xlsx" if zipped else "xls", tuple(grids), tuple(findings))


def _check_size(path: Path, name: str, rows: int, columns: int) -> None:
    if rows * columns > MOST_CELLS:
        raise Refused(
            "catalog-too-much",
            f"文件 {path} 的工作表“{name}”一直用到 {letters(columns)}{rows} 格，大得不像一份目录；"
            "请删去表格以外的内容，或拆分后再读。",
        )


def _sheet(sheet: CalamineSheet, path: Path, around: Sheet | None) -> Grid:
    """Lay the values out at their rows and columns, with the merged cells."""
    part = f"工作表“{sheet.name}”"
    if sheet.start is None or sheet.end is None:
        return Grid(part, ())
    height, width = sheet.end[0] + 1, sheet.end[1] + 1
    _check_size(path, sheet.name, height, width)
    around = around or Sheet()
    texts = _texts(sheet)
    merged = _merged(sheet, texts, (height, width), around)
    single = [
        GridCell(text, row, column)
        for (row, column), text in texts.items()
        if row not in around.hidden_rows and column not in around.hidden_columns
    ]
    wrong = [
        GridCell("", row, column, lost=True)
        for row, column in around.errors
        if row <= height and column <= width
    ]
    # Merged cells first: what is left under one by another program is not shown.
    return _shifted(part, [*merged, *single, *wrong], around)


def _texts(sheet: CalamineSheet) -> dict[tuple[int, int], str]:
    """Return what the cells show, by row and column; a blank one is left out."""
    first_row, first_column = sheet.start or (0, 0)
    found: dict[tuple[int, int], str] = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=True), start=first_row + 1):
        for column, value in enumerate(values, start=first_column + 1):
            if value == "":
                continue
            text = text_of(value)
            if text:
                found[row, column] = text
    return found


def text_of(value: Value) -> str:
    """Return a value as the sheet shows it, as far as its format is known."""
    if isinstance(value, str):
        plain = value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
        return plain.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.strftime("%Y-%m-%d") if midnight else value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.strftime("%H:%M") if isinstance(value, dt.time) else str(value)


def _merged(
    sheet: CalamineSheet,
    texts: dict[tuple[int, int], str],
    size: tuple[int, int],
    around: Sheet,
) -> list[GridCell]:
    """Return the merged cells; one whose corner is hidden begins where it can first be seen."""
    found = []
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        text = texts.pop((top + 1, left + 1), "")
        rows = _seen(top + 1, min(bottom + 1, size[0]), around.hidden_rows)
        columns = _seen(left + 1, min(right + 1, size[1]), around.hidden_columns)
        if rows and columns:
            spans = (rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1)
            found.append(GridCell(text, rows[0], columns[0], *spans))
    return found


def _seen(first: int, last: int, hidden: set[int]) -> Sequence[int]:
    whole = range(first, last + 1)
    return [place for place in whole if place not in hidden] if hidden else whole


def _shifted(part: str, cells: Sequence[GridCell], around: Sheet) -> Grid:
    """Lay the cells out from the first column that is used, without what is hidden."""
    offset = min((cell.column for cell in cells if cell.text), default=1) - 1
    kept = [replace(one, column=one.column - offset) for one in cells if one.column > offset]
    grid = replace(grid_of(part, kept), offset=offset)
    if not (around.hidden_rows or around.hidden_columns):
        return grid
    rows = tuple(
        tuple(
            None if row in around.hidden_rows or column in around.hidden_columns else cell
            for column, cell in enumerate(cells, start=1 + offset)
        )
        for row, cells in enumerate(grid.rows, start=1)
    )
    return replace(grid, rows=rows)


def _around(grid: Grid, around: Sheet | None) -> list[Finding]:
    """Name what the sheet holds and does not show."""
    if around is None:
        return []
    rows = [str(row) for row in sorted(around.hidden_rows) if row <= around.rows]
    columns = [letters(one) for one in sorted(around.hidden_columns) if one <= around.columns]
    found = []
    for names, code, what in (
        (rows, "rows-hidden", "行"),
        (columns, "columns-hidden", "列"),
    ):
        if names:
            message = f"{grid.part}隐藏了第{_some(names)}{what}，没有读入；要读入请先取消隐藏。"
            found.append(Finding(code, Severity.WARNING, message))
    if around.errors:
        names = [f"{letters(column)}{row}" for row, column in around.errors]
        message = f"{grid.part}的{_some(names)}格显示为错误值，读不出内容，请核对。"
        found.append(Finding("cell-error-value", Severity.WARNING, message))
    return found


def _some(names: Sequence[str]) -> str:
    more = f"等{len(names)}" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more


def _hidden_sheet(about: SheetMetadata) -> Finding:
    message = f"工作表“{about.name}”是隐藏的，没有读入；要读入请先取消隐藏。"
    return Finding("sheet-hidden", Severity.WARNING, message)
