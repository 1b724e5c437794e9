"""Writes a made-up catalog of any length in a format, and what its cells must be read as."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from gongkai.catalog import read_file
from gongkai.catalog.model import Catalog, Item, Origin
from tests.catalog.making import excel, printing, web, word
from tests.catalog.making.table import Table, drawn

FORMATS = ("docx", "xlsx", "html", "pdf", "txt")
EXAMPLE = Path(__file__).parents[1] / "examples" / "catalogs" / "chongqing-affordable-housing.txt"


def write(name: str, rows: int, folder: Path) -> tuple[Path, Path]:
    """Write ``rows`` items as a file of the format; return it and the file of its cells (JSON)."""
    catalog = of_length(rows)
    path = folder / f"made-{rows}.{name}"
    table = drawn(catalog)
    if name == "docx":
        word.write(table, path)
    elif name == "xlsx":
        excel.write(table, path)
    elif name == "html":
        path.write_text(web.page(table), encoding="utf-8")
    elif name == "pdf":
        printing.write(web.page(table), path)
    else:
        path.write_text(_tabbed(catalog, table), encoding="utf-8")
    truth = folder / f"made-{rows}.json"
    cells = [[cell.text for cell in item.cells] for item in catalog.items]
    truth.write_text(json.dumps(cells, ensure_ascii=False), encoding="utf-8")
    return path, truth


def of_length(rows: int) -> Catalog:
    """Return the longest example, its rows repeated and numbered on, alike headings merged."""
    (catalog,) = read_file(EXAMPLE).catalogs
    items: list[Item] = []
    for place in range(rows):
        item = catalog.items[place % len(catalog.items)]
        number = replace(item.cells[0], text=str(place + 1))
        item = replace(item, seq=str(place + 1), cells=(number, *item.cells[1:]))
        items.append(_merged(item, items[-1]) if items else item)
    return replace(catalog, items=tuple(items))


def _merged(item: Item, above: Item) -> Item:
    """Merge the outer heading with the same one above."""
    if item.levels[:1] != above.levels[:1]:
        return item
    origin = item.origin | {"levels.0": Origin.CARRIED, "levels.1": Origin.PRINTED}
    return replace(item, origin=origin)


def _tabbed(catalog: Catalog, table: Table) -> str:
    """Return the catalog as a cell on a line after a tab, as office programs export tables."""
    lines = [table.title, ""]
    upper = dict.fromkeys(heading.split("/")[0] for heading in catalog.headings)
    lines += [f"\t{heading}" for heading in upper] + [""]
    lines += [
        f"\t{heading.split('/')[1] if '/' in heading else ''}" for heading in catalog.headings
    ]
    for item in catalog.items:
        lines += ["", *(f"\t{cell.text}" for cell in item.cells)]
    return "\n".join(lines) + "\n"
