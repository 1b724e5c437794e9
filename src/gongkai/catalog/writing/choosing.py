"""Writes catalogs in the format that is asked for."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai.catalog.export import to_dict
from gongkai.catalog.model import Catalog
from gongkai.catalog.reader import read_file
from gongkai.catalog.writing.checking import Loss, checked
from gongkai.catalog.writing.layout import Layout
from gongkai.refusals import Refused

# The module of this package that writes a format: ``write(layouts) -> bytes``.
_WRITERS = {"xlsx": "workbook", "docx": "word", "csv": "commas", "md": "markdown"}
FORMATS = (*_WRITERS, "json")
TEXTS = ("csv", "json", "md")  # formats that can be shown on a terminal


@dataclass(frozen=True, slots=True)
class Export:
    """A written file, and the values its format could not say as they are."""

    data: bytes
    losses: tuple[Loss, ...] = ()


def export(catalogs: Sequence[Catalog], to: str) -> Export:
    """Write ``catalogs`` as one file: ``to`` is one of :data:`FORMATS`.

    Reading it gives back title, issuer and all items with all their fields; JSON gives back
    findings, places and origins as well. What a table cannot say (elements corrected by hand) is
    named in ``losses``. Refuses with ``catalog-export-format`` and ``catalog-export-several``.
    """
    if to == "json":
        return Export(values(catalogs))
    if to not in _WRITERS:
        known = "、".join(FORMATS)
        raise Refused("catalog-export-format", f"不能导出为“{to}”；可以是 {known}。")
    if to == "csv" and len(catalogs) > 1:
        raise Refused(
            "catalog-export-several",
            f"文件里有 {len(catalogs)} 份目录，CSV 只能放一份；请导出为 xlsx、docx、md 或 json。",
        )
    module = import_module(f"gongkai.catalog.writing.{_WRITERS[to]}")
    write: Callable[[Sequence[Layout]], bytes] = module.write

    def read_back(layout: Layout) -> tuple[Catalog, ...]:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"目录.{to}"
            path.write_bytes(write([layout]))
            return read_file(path).catalogs

    # A text has no merged cells: only reading the very file tells what a blank cell becomes.
    layouts, losses = checked(catalogs, read_back if to in TEXTS else None)
    return Export(write(layouts), tuple(losses))


def values(catalogs: Sequence[Catalog]) -> bytes:
    """Return the catalogs as JSON, an item on a line."""
    written = []
    for catalog in catalogs:
        held = to_dict(catalog)
        items = ",\n".join(_json(item) for item in held.pop("items"))
        rest = _json(held)
        written.append(f'{rest[:-1]}, "items": [\n{items}\n]}}')
    return ('{"catalogs": [\n' + ",\n".join(written) + "\n]}\n").encode()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
