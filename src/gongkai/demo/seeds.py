"""Where the demo's catalogs and its own data lie; the one place that knows."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any

from gongkai.refusals import Refused

# src/gongkai/demo/seeds.py: the checkout's top is three folders above the package's.
_CHECKOUT = Path(__file__).resolve().parents[3]


def catalog_file(name: str) -> Path:
    """Return the path of an example catalog; refuse in one line where there is no checkout."""
    path = _CHECKOUT / "examples" / "catalogs" / name
    if not path.is_file():
        raise Refused(
            "demo-without-examples",
            f"找不到示例目录文件 examples/catalogs/{name}：请在源码目录里运行演示。",
        )
    return path


def data(name: str) -> dict[str, Any]:
    """Return one of the demo's own data files (``src/gongkai/demo/data``) as read."""
    return tomllib.loads(
        resources.files("gongkai.demo").joinpath(f"data/{name}").read_text("utf-8")
    )
